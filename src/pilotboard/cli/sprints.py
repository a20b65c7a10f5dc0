"""`pilotboard sprints`: what a team does in the next days, from the plan to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.usecases import sprints as usecases

if TYPE_CHECKING:
    from pilotboard.domain.sprints import SprintDetail, SprintItemRow, SprintRow
    from pilotboard.usecases.sprints import Told

_LIFE = ("add", "edit", "remove", "start", "close", "cancel", "plan", "unplan", "note", "amend")
SPRINTS = Noun("sprints", "Sprints: planned, started, closed with a record.", dict.fromkeys(_LIFE, "sprint_life"))
COMMANDS = {"sprints": SPRINTS}

CHARTS = ("burndown", "burnup", "velocity")
COLUMNS = (
    Column("Key"),
    Column("Team", elastic=True),
    Column("Goal", elastic=True),
    Column("State"),
    Column("Start"),
    Column("End"),
    Column("Committed", right=True),
    Column("Done", right=True),
    Column("Added", right=True),
    Column("Removed", right=True),
    Column("Carried", right=True),
)
INSIDE = (
    Column("Key"),
    Column("State"),
    Column("Title", elastic=True),
    Column("Assignee", elastic=True),
    Column("Size", right=True),
    Column("In it since", elastic=True),
)
KEY = argument("key", ("@sprint",), metavar="KEY")
FIELDS = (
    Fill("goal", "text", "What is better for whom when it is over"),
    Fill("start", "day", "The first day: YYYY-MM-DD, today, +3d, mon", clears=False),
    Fill("end", "day", "The last day", clears=False),
    Fill("prediction", "prose", "What you expect to see"),
)
CHANGES = (*FIELDS, Fill("result", "prose", "What was seen, for the review"))
NEW = (*FIELDS, Fill("team", "ref", "Whose sprint it is", ("@team",), clears=False))


def sprint_data(row: SprintRow) -> dict[str, object]:
    """A sprint as JSON; counts are items, the same in estimates stand under `points`."""
    lots = {name: getattr(row, name) for name in ("committed", "done", "added", "removed", "carried")}
    return {
        "key": row.key,
        "team": row.team_key,
        "team_name": row.team,
        "goal": row.goal,
        "state": row.state,
        "start": row.start,
        "end": row.end,
        **{name: int(lot.items) for name, lot in lots.items()},
        "points": {name: int(lot.points) for name, lot in lots.items()},
        "origin": row.origin,
    }


@SPRINTS.verb("list", *listing("team:heron, state:closed, active", usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List sprints, the newest first, with what was committed and done."""
    page = usecases.list_sprints(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("sprints", page.rows, sprint_data, page.total, filter_text)
        return
    cells = [
        (
            row.key,
            row.team,
            row.goal,
            session.labels(f"sprint.{row.state}"),
            row.start.isoformat() if row.start else "",
            row.end.isoformat() if row.end else "",
            *(str(int(lot.items)) for lot in (row.committed, row.done, row.added, row.removed, row.carried)),
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("sprint", filter_text, "pilotboard sprints add"))
    session.rest(len(page.rows), page.total)


@SPRINTS.verb(
    "show",
    KEY,
    option("--chart", metavar="WORD", completes=CHARTS, help="A chart instead: burndown, burnup or velocity."),
    option("--points", is_flag=True, help="The chart in estimates instead of items."),
    option("--table", "as_table", is_flag=True, help="The figures of the chart below it."),
)
def show(session: Session, key: str, chart: str | None, points: bool, as_table: bool) -> None:
    """Show everything about one sprint: its goal, what is in it, what was said, its record."""
    if chart is not None:
        from pilotboard.cli.charts import show_chart

        show_chart(session, key, chart, points, as_table)
        return
    detail = usecases.show_sprint(session.ws, key)
    told = usecases.tell_sprint(session.ws, key) if detail.row.start and detail.row.end else None
    if session.out.json:
        session.out.document("sprint", [detail_data(detail, told)], count=1)
        return
    session.out.page(f"{detail.row.key}  {detail.row.goal or detail.row.team}", _fields(session, detail, told))
    _show_items(session, detail)


def detail_data(detail: SprintDetail, told: Told | None) -> dict[str, object]:
    """A sprint with all that hangs on it; `record` is the frozen document, `digest` what it hashes to."""
    record = detail.record
    standing = None if told is None else told.standing
    return {
        **sprint_data(detail.row),
        "prediction": detail.prediction,
        "result": detail.result,
        "started_at": detail.started_at,
        "ended_at": detail.ended_at,
        "cancel_reason": detail.cancel_reason or None,
        "day": None if standing is None else standing.day,
        "days": None if standing is None else standing.days,
        "standing": None if standing is None else standing.word,
        "items": [item_data(one) for one in detail.items],
        "notes": [{"day": one.day, "who": one.who, "text": one.text} for one in detail.notes],
        "impediments": [one.key for one in detail.impediments],
        "record": None if record is None else dict(record.content),
        "digest": None if record is None else record.digest,
        "amendments": [{"at": one.at, "who": one.who, "text": one.text} for one in detail.amendments],
    }


def item_data(one: SprintItemRow) -> dict[str, object]:
    """An item in a sprint as JSON."""
    return {
        "key": one.item_key,
        "title": one.title,
        "pilot": one.pilot_key,
        "state": one.state,
        "assignee": one.assignee,
        "estimate": one.estimate,
        "committed": one.committed,
        "size_committed": one.size_committed,
        "carried_from": one.carried_from,
        "carried": one.carries,
        "added_at": one.added_at,
        "added_reason": one.added_reason or None,
        "removed_at": one.removed_at,
        "removed_reason": one.removed_reason or None,
        "outcome": one.outcome,
        "outcome_reason": one.outcome_reason or None,
        "next_sprint": one.next_sprint,
    }


def _fields(session: Session, detail: SprintDetail, told: Told | None) -> list[tuple[str, str]]:
    row, word = detail.row, session.labels
    notes = [f"{one.day.isoformat()} {one.who}: {one.text}" for one in detail.notes]
    waiting = [f"{one.key} {one.title} ({word(f'level.{one.level}')})" for one in detail.impediments if one.waiting]
    amendments = [f"{one.at:%Y-%m-%d} {one.who}: {one.text}" for one in detail.amendments]
    dates = f"{row.start.isoformat()} to {row.end.isoformat()}" if row.start and row.end else ""
    gaps = told.calendar.gap_words(told.row.start, told.row.end) if told and told.row.start and told.row.end else ""
    return [
        (word.capital("team"), f"{row.team_key} {row.team}"),
        ("State", word(f"sprint.{row.state}")),
        ("Reason", detail.cancel_reason),
        ("Days", f"{dates} ({gaps})" if gaps else dates),
        ("Stands", told.standing.words() if told is not None and detail.started_at is not None else ""),
        ("Prediction", detail.prediction),
        ("Result", detail.result),
        ("Said and done", _said_done(detail)),
        (word.plural_capital("impediment"), "\n".join(waiting)),
        (word.plural_capital("daily_note"), "\n".join(notes)),
        (
            "Record",
            f"frozen {detail.record.content['ended_at'][:10]}, digest {detail.record.digest[:12]}"
            if detail.record
            else "",
        ),
        (word.plural_capital("amendment"), "\n".join(amendments)),
    ]


def _said_done(detail: SprintDetail) -> str:
    if detail.record is None:
        return ""
    from pilotboard.domain.sprint_record import said_done_of

    return said_done_of(detail.record).words()


def _show_items(session: Session, detail: SprintDetail) -> None:
    word = session.labels
    cells = [
        (
            one.item_key,
            word(f"outcome.{one.outcome}") if one.outcome else "taken out" if one.removed_at else word.state(one.state),
            one.title,
            one.assignee or "",
            "" if one.estimate is None else str(one.estimate),
            _since(one),
        )
        for one in detail.items
    ]
    session.out.text("\n")
    session.out.table(
        INSIDE, cells, f"Nothing is in it yet. To plan: pilotboard items plan KEY --sprint {detail.row.key}"
    )


def _since(one: SprintItemRow) -> str:
    if one.outcome_reason or one.removed_reason:
        return one.outcome_reason or one.removed_reason
    if one.carried_from:
        return f"carried from {one.carried_from}"
    return f"added {one.added_at:%Y-%m-%d}: {one.added_reason}" if one.added_reason else ""
