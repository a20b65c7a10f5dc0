"""The record of a decision: what people decided and why, beside the evidence they had, frozen that day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pilotboard.domain.decisions import override_words
from pilotboard.domain.document import (
    Block,
    Bullets,
    Column,
    Document,
    Fact,
    Facts,
    Kind,
    Note,
    Paragraph,
    Section,
    Table,
    day_words,
)
from pilotboard.domain.papers.evidence import figures, frozen_gates, gates_table, outcome_word
from pilotboard.domain.papers.frame import Frame, paper
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pilotboard.domain.decision_filter import DecisionDetail

WHOSE = {"staff": "The staff recommend", "board": "The Board decided"}


def decision_record(frame: Frame, detail: DecisionDetail) -> Document:
    """The paper."""
    line, evidence = detail.line, detail.evidence
    frozen = date.fromisoformat(evidence["as_of"])
    return paper(
        frame,
        "decision-record",
        f"{WHOSE[line.step]} to {line.kind} {line.pilot}",
        f"{line.key} about {line.pilot_key}, {day_words(line.decided_on)}",
        f"decision-{line.key}-{line.pilot_key}",
        (
            Section("The decision", _decision(detail)),
            Section(f"What the evidence said on {day_words(frozen)}", _evidence(evidence)),
            Section("Must-haves", (gates_table(frozen_gates(evidence)), *_waivers(evidence))),
            Section("Criteria", (_criteria(evidence),)),
            Section("The decision rule", _rule(evidence)),
            Section("Frozen evidence", _frozen(detail)),
        ),
    )


def _decision(detail: DecisionDetail) -> tuple[Block, ...]:
    line = detail.line
    texts = (("Decided by", line.deciders), ("Item on the agenda", line.item), ("Vote", line.vote))
    facts = [Fact("Decision", str(line.kind)), Fact("Day", line.decided_on, Kind.DATE)]
    facts += [Fact(label, text) for label, text in texts if has_visible(text)]
    facts += [Fact("Looked at again", line.review_on, Kind.DATE)] if line.review_on else []
    blocks: list[Block] = [Facts(tuple(facts)), Paragraph(line.reason, "Reason")]
    if has_visible(line.conditions):
        blocks.append(Paragraph(line.conditions, "Conditions"))
    apart = override_words(line.kind, line.recommended)
    blocks += [Note(text) for text in (apart, detail.flag) if text]
    if line.withdrawn:
        blocks.insert(0, Note("This decision was withdrawn later. It stays readable."))
    return tuple(blocks)


def _evidence(evidence: Mapping[str, Any]) -> tuple[Block, ...]:
    said = Fact("Recommendation", outcome_word(evidence["recommendation"]))
    reasons: list[Block] = [Bullets(tuple(evidence["reasons"]))] if evidence["reasons"] else []
    missing = tuple(evidence["missing"])
    lacks: list[Block] = [Note("To be scaled it lacked:"), Bullets(missing)] if missing else []
    return (Facts((said, *figures(evidence))), *reasons, *lacks)


def _waivers(evidence: Mapping[str, Any]) -> tuple[Block, ...]:
    if not evidence["waivers"]:
        return ()
    columns = (Column("gate", "Waived"), Column("by", "By"), Column("plan", "Plan"), Column("due", "Until", Kind.DATE))
    rows = tuple((one["gate"], one["by"], one["plan"], date.fromisoformat(one["due"])) for one in evidence["waivers"])
    return (Table("Waivers", columns, rows),)


def _criteria(evidence: Mapping[str, Any]) -> Table:
    columns = (
        Column("criterion", "Criterion"),
        Column("weight", "Weight", Kind.NUMBER),
        Column("level", "Level, 0 to 3", Kind.NUMBER),
        Column("low", "Lowest", Kind.NUMBER),
        Column("high", "Highest", Kind.NUMBER),
        Column("raters", "Raters (n)", Kind.NUMBER),
    )
    rows = tuple(
        (name, one["weight"], one["level"], one["low"], one["high"], one["raters"])
        for name, one in evidence["criteria"].items()
    )
    note = f"Version {evidence['criteria_version']} of the criteria; a level is the raters' middle value."
    return Table("", columns, rows, note=note)


def _rule(evidence: Mapping[str, Any]) -> tuple[Block, ...]:
    rule = evidence["rule"]
    if rule is None:
        return (Note("No rule was written."),)
    locked = date.fromisoformat(rule["locked_on"]) if rule["locked_on"] else None
    share = rule["kind"] == "rate"
    kind = Kind.SHARE if share else Kind.NUMBER
    unit = "" if share or not rule["unit"] else f", {rule['unit']}"
    facts = [
        Fact("Measure", rule["measure"]),
        Fact(f"Where it started{unit}", rule["baseline"], kind, n=rule["baseline_n"]),
        Fact(f"Target{unit}", rule["target"], kind),
        Fact(f"Smallest change that matters{unit}", rule["smallest_change"], kind),
        Fact("Certainty asked for", rule["certainty"] / 100, Kind.SHARE),
        Fact("Locked on", locked, Kind.DATE),
    ]
    late = [Note("It was locked late: the pilot is older than the rule.")] if rule["locked_late"] else []
    changes = [f"{one['on']}: {one['change']} ({one['reason']})" for one in rule["amendments"]]
    more: list[Block] = [Bullets(tuple(changes))] if changes else []
    return (Facts(tuple(facts)), *late, *more)


def _frozen(detail: DecisionDetail) -> tuple[Block, ...]:
    said = "The evidence was frozen with the decision; nothing that was learned later touches it."
    return (Note(said), Facts((Fact("Digest", detail.line.digest),)))
