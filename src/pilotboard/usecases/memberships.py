"""Who is in which team: joining, changing, leaving. Memberships are dated and keep their history.

More than all of somebody's time promised to teams is told in the sentence, never refused: people know why.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.keys import person_key, team_key
from pilotboard.domain.teams import MembershipRole, MembershipRow, over_allocated
from pilotboard.store.reading import teams as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import in_order, settle
from pilotboard.usecases.organisation import labels_of
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Membership, Person, Team
    from pilotboard.store.writing.unit import Tx

_COLUMNS = {"start": "start_on", "end": "end_on"}


def find_memberships(ws: Workspace, team: str, person: str) -> list[MembershipRow]:
    """All memberships of a person in a team, the first joined first; both by key or name. Raises NotFound."""

    def query(reader: Reader) -> list[MembershipRow]:
        team_id = lookup.numbered_id(reader, "team", team)
        key = lookup.key_of(reader, "person", person)
        return [row for row in reading.memberships(reader, team_id) if row.person_key == key]

    return ws.read(query)


def opened_membership(row: MembershipRow) -> Opened:
    """What a form over the membership shows, to hand back with its changes."""
    return Opened(row.version, {"role": row.role, "share": row.share, "start": row.start, "end": row.end})


def join_team(ws: Workspace, team: str, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """A person joins a team. `values` as in `drafts.teams.MembershipDraft`; from today when no day is given."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.teams import MembershipDraft

    draft = validate(MembershipDraft, {"start": ws.today(), **values})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import people, teams
        from pilotboard.store.writing.tables import Membership

        group = teams.team(tx, lookup.numbered_id(tx.reader, "team", team))
        person_id = lookup.person_id(tx.reader, draft.person, ws.actor.person_id)
        if person_id is None:
            raise InvalidInput("Say who joins.", field="person")
        person = people.person(tx, person_id)
        _refuse_dissolved(group, draft.end)
        row = Membership(
            team_id=group.stored_id,
            person_id=person_id,
            role=draft.role,
            share=draft.share,
            start_on=draft.start,
            end_on=draft.end,
        )
        _refuse_twice(tx, row, group, person)
        tx.add(row)
        days = f"from {row.start_on.isoformat()}" + (f" to {row.end_on.isoformat()}" if row.end_on is not None else "")
        said = f"{person.name} joined {group.name} as {_role(tx, row.role)} ({row.share} %) {days}."
        return Written(f"{said}{_too_much(tx, row)}", (team_key(group.number), person_key(person.number)))

    return ws.write("teams.join", work, operation_id)


