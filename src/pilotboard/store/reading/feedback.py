"""The feedback log as lines and pages, and what is counted over it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from pilotboard.domain.feedback import (
    AnswerKind,
    Channel,
    Consent,
    FeedbackDetail,
    FeedbackRow,
    FeedbackStatus,
    Identity,
    Sentiment,
    Severity,
    VoiceRole,
)
from pilotboard.domain.keys import action_key, feedback_key, item_key, person_key, pilot_key, site_key, sprint_key
from pilotboard.domain.people import PersonRole
from pilotboard.domain.ratings import GoodEnd, Scale
from pilotboard.domain.reports import JudgementView, Verdict, report_state
from pilotboard.store.reading.reader import Reader, certain_day, day, instant

SEPARATOR = "\x1f"


def _select(reader: Reader) -> str:
    themes = reader.joined("t.name", SEPARATOR)
    return f"""
    SELECT f.id, f.number, p.number, p.title, s.number, f.on_day, f.role, l.number, l.name, f.focal_group, f.channel,
           f.prompt, f.rating, f.scale_low, f.scale_high, f.good_end, f.quote,
           (SELECT {themes} FROM feedback_theme ft JOIN theme t ON t.id = ft.theme_id WHERE ft.feedback_id = f.id),
           f.sentiment, f.severity, f.status, f.answer, f.answer_kind, f.answered_on, o.name, o.number,
           f.consent, f.identity, ip.number, i.number, ra.number, f.created_at, f.logged_by, f.version
    FROM feedback f JOIN pilot p ON p.id = f.pilot_id
    LEFT JOIN sprint s ON s.id = f.sprint_id LEFT JOIN site l ON l.id = f.site_id
    LEFT JOIN person o ON o.id = f.owner_id
    LEFT JOIN backlog_item i ON i.id = f.item_id LEFT JOIN pilot ip ON ip.id = i.pilot_id
    LEFT JOIN retro_action ra ON ra.id = f.action_id
    """


_INBOX = """
ORDER BY CASE WHEN f.status IN ('new', 'triaged', 'acting') THEN 0 ELSE 1 END, f.severity DESC, f.on_day DESC, f.id DESC
"""


class Within(NamedTuple):
    """Whose voices are meant: of a pilot, of all pilots of a team, or all; perhaps from a day to a day only."""

    pilot_id: int | None = None
    team_id: int | None = None
    days: tuple[date, date] | None = None

    def condition(self, pilot: str) -> tuple[str, dict[str, object]]:
        """SQL for it; `pilot` is the column that holds the pilot's id."""
        if self.pilot_id is not None:
            return f"{pilot} = :pilot", {"pilot": self.pilot_id}
        if self.team_id is not None:
            return f"{pilot} IN (SELECT id FROM pilot WHERE team_id = :team)", {"team": self.team_id}
        return "1 = 1", {}


ALL = Within()


def rows(reader: Reader, within: Within = ALL) -> list[FeedbackRow]:
    """Voices: those still owed an answer first, the gravest and newest first among them."""
    condition, values = within.condition("f.pilot_id")
    if within.days is not None:
        condition += " AND f.on_day BETWEEN :first AND :last"
        values["first"], values["last"] = within.days
    return _views(reader, reader.rows(f"{_select(reader)} WHERE {condition} {_INBOX}", **values))


def of_item(reader: Reader, item_id: int) -> list[FeedbackRow]:
    """The voices that are linked to an item, newest first."""
    found = reader.rows(f"{_select(reader)} WHERE f.item_id = :item ORDER BY f.on_day DESC, f.id DESC", item=item_id)
    return _views(reader, found)


def last_answered(reader: Reader, pilot_id: int) -> FeedbackRow | None:
    """The voice of a pilot that was answered last."""
    found = reader.rows(
        f"{_select(reader)} WHERE f.pilot_id = :pilot AND f.answered_on IS NOT NULL"
        " ORDER BY f.answered_on DESC, f.id DESC LIMIT 1",
        pilot=pilot_id,
    )
    views = _views(reader, found)
    return views[0] if views else None


def counts(reader: Reader) -> dict[str, tuple[int, int]]:
    """Voices of each pilot, and how many of them wait for an answer; by the pilot's key."""
    return {
        pilot_key(number): (int(count), int(owed))
        for number, count, owed in reader.rows(
            """
            SELECT p.number, count(*), count(*) FILTER (WHERE f.status IN ('new', 'triaged', 'acting'))
            FROM feedback f JOIN pilot p ON p.id = f.pilot_id GROUP BY p.number
            """
        )
    }


