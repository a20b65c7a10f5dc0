"""Today: what is mine, waiting, due and said - as a member, a coach and a leader open it, and as text to paste.

A view is a few blocks of lines; each line has the key of the thing it is about, so that ``enter`` opens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pilotboard.domain.dates import age_words, due_words, friendly_day
from pilotboard.domain.feedback import Severity
from pilotboard.domain.items import ItemState
from pilotboard.domain.reports import ReportState, is_open
from pilotboard.domain.text import has_visible, shortened, shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from pilotboard.domain.coaching import CoachRow
    from pilotboard.domain.feedback import FeedbackRow
    from pilotboard.domain.gates import Overdue
    from pilotboard.domain.impediments import ImpedimentRow
    from pilotboard.domain.items import ItemRow
    from pilotboard.domain.labels import Labels
    from pilotboard.domain.pilots import PilotRow
    from pilotboard.domain.retros import ActionRow
    from pilotboard.domain.sprint_numbers import Standing

DUE_SOON_DAYS = 7
MOST_LINES = 8


class Block(StrEnum):
    """What a block of Today is about; screens and digests head it in their own words."""

    MINE = "mine"
    TEAM = "team"
    VOICES = "voices"
    REPORTS = "reports"
    TEAMS = "teams"
    IMPEDIMENTS = "impediments"
    ACTIONS = "actions"
    DECISIONS = "decisions"


class Tone(StrEnum):
    """How urgent a line is; a screen adds a glyph and a colour, the words say it already."""

    PLAIN = "plain"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line: a word for what it is, the key that opens it, its text, since or until when, and who."""

    word: str
    key: str
    text: str
    when: str = ""
    who: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class TodayBlock:
    """Lines under a heading; ``total`` counts all there are, of which ``lines`` may be the first few."""

    block: Block
    lines: tuple[TodayLine, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class SprintHead:
    """The sprint above everything: its goal, how it stands, and what was left day by day for a small line."""

    key: str
    team_key: str
    team: str
    goal: str
    end: date
    standing: Standing
    left: tuple[float, ...]

    def words(self) -> str:
        """``S-4 "Families get the text" · day 6 of 10 · 7 of 12 done · on track``."""
        goal = f' "{shortened(shown(self.goal), 80)}"' if has_visible(self.goal) else ""
        return f"{self.key}{goal} · {self.standing.words()}"


@dataclass(frozen=True, slots=True)
class TodayView:
    """What somebody sees on ``day``. ``role`` is member, coach or leader; ``sprints`` those of the teams looked at."""

    role: str
    day: date
    person: str
    sprints: tuple[SprintHead, ...]
    blocks: tuple[TodayBlock, ...]

    def block(self, block: Block) -> TodayBlock | None:
        """The block about that, when it is there."""
        return next((one for one in self.blocks if one.block == block), None)

    @property
    def empty(self) -> bool:
        """Nothing waits."""
        return not any(block.total for block in self.blocks)


def mine_block(
    items: Iterable[ItemRow], actions: Iterable[ActionRow], labels: Labels, now: datetime, today: date
) -> TodayBlock:
    """My open items (blocked first, then review, doing, to do) and my open actions; the finished are left out."""
    order = {ItemState.REVIEW: 0, ItemState.IN_PROGRESS: 1, ItemState.READY: 2, ItemState.BACKLOG: 3}
    kept = sorted(
        (item for item in items if item.state in order),
        key=lambda item: (not item.blocked, order[item.state], item.due or today.max, item.state_since, item.id),
    )
    lines = [item_line(item, labels, now, today) for item in kept]
    lines += [action_line(action, labels, today) for action in _by_due(actions)]
    return _block(Block.MINE, lines)


def team_block(
    items: Iterable[ItemRow],
    actions: Iterable[ActionRow],
    impediments: Iterable[ImpedimentRow],
    labels: Labels,
    now: datetime,
    today: date,
) -> TodayBlock:
    """What stops the team (blocked items, impediments) and what is due within a week."""
    lines = [
        item_line(item, labels, now, today)
        for item in sorted(
            (item for item in items if item.blocked),
            key=lambda item: (item.blocked_since or now, item.id),
        )
    ]
    lines += [impediment_line(one, labels, now) for one in _by_raised(impediments)]
    lines += [
        action_line(one, labels, today)
        for one in _by_due(actions)
        if one.due and (one.due - today).days <= DUE_SOON_DAYS
    ]
    return _block(Block.TEAM, lines)


def voices_block(rows: Iterable[FeedbackRow], labels: Labels, today: date) -> TodayBlock:
    """Voices that wait for an answer, the heaviest and oldest first."""
    kept = sorted((row for row in rows if row.owed), key=lambda row: (-row.severity, row.on, row.id))
    return _block(Block.VOICES, [voice_line(row, labels, today) for row in kept])


def reports_block(rows: Iterable[FeedbackRow], today: date) -> TodayBlock:
    """Reports of harm that are open: to be judged, disputed, or confirmed and not dealt with."""
    kept = [row for row in rows if row.severity == Severity.HARM and is_open(row.report or ReportState.REPORTED)]
    lines = []
    for row in sorted(kept, key=lambda row: (row.on, row.id)):
        word = (row.report or ReportState.REPORTED).replace("_", " ")
        text = shortened(shown(row.quote), 120)
        lines.append(TodayLine(word, row.key, text, age_words((today - row.on).days), row.pilot_key, Tone.BAD))
    return _block(Block.REPORTS, lines)


def teams_block(rows: Iterable[CoachRow], labels: Labels) -> TodayBlock:
    """The teams where something stands out, in the order of the coach's list."""
    lines = []
    for row in rows:
        said = row.words()
        if said != "all well":
            tone = Tone.WARN if row.silent or row.overdue or row.waiting else Tone.PLAIN
            lines.append(
                TodayLine(
                    "silent" if row.silent else labels("team"), row.team_key, f"{shown(row.team)}: {said}", tone=tone
                )
            )
    return _block(Block.TEAMS, lines)


def impediments_block(rows: Iterable[ImpedimentRow], labels: Labels, now: datetime) -> TodayBlock:
    """What is in the way and waits for an answer, oldest first."""
    return _block(Block.IMPEDIMENTS, [impediment_line(row, labels, now) for row in _by_raised(rows)])


def actions_block(rows: Iterable[ActionRow], labels: Labels, today: date) -> TodayBlock:
    """Open actions, the ones that are late or due first."""
    return _block(Block.ACTIONS, [action_line(row, labels, today) for row in _by_due(rows)])


def decisions_block(
    rows: Iterable[PilotRow], today: date, within: int = 30, *, overdue: Iterable[Overdue] = ()
) -> TodayBlock:
    """Pilots whose decision is due within so many days, or late, and waivers that are; the most urgent first."""
    found = []
    for row in rows:
        day = row.decision_due
        if row.at_work and day is not None and (day - today).days <= within:
            tone = Tone.BAD if day < today else Tone.WARN
            line = TodayLine("decide", row.key, shown(row.title), due_words(day, today), row.coach or "", tone)
            found.append((day, line))
    for one in overdue:
        text = f"{shown(one.pilot)}: {one.words()}"
        line = TodayLine("waived", one.pilot_key, text, due_words(one.due, today), shown(one.by), Tone.BAD)
        found.append((one.due, line))
    lines = [line for _, line in sorted(found, key=lambda each: (each[0], each[1].key))]
    return _block(Block.DECISIONS, lines)


def item_line(item: ItemRow, labels: Labels, now: datetime, today: date) -> TodayLine:
    """An item: its state (or that it is blocked, with the reason), how long, and who does it."""
    who = item.assignee or ""
    if item.blocked:
        text = f"{shown(item.title)} ({shown(item.blocked_reason or '')})"
        return TodayLine(labels("blocked"), item.key, text, age_words(item.blocked_days(now) or 0), who, Tone.WARN)
    late = item.due is not None and item.due < today
    when = due_words(item.due, today) if item.due is not None else age_words(item.state_days(now))
    return TodayLine(labels.state(item.state), item.key, shown(item.title), when, who, Tone.BAD if late else Tone.PLAIN)


def action_line(action: ActionRow, labels: Labels, today: date) -> TodayLine:
    """An action of a retrospective: until when, and who sees to it."""
    when = due_words(action.due, today) if action.due else age_words(action.age_days(today))
    tone = Tone.BAD if action.overdue(today) else Tone.PLAIN
    return TodayLine(labels("action"), action.key, shown(action.text), when, action.owner or "", tone)


def impediment_line(row: ImpedimentRow, labels: Labels, now: datetime) -> TodayLine:
    """An impediment: at which level it waits, how long, and in whose way it is."""
    return TodayLine(
        labels(f"level.{row.level}"), row.key, shown(row.title), age_words(row.days(now)), row.team, Tone.WARN
    )


def voice_line(row: FeedbackRow, labels: Labels, today: date) -> TodayLine:
    """A voice: where it stands, who speaks and where, its words or its rating."""
    who = labels(f"voice.{row.role}") + (f", {shown(row.site)}" if row.site else "")
    said = f'"{shortened(shown(row.quote), 120)}"' if has_visible(row.quote) else _rated(row)
    tone = {Severity.HARM: Tone.BAD, Severity.SERIOUS: Tone.WARN}.get(row.severity, Tone.PLAIN)
    return TodayLine(labels(f"status.{row.status}"), row.key, said, age_words((today - row.on).days), who, tone)


def day_words(view: TodayView) -> str:
    """``Sat 21 Nov 2026``."""
    return f"{friendly_day(view.day)} {view.day.year}"


def _rated(row: FeedbackRow) -> str:
    if row.rating is None:
        return "(no words)"
    return f"rated {row.rating}" + (f" of {row.scale.words()}" if row.scale else "")


def _by_due(actions: Iterable[ActionRow]) -> list[ActionRow]:
    return sorted(
        (one for one in actions if one.open), key=lambda one: (one.due or one.agreed_on.max, one.agreed_on, one.id)
    )


def _by_raised(rows: Iterable[ImpedimentRow]) -> list[ImpedimentRow]:
    return sorted((row for row in rows if row.waiting), key=lambda row: (row.raised_at, row.id))


def _block(block: Block, lines: list[TodayLine]) -> TodayBlock:
    return TodayBlock(block, tuple(lines), len(lines))
