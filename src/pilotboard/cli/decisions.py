"""`pilotboard decisions`: what people decided about pilots, with the evidence they had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, for_adding, limit_of, listing, values
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.usecases import decisions as usecases

if TYPE_CHECKING:
    from pilotboard.domain.decision_filter import DecisionDetail
    from pilotboard.domain.decisions import DecisionLine

DECISIONS = Noun("decisions", "What people decided, with the evidence they had.")
COMMANDS = {"decisions": DECISIONS}
KEY = argument("key", ("@decision",), metavar="KEY")
FIELDS = (
    Fill("by", "text", "Who decided: names, with commas between", clears=False),
    Fill("reason", "prose", "Why", clears=False),
    Fill("step", "word", "Whose word it is", ("staff", "board"), clears=False),
    Fill("conditions", "prose", "What has to be done or watched"),
    Fill("item", "text", "The Board's agenda item"),
    Fill("vote", "text", "The Board's vote"),
    Fill("on", "day", "The day it was decided; today when left out", clears=False),
    Fill("review_on", "day", "The day it is looked at again"),
)
COLUMNS = (
    Column("Key"),
    Column("Day"),
    Column("Pilot", elastic=True),
    Column("Step"),
    Column("Decided"),
    Column("Evidence said"),
    Column("By", elastic=True),
    Column("Review"),
    Column("Withdrawn"),
)


def decision_data(line: DecisionLine) -> dict[str, object]:
    """A decision as JSON."""
    return {
        "key": line.key,
        "pilot": line.pilot_key,
        "title": line.pilot,
        "step": line.step,
        "decision": line.kind,
        "recommended": line.recommended,
        "on": line.decided_on,
        "by": line.deciders,
        "reason": line.reason,
        "conditions": line.conditions or None,
        "item": line.item or None,
        "vote": line.vote or None,
        "review_on": line.review_on,
        "digest": line.digest,
        "made_at": line.made_at,
        "made_by": line.made_by,
        "withdrawn": line.withdrawn,
    }


@DECISIONS.verb(
    "list",
    option("--pilot", completes=("@pilot",), metavar="KEY|NAME", help="Only those about that pilot."),
    *listing('"kind:scale", override, standing', usecases.SORTS),
)
def show_list(session: Session, pilot: str | None, filter_text: str, sort: str, limit: str | None) -> None:
    """List decisions, the newest first."""
    page = usecases.list_decisions(session.ws, filter_text, pilot=pilot, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("decisions", page.rows, decision_data, page.total, filter_text)
        return
    cells = [
        (
            line.key,
            line.decided_on.isoformat(),
            f"{line.pilot_key} {line.pilot}",
            line.step,
            line.kind,
            line.recommended.replace("_", " "),
            line.deciders,
            line.review_on.isoformat() if line.review_on else "",
            "yes" if line.withdrawn else "",
        )
        for line in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("decision", filter_text, "pilotboard decisions record"))
    session.rest(len(page.rows), page.total)


@DECISIONS.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show a decision, the evidence people had, and whether later evidence would change it."""
    found = usecases.show_decision(session.ws, key)
    if session.out.json:
        data = {**decision_data(found.line), "flag": found.flag or None, "evidence": dict(found.evidence)}
        session.out.document("decision", [data], count=1)
        return
    line = found.line
    session.out.page(f"{line.key}  {line.kind} {line.pilot_key} {line.pilot}", _fields(found))


def _fields(found: DecisionDetail) -> list[tuple[str, str]]:
    line, evidence = found.line, found.evidence
    gates = [f"{gate} {one['state']}: {one['words']}" for gate, one in evidence["gates"].items()]
    levels = [
        f"{name} {'?' if one['level'] is None else one['level']} of 3" for name, one in evidence["criteria"].items()
    ]
    board = ", ".join(filter(None, (line.item and f"item {line.item}", line.vote and f"vote {line.vote}")))
    return [
        ("Withdrawn", "yes: it does not stand" if line.withdrawn else ""),
        ("Later evidence", found.flag),
        ("Step", line.step),
        ("Day", line.decided_on.isoformat()),
        ("By", line.deciders),
        ("Reason", line.reason),
        ("Conditions", line.conditions),
        ("Board", board),
        ("Next review", line.review_on.isoformat() if line.review_on else ""),
        ("Evidence said", "\n".join((line.recommended.replace("_", " "), *evidence["reasons"]))),
        ("Must-haves", "\n".join(gates)),
        (f"Criteria v{evidence['criteria_version']}", ", ".join(levels)),
        ("Digest", line.digest),
    ]


@DECISIONS.verb(
    "record",
    argument("pilot", ("@pilot",), metavar="PILOT"),
    argument("kind", ("scale", "extend", "adapt", "stop"), metavar="DECISION"),
    *for_adding(FIELDS),
)
def record(session: Session, pilot: str, kind: str, **given: object) -> None:
    """Record what people decided: scale, extend, adapt or stop; by whom and why.

    The evidence of this moment is kept with it. Where you decide otherwise than the evidence says, both stay.
    """
    found = {"kind": kind, **values(session, FIELDS, given)}
    outcome = usecases.record_decision(session.ws, pilot, found)
    session.done(outcome)


@DECISIONS.verb(
    "withdraw", KEY, option("--reason", metavar="TEXT", required=True, help="Why it does not stand any more.")
)
def withdraw(session: Session, key: str, reason: str) -> None:
    """Withdraw a decision; it stays readable."""
    session.done(usecases.withdraw_decision(session.ws, key, reason))
