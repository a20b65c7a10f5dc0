"""The sheet of a team: who is in it, as what, with how much of their time; its pilots and agreements."""

from __future__ import annotations

from datetime import date

from pilotboard.domain.dates import friendly_day
from pilotboard.domain.labels import Labels
from pilotboard.domain.teams import MembershipRow, OverAllocation, TeamDetail
from pilotboard.tui.drawing import Span, fit, width
from pilotboard.tui.widgets.page import Part, Section

MOST_NAME = 28
"""Cells for a name at most."""


def team_sections(detail: TeamDetail, labels: Labels, today: date) -> list[Section]:
    """Everything about a team; members stand as parts ``("member", id)``, pilots as ``("pilot", key)``."""
    present = [row for row in detail.memberships if row.on(today)]
    coming = [row for row in detail.memberships if row.start > today]
    gone = [row for row in detail.memberships if row.end is not None and row.end < today]
    over = {one.person_key: one for one in detail.over}
    room = min(max((width(row.person) for row in detail.memberships), default=0), MOST_NAME)

    def member(row: MembershipRow, promised: OverAllocation | None = None) -> Part:
        return _member(row, labels, today, room, promised)

    pilots = [Part(("pilot", key), title, lead=((f"{key:<7}", "quiet"),)) for key, title in detail.pilots]
    return [
        Section("Members", [member(row, over.get(row.person_key)) for row in present], "Nobody yet: a adds a member."),
        Section("Coming", [member(row) for row in coming]),
        Section(labels.plural_capital("pilot"), pilots),
        *(Section(title, [Part("text", text)]) for title, text in _texts(detail, labels) if text),
        Section("Were here before", [member(row) for row in reversed(gone)]),
    ]


def _texts(detail: TeamDetail, labels: Labels) -> list[tuple[str, str]]:
    return [
        ("Purpose", detail.row.purpose),
        ("Charter", detail.charter),
        ("Working agreements", detail.agreements),
        (labels.capital("definition_of_ready"), detail.definition_of_ready),
        (labels.capital("definition_of_done"), detail.definition_of_done),
    ]


def _member(row: MembershipRow, labels: Labels, today: date, room: int, promised: OverAllocation | None) -> Part:
    until = f" to {friendly_day(row.end, today)}" if row.end is not None else ""
    lead: tuple[Span, ...] = (
        (fit(labels(row.role.value), 15), "soft"),
        (f"{row.share:>4} %  ", "soft"),
        (fit(row.person, room) + "  ", "text"),
    )
    tail: tuple[Span, ...] = ((f"  ! {promised.share} % in all", "bad"),) if promised is not None else ()
    return Part(("member", row.id), f"from {friendly_day(row.start, today)}{until}", "quiet", lead, tail)
