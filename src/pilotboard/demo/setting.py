"""Acts that set the scene: sites, people, teams with those who join and leave, pilots from the idea to the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.demo.material import Member, Pilot, Programme, Team
from pilotboard.domain.keys import person_key, pilot_key, site_key, team_key
from pilotboard.domain.text import folded, search_text

_MORNING, _EVENING = 60, 450


def setting_acts(programme: Programme, days: SchoolDays) -> Iterator[Act]:
    """Everything but the items."""
    first = days.ago(programme.began)
    yield _sites(programme, first)
    yield _people(programme, first)
    for handle, ago in programme.left.items():
        name = programme.people[handle][0]
        act = Act(moment(days.ago(ago), _EVENING), programme.steward, "people.edit", f"{name} has left.")
        act.changes.append(Change(Ref("Person", handle), {"active": False}))
        yield act
    for team in programme.teams:
        yield from _team(team, programme, days)
    for pilot in programme.pilots:
        yield from _pilot(pilot, programme, days)


def _sites(programme: Programme, day: date) -> Act:
    keys = tuple(site_key(number) for number in range(1, len(programme.sites) + 1))
    act = Act(moment(day, 5), programme.steward, "sites.add", f"Added {len(keys)} sites.", keys)
    for number, said in enumerate(programme.sites, 1):
        note = said.get("note", "")
        values = {
            "number": number,
            "name": said["name"],
            "kind": said["kind"],
            "focal": said.get("focal", False),
            "population": said.get("population"),
            "note": note,
            "folded": search_text(said["name"], note),
        }
        act.adds.append(Add(Ref("Site", said["name"]), values))
    return act


def _people(programme: Programme, day: date) -> Act:
    keys = tuple(person_key(number) for number in range(1, len(programme.people) + 1))
    act = Act(moment(day, 15), programme.steward, "people.add", f"Added {len(keys)} people.", keys)
    for number, (handle, (name, role, site)) in enumerate(programme.people.items(), 1):
        values = {
            "number": number,
            "name": name,
            "handle": handle,
            "email": f"{handle}@larkmere.example",
            "role": role,
            "site_id": Ref("Site", site),
            "folded": folded(name),
        }
        act.adds.append(Add(Ref("Person", handle), values))
    return act


def _team(team: Team, programme: Programme, days: SchoolDays) -> Iterator[Act]:
    row, key = Ref("Team", team.name), team_key(team.number)
    formed = days.ago(team.formed)
    act = Act(moment(formed, 0), team.coach(), "teams.add", f"Added {key} {team.name}.", (key,))
    values = {"number": team.number, "name": team.name, **team.texts, "formed_on": formed}
    act.adds.append(Add(row, {**values, "folded": search_text(team.name, *team.texts.values())}))
    for state, limit in team.limits.items():
        values = {"team_id": row, "state": state, "wip_limit": limit, "name": "", "hidden": False}
        act.adds.append(Add(Ref("BoardState", (team.name, state)), values))
    later = []
    for member in team.members:
        start = days.ago(member.start)
        if start == formed:
            act.adds.append(_membership(team, member, start))
        else:
            later.append(member)
    yield act
    for member in later:
        name = programme.people[member.handle][0]
        start = days.ago(member.start)
        joined = Act(moment(start, 0), team.coach(), "teams.join", f"{name} joined {key} {team.name}.", (key,))
        joined.adds.append(_membership(team, member, start))
        yield joined
    yield from _leaving(team, key, programme, days)


def _membership(team: Team, member: Member, start: date) -> Add:
    values = {
        "team_id": Ref("Team", team.name),
        "person_id": Ref("Person", member.handle),
        "role": member.role,
        "share": member.share,
        "start_on": start,
    }
    return Add(Ref("Membership", (team.name, member.handle)), values)


def _leaving(team: Team, key: str, programme: Programme, days: SchoolDays) -> Iterator[Act]:
    end = None if team.dissolved is None else days.ago(team.dissolved)
    last = None
    if end is not None:
        said = f"Dissolved {key} {team.name}."
        last = Act(moment(end, _EVENING + 15), team.coach(), "teams.dissolve", said, (key,))
        last.changes.append(Change(Ref("Team", team.name), {"dissolved_on": end}))
    for member in team.members:
        if member.end is None:
            continue
        day = days.ago(member.end)
        change = Change(Ref("Membership", (team.name, member.handle)), {"end_on": day})
        if last is not None and day == end:
            last.changes.append(change)
            continue
        said = f"{programme.people[member.handle][0]} left {key} {team.name}."
        yield Act(moment(day, _EVENING), team.coach(), "teams.leave", said, (key,), changes=[change])
    if last is not None:
        yield last


def _pilot(pilot: Pilot, programme: Programme, days: SchoolDays) -> Iterator[Act]:
    row, key = Ref("Pilot", pilot.number), pilot_key(pilot.number)
    at = moment(days.ago(pilot.written), _MORNING)
    act = Act(at, pilot.written_by, "pilots.add", f"Added {key} {pilot.title}.", (key,))
    values = {
        "number": pilot.number,
        "title": pilot.title,
        **pilot.texts,
        "sponsor_id": Ref("Person", pilot.sponsor),
        "created_at": at,
        "next_item": len(pilot.items) + 1,
        "folded": search_text(pilot.title, *pilot.texts.values()),
    }
    act.adds.append(Add(row, values))
    for site in pilot.sites:
        act.adds.append(Add(Ref("PilotSite", (pilot.number, site)), {"pilot_id": row, "site_id": Ref("Site", site)}))
    yield act
    if pilot.team is not None:
        yield _beginning(pilot, row, key, programme, days)
    if pilot.closed is not None:
        end = days.ago(pilot.closed)
        said = f"Closed {key} {pilot.title}."
        closing = Act(moment(end, _EVENING), pilot.sponsor, "pilots.edit", said, (key,))
        closing.changes.append(Change(row, {"closed_on": end}))
        yield closing


def _beginning(pilot: Pilot, row: Ref, key: str, programme: Programme, days: SchoolDays) -> Act:
    """The day a team takes the pilot up: who coaches it, when it runs, until when a decision is due."""
    assert pilot.team is not None
    assert pilot.coach is not None
    number = next(team.number for team in programme.teams if team.name == pilot.team)
    said = f"{team_key(number)} {pilot.team} took up {key} {pilot.title}."
    act = Act(moment(days.ago(pilot.began), _MORNING), pilot.coach, "pilots.edit", said, (key, team_key(number)))
    values: dict[str, object] = {"team_id": Ref("Team", pilot.team), "coach_id": Ref("Person", pilot.coach)}
    dates = {"starts_on": pilot.starts, "ends_on": pilot.ends, "decision_due": pilot.decision_due}
    values |= {name: days.any(ago) for name, ago in dates.items() if ago is not None}
    act.changes.append(Change(row, values))
    return act
