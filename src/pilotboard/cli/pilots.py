"""`pilotboard pilots`: what is being tried out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import (
    Fill,
    changed,
    day_of,
    for_adding,
    for_editing,
    limit_of,
    listing,
    named,
    nobody,
    values,
    with_name,
)
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import removes
from pilotboard.domain.money import money
from pilotboard.domain.stages import missing_words
from pilotboard.usecases import pilots as usecases
from pilotboard.usecases.organisation import show_organisation
from pilotboard.usecases.sprints import running_sprints
from pilotboard.usecases.teams import list_teams

if TYPE_CHECKING:
    from pilotboard.domain.pilots import PilotDetail, PilotRow
    from pilotboard.usecases.sprints import RunningSprint

_ELSEWHERE = {
    **dict.fromkeys(("park", "unpark"), "parking"),
    **dict.fromkeys(("copy", "templates"), "pilot_copies"),
    **dict.fromkeys(("rule", "set-rule", "lock-rule", "amend-rule", "remove-rule"), "pilot_rules"),
}
PILOTS = Noun("pilots", "What is being tried out, and how far it has come.", _ELSEWHERE)
COMMANDS = {"pilots": PILOTS}

FIELDS = (
    Fill("title", "text", "What is tried out", clears=False),
    Fill("aim", "prose", "What it is for"),
    Fill("hypothesis", "prose", "If we do this, then that, because"),
    Fill("prediction", "prose", "What is expected to come out"),
    Fill("description", "prose", "More about it"),
    Fill("research", "prose", "What is known from elsewhere about the idea"),
    Fill("partners", "prose", "Who helps from outside"),
    Fill("owner_after", "text", "Who will answer for it once it is everywhere"),
    Fill("reach", "whole", "How many people it reaches now"),
    Fill("team", "ref", "The team that carries it", ("@team",)),
    Fill("sponsor", "ref", "Who stands up for it", ("@person",)),
    Fill("coach", "ref", "Who coaches it", ("@person",)),
    Fill("sites", "refs", "A site where it runs", ("@site",)),
    Fill("goal", "ref", "The goal of the plan that it serves", ("@goal",)),
    Fill("replaces", "refs", "A programme whose place it would take", ("@programme",)),
    Fill("starts_on", "day", "Its first day"),
    Fill("ends_on", "day", "Its last day"),
    Fill("decision_due", "day", "The day by which to decide"),
)
COLUMNS = (
    Column("Key"),
    Column("Title", elastic=True),
    Column("Stage"),
    Column("Team", elastic=True),
    Column("Sites", elastic=True),
    Column("Open", right=True),
    Column("Done", right=True),
    Column("Blocked", right=True),
    Column("Decision due"),
    Column("Closed"),
)
KEY = argument("key", ("@pilot",), metavar="KEY")


class _Teams(NamedTuple):
    """By the team's key: how many people are in it today, and the sprint that it runs."""

    members: Mapping[str, int]
    sprints: Mapping[str, RunningSprint]

    def sprint_of(self, row: PilotRow) -> RunningSprint | None:
        """The sprint that the pilot is at work in."""
        return self.sprints.get(row.team_key or "") if row.at_work else None


def _teams(session: Session) -> _Teams:
    return _Teams({team.key: team.members for team in list_teams(session.ws).rows}, running_sprints(session.ws))


def pilot_data(row: PilotRow, teams: _Teams) -> dict[str, object]:
    """A pilot as JSON; `members` counts the people in its team today, None without a team."""
    sprint = teams.sprint_of(row)
    return {
        "key": row.key,
        "title": row.title,
        "stage": row.stage,
        "team": row.team_key,
        "team_name": row.team,
        "members": teams.members.get(row.team_key or ""),
        "sites": list(row.sites),
        "goal": row.goal_key,
        "sponsor": row.sponsor,
        "coach": row.coach,
        "items": {
            "backlog": row.backlog,
            "ready": row.ready,
            "in_progress": row.in_progress,
            "review": row.review,
            "done": row.done,
            "dropped": row.dropped,
            "blocked": row.blocked,
        },
        "sprint": None if sprint is None else sprint.key,
        "sprint_standing": None if sprint is None else sprint.standing.word,
        "yearly_cost": row.yearly_cost,
        "decision_due": row.decision_due,
        "closed_on": row.closed_on,
        "parked_on": row.parked_on,
        "last_activity": row.last_activity,
    }


