"""How a sprint reads: its head line, how it stands, how much time and room there is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pilotboard.domain.charts import spark
from pilotboard.domain.dates import friendly_day
from pilotboard.domain.organisation import Counting
from pilotboard.domain.sprint_numbers import Capacity, room, velocity_words
from pilotboard.domain.text import has_visible
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.standing import standing_span

if TYPE_CHECKING:
    from pilotboard.domain.sprints import SprintRow
    from pilotboard.usecases.sprint_planning import Planning
    from pilotboard.usecases.sprints import Told


def sprint_title(row: SprintRow) -> str:
    """``S-4 · Families get the text``."""
    return f"{row.key} · {row.goal}" if has_visible(row.goal) else row.key


def standing_spans(told: Told) -> list[Span]:
    """``day 6 of 10 · 7 of 12 done · ✓ on track   left ▇▆▅▃▂▁``."""
    now = told.standing
    found: list[Span] = [
        (f"day {now.day} of {now.days} · " if now.day else "", "soft"),
        (f"{now.done:g} of {now.scope:g} done", "text"),
        (" · ", "soft"),
        standing_span(now.word),
    ]
    left = [day.left.items for day in told.replay.known if day.left is not None and day.working]
    if left:
        high = max([told.replay.committed.items, *left])
        found += [("   left ", "quiet"), (spark(left, high), "accent")]
    return found


def capacity_words(found: Capacity, today: date) -> str:
    """``10 working days · 14.5 person days · spring break 6-10 Apr · Joy Banda joined 12 Jan``."""
    days = "1 working day" if found.working_days == 1 else f"{found.working_days} working days"
    parts = [days, f"{found.person_days:.1f} person days".replace(".0 ", " ")]
    parts += [gap.words() for gap in found.gaps]
    parts += [
        f"{who} {'joins' if what == 'joined' else 'leaves'} {friendly_day(on, today)}"
        for on, what, who in found.changes
    ]
    return " · ".join(parts)


def room_spans(planning: Planning) -> list[Span]:
    """What was really finished before, against what is planned now."""
    counting = Counting.POINTS if planning.points else Counting.ITEMS
    planned = planning.planned.of(counting)
    days = planning.capacity.person_days if planning.capacity is not None else 0
    fits = room(planning.past, days, counting)
    if fits is None:
        return [
            (f"{planned:g} {counting} planned. Usually finished: {velocity_words(planning.past, counting)}.", "soft")
        ]
    return [(fits.words(planned), "warning" if planned > fits.middle + 0.5 else "soft")]
