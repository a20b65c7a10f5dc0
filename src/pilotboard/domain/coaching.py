"""The coach's list over all teams: open actions by age, the last retrospective, what is in the way, who is silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilotboard.domain.dates import age_words
from pilotboard.domain.retros import first_seen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from pilotboard.domain.impediments import ImpedimentRow
    from pilotboard.domain.retros import ActionRow

SILENT_DAYS = 14
LONG_WITHOUT_RETRO = 42


@dataclass(frozen=True, slots=True)
class TeamPulse:
    """What the store knows of a team's life: its last closed retrospective and its last change of any kind."""

    team_key: str
    team: str
    last_retro: date | None
    last_change: date | None


@dataclass(frozen=True, slots=True)
class CoachRow:
    """A team on the coach's list, with its open actions and its waiting impediments, both oldest first."""

    team_key: str
    team: str
    last_retro: date | None
    retro_days: int | None
    silent_days: int | None
    actions: tuple[ActionRow, ...]
    waiting: tuple[ImpedimentRow, ...]
    overdue: int
    oldest_days: int | None
    oldest_waiting_days: int | None

    @property
    def silent(self) -> bool:
        """Nothing has changed for two weeks, or ever."""
        return self.silent_days is None or self.silent_days >= SILENT_DAYS

    @property
    def long_without_retro(self) -> bool:
        """Six weeks or more without looking back, or never."""
        return self.retro_days is None or self.retro_days >= LONG_WITHOUT_RETRO

    def words(self) -> str:
        """What stands out, in one line; ``all well`` when nothing does."""
        parts = []
        if self.silent:
            parts.append("never active" if self.silent_days is None else f"silent for {age_words(self.silent_days)}")
        if self.waiting and self.oldest_waiting_days is not None:
            parts.append(f"{len(self.waiting)} in the way, the oldest {age_words(self.oldest_waiting_days)}")
        if self.overdue:
            parts.append(f"{self.overdue} action{'' if self.overdue == 1 else 's'} late")
        if self.long_without_retro:
            parts.append(
                "never looked back" if self.retro_days is None else f"last looked back {age_words(self.retro_days)} ago"
            )
        return "; ".join(parts) or "all well"


def coach_list(
    teams: Iterable[TeamPulse],
    actions: Iterable[ActionRow],
    impediments: Iterable[ImpedimentRow],
    *,
    today: date,
    now: datetime,
) -> tuple[CoachRow, ...]:
    """Every team, the one that needs somebody most first: silent, stuck longest, most late, oldest action.

    It compares nothing that was produced, only who may need help.
    """
    by_team: dict[str, list[ActionRow]] = {}
    for action in actions:
        by_team.setdefault(action.team_key, []).append(action)
    stuck: dict[str, list[ImpedimentRow]] = {}
    for one in impediments:
        if one.waiting:
            stuck.setdefault(one.team_key, []).append(one)
    rows = []
    for team in teams:
        theirs = first_seen(by_team.get(team.team_key, ()))
        waiting = tuple(sorted(stuck.get(team.team_key, ()), key=lambda row: (row.raised_at, row.id)))
        rows.append(
            CoachRow(
                team.team_key,
                team.team,
                team.last_retro,
                _days(team.last_retro, today),
                _days(team.last_change, today),
                theirs,
                waiting,
                sum(row.overdue(today) for row in theirs),
                theirs[0].age_days(today) if theirs else None,
                waiting[0].days(now) if waiting else None,
            )
        )
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                not row.silent,
                -(row.oldest_waiting_days if row.oldest_waiting_days is not None else -1),
                -row.overdue,
                -(row.oldest_days or 0),
                row.team.casefold(),
                row.team_key,
            ),
        )
    )


def _days(day: date | None, today: date) -> int | None:
    return None if day is None else max((today - day).days, 0)
