"""Papers: what each one shows is gathered here, as far as the actor may see it, and put together by `domain.papers`."""

from __future__ import annotations

from datetime import timedelta

from pilotboard.domain.document import Audience, Document
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.feedback import FeedbackRow, FeedbackStatus
from pilotboard.domain.keys import looks_like_key, parse_key
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.papers.frame import Frame, check_audience
from pilotboard.domain.private_words import NameFinder, private_warning
from pilotboard.domain.retros import RetroPhase
from pilotboard.store.reading import feedback as feedback_reading
from pilotboard.store.reading import item_texts
from pilotboard.store.reading import people as people_reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import feedback, items, pilots, retros, sprints, teams
from pilotboard.usecases.organisation import labels_of, show_organisation
from pilotboard.usecases.workspace import Workspace


def audience_of(word: str) -> Audience:
    """The audience that a word means. Raises InvalidInput for an unknown one, Refusal for one that is not made for."""
    names = [one.value for one in Audience]
    if word.casefold() not in names:
        hint = f"{did_you_mean(word, names)} It is internal or board-closed.".strip()
        raise InvalidInput("There is no such audience.", "Nothing was written.", hint, field="audience")
    return check_audience(Audience(word.casefold()))


def frame(ws: Workspace, audience: str = Audience.INTERNAL.value) -> Frame:
    """What every paper begins with. Raises InvalidInput, Refusal for the audience."""
    found = audience_of(audience)
    whose = show_organisation(ws)
    return Frame(whose.name, found, ws.today(), ws.read(labels_of), whose.money, whose.counting)


def sprint_paper(ws: Workspace, key: str, audience: str = Audience.INTERNAL.value) -> Document:
    """The report of a sprint. Raises NotFound."""
    from pilotboard.domain.papers.sprint import SprintStory, sprint_report

    head = frame(ws, audience)
    detail = sprints.show_sprint(ws, key)
    try:
        told = sprints.tell_sprint(ws, key)
        story = SprintStory(told.replay, told.calendar)
    except NotFound:
        story = None
    return sprint_report(head, detail, story, sprints.past_sprints(ws, key))


def retro_paper(ws: Workspace, key: str, audience: str = Audience.INTERNAL.value) -> Document:
    """The digest of a retrospective. Raises NotFound, Refusal until its team has released it."""
    from pilotboard.domain.papers.retro import retro_digest

    head = frame(ws, audience)
    released = {row.key for row in retros.list_retros(ws).rows if row.released and row.phase == RetroPhase.CLOSED}
    return retro_digest(head, retros.show_retro(ws, key), released)


def feedback_paper(
    ws: Workspace, scope: str | None = None, days: int | None = None, audience: str = Audience.INTERNAL.value
) -> Document:
    """The digest of the feedback: of a pilot, a team, or all; of the last `days`, or ever. Raises NotFound."""
    from pilotboard.domain.papers.feedback import Heard, about_words, feedback_digest

    head = frame(ws, audience)
    since = None if days is None else ws.today() - timedelta(days=days)

    def query(reader: Reader) -> tuple[list[FeedbackRow], list[tuple[str, str, int]], list[str]]:
        within = feedback.limits(reader, scope)
        rows = feedback_reading.rows(reader, within)
        return rows, feedback_reading.population(reader, within), people_reading.names(reader)

    rows, sites, names = ws.read(query)
    if since is not None:
        rows = [row for row in rows if row.on >= since or (row.answered_on or row.on) >= since]
    rows = [row for row in rows if row.status != FeedbackStatus.PASSED_ON]
    seen = feedback.counted(rows, sites, ws.today())
    heard = Heard(
        seen.owed, seen.themes, seen.heard, seen.roles, seen.ratings, seen.content, seen.reports,
        (*seen.not_heard, *(head.labels.plural(f"voice.{role}") for role in seen.silent_roles)),
    )  # fmt: skip
    title, name = _about(ws, scope, head)
    finder = NameFinder(names)
    return feedback_digest(
        head, about_words(title, days), name, rows, heard, lambda text: bool(private_warning(text, finder))
    )


def items_paper(
    ws: Workspace, scope: str | None = None, filter_text: str = "", audience: str = Audience.INTERNAL.value
) -> Document:
    """The items of a team, a pilot or all as a list that can be imported again. Raises FilterError, NotFound."""
    from pilotboard.domain.papers.items import ListedItem, item_list

    head = frame(ws, audience)
    rows = items.list_items(ws, filter_text, scope=scope).rows
    ids = [row.id for row in rows]
    texts, lists = ws.read(lambda reader: (item_texts.descriptions(reader, ids), item_texts.checklists(reader, ids)))
    listed = [ListedItem(row, *texts.get(row.id, ("", "")), tuple(lists.get(row.id, ()))) for row in rows]
    return item_list(head, listed, scope or "")


def _about(ws: Workspace, scope: str | None, head: Frame) -> tuple[str, str]:
    """What the feedback is about, in words and as part of a file name."""
    if scope is None:
        return f"All {head.labels.plural('pilot')}", "feedback"
    if looks_like_key(scope) and parse_key(scope).kind == "team":
        row = teams.show_team(ws, scope).row
        return f"{row.name} ({row.key})", f"feedback-{row.key}"
    pilot = pilots.show_pilot(ws, scope).row
    return f"{pilot.title} ({pilot.key})", f"feedback-{pilot.key}"
