"""Writes to ideas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilotboard.domain.ideas import IdeaState, open_state
from pilotboard.domain.keys import idea_key
from pilotboard.domain.text import search_text
from pilotboard.store.writing.tables import Idea
from pilotboard.store.writing.unit import Tx

_TEXTS = ("title", "need", "for_whom", "might_help", "assessment")


def idea(tx: Tx, idea_id: int) -> Idea:
    """The idea with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Idea, idea_id, "idea")


def add(tx: Tx, values: Mapping[str, Any]) -> Idea:
    """Store a new idea, proposed today by whoever acts; `values` are columns."""
    return tx.add(
        Idea(
            **values,
            number=tx.next_number("idea"),
            proposed_by=tx.intent.actor,
            proposed_on=tx.today,
            created_at=tx.now,
            folded=search_text(*(str(values.get(name, "")) for name in _TEXTS)),
        )
    )


def edit(tx: Tx, row: Idea, values: Mapping[str, object]) -> bool:
    """Change columns; False when nothing differs."""
    texts = [str(values.get(name, getattr(row, name))) for name in _TEXTS]
    return tx.change(row, **values, folded=search_text(*texts))


def give_back(tx: Tx, pilot_id: int) -> list[str]:
    """Have the ideas that became a pilot wait for an answer again, before it is removed; returns their keys."""
    found = tx.by(Idea, pilot_id=pilot_id, state=IdeaState.ACCEPTED)
    for row in found:
        tx.change(row, state=open_state(row.assessment), pilot_id=None, answered_on=None)
    return [idea_key(row.number) for row in found]
