"""Our own rules about the content, beyond what the database enforces: each statement finds what breaks one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pilotboard.domain.keys import item_key, person_key, pilot_key, site_key, team_key
from pilotboard.domain.ranks import is_rank
from pilotboard.domain.text import folded, search_text
from pilotboard.store.reading.reader import Reader

_KEY = {"site": site_key, "person": person_key, "team": team_key, "pilot": pilot_key}
_EXAMPLES = 5
_BATCH = 5000

JOURNALLED = (
    *("acceptance_criterion", "backlog_item", "board_state", "item_event", "item_label", "item_link", "item_note"),
    *("label", "label_override", "membership", "organisation", "person", "pilot", "pilot_site", "site", "team"),
    *("amendment", "calendar_day", "daily_note", "impediment", "school_year", "sprint", "sprint_item", "sprint_record"),
    *("feedback", "feedback_theme", "severity_judgement", "theme"),
    *("retro_action", "retro_participant", "retrospective", "import_batch", "import_link", "import_map"),
    *("priority", "strategy", "goal", "idea", "support_request", "cost_line", "programme", "pilot_programme"),
    *("decision_rule", "rule_amendment", "gate_check", "gate_waiver"),
    *("criteria_set", "criterion", "rating", "decision"),
)
"""Tables whose every change is in the journal.

