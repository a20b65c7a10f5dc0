"""What people decide about a pilot: recorded with the evidence they had, apart from what the tool recommends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pilotboard.domain.canonical import digest_of
from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.decision_filter import DecisionDetail, decision_subject
from pilotboard.domain.decisions import (
    DecisionLine,
    differs,
    later_evidence,
    override_words,
    read_snapshot,
    snapshot_text,
)
from pilotboard.domain.errors import InvalidInput, NotFound, Refusal
from pilotboard.domain.evidence_snapshot import evidence_of
from pilotboard.domain.keys import decision_key, pilot_key
from pilotboard.domain.text import shortened
from pilotboard.store.reading import decisions as reading
from pilotboard.store.reading import keys
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.cases import case_of, pilot_case
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[DecisionLine], Any]] = {
    "newest": lambda _row: 0,
    "pilot": lambda row: (row.pilot.casefold(), row.pilot_key),
    "kind": lambda row: row.kind,
    "review": lambda row: (row.review_on is None, row.review_on),
}
"""What a list of decisions can be sorted by."""


def list_decisions(
    ws: Workspace, filter_text: str = "", *, pilot: str | None = None, sort: str = "newest", limit: int | None = None
) -> Page[DecisionLine]:
    """The decisions that meet the filter, of a pilot or all. Raises FilterError, InvalidInput, NotFound."""
    check_sort(sort, SORTS, "Decisions")

    def query(reader: Reader) -> list[DecisionLine]:
        return reading.lines(reader, None if pilot is None else lookup.numbered_id(reader, "pilot", pilot))

    return page(ws, ws.read(query), filter_text, decision_subject, SORTS[sort], limit)


def show_decision(ws: Workspace, key: str) -> DecisionDetail:
    """A decision with the evidence it had. Raises NotFound, DamagedData when the evidence is not what was frozen."""

    def query(reader: Reader) -> DecisionDetail:
        found = reading.detail(reader, lookup.numbered_id(reader, "decision", key))
        if found is None:
            raise NotFound(f"{key} has just been taken back.")
        line, kept = found
        pilot_id = lookup.numbered_id(reader, "pilot", line.pilot_key)
        now = case_of(reader, pilot_id).recommendation.outcome
        flag = "" if line.withdrawn else later_evidence(line.recommended, now, line.decided_on)
        return DecisionDetail(line, read_snapshot(kept.text, kept.digest), flag)

    return ws.read(query)


def warn_about_decision(ws: Workspace, pilot: str, kind: str) -> str:
    """What a form says when that decision differs from what the evidence says; "" when it does not."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.decisions import DecisionDraft

    draft = validate(DecisionDraft, {"kind": kind, "by": "somebody", "reason": "some"})
    return override_words(draft.kind, pilot_case(ws, pilot).recommendation.outcome)


def record_decision(
    ws: Workspace, pilot: str, values: Mapping[str, object], operation_id: str | None = None
) -> Outcome:
    """Keep what people decided, with the evidence they had; `values` as in `drafts.decisions.DecisionDraft`.

    Raises InvalidInput, NotFound for an unknown pilot.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.decisions import DecisionDraft

    draft = validate(DecisionDraft, values)
    on = draft.on or ws.today()
    if on > ws.today():
        hint = "Record it on the day or afterwards."
        raise InvalidInput(f"{on.isoformat()} is still to come.", "Nothing was saved.", hint, field="on")

    def work(tx: Tx) -> Written:
        pilot_id = lookup.numbered_id(tx.reader, "pilot", pilot)
        columns = {**draft.model_dump(exclude={"on", "by"}), "decided_on": on, "deciders": draft.by}
        return keep_decision(tx, pilot_id, columns)

    return ws.write("decisions.record", work, operation_id)


def keep_decision(tx: Tx, pilot_id: int, values: Mapping[str, Any]) -> Written:
    """Keep a decision with the evidence as it stands in this transaction; `values` are the columns people fill."""
    from pilotboard.store.writing import decisions as writing

    case = case_of(tx.reader, pilot_id)
    text = snapshot_text(evidence_of(case, tx.today))
    said = case.recommendation.outcome
    row = writing.record(tx, pilot_id, {**values, "recommended": said, "snapshot": text, "digest": digest_of(text)})
    key = decision_key(row.number)
    apart = f" The evidence said {said.replace('_', ' ')}." if differs(row.kind, said) else ""
    whose = "The Board decided" if row.step == "board" else "The staff recommend"
    return Written(f"{key}: {whose} to {row.kind} {case.key} {shortened(case.title, 60)}.{apart}", (key, case.key))


def withdraw_decision(ws: Workspace, key: str, reason: str, operation_id: str | None = None) -> Outcome:
    """Withdraw a decision, with the reason; it stays readable. Raises Refusal while a later one stands on it."""
    from pilotboard.domain.drafts import line

    why = line("reason", reason)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import decisions as writing

        row = writing.decision(tx, lookup.numbered_id(tx.reader, "decision", key))
        name, pilot = decision_key(row.number), keys.number_of(tx.reader, "pilot", row.pilot_id)
        later = [decision_key(one.number) for one in writing.standing_on(tx, row)]
        if later:
            hint = f"Withdraw {later[-1]} first."
            raise Refusal(f"{later[-1]} was decided after {name}.", "Nothing was changed.", hint, name)
        if not writing.withdraw(tx, row):
            return Written(f"{name} was withdrawn already.", (name,))
        return Written(f"Withdrew {name}: {why}", (name, pilot_key(pilot)))

    return ws.write("decisions.withdraw", work, operation_id)
