"""The order of a list of backlog items: a team's list, or a pilot's own while it has no team."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, select

from pilotboard.domain import ranks
from pilotboard.domain.errors import RankFull
from pilotboard.store.writing.tables import BacklogItem
from pilotboard.store.writing.unit import Tx

_ITEM: Any = BacklogItem.__table__.c  # type: ignore[attr-defined]


def _in_list(team_id: int | None, pilot_id: int) -> Any:
    if team_id is not None:
        return _ITEM.team_id == team_id
    return and_(_ITEM.team_id.is_(None), _ITEM.pilot_id == pilot_id)


def _neighbour(tx: Tx, item: BacklogItem, *, above: bool) -> Any:
    side = _ITEM.rank < item.rank if above else _ITEM.rank > item.rank
    found = (
        select(_ITEM.id, _ITEM.rank)
        .where(_in_list(item.team_id, item.pilot_id), side)
        .order_by(_ITEM.rank.desc() if above else _ITEM.rank)
        .limit(1)
    )
    return tx.session.execute(found).first()


def last_rank(tx: Tx, team_id: int | None, pilot_id: int) -> str | None:
    """The rank of the last item of the list, None when it is empty."""
    found = select(_ITEM.rank).where(_in_list(team_id, pilot_id)).order_by(_ITEM.rank.desc()).limit(1)
    return tx.session.scalar(found)


def end_ranks(tx: Tx, team_id: int | None, pilot_id: int, count: int) -> list[str]:
    """`count` ranks at the end of the list, in order."""
    last = last_rank(tx, team_id, pilot_id)
    if last is None:
        return ranks.spread(count)
    found = []
    for _ in range(count):
        last = ranks.between(last, None)
        found.append(last)
    return found


def free_rank(tx: Tx, team_id: int | None, pilot_id: int, rank: str) -> str:
    """`rank` if nobody in the list holds it, else one right behind it."""
    held = select(_ITEM.id).where(_in_list(team_id, pilot_id), _ITEM.rank == rank).limit(1)
    if tx.session.scalar(held) is None:
        return rank
    following = select(_ITEM.rank).where(_in_list(team_id, pilot_id), _ITEM.rank > rank).order_by(_ITEM.rank).limit(1)
    try:
        return ranks.between(rank, tx.session.scalar(following))
    except RankFull:
        _renumber(tx, team_id, pilot_id)
        return end_ranks(tx, team_id, pilot_id, 1)[0]


def held_ranks(tx: Tx, team_id: int | None, pilot_id: int, wanted: Iterable[str]) -> set[str]:
    """Those of the ranks that somebody in the list holds."""
    in_list = "team_id = :team" if team_id is not None else "team_id IS NULL AND pilot_id = :pilot"
    sql = f"SELECT rank FROM backlog_item WHERE {in_list} AND {tx.reader.one_of('rank', 'wanted')}"
    where: dict[str, object] = {"pilot": pilot_id} if team_id is None else {"team": team_id}
    return {rank for (rank,) in tx.reader.rows(sql, wanted=tx.reader.many(wanted), **where)}


def note_place(tx: Tx, item: BacklogItem) -> None:
    """Keep behind which item this one stands, before it leaves its list."""
    above = _neighbour(tx, item, above=True)
    tx.note_place(item, None if above is None else above.id)


def in_list(tx: Tx, item: BacklogItem, other: int | None) -> bool:
    """Whether the item with id `other` stands in the list of `item`; the top of the list (None) always does."""
    if other is None:
        return True
    found = select(_ITEM.id).where(_in_list(item.team_id, item.pilot_id), _ITEM.id == other)
    return tx.session.scalar(found) is not None


def place(tx: Tx, item: BacklogItem, after: int | None) -> bool:
    """Put the item right behind the item with id `after` (None: first). False when it is there already.

    When `after` is not in the list any more the item goes to the end of it.
    """
    above = _neighbour(tx, item, above=True)
    was_after = above.id if above is not None else None
    if after in {was_after, item.id}:
        return False
    try:
        rank = _rank_behind(tx, item, after)
    except RankFull:
        _renumber(tx, item.team_id, item.pilot_id)
        rank = _rank_behind(tx, item, after)
    tx.set_rank(item, rank, was_after, after)
    return True


def _rank_behind(tx: Tx, item: BacklogItem, after: int | None) -> str:
    same_list = _in_list(item.team_id, item.pilot_id)
    low = None
    if after is not None:
        low = tx.session.scalar(select(_ITEM.rank).where(same_list, _ITEM.id == after))
        if low is None:
            return ranks.between(last_rank(tx, item.team_id, item.pilot_id), None)
    beyond = select(_ITEM.rank).where(same_list, _ITEM.id != item.id).order_by(_ITEM.rank).limit(1)
    if low is not None:
        beyond = beyond.where(_ITEM.rank > low)
    return ranks.between(low, tx.session.scalar(beyond))


def _renumber(tx: Tx, team_id: int | None, pilot_id: int) -> None:
    held = tx.session.execute(
        select(_ITEM.id, _ITEM.rank).where(_in_list(team_id, pilot_id)).order_by(_ITEM.rank)
    ).all()
    fresh = ranks.fresh(len(held), [row.rank for row in held])
    tx.renumber(BacklogItem, {row.id: rank for row, rank in zip(held, fresh, strict=True)})


def same_list(one: BacklogItem, other: BacklogItem) -> bool:
    """Whether two items stand in the same list."""
    if one.team_id is not None or other.team_id is not None:
        return one.team_id == other.team_id
    return one.pilot_id == other.pilot_id


def last_above(tx: Tx, item: BacklogItem, besides: set[int]) -> int | None:
    """The id of the nearest item above that is not among `besides`; None at the top."""
    above = (
        select(_ITEM.id)
        .where(_in_list(item.team_id, item.pilot_id), _ITEM.rank < item.rank, _ITEM.id.not_in(besides))
        .order_by(_ITEM.rank.desc())
        .limit(1)
    )
    return tx.session.scalar(above)
