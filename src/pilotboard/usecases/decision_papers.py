"""Papers about decisions: the brief of a pilot, the portfolio, the record of a decision."""

from __future__ import annotations

from pilotboard.domain.document import Audience, Document
from pilotboard.domain.errors import NotFound
from pilotboard.domain.feedback import FeedbackStatus
from pilotboard.domain.keys import looks_like_key, parse_key
from pilotboard.domain.private_words import NameFinder, private_warning
from pilotboard.store.reading import people as people_reading
from pilotboard.usecases import cases, costs, decisions, feedback, pilots, scale
from pilotboard.usecases.papers import frame
from pilotboard.usecases.workspace import Workspace

QUOTES = 2
"""Answered voices in a brief."""


def pilot_paper(ws: Workspace, key: str, audience: str = Audience.INTERNAL.value) -> Document:
    """The brief of a pilot, one page. Raises NotFound."""
    from pilotboard.domain.papers.feedback import newest_answers
    from pilotboard.domain.papers.pilot import PilotStory, pilot_brief

    head = frame(ws, audience)
    detail = pilots.show_pilot(ws, key)
    name = detail.row.key
    finder = NameFinder(ws.read(people_reading.names))
    rows = feedback.list_feedback(ws, scope=name).rows
    kept = [row for row in rows if row.status != FeedbackStatus.PASSED_ON]
    quotes = newest_answers(head, kept, QUOTES, lambda text: bool(private_warning(text, finder)))
    owed = sum(row.owed for row in kept)
    story = PilotStory(detail, cases.pilot_case(ws, name), costs.pilot_costs(ws, name), quotes, owed)
    return pilot_brief(head, story)


def portfolio_paper(ws: Workspace, filter_text: str = "", audience: str = Audience.INTERNAL.value) -> Document:
    """Every open pilot that fits the filter, by what the evidence says. Raises FilterError."""
    from pilotboard.domain.papers.portfolio import portfolio

    return portfolio(frame(ws, audience), scale.scale(ws, filter_text))


def decision_paper(ws: Workspace, key: str, audience: str = Audience.INTERNAL.value) -> Document:
    """The record of a decision (D-08), or of the last one about a pilot (P-07) that stands. Raises NotFound."""
    from pilotboard.domain.papers.decision import decision_record

    head = frame(ws, audience)
    if not (looks_like_key(key) and parse_key(key).kind == "decision"):
        made = [one for one in decisions.list_decisions(ws, pilot=key).rows if not one.withdrawn]
        if not made:
            hint = f"Record one: pilotboard decisions record {key} KIND --by NAMES --reason TEXT"
            raise NotFound(f"Nothing has been decided about {key} yet.", "Nothing was written.", hint)
        key = made[0].key
    return decision_record(head, decisions.show_decision(ws, key))
