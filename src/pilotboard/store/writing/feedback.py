"""Writes to the feedback log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pilotboard.domain.feedback import AnswerKind, FeedbackStatus
from pilotboard.domain.no_content import no_content
from pilotboard.domain.people import PersonRole
from pilotboard.domain.reports import Verdict
from pilotboard.domain.text import folded
from pilotboard.store.writing import links
from pilotboard.store.writing.tables import Feedback, FeedbackTheme, SeverityJudgement, Theme
from pilotboard.store.writing.unit import Tx


def voice(tx: Tx, feedback_id: int) -> Feedback:
    """The voice with that id. Raises NotFound when it has been removed meanwhile."""
    return tx.there(Feedback, feedback_id, "voice")


def add(tx: Tx, values: Mapping[str, Any], themes: Iterable[str]) -> Feedback:
    """Log a voice; `values` are columns."""
    row = tx.add(
        Feedback(
            number=tx.next_number("feedback"),
            created_at=tx.now,
            logged_by=tx.intent.actor,
            no_content=_says_nothing(values),
            folded=_folded(values),
            **values,
        )
    )
    set_themes(tx, row, themes)
    return row


def edit(tx: Tx, row: Feedback, values: Mapping[str, object]) -> bool:
    """Change columns."""
    shown = {"quote": row.quote, "prompt": row.prompt, "answer": row.answer, "rating": row.rating, **values}
    return tx.change(row, **values, no_content=_says_nothing(shown), folded=_folded(shown))


def _says_nothing(values: Mapping[str, object]) -> bool:
    return values.get("rating") is None and no_content(str(values.get("quote", "")))


def _folded(values: Mapping[str, object]) -> str:
    return folded(" ".join(str(values.get(name) or "") for name in ("quote", "prompt", "answer")))


def answer(tx: Tx, row: Feedback, kind: AnswerKind, text: str, status: FeedbackStatus) -> bool:
    """Give the answer: what was done, or why it was not."""
    days = {"answered_on": row.answered_on or max(tx.today, row.on_day)}
    return edit(tx, row, {"answer": text, "answer_kind": kind, "status": status, **days})


def judge(tx: Tx, row: Feedback, role: PersonRole, verdict: Verdict, reason: str) -> None:
    """Keep what one person, in one role, found about a report."""
    tx.add(
        SeverityJudgement(
            feedback_id=row.stored_id, at=tx.now, judge=tx.intent.actor, role=role, verdict=verdict, reason=reason
        )
    )


def set_themes(tx: Tx, row: Feedback, names: Iterable[str]) -> bool:
    """Give the voice exactly these themes; unknown ones are made."""
    ids = links.word_ids(tx, Theme, names)
    return links.set_links(tx, FeedbackTheme, {"feedback_id": row.stored_id}, "theme_id", ids)


def theme_names(tx: Tx, row: Feedback) -> list[str]:
    """The themes of a voice."""
    ids = [link.theme_id for link in tx.by(FeedbackTheme, feedback_id=row.stored_id)]
    return [theme.name for theme in tx.among(Theme, ids).values()]


def release_item(tx: Tx, item_id: int) -> None:
    """Let voices go that asked for an item which is being removed."""
    for row in tx.by(Feedback, item_id=item_id):
        tx.change(row, item_id=None)


def remove(tx: Tx, row: Feedback) -> None:
    """Delete a voice with what hangs on it; undo brings it back."""
    for link in tx.by(FeedbackTheme, feedback_id=row.stored_id):
        tx.remove(link)
    for judgement in tx.by(SeverityJudgement, feedback_id=row.stored_id):
        tx.remove(judgement)
    tx.remove(row)
