"""The report of a sprint: what was said and done, the charts, what came in between; after the close from its record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.charts_sprint import burndown, burnup, velocity_chart
from pilotboard.domain.document import (
    Block,
    Chart,
    Column,
    Document,
    Fact,
    Facts,
    Kind,
    Note,
    Paragraph,
    Section,
    Table,
    Value,
    day_words,
)
from pilotboard.domain.organisation import Counting
from pilotboard.domain.papers.frame import Frame, paper
from pilotboard.domain.sprint_numbers import LEAST_SPRINTS, PastSprint, samples, say_do
from pilotboard.domain.sprint_record import said_done_of
from pilotboard.domain.sprint_states import SprintState
from pilotboard.domain.sprints import SprintDetail
from pilotboard.domain.text import has_visible

if TYPE_CHECKING:
    from pilotboard.domain.calendar import WorkCalendar
    from pilotboard.domain.sprint_numbers import SayDo
    from pilotboard.domain.sprint_replay import Replay


class SprintStory(NamedTuple):
    """A sprint day by day; `calendar` is the one it is read by."""

    replay: Replay
    calendar: WorkCalendar


def sprint_report(frame: Frame, detail: SprintDetail, story: SprintStory | None, past: list[PastSprint]) -> Document:
    """The paper. `story` is None for an imported sprint without days; `past` are the team's closed sprints."""
    row, labels = detail.row, frame.labels
    return paper(
        frame,
        "sprint-report",
        f"{labels.capital('sprint')} report {row.key}, {row.team}",
        row.goal,
        f"sprint-{row.key}",
        (
            Section("At a glance", _glance(frame, detail, story)),
            Section("Predicted and found", _prediction(detail)),
            Section("How it went", _charts(frame, story, past)),
            Section(labels.plural_capital("item"), (_items(frame, detail),)),
            Section("What came in and went out", _changes(frame, story)),
            Section(labels.plural_capital("impediment"), _impediments(frame, detail)),
            Section(f"The {labels('record')}", _record(frame, detail)),
        ),
    )


def _glance(frame: Frame, detail: SprintDetail, story: SprintStory | None) -> tuple[Block, ...]:
    row, labels = detail.row, frame.labels
    facts = [Fact(labels.capital("team"), f"{row.team} ({row.team_key})"), Fact("State", labels(f"sprint.{row.state}"))]
    if row.start and row.end:
        facts.append(Fact("Days", f"{day_words(row.start)} to {day_words(row.end)}"))
    if story is not None:
        days = story.calendar.working_days(story.replay.start, story.replay.end)
        facts.append(Fact("Working days", days, Kind.NUMBER))
    if detail.cancel_reason:
        facts.append(Fact("Cancelled because", detail.cancel_reason))
    return (Facts((*facts, *_counts(frame, detail, story))),)


def _counts(frame: Frame, detail: SprintDetail, story: SprintStory | None) -> list[Fact]:
    """Said and done in items, and in points where the organisation counts them."""
    row = detail.row
    found: list[Fact] = []
    said = _said_done(detail, story)
    for counting in (Counting.ITEMS, Counting.POINTS):
        if counting == Counting.POINTS and frame.counting != Counting.POINTS:
            continue
        unit = frame.labels.plural("item") if counting == Counting.ITEMS else "points"
        whole = _whole(said.committed.of(counting) if said else row.committed.of(counting))
        found.append(Fact(f"Committed, {unit}", whole, Kind.NUMBER))
        if said is not None and row.state != SprintState.PLANNED:
            done = _whole(said.done.of(counting))
            found.append(Fact(f"Done of the committed, {unit}", done, Kind.NUMBER, n=int(whole)))
            found.append(Fact(f"Added later and done, {unit}", _whole(said.added_done.of(counting)), Kind.NUMBER))
            if said.finished_late.of(counting):
                late = _whole(said.finished_late.of(counting))
                found.append(Fact(f"Finished after the last day, {unit}", late, Kind.NUMBER))
        for label, tally in (("Came in after the start", row.added), ("Went out", row.removed)):
            found.append(Fact(f"{label}, {unit}", _whole(tally.of(counting)), Kind.NUMBER))
        if row.state == SprintState.CLOSED:
            found.append(Fact(f"Carried over, {unit}", _whole(row.carried.of(counting)), Kind.NUMBER))
    return found


def _said_done(detail: SprintDetail, story: SprintStory | None) -> SayDo | None:
    if detail.record is not None:
        return said_done_of(detail.record)
    if story is None:
        return None
    return say_do(story.replay, {item.item_key: item.size_committed for item in detail.items})


def _prediction(detail: SprintDetail) -> tuple[Block, ...]:
    texts = (("Predicted", detail.prediction), ("Found", detail.result))
    return tuple(Paragraph(text, label) for label, text in texts if has_visible(text))


def _charts(frame: Frame, story: SprintStory | None, past: list[PastSprint]) -> tuple[Block, ...]:
    labels, counting = frame.labels, frame.counting
    found: list[Block] = []
    if story is not None and story.replay.known:
        n = int(story.replay.scope.items)
        for make, word in ((burndown, "burndown"), (burnup, "burnup")):
            spec = make(story.replay, story.calendar, frame.as_of, counting, labels.capital(word))
            found.append(Chart(spec, n))
    kept = samples(past)
    if len(kept) >= LEAST_SPRINTS:
        found.append(Chart(velocity_chart(past, counting, title=labels.capital("velocity"))))
        found.append(Note(f"It describes this {labels('team')} alone and is no target; teams are not compared."))
    return tuple(found)


