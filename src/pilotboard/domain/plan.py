"""The strategic plan: priorities, the strategies that are to reach them, the goals of those, the pilots that serve one.

The three levels are alike: a title, what is meant, open until it is closed. What differs stands in ``PlanLevel``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.errors import InvalidInput, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pilotboard.domain.matching import Subject
    from pilotboard.domain.pilots import PilotRow


class PlanLevel(StrEnum):
    """The levels of the plan, from the top."""

    PRIORITY = "priority"
    STRATEGY = "strategy"
    GOAL = "goal"

    @property
    def above(self) -> PlanLevel | None:
        """The level that a thing of this one belongs to; none for a priority."""
        return {PlanLevel.STRATEGY: PlanLevel.PRIORITY, PlanLevel.GOAL: PlanLevel.STRATEGY}.get(self)

    @property
    def below(self) -> PlanLevel | None:
        """The level that belongs to a thing of this one; none for a goal, which pilots serve."""
        return {PlanLevel.PRIORITY: PlanLevel.STRATEGY, PlanLevel.STRATEGY: PlanLevel.GOAL}.get(self)

    @property
    def plural(self) -> str:
        """``priorities``, ``strategies``, ``goals``: the noun of the command line."""
        return {PlanLevel.GOAL: "goals", PlanLevel.STRATEGY: "strategies"}.get(self, "priorities")


class PlanRow(NamedTuple):
    """A priority, strategy or goal as one line.

    ``above`` holds (key, title) of what it belongs to, from the top. ``strategies``, ``goals`` and ``pilots`` count
    what is open below it. Only a goal may have a day (``due_on``).
    """

    id: int
    level: PlanLevel
    key: str
    title: str
    description: str
    above: tuple[tuple[str, str], ...]
    due_on: date | None
    strategies: int
    goals: int
    pilots: int
    closed_on: date | None
    version: int

    @property
    def parent_key(self) -> str | None:
        """The key of what it belongs to."""
        return self.above[-1][0] if self.above else None

    def late(self, today: date) -> bool:
        """Whether its day has gone by and it is still open."""
        return self.closed_on is None and self.due_on is not None and self.due_on < today


class PlanLine(NamedTuple):
    """A line of the plan as it is drawn: so deep, with the row it stands for. A pilot is as deep as its goal has it."""

    depth: int
    key: str
    row: PlanRow | PilotRow

    @property
    def level(self) -> str:
        """``priority``, ``strategy``, ``goal`` or ``pilot``."""
        return str(self.row.level) if isinstance(self.row, PlanRow) else "pilot"


class PlanView(NamedTuple):
    """The plan from the top; ``adrift`` are open pilots without an open goal, ``hidden`` counts what is closed."""

    lines: tuple[PlanLine, ...]
    adrift: tuple[PlanLine, ...]
    hidden: int


def plan_lines(rows: Sequence[PlanRow], pilots: Sequence[PilotRow], *, closed: bool = False) -> PlanView:
    """The lines of the plan, each below what it belongs to, in the order of the keys.

    What is closed stands there only with ``closed``, else it is counted. A pilot that is closed goes with it.
    """
    kept = [row for row in rows if closed or row.closed_on is None]
    by_parent: dict[str | None, list[PlanRow]] = {}
    for row in kept:
        by_parent.setdefault(row.parent_key, []).append(row)
    goals = {row.key for row in kept if row.level == PlanLevel.GOAL}
    serving: dict[str, list[PilotRow]] = {}
    adrift: list[PlanLine] = []
    hidden = sum(1 for row in rows if row.closed_on is not None) if not closed else 0
    for pilot in pilots:
        if pilot.closed_on is not None and not closed:
            continue
        if pilot.goal_key in goals:
            serving.setdefault(pilot.goal_key, []).append(pilot)
        elif pilot.closed_on is None:
            adrift.append(PlanLine(0, pilot.key, pilot))
    lines: list[PlanLine] = []

    def put(parent: str | None, depth: int) -> None:
        for row in by_parent.get(parent, ()):
            lines.append(PlanLine(depth, row.key, row))
            lines.extend(PlanLine(depth + 1, pilot.key, pilot) for pilot in serving.get(row.key, ()))
            put(row.key, depth + 1)

    put(None, 0)
    return PlanView(tuple(lines), tuple(adrift), hidden)


def narrowed(view: PlanView, met: frozenset[str]) -> PlanView:
    """The view with the lines of these keys only, what they belong to, and everything below them."""
    keep: set[int] = set()
    path: list[int] = []
    for place, line in enumerate(view.lines):
        path = [*path[: line.depth], place]
        if line.key in met:
            keep.update(path)
        elif any(view.lines[above].key in met for above in path[:-1]):
            keep.add(place)
    lines = tuple(line for place, line in enumerate(view.lines) if place in keep)
    return PlanView(lines, tuple(line for line in view.adrift if line.key in met), view.hidden)


def check_close(row: PlanRow, open_below: Sequence[str], below: bool) -> None:
    """Nothing open is left below what is closed, unless it is closed too (``below``). Raises ``Refusal``."""
    if row.closed_on is not None:
        raise Refusal(f"{row.key} was closed on {row.closed_on.isoformat()} already.", at=row.key)
    if open_below and not below:
        raise Refusal(
            f"{row.key} {row.title} still has open below it: {', '.join(open_below)}.",
            kept="Nothing was closed.",
            hint="Close these first, or all of them together (--all on the command line).",
            at=row.key,
        )


def check_reopen(row: PlanRow, above: PlanRow | None) -> None:
    """Raises ``Refusal`` when it is open, or when what it belongs to is closed."""
    if row.closed_on is None:
        raise Refusal(f"{row.key} is open.", at=row.key)
    if above is not None and above.closed_on is not None:
        raise Refusal(
            f"{row.key} belongs to {above.key} {above.title}, which is closed.",
            hint=f"Reopen {above.key} first.",
            at=above.key,
        )


def check_open(row: PlanRow, field: str) -> None:
    """Nothing is put below what is closed. Raises ``InvalidInput`` at the field."""
    if row.closed_on is not None:
        raise InvalidInput(
            f"{row.key} {row.title} was closed on {row.closed_on.isoformat()}.",
            hint="Choose one that is open, or reopen it first.",
            field=field,
        )


def plan_subject(level: PlanLevel, today: date) -> Subject[PlanRow]:
    """What a filter over one level of the plan may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import Field, fields_of

    fields = [
        Field("key", "text", "its key, such as PR-01, ST-02 or G-03"),
        Field("title", "text", "words of the title"),
        Field("open", "flag", "not closed"),
        Field("closed", "flag", "closed"),
        Field("pilots", "number", "how many open pilots serve it"),
    ]
    if level != PlanLevel.PRIORITY:
        fields.append(Field("priority", "text", "the priority it belongs to, by key or words", optional=True))
    if level == PlanLevel.GOAL:
        fields += [
            Field("strategy", "text", "the strategy it belongs to, by key or words", optional=True),
            Field("due", "date", "the day by which it is to be reached", aliases=("due_on",), optional=True),
            Field("late", "flag", "open, and its day has gone by"),
        ]
    return Subject(
        fields_of(*fields),
        {
            "key": lambda row: row.key,
            "title": lambda row: row.title,
            "open": lambda row: row.closed_on is None,
            "closed": lambda row: row.closed_on is not None,
            "pilots": lambda row: row.pilots,
            "priority": lambda row: row.above[0] if row.above else None,
            "strategy": lambda row: row.above[1] if len(row.above) > 1 else None,
            "due": lambda row: row.due_on,
            "late": lambda row: row.late(today),
        },
        lambda row: (row.key, row.title, row.description),
    )


