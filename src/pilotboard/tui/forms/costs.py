"""The forms of money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilotboard.domain.costs import BASIS_WORDS, KIND_WORDS, CostBasis, CostKind
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.forms.record import edit_form, new_form, texts_of
from pilotboard.tui.shell import Choice
from pilotboard.usecases import costs
from pilotboard.usecases.organisation import show_organisation
from pilotboard.usecases.workspace import Workspace

_KINDS = [Choice(kind.value, f"paid {'once' if kind is CostKind.ONE_TIME else 'every year'}") for kind in KIND_WORDS]
_BASES = [
    Choice(CostBasis.PLANNED.value, "planned for the pilot"),
    Choice(CostBasis.ACTUAL.value, "really spent"),
    Choice(CostBasis.AT_SCALE.value, "when it is everywhere"),
]


def new_cost(ws: Workspace, pilot: str) -> FormSpec:
    """A line of what a pilot costs."""
    fields = _fields(ws, {"kind": CostKind.ONE_TIME.value, "basis": CostBasis.PLANNED.value})
    return new_form(
        f"cost-new-{pilot}",
        f"What {pilot} costs",
        fields,
        lambda values: costs.add_cost(ws, {**values, "pilot": pilot}),
        ws.today(),
    )


def edit_cost(ws: Workspace, key: str) -> FormSpec:
    """The form over a line of money. Raises NotFound."""
    row = costs.show_cost(ws, key)
    opened = costs.opened_cost(row)
    title = f"{row.key}  {row.label} ({BASIS_WORDS[row.basis]}, {row.pilot_key})"
    return edit_form(
        f"cost-{row.key}",
        title,
        _fields(ws, texts_of(opened)),
        lambda changes, base: costs.edit_cost(ws, key, changes, base),
        opened,
        ws.today(),
    )


def _fields(ws: Workspace, start: Mapping[str, str]) -> Sequence[Field]:
    def text(name: str) -> str:
        return start.get(name, "")

    sign = show_organisation(ws).money
    return [
        Field("label", "What for", value=text("label"), required=True),
        Field("amount", f"Amount in {sign}", "number", text("amount"), required=True, hint="such as 6000"),
        Field("kind", "Paid", "choice", text("kind"), choices=_KINDS),
        Field("basis", "Which money", "choice", text("basis"), choices=_BASES),
        Field("funding", "Paid from", value=text("funding"), hint="the budget line; nothing: none yet"),
        Field("on", "Day", "date", text("on")),
    ]