_OUTCOMES = {"removed": "taken out"}


def _items(frame: Frame, detail: SprintDetail) -> Table:
    labels = frame.labels
    columns: tuple[Column, ...] = (
        Column("key", "Key"),
        Column("title", labels.capital("item")),
        Column("pilot", labels.capital("pilot")),
        Column("committed", "At the start"),
        Column("size", "Size", Kind.NUMBER),
        Column("outcome", "What became of it"),
        Column("done_on", "Done on", Kind.DATE),
        Column("reason", "Reason"),
    )
    rows = _frozen(frame, detail.record.content["items"]) if detail.record else _live(frame, detail)
    if all(row[4] is None for row in rows):
        columns, rows = _without(columns, rows, 4)
    if not any(row[-1] for row in rows):
        columns, rows = _without(columns, rows, len(columns) - 1)
    return Table("", columns, tuple(rows), f"Nothing was in this {labels('sprint')}.")


def _frozen(frame: Frame, items: list[dict[str, Any]]) -> list[tuple[Value, ...]]:
    return [
        (
            one["key"],
            one["title"],
            one["pilot"],
            "committed" if one["committed"] else "came in later",
            one["size"],
            _outcome(frame, one["outcome"]),
            date.fromisoformat(one["done_on"]) if one["done_on"] else None,
            one["reason"],
        )
        for one in items
    ]


def _live(frame: Frame, detail: SprintDetail) -> list[tuple[Value, ...]]:
    return [
        (
            item.item_key,
            item.title,
            item.pilot_key,
            "committed" if item.committed else "came in later",
            item.estimate,
            "taken out" if item.removed_at else frame.labels.state(item.state),
            None,
            item.removed_reason or item.outcome_reason,
        )
        for item in detail.items
    ]


def _outcome(frame: Frame, outcome: str | None) -> str:
    if outcome is None:
        return ""
    return _OUTCOMES.get(outcome) or frame.labels(f"outcome.{outcome}")


def _without(
    columns: tuple[Column, ...], rows: list[tuple[Value, ...]], place: int
) -> tuple[tuple[Column, ...], list[tuple[Value, ...]]]:
    """The same without a column in which nothing stands."""
    return columns[:place] + columns[place + 1 :], [row[:place] + row[place + 1 :] for row in rows]


def _changes(frame: Frame, story: SprintStory | None) -> tuple[Block, ...]:
    if story is None or not story.replay.changes:
        return ()
    columns: tuple[Column, ...] = (
        Column("on", "Day", Kind.DATE),
        Column("item", frame.labels.capital("item")),
        Column("kind", "What"),
        Column("change", frame.labels.plural_capital("item"), Kind.NUMBER),
        Column("points", "Points", Kind.NUMBER),
        Column("reason", "Reason"),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.day,
            one.item,
            one.kind.replace("_", " "),
            _whole(one.change.items),
            _whole(one.change.points),
            one.reason,
        )
        for one in story.replay.changes
    )
    if frame.counting != Counting.POINTS:
        columns, kept = _without(columns, [*rows], 4)
        rows = tuple(kept)
    return (Table("", columns, rows),)


def _impediments(frame: Frame, detail: SprintDetail) -> tuple[Block, ...]:
    if not detail.impediments:
        return ()
    columns = (
        Column("key", "Key"),
        Column("title", "What was in the way"),
        Column("level", "Who was asked"),
        Column("raised_on", "Raised", Kind.DATE),
        Column("answered_on", "Answered", Kind.DATE),
        Column("answer", "Answer"),
    )
    rows = tuple(
        (
            one.key,
            one.title,
            frame.labels(f"level.{one.level}"),
            one.raised_at.date(),
            one.answered_at.date() if one.answered_at else None,
            one.answer,
        )
        for one in detail.impediments
    )
    return (Table("", columns, rows),)


def _record(frame: Frame, detail: SprintDetail) -> tuple[Block, ...]:
    labels = frame.labels
    if detail.record is None:
        if detail.row.state == SprintState.CLOSED:
            return (Note(f"It came in with an import: there is no frozen {labels('record')}."),)
        return (Note(f"The {labels('sprint')} is not closed: these figures may still change."),)
    frozen = f"Frozen when the {labels('sprint')} was closed; no later change of an {labels('item')} touches it."
    facts = [Fact("Closed on", detail.ended_at.date(), Kind.DATE)] if detail.ended_at else []
    blocks: list[Block] = [Note(frozen), Facts((*facts, Fact("Digest", detail.record.digest)))]
    if detail.amendments:
        columns = (Column("on", "Day", Kind.DATE), Column("text", labels.capital("amendment")), Column("by", "By"))
        rows = tuple((one.at.date(), one.text, one.who) for one in detail.amendments)
        blocks.append(Table(labels.plural_capital("amendment"), columns, rows))
    return tuple(blocks)


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value