def line_subject(today: date) -> Subject[PlanLine]:
    """What a filter over the whole plan may ask for: of every line, a pilot's too."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import Field, fields_of

    def of_plan(line: PlanLine) -> PlanRow | None:
        return line.row if isinstance(line.row, PlanRow) else None

    def pilots(line: PlanLine) -> int:
        row = of_plan(line)
        return 1 if row is None else row.pilots

    def due(line: PlanLine) -> date | None:
        return line.row.due_on if isinstance(line.row, PlanRow) else line.row.decision_due

    def late(line: PlanLine) -> bool:
        row = of_plan(line)
        return row is not None and row.late(today)

    def texts(line: PlanLine) -> tuple[str | None, ...]:
        row = of_plan(line)
        return (line.key, line.row.title, "" if row is None else row.description)

    return Subject(
        fields_of(
            Field("key", "text", "a key, such as G-03"),
            Field("title", "text", "words of the title"),
            Field("level", "word", "priority, strategy, goal or pilot", values=(*PlanLevel, "pilot")),
            Field("due", "date", "the day of a goal; of a pilot the day its decision is due", optional=True),
            Field("late", "flag", "a goal whose day has gone by"),
            Field("pilots", "number", "how many open pilots serve it"),
        ),
        {
            "key": lambda line: line.key,
            "title": lambda line: line.row.title,
            "level": lambda line: line.level,
            "due": due,
            "late": late,
            "pilots": pilots,
        },
        texts,
    )
