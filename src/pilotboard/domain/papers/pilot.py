"""The brief of a pilot: one page that says what is tried, how it goes, what people say, what it costs, what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.costs import BASIS_WORDS, KIND_WORDS, CostBasis, CostKind
from pilotboard.domain.document import Block, Bullets, Document, Fact, Facts, Kind, Note, Paragraph, Quotes, Section
from pilotboard.domain.evidence_snapshot import evidence_of
from pilotboard.domain.gates import Gate, GateState
from pilotboard.domain.papers.evidence import figures, gate_lines, gates_table, outcome_word
from pilotboard.domain.papers.frame import Frame, paper
from pilotboard.domain.scale import last_standing
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pilotboard.domain.costs import CostSummary
    from pilotboard.domain.document import Quote
    from pilotboard.domain.pilots import PilotDetail
    from pilotboard.domain.scale import PilotCase

MOST_REASONS = 4


class PilotStory(NamedTuple):
    """What the brief is made of. ``quotes`` are the newest answered voices; ``owed`` how many answers wait."""

    detail: PilotDetail
    case: PilotCase
    money: CostSummary
    quotes: Sequence[Quote]
    owed: int


def pilot_brief(frame: Frame, story: PilotStory) -> Document:
    """The paper."""
    detail, case = story.detail, story.case
    row, labels = detail.row, frame.labels
    made = paper(
        frame,
        "pilot-brief",
        f"{row.title} ({row.key})",
        f"{labels.capital('pilot')} at the stage “{labels.stage(row.stage)}”: {detail.stage.because}",
        f"pilot-{row.key}",
        (
            Section(f"The evidence says: {outcome_word(case.recommendation.outcome)}", _evidence(frame, story)),
            Section("What is tried, and what came of it", _texts(story)),
            Section("Must-haves", (gates_table(gate_lines(case.gates)),)),
            Section("Voices", _voices(story)),
            Section("Money, people, places", (Facts(tuple(_facts(frame, story))),)),
            Section("Last decision", _decision(story)),
        ),
    )
    return made.fitted()


def _evidence(frame: Frame, story: PilotStory) -> tuple[Block, ...]:
    found = story.case.recommendation
    facts = [one for one in figures(evidence_of(story.case, frame.as_of)) if one.label != "Voices heard"]
    due = story.detail.row.decision_due
    if due is not None:
        facts.append(Fact("Decision due", due, Kind.DATE))
    blocks: list[Block] = [Bullets(found.reasons[:MOST_REASONS])] if found.reasons else []
    if found.missing:
        more = len(found.missing) - MOST_REASONS
        rest = (f"And {more} more.",) if more > 0 else ()
        blocks += [Note("To be scaled it lacks:"), Bullets((*found.missing[:MOST_REASONS], *rest))]
    return (*blocks, Facts(tuple(facts)))


def _texts(story: PilotStory) -> tuple[Block, ...]:
    detail = story.detail
    effect = story.case.case.gates[Gate.EFFECT]
    found = ""
    if effect.state != GateState.UNKNOWN or effect.evidence:
        found = ". ".join(part.rstrip(".") for part in (effect.words, effect.evidence) if part) + "."
    texts = (
        ("Aim", detail.aim),
        ("Hypothesis", detail.hypothesis),
        ("Predicted", detail.prediction),
        ("Found so far", found),
        ("Known from elsewhere", detail.research),
    )
    return tuple(Paragraph(text, label) for label, text in texts if has_visible(text))


def _voices(story: PilotStory) -> tuple[Block, ...]:
    n = story.case.voices
    facts = Facts((Fact("Voices heard", n, Kind.NUMBER), Fact("Answers owed", story.owed, Kind.NUMBER, n=n)))
    return (facts, Quotes(tuple(story.quotes))) if story.quotes else (facts,)


def _facts(frame: Frame, story: PilotStory) -> list[Fact]:
    detail, labels = story.detail, frame.labels
    row = detail.row
    found = []
    for basis in CostBasis:
        for kind in CostKind:
            amount = story.money.of(basis, kind).amount
            if amount is not None:
                found.append(Fact(f"Money {KIND_WORDS[kind]}, {BASIS_WORDS[basis]}", amount, Kind.MONEY))
    replaces = ", ".join(name for _, name in detail.replaces)
    places = ", ".join(name for _, name in detail.sites)
    texts = (
        ("Would take the place of", replaces),
        ("Serves the goal", row.goal or ""),
        (labels.capital("team"), row.team or ""),
        (labels.plural_capital("site"), places),
        ("Partners", detail.partners),
        ("Answers for it afterwards", "" if frame.closed else detail.owner_after),
    )
    found += [Fact(label, text) for label, text in texts if has_visible(text)]
    found += [Fact("People reached", detail.reach, Kind.NUMBER)] if detail.reach is not None else []
    return found


def _decision(story: PilotStory) -> tuple[Block, ...]:
    last = last_standing(story.case.decisions)
    if last is None:
        return (Note("Nothing has been decided yet."),)
    whose = "The Board decided" if last.step == "board" else "The staff recommended"
    said = f"{whose} to {last.kind} it. {last.reason}".strip()
    facts = [Fact("Decided on", last.decided_on, Kind.DATE)]
    facts += [Fact("Looked at again", last.review_on, Kind.DATE)] if last.review_on else []
    flag = (Note(story.case.flag),) if story.case.flag else ()
    return (Paragraph(said), Facts(tuple(facts)), *flag)