Notes of retrospectives leave no trace in it; kept summaries are worked out from the rest.
"""

FOLDED = {
    "person": ("name", None),
    "site": ("name", ("note",)),
    "team": ("name", ("purpose", "charter", "agreements", "definition_of_ready", "definition_of_done")),
    "pilot": ("title", ("aim", "hypothesis", "prediction", "description", "partners", "research")),
    "backlog_item": ("title", ("description",)),
    "item_note": ("text", None),
    "label": ("name", None),
    "acceptance_criterion": ("text", None),
    "sprint": ("goal", None),
    "daily_note": ("text", None),
    "impediment": ("title", None),
    "retro_action": ("text", None),
    "theme": ("name", None),
    "feedback": ("quote", ("prompt", "answer")),
    "priority": ("title", ("description",)),
    "strategy": ("title", ("description",)),
    "goal": ("title", ("description",)),
    "idea": ("title", ("need", "for_whom", "might_help", "assessment")),
    "support_request": ("text", ("note",)),
    "programme": ("name", ("note",)),
    "decision": ("reason", ("conditions",)),
}
_IN_ONE = frozenset(("feedback",))
"""Tables whose texts are searched as one."""
"""Tables with a column for searching, and the texts it is made from: the head, and the body (None: head only)."""
MOMENTS = {
    "organisation": ("created_at",),
    "pilot": ("created_at",),
    "backlog_item": ("created_at", "started_at", "finished_at", "blocked_since", "state_since", "archived_at"),
    "item_event": ("at",),
    "item_note": ("at",),
    "journal": ("at",),
    "amendment": ("at",),
    "feedback": ("created_at",),
    "impediment": ("raised_at", "answered_at"),
    "import_batch": ("at",),
    "retrospective": ("closed_at",),
    "severity_judgement": ("at",),
    "sprint": ("created_at", "started_at", "ended_at"),
    "sprint_item": ("added_at", "removed_at"),
    "sprint_record": ("made_at", "withdrawn_at"),
    "idea": ("created_at",),
    "decision_rule": ("locked_at",),
    "rule_amendment": ("at",),
    "gate_check": ("at",),
    "gate_waiver": ("at", "withdrawn_at"),
    "criteria_set": ("made_at",),
    "rating": ("at",),
    "decision": ("made_at", "withdrawn_at"),
}
"""Columns that hold a moment."""


class Broken(NamedTuple):
    """A rule that does not hold: which, how many times, and some of the things it is about."""

    rule: str
    times: int
    examples: tuple[str, ...]


def broken_rules(reader: Reader) -> list[Broken]:
    """Every rule of ours that the content breaks; [] for a sound store."""
    checks = (_numbers, _item_numbers, _teams, _ranks, _folds, _history, _moments)
    return [
        Broken(rule, len(things), tuple(things[:_EXAMPLES]))
        for check in checks
        for rule, things in check(reader)
        if things
    ]


def _numbers(reader: Reader) -> Iterator[tuple[str, list[str]]]:
    for table, key in _KEY.items():
        rows = reader.rows(
            f"SELECT number FROM {table} WHERE number < 1"
            " OR number >= COALESCE((SELECT next FROM counter WHERE name = :name), 1)",
            name=table,
        )
        yield f"every {table}'s number is below the counter", [str(key(number)) for (number,) in rows]


def _item_numbers(reader: Reader) -> Iterator[tuple[str, list[str]]]:
    rows = reader.rows(
        "SELECT p.number, i.number FROM backlog_item i JOIN pilot p ON p.id = i.pilot_id"
        " WHERE i.number < 1 OR i.number >= p.next_item"
    )
    yield "every item's number is below its pilot's counter", [str(item_key(*row)) for row in rows]


def _teams(reader: Reader) -> Iterator[tuple[str, list[str]]]:
    rows = reader.rows(
        "SELECT COALESCE(p.number, 0), i.number FROM backlog_item i LEFT JOIN pilot p ON p.id = i.pilot_id"
        " WHERE p.id IS NULL OR COALESCE(i.team_id, 0) <> COALESCE(p.team_id, 0)"
    )
    yield "every item is with the team of its pilot", [str(item_key(*row)) for row in rows]


def _ranks(reader: Reader) -> Iterator[tuple[str, list[str]]]:
    rows = reader.rows(
        "SELECT i.id, i.rank, i.team_id, CASE WHEN i.team_id IS NULL THEN i.pilot_id END, p.number, i.number"
        " FROM backlog_item i JOIN pilot p ON p.id = i.pilot_id ORDER BY i.id"
    )
    yield "every item has a rank", [str(item_key(*row[4:])) for row in rows if not is_rank(row[1])]
    seen: set[tuple[object, ...]] = set()
    twice = []
    for _, rank, team, pilot, number, item in rows:
        if (rank, team, pilot) in seen:
            twice.append(str(item_key(number, item)))
        seen.add((rank, team, pilot))
    yield "no two items of a list have the same rank", twice


def _folds(reader: Reader) -> Iterator[tuple[str, list[str]]]:
    for table, (head, body) in FOLDED.items():
        wrong: list[str] = []
        last = 0
        while True:
            columns = ", ".join((head, *(body or ())))
            rows = reader.rows(
                f"SELECT id, folded, {columns} FROM {table} WHERE id > :last ORDER BY id LIMIT {_BATCH}", last=last
            )
            for row_id, kept, *texts in rows:
                whole = body is None or table in _IN_ONE
                if kept != (folded(" ".join(texts)) if whole else search_text(*texts)):
                    wrong.append(f"{table} {row_id}")
            if len(rows) < _BATCH:
                break
            last = rows[-1][0]
        yield f"what is searched in every {table} matches its text", wrong


def _history(reader: Reader) -> Iterator[tuple[str, list[str]]]:
    for table in JOURNALLED:
        rows = reader.rows(
            f"""
            SELECT r.row_id FROM journal_row r LEFT JOIN {table} t ON t.id = r.row_id
            WHERE r.table_name = :table AND t.id IS NULL AND r.change <> 'removed' AND r.id = (
                SELECT max(l.id) FROM journal_row l WHERE l.table_name = r.table_name AND l.row_id = r.row_id
            )
            """,
            table=table,
        )
        yield f"every {table} that the history knows is there", [f"{table} {row_id}" for (row_id,) in rows]
        rows = reader.rows(
            f"SELECT t.id FROM {table} t WHERE NOT EXISTS"
            " (SELECT 1 FROM journal_row r WHERE r.table_name = :table AND r.row_id = t.id)",
            table=table,
        )
        yield f"the history knows every {table}", [f"{table} {row_id}" for (row_id,) in rows]
    rows = reader.rows(
        "SELECT r.id FROM journal_row r LEFT JOIN journal j ON j.id = r.entry_id WHERE j.id IS NULL"
        " UNION ALL SELECT a.id FROM journal a JOIN journal b ON b.id = a.reverts WHERE b.id >= a.id"
    )
    yield "every line of the history belongs to an entry", [f"line {row_id}" for (row_id,) in rows]


def _moments(reader: Reader) -> Iterator[tuple[str, list[str]]]:
    """SQLite keeps moments as text and takes any; PostgreSQL knows them."""
    if not reader.embedded:
        return
    for table, columns in MOMENTS.items():
        for column in columns:
            rows = reader.rows(
                f"SELECT id FROM {table} WHERE {column} IS NOT NULL"
                f" AND (datetime({column}) IS NULL OR {column} NOT GLOB '[0-9][0-9][0-9][0-9]-*[0-9]')"
            )
            yield f"every {column} of a {table} is a moment", [f"{table} {row_id}" for (row_id,) in rows]
