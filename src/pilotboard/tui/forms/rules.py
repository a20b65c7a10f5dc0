"""The forms of decision rules: written before the data, amended afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.changes import Opened, Outcome
from pilotboard.domain.decision_rules import Direction, MeasureKind, RuleView, Size, usual_size
from pilotboard.domain.errors import NotFound
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import edit_form, new_form, text_of, values_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import decision_rules
from pilotboard.usecases.cases import pilot_case
from pilotboard.usecases.decision_rules import RulePage
from pilotboard.usecases.organisation import show_organisation
from pilotboard.usecases.workspace import Workspace

_SHARES = ("baseline", "target", "smallest_change")
_SIZES = [
    Choice(Size.LARGE.value, "large: dear or hard to undo; all must-haves, two raters"),
    Choice(Size.SMALL.value, "small: easy to undo, little money; five must-haves, one rater"),
]
_KINDS = [
    Choice(MeasureKind.RATE.value, "a share of people, in per cent"),
    Choice(MeasureKind.MEAN.value, "a number, on average"),
]
_WAYS = [Choice(Direction.UP.value, "higher is better"), Choice(Direction.DOWN.value, "lower is better")]


def write_rule(ws: Workspace, pilot: str) -> FormSpec:
    """The rule of a pilot, new or not locked yet. Raises NotFound."""
    page = decision_rules.show_rule(ws, pilot)
    fields = _fields(page.rule, _usual(ws, pilot) if page.rule is None else Size.LARGE)
    title = f"{page.key}  The decision rule, before the data"
    if page.rule is None:
        return new_form(
            f"rule-new-{page.key}", title, fields, lambda values: _write(ws, page, _given(values)), ws.today()
        )
    opened = decision_rules.opened_rule(page)

    def edit(changes: Mapping[str, object], base: Opened) -> Outcome:
        return _write(ws, page, changes, base)

    return edit_form(f"rule-{page.key}", title, fields, edit, opened, ws.today())


def _usual(ws: Workspace, pilot: str) -> Size:
    """The size that fits what a year would cost."""
    return usual_size(pilot_case(ws, pilot).yearly_cost, show_organisation(ws).small_limit)


def _given(values: Mapping[str, object]) -> dict[str, object]:
    """A new rule takes the usual certainty when none is typed."""
    return {name: value for name, value in values.items() if name != "certainty" or value is not None}


def _write(ws: Workspace, page: RulePage, values: Mapping[str, object], base: Opened | None = None) -> Outcome:
    return decision_rules.write_rule(ws, page.key, values, base)


def amend_rule(ws: Workspace, pilot: str) -> FormSpec:
    """A locked rule and the reason of its change; both are shown for good. Raises NotFound."""
    page = decision_rules.show_rule(ws, pilot)
    if page.rule is None:
        raise NotFound(f"{page.key} has no rule yet.", hint="R writes it.")
    fields = [Field("reason", "Why is the locked rule changed?", required=True), *_fields(page.rule)]
    start = {field.name: field.value for field in fields}

    def save(texts: dict[str, str]) -> Outcome:
        touched = [field for field in fields if field.name != "reason" and texts[field.name] != start[field.name]]
        changes = values_of(touched, texts, ws.today())
        return decision_rules.amend_rule(ws, page.key, changes, texts["reason"])

    return FormSpec(f"rule-amend-{page.key}", f"{page.key}  Amend the locked rule", fields, save)


def _fields(rule: RuleView | None, usual: Size = Size.LARGE) -> Sequence[Field]:
    start = {} if rule is None else {name: text_of(value) for name, value in rule._asdict().items()}
    if rule is not None and rule.kind == MeasureKind.RATE:
        shares = {name: getattr(rule, name) for name in _SHARES}
        start |= {name: f"{100 * value:g} %" for name, value in shares.items() if value is not None}

    def text(name: str, otherwise: str = "") -> str:
        return start.get(name, otherwise)

    return (
        Field("measure", "The one measure that decides", value=text("measure"), required=True),
        Field("kind", "It is", "choice", text("kind", MeasureKind.RATE.value), choices=_KINDS),
        Field("unit", "Counted in", value=text("unit"), most=60, hint="days, points; nothing for a share"),
        Field("direction", "Which way", "choice", text("direction", Direction.UP.value), choices=_WAYS),
        Field("baseline", "Where we start", "figure", text("baseline"), hint="42 % or 9.5"),
        Field("baseline_n", "That rests on so many people", "number", text("baseline_n")),
        Field("target", "What we hope for", "figure", text("target"), hint="60 % or 6"),
        Field(
            "smallest_change",
            "The smallest change that matters",
            "figure",
            text("smallest_change"),
            required=True,
            hint="8 % (8 points) or 1.5",
        ),
        Field("expected_n", "The figure will rest on so many people", "number", text("expected_n")),
        Field("spread", "Differs from person to person by", "figure", text("spread"), hint="standard deviation"),
        Field("certainty", "How sure, in per cent", "number", text("certainty"), hint="75; 90 where it is dear"),
        Field("rises_by_itself", "Does it rise by itself during a year?", "flag", text("rises_by_itself", "no")),
        Field("comparison", "Compared with", value=text("comparison"), hint="needed where it rises by itself"),
        Field("decision_on", "Decided on", "date", text("decision_on")),
        Field("size", "Size of the decision", "choice", text("size", usual.value), choices=_SIZES),
    )
