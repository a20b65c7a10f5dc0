"""Backlog items as lines, cards and pages."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from pilotboard.domain.items import (
    CriterionView,
    EventKind,
    ItemDetail,
    ItemEventView,
    ItemRow,
    ItemState,
    ItemType,
    LinkView,
    NoteView,
)
from pilotboard.domain.keys import item_key, person_key, pilot_key, sprint_key, team_key
from pilotboard.store.reading.query import Condition
from pilotboard.store.reading.reader import SEPARATOR, Reader, day, instant, moment

JOINS = """
JOIN pilot p ON p.id = i.pilot_id
LEFT JOIN team t ON t.id = i.team_id
LEFT JOIN person a ON a.id = i.assignee_id
"""
SORTS = {
    "rank": "i.rank, i.id",
    "key": "p.number, i.number",
    "title": "i.folded, i.id",
    "due": "CASE WHEN i.due_on IS NULL THEN 1 ELSE 0 END, i.due_on, i.rank, i.id",
    "created": "i.created_at DESC, i.id DESC",
    "state": "CASE i.state WHEN 'in_progress' THEN 0 WHEN 'review' THEN 1 WHEN 'ready' THEN 2 WHEN 'backlog' THEN 3"
    " WHEN 'done' THEN 4 ELSE 5 END, i.rank, i.id",
}
"""What a list of items can be sorted by, and how that is said."""


def columns(reader: Reader) -> str:
    """The columns of one item line, in the order of `item_row`."""
    labels = reader.joined("l.name", SEPARATOR)
    return f"""
    i.id, p.number, i.number, i.title, i.type, i.state, i.state_since, t.number, a.name, a.number, i.estimate,
    (SELECT {labels} FROM item_label il JOIN label l ON l.id = il.label_id WHERE il.item_id = i.id),
    i.blocked_reason, i.blocked_since, i.due_on, i.created_at, i.started_at, i.finished_at,
    (SELECT count(*) FROM acceptance_criterion c WHERE c.item_id = i.id AND c.met),
    (SELECT count(*) FROM acceptance_criterion c WHERE c.item_id = i.id),
    (SELECT count(*) FROM item_note n WHERE n.item_id = i.id),
    i.rank, i.version,
    (SELECT s.number FROM sprint s WHERE s.id = i.sprint_id),
    (SELECT count(*) FROM sprint_item si WHERE si.item_id = i.id AND si.carried_from IS NOT NULL),
    (SELECT max(m.external_id) FROM import_link m WHERE m.table_name = 'backlog_item' AND m.row_id = i.id),
    i.archived_at
    """


def item_row(*record: Any) -> ItemRow:
    """One line from the columns above."""
    (
        row_id,
        pilot,
        number,
        title,
        kind,
        state,
        since,
        team,
        assignee,
        assignee_number,
        estimate,
        labels,
        reason,
        blocked,
        due,
        created,
        started,
        finished,
        met,
        total,
        notes,
        rank,
        version,
        sprint,
        carried,
        external,
        archived,
    ) = record
    return ItemRow(
        id=row_id,
        key=item_key(pilot, number),
        title=title,
        type=ItemType(kind),
        state=ItemState(state),
        state_since=instant(since),
        pilot_key=pilot_key(pilot),
        team_key=None if team is None else team_key(team),
        assignee=assignee,
        assignee_key=None if assignee_number is None else person_key(assignee_number),
        estimate=estimate,
        labels=tuple(sorted(labels.split(SEPARATOR))) if labels else (),
        blocked_reason=reason or None,
        blocked_since=moment(blocked),
        due=day(due),
        created_at=instant(created),
        started_at=moment(started),
        finished_at=moment(finished),
        criteria_met=met,
        criteria_total=total,
        note_count=notes,
        rank=rank,
        version=version,
        sprint_key=None if sprint is None else sprint_key(sprint),
        carried=carried,
        external_id=external,
        archived_at=moment(archived),
    )


def item_ids(reader: Reader, condition: Condition, sort: str = "rank", limit: int | None = None) -> array[int]:
    """The ids of the items that meet the condition, in the order of `sort`; a compact array of 64-bit numbers."""
    joins = JOINS if condition.joins or sort == "key" else ""
    bound = "" if limit is None else "LIMIT :limit"
    sql = f"SELECT i.id FROM backlog_item i {joins} WHERE {condition.sql} ORDER BY {SORTS[sort]} {bound}"
    values = condition.values if limit is None else {**condition.values, "limit": limit}
    return array("q", [record[0] for record in reader.rows(sql, **values)])


def text_length(reader: Reader, condition: Condition) -> int:
    """How many characters the search texts of these items have together."""
    sql = f"SELECT COALESCE(sum(length(i.folded)), 0) FROM backlog_item i WHERE {condition.sql}"
    return int(reader.value(sql, **condition.values))


def texts(reader: Reader, condition: Condition) -> tuple[array[int], list[str]]:
    """The ids and search texts of these items, by rank."""
    sql = f"SELECT i.id, i.folded FROM backlog_item i WHERE {condition.sql} ORDER BY {SORTS['rank']}"
    found = reader.rows(sql, **condition.values)
    return array("q", [record[0] for record in found]), [record[1] for record in found]


def count(reader: Reader, condition: Condition) -> int:
    """How many items meet the condition."""
    joins = JOINS if condition.joins else ""
    sql = f"SELECT count(*) FROM backlog_item i {joins} WHERE {condition.sql}"
    return int(reader.value(sql, **condition.values))


def by_ids(reader: Reader, ids: Sequence[int]) -> list[ItemRow]:
    """The lines of these items, in the order asked; ids that are gone are left out."""
    sql = f"SELECT {columns(reader)} FROM backlog_item i {JOINS} WHERE {reader.one_of('i.id', 'ids')}"
    found = {row.id: row for row in reader.views(item_row, sql, ids=reader.many(ids))}
    return [found[row_id] for row_id in ids if row_id in found]


def keys_by_ids(reader: Reader, ids: Sequence[int]) -> list[str]:
    """The keys of these items, in the order asked; ids that are gone are left out."""
    sql = f"""
    SELECT i.id, p.number, i.number FROM backlog_item i JOIN pilot p ON p.id = i.pilot_id
    WHERE {reader.one_of("i.id", "ids")}
    """
    found = {row_id: item_key(pilot, number) for row_id, pilot, number in reader.rows(sql, ids=reader.many(ids))}
    return [found[row_id] for row_id in ids if row_id in found]


def detail(reader: Reader, item_id: int) -> ItemDetail | None:
    """Everything about one item; None when it is gone."""
    head = reader.row(
        """
        SELECT p.title, t.name, i.description, i.drop_reason FROM backlog_item i
        JOIN pilot p ON p.id = i.pilot_id LEFT JOIN team t ON t.id = i.team_id WHERE i.id = :id
        """,
        id=item_id,
    )
    rows = by_ids(reader, [item_id])
    if head is None or not rows:
        return None
    return ItemDetail(
        row=rows[0],
        pilot_title=head[0],
        team_name=head[1],
        description=head[2],
        drop_reason=head[3] or None,
        criteria=tuple(
            CriterionView(row_id, text, bool(met))
            for row_id, text, met in reader.rows(
                "SELECT id, text, met FROM acceptance_criterion WHERE item_id = :id ORDER BY position, id", id=item_id
            )
        ),
        notes=tuple(
            NoteView(row_id, instant(at), who, text)
            for row_id, at, who, text in reader.rows(
                """
                SELECT n.id, n.at, COALESCE(p.name, n.author), n.text FROM item_note n
                LEFT JOIN person p ON p.handle = n.author WHERE n.item_id = :id ORDER BY n.at, n.id
                """,
                id=item_id,
            )
        ),
        links=tuple(
            reader.views(LinkView, "SELECT id, url, title FROM item_link WHERE item_id = :id ORDER BY id", id=item_id)
        ),
        events=tuple(
            ItemEventView(instant(at), EventKind(kind), before or None, after or None, who)
            for at, kind, before, after, who in reader.rows(
                """
                SELECT e.at, e.kind, CASE WHEN s.id IS NULL THEN e.before ELSE 'S-' || CAST(s.number AS TEXT) END,
                       CASE WHEN e.kind = 'estimate' THEN e.after
                            WHEN e.detail <> '' OR s.id IS NOT NULL THEN e.detail ELSE e.after END,
                       COALESCE(p.name, e.actor)
                FROM item_event e LEFT JOIN person p ON p.handle = e.actor LEFT JOIN sprint s ON s.id = e.sprint_id
                WHERE e.item_id = :id ORDER BY e.at, e.id
                """,
                id=item_id,
            )
        ),
    )
