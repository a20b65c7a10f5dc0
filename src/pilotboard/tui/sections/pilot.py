"""The sections of a pilot's page, in the order in which a leader would read them aloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.costs import money_lines
from pilotboard.domain.dates import due_words, friendly_day
from pilotboard.domain.feedback import answer_words
from pilotboard.domain.gates import NAMES, Gate, GateState
from pilotboard.domain.money import money
from pilotboard.domain.outcomes import outcome_words
from pilotboard.domain.recommendation import gates_sentence
from pilotboard.domain.scale import last_standing
from pilotboard.domain.stages import missing_words
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.items import age_span, state_span
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.page import Part, Section

if TYPE_CHECKING:
    from datetime import date, datetime

    from pilotboard.domain.decisions import DecisionLine
    from pilotboard.domain.items import ItemRow
    from pilotboard.domain.journal import EntryView
    from pilotboard.domain.labels import Labels
    from pilotboard.domain.pilots import SprintStep
    from pilotboard.domain.support import SupportRow
    from pilotboard.tui.pilot_story import PilotStory

GLYPHS: dict[GateState, Span] = {
    GateState.PASS: ("●", "good"),
    GateState.WATCH: ("◐", "warning"),
    GateState.FAIL: ("×", "bad"),
    GateState.UNKNOWN: ("?", "quiet"),
    GateState.WAIVED: ("○", "warning"),
}
"""How a must-have stands, beside its words."""
LEAD = 13
_BAR = 10


def sections(labels: Labels, story: PilotStory, now: datetime, today: date) -> list[Section]:
    """Everything about a pilot."""
    detail = story.detail
    row = detail.row
    stuck = f", {row.blocked} {labels('blocked')}" if row.blocked else ""
    nothing = f"Nothing open. b shows the board, l the {labels('backlog')}."
    return [
        Section("Aim", _prose("aim", detail.aim), "Not written yet: e edits the pilot."),
        Section("What is known from elsewhere", _prose("research", detail.research)),
        Section("What we expect", _prose("hypothesis", detail.hypothesis), "No hypothesis yet."),
        Section("Predicted and actual", _result(story, today)),
        Section("About", _prose("description", detail.description)),
        Section("Who, where, when", _facts(labels, story, today)),
        Section(f"{labels.plural_capital('sprint')} · done of what was committed", _strip(story.strip, today)),
        Section(
            f"Voices · {story.voices.voices}, {story.voices.owed} unanswered",
            _voices(story),
            "No voices yet: V logs what somebody said.",
        ),
        Section("Money", _money(story), "Not written down yet: $ opens the lines of money."),
        Section("Must-haves and recommendation", _decision_facts(story)),
        Section("Decisions", _decisions(story, today)),
        Section("Support", [_support(one, today) for one in story.support]),
        Section(
            f"Work · {row.open_items} open, {row.done} done{stuck}",
            [_item(labels, item, now) for item in story.work.rows],
            nothing,
        ),
        Section("Lately", [_entry(entry, today) for entry in story.entries]),
    ]


def _prose(part: str, text: str) -> list[Part]:
    return [Part(part, text)] if text else []


def _fact(name: str, text: str, ink: Ink = "text", part: object = "fact") -> Part:
    return Part(part, text, ink, ((f"{name:<{LEAD}}", "quiet"),))


def _result(story: PilotStory, today: date) -> list[Part]:
    """What was predicted, and what came out so far as the must-have of the effect says it."""
    found = [_fact("predicted", story.detail.prediction)] if story.detail.prediction else []
    effect = story.case.case.gates[Gate.EFFECT]
    if effect.state != GateState.UNKNOWN or effect.evidence:
        when = f" ({friendly_day(effect.on, today)})" if effect.on else ""
        said = ". ".join(part.rstrip(".") for part in (effect.words, effect.evidence) if part)
        found.append(_fact("actual", f"{said}{when}."))
    elif found:
        found.append(_fact("actual", "not known yet", "quiet"))
    return found


def _facts(labels: Labels, story: PilotStory, today: date) -> list[Part]:
    detail = story.detail
    row = detail.row
    reach = "" if detail.reach is None else f"{detail.reach:,} people now"
    named = [
        (labels("goal"), f"{row.goal_key} {row.goal}" if row.goal_key else ""),
        (labels("team"), row.team or ""),
        ("coach", row.coach or ""),
        (labels("sponsor"), row.sponsor or ""),
        ("partners", detail.partners),
        (labels.plural("site"), ", ".join(name for _, name in detail.sites)),
        ("copied from", detail.copied_from or ""),
        ("reaches", reach),
        ("afterwards", detail.owner_after and f"{detail.owner_after} answers for it"),
    ]
    days = [("from", detail.starts_on), ("until", detail.ends_on), ("closed", row.closed_on), ("parked", row.parked_on)]
    found = [_fact(name, text) for name, text in named if text]
    found += [
        _fact(labels("idea"), f"{idea.key} {idea.title}, proposed by {idea.proposed_by}", part=("idea", idea.key))
        for idea in story.ideas
    ]
    found += [_fact(name, friendly_day(day, today)) for name, day in days if day]
    if row.decision_due:
        found.append(_fact("decision", due_words(row.decision_due, today)))
    missing = missing_words(detail.stage, labels)
    if missing:
        found.append(Part("fact", missing, "warning", (("? ", "warning"),)))
    return found


def _strip(steps: Sequence[SprintStep], today: date) -> list[Part]:
    """A line for each of the last sprints."""
    found = []
    for step in steps:
        filled = round(_BAR * step.done / step.committed) if step.committed else 0
        when = "running" if step.running else friendly_day(step.ends, today) if step.ends else ""
        lead: tuple[Span, ...] = (
            (f"{step.key:<6}", "quiet"),
            ("█" * filled, "accent"),
            (("░" if step.committed else " ") * (_BAR - filled) + "  ", "quiet"),
        )
        found.append(Part(("sprint", step.key), step.words(), "text", lead, ((f"  {when}", "quiet"),)))
    return found


def _voices(story: PilotStory) -> list[Part]:
    """The last "you said, we did"."""
    voices = story.voices
    if voices.last is None:
        return [Part("voices", "Nothing answered yet: o shows them.", "quiet")] if voices.voices else []
    return [Part(("voice", voices.last.key), answer_words(voices.last))]


def _money(story: PilotStory) -> list[Part]:
    """The sums, and the programmes whose place it would take."""
    found = [_fact(what, said, part="money") for what, said in money_lines(story.money, story.sign)]
    for programme in story.replaces:
        reach = f", reaches {programme.reach:,} people" if programme.reach is not None else ""
        cost = (
            f"{money(programme.yearly_cost, story.sign)} a year"
            if programme.yearly_cost is not None
            else "cost not known"
        )
        ended = ", ended" if programme.ended_on else ""
        found.append(_fact("instead of", f"{programme.key} {programme.name}: {cost}{reach}{ended}", part="money"))
    return found


def _decision_facts(story: PilotStory) -> list[Part]:
    """The must-haves in a line, then what the tool recommends and why. Quiet until something was written down."""
    case = story.case
    if case.rule is None and not case.checks and not case.ratings and not case.decisions:
        return []
    glyphs: list[Span] = [GLYPHS[view.state] for view in case.gates]
    states = {view.gate: view.state for view in case.gates}
    found = [Part("gates", gates_sentence(states, case.needed), "text", (*glyphs, ("  ", "quiet")))]
    found += [
        Part(
            "gates",
            f"{NAMES[view.gate]}: {view.words}",
            "soft",
            ((f"  {GLYPHS[view.state][0]} ", GLYPHS[view.state][1]),),
        )
        for view in case.gates
        if view.state in (GateState.FAIL, GateState.WATCH, GateState.WAIVED)
    ]
    said = case.recommendation
    found.append(_fact("recommended", f"{outcome_words(said.outcome)}; {said.score_words()}", part="scale"))
    found += [_fact("because" if place == 0 else "", text, part="scale") for place, text in enumerate(said.reasons)]
    found += [_fact("missing" if place == 0 else "", text, "soft", "scale") for place, text in enumerate(said.missing)]
    return found


def _decisions(story: PilotStory, today: date) -> list[Part]:
    """The decision that stands, and how many there were before it."""
    last = last_standing(story.case.decisions)
    if last is None:
        return []
    found = [_decision(last, today)]
    if last.conditions:
        found.append(_fact("conditions", last.conditions, part="decision"))
    if last.review_on:
        found.append(_fact("looked at", due_words(last.review_on, today), part="decision"))
    before = len(story.case.decisions) - 1
    if before:
        found.append(Part("decision", f"{before} earlier {'one' if before == 1 else 'ones'}.", "quiet"))
    if story.case.flag:
        found.append(Part("decision", story.case.flag, "warning", (("! ", "warning"),)))
    return found


def _decision(one: DecisionLine, today: date) -> Part:
    vote = f", vote {one.vote}" if one.vote else ""
    said = f"{one.kind.value}, decided {friendly_day(one.decided_on, today)} by {one.deciders}{vote}: {one.reason}"
    return Part("decision", said, "text", ((f"{one.key:<6}", "quiet"),))


def _support(one: SupportRow, today: date) -> Part:
    waits: Span = ("? ", "warning") if one.waiting else ("● ", "quiet")
    return Part(
        ("ideas", one.key),
        one.text,
        "text",
        ((f"{one.key:<7}", "quiet"), waits),
        ((f"  {one.answer_words(today)}", "soft"),),
    )


def _item(labels: Labels, row: ItemRow, now: datetime) -> Part:
    word, ink = state_span(labels, row)
    age, age_ink = age_span(row, now)
    who = f"  {row.assignee}" if row.assignee else ""
    return Part(
        ("item", row.key),
        row.title,
        "soft" if row.state == "backlog" else "text",
        ((f"{row.key:<8}", "quiet"), (f"{word:<11}", ink)),
        ((who, "quiet"), (f"  {age}", age_ink)),
    )


def _entry(entry: EntryView, today: date) -> Part:
    when = friendly_day(entry.at.astimezone().date(), today)
    return Part("entry", entry.said, "quiet" if entry.undone else "soft", ((f"{when:<12}  {entry.actor}  ", "quiet"),))
