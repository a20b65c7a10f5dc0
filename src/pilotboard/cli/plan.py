"""`pilotboard plan`, `priorities`, `strategies` and `goals`: the strategic plan, whole and level by level.

The three levels have the same verbs; they are declared once, for each level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, Run, argument, option, verb
from pilotboard.cli.fields import Fill, day_of, limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN, adds, edits, removes
from pilotboard.domain.plan import PlanLevel, PlanRow
from pilotboard.usecases import plan as usecases

if TYPE_CHECKING:
    from pilotboard.domain.changes import Outcome
    from pilotboard.domain.plan import PlanLine
    from pilotboard.usecases.workspace import Workspace

_TITLE = Fill("title", "text", "What it says", clears=False)
_DESCRIPTION = Fill("description", "prose", "What is meant")
FIELDS = {
    PlanLevel.PRIORITY: (_TITLE, _DESCRIPTION),
    PlanLevel.STRATEGY: (
        _TITLE,
        _DESCRIPTION,
        Fill("priority", "ref", "The priority it is to reach", ("@priority",), clears=False),
    ),
    PlanLevel.GOAL: (
        _TITLE,
        _DESCRIPTION,
        Fill("strategy", "ref", "The strategy it belongs to", ("@strategy",), clears=False),
        Fill("due_on", "day", "The day by which it is to be reached"),
    ),
}
COLUMNS = (
    Column("Key"),
    Column("Title", elastic=True),
    Column("Belongs to"),
    Column("Due"),
    Column("Strategies", right=True),
    Column("Goals", right=True),
    Column("Pilots", right=True),
    Column("Closed"),
)
TREE = (Column("Plan", elastic=True), Column("Due"), Column("Pilots", right=True), Column("Stage"), Column("Closed"))
_SAYS = {
    PlanLevel.PRIORITY: "What the organisation has put first.",
    PlanLevel.STRATEGY: "How a priority is to be reached.",
    PlanLevel.GOAL: "What a strategy is to have reached, and which pilots serve it.",
}
_FILTERS = {
    PlanLevel.PRIORITY: "open, pilots>0",
    PlanLevel.STRATEGY: "open, priority:PR-01",
    PlanLevel.GOAL: "late, priority:PR-01, pilots=0",
}


def plan_data(row: PlanRow) -> dict[str, object]:
    """A priority, strategy or goal as JSON; `strategies`, `goals`, `pilots` count what is open below it."""
    found: dict[str, object] = {"key": row.key, "title": row.title, "description": row.description}
    for level, (key, title) in zip(PlanLevel, row.above, strict=False):
        found |= {level.value: key, f"{level.value}_title": title}
    if row.level == PlanLevel.GOAL:
        found["due_on"] = row.due_on
    if row.level == PlanLevel.PRIORITY:
        found["strategies"] = row.strategies
    if row.level != PlanLevel.GOAL:
        found["goals"] = row.goals
    return {**found, "pilots": row.pilots, "closed_on": row.closed_on}


def _line_data(line: PlanLine, parent: str | None) -> dict[str, object]:
    row = line.row
    found = {"key": line.key, "level": line.level, "depth": line.depth, "title": row.title, "parent": parent}
    if isinstance(row, PlanRow):
        return {**found, "due_on": row.due_on, "pilots": row.pilots, "stage": None, "closed_on": row.closed_on}
    return {**found, "due_on": row.decision_due, "pilots": None, "stage": row.stage, "closed_on": row.closed_on}


@verb(
    option("--filter", "filter_text", metavar="TEXT", default="", help="Only what fits, with what it belongs to."),
    option("--closed", is_flag=True, help="With what is closed."),
)
def plan(session: Session, filter_text: str, closed: bool) -> None:
    """Show the strategic plan: priorities, strategies, goals, and the pilots that serve them."""
    view = usecases.show_plan(session.ws, filter_text, closed=closed)
    if session.out.json:
        data, above = [], [""]
        for line in view.lines:
            above = [*above[: line.depth + 1], line.key]
            data.append(_line_data(line, above[line.depth] or None))
        data += [_line_data(line, None) for line in view.adrift]
        session.out.document("plan", data, count=len(data), hidden=view.hidden, filter=filter_text or None)
        return
    cells = [_tree_cells(session, line, "  " * line.depth) for line in view.lines]
    if view.adrift:
        without = f"{session.labels.plural_capital('pilot')} without an open {session.labels('goal')}"
        cells += [(without, "", "", "", ""), *(_tree_cells(session, line, "  ") for line in view.adrift)]
    session.out.table(TREE, cells, session.empty("priority", filter_text, "pilotboard priorities add"))


def _tree_cells(session: Session, line: PlanLine, indent: str) -> tuple[str, ...]:
    row = line.row
    plan_row = row if isinstance(row, PlanRow) else None
    due = row.due_on if isinstance(row, PlanRow) else row.decision_due
    late = plan_row is not None and plan_row.late(session.today())
    return (
        f"{indent}{line.key} {row.title}",
        f"{due.isoformat()}{' late' if late else ''}" if due else "",
        str(plan_row.pilots) if plan_row is not None else "",
        "" if isinstance(row, PlanRow) else session.labels.stage(row.stage),
        row.closed_on.isoformat() if row.closed_on else "",
    )


def _cells(session: Session, row: PlanRow) -> Sequence[str]:
    due = row.due_on.isoformat() if row.due_on else ""
    return (
        row.key,
        row.title,
        row.parent_key or "",
        f"{due} late" if row.late(session.today()) else due,
        str(row.strategies) if row.level == PlanLevel.PRIORITY else "",
        str(row.goals) if row.level != PlanLevel.GOAL else "",
        str(row.pilots),
        row.closed_on.isoformat() if row.closed_on else "",
    )


def _saying(text: str, run: Run) -> Run:
    run.__doc__ = text
    return run


def _noun(level: PlanLevel) -> Noun:
    """The noun of a level with its verbs."""
    noun, word, fields = Noun(level.plural, _SAYS[level]), level.value, FIELDS[level]
    key = argument("key", (f"@{word}",), metavar="KEY")

    def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
        page = usecases.list_plan(session.ws, level, filter_text, sort=sort, limit=limit_of(limit))
        if session.out.json:
            session.rows(level.plural, page.rows, plan_data, page.total, filter_text)
            return
        empty = session.empty(word, filter_text, f"pilotboard {level.plural} add")
        session.out.table(COLUMNS, [_cells(session, row) for row in page.rows], empty)
        session.rest(len(page.rows), page.total)

    def add(ws: Workspace, found: Mapping[str, object]) -> Outcome:
        return usecases.add_plan(ws, level, found)

    def edit(ws: Workspace, key: str, changes: Mapping[str, object]) -> Outcome:
        return usecases.edit_plan(ws, level, key, changes)

    def remove(ws: Workspace, key: str) -> Outcome:
        return usecases.remove_plan(ws, level, key)

    def close(session: Session, key: str, on: str | None, below: bool = False) -> None:
        day = day_of(session, on, "on")
        session.done(usecases.close_plan(session.ws, level, key, day, below=below))

    def reopen(session: Session, key: str) -> None:
        session.done(usecases.reopen_plan(session.ws, level, key))

    day = option("--on", metavar="DAY", help="Its last day; today when not said.")
    everything = option("--all", "below", is_flag=True, help="And everything open below it.")
    on_closing = (day,) if level == PlanLevel.GOAL else (day, everything)
    many = level.plural
    noun.verb("list", *listing(_FILTERS[level], usecases.SORTS))(_saying(f"List {many}.", show_list))
    noun.verb("show", key)(
        _saying(f"Show everything about one {word}.", lambda session, key: _show(session, level, key))
    )
    adds(noun, "title", fields, add, f"Write down a new {word}.")
    edits(noun, key, fields, edit, f"Change fields of a {word}. {ONLY_GIVEN}")
    noun.verb("close", key, *on_closing)(_saying(f"Close a {word}. Pilots stay as they are.", close))
    noun.verb("reopen", key)(_saying(f"Take up a closed {word} again.", reopen))
    removes(noun, key, remove, f"a {word} that nothing names", "others are closed")
    return noun


def _show(session: Session, level: PlanLevel, key: str) -> None:
    detail = usecases.show_plan_row(session.ws, level, key)
    row, word = detail.row, session.labels
    if session.out.json:
        data = {
            **plan_data(row),
            "below": [{"key": one, "title": title} for one, title in detail.below],
            "serving": [{"key": one, "title": title} for one, title in detail.pilots],
        }
        session.out.document(level.value, [data], count=1)
        return
    due = row.due_on.isoformat() if row.due_on else ""
    fields = [
        *(
            (word.capital(above.value), f"{one} {title}")
            for above, (one, title) in zip(PlanLevel, row.above, strict=False)
        ),
        ("Due", f"{due}, which has gone by" if row.late(session.today()) else due),
        ("Closed", row.closed_on.isoformat() if row.closed_on else ""),
        (word.plural_capital(level.below.value) if level.below else "", _listed(detail.below)),
        (word.plural_capital("pilot"), _listed(detail.pilots) or (str(row.pilots) if level.below else "none yet")),
        ("Description", row.description),
    ]
    session.out.page(f"{row.key}  {row.title}", fields)


def _listed(things: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{key} {title}" for key, title in things)


COMMANDS = {"plan": plan, **{level.plural: _noun(level) for level in PlanLevel}}
