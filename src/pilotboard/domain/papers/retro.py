"""The digest of a retrospective: what the team agreed on and released. Its notes stay in the team, always."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.document import Block, Column, Document, Fact, Facts, Kind, Note, Section, Table
from pilotboard.domain.errors import Refusal
from pilotboard.domain.papers.frame import Frame, paper
from pilotboard.domain.retros import RetroPhase, open_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from pilotboard.domain.retros import ActionRow, RetroDetail, RetroRow


def check_released(row: RetroRow) -> None:
    """Whether a paper may be made of it. Raises `Refusal` until it is closed and the team has released it."""
    if not row.released or row.phase != RetroPhase.CLOSED:
        what = "is not closed yet" if row.phase != RetroPhase.CLOSED else "has not been released by its team"
        hint = f"The team releases its actions: pilotboard retros release {row.key}"
        raise Refusal(f"{row.key} {what}; it stays in the team.", "Nothing was written.", hint, row.key)


def retro_digest(frame: Frame, detail: RetroDetail, released: Collection[str]) -> Document:
    """The paper. `released` are the retrospectives whose actions may be told. Raises `Refusal`."""
    row, labels = detail.row, frame.labels
    check_released(row)
    before = [one for one in detail.before if one.retro_key in released]
    return paper(
        frame,
        "retro-digest",
        f"{labels.capital('retrospective')} {row.key}, {row.team}",
        detail.format.name,
        f"retro-{row.key}",
        (
            Section("At a glance", _glance(frame, detail)),
            Section(
                f"What was agreed ({len(detail.actions)})",
                (_actions(frame, detail.actions, "Nothing was agreed."),),
            ),
            Section("Still open from earlier", _earlier(frame, before)),
        ),
    )


def _glance(frame: Frame, detail: RetroDetail) -> tuple[Block, ...]:
    row, labels = detail.row, frame.labels
    facts = [
        Fact(labels.capital("team"), f"{row.team} ({row.team_key})"),
        Fact("Held on", row.on, Kind.DATE),
        Fact("Took part", row.writers, Kind.NUMBER),
        Fact("Agreed", len(detail.actions), Kind.NUMBER),
        Fact("Done by now", sum(one.done_on is not None for one in detail.actions), Kind.NUMBER, n=len(detail.actions)),
    ]
    if row.sprint_key:
        facts.insert(1, Fact(labels.capital("sprint"), row.sprint_key))
    return (Facts(tuple(facts)), Note("What people wrote stays in the team. Only what it released is told here."))


def _earlier(frame: Frame, before: list[ActionRow]) -> tuple[Block, ...]:
    if not before:
        return ()
    return (Note(f"{open_words(before, frame.as_of)}."), _actions(frame, before, ""))


def _actions(frame: Frame, actions: Collection[ActionRow], empty: str) -> Table:
    columns = [
        Column("key", "Key"),
        Column("text", frame.labels.capital("action")),
        Column("due", "Due", Kind.DATE),
        Column("state", "State"),
        Column("age_days", "Days old", Kind.NUMBER),
        Column("carried", "Times carried", Kind.NUMBER),
    ]
    rows = [(one.key, one.text, one.due, _state(one), one.age_days(frame.as_of), one.carried) for one in actions]
    if frame.closed:
        return Table("", tuple(columns), tuple(rows), empty, "Who sees to it is told inside the organisation only.")
    owners = [one.owner or "nobody" for one in actions]
    columns.insert(2, Column("owner", "Who sees to it"))
    return Table(
        "", tuple(columns), tuple((*row[:2], who, *row[2:]) for row, who in zip(rows, owners, strict=True)), empty
    )


def _state(action: ActionRow) -> str:
    if action.done_on is not None:
        return "done"
    return f"let go: {action.drop_reason}" if action.drop_reason else "open"
