"""The early-feedback log: hear, sort, answer, and see who is not heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pilotboard.domain.changes import Opened
from pilotboard.domain.feedback import FeedbackDetail, FeedbackRow, FeedbackStatus, VoiceRole
from pilotboard.domain.feedback_filter import feedback_subject
from pilotboard.domain.keys import looks_like_key, parse_key, pilot_key
from pilotboard.domain.private_words import NameFinder, private_warning
from pilotboard.domain.ratings import Answer, RatingSummary, summarise
from pilotboard.domain.reports import ReportState, SafetyState, safety
from pilotboard.domain.voices import (
    FEW,
    AnswersOwed,
    ContentCount,
    GroupHeard,
    GroupKey,
    Hearing,
    ThemeCount,
    answers_owed,
    content_count,
    theme_counts,
    who_is_heard,
)
from pilotboard.store.reading import feedback as reading
from pilotboard.store.reading import keys
from pilotboard.store.reading import people as people_reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.pages import Page, check_sort, page, year_in
from pilotboard.usecases.workspace import Workspace

SORTS: Mapping[str, Callable[[FeedbackRow], Any]] = {
    "inbox": lambda row: (
        not row.owed,
        -int(row.severity) if row.owed else 0,
        -(row.on if row.owed else row.answered_on or row.on).toordinal(),
        -row.id,
    ),
    "on": lambda row: (-row.on.toordinal(), -row.id),
    "key": lambda row: row.id,
    "pilot": lambda row: (row.pilot.casefold(), -row.id),
    "severity": lambda row: (-int(row.severity), -row.on.toordinal(), -row.id),
}
"""What a list of feedback can be sorted by; `inbox`: what waits, the gravest and newest first;
then the rest, what was answered last first."""


class VoicesView(NamedTuple):
    """What is counted over the log, for a pilot, a team or all.

    `roles` are the voices of each role, the silent ones too; `heard` the sites against the people they serve;
    `ratings` one summary a prompt and scale; `safety` what the reports of harm mean, `reports` how many stand where.
    """

    owed: AnswersOwed
    themes: tuple[ThemeCount, ...]
    heard: tuple[tuple[str, GroupHeard], ...]
    roles: tuple[tuple[VoiceRole, int], ...]
    ratings: tuple[RatingSummary, ...]
    content: ContentCount
    safety: SafetyState
    reports: tuple[tuple[ReportState, int], ...]

    @property
    def not_heard(self) -> tuple[str, ...]:
        """The sites that are heard too little or not at all, by name."""
        return tuple(name for name, one in self.heard if one.hearing in (Hearing.NOT_HEARD, Hearing.TOO_LITTLE))

    @property
    def silent_roles(self) -> tuple[VoiceRole, ...]:
        """Students, families, teachers and staff without a single voice, once each of them would have had a few."""
        if sum(count for _, count in self.roles) < FEW * len(ALWAYS_ASKED):
            return ()
        return tuple(role for role, count in self.roles if not count and role in ALWAYS_ASKED)


ALWAYS_ASKED = (VoiceRole.STUDENT, VoiceRole.FAMILY, VoiceRole.TEACHER, VoiceRole.STAFF)
"""Whose silence is told."""


class PilotVoices(NamedTuple):
    """The voices of a pilot in a line: how many, how many wait, and the newest answered one."""

    voices: int
    owed: int
    last: FeedbackRow | None


def limits(reader: Reader, scope: str | None) -> reading.Within:
    """The voices that a key means: of a pilot (by key or name), of a team by its key, or all."""
    if scope is None:
        return reading.Within()
    if looks_like_key(scope) and parse_key(scope).kind == "team":
        return reading.Within(team_id=lookup.numbered_id(reader, "team", scope))
    return reading.Within(pilot_id=lookup.numbered_id(reader, "pilot", scope))


def list_feedback(
    ws: Workspace, filter_text: str = "", *, scope: str | None = None, sort: str = "inbox", limit: int | None = None
) -> Page[FeedbackRow]:
    """The voices that meet the filter, of a pilot or a team. Raises FilterError, InvalidInput, NotFound."""
    check_sort(sort, SORTS, "Feedback")
    year = year_in(ws, filter_text, feedback_subject)
    days = None if year is None else (year.start, year.end)
    rows = ws.read(lambda reader: reading.rows(reader, limits(reader, scope)._replace(days=days)))
    return page(ws, rows, filter_text, feedback_subject, SORTS[sort], limit)


def show_feedback(ws: Workspace, key: str) -> FeedbackDetail:
    """Everything about one voice. Raises NotFound."""
    return lookup.one(ws, "feedback", key, reading.detail)


def count_voices(ws: Workspace, scope: str | None = None) -> VoicesView:
    """Answers owed, themes, ratings, reports, and who is heard against the people each site serves."""

    def query(reader: Reader) -> VoicesView:
        within = limits(reader, scope)
        rows = reading.rows(reader, within)
        sites = reading.population(reader, within)
        return counted(rows, sites, ws.today())

    return ws.read(query)


def counted(rows: Sequence[FeedbackRow], sites: Sequence[tuple[str, str, int]], today: date) -> VoicesView:
    """What is counted over these voices; `sites` are (key, name, people) of those whose people are known."""
    names: dict[str | None, str | None] = {key: name for key, name, _ in sites}
    names |= {row.site_key: row.site for row in rows if row.site_key}
    heard = who_is_heard(
        [(row.role, row.site_key) for row in rows], [(GroupKey(None, key), people) for key, _, people in sites]
    )
    by_role = Counter(row.role for row in rows)
    reports = Counter(row.report for row in rows if row.report is not None)
    return VoicesView(
        answers_owed(rows, today),
        theme_counts(rows),
        tuple((_group_name(one.group, names), one) for one in heard),
        tuple((role, by_role[role]) for role in VoiceRole),
        summarise(Answer(row.prompt, row.scale, row.rating) for row in rows if row.scale is not None),
        content_count(row for row in rows if row.status != FeedbackStatus.PASSED_ON),
        safety(reports),
        tuple(sorted(reports.items())),
    )


def pilot_voices(ws: Workspace, pilot: str) -> PilotVoices:
    """How many voices a pilot has, how many wait, and the last "you said, we did"."""

    def query(reader: Reader) -> PilotVoices:
        pilot_id = lookup.numbered_id(reader, "pilot", pilot)
        count, owed = reading.counts(reader).get(pilot_key(keys.number_of(reader, "pilot", pilot_id)), (0, 0))
        return PilotVoices(count, owed, reading.last_answered(reader, pilot_id))

    return ws.read(query)


def voices_by_pilot(ws: Workspace) -> dict[str, tuple[int, int]]:
    """The number of voices of each pilot that has some, and how many of them wait for an answer; by its key."""
    return ws.read(reading.counts)


def voices_of_item(ws: Workspace, item: str) -> list[FeedbackRow]:
    """The voices that asked for an item, newest first."""
    return ws.read(lambda reader: reading.of_item(reader, lookup.item_id(reader, item)))


def _group_name(group: GroupKey, names: Mapping[str | None, str | None]) -> str:
    site = names.get(group.site_key) if group.site_key else None
    return ", ".join(part for part in (site, group.role) if part) or "no site named"


def warn_about(ws: Workspace, text: str) -> str:
    """A warning when the text may tell who somebody is (names, ids, addresses, phone numbers); "" otherwise."""
    return private_warning(text, NameFinder(ws.read(people_reading.names)))


def theme_names(ws: Workspace) -> list[str]:
    """Every theme there is, to choose from."""
    return ws.read(reading.theme_names)


def opened_feedback(detail: FeedbackDetail) -> Opened:
    """What a form over the voice shows, to hand back with its changes."""
    row = detail.row
    return Opened(row.version, fields_of(row))


def fields_of(row: FeedbackRow) -> dict[str, object]:
    """The fields of a voice as forms and drafts take them: the rating with its scale in single fields."""
    scale = row.scale
    return {name: getattr(row, _KEYED.get(name, name)) for name in _FIELDS} | {
        "rating": row.rating,
        "scale_low": None if scale is None else scale.low,
        "scale_high": None if scale is None else scale.high,
        "good_end": None if scale is None else scale.good,
    }


_FIELDS = (
    "on", "role", "site", "focal_group", "channel", "prompt", "quote", "themes", "sentiment", "severity", "owner",
    "consent", "identity", "item", "sprint",
)  # fmt: skip
_KEYED = {"site": "site_key", "owner": "owner_key", "item": "item_key", "sprint": "sprint_key"}
