"""The places that digits, tabs and the palette lead to, and who sees which tab.

A place is a screen with a digit (or none, as the pilot's own page). Its module is imported when it is first
visited; only places that exist are listed.
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
    listed = [place for place in places if place.digit]
    if role != "member":
        return listed, []
    return [place for place in listed if place.member], [place for place in listed if not place.member]


def load_screen(place: Place) -> type[PlaceScreen]:
    """The class of a place's screen; its module is imported now."""
    module, _, name = place.screen.partition(":")
    found: type[PlaceScreen] = getattr(import_module(module), name)
    return found
