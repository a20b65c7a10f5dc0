"""What stands behind a pilot's line: recommendation, must-haves, criteria, how much hangs on the weights, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.criteria import CriterionView, Judged, RatingView
from pilotboard.domain.dates import friendly_day
from pilotboard.domain.decision_rules import lock_words
from pilotboard.domain.decisions import differs
from pilotboard.domain.gates import NAMES, Gate, GateState, GateView
from pilotboard.domain.outcomes import Recommended, outcome_words
from pilotboard.domain.robustness import bounds, turn_words, turns
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.gates import gate_glyph, gate_words, level_span
from pilotboard.tui.lines.scale import MARKS, outcome_span
from pilotboard.tui.widgets.page import Part, Section

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.scale import PilotCase

NAME = 20
GATES = "Must-haves"


def profile_sections(case: PilotCase, today: date) -> list[Section]:
    """The whole page."""
    points = case.recommendation.score_words()
    judged = [Part("points", f"{points[0].upper()}{points[1:]}.", "soft")]
    return [
        Section("", _recommended(case)),
        Section(
            "Missing", [Part("missing", text, "soft", (("? ", "warning"),)) for text in case.recommendation.missing]
        ),
        Section(GATES, [part for view in case.gates for part in _gate(view, case, today)]),
        Section("Rule", _rule(case, today)),
        Section(
            f"Criteria v{case.criteria.number}",
            [*judged, *(part for one in case.criteria.criteria for part in _criterion(case, one))],
        ),
        Section("How much hangs on the weights", _robust(case)),
        Section("Decisions", _decisions(case, today), "Nothing was decided yet: d writes down what people decide."),
    ]


def _recommended(case: PilotCase) -> list[Part]:
    found = case.recommendation
    said, ink = outcome_span(found.outcome)
    parts = [Part("outcome", said.upper(), ink)]
    if found.evidence != found.outcome:
        parts.append(Part("outcome", f"The evidence alone says {outcome_words(found.evidence)}.", "soft"))
    parts += [Part("reason", text) for text in found.reasons]
    return [*parts, Part("flag", case.flag, "warning", (("! ", "warning"),))] if case.flag else parts


def _gate(view: GateView, case: PilotCase, today: date) -> list[Part]:
    glyph, ink = gate_glyph(view.state)
    asked = "" if view.gate in case.needed else "  not asked of a small one"
    lead: tuple[Span, ...] = ((f"{glyph} ", ink), (f"{view.gate} {NAMES[view.gate]:<16}", "text"))
    known = view.state != GateState.UNKNOWN
    said = f"{gate_words(view.state)[0].capitalize()}. {view.words}" if known else view.words
    parts = [Part(("gate", view.gate), said, "text", lead, ((asked, "quiet"),))]
    if view.evidence:
        when = f", {friendly_day(view.on, today)}" if view.on else ""
        who = f" ({view.by}{when})" if view.by else ""
        indent = " " * (len(Gate.PURPOSE) + 19)
        parts.append(Part(("gate", view.gate), f"rests on: {view.evidence}{who}", "quiet", ((indent, "text"),)))
    return parts


def _rule(case: PilotCase, today: date) -> list[Part]:
    if case.rule is None:
        return [Part("rule", "No rule is written yet.", "quiet")]
    said = [Part("rule", case.rule.words()), Part("rule", lock_words(case.rule), "soft")]
    for one in case.amendments:
        when = friendly_day(one.at.date(), today)
        said.append(Part("rule", f"Amended on {when} by {one.author}: {one.change} ({one.reason})", "warning"))
    return said


def _criterion(case: PilotCase, one: CriterionView) -> list[Part]:
    found = case.judged[one.name]
    lead: tuple[Span, ...] = (
        (f"{one.name:<{NAME}}", "text"),
        (f"{one.weight:>3} %  ", "quiet"),
        level_span(found.level),
        ("  ", "text"),
    )
    anchor = one.anchors[found.level] if found.level is not None else f"{found.words().capitalize()}."
    parts = [Part(("criterion", one.name), anchor, "text" if found.level is not None else "quiet", lead)]
    if found.raters or found.unsure:
        said = f"{found.words()} ({_who(case.ratings, one.name)})"
        ink = "warning" if _far(found) else "quiet"
        parts.append(Part(("criterion", one.name), said, ink, ((" " * (NAME + 14), "text"),)))  # type: ignore[arg-type]
    return parts


def _far(found: Judged) -> bool:
    return found.low is not None and found.high is not None and found.high - found.low > 1


def _who(ratings: tuple[RatingView, ...], name: str) -> str:
    told = [f"{one.rater} {'?' if one.level is None else one.level}" for one in ratings if one.criterion == name]
    return ", ".join(told)


def _robust(case: PilotCase) -> list[Part]:
    """Where it would turn, criterion by criterion; those that turn nothing share a line."""
    edge = bounds(case.case.levels, case.case.weights)
    parts = []
    if edge.floor < edge.ceiling:
        said = f"Between {edge.floor:.0f} and {edge.ceiling:.0f} of 100, whatever the unknown levels turn out to be."
        parts.append(Part("bounds", said, "soft"))
    still = []
    for name in case.case.weights:
        if turns(case.case, name):
            parts.append(Part("turn", f"It {turn_words(name, case.case)}."))
        else:
            still.append(name)
    if still:
        all_of_them = len(still) == len(case.case.weights)
        what = "any one criterion weighs" if all_of_them else f"these weigh: {', '.join(still)}"
        parts.append(Part("turn", f"It stays whatever {what}.", "soft"))
    return parts


def _decisions(case: PilotCase, today: date) -> list[Part]:
    parts = []
    for one in case.decisions:
        whose = "the Board decided" if one.step == "board" else "the staff recommended"
        apart = f"; the evidence said {outcome_words(one.recommended)}" if differs(one.kind, one.recommended) else ""
        gone = " (withdrawn)" if one.withdrawn else ""
        item = f", item {one.item}" if one.item else ""
        vote = f", vote {one.vote}" if one.vote else ""
        when = friendly_day(one.decided_on, today)
        head = f"{when}, {whose} to {one.kind.value}{gone}: {one.deciders}{item}{vote}{apart}."
        glyph, ink = MARKS[Recommended(one.kind.value)]
        lead: tuple[Span, ...] = ((f"{one.key}  ", "quiet"), (f"{glyph} ", "quiet" if one.withdrawn else ink))
        indent: tuple[Span, ...] = ((" " * (len(one.key) + 4), "text"),)
        parts.append(Part(("decision", one.key), head, "quiet" if one.withdrawn else "text", lead))
        parts.append(Part(("decision", one.key), one.reason, "soft", indent))
        if one.conditions:
            parts.append(Part(("decision", one.key), f"Conditions: {one.conditions}", "soft", indent))
        if one.review_on:
            again = f"Looked at again {friendly_day(one.review_on, today)}."
            parts.append(Part(("decision", one.key), again, "quiet", indent))
    return parts
