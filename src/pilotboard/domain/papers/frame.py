"""What every paper begins with: whose it is, for whom, of which day, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.document import Audience, Document, Section
from pilotboard.domain.errors import Refusal
from pilotboard.domain.organisation import Counting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pilotboard.domain.labels import Labels


class Frame(NamedTuple):
    """Whose paper it is, for whom, of which day; the words and the sign of money to use, and how work is counted."""

    organisation: str
    audience: Audience
    as_of: date
    labels: Labels
    money: str = "$"
    counting: Counting = Counting.ITEMS

    @property
    def closed(self) -> bool:
        """Whether it leaves the house for a closed session of the Board."""
        return self.audience == Audience.BOARD_CLOSED


def check_audience(audience: Audience) -> Audience:
    """The audience itself when papers can be made for it. Raises `Refusal` for papers that would be public."""
    if audience in (Audience.BOARD, Audience.PUBLIC):
        whose = "an open Board meeting" if audience == Audience.BOARD else "the public"
        raise Refusal(
            f"A paper for {whose} must hide small groups so that nobody can be worked out, "
            "and pilotboard does not do that yet.",
            "Nothing was written.",
            "For a closed session use --audience board-closed; for the house leave the option out.",
            audience.value,
        )
    return audience


def paper(
    frame: Frame, kind: str, title: str, subtitle: str, slug: str, sections: Iterable[Section | None]
) -> Document:
    """The document; sections without blocks are left out."""
    kept = tuple(one for one in sections if one is not None and one.blocks)
    return Document(kind, title, subtitle, frame.organisation, frame.audience, frame.as_of, kept, slug, frame.money)


def only_list(frame: Frame, kind: str, title: str, slug: str, section: Section) -> Document:
    """The document of a list: one table."""
    whose, audience, day = frame.organisation, frame.audience, frame.as_of
    return Document(kind, title, "", whose, audience, day, (section,), slug, frame.money, is_list=True)
