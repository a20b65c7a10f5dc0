"""Writes to the criteria and to what people found on them."""

from __future__ import annotations

from collections.abc import Iterable

from pilotboard.domain.criteria import CriterionView
from pilotboard.domain.criteria_sets import FIRST
from pilotboard.store.writing.tables import CriteriaSet, Criterion, Rating
from pilotboard.store.writing.unit import Tx


def begin(tx: Tx) -> CriteriaSet:
    """The version in use; a store that has none gets the first one."""
    found = next(iter(tx.by(CriteriaSet, in_use=True)), None)
    return found or _add(tx, FIRST.number, FIRST.criteria, "")


def new_version(tx: Tx, criteria: Iterable[CriterionView], note: str) -> CriteriaSet:
    """Have another version of the criteria in use from now on; the ratings stay, by the names of the criteria."""
    before = begin(tx)
    tx.change(before, in_use=False)
    numbers = [one.number for one in tx.by(CriteriaSet)]
    return _add(tx, max(numbers) + 1, criteria, note)


def _add(tx: Tx, number: int, criteria: Iterable[CriterionView], note: str) -> CriteriaSet:
    made = tx.add(CriteriaSet(number=number, note=note, in_use=True, made_at=tx.now, made_by=tx.intent.actor))
    tx.bulk_insert(
        Criterion,
        [
            {
                "set_id": made.stored_id,
                "name": one.name,
                "position": position,
                "weight": one.weight,
                **{f"level_{level}": anchor for level, anchor in enumerate(one.anchors)},
            }
            for position, one in enumerate(criteria)
        ],
    )
    return made


def rate(tx: Tx, pilot_id: int, criterion: str, rater: str, level: int | None, note: str) -> bool:
    """Keep what one person found; a later word of the same person takes the place of the earlier one."""
    held = next(iter(tx.by(Rating, pilot_id=pilot_id, criterion=criterion, rater=rater)), None)
    if held is not None:
        if (held.level, held.note) == (level, note):
            return False
        return tx.change(held, level=level, note=note, at=tx.now)
    tx.add(Rating(pilot_id=pilot_id, criterion=criterion, rater=rater, level=level, note=note, at=tx.now))
    return True


def take_back(tx: Tx, pilot_id: int, criterion: str, rater: str) -> bool:
    """Remove what one person found; False when there is nothing."""
    held = next(iter(tx.by(Rating, pilot_id=pilot_id, criterion=criterion, rater=rater)), None)
    if held is not None:
        tx.remove(held)
    return held is not None
