"""A place built again because the organisation's words are others now."""

from __future__ import annotations

from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.widgets.banner import Banner
from pilotboard.tui.widgets.why import WhyLine


def reword(place: PlaceScreen) -> None:
    """Build it again; the cursor, the focus and what is being said come back."""
    place.forget("load")
    place.call_next(_rebuild, place)


async def _rebuild(place: PlaceScreen) -> None:
    stood = [found for found in (widget.cursor_id for widget in place.bodies()) if found is not None]
    said, host = place.query_one(WhyLine).noticed, place.host
    await place.recompose()
    place.query_one(Banner).say(host.notice, host.notice_ink)
    if said:
        host.hint(said, "good")
    for body in list(place.bodies())[:1]:
        body.focus()
    place.aim_at(stood[0] if stood else None)
    place.reload()