@PILOTS.verb("list", *listing('"stage:testing", team:T-03', usecases.SORTS))
def show_list(session: Session, filter_text: str, sort: str, limit: str | None) -> None:
    """List pilots: stage, team, work, the day to decide."""
    page = usecases.list_pilots(session.ws, filter_text, sort=sort, limit=limit_of(limit))
    if session.out.json:
        teams = _teams(session)
        session.rows("pilots", page.rows, lambda row: pilot_data(row, teams), page.total, filter_text)
        return
    cells = [
        (
            row.key,
            row.title,
            session.labels.stage(row.stage),
            row.team or "",
            ", ".join(row.sites),
            str(row.open_items),
            str(row.done),
            str(row.blocked or ""),
            row.decision_due.isoformat() if row.decision_due else "",
            row.closed_on.isoformat() if row.closed_on else "parked" if row.parked_on else "",
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("pilot", filter_text, "pilotboard pilots add"))
    session.rest(len(page.rows), page.total)


@PILOTS.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show everything about one pilot: its charter, its stage and why, its work."""
    detail = usecases.show_pilot(session.ws, key)
    if session.out.json:
        session.out.document("pilot", [_detail_data(session, detail)], count=1)
        return
    session.out.page(f"{detail.row.key}  {detail.row.title}", _fields(session, detail))


def _detail_data(session: Session, detail: PilotDetail) -> dict[str, object]:
    return {
        **pilot_data(detail.row, _teams(session)),
        "stage_because": detail.stage.because,
        "stage_missing": list(detail.stage.missing),
        "aim": detail.aim,
        "hypothesis": detail.hypothesis,
        "prediction": detail.prediction,
        "description": detail.description,
        "partners": detail.partners,
        "research": detail.research,
        "owner_after": detail.owner_after,
        "reach": detail.reach,
        "starts_on": detail.starts_on,
        "ends_on": detail.ends_on,
        "sponsor_key": detail.sponsor_key,
        "coach_key": detail.coach_key,
        "sites": [{"key": key, "name": name} for key, name in detail.sites],
        "copied_from": detail.copied_from,
        "replaces": [{"key": key, "name": name} for key, name in detail.replaces],
    }


def _fields(session: Session, detail: PilotDetail) -> list[tuple[str, str]]:
    row, word = detail.row, session.labels
    stage = f"{word.stage(row.stage)}: {detail.stage.because}. {missing_words(detail.stage, word)}".rstrip()
    sprint = _teams(session).sprint_of(row)
    work = f"{row.open_items} open ({row.in_progress} {word.state('in_progress')}, {row.blocked} {word('blocked')}), "
    return [
        ("Stage", stage),
        ("Closed", row.closed_on.isoformat() if row.closed_on else ""),
        ("Parked since", row.parked_on.isoformat() if row.parked_on else ""),
        ("Aim", detail.aim),
        ("Hypothesis", detail.hypothesis),
        ("Prediction", detail.prediction),
        ("Description", detail.description),
        (word.capital("team"), f"{row.team_key} {row.team}" if row.team_key else "none"),
        ("Sponsor", f"{row.sponsor} ({detail.sponsor_key})" if row.sponsor else ""),
        ("Coach", f"{row.coach} ({detail.coach_key})" if row.coach else ""),
        ("Partners", detail.partners),
        ("Known from elsewhere", detail.research),
        ("Reaches", "" if detail.reach is None else f"{detail.reach:,} people"),
        ("Afterwards with", detail.owner_after),
        (word.plural_capital("site"), ", ".join(f"{key} {name}" for key, name in detail.sites)),
        ("Goal", f"{row.goal_key} {row.goal}" if row.goal_key else ""),
        ("Copied from", detail.copied_from or ""),
        ("Takes the place of", ", ".join(f"{key} {name}" for key, name in detail.replaces)),
        ("First day", detail.starts_on.isoformat() if detail.starts_on else ""),
        ("Last day", detail.ends_on.isoformat() if detail.ends_on else ""),
        ("Decision due", row.decision_due.isoformat() if row.decision_due else ""),
        (
            "Costs a year",
            "" if row.yearly_cost is None else money(row.yearly_cost, show_organisation(session.ws).money),
        ),
        (word.capital("sprint"), "" if sprint is None else f"{sprint.key}: {sprint.standing.words()}"),
        (word.plural_capital("item"), f"{work}{row.done} done, {row.dropped} dropped"),
    ]


TEMPLATE = option("--template", metavar="NAME", help="Begin with the work of a template; see pilots templates.")


@PILOTS.verb("add", named("title"), TEMPLATE, *for_adding(FIELDS))
def add(session: Session, named: str | None, template: str | None, **given: object) -> None:
    """Write down a new pilot; a title is enough."""
    found = values(session, FIELDS, with_name(given, "title", named, "pilotboard pilots add"))
    if template is None:
        session.done(usecases.add_pilot(session.ws, found))
        return
    from pilotboard.usecases.pilot_templates import add_pilot_from

    session.done(add_pilot_from(session.ws, template, found))


REASON = option("--reason", metavar="TEXT", default="", help="Why its items leave a running sprint with it.")


@PILOTS.verb("edit", KEY, REASON, *for_editing(FIELDS))
def edit(session: Session, key: str, reason: str, clear: tuple[str, ...], **given: object) -> None:
    """Change fields of a pilot. Only the options given are changed; an empty text clears."""
    changes = changed(session, "pilotboard pilots edit", FIELDS, given, clear)
    session.done(usecases.edit_pilot(session.ws, key, changes, reason=reason))


@PILOTS.verb("move-team", KEY, argument("team", ("@team",), metavar="TEAM"), REASON)
def move_team(session: Session, key: str, team: str, reason: str) -> None:
    """Give a pilot to another team, or to none; its items follow to the end of that list."""
    session.done(usecases.move_pilot(session.ws, key, None if nobody(team) else team, reason=reason))


@PILOTS.verb("close", KEY, option("--on", metavar="DAY", help="Its last day; today when not said."))
def close(session: Session, key: str, on: str | None) -> None:
    """Close a pilot. Its items stay as they are."""
    session.done(usecases.close_pilot(session.ws, key, day_of(session, on, "on")))


@PILOTS.verb("reopen", KEY)
def reopen(session: Session, key: str) -> None:
    """Take up a closed pilot again."""
    session.done(usecases.reopen_pilot(session.ws, key))


removes(PILOTS, KEY, usecases.remove_pilot, "a pilot that holds nothing yet", "others are closed")
