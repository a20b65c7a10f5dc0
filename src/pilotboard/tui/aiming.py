"""Where `pilotboard open AT` leads: to a screen by its name, to a thing by its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.keys import looks_like_key, parse_key

if TYPE_CHECKING:
    from pilotboard.domain.errors import InvalidInput
    from pilotboard.tui.places import Place
    from pilotboard.usecases.workspace import Workspace

PLACE_OF = {
    "item": "item",
    "sprint": "sprint",
    "retrospective": "retro",
    "pilot": "pilot",
    "feedback": "voice",
    "team": "teams",
    "person": "people",
    "site": "sites",
    "priority": "plan",
    "strategy": "plan",
    "goal": "plan",
    "idea": "idea",
    "support": "ideas",
    "programme": "programmes",
    "decision": "profile",
}
"""The page or the place of each kind of thing."""


def aimed(ws: Workspace, at: str, places: Sequence[Place]) -> tuple[tuple[str, str] | None, str]:
    """The page and the place that a key or the name of a place leads to. Raises NotFound, InvalidInput."""
    if not at or any(at == place.id for place in places):
        return None, at
    if not looks_like_key(at):
        raise _no_screen(at, places)
    key = parse_key(at)
    if key.kind == "item":
        from pilotboard.usecases import items

        items.show_item(ws, at)
        return ("item", str(key)), "backlog"
    if key.kind == "sprint":
        from pilotboard.usecases import sprints

        sprints.show_sprint(ws, at)
        return ("sprint", str(key)), "board"
    if key.kind in {"retrospective", "action"}:
        from pilotboard.usecases import retro_actions, retros

        retro = retro_actions.show_action(ws, at).retro_key if key.kind == "action" else str(key)
        retros.show_retro(ws, retro)
        return ("retro", retro), "retros"
    if key.kind == "pilot":
        from pilotboard.usecases import pilots

        pilots.show_pilot(ws, at)
        return ("pilot", str(key)), "pilots"
    if key.kind == "feedback":
        from pilotboard.usecases import feedback

        feedback.show_feedback(ws, at)
        return ("voice", str(key)), "feedback"
    if key.kind == "cost":
        from pilotboard.usecases import costs

        return ("pilot", costs.show_cost(ws, at).pilot_key), "pilots"
    if key.kind == "decision":
        from pilotboard.usecases import decisions

        decisions.show_decision(ws, at)
        return ("profile", str(key)), "scale"
    if key.kind == "idea":
        from pilotboard.usecases import ideas

        ideas.show_idea(ws, at)
        return ("idea", str(key)), "ideas"
    place = PLACE_OF.get(key.kind, "teams")
    return (place, str(key)), place


def _no_screen(said: str, places: Sequence[Place]) -> InvalidInput:
    """What to say about a word that is neither a screen nor a key: the nearest screens, and all there are."""
    from pilotboard.domain.errors import InvalidInput
    from pilotboard.domain.nearest import did_you_mean
    from pilotboard.domain.text import shortened, shown

    names = [place.id for place in places]
    hint = f"{did_you_mean(said, names)} Screens: {', '.join(names)}.".lstrip()
    return InvalidInput(
        f'There is no screen "{shortened(shown(said), 40)}", and it is no key.', "", hint, field="where"
    )
