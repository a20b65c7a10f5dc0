"""What Jira's CSV needs beyond the names of its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotboard.domain.intake import IncomingNote
from pilotboard.domain.text import clean
from pilotboard.importing.moments import BadValue, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pilotboard.importing.moments import DateReader

_COMMENT = re.compile(r"([^;\n]{6,60});([^;\n]{0,120});(.*)", re.DOTALL)
_SERVER_SPRINT = re.compile(r"\[(?=[^\]]*\bname=)(?P<pairs>.*)\]\s*$", re.DOTALL)
_PAIR = re.compile(r"(?:^|,)(id|state|name|goal|startDate|endDate|completeDate)=(.*?)(?=,[A-Za-z]+=|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SprintCell:
    """A sprint as a cell names it; a server's export tells more than the name."""

    name: str
    state: str = ""
    goal: str = ""
    start: str = ""
    end: str = ""
    completed: str = ""


def comment(text: str, dates: DateReader) -> IncomingNote:
    """``date;author;text``; anything else is a note without date and author."""
    found = _COMMENT.fullmatch(text)
    if found is not None and take_apart(found[1]) is not None:
        try:
            return IncomingNote(dates.moment(found[1]), clean(found[2]).text, clean(found[3], lines=True).text)
        except BadValue:
            pass
    return IncomingNote(None, "", clean(text, lines=True).text)


def is_comment(text: str) -> bool:
    """Whether a cell is written as Jira writes comments."""
    found = _COMMENT.fullmatch(text)
    return found is not None and take_apart(found[1]) is not None


def comment_date(text: str) -> str:
    """The date at the head of a comment, or nothing."""
    found = _COMMENT.fullmatch(text)
    return found[1] if found is not None else ""


def sprint(text: str) -> SprintCell:
    """A sprint cell: a name, or a server's ``...Sprint@1a2b[id=7,state=CLOSED,name=Sprint 1,...]``."""
    said = text.strip()
    server = _SERVER_SPRINT.search(said) if said.endswith("]") and len(said) < 5000 else None
    if server is None:
        return SprintCell(clean(said).text)
    pairs = {key: "" if value == "<null>" else value.strip() for key, value in _PAIR.findall(server["pairs"])}
    states = {"future": "planned", "active": "active", "closed": "closed"}
    return SprintCell(
        clean(pairs.get("name", "")).text,
        states.get(pairs.get("state", "").lower(), ""),
        clean(pairs.get("goal", ""), lines=True).text,
        pairs.get("startDate", ""),
        pairs.get("endDate", ""),
        pairs.get("completeDate", ""),
    )


def sprints(cells: Iterable[str]) -> list[SprintCell]:
    """The sprints of a row in order, each once: the last is the current one, the others were carried over."""
    found: dict[str, SprintCell] = {}
    for cell in cells:
        if cell and not cell.isspace():
            one = sprint(cell)
            if one.name:
                found.pop(one.name, None)
                found[one.name] = one
    return list(found.values())


def in_order(names: Iterable[str]) -> list[str]:
    """Names of sprints as people count: ``Sprint 2`` before ``Sprint 10``."""
    return sorted(
        names,
        key=lambda name: [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in _parts(name)],
    )


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"([0-9]{1,9})", name.casefold()) if part]
