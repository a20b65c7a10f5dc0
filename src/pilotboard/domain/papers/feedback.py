"""The feedback digest: you said, we did; answers owed; who is not heard. Words are quoted with consent only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.dates import days_words
from pilotboard.domain.document import (
    Block,
    Column,
    Document,
    Fact,
    Facts,
    Kind,
    Note,
    Quote,
    Quotes,
    Section,
    Table,
    Value,
)
from pilotboard.domain.feedback import AnswerKind, Consent, FeedbackRow, FeedbackStatus, Identity
from pilotboard.domain.no_content import no_content
from pilotboard.domain.papers.frame import Frame, paper
from pilotboard.domain.text import folded, has_visible
from pilotboard.domain.voices import Hearing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pilotboard.domain.ratings import RatingSummary
    from pilotboard.domain.voices import AnswersOwed, ContentCount, GroupHeard, ThemeCount

MOST_ANSWERS = 40
MOST_THEMES = 15
INSIDE = "The answer is told inside the organisation only."
HEARING_WORDS = {
    Hearing.NOT_HEARD: "not heard",
    Hearing.TOO_LITTLE: "heard too little",
    Hearing.ABOUT: "about its share",
    Hearing.MORE: "heard more than others",
    Hearing.UNKNOWN: "people not counted",
    Hearing.TOO_FEW: "too few to tell",
}


class Heard(NamedTuple):
    """What is counted over the voices of the paper; as `usecases.feedback.VoicesView` says."""

    owed: AnswersOwed
    themes: Sequence[ThemeCount]
    heard: Sequence[tuple[str, GroupHeard]]
    roles: Sequence[tuple[str, int]]
    ratings: Sequence[RatingSummary]
    content: ContentCount
    reports: Sequence[tuple[str, int]]
    not_heard: Sequence[str]


def feedback_digest(
    frame: Frame, about: str, slug: str, rows: Sequence[FeedbackRow], seen: Heard, telling: Callable[[str], bool]
) -> Document:
    """The paper over these voices. `telling` says of a text whether it may tell who somebody is."""
    kept = [row for row in rows if row.status != FeedbackStatus.PASSED_ON]
    did = [row for row in kept if row.answer_kind == AnswerKind.DID and has_visible(row.answer)]
    did_not = [row for row in kept if row.answer_kind == AnswerKind.DID_NOT and has_visible(row.answer)]
    waiting = sorted((row for row in kept if row.owed), key=lambda row: (row.on, row.id))
    return paper(
        frame,
        "feedback-digest",
        "What we heard, and what became of it",
        about,
        slug,
        (
            Section("At a glance", _glance(kept, seen)),
            Section("You said, we did", _answers(frame, did, telling, "Nothing was done yet.")),
            Section("You said, we did not, because", _answers(frame, did_not, telling, "")),
            Section(f"Answers owed ({len(waiting)})", (_owed(frame, waiting),)),
            Section("Who is heard, and who is not", _who(frame, seen)),
            Section(frame.labels.plural_capital("theme"), _themes(frame, seen.themes)),
            Section("Ratings", _ratings(seen.ratings)),
        ),
    )


def may_quote(row: FeedbackRow, frame: Frame) -> bool:
    """Whether the voice agreed that its words are read by this audience."""
    wanted = (Consent.PUBLIC,) if frame.closed else (Consent.INTERNAL, Consent.PUBLIC)
    return row.consent in wanted and not no_content(row.quote)


def _glance(rows: Sequence[FeedbackRow], seen: Heard) -> tuple[Block, ...]:
    owed, n = seen.owed, len(rows)
    first = min((row.on for row in rows), default=None)
    facts = [
        Fact("Voices", n, Kind.NUMBER),
        Fact("Heard since", first, Kind.DATE),
        Fact("Answers owed", owed.owed, Kind.NUMBER, n=n),
        Fact("The oldest has waited, days", owed.oldest_days, Kind.NUMBER),
        Fact("Days to an answer, middle value", owed.median_days, Kind.NUMBER, n=owed.answered),
        Fact("Closed with an answer", owed.answered_share, Kind.SHARE, n=owed.closed),
        Fact("Answers with nothing in them", seen.content.nothing, Kind.NUMBER, n=n),
    ]
    reports = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in seen.reports)
    if reports:
        facts.append(Fact("Reports of harm", reports, n=sum(count for _, count in seen.reports)))
    return (Facts(tuple(one for one in facts if one.value is not None)),)


def _answers(
    frame: Frame, rows: Sequence[FeedbackRow], telling: Callable[[str], bool], empty: str
) -> tuple[Block, ...]:
    """Every answer once, the newest first, with how many voices it was given to."""
    ordered = sorted(rows, key=lambda row: (row.answered_on or row.on, row.id), reverse=True)
    groups: dict[str, list[FeedbackRow]] = {}
    for row in ordered:
        groups.setdefault(folded(row.answer), []).append(row)
    quotes = [_quote(frame, group, telling) for group in [*groups.values()][:MOST_ANSWERS]]
    if not quotes:
        return (Note(empty),) if empty else ()
    n, held = len(ordered), sum(not _quotable(frame, row, telling) for row in ordered)
    notes = [f"{len(groups)} answer{'' if len(groups) == 1 else 's'} to {n} voice{'' if n == 1 else 's'}."]
    if held:
        notes.append(f"The words of {held} are not told: no consent for these readers, or they may tell who it was.")
    if len(groups) > MOST_ANSWERS:
        notes.append(f"The newest {MOST_ANSWERS} answers stand here.")
    return (Note(" ".join(notes)), Quotes(tuple(quotes)))


def newest_answers(
    frame: Frame, rows: Sequence[FeedbackRow], most: int, telling: Callable[[str], bool]
) -> tuple[Quote, ...]:
    """The newest answered voices whose words may be told, each answer once."""
    told = [row for row in rows if has_visible(row.answer) and _quotable(frame, row, telling)]
    told.sort(key=lambda row: (row.answered_on or row.on, row.id), reverse=True)
    once = {folded(row.answer): row for row in reversed(told)}
    newest = sorted(once.values(), key=lambda row: (row.answered_on or row.on, row.id), reverse=True)
    return tuple(_quote(frame, [row], telling) for row in newest[:most])


def _quotable(frame: Frame, row: FeedbackRow, telling: Callable[[str], bool]) -> bool:
    return may_quote(row, frame) and not telling(row.quote)


def _quote(frame: Frame, group: Sequence[FeedbackRow], telling: Callable[[str], bool]) -> Quote:
    """One answer with the newest voice that may be quoted, and who else was given it."""
    row = next((one for one in group if _quotable(frame, one, telling)), group[0])
    text = row.quote if _quotable(frame, row, telling) else ""
    answer = INSIDE if frame.closed and telling(row.answer) else row.answer
    others = len(group) - 1
    who = who_spoke(frame, row) + (f", and {others} other voice{'' if others == 1 else 's'}" if others else "")
    return Quote(row.key, text, who, answer, row.answered_on)


def who_spoke(frame: Frame, row: FeedbackRow) -> str:
    """As what somebody spoke, and where: never a name; no place for somebody who spoke in confidence."""
    role = frame.labels.capital(f"voice.{row.role}")
    place = f", {row.site}" if row.site and row.identity != Identity.CONFIDENTIAL else ""
    about = f", about {', '.join(row.themes)}" if row.themes else ""
    return f"{role}{place}{about}"


def _owed(frame: Frame, rows: Sequence[FeedbackRow]) -> Table:
    columns = (
        Column("key", "Key"),
        Column("on", "Heard", Kind.DATE),
        Column("who", "Who"),
        Column("days", "Days waiting", Kind.NUMBER),
        Column("severity", frame.labels.capital("severity")),
        Column("status", "Where it stands"),
    )
    made: list[tuple[Value, ...]] = [
        (
            row.key,
            row.on,
            who_spoke(frame, row),
            row.days_owed(frame.as_of),
            frame.labels(f"severity.{int(row.severity)}"),
            frame.labels(f"status.{row.status}"),
        )
        for row in rows
    ]
    return Table("", columns, tuple(made), "No answer is owed.")


def _who(frame: Frame, seen: Heard) -> tuple[Block, ...]:
    n = sum(count for _, count in seen.roles)
    roles = Table(
        "By role",
        (Column("role", "Role"), Column("voices", "Voices", Kind.NUMBER), Column("share", "Share", Kind.SHARE)),
        tuple(
            (frame.labels.capital(f"voice.{role}"), count, round(count / n, 3) if n else None)
            for role, count in seen.roles
        ),
        note=f"n {n:,} voices.",
    )
    sites = Table(
        f"By {frame.labels('site')}",
        (
            Column("site", frame.labels.capital("site")),
            Column("voices", "Voices", Kind.NUMBER),
            Column("voice_share", "Share of voices", Kind.SHARE),
            Column("people", "People served", Kind.NUMBER),
            Column("people_share", "Share of people", Kind.SHARE),
            Column("hearing", "Heard"),
        ),
        tuple(
            (
                name,
                one.voices,
                round(one.voice_share, 3) if one.n else None,
                one.people,
                None if one.people_share is None else round(one.people_share, 3),
                HEARING_WORDS[one.hearing],
            )
            for name, one in seen.heard
        ),
        note=f"n {n:,} voices. Nothing is said where chance alone would explain it.",
    )
    missing = f"Heard too little: {', '.join(seen.not_heard)}." if seen.not_heard else "Nobody is plainly missing."
    return (Note(missing), roles, sites) if n else (Note("Nobody has been heard yet."),)


def _themes(frame: Frame, themes: Sequence[ThemeCount]) -> tuple[Block, ...]:
    if not themes:
        return ()
    columns = (
        Column("theme", frame.labels.capital("theme")),
        Column("voices", "Voices", Kind.NUMBER),
        Column("owed", "Answers owed", Kind.NUMBER),
        Column("last_on", "Last heard", Kind.DATE),
    )
    rows = tuple((one.theme, one.n, one.owed, one.last_on) for one in themes[:MOST_THEMES])
    more = len(themes) - MOST_THEMES
    return (Table("", columns, rows, note=f"And {more} more." if more > 0 else ""),)


def _ratings(ratings: Sequence[RatingSummary]) -> tuple[Block, ...]:
    rated = [one for one in ratings if one.n]
    if not rated:
        return ()
    columns = (
        Column("prompt", "Question"),
        Column("mean", "Mean", Kind.NUMBER),
        Column("n", "n", Kind.NUMBER),
        Column("scale", "Scale"),
        Column("counts", "Answers from low to high"),
    )
    rows = tuple(
        (
            one.prompt or "without a question",
            None if one.mean is None else round(one.mean, 2),
            one.n,
            one.scale.words(),
            " · ".join(map(str, one.counts)),
        )
        for one in rated
    )
    return (Table("", columns, rows, note="A mean stands for one question on one scale only."),)


def about_words(title: str, days: int | None) -> str:
    """What the digest is about, as its subtitle: ``Reading texts, the last 30 days``."""
    return title if days is None else f"{title}, the last {days_words(days)}"
