"""The places that digits, tabs and the palette lead to, and who sees which tab.

A place is a screen with a digit, or without one: then it stands under "more" for everybody. Its module is imported when
it is first visited; only places that exist are listed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pilotboard.tui.screens.base import PlaceScreen


class Place(NamedTuple):
    """One screen that can be gone to.

    ``screen`` is ``module:Class``; ``member`` tells whether a team member sees it as a tab (the others find it
    under "more").
    """

    id: str
    digit: str
    label: str
    screen: str
    member: bool = True


def tabs_for(places: tuple[Place, ...], role: str) -> tuple[list[Place], list[Place]]:
    """The tabs of a role, and what stands under "more"."""
    if len(places) == 1:
        return [], []
    tabs = [place for place in places if place.digit and (place.member or role != "member")]
    return tabs, [place for place in places if place not in tabs]


def load_screen(place: Place) -> type[PlaceScreen]:
    """The class of a place's screen; its module is imported now."""
    module, _, name = place.screen.partition(":")
    found: type[PlaceScreen] = getattr(import_module(module), name)
    return found
