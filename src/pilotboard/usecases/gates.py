"""The must-haves of a pilot: recorded with the evidence they rest on, and unknown ones let pass with a plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.gates import NAMES, Check, Gate, GateState, GateView, Waiver
from pilotboard.domain.keys import pilot_key
from pilotboard.store.reading import keys
from pilotboard.usecases import lookup
from pilotboard.usecases.cases import case_of, pilot_case
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx


class GatesPage(NamedTuple):
    """Where the eight must-haves of a pilot stand, those that its size asks for, and all that was recorded.

    `checks` come newest first, `waivers` are the standing ones.
    """

    key: str
    title: str
    gates: tuple[GateView, ...]
    needed: tuple[Gate, ...]
    checks: tuple[Check, ...]
    waivers: tuple[Waiver, ...]


def list_gates(ws: Workspace, pilot: str) -> GatesPage:
    """The must-haves of a pilot, with what was recorded about each. Raises NotFound."""
    case = pilot_case(ws, pilot)
    return GatesPage(case.key, case.title, case.gates, case.needed, case.checks, case.waivers)


def check_gate(ws: Workspace, pilot: str, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Record a must-have by a state or by its figure, with the evidence; `values` as in `drafts.gates.GateCheckDraft`.

    Earlier records stay readable; of each must-have the newest counts. Raises InvalidInput.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.gates import GateCheckDraft

    draft = validate(GateCheckDraft, {"on": ws.today(), **values})
    on = draft.on or ws.today()
    _refuse_to_come(on, ws.today())

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import gates as writing

        pilot_id, key = _pilot(tx, pilot)
        columns = {**draft.model_dump(exclude={"on"}), "on_day": on}
        writing.check(tx, pilot_id, columns)
        view = case_of(tx.reader, pilot_id).case.gates[draft.gate]
        return Written(f"Recorded {NAMES[draft.gate]} ({draft.gate}) of {key}: {_state_words(view)}.", (key,))

    return ws.write("gates.check", work, operation_id)


def _state_words(view: GateView) -> str:
    return {GateState.UNKNOWN: "not known", GateState.WATCH: "passes, on watch"}.get(view.state, f"{view.state}")


def _refuse_to_come(on: date, today: date) -> None:
    if on > today:
        message = f"{on.isoformat()} is still to come."
        raise InvalidInput(message, "Nothing was saved.", "Of which day is the figure?", field="on")


def waive_gate(ws: Workspace, pilot: str, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Let an unknown must-have pass: by name, with a plan and a day; `values` as in `drafts.gates.WaiverDraft`.

    Raises Refusal when it is known (a failure is never waived) or waived already.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.gates import WaiverDraft

    draft = validate(WaiverDraft, values)
    if draft.due < ws.today():
        message = f"{draft.due.isoformat()} has passed."
        raise InvalidInput(message, "Nothing was saved.", "By when will it be known?", field="due")

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import gates as writing

        pilot_id, key = _pilot(tx, pilot)
        name = f"{NAMES[draft.gate]} ({draft.gate})"
        if writing.standing_waiver(tx, pilot_id, draft.gate) is not None:
            hint = f"Withdraw that first: pilotboard gates unwaive {key} {draft.gate}."
            raise Refusal(f"{name.capitalize()} of {key} is waived already.", "Nothing was changed.", hint, key)
        view = case_of(tx.reader, pilot_id).case.gates[draft.gate]
        if view.state != GateState.UNKNOWN:
            hint = "Only what is not known can be waived; a failure never."
            raise Refusal(f"{name.capitalize()} of {key} is known: {view.words}", "Nothing was changed.", hint, key)
        writing.waive(tx, pilot_id, draft.gate, draft.by, draft.plan, draft.due)
        said = f"Waived {name} of {key}, to be known by {draft.due.isoformat()}."
        return Written(said, (key,))

    return ws.write("gates.waive", work, operation_id)


def unwaive_gate(ws: Workspace, pilot: str, gate: str, operation_id: str | None = None) -> Outcome:
    """Withdraw a waiver: the must-have is simply not known again."""
    wanted = gate_named(gate)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import gates as writing

        pilot_id, key = _pilot(tx, pilot)
        row = writing.standing_waiver(tx, pilot_id, wanted)
        if row is None:
            return Written(f"{NAMES[wanted].capitalize()} ({wanted}) of {key} is not waived.", (key,))
        writing.unwaive(tx, row)
        return Written(f"Withdrew the waiver of {NAMES[wanted]} ({wanted}) of {key}.", (key,))

    return ws.write("gates.unwaive", work, operation_id)


def gate_named(text: str) -> Gate:
    """The must-have that somebody means: G5, g5, equity. Raises InvalidInput with the nearest."""
    from pilotboard.domain.nearest import did_you_mean

    said = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
    for gate, name in NAMES.items():
        if said in (gate.casefold(), name):
            return gate
    known = [*(str(gate) for gate in Gate), *NAMES.values()]
    hint = did_you_mean(text, known) or ", ".join(f"{gate} {name}" for gate, name in NAMES.items())
    raise InvalidInput(f'There is no must-have "{text}".', "Nothing was changed.", hint, field="gate")


def _pilot(tx: Tx, text: str) -> tuple[int, str]:
    pilot_id = lookup.numbered_id(tx.reader, "pilot", text)
    return pilot_id, pilot_key(keys.number_of(tx.reader, "pilot", pilot_id))
