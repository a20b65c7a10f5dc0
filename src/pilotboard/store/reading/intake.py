"""What an import has to know of the store: which things it brought before, who is here, what people changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from pilotboard.domain.intake_report import BatchView, SavedMap
from pilotboard.domain.keys import feedback_key, item_key, pilot_key, sprint_key
from pilotboard.store.reading.reader import Reader, day, instant, moment

ITEM, SPRINT, VOICE, PILOT = "backlog_item", "sprint", "feedback", "pilot"

_KNOWN = {
    ITEM: """
    SELECT l.container, l.external_id, l.id, l.row_id, l.row_hash, i.version, i.assignee_id, p.number, i.number
    FROM import_link l LEFT JOIN backlog_item i ON i.id = l.row_id LEFT JOIN pilot p ON p.id = i.pilot_id
    """,
    SPRINT: """
    SELECT l.container, l.external_id, l.id, l.row_id, l.row_hash, s.version, NULL, s.number, NULL
    FROM import_link l LEFT JOIN sprint s ON s.id = l.row_id
    """,
    VOICE: """
    SELECT l.container, l.external_id, l.id, l.row_id, l.row_hash, f.version, f.site_id, f.number, NULL
    FROM import_link l LEFT JOIN feedback f ON f.id = l.row_id
    """,
    PILOT: """
    SELECT l.container, l.external_id, l.id, l.row_id, l.row_hash, p.version, NULL, p.number, NULL
    FROM import_link l LEFT JOIN pilot p ON p.id = l.row_id
    """,
}


class Known(NamedTuple):
    """A thing that an import brought before. ``key`` is "" when it has been removed since.

    ``matched`` is the person (of an item) or the site (of a voice) that it was given. ``erased``: words of it were
    taken out here for good.
    """

    link_id: int
    row_id: int
    hash: str
    matched: int | None
    key: str
    erased: bool = False


class Home(NamedTuple):
    """Where an import goes: a pilot with its team, or a team alone."""

    pilot_id: int | None
    pilot_key: str
    team_id: int | None


def home(reader: Reader, pilot_id: int) -> Home:
    """The pilot and its team."""
    number, team = reader.rows("SELECT number, team_id FROM pilot WHERE id = :id", id=pilot_id)[0]
    return Home(pilot_id, pilot_key(number), team)


def open_pilots(reader: Reader) -> list[tuple[int, str]]:
    """(number, title) of every pilot that is not closed."""
    return [(number, title) for number, title in reader.rows("SELECT number, title FROM pilot WHERE closed_on IS NULL")]


def known(reader: Reader, table: str, source: str, containers: Iterable[str]) -> dict[tuple[str, str], Known]:
    """Everything of that table that came from these containers of a source, by (container, external id)."""
    sql = (
        f"{_KNOWN[table]} WHERE l.source = :source AND l.table_name = :table AND {reader.one_of('l.container', 'all')}"
    )
    found = {}
    erased = _erased(reader)
    for container, external, link, row_id, row_hash, version, matched, first, second in reader.rows(
        sql, source=source, table=table, all=reader.many(set(containers))
    ):
        key = "" if version is None else _key(table, first, second)
        found[container, external] = Known(link, row_id, row_hash, matched, key, key in erased)
    return found


def _erased(reader: Reader) -> set[str]:
    """The keys of all things of which words were taken out, or that were passed on and are not kept here."""
    rows = reader.rows("SELECT keys FROM journal WHERE action IN ('redact', 'feedback.pass_on')")
    return {key for (keys,) in rows for key in keys.split()}


def _key(table: str, first: int, second: int | None) -> str:
    if table == ITEM:
        return item_key(first, second or 0)
    return {SPRINT: sprint_key, VOICE: feedback_key, PILOT: pilot_key}[table](first)


_ITEM_COLUMNS = (
    *("title", "description", "type", "state", "drop_reason", "estimate", "assignee_id", "due_on", "created_at"),
    *("started_at", "finished_at", "archived_at", "blocked_since"),
)
_VOICE_COLUMNS = (
    *("on_day", "role", "site_id", "channel", "focal_group", "prompt", "rating", "scale_low", "scale_high"),
    *("good_end", "quote", "no_content", "sentiment", "severity", "consent"),
)
_PILOT_COLUMNS = ("title", "aim", "hypothesis", "prediction", "description", "research", "partners")
_COLUMNS = {ITEM: _ITEM_COLUMNS, VOICE: _VOICE_COLUMNS, PILOT: _PILOT_COLUMNS}
_DECODED: dict[str, Any] = {
    **dict.fromkeys(("created_at", "started_at", "finished_at", "archived_at", "blocked_since"), moment),
    **dict.fromkeys(("due_on", "on_day"), day),
    "no_content": bool,
}


def stored(reader: Reader, table: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The columns that an import may change, of these rows."""
    columns = _COLUMNS[table]
    sql = f"SELECT id, {', '.join(columns)} FROM {table} WHERE {reader.one_of('id', 'ids')}"
    found = {}
    for row_id, *values in reader.rows(sql, ids=reader.many(ids)):
        found[row_id] = {
            name: _DECODED[name](value) if name in _DECODED else value
            for name, value in zip(columns, values, strict=True)
        }
    return found


