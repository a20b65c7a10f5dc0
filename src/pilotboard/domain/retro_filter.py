"""What a filter over retrospectives, and over the actions that come of them, may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.retro_formats import FORMATS
from pilotboard.domain.retros import ActionRow, RetroPhase, RetroRow

if TYPE_CHECKING:
    from pilotboard.domain.matching import Subject


def retro_subject() -> Subject[RetroRow]:
    """What a filter over retrospectives may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the retrospective's key, such as R-03"),
            Field("team", "text", "the team's key or name"),
            Field("sprint", "text", "the sprint's key", optional=True),
            Field("on", "date", "the day it was held"),
            YEAR,
            Field("format", "word", "what was asked", values=tuple(form.key for form in FORMATS)),
            Field("phase", "word", "collect, act or closed", values=tuple(RetroPhase)),
            Field("anonymous", "flag", "notes without names"),
            Field("open", "flag", "not closed"),
            Field("released", "flag", "leaders see its actions"),
        ),
        {
            "key": lambda row: row.key,
            "team": lambda row: (row.team_key, row.team),
            "sprint": lambda row: row.sprint_key,
            "on": lambda row: row.on,
            "year": lambda row: (row.on, row.on),
            "format": lambda row: row.format,
            "phase": lambda row: row.phase,
            "anonymous": lambda row: row.anonymous,
            "open": lambda row: row.phase != RetroPhase.CLOSED,
            "released": lambda row: row.released,
        },
        lambda row: (row.key, row.team, row.sprint_key, row.format),
    )


def action_subject() -> Subject[ActionRow]:
    """What a filter over actions may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the action's key, such as A-03"),
            Field("text", "text", "words of the action"),
            Field("team", "text", "the team's key or name"),
            Field("owner", "person", "who sees to it; me, nobody or a name", optional=True),
            Field("due", "date", "the day it is due", optional=True),
            Field("agreed", "date", "the day it was agreed"),
            YEAR,
            Field("carried", "number", "how often it was carried"),
            Field("open", "flag", "neither done nor dropped"),
        ),
        {
            "key": lambda row: row.key,
            "text": lambda row: row.text,
            "team": lambda row: (row.team_key, row.team),
            "owner": lambda row: row.owner,
            "due": lambda row: row.due,
            "agreed": lambda row: row.agreed_on,
            "year": lambda row: (row.agreed_on, row.agreed_on if row.drop_reason else row.done_on),
            "carried": lambda row: row.carried,
            "open": lambda row: row.open,
        },
        lambda row: (row.key, row.text, row.retro_key),
    )
