"""What can be done about the evidence of a pilot: write and lock its rule, look at must-haves, rate it."""

from __future__ import annotations

from collections.abc import Callable

from pilotboard.domain.gates import NAMES, WAIVABLE, Gate
from pilotboard.tui.commands import Command
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice

_OnGate = Callable[[str, Gate], None]
_PLACES = ("evidence", "profile")
_ROW = ("pilot", "write")

EVIDENCE_ACTS = (
    Command("evidence.gate", ("m",), "must-have", "Write down a must-have.", "Change", _PLACES, 30, _ROW),
    Command("evidence.rate", ("r",), "rate", "Say what you find on each criterion.", "Change", _PLACES, 40, _ROW),
    Command("evidence.rule", ("e",), "rule", "Write the decision rule, before the data.", "Change", _PLACES, 45, _ROW),
    Command("evidence.lock", ("L",), "lock", "Lock the rule: from then on figures decide.", "Change", _PLACES, 0, _ROW),
    Command(
        "evidence.amend",
        ("A",),
        "amend",
        "Change a locked rule, with the reason beside it for good.",
        "Change",
        _PLACES,
        needs=_ROW,
    ),
    Command(
        "evidence.waive",
        ("y",),
        "let pass",
        "Let a must-have that is not known pass, with a plan and a day.",
        "Change",
        _PLACES,
        needs=_ROW,
    ),
    Command("evidence.unwaive", ("Y",), "no longer", "Take back that one was let pass.", "Change", _PLACES, needs=_ROW),
)


class EvidenceActs(DeskScreen):
    """A place that shows the evidence of pilots; a subclass says which pilot and which must-have is meant."""

    @property
    def pilot_key(self) -> str | None:
        """The key of the pilot that is meant."""
        return None

    @property
    def gate_meant(self) -> Gate | None:
        """The must-have under the cursor."""
        return None

    def lacks_pilot(self) -> str | None:
        """There has to be a pilot."""
        return None if self.pilot_key else "There is no pilot here."

    def do_evidence_rule(self) -> None:
        """The form of the rule; a locked one is amended."""
        from pilotboard.tui.forms.rules import write_rule

        key = self.pilot_key
        if key is not None:
            self.open_form(lambda: write_rule(self.ws, key))

    def do_evidence_amend(self) -> None:
        """The form of an amendment."""
        from pilotboard.tui.forms.rules import amend_rule

        key = self.pilot_key
        if key is not None:
            self.open_form(lambda: amend_rule(self.ws, key))

    def do_evidence_lock(self) -> None:
        """Show how sharp the rule is, then lock it."""
        from pilotboard.usecases import decision_rules

        ws, key = self.ws, self.pilot_key
        if key is None:
            return

        def read() -> list[str]:
            page = decision_rules.show_rule(ws, key)
            if page.rule is None:
                return ["No rule is written yet: e writes it."]
            table = decision_rules.try_rule(page.rule)
            return [page.rule.words(), *(table.sentences(page.rule) or (table.missing,)), decision_rules.LOCK_QUESTION]

        def ask(told: list[str]) -> None:
            self.ask_sure(
                f"Lock the rule of {key}?",
                "lock",
                told,
                lambda: self.host.save(lambda: decision_rules.lock_rule(ws, key), back="a locked rule stays"),
                "L",
            )

        self.ask("rule", read, ask)

    def do_evidence_gate(self) -> None:
        """The form of the must-have that is meant, or choose one."""
        self._choose_gate("Which must-have?", list(Gate), self._check, at_once=True)

    def _check(self, key: str, gate: Gate) -> None:
        from pilotboard.tui.forms.evidence import check_gate

        self.open_form(lambda: check_gate(self.ws, key, gate))

    def do_evidence_waive(self) -> None:
        """Choose one that may be let pass."""
        self._choose_gate("Which may pass for now?", [gate for gate in Gate if gate in WAIVABLE], self._waive)

    def _waive(self, key: str, gate: Gate) -> None:
        from pilotboard.tui.forms.evidence import waive_gate

        self.open_form(lambda: waive_gate(self.ws, key, gate))

    def do_evidence_unwaive(self) -> None:
        """Choose one that was let pass."""
        self._choose_gate("Which is no longer let pass?", [gate for gate in Gate if gate in WAIVABLE], self._unwaive)

    def _unwaive(self, key: str, gate: Gate) -> None:
        from pilotboard.usecases import gates

        self.host.save(lambda: gates.unwaive_gate(self.ws, key, gate))

    def _choose_gate(self, title: str, offered: list[Gate], then: _OnGate, *, at_once: bool = False) -> None:
        key, meant = self.pilot_key, self.gate_meant
        if key is None:
            return
        if at_once and meant is not None:
            then(key, meant)
            return
        choices = [Choice(gate.value, f"{gate} {NAMES[gate]}") for gate in offered]
        self.ask_pick(title, choices, lambda chosen: then(key, Gate(chosen.id)), meant)

    def do_evidence_rate(self) -> None:
        """The form of what you find."""
        from pilotboard.tui.forms.evidence import rate_pilot

        key = self.pilot_key
        if key is not None:
            self.open_form(lambda: rate_pilot(self.ws, key))
