"""`pilotboard costs`: what pilots cost once, each year and at scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, limit_of, listing
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN_OR_CLEARED, adds, edits, removes
from pilotboard.domain.costs import BASIS_WORDS, KIND_WORDS, money_lines
from pilotboard.domain.money import money
from pilotboard.usecases import costs as usecases
from pilotboard.usecases.organisation import show_organisation

if TYPE_CHECKING:
    from pilotboard.domain.costs import CostRow

COSTS = Noun("costs", "What pilots cost once, each year and at scale.")
COMMANDS = {"costs": COSTS}

FIELDS = (
    Fill("label", "text", "What the money is for", clears=False),
    Fill("amount", "whole", "How much, in whole units; of one year where it recurs", clears=False),
    Fill("kind", "word", "Paid once, or every year", ("one_time", "recurring"), clears=False),
    Fill("basis", "word", "Which money", ("planned", "actual", "at_scale"), clears=False),
    Fill("funding", "text", "The budget line that pays for it"),
    Fill("on", "day", "The day it was or will be paid"),
)
PILOT = Fill("pilot", "ref", "The pilot", ("@pilot",), clears=False)
COLUMNS = (
    Column("Key"),
    Column("Pilot"),
    Column("For", elastic=True),
    Column("Amount", right=True),
    Column("Paid"),
    Column("Basis"),
    Column("From", elastic=True),
    Column("Day"),
)
KEY = argument("key", ("@cost",), metavar="KEY")


def cost_data(row: CostRow) -> dict[str, object]:
    """A line of money as JSON."""
    return {
        "key": row.key,
        "pilot": row.pilot_key,
        "label": row.label,
        "kind": row.kind,
        "basis": row.basis,
        "amount": row.amount,
        "funding": row.funding or None,
        "on": row.on,
    }


@COSTS.verb(
    "list",
    option("--pilot", completes=("@pilot",), metavar="KEY|NAME", help="Only those of that pilot, with their sums."),
    *listing("basis:at_scale, amount>1000", usecases.SORTS),
)
def show_list(session: Session, pilot: str | None, filter_text: str, sort: str, limit: str | None) -> None:
    """List what pilots cost, line by line."""
    page = usecases.list_costs(session.ws, filter_text, pilot=pilot, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("costs", page.rows, cost_data, page.total, filter_text)
        return
    sign = show_organisation(session.ws).money
    cells = [
        (
            row.key,
            row.pilot_key,
            row.label,
            money(row.amount, sign),
            KIND_WORDS[row.kind],
            BASIS_WORDS[row.basis],
            row.funding,
            row.on.isoformat() if row.on else "",
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("cost", filter_text, "pilotboard costs add"))
    session.rest(len(page.rows), page.total)
    if pilot is not None and page.rows and not filter_text:
        lines = money_lines(usecases.pilot_costs(session.ws, pilot), sign)
        session.out.text("\n" + "\n".join(f"{what}: {said}" for what, said in lines))


@COSTS.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show one line of money."""
    row = usecases.show_cost(session.ws, key)
    if session.out.json:
        session.out.document("cost", [cost_data(row)], count=1)
        return
    sign = show_organisation(session.ws).money
    fields = [
        (session.labels.capital("pilot"), f"{row.pilot_key} {row.pilot}"),
        ("Amount", f"{money(row.amount, sign)} {KIND_WORDS[row.kind]}, {BASIS_WORDS[row.basis]}"),
        ("Paid from", row.funding or "no budget line yet"),
        ("Day", row.on.isoformat() if row.on else ""),
    ]
    session.out.page(f"{row.key}  {row.label}", fields)


adds(
    COSTS,
    "label",
    (PILOT, *FIELDS),
    usecases.add_cost,
    "Write down a line of what a pilot costs: for which pilot, what for, how much.",
)
edits(COSTS, KEY, FIELDS, usecases.edit_cost, f"Change fields of a line of money. {ONLY_GIVEN_OR_CLEARED}")
removes(COSTS, KEY, usecases.remove_cost, "a line of money", "undo brings it back")
