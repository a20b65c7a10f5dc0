"""What people write about retrospectives: notes and actions."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from pilotboard.domain.drafts.checks import FIELD, Draft
from pilotboard.domain.drafts.fields import Day, Note, Ref, Refs, Title, YesNo, prose, whole, word_of, wrong
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.retro_formats import FORMATS, format_of
from pilotboard.domain.retros import MAX_DOTS, NotesAfter
from pilotboard.domain.scribe import MAX_NOTE


def _format(value: object) -> str:
    if not isinstance(value, str):
        raise wrong(f"{FIELD} takes the name of a format.")
    try:
        return format_of(value).key
    except InvalidInput as problem:
        raise wrong(problem.message, problem.hint) from None


class RetroChanges(Draft):
    """Fields of a retrospective that may be edited before it begins."""

    on: Day | None = None
    sprint: Ref | None = None
    format: Annotated[str, BeforeValidator(_format)] = FORMATS[0].key


class RetroDraft(RetroChanges):
    """A new retrospective of a team, with those who take part (keys or names), written down once for all."""

    team: Ref
    on: Day
    anonymous: YesNo = True
    participants: Refs = ()


class RetroNoteDraft(Draft):
    """A note under a prompt; dots are votes counted by a scribe."""

    prompt: Ref
    text: Annotated[str, prose(MAX_NOTE, least=1)]
    dots: Annotated[int, whole(0, MAX_DOTS)] = 0


class RetroActionChanges(Draft):
    """Fields of an action that may be edited."""

    text: Title = ""
    owner: Ref | None = None
    due: Day | None = None


class RetroActionDraft(RetroActionChanges):
    """A new action: what will be different, one owner, a day."""

    text: Title
    owner: Ref
    due: Day


class RetroCloseDraft(Draft):
    """How a retrospective is closed: which actions stay when there are more than three, what happens to raw notes."""

    actions: Refs = ()
    notes: Annotated[NotesAfter, word_of(NotesAfter)] | None = None
    release: YesNo = False


class ActionDropDraft(Draft):
    """Why an action is let go."""

    reason: Note
