"""The forms of evidence: a must-have looked at, one let pass with a plan, what somebody finds on the criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.changes import Outcome
from pilotboard.domain.gates import FITTING, NAMES, NEVER_FAILS, QUESTIONS, Detail, Gate, GateState
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import new_form
from pilotboard.tui.shell import Choice
from pilotboard.usecases import criteria, gates
from pilotboard.usecases.workspace import Workspace

MOST = 20_000
_UNSURE = "unsure"
_STATES = {
    GateState.UNKNOWN: "not known, or read from the figure",
    GateState.PASS: "met",
    GateState.WATCH: "met, one group on watch",
    GateState.FAIL: "not met",
}
_DETAILS = {
    Detail.FIXABLE: "it can be mended",
    Detail.NOT_FIXABLE: "it cannot be mended",
    Detail.PROBABLY_BELOW: "probably below the bar",
    Detail.UNCERTAIN: "not certain",
    Detail.CHEAPER_FORM: "a cheaper form exists",
    Detail.NO_CHEAPER_FORM: "there is no cheaper form",
}
_N = Field("n", "From so many people", "number")
_FIGURES: dict[Gate, Sequence[Field]] = {
    Gate.EFFECT: (
        Field("chance", "Chance that it clears the bar", "figure", hint="80 %"),
        Field("value", "The change itself", "figure", hint="12 % or -2.6"),
        Field("half_width", "Give or take", "figure", hint="half the interval, in the same unit"),
        _N,
    ),
    Gate.DELIVERED: (Field("value", "Share done as planned", "figure", hint="85 %"), _N),
    Gate.EQUITY: (
        Field("groups", "The group of students", hint="a coarse name, never single students"),
        Field("chance", "Chance that it is worse off", "figure", hint="20 %"),
        Field("n", "People in the group", "number"),
    ),
    Gate.ACCEPTABLE: (
        Field("value", "Mean of 1 to 5", "figure", hint="4.2"),
        Field("n", "So many answered", "number"),
        Field("asked", "of so many asked", "number"),
    ),
}


def check_gate(ws: Workspace, pilot: str, gate: Gate) -> FormSpec:
    """What somebody found about a must-have: a figure, or a state by hand; always with what it rests on."""
    states = [Choice(state.value, words) for state, words in _STATES.items() if _fits(gate, state)]
    details = [Choice("", "nothing more"), *(Choice(one.value, _DETAILS[one]) for one in FITTING.get(gate, ()))]
    fields = [
        *_FIGURES.get(gate, ()),
        Field("state", "Where it stands", "choice", GateState.UNKNOWN.value, choices=states),
        *([Field("detail", "And", "choice", "", choices=details)] if len(details) > 1 else []),
        Field("evidence", "What it rests on", "long", most=MOST, hint="a count, a file, who looked"),
        Field("on", "Of the day", "date", hint="today, when left empty"),
    ]

    def check(values: Mapping[str, object]) -> Outcome:
        given = {name: value for name, value in values.items() if value is not None}
        return gates.check_gate(ws, pilot, {"gate": gate.value, **given})

    title = f"{pilot}  {NAMES[gate].capitalize()} ({gate}): {QUESTIONS[gate]}"
    return new_form(f"gate-{pilot}-{gate}", title, fields, check, ws.today())


def _fits(gate: Gate, state: GateState) -> bool:
    if state == GateState.WATCH:
        return gate == Gate.EQUITY
    return state != GateState.FAIL or gate not in NEVER_FAILS


def waive_gate(ws: Workspace, pilot: str, gate: Gate) -> FormSpec:
    """Let a must-have that is not known pass: by whom, with which plan, until when."""
    fields = [
        Field("by", "Who lets it pass", value=ws.actor.name, required=True, most=120),
        Field("plan", "How it will be found out", "long", required=True, most=MOST),
        Field("due", "By when", "date", required=True),
    ]
    title = f"{pilot}  Let {NAMES[gate]} ({gate}) pass for now"
    return new_form(
        f"waive-{pilot}-{gate}",
        title,
        fields,
        lambda values: gates.waive_gate(ws, pilot, {**values, "gate": gate.value}),
        ws.today(),
    )


def rate_pilot(ws: Workspace, pilot: str) -> FormSpec:
    """What you find on each criterion, beginning with what you found before. Raises NotFound."""
    page = criteria.list_ratings(ws, pilot)
    mine = {one.criterion: one for one in page.ratings if one.rater in (ws.actor.name, ws.actor.handle)}
    fields = []
    for one in page.criteria.criteria:
        held = mine.get(one.name)
        start = "" if held is None else _UNSURE if held.level is None else str(held.level)
        levels = [Choice(str(level), f"{level}  {words}") for level, words in enumerate(one.anchors)]
        offered = [Choice("", "not rated"), *levels, Choice(_UNSURE, "I cannot tell")]
        fields.append(Field(one.name, one.name.capitalize(), "choice", start, choices=offered))
    fields.append(Field("note", "A note", "long", most=MOST))
    start_of = {field.name: field.value for field in fields}

    def save(texts: dict[str, str]) -> Outcome:
        said = {name: text for name, text in texts.items() if name != "note" and text and text != start_of[name]}
        levels = {name: None if text == _UNSURE else int(text) for name, text in said.items()}
        return criteria.rate(ws, page.key, levels, note=texts["note"])

    return FormSpec(f"rate-{page.key}", f"{page.key}  {page.title}: what you find", fields, save)
