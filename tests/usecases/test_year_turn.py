"""The turn of the school year: told first, then done in one entry, and taken back as one."""

from __future__ import annotations

from datetime import date

import pytest

from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.year_turn import consequences, settled
from pilotboard.domain.years import TurnChoice
from pilotboard.usecases import history, memberships, parking, pilots, sprint_life, sprint_scope, teams, years
from pilotboard.usecases.workspace import Workspace
from pilotboard.usecases.year_turn import named_choices, turn_plan, turn_targets, turn_year
from tests.builders import a_pilot, a_team, some_items

THIS = {"name": "2025-26", "start": date(2025, 8, 18), "end": date(2026, 6, 5)}
CLOSE, PARK, CARRY = TurnChoice.CLOSE, TurnChoice.PARK, TurnChoice.CARRY


class Programme:
    """Two teams and a dissolved one, four pilots: two of Heron, one of Otter, one without a team; one is parked."""

    def __init__(self, ws: Workspace) -> None:
        years.add_year(ws, THIS)
        self.heron, self.otter, gone = (a_team(ws, name) for name in ("Heron", "Otter", "Gone"))
        memberships.join_team(ws, self.heron, {"person": "U-01", "role": "coach"})
        teams.dissolve_team(ws, gone)
        self.texts, self.maths = (a_pilot(ws, title, team=self.heron) for title in ("Texts", "Maths"))
        self.club, self.loose = a_pilot(ws, "Club", team=self.otter), a_pilot(ws, "Loose")
        past = a_pilot(ws, "Past")
        pilots.close_pilot(ws, past)
        parking.park_pilot(ws, self.club)
        self.items = some_items(ws, self.texts, 2)


def state(ws: Workspace) -> dict[str, str]:
    """What every team and pilot is: at work, parked, closed; a pilot with its team."""
    found = {
        row.key: "gone" if row.dissolved_on else "parked" if row.parked_on else "work"
        for row in teams.list_teams(ws).rows
    }
    for row in pilots.list_pilots(ws).rows:
        said = "closed" if row.closed_on else "parked" if row.parked_on else "work"
        found[row.key] = f"{said} {row.team or '-'}"
    return found


def test_a_path_through_the_turn(either: Workspace) -> None:
    ws = either
    here = Programme(ws)
    before, known = state(ws), years.list_years(ws)
    plan = turn_plan(ws, "2026-27")
    assert (plan.new, plan.start, plan.end, plan.running) == (True, date(2026, 8, 17), date(2027, 6, 4), ())
    assert [row.key for row in plan.rows] == ["T-01", "T-02", "P-01", "P-02", "P-03", "P-04"]
    choices = {here.otter: CLOSE, here.heron: CARRY, here.texts: CARRY, here.maths: CLOSE, here.loose: PARK}
    said = turn_year(ws, "2026-27", choices)
    assert said.said == "Turned to 2026-27: 1 team and 1 pilot go on; closed: T-02 and P-02; parked: P-03 and P-04."
    assert set(said.keys) == {here.otter, here.maths, here.loose}
    after = state(ws)
    assert (after[here.heron], after[here.otter]) == ("work", "gone")
    assert (after[here.texts], after[here.maths]) == ("work Heron", "closed Heron")
    assert (after[here.club], after[here.loose]) == ("parked -", "parked -")
    assert [year.name for year in years.list_years(ws)] == ["2026-27", "2025-26"]
    assert history.undo(ws).entry > 0
    assert (state(ws), years.list_years(ws)) == (before, known)
    history.redo(ws)
    assert state(ws) == after
    again = turn_year(ws, "2026-27", {here.loose: CARRY, here.club: CARRY})
    assert again.said == "Turned to 2026-27: 1 team and 3 pilots go on."
    assert turn_year(ws, "next", {}).entry == 0  # nothing had to change


def test_a_running_sprint_is_named_and_nothing_is_changed(ws: Workspace) -> None:
    here = Programme(ws)
    for team, items in ((here.heron, here.items[:1]), (here.otter, [])):
        days = {"start": ws.today(), "end": date(2026, 3, 27)}
        sprint = sprint_life.plan_sprint(ws, {"team": team, "goal": "G", **days}).keys[0]
        sprint_scope.plan_items(ws, items or some_items(ws, here.club, 1), sprint)
        sprint_life.start_sprint(ws, sprint)
    before = state(ws)
    assert turn_plan(ws, "2026-27").running == ("S-2 of Otter", "S-1 of Heron")
    with pytest.raises(Refusal, match="S-2 of Otter and S-1 of Heron are still running") as refused:
        turn_year(ws, "2026-27", {here.loose: CLOSE})
    assert "Close them first" in refused.value.hint
    assert (state(ws), len(years.list_years(ws))) == (before, 1)


def test_what_follows_is_told_before(ws: Workspace) -> None:
    here = Programme(ws)
    plan = turn_plan(ws, "this")
    becomes = settled(plan, {here.heron: PARK, here.otter: CLOSE, here.texts: CLOSE})
    assert consequences(plan, becomes) == (
        "P-02 goes on while its team T-01 waits.",
        "P-03 has no team then: T-02 is closed.",
        "P-01 is closed with 2 left to do; nothing of it is lost.",
    )
    with pytest.raises(InvalidInput, match="P-05 is no open team or pilot"):
        settled(plan, {"P-05": CLOSE})
    with pytest.raises(InvalidInput, match="both close and park"):
        named_choices({CLOSE: ["p-1"], PARK: ["P-01"]})


def test_the_years_one_may_turn_to(ws: Workspace) -> None:
    assert turn_targets(ws) == []
    with pytest.raises(InvalidInput, match="no school year") as none:
        turn_plan(ws, "2026-27")
    assert "add-year" in none.value.hint
    years.add_year(ws, {"name": "2024-25", "start": date(2024, 8, 19), "end": date(2025, 6, 6)})
    years.add_year(ws, THIS)
    assert [(one.year, one.new) for one in turn_targets(ws)] == [("2025-26", False), ("2026-27", True)]
    with pytest.raises(InvalidInput, match="2024-25 is over"):
        turn_plan(ws, "2024-25")
    with pytest.raises(InvalidInput, match="no school year"):
        turn_plan(ws, "2027-28")
