"""`pilotboard scale`: which pilots to scale, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import option, verb
from pilotboard.cli.fields import limit_of
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.domain.criteria import rounded_down
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.gates import Gate, GateState
from pilotboard.domain.money import short_money
from pilotboard.usecases import cases
from pilotboard.usecases import scale as usecases
from pilotboard.usecases.organisation import show_organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilotboard.domain.gates import Overdue
    from pilotboard.domain.scale import ScaleRow, ScaleView, Told
    from pilotboard.domain.swaps import Swap, SwapList

GLYPHS = {
    GateState.PASS: "●",
    GateState.WATCH: "◐",
    GateState.FAIL: "×",
    GateState.UNKNOWN: "?",
    GateState.WAIVED: "○",
}
COLUMNS = (
    Column("Says"),
    Column("Key"),
    Column("Title", elastic=True),
    Column("Score", right=True),
    Column("Judged on", right=True),
    Column("Must-haves"),
    Column("Clears the bar"),
    Column("Voices", right=True),
    Column("Cost a year", right=True),
    Column("Due"),
    Column("Decided"),
)
LEGEND = "● passes  ◐ passes, one group on watch  ? not known  × fails  ○ waived with a plan"


def scale_data(row: ScaleRow, told: Told, overdue: Sequence[Overdue]) -> dict[str, object]:
    """A pilot of the list as JSON; `overdue` are its waivers whose day has passed."""
    return {
        "key": row.key,
        "title": row.title,
        "recommendation": row.recommendation,
        "score": row.score,
        "floor": row.floor if row.score is not None else None,
        "coverage": row.coverage,
        "chance": row.chance,
        "gates": dict(zip(Gate, row.gates, strict=True)),
        "criteria": told.levels,
        "reasons": list(told.reasons),
        "missing": list(told.missing),
        "voices": row.voices,
        "yearly_cost": row.yearly_cost,
        "decision": None if row.decision is None else row.decision.kind,
        "decided_on": None if row.decision is None else row.decision.decided_on,
        "decision_due": row.due_on,
        "flag": row.flag or None,
        "overdue": [{"gate": one.gate, "by": one.by, "due": one.due} for one in overdue],
    }


@verb(
    option(
        "--filter", "filter_text", metavar="TEXT", default="", help='Only what fits, such as "recommendation:scale".'
    ),
    option("--limit", metavar="NUMBER", help="So many at most."),
    option("--weights", metavar="NAME=W,...", help="Look at it under other weights; nothing is stored."),
    option("--budget", metavar="NUMBER", help="What could stop to pay for it, with so much a year at hand."),
    option("--recompute", is_flag=True, help="Work out every pilot anew from its facts first."),
)
def scale(
    session: Session, filter_text: str, limit: str | None, weights: str | None, budget: str | None, recompute: bool
) -> None:
    """Show which pilots to scale and why: grouped by what the evidence says, best first.

    The tool recommends, people decide: pilotboard decisions record. Ranks are for looking, not for publishing.
    """
    if recompute:
        done = cases.recompute(session.ws)
        if not session.out.json:
            session.out.said(done.said)
    view = usecases.scale(
        session.ws,
        filter_text,
        weights=None if weights is None else parse_weights(weights),
        limit=limit_of(limit),
        told=True,
    )
    swaps = None if budget is None else _swaps(session, budget)
    if session.out.json:
        _document(session, view, filter_text, swaps)
        return
    sign = show_organisation(session.ws).money
    rows = [_cells(row, sign) for row in view.rows]
    session.out.table(COLUMNS, rows, session.empty("pilot", filter_text, "pilotboard pilots add"))
    session.rest(len(view.rows), view.total)
    if view.rows and not session.out.quiet:
        session.out.text("\n" + "\n".join(_below(view)))
    if swaps is not None:
        session.out.text("\n" + "\n".join(_swap_lines(swaps)))


def parse_weights(text: str) -> dict[str, float]:
    """``equity=30, cost return=5`` as weights by name. Raises InvalidInput."""
    from pilotboard.domain.numbers import parse_figure

    found: dict[str, float] = {}
    for part in filter(str.strip, text.split(",")):
        name, sign, weight = part.rpartition("=")
        if not sign or not name.strip():
            hint = "Write NAME=WEIGHT, with commas between: equity=30,feasibility=20."
            raise InvalidInput(f'"{part.strip()}" is no weight.', "Nothing was changed.", hint, field="weights")
        found[name.strip()] = parse_figure(weight, "weights")
    return found


def _swaps(session: Session, budget: str) -> SwapList:
    from pilotboard.domain.numbers import parse_whole
    from pilotboard.usecases.swaps import list_swaps

    return list_swaps(session.ws, parse_whole(budget, 0, 1_000_000_000_000, "budget"))


def _document(session: Session, view: ScaleView, filter_text: str, swaps: SwapList | None) -> None:
    meta: dict[str, object] = {
        "count": len(view.rows),
        "total": view.total,
        "filter": filter_text or None,
        "criteria_version": view.criteria.number,
        "weights": dict(view.weights),
        "decisions_due": view.due,
        "as_of": view.as_of,
    }
    if swaps is not None:
        together, singly, _, at_hand, sign = swaps
        meta["budget"] = at_hand
        meta["swap"] = _swap_data(together, sign)
        meta["swaps"] = [_swap_data(one, sign) for one in singly]
    session.out.document("scale", [_data(view, row) for row in view.rows], **meta)


def _data(view: ScaleView, row: ScaleRow) -> dict[str, object]:
    return scale_data(row, view.told(row.key), view.overdue.get(row.key, ()))


def _swap_data(swap: Swap, sign: str) -> dict[str, object]:
    return {
        "fund": [one.key for one in swap.fund],
        "cost": swap.cost,
        "stop": [{"key": one.key, "title": one.title, "yearly_cost": one.yearly} for one in swap.stop],
        "frees": swap.frees,
        "short": swap.short,
        "not_known": [one.key for one in swap.not_known],
        "words": swap.words(sign),
    }


def _cells(row: ScaleRow, sign: str) -> tuple[str, ...]:
    from pilotboard.domain.chances import chance_words

    return (
        row.recommendation.replace("_", " "),
        row.key,
        row.title,
        "" if row.score is None else str(rounded_down(row.score)),
        f"{rounded_down(100 * row.coverage)} %",
        "".join(GLYPHS[state] for state in row.gates),
        "" if row.chance is None else chance_words(row.chance),
        str(row.voices),
        "" if row.yearly_cost is None else short_money(row.yearly_cost, sign),
        "" if row.due_on is None else row.due_on.isoformat(),
        "" if row.decision is None else f"{row.decision.kind} {row.decision.decided_on.isoformat()}",
    )


def _below(view: ScaleView) -> list[str]:
    weights = "other weights than in use" if view.own_weights else f"criteria v{view.criteria.number}"
    due = "no decision is due" if not view.due else f"{view.due} decision{'' if view.due == 1 else 's'} due"
    flags = [f"{row.key}: {row.flag}" for row in view.rows if row.flag]
    late = [one for row in view.rows for one in view.overdue.get(row.key, ())]
    flags += [f"{one.pilot_key}: {one.words()}, waived by {one.by}" for one in late]
    return [LEGEND, f"{weights}; {due}; as of {view.as_of.isoformat()}. Why: pilotboard gates list KEY", *flags]


def _swap_lines(swaps: SwapList) -> list[str]:
    together, singly, _, _, sign = swaps
    lines = [together.words(sign) or "No pilot is to be funded."]
    lines += [one.words(sign) for one in singly if len(singly) > 1 and one.fund]
    unknown = [one.key for one in together.not_known]
    if unknown:
        lines.append(f"Not reckoned with, because nobody knows what a year costs: {', '.join(unknown)}.")
    return lines


COMMANDS = {"scale": scale}
