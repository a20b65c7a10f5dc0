"""The decision rule of a pilot: written, looked at against what may be true, locked before the data, amended openly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.decision_rules import (
    AmendmentView,
    RuleView,
    check_lock,
    check_rule,
    lock_words,
)
from pilotboard.domain.errors import NotFound, Refusal
from pilotboard.domain.keys import pilot_key
from pilotboard.store.reading import decision_rules as reading
from pilotboard.store.reading import gates, keys
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.truth_table import TruthTable
    from pilotboard.store.writing.tables import DecisionRule
    from pilotboard.store.writing.unit import Tx

LOCK_QUESTION = "A locked rule cannot be unlocked or undone; later changes are amendments that everybody sees."
"""What is said before a rule is locked."""


class RulePage(NamedTuple):
    """The rule of a pilot (None: nobody has written one), its version for a form, and its amendments."""

    key: str
    rule: RuleView | None
    version: int
    amendments: tuple[AmendmentView, ...]

    @property
    def stands(self) -> str:
        """Where the lock stands, in a sentence."""
        return "No rule is written yet." if self.rule is None else lock_words(self.rule)


def show_rule(ws: Workspace, pilot: str) -> RulePage:
    """The rule of a pilot with its amendments. Raises NotFound for an unknown pilot."""

    def query(reader: Reader) -> RulePage:
        pilot_id = lookup.numbered_id(reader, "pilot", pilot)
        key = pilot_key(keys.number_of(reader, "pilot", pilot_id))
        told = tuple(reading.amendments(reader, pilot_id))
        return RulePage(key, _rule(reader, pilot_id), reading.version_of(reader, pilot_id), told)

    return ws.read(query)


def try_rule(rule: RuleView) -> TruthTable:
    """How often the rule would say scale if this or that were true: to see how sharp it is before it is locked."""
    from pilotboard.domain.truth_table import truth_table

    return truth_table(rule)


def opened_rule(page: RulePage) -> Opened:
    """What a form over the rule shows, to hand back with its changes."""
    return Opened(page.version, {} if page.rule is None else fields_of(page.rule))


def fields_of(rule: RuleView) -> dict[str, object]:
    """The fields of a rule that people write."""
    apart = {"locked_on", "locked_by", "locked_late"}
    return {name: value for name, value in rule._asdict().items() if name not in apart}


def write_rule(
    ws: Workspace,
    pilot: str,
    values: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Write the rule of a pilot, or change the one that is not locked yet. `values` as in `drafts.decision_rules`.

    Raises InvalidInput for what cannot be, Refusal when it is locked (amend it), Conflict for the same field.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.decision_rules import RuleChanges, RuleDraft

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import decision_rules as writing

        pilot_id, key = _pilot(tx, pilot)
        row, held = writing.rule_of(tx, pilot_id), _rule(tx.reader, pilot_id)
        if row is None or held is None:
            draft = validate(RuleDraft, values)
            check_rule(_with(None, draft.model_dump()))
            writing.add(tx, pilot_id, draft.model_dump())
            return Written(f"Wrote the rule of {key}.", (key,))
        _refuse_locked(held, key)
        given = validate(RuleChanges, values).given()
        changes = settle(tx, row, key, given, fields_of(held), opened)
        check_rule(_with(held, changes))
        changed = writing.edit(tx, row, changes)
        said = f"Changed the rule of {key}." if changed else f"The rule of {key} was like that already."
        return Written(said, (key,))

    return ws.write("decision_rules.edit", work, operation_id)


def remove_rule(ws: Workspace, pilot: str, operation_id: str | None = None) -> Outcome:
    """Remove a rule that is not locked. Raises Refusal for a locked one."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import decision_rules as writing

        pilot_id, key = _pilot(tx, pilot)
        row, held = _held(tx, pilot_id, key)
        _refuse_locked(held, key)
        writing.remove(tx, row)
        return Written(f"Removed the rule of {key}.", (key,))

    return ws.write("decision_rules.remove", work, operation_id)


