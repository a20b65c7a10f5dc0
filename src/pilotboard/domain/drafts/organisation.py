"""What people write about the organisation and its own words."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from pilotboard.domain.drafts.checks import Draft, over_words
from pilotboard.domain.drafts.fields import Money, Name, TimeZone, line, word_of, wrong
from pilotboard.domain.labels import MAX_WORD, keys
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.organisation import Counting, LabelSet
from pilotboard.domain.text import clean, has_visible, shortened, shown


def _words(value: object) -> dict[str, str]:
    """Own words by label key; an empty one gives the common word back."""
    if not isinstance(value, dict):
        raise wrong("Words are given by name.", "For example item=job.")
    found: dict[str, str] = {}
    for key, word in value.items():
        if key not in keys():
            said = shortened(shown(str(key)), 40)
            raise wrong(f'There is no word "{said}" to change.', did_you_mean(str(key), keys()))
        text = clean(word).text if isinstance(word, str) else None
        if text is None:
            raise wrong(f"The word for {key} takes text.")
        if len(text) > MAX_WORD:
            raise wrong(f"The word for {key} is {over_words(len(text), MAX_WORD)}.")
        found[key] = text if has_visible(text) else ""
    return found


Sign = Annotated[str, line(8, 1)]


class OrganisationChanges(Draft):
    """Fields of the organisation that may be edited. ``words`` are own words by label key (``""`` = back)."""

    name: Name = ""
    labels: Annotated[LabelSet, word_of(LabelSet)] = LabelSet.SCRUM
    counting: Annotated[Counting, word_of(Counting)] = Counting.ITEMS
    time_zone: TimeZone = "UTC"
    money: Sign = "$"
    small_limit: Money = 10_000
    words: Annotated[dict[str, str], BeforeValidator(_words)] = Field(default_factory=dict)


class OrganisationDraft(OrganisationChanges):
    """The organisation as the store begins."""

    name: Name
