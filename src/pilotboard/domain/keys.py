"""The short keys that people see and type: ``P-07``, ``P07-12``, ``T-03``, ``S-4``, ``F-03`` and their like.

Numbers are never reused. They are written with at least two digits (those of sprints, which are said aloud, plain)
and grow wider beyond 99 (``P-123``, ``P123-1004``). Reading is lenient: any case, blanks, a missing or another dash,
missing zeros.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.text import shortened, shown

Numbered = Literal[
    "pilot",
    "team",
    "site",
    "person",
    "sprint",
    "feedback",
    "retrospective",
    "action",
    "impediment",
    "priority",
    "strategy",
    "goal",
    "idea",
    "support",
    "programme",
    "cost",
    "decision",
]
"""What is counted through the whole store; an item is counted inside its pilot."""
Kind = Literal[Numbered, "item"]

LETTERS: dict[str, Kind] = {
    "P": "pilot",
    "T": "team",
    "L": "site",
    "U": "person",
    "S": "sprint",
    "F": "feedback",
    "R": "retrospective",
    "A": "action",
    "I": "impediment",
    "PR": "priority",
    "ST": "strategy",
    "G": "goal",
    "ID": "idea",
    "SU": "support",
    "PG": "programme",
    "C": "cost",
    "D": "decision",
}
"""The letters of a key and what they stand for (an item wears the letter of its pilot)."""

_LETTER_OF: dict[Kind, str] = {kind: letter for letter, kind in LETTERS.items()}
_DASHES = "-_.#/\u2010\u2011\u2012\u2013\u2014\u2212"
# Compiled (and kept by `re`) on first use: many starts read no key.
_KEY = rf"(?ia)\s*([a-z]{{1,2}})\s*[{_DASHES}]?\s*0*([1-9][0-9]{{0,8}})(?:\s*[{_DASHES}]\s*0*([1-9][0-9]{{0,8}}))?\s*"
# A letter with its number right behind it; with blanks between them only when nothing else follows ("A 4-day week").
_LOOKS = rf"(?ia)\s*(?:{'|'.join(LETTERS)})(?:[{_DASHES}]?[0-9]|\s*[{_DASHES}]?\s*[0-9][{_DASHES}0-9\s]*$)"


class Key(NamedTuple):
    """A key taken apart: its kind, its number and, for an item, the number of its pilot."""

    kind: Kind
    number: int
    pilot: int | None = None

    def __str__(self) -> str:
        if self.kind == "item":
            return item_key(self.pilot or 0, self.number)
        return f"{_LETTER_OF[self.kind]}-{self.number:{'d' if self.kind == 'sprint' else '02d'}}"


def pilot_key(number: int) -> str:
    """``7`` -> ``P-07``."""
    return f"P-{number:02d}"


def item_key(pilot: int, number: int) -> str:
    """Pilot 7, item 12 -> ``P07-12``."""
    return f"P{pilot:02d}-{number:02d}"


def team_key(number: int) -> str:
    """``3`` -> ``T-03``."""
    return f"T-{number:02d}"


def site_key(number: int) -> str:
    """``3`` -> ``L-03`` (L for location)."""
    return f"L-{number:02d}"


def person_key(number: int) -> str:
    """``5`` -> ``U-05`` (U for user)."""
    return f"U-{number:02d}"


def sprint_key(number: int) -> str:
    """``4`` -> ``S-4``."""
    return f"S-{number}"


def feedback_key(number: int) -> str:
    """``3`` -> ``F-03``."""
    return f"F-{number:02d}"


def retro_key(number: int) -> str:
    """``3`` -> ``R-03``."""
    return f"R-{number:02d}"


def action_key(number: int) -> str:
    """``3`` -> ``A-03`` (an action agreed in a retrospective)."""
    return f"A-{number:02d}"


def impediment_key(number: int) -> str:
    """``3`` -> ``I-03``."""
    return f"I-{number:02d}"


def priority_key(number: int) -> str:
    """``1`` -> ``PR-01``."""
    return f"PR-{number:02d}"


def strategy_key(number: int) -> str:
    """``2`` -> ``ST-02``."""
    return f"ST-{number:02d}"


def goal_key(number: int) -> str:
    """``3`` -> ``G-03`` (with the dash; the gates of a decision are G1 to G8)."""
    return f"G-{number:02d}"


def idea_key(number: int) -> str:
    """``4`` -> ``ID-04``."""
    return f"ID-{number:02d}"


def support_key(number: int) -> str:
    """``5`` -> ``SU-05`` (a request for support)."""
    return f"SU-{number:02d}"


def programme_key(number: int) -> str:
    """``6`` -> ``PG-06`` (a programme that exists already)."""
    return f"PG-{number:02d}"


def cost_key(number: int) -> str:
    """``7`` -> ``C-07``."""
    return f"C-{number:02d}"


def decision_key(number: int) -> str:
    """``8`` -> ``D-08``."""
    return f"D-{number:02d}"


def parse_key(text: str, kind: Kind | None = None) -> Key:
    """Read a key as people type it (``p7-12``, `` P 07``, ``t3``).

    With ``kind`` only a key of that kind will do. Raises ``InvalidInput`` with a hint that shows the form.
    """
    found = re.fullmatch(_KEY, text)
    letter = LETTERS.get(found[1].upper()) if found else None
    if found is None or letter is None or (found[3] and letter != "pilot"):
        said = shortened(shown(text), 40)
        raise InvalidInput(f'"{said}" is not a key.', kept="", hint=_hint(kind), field="key")
    key = Key("item", int(found[3]), int(found[2])) if found[3] else Key(letter, int(found[2]))
    if kind is not None and key.kind != kind:
        message = f"{key} is the key of {_a(key.kind)}, not of {_a(kind)}."
        raise InvalidInput(message, kept="", hint=_hint(kind), field="key")
    return key


def looks_like_key(text: str) -> bool:
    """Whether the text is meant as a key, well written or not (a search then tries the key first)."""
    return re.match(_LOOKS, text) is not None


_FORMS: dict[Kind, str] = {
    "pilot": "P-07",
    "item": "P07-12",
    "team": "T-03",
    "site": "L-03",
    "person": "U-05",
    "sprint": "S-4",
    "feedback": "F-03",
    "retrospective": "R-03",
    "action": "A-03",
    "impediment": "I-03",
    "priority": "PR-01",
    "strategy": "ST-02",
    "goal": "G-03",
    "idea": "ID-04",
    "support": "SU-05",
    "programme": "PG-06",
    "cost": "C-07",
    "decision": "D-08",
}


def _hint(kind: Kind | None) -> str:
    if kind is not None:
        return f"The key of {_a(kind)} looks like {_FORMS[kind]}."
    return f"Keys look like {', '.join(f'{form} ({kind})' for kind, form in _FORMS.items())}."


def _a(kind: Kind) -> str:
    if kind == "feedback":
        return kind
    if kind == "support":
        return "a request for support"
    return f"an {kind}" if kind[0] in "ai" else f"a {kind}"
