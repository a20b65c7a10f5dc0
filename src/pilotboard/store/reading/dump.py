"""Everything a store holds, row by row, the same from both databases: what one file of all of it is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pilotboard.store.reading.reader import Reader, moment

TABLES = (
    *("counter", "organisation", "label_override", "journal", "journal_row"),
    *("site", "person", "team", "membership", "board_state", "school_year", "calendar_day"),
    *("priority", "strategy", "goal", "programme"),
    *("pilot", "pilot_site", "pilot_programme", "cost_line", "idea", "support_request"),
    *("sprint", "label", "backlog_item", "acceptance_criterion", "item_event", "item_label", "item_link", "item_note"),
    *("sprint_item", "daily_note", "impediment", "sprint_record", "amendment"),
    *("retrospective", "retro_participant", "retro_note", "retro_action"),
    *("theme", "feedback", "feedback_theme", "severity_judgement"),
    *("criteria_set", "criterion", "rating", "decision_rule", "rule_amendment", "gate_check", "gate_waiver"),
    *("decision", "import_batch", "import_link", "import_map"),
)
"""Every table that is kept in a file, each after those it stands on."""
WORKED_OUT = ("pilot_summary",)
"""Tables that are worked out from the others, and so are not kept in a file."""
BEGINNINGS = ("organisation.begin",)
"""What making a store writes down; a store with no other history is empty."""
_AT_ONCE = 1000


def count_rows(reader: Reader) -> int:
    """How many rows there are in all."""
    counts = " + ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)
    return int(reader.value(f"SELECT {counts}"))


def is_empty(reader: Reader) -> bool:
    """Whether nothing was ever done in the store but making it. Notes leave no trace in the history."""
    done = reader.value(
        f"""
        SELECT EXISTS (SELECT 1 FROM journal WHERE NOT ({reader.one_of("action", "beginnings")}))
            OR EXISTS (SELECT 1 FROM retro_note)
        """,
        beginnings=reader.many(BEGINNINGS),
    )
    return not done


def every_row(reader: Reader) -> Iterator[tuple[str, dict[str, object]]]:
    """Pairs of table and row, by table and id. Few rows are held at a time; the reader stands on one moment."""
    for table in TABLES:
        for row in _rows(reader, table):
            yield table, row


def _rows(reader: Reader, table: str) -> Iterator[dict[str, object]]:
    columns = _columns(reader, table)
    names = list(columns)
    turned = [(place, turn) for place, turn in enumerate(columns.values()) if turn is not None]
    listed = ", ".join(f'"{name}"' for name in names)
    at_id = names.index("id")
    last: object = None
    while True:
        where, known = ("", {}) if last is None else ("WHERE id > :last", {"last": last})
        found = reader.rows(f"SELECT {listed} FROM {table} {where} ORDER BY id LIMIT {_AT_ONCE}", **known)
        for values in found:
            row = dict(zip(names, values, strict=True))
            for place, turn in turned:
                value = values[place]
                row[names[place]] = None if value is None else turn(value)
            yield row
        if len(found) < _AT_ONCE:
            return
        last = found[-1][at_id]


def _columns(reader: Reader, table: str) -> dict[str, Callable[[object], object] | None]:
    """The columns of a table by name, and what turns a stored value into that of the file (None: it is that)."""
    if reader.embedded:
        rows = reader.rows("SELECT name, type FROM pragma_table_info(:table) ORDER BY name", table=table)
    else:
        rows = reader.rows(
            """
            SELECT column_name, data_type FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = :table ORDER BY column_name
            """,
            table=table,
        )
    return {name: _turn(kind.upper()) for name, kind in rows}


def _turn(kind: str) -> Callable[[object], object] | None:
    if kind == "BOOLEAN":
        return bool
    if kind == "DATE":
        return str
    if kind == "DATETIME" or kind.startswith("TIMESTAMP"):
        return _moment
    if kind in {"FLOAT", "DOUBLE PRECISION"}:
        return _figure
    return None


def _moment(value: object) -> str:
    at = moment(value)
    if at is None:
        raise ValueError("a moment cannot be read")
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _figure(value: object) -> object:
    return float(value) if isinstance(value, int) else value
