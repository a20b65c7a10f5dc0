"""What people write about people."""

from __future__ import annotations

from typing import Annotated

from pilotboard.domain.drafts.checks import Draft
from pilotboard.domain.drafts.fields import Email, Handle, Name, Ref, YesNo, word_of
from pilotboard.domain.people import PersonRole


class PersonChanges(Draft):
    """Fields of a person that may be edited; ``site`` is a key or a name."""

    name: Name = ""
    handle: Handle = ""
    email: Email = ""
    role: Annotated[PersonRole, word_of(PersonRole)] = PersonRole.MEMBER
    site: Ref | None = None
    active: YesNo = True


class PersonDraft(PersonChanges):
    """A new person; ``handle`` may be left to be made from the name (see ``domain.people.handle_of``)."""

    name: Name