def change_membership(
    ws: Workspace,
    membership: int,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    *,
    from_day: date | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change a membership (its `id`; fields as in `drafts.teams.MembershipChanges`); `opened` is what the form showed.

    With `from_day` the old role and share stay as they were up to the day before, and the new ones begin that day;
    without it the whole membership is set right. Raises Conflict when somebody changed the same field meanwhile.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.teams import MembershipChanges

    given = validate(MembershipChanges, changes).given()
    if from_day is not None:
        validate(MembershipChanges, {"start": from_day})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import people, teams

        row = teams.membership(tx, membership)
        group, person = teams.team(tx, row.team_id), people.person(tx, row.person_id)
        keys = (team_key(group.number), person_key(person.number))
        current = {"role": row.role, "share": row.share, "start": row.start_on, "end": row.end_on}
        values = settle(tx, row, keys[0], given, current, opened)
        in_order(MembershipChanges, ("start", "end"), values, current)
        if all(current[name] == value for name, value in values.items()):
            return Written(f"{person.name} was in {group.name} like that already.", keys)
        columns = {_COLUMNS.get(name, name): value for name, value in values.items()}
        if from_day is not None and from_day > row.start_on:
            row = _continued(tx, row, columns, from_day)
        else:
            tx.change(row, **columns)
        _refuse_dissolved(group, row.end_on)
        _refuse_twice(tx, row, group, person)
        since = f" from {from_day.isoformat()}" if from_day is not None else ""
        said = f"{person.name} is in {group.name} as {_role(tx, row.role)} ({row.share} %){since}."
        return Written(f"{said}{_too_much(tx, row)}", keys)

    return ws.write("teams.membership", work, operation_id)


def leave_team(
    ws: Workspace, team: str, person: str, on: date | None = None, operation_id: str | None = None
) -> Outcome:
    """A person leaves a team, in all their roles there; `on` is the last day (today when not given).

    What had not begun by then is taken away. Raises NotFound when they are not in the team then.
    """
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.teams import MembershipChanges

    last = validate(MembershipChanges, {"end": on or ws.today()}).end
    assert last is not None

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import people, teams

        group = teams.team(tx, lookup.numbered_id(tx.reader, "team", team))
        person_id = lookup.person_id(tx.reader, person, ws.actor.person_id)
        held = [] if person_id is None else teams.held_on(tx, group.stored_id, person_id, last)
        if person_id is None or not held:
            raise NotFound(f"{person} is not in {group.name} on {last.isoformat()}.", kept="Nothing was changed.")
        who = people.person(tx, person_id)
        for row in held:
            if row.start_on > last:
                tx.remove(row)
            else:
                tx.change(row, end_on=last)
        keys = (team_key(group.number), person_key(who.number))
        return Written(f"{who.name} left {group.name}; the last day is {last.isoformat()}.", keys)

    return ws.write("teams.leave", work, operation_id)


def remove_membership(ws: Workspace, membership: int, operation_id: str | None = None) -> Outcome:
    """Take a membership away that never was (a slip); somebody who leaves is let go with `leave_team`."""

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import people, teams

        row = teams.membership(tx, membership)
        group, person = teams.team(tx, row.team_id), people.person(tx, row.person_id)
        tx.remove(row)
        keys = (team_key(group.number), person_key(person.number))
        return Written(f"Removed {person.name} from {group.name}, as if never in it as {_role(tx, row.role)}.", keys)

    return ws.write("teams.membership.remove", work, operation_id)


def _continued(tx: Tx, row: Membership, columns: Mapping[str, object], from_day: date) -> Membership:
    """End the membership the day before and begin another one with the changes."""
    from pilotboard.store.writing.tables import Membership

    if row.end_on is not None and from_day > row.end_on:
        raise InvalidInput(
            f"This membership ended on {row.end_on.isoformat()}, before {from_day.isoformat()}.",
            hint="Let the person join again from that day.",
            field="from_day",
        )
    content: dict[str, Any] = {
        "role": row.role,
        "share": row.share,
        "end_on": row.end_on,
        **columns,
        "start_on": from_day,
    }
    tx.change(row, end_on=from_day - timedelta(days=1))
    return tx.add(Membership(team_id=row.team_id, person_id=row.person_id, **content))


def _refuse_dissolved(group: Team, last: date | None) -> None:
    if group.dissolved_on is not None and (last is None or last > group.dissolved_on):
        raise InvalidInput(
            f"{group.name} was dissolved on {group.dissolved_on.isoformat()}; nobody is in it after that day.",
            hint="Choose days before, or form the team anew.",
            field="end",
        )


def _refuse_twice(tx: Tx, row: Membership, group: Team, person: Person) -> None:
    from pilotboard.store.writing import teams

    role = MembershipRole(row.role)
    other = teams.overlapping(tx, row.team_id, row.person_id, role, row.start_on, row.end_on, row.id or 0)
    if other is not None:
        until = f" to {other.end_on.isoformat()}" if other.end_on is not None else ""
        raise InvalidInput(
            f"{person.name} is in {group.name} as {_role(tx, role)} from {other.start_on.isoformat()}{until} already.",
            hint="Change that membership, or choose days that do not overlap.",
            field="start",
        )


def _too_much(tx: Tx, row: Membership) -> str:
    """The warning when somebody is promised for more than all of their time; nothing otherwise."""
    day = max(row.start_on, tx.today) if row.end_on is None or row.end_on >= tx.today else row.start_on
    over = over_allocated(reading.time_of(tx.reader, [row.person_id], day), day)
    return f" More than all of their time: {over[0].words()}." if over else ""


def _role(tx: Tx, role: MembershipRole | str) -> str:
    return labels_of(tx.reader)(MembershipRole(role).value)
