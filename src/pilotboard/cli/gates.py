"""`pilotboard gates`: the eight must-haves of a pilot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, day_of, for_adding, values
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.domain.gates import NAMES, QUESTIONS, Gate
from pilotboard.usecases import gates as usecases

if TYPE_CHECKING:
    from pilotboard.domain.gates import Check, GateView, Waiver

GATES = Noun("gates", "The eight must-haves of a pilot: what was recorded, and waivers.")
COMMANDS = {"gates": GATES}
PILOT = argument("pilot", ("@pilot",), metavar="PILOT")
GATE = argument("gate", tuple(Gate), metavar="GATE")
FIELDS = (
    Fill("value", "figure", "The figure: the share done as planned (G5), the mean of 1 to 5 (G7), the change (G4)"),
    Fill("chance", "figure", "The chance that the effect clears the bar (G4), that a group is worse off (G6)"),
    Fill("half_width", "figure", "Half the width of the interval of the effect (G4)"),
    Fill("n", "whole", "How many people or places stand behind the figure"),
    Fill("asked", "whole", "How many were asked"),
    Fill("groups", "text", "Which student group (G6)"),
    Fill(
        "detail",
        "word",
        "What it says beyond its state",
        ("fixable", "not_fixable", "probably_below", "uncertain", "cheaper_form", "no_cheaper_form"),
    ),
    Fill("evidence", "prose", "What it rests on: a file, a count, who looked"),
    Fill("on", "day", "The day the figure is from; today when left out", clears=False),
)
COLUMNS = (Column("Gate"), Column("Name"), Column("State"), Column("Asked for"), Column("Why", elastic=True))
HISTORY = (
    Column("Day"),
    Column("Gate"),
    Column("State"),
    Column("Figure", right=True),
    Column("n", right=True),
    Column("Evidence", elastic=True),
    Column("By"),
)


def gate_data(view: GateView, needed: bool) -> dict[str, object]:
    """A must-have as JSON."""
    return {
        "gate": view.gate,
        "name": NAMES[view.gate],
        "question": QUESTIONS[view.gate],
        "state": view.state,
        "detail": view.detail,
        "words": view.words,
        "evidence": view.evidence or None,
        "on": view.on,
        "by": view.by or None,
        "needed": needed,
    }


def check_data(check: Check) -> dict[str, object]:
    """What somebody recorded as JSON."""
    return {name: value if value != "" else None for name, value in check._asdict().items()}


def _waiver_data(waiver: Waiver) -> dict[str, object]:
    return {"gate": waiver.gate, "by": waiver.by, "plan": waiver.plan, "due": waiver.due}


@GATES.verb("list", PILOT, option("--history", is_flag=True, help="All that was recorded, the newest first."))
def show_list(session: Session, pilot: str, history: bool) -> None:
    """Say where each must-have of a pilot stands, and why."""
    page = usecases.list_gates(session.ws, pilot)
    if session.out.json:
        data = [gate_data(view, view.gate in page.needed) for view in page.gates]
        checks, waivers = [check_data(one) for one in page.checks], [_waiver_data(one) for one in page.waivers]
        session.out.document("gates", data, count=len(data), pilot=page.key, checks=checks, waivers=waivers)
        return
    if history:
        rows = [_history_cells(check) for check in page.checks]
        session.out.table(HISTORY, rows, f"Nothing is recorded of {page.key} yet.")
        return
    cells = [
        (view.gate, NAMES[view.gate], view.state, "yes" if view.gate in page.needed else "no", view.words)
        for view in page.gates
    ]
    session.out.table(COLUMNS, cells)


def _history_cells(check: Check) -> tuple[str, ...]:
    figure = check.chance if check.chance is not None else check.value
    return (
        check.on.isoformat(),
        check.gate,
        check.state if figure is None else "",
        "" if figure is None else f"{figure:g}",
        "" if check.n is None else f"{check.n:,}",
        check.evidence,
        check.by,
    )


@GATES.verb(
    "check",
    PILOT,
    GATE,
    argument("state", ("pass", "watch", "fail", "unknown"), required=False, metavar="[STATE]"),
    *for_adding(FIELDS),
)
def check(session: Session, pilot: str, gate: str, state: str | None, **given: object) -> None:
    """Record a must-have: by hand with a state, or by its figure, which gives the state; with the evidence.

    The statement of privacy and safety is `gates check P-07 G2 pass --evidence "..."`. Earlier records stay.
    """
    found = {"gate": usecases.gate_named(gate), **values(session, FIELDS, given)}
    if state is not None:
        found["state"] = state
    session.done(usecases.check_gate(session.ws, pilot, found))


@GATES.verb(
    "waive",
    PILOT,
    GATE,
    option("--by", metavar="NAME", required=True, help="Who lets it pass."),
    option("--plan", metavar="TEXT", required=True, help="How it will become known."),
    option("--due", metavar="DAY", required=True, help="By when."),
)
def waive(session: Session, pilot: str, gate: str, by: str, plan: str, due: str) -> None:
    """Let a must-have pass that is not known (G3, G5, G6 or G7), with a plan; a failure is never waived."""
    wanted = {"gate": usecases.gate_named(gate), "by": by, "plan": plan, "due": day_of(session, due, "due")}
    session.done(usecases.waive_gate(session.ws, pilot, wanted))


@GATES.verb("unwaive", PILOT, GATE)
def unwaive(session: Session, pilot: str, gate: str) -> None:
    """Withdraw a waiver."""
    session.done(usecases.unwaive_gate(session.ws, pilot, gate))
