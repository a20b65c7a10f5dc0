"""What a column can be mapped to, per target, and what its cells have to look like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pilotboard.domain.intake import Target


class Kind(StrEnum):
    """How the cells of a field are read."""

    ID = "id"
    LINE = "line"
    PROSE = "prose"
    WORD = "word"
    WHOLE = "whole"
    RATING = "rating"
    TIME = "time"
    PERSON = "person"
    MAIL = "mail"
    SEVERAL = "several"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: how it is read, whether several columns may feed it, and its weight in telling the target."""

    kind: Kind
    many: bool = False
    weight: float = 1.0


FIELDS: dict[Target, dict[str, Field]] = {
    Target.ITEMS: {
        "external_id": Field(Kind.ID),
        "container": Field(Kind.WORD, weight=0.3),
        "title": Field(Kind.LINE, weight=2),
        "description": Field(Kind.PROSE),
        "type": Field(Kind.WORD),
        "state": Field(Kind.WORD, weight=1.5),
        "category": Field(Kind.WORD),
        "resolution": Field(Kind.WORD),
        "bucket": Field(Kind.WORD),
        "estimate": Field(Kind.WHOLE, many=True, weight=2),
        "assignee": Field(Kind.PERSON, weight=1.5),
        "assignee_mail": Field(Kind.MAIL, weight=0.2),
        "due": Field(Kind.TIME, weight=1.5),
        "labels": Field(Kind.SEVERAL, many=True),
        "created": Field(Kind.TIME, weight=0.8),
        "started": Field(Kind.TIME),
        "finished": Field(Kind.TIME, weight=1.5),
        "updated": Field(Kind.TIME, weight=0.5),
        "sprint": Field(Kind.WORD, many=True),
        "note": Field(Kind.PROSE, many=True, weight=0.5),
        "criteria": Field(Kind.SEVERAL),
        "archived": Field(Kind.MARK, weight=0.5),
        "url": Field(Kind.LINE, weight=0.5),
    },
    Target.SPRINTS: {
        "external_id": Field(Kind.ID, weight=0.5),
        "container": Field(Kind.WORD, weight=0.3),
        "name": Field(Kind.LINE, weight=0.8),
        "goal": Field(Kind.LINE, weight=2),
        "state": Field(Kind.WORD, weight=0.5),
        "start": Field(Kind.TIME, weight=1.2),
        "end": Field(Kind.TIME, weight=2),
        "completed": Field(Kind.TIME, weight=0.8),
    },
    Target.VOICES: {
        "external_id": Field(Kind.ID),
        "container": Field(Kind.WORD, weight=0.3),
        "date": Field(Kind.TIME, weight=0.8),
        "rating": Field(Kind.RATING, many=True, weight=2),
        "prompt": Field(Kind.WORD, weight=2),
        "text": Field(Kind.PROSE, many=True, weight=2.5),
        "role": Field(Kind.WORD),
        "site": Field(Kind.WORD),
        "group": Field(Kind.WORD),
        "channel": Field(Kind.WORD, weight=0.5),
        "theme": Field(Kind.SEVERAL, many=True),
        "theme_mark": Field(Kind.MARK, many=True),
        "sentiment": Field(Kind.WORD),
        "severity": Field(Kind.WHOLE),
        "consent": Field(Kind.WORD, weight=0.5),
    },
    Target.PILOTS: {
        "external_id": Field(Kind.ID),
        "container": Field(Kind.WORD, weight=0.3),
        "title": Field(Kind.LINE, weight=2),
        "aim": Field(Kind.PROSE),
        "hypothesis": Field(Kind.PROSE, weight=2),
        "prediction": Field(Kind.PROSE),
        "description": Field(Kind.PROSE),
        "research": Field(Kind.PROSE),
        "partners": Field(Kind.PROSE),
        "site": Field(Kind.SEVERAL, many=True),
        "verdict": Field(Kind.WORD, weight=2),
        "outcome": Field(Kind.WORD),
        "studies": Field(Kind.WHOLE),
        "people": Field(Kind.WHOLE),
        "decision": Field(Kind.WORD),
        "decided": Field(Kind.TIME),
        "deciders": Field(Kind.LINE),
        "reason": Field(Kind.PROSE),
    },
}