def lock_rule(ws: Workspace, pilot: str, operation_id: str | None = None) -> Outcome:
    """Lock the rule: from now on figures decide. It cannot be undone; ask before (`LOCK_QUESTION`).

    A rule locked after figures were recorded is locked late and says so. Raises InvalidInput naming what it lacks.
    """

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import decision_rules as writing

        pilot_id, key = _pilot(tx, pilot)
        row, held = _held(tx, pilot_id, key)
        check_lock(held, key)
        late = gates.has_figures(tx.reader, pilot_id)
        writing.lock(tx, row, late=late)
        more = " It is locked late: there are figures from before, which inform but do not decide." if late else ""
        return Written(f"Locked the rule of {key}.{more}", (key,))

    return ws.write("decision_rules.lock", work, operation_id)


def amend_rule(
    ws: Workspace, pilot: str, values: Mapping[str, object], reason: str, operation_id: str | None = None
) -> Outcome:
    """Change a locked rule, with the reason; what was changed is shown beside it for good, and is not undone.

    Raises Refusal for a rule that is not locked (edit it), InvalidInput for what cannot be.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.decision_rules import AmendmentDraft, RuleChanges

    given = validate(RuleChanges, values).given()
    why = validate(AmendmentDraft, {"reason": reason}).reason

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import decision_rules as writing

        pilot_id, key = _pilot(tx, pilot)
        row, held = _held(tx, pilot_id, key)
        if held.locked_on is None:
            hint = "Change it as you like until then: pilotboard pilots set-rule."
            raise Refusal(f"The rule of {key} is not locked.", "Nothing was changed.", hint, key)
        before = fields_of(held)
        changes = {name: value for name, value in given.items() if before[name] != value}
        if not changes:
            return Written(f"The rule of {key} was like that already.", (key,))
        after = check_rule(_with(held, changes))
        said = "; ".join(_change_words(name, held, after) for name in changes)
        writing.amend(tx, row, changes, said, why)
        return Written(f"Amended the rule of {key}: {said}.", (key,))

    return ws.write("decision_rules.amend", work, operation_id)


def _pilot(tx: Tx, text: str) -> tuple[int, str]:
    pilot_id = lookup.numbered_id(tx.reader, "pilot", text)
    return pilot_id, pilot_key(keys.number_of(tx.reader, "pilot", pilot_id))


def _rule(reader: Reader, pilot_id: int) -> RuleView | None:
    return reading.rules(reader, reader.many([pilot_id])).get(pilot_id)


def _held(tx: Tx, pilot_id: int, key: str) -> tuple[DecisionRule, RuleView]:
    """The rule that is there. Raises NotFound when nobody has written one."""
    from pilotboard.store.writing import decision_rules as writing

    row, view = writing.rule_of(tx, pilot_id), _rule(tx.reader, pilot_id)
    if row is None or view is None:
        hint = f'Write it first: pilotboard pilots set-rule {key} --measure "..." --smallest-change ...'
        raise NotFound(f"{key} has no rule yet.", kept="Nothing was changed.", hint=hint)
    return row, view


def _refuse_locked(rule: RuleView, key: str) -> None:
    if rule.locked_on is not None:
        hint = f"Amend it with a reason, which is shown beside it: pilotboard pilots amend-rule {key}."
        message = f"The rule of {key} was locked on {rule.locked_on.isoformat()}."
        raise Refusal(message, "It stays as it is.", hint, key)


def _with(rule: RuleView | None, values: Mapping[str, object]) -> RuleView:
    """The rule with other values."""
    held = {} if rule is None else rule._asdict()
    unlocked = {"locked_on": None, "locked_by": "", "locked_late": False}
    made: dict[str, object] = {**unlocked, **held, **values}
    return RuleView(**made)  # type: ignore[arg-type]  # the drafts have checked every value


_SIZES = {"baseline", "target"}


def _change_words(name: str, before: RuleView, after: RuleView) -> str:
    """``target: 70 % instead of 60 %``."""
    return f"{name.replace('_', ' ')}: {_said(name, after)} instead of {_said(name, before)}"


def _said(name: str, rule: RuleView) -> str:
    value = getattr(rule, name)
    if value is None or value == "":
        return "nothing"
    if name in _SIZES:
        return rule.figure(value)
    if name == "smallest_change":
        return rule.change(value)
    if name == "certainty":
        return f"{value} %"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def check_rule_values(values: Mapping[str, object]) -> RuleView:
    """A rule from what a form holds, to try it before it is saved. Raises InvalidInput."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.decision_rules import RuleDraft

    return check_rule(_with(None, validate(RuleDraft, values).model_dump()))
