"""The papers that can be written now, and each of them by its word."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pilotboard.domain.document import Audience, Document
from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.keys import parse_key
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.retros import RetroPhase
from pilotboard.domain.sprint_states import SprintState
from pilotboard.domain.sprints import SprintRow
from pilotboard.usecases import decision_papers, decisions, papers, pilots, retros, sprints
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.workspace import Workspace

WHAT = ("portfolio", "feedback", "pilot", "decision", "sprint", "retro")
"""The kinds of papers, by their words on the command line."""


class PaperLine(NamedTuple):
    """A paper that can be made: the word of its kind, what it is about ("" = everything), and what it says in a line.

    `on` is the day it tells of, `ready` tells whether it can be made now; else `why_not`.
    """

    what: str
    key: str
    title: str
    detail: str
    on: date | None = None
    why_not: str = ""

    @property
    def ready(self) -> bool:
        """Whether it can be made now."""
        return not self.why_not


def list_papers(ws: Workspace, scope: str | None = None) -> list[PaperLine]:
    """The papers of a team, of a pilot, or all: the newest of each kind first, with the reason where one must wait.

    Raises NotFound for the scope.
    """
    kind = parse_key(scope).kind if scope else ""
    team, pilot = (scope if kind == "team" else None), (scope if kind == "pilot" else None)
    found = [
        PaperLine("portfolio", "", "Which pilots to scale", "every pilot, by what the evidence says"),
        PaperLine("feedback", scope or "", "What we heard, and what became of it", "feedback digest"),
    ]
    found += _pilots(ws, team, pilot)
    found += _decisions(ws, {line.key for line in found if line.what == "pilot"} if scope else None)
    return found if pilot else [*found, *_sprints(ws, team), *_retros(ws, team)]


def _pilots(ws: Workspace, team: str | None, pilot: str | None) -> list[PaperLine]:
    rows = [row for row in pilots.list_pilots(ws).rows if row.at_work]
    if team or pilot:
        rows = [row for row in rows if (team and row.team_key == team) or row.key == pilot]
    return [PaperLine("pilot", row.key, row.title, "brief on one page") for row in rows]


def _decisions(ws: Workspace, of: set[str] | None) -> list[PaperLine]:
    rows = [row for row in decisions.list_decisions(ws).rows if of is None or row.pilot_key in of]
    return [
        PaperLine("decision", row.key, f"{row.kind} {row.pilot}", f"by the {row.step}", row.decided_on) for row in rows
    ]


def _sprints(ws: Workspace, team: str | None) -> list[PaperLine]:
    words = ws.read(labels_of)
    rows = [row for row in sprints.list_sprints(ws).rows if row.state != SprintState.PLANNED]
    return [
        PaperLine("sprint", row.key, _named(row, team), words(f"sprint.{row.state}"), row.end)
        for row in rows
        if team is None or row.team_key == team
    ]


def _named(row: SprintRow, team: str | None) -> str:
    """A sprint by its goal, and by its team where there are several."""
    return row.goal if team and row.goal else ": ".join(filter(None, (row.team, row.goal)))


def _retros(ws: Workspace, team: str | None) -> list[PaperLine]:
    rows = [row for row in retros.list_retros(ws, team=team).rows if row.phase == RetroPhase.CLOSED]
    return [
        PaperLine("retro", row.key, row.team, "digest", row.on, "" if row.released else "not released by its team")
        for row in rows
    ]


def make_paper(ws: Workspace, what: str, key: str = "", audience: str = Audience.INTERNAL.value) -> Document:
    """The paper of a kind over a thing, as `list_papers` names it. Raises NotFound, Refusal, InvalidInput."""
    match what:
        case "sprint":
            return papers.sprint_paper(ws, key, audience)
        case "retro":
            return papers.retro_paper(ws, key, audience)
        case "feedback":
            return papers.feedback_paper(ws, key or None, audience=audience)
        case "pilot":
            return decision_papers.pilot_paper(ws, key, audience)
        case "portfolio":
            return decision_papers.portfolio_paper(ws, audience=audience)
        case "decision":
            return decision_papers.decision_paper(ws, key, audience)
    hint = f"{did_you_mean(what, WHAT)} There are {', '.join(WHAT)}.".strip()
    raise InvalidInput("There is no such paper.", "Nothing was written.", hint, field="what")