class Parts(NamedTuple):
    """What hangs on an item: folded labels; criteria by folded text with id and tick; notes as (at, text); web
    addresses; past moves as (at, where to)."""

    labels: set[str]
    criteria: dict[str, tuple[int, bool]]
    notes: set[str]
    urls: set[str]
    moves: set[tuple[object, str]]


def parts(reader: Reader, ids: Iterable[int]) -> dict[int, Parts]:
    """What hangs on these items, one statement a kind."""
    wanted = reader.many(ids)
    found: dict[int, Parts] = defaultdict(lambda: Parts(set(), {}, set(), set(), set()))
    of = reader.one_of("x.item_id", "ids")
    labels = f"SELECT x.item_id, l.folded FROM item_label x JOIN label l ON l.id = x.label_id WHERE {of}"
    for item, label in reader.rows(labels, ids=wanted):
        found[item].labels.add(label)
    for item, row_id, text, met in reader.rows(
        f"SELECT item_id, id, folded, met FROM acceptance_criterion x WHERE {of}", ids=wanted
    ):
        found[item].criteria[text] = (row_id, bool(met))
    for item, text in reader.rows(f"SELECT item_id, text FROM item_note x WHERE {of}", ids=wanted):
        found[item].notes.add(text)
    for item, url in reader.rows(f"SELECT item_id, url FROM item_link x WHERE {of}", ids=wanted):
        found[item].urls.add(url)
    events = f"SELECT item_id, at, detail FROM item_event x WHERE {of} AND kind IN ('state', 'reopened')"
    for item, at, detail in reader.rows(events, ids=wanted):
        found[item].moves.add((instant(at), detail))
    return found


def voice_themes(reader: Reader, ids: Iterable[int]) -> dict[int, set[str]]:
    """The folded themes of these voices."""
    found: dict[int, set[str]] = defaultdict(set)
    sql = f"""
    SELECT x.feedback_id, t.folded FROM feedback_theme x JOIN theme t ON t.id = x.theme_id
    WHERE {reader.one_of("x.feedback_id", "ids")}
    """
    for row_id, theme in reader.rows(sql, ids=reader.many(ids)):
        found[row_id].add(theme)
    return found


def local_edits(reader: Reader, table: str, ids: Iterable[int]) -> dict[int, set[str]]:
    """The columns of these rows that people changed since an import last touched the row, as far as it stands."""
    sql = f"""
    SELECT r.row_id, j.batch, r.after FROM journal_row r JOIN journal j ON j.id = r.entry_id
    WHERE r.table_name = :table AND {reader.one_of("r.row_id", "ids")} AND j.kind = 'action' AND j.undone_by IS NULL
    ORDER BY r.entry_id
    """
    found: dict[int, set[str]] = defaultdict(set)
    for row_id, batch, after in reader.rows(sql, table=table, ids=reader.many(ids)):
        if batch is not None:
            found[row_id] = set()
        elif after:
            found[row_id].update(json.loads(after))
    return found


def people(reader: Reader) -> list[tuple[int, str, str]]:
    """(id, name, mail address) of everybody who is active."""
    return [
        (row_id, name, mail) for row_id, name, mail in reader.rows("SELECT id, name, email FROM person WHERE active")
    ]


def sites(reader: Reader) -> list[tuple[int, int, str]]:
    """(id, number, name) of every site."""
    return [(row_id, number, name) for row_id, number, name in reader.rows("SELECT id, number, name FROM site")]


def words(reader: Reader, table: str) -> dict[str, int]:
    """The ids of all labels or themes by folded name."""
    return dict(reader.rows(f"SELECT folded, id FROM {table}"))


def batches(reader: Reader) -> list[BatchView]:
    """Every import, the newest first; those that were taken back are known by the history alone."""
    rows = reader.rows(
        """
        SELECT b.batch, b.file_name, b.preset, b.target, b.at, COALESCE(p.name, b.actor), b.counts
        FROM import_batch b LEFT JOIN person p ON p.handle = b.actor ORDER BY b.id DESC
        """
    )
    return [
        BatchView(batch, name, preset, target, instant(at), who, json.loads(counts), standing=True)
        for batch, name, preset, target, at, who, counts in rows
    ]


def entry_of_batch(reader: Reader, batch: str) -> tuple[int, bool] | None:
    """The journal entry of an import, and whether it stands."""
    found = reader.row("SELECT id, undone_by FROM journal WHERE batch = :batch ORDER BY id LIMIT 1", batch=batch)
    return None if found is None else (int(found[0]), found[1] is None)


def maps(reader: Reader) -> list[SavedMap]:
    """Every saved map, by name."""
    return reader.views(SavedMap, "SELECT name, content FROM import_map ORDER BY name")


def map_id(reader: Reader, name: str) -> int | None:
    """The id of the map of that name."""
    found = reader.value("SELECT id FROM import_map WHERE name = :name", name=name)
    return None if found is None else int(found)
