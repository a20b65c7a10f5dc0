"""The sections of a sprint's page, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.charts import ChartSpec
from pilotboard.domain.dates import friendly_day
from pilotboard.domain.items import ItemState
from pilotboard.domain.labels import Labels
from pilotboard.domain.sprint_record import said_done_of
from pilotboard.domain.sprints import SprintDetail, SprintItemRow
from pilotboard.domain.text import shown
from pilotboard.tui.drawing import Span, fit, width
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.page import Part, Section

if TYPE_CHECKING:
    from datetime import date

    from pilotboard.domain.impediments import ImpedimentRow
    from pilotboard.domain.sprint_replay import ScopeChange
    from pilotboard.usecases.sprints import Told
    from pilotboard.usecases.workspace import Workspace

MOST_TITLE = 56
"""Cells up to which titles stand in a column, with the names beside it."""
_OUTCOME: dict[str, Ink] = {"done": "good", "carried": "warning", "returned": "soft", "dropped": "quiet"}
_KIND = {"added": "came in", "removed": "went out", "re_estimated": "new estimate"}


def sections(labels: Labels, ws: Workspace, detail: SprintDetail, told: Told | None, said: str) -> list[Section]:
    """Everything about the sprint; `said` is the sentence of its chart."""
    today = ws.today()
    inside = [one for one in detail.items if one.removed_at is None]
    gone = [one for one in detail.items if one.removed_at is not None]
    none_yet = f"Nothing is in it yet: P puts {labels.plural('item')} into it."
    changes = [] if told is None else told.replay.changes
    notes = [_said(one.day, one.who, one.text, today) for one in detail.notes]
    amendments = [_said(one.at.date(), one.who, one.text, today) for one in detail.amendments]
    return [
        Section("", _facts(detail, told, said)),
        Section("In it", _items(labels, inside), none_yet),
        Section(labels.plural_capital("impediment"), [_obstacle(labels, one, ws) for one in detail.impediments]),
        Section("Changes since the start", [_change(one, today) for one in changes]),
        Section("Taken out", _items(labels, gone)),
        Section(labels.plural_capital("daily_note"), notes),
        Section(labels.capital("record"), _record(labels, detail)),
        Section(labels.plural_capital("amendment"), amendments),
    ]


def table(title: str, spec: ChartSpec) -> Section:
    """The figures of a chart."""
    widths = [max(len(cell) for cell in column) for column in zip(spec.columns, *spec.rows, strict=True)]

    def line(cells: tuple[str, ...]) -> str:
        return "  ".join(
            fit(cell, size, "left" if n == 0 else "right")
            for n, (cell, size) in enumerate(zip(cells, widths, strict=True))
        )

    return Section(
        title, [Part("head", line(spec.columns), "quiet"), *(Part("figures", line(row)) for row in spec.rows)]
    )


def _obstacle(labels: Labels, one: ImpedimentRow, ws: Workspace) -> Part:
    ink: Ink = "warning" if one.waiting else "quiet"
    said = one.answer.partition("\n")[0] if one.answer else f"{one.days(ws.now())} d"
    lead: tuple[Span, ...] = ((f"{one.key:<6}", "quiet"), (f"{labels(f'level.{one.level}'):<14}", ink))
    return Part(("impediment", one.key), one.title, "text" if one.waiting else "quiet", lead, ((f"   {said}", "soft"),))


def _change(one: ScopeChange, today: date) -> Part:
    lead: tuple[Span, ...] = (
        (f"{friendly_day(one.day, today):<12}", "quiet"),
        (f"{one.item:<8} {_KIND[one.kind]:<14}", "soft"),
    )
    return Part(("item", one.item), one.reason or "no reason was given", "text" if one.reason else "quiet", lead)


def _said(day: date, who: str, text: str, today: date) -> Part:
    return Part("said", text, lead=((f"{friendly_day(day, today):<12}{who}  ", "quiet"),))


def _facts(detail: SprintDetail, told: Told | None, said: str) -> list[Part]:
    row = detail.row
    gaps = told.calendar.gap_words(row.start, row.end) if told is not None and row.start and row.end else ""
    facts: list[tuple[str, str]] = [
        ("", said),
        ("prediction", detail.prediction),
        ("result", detail.result),
        ("said, done", said_done_of(detail.record).words() if detail.record is not None else ""),
        ("cancelled", detail.cancel_reason),
        ("calendar", gaps),
    ]
    return [Part("fact", text, "text", ((f"{name:<12}", "quiet"),)) for name, text in facts if text]


def _items(labels: Labels, rows: Sequence[SprintItemRow]) -> list[Part]:
    """Titles and names one below the other."""
    title = min(max((width(shown(one.title)) for one in rows), default=0), MOST_TITLE)
    return [_item(labels, one, title) for one in rows]


def _item(labels: Labels, one: SprintItemRow, title: int) -> Part:
    word = labels(f"outcome.{one.outcome}") if one.outcome else labels.state(one.state)
    ink: Ink = _OUTCOME.get(str(one.outcome), "good" if one.state == ItemState.DONE else "text")
    gap = " " * max(title - width(shown(one.title)), 0)
    tail: list[Span] = [(f"{gap}   {one.assignee}", "soft")] if one.assignee else []
    why = one.outcome_reason or one.removed_reason or one.added_reason
    if one.carried_from:
        tail.append((f"   from {one.carried_from}", "warning"))
    if why:
        tail.append((f"   {why}", "quiet"))
    lead: tuple[Span, ...] = ((f"{one.item_key:<8}", "quiet"), (f"{fit(word, 13)} ", ink))
    return Part(("item", one.item_key), one.title, "text", lead, tuple(tail))


def _record(labels: Labels, detail: SprintDetail) -> list[Part]:
    if detail.record is None:
        return []
    ended = str(detail.record.content["ended_at"])[:10]
    text = f"Frozen on {ended}; no later change of its {labels.plural('item')} changes it."
    text += f" Digest {detail.record.digest[:16]}."
    return [Part("record", text, "soft")]
