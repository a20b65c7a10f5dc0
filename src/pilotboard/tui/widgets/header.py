"""The two lines on top: who and where you are, and the tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from textual import events

from pilotboard.tui.drawing import Span, cut, spans_width, spread, width
from pilotboard.tui.messages import TabChosen
from pilotboard.tui.theme import Ground
from pilotboard.tui.widgets.drawn import Drawn


class Here(NamedTuple):
    """What the header tells. ``saved`` is the local time of the last save, ``HH:MM``, or ``""``."""

    organisation: str = ""
    person: str = ""
    team: str = ""
    pilot: str = ""
    saved: str = ""
    note: str = ""


class Tab(NamedTuple):
    """One tab: the place it leads to, its digit and label."""

    place: str
    digit: str
    label: str


ROOMY = 110
"""Cells from which there is room for whole words."""


class HeaderLine(Drawn):
    """App, organisation, person, team, saved time; below, the tabs that fit, the rest under "more"."""

    GROUND: Ground = "bar"

    def __init__(self, here: Here, tabs: Sequence[Tab], more: Sequence[Tab], current: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._here = here
        self._tabs = tuple(tabs)
        self._more = tuple(more)
        self._current = current
        self._spots: list[tuple[int, int, str]] = []

    def tell(self, here: Here) -> None:
        """Show another person, team, pilot or time."""
        if here != self._here:
            self._here = here
            self.redraw_line(0)

    def saved(self, at: str) -> None:
        """Show when something was last saved."""
        self.tell(self._here._replace(saved=at))

    def spans(self, y: int, cells: int) -> Iterable[Span]:
        return self._who(cells) if y == 0 else self._tab_line(cells)

    def _who(self, cells: int) -> list[Span]:
        here = self._here
        right: list[Span] = [(f"   saved {here.saved} ", "quiet")] if here.saved else [(" ", "quiet")]
        if here.note:
            note = here.note if cells >= ROOMY else here.note.split()[0]
            right = [("   " + note, "warning"), *right]
        names = " · ".join(name for name in (here.person, here.team, here.pilot) if name)
        left: list[Span] = [(" pilotboard", "key")]
        room = cells - spans_width(left) - spans_width(right) - 4
        said = cut(names, max(room, 8))
        if here.organisation and room - width(said) > 8:  # whose programme it is matters less than who and where
            left.append(("  " + cut(here.organisation, room - width(said) - 2), "soft"))
        return spread(left, [(said, "quiet"), *right], cells)

    def _tab_line(self, cells: int) -> list[Span]:
        tabs, more = self._tabs, self._more
        gap = 3
        while True:
            taken = 2 + sum(len(tab.digit) + 1 + width(tab.label) + gap for tab in tabs) + self._more_cells(more)
            if taken <= cells or (gap == 2 and len(tabs) <= 1):
                break
            if gap > 2:
                gap -= 1
            else:  # the last tab that is not the current one goes under "more"
                last = max((i for i, tab in enumerate(tabs) if tab.place != self._current), default=len(tabs) - 1)
                more = (tabs[last], *more)
                tabs = tabs[:last] + tabs[last + 1 :]
        found: list[Span] = [(" ", "text")]
        spots: list[tuple[int, int, str]] = []
        at = 1
        for tab in tabs:
            here = tab.place == self._current
            found += [(f" {tab.digit} ", "key" if here else "quiet"), (tab.label, "here" if here else "soft")]
            size = len(tab.digit) + 2 + width(tab.label)
            spots.append((at, at + size, tab.place))
            found.append((" " * (gap - 1), "text"))
            at += size + gap - 1
        if more:
            hidden = next((tab for tab in more if tab.place == self._current), None)
            found.append((" more ▾", "quiet"))
            spots.append((at, at + 7, ""))
            if hidden is not None:
                found += [(f"  {hidden.digit} ".rstrip() + " ", "key"), (hidden.label, "here")]
        self._spots = spots
        return found

    def _more_cells(self, more: Sequence[Tab]) -> int:
        hidden = next((tab for tab in more if tab.place == self._current), None)
        return (7 if more else 0) + (width(hidden.label) + 4 if hidden is not None else 0)

    def hidden(self) -> tuple[Tab, ...]:
        """The tabs that stand under "more"."""
        shown = {place for _, _, place in self._spots}
        return tuple(tab for tab in (*self._tabs, *self._more) if tab.place not in shown)

    def on_click(self, event: events.Click) -> None:
        """A click on a tab goes there."""
        if event.y == 1:
            for start, end, place in self._spots:
                if start <= event.x < end:
                    self.post_message(TabChosen(place))
