"""Where people's own words stand: the tables and columns of each kind of thing, and what of them is searched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlmodel import SQLModel

from pilotboard.domain.keys import Kind
from pilotboard.domain.text import folded, search_text
from pilotboard.store.writing import tables


class Place(NamedTuple):
    """Where texts of a thing stand: a table, the column that names the thing ("id": it is the thing), its texts.

    `whole` are the columns that are emptied when no words are said; of all `texts` words can be taken out.
    """

    table: type[SQLModel]
    owner: str
    texts: tuple[str, ...]
    whole: tuple[str, ...] = ()


_REASONS = ("added_reason", "removed_reason", "outcome_reason")
PLACES: dict[Kind, tuple[Place, ...]] = {
    "feedback": (
        Place(tables.Feedback, "id", ("quote", "answer", "prompt", "focal_group"), ("quote", "answer", "focal_group")),
        Place(tables.SeverityJudgement, "feedback_id", ("reason",), ("reason",)),
    ),
    "item": (
        Place(tables.BacklogItem, "id", ("title", "description", "blocked_reason", "drop_reason"), ("description",)),
        Place(tables.ItemNote, "item_id", ("text",), ("text",)),
        Place(tables.AcceptanceCriterion, "item_id", ("text",)),
        Place(tables.ItemLink, "item_id", ("url", "title")),
        Place(tables.ItemEvent, "item_id", ("before", "after", "detail")),
        Place(tables.SprintItem, "item_id", _REASONS),
    ),
    "sprint": (
        Place(tables.Sprint, "id", ("goal", "prediction", "result", "cancel_reason")),
        Place(tables.DailyNote, "sprint_id", ("text",)),
        Place(tables.Amendment, "sprint_id", ("text",)),
        Place(tables.SprintItem, "sprint_id", _REASONS),
    ),
    "impediment": (Place(tables.Impediment, "id", ("title", "answer")),),
    "retrospective": (
        Place(tables.RetroNote, "retro_id", ("text",)),
        Place(tables.RetroAction, "retro_id", ("text", "drop_reason")),
    ),
    "action": (Place(tables.RetroAction, "id", ("text", "drop_reason")),),
    "pilot": (
        Place(
            tables.Pilot,
            "id",
            ("title", "aim", "hypothesis", "prediction", "description", "partners", "research", "owner_after"),
        ),
        Place(tables.DecisionRule, "pilot_id", ("measure", "comparison")),
        Place(tables.RuleAmendment, "pilot_id", ("reason", "change")),
        Place(tables.GateCheck, "pilot_id", ("evidence", "groups")),
        Place(tables.GateWaiver, "pilot_id", ("plan", "waived_by")),
        Place(tables.Rating, "pilot_id", ("note",)),
    ),
    "decision": (Place(tables.Decision, "id", ("reason", "conditions", "item", "vote", "deciders")),),
    "priority": (Place(tables.Priority, "id", ("title", "description")),),
    "strategy": (Place(tables.Strategy, "id", ("title", "description")),),
    "goal": (Place(tables.Goal, "id", ("title", "description")),),
    "idea": (
        Place(
            tables.Idea,
            "id",
            ("title", "need", "for_whom", "might_help", "assessment", "reason"),
            ("need", "for_whom", "might_help", "assessment"),
        ),
    ),
    "support": (Place(tables.SupportRequest, "id", ("text", "note"), ("note",)),),
    "team": (
        Place(
            tables.Team,
            "id",
            ("name", "purpose", "charter", "agreements", "definition_of_ready", "definition_of_done"),
        ),
    ),
    "site": (Place(tables.Site, "id", ("name", "note")),),
    "cost": (Place(tables.CostLine, "id", ("label", "funding")),),
    "programme": (Place(tables.Programme, "id", ("name", "note", "owner"), ("note", "owner")),),
}

SEARCHED: dict[type[SQLModel], Callable[[Any], str]] = {
    tables.Feedback: lambda row: folded(f"{row.quote} {row.prompt} {row.answer}"),
    tables.BacklogItem: lambda row: search_text(row.title, row.description),
    tables.ItemNote: lambda row: folded(row.text),
    tables.AcceptanceCriterion: lambda row: folded(row.text),
    tables.Sprint: lambda row: folded(row.goal),
    tables.DailyNote: lambda row: folded(row.text),
    tables.Impediment: lambda row: folded(row.title),
    tables.RetroAction: lambda row: folded(row.text),
    tables.Pilot: lambda row: search_text(
        row.title, row.aim, row.hypothesis, row.prediction, row.description, row.partners, row.research
    ),
    tables.Team: lambda row: search_text(
        row.name, row.purpose, row.charter, row.agreements, row.definition_of_ready, row.definition_of_done
    ),
    tables.Site: lambda row: search_text(row.name, row.note),
    tables.Priority: lambda row: search_text(row.title, row.description),
    tables.Strategy: lambda row: search_text(row.title, row.description),
    tables.Goal: lambda row: search_text(row.title, row.description),
    tables.Idea: lambda row: search_text(row.title, row.need, row.for_whom, row.might_help, row.assessment),
    tables.SupportRequest: lambda row: search_text(row.text, row.note),
    tables.Decision: lambda row: search_text(row.reason, row.conditions),
    tables.Programme: lambda row: search_text(row.name, row.note),
}
"""The search text of each table that has one."""