def by_ids(reader: Reader, ids: Sequence[int]) -> list[FeedbackRow]:
    """These voices, in the order asked."""
    found = reader.rows(f"{_select(reader)} WHERE {reader.one_of('f.id', 'ids')}", ids=reader.many(ids))
    by_id = {view.id: view for view in _views(reader, found)}
    return [by_id[row_id] for row_id in ids if row_id in by_id]


def _views(reader: Reader, found: Sequence[Any]) -> list[FeedbackRow]:
    reports = judgements(reader, [record[0] for record in found if record[19] == Severity.HARM])
    return [_view(record, reports) for record in found]


def _view(record: Any, reports: dict[int, list[JudgementView]]) -> FeedbackRow:
    (
        row_id, number, pilot, pilot_title, sprint, on, role, site, site_name, group, channel, prompt, rating,
        low, high, good, quote, themes, sentiment, severity, status, answer, kind, answered, owner,
        owner_number, consent, identity, item_pilot, item, action, created, logged_by, version,
    ) = record  # fmt: skip
    harm = severity == Severity.HARM
    return FeedbackRow(
        id=row_id,
        key=feedback_key(number),
        pilot_key=pilot_key(pilot),
        pilot=pilot_title,
        sprint_key=None if sprint is None else sprint_key(sprint),
        on=certain_day(on),
        role=VoiceRole(role),
        site_key=None if site is None else site_key(site),
        site=site_name,
        focal_group=group,
        channel=Channel(channel),
        prompt=prompt,
        rating=rating,
        scale=None if low is None or high is None else Scale(low, high, GoodEnd(good or "high")),
        quote=quote,
        themes=tuple(sorted(themes.split(SEPARATOR))) if themes else (),
        sentiment=None if sentiment is None else Sentiment(sentiment),
        severity=Severity(severity),
        status=FeedbackStatus(status),
        answer=answer,
        answer_kind=None if kind is None else AnswerKind(kind),
        answered_on=day(answered),
        owner=owner,
        owner_key=None if owner_number is None else person_key(owner_number),
        consent=Consent(consent),
        identity=Identity(identity),
        item_key=None if item is None else item_key(item_pilot, item),
        action_key=None if action is None else action_key(action),
        created_at=instant(created),
        logged_by=logged_by,
        report=report_state(reports.get(row_id, [])) if harm else None,
        version=version,
    )


def judgements(reader: Reader, ids: Sequence[int]) -> dict[int, list[JudgementView]]:
    """The judgements of these reports, oldest first."""
    found: dict[int, list[JudgementView]] = {}
    if not ids:
        return found
    for row_id, role, by, verdict, at, reason in reader.rows(
        f"""
        SELECT feedback_id, role, judge, verdict, at, reason FROM severity_judgement
        WHERE {reader.one_of("feedback_id", "ids")} ORDER BY at, id
        """,
        ids=reader.many(ids),
    ):
        found.setdefault(row_id, []).append(JudgementView(PersonRole(role), by, Verdict(verdict), instant(at), reason))
    return found


def detail(reader: Reader, feedback_id: int) -> FeedbackDetail | None:
    """Everything about one voice; None when it is gone."""
    found = by_ids(reader, [feedback_id])
    if not found:
        return None
    texts = reader.row(
        """
        SELECT i.title, a.text FROM feedback f LEFT JOIN backlog_item i ON i.id = f.item_id
        LEFT JOIN retro_action a ON a.id = f.action_id WHERE f.id = :id
        """,
        id=feedback_id,
    )
    assert texts is not None
    told = judgements(reader, [feedback_id]).get(feedback_id, [])
    return FeedbackDetail(found[0], texts[0], texts[1], tuple(told))


def population(reader: Reader, within: Within = ALL) -> list[tuple[str, str, int]]:
    """The sites (of these pilots, or all) with how many people each serves, where known: (key, name, people)."""
    condition, values = within.condition("pilot_id")
    served = f"AND id IN (SELECT site_id FROM pilot_site WHERE {condition})" if within != ALL else ""
    return [
        (site_key(number), name, people)
        for number, name, people in reader.rows(
            f"SELECT number, name, population FROM site WHERE population IS NOT NULL {served} ORDER BY number", **values
        )
    ]


def theme_names(reader: Reader) -> list[str]:
    """Every theme that some voice has, to choose from."""
    worn = "EXISTS (SELECT 1 FROM feedback_theme ft WHERE ft.theme_id = theme.id)"
    return [row[0] for row in reader.rows(f"SELECT name FROM theme WHERE {worn} ORDER BY folded")]


def count_since(reader: Reader, since: date) -> int:
    """How many voices were heard from that day on."""
    return int(reader.value("SELECT count(*) FROM feedback WHERE on_day >= :since", since=since))
