"""What a filter over the feedback log may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.feedback import (
    CHANNEL_WORDS,
    ROLE_WORDS,
    STATUS_WORDS,
    Channel,
    FeedbackRow,
    FeedbackStatus,
    Sentiment,
    Severity,
    VoiceRole,
)

if TYPE_CHECKING:
    from pilotboard.domain.matching import Subject


def feedback_subject() -> Subject[FeedbackRow]:
    """What a filter over feedback may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the voice's key, such as F-03"),
            Field("pilot", "text", "the pilot's key or words of its title"),
            Field("sprint", "text", "the sprint's key", optional=True),
            Field("on", "date", "the day it was heard", aliases=("heard",)),
            YEAR,
            Field("role", "word", "as what they speak", values=tuple(VoiceRole), synonyms=ROLE_WORDS),
            Field("site", "text", "the site's key or name", optional=True),
            Field("channel", "word", "how it was heard", values=tuple(Channel), synonyms=CHANNEL_WORDS),
            Field("theme", "set", "a theme it was given", aliases=("themes",), optional=True),
            Field("sentiment", "word", "how it sounds", values=tuple(Sentiment), optional=True),
            Field("severity", "number", "1 good to know to 4 harm"),
            Field("status", "word", "where it stands", values=tuple(FeedbackStatus), synonyms=STATUS_WORDS),
            Field("rating", "number", "the rating as it was given", optional=True),
            Field("owner", "person", "who answers; me, nobody or a name", optional=True),
            Field("owed", "flag", "an answer is still owed", aliases=("open", "waiting")),
            Field("harm", "flag", "reports harm"),
        ),
        {
            "key": lambda row: row.key,
            "pilot": lambda row: (row.pilot_key, row.pilot),
            "sprint": lambda row: row.sprint_key,
            "on": lambda row: row.on,
            "year": lambda row: (row.on, row.on),
            "role": lambda row: row.role,
            "site": lambda row: (row.site_key, row.site) if row.site_key and row.site else None,
            "channel": lambda row: row.channel,
            "theme": lambda row: row.themes,
            "sentiment": lambda row: row.sentiment,
            "severity": lambda row: int(row.severity),
            "status": lambda row: row.status,
            "rating": lambda row: row.rating,
            "owner": lambda row: row.owner,
            "owed": lambda row: row.owed,
            "harm": lambda row: row.severity == Severity.HARM,
        },
        lambda row: (row.key, row.quote, row.answer, row.prompt, row.focal_group),
    )
