"""Everything over time can be asked for one school year: what was there in it, not only what began in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from pilotboard.domain.errors import FilterError
from pilotboard.usecases import feedback, feedback_changes, items, pilots, retros, sprint_life, sprints, teams, years
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_team, an_item, as_user, some_items

LAST, THIS = "year:2024-25", "year:2025-26"


def two_years(ws: Workspace) -> None:
    """This year holds the day of these stores, 18 March 2026."""
    years.add_year(ws, {"name": "2024-25", "start": date(2024, 8, 19), "end": date(2025, 6, 6)})
    years.add_year(ws, {"name": "2025-26", "start": date(2025, 8, 18), "end": date(2026, 6, 5)})


def test_a_path_through_the_years(either: Workspace) -> None:
    now = either
    two_years(now)
    before = as_user(now, "ana.ruiz", days_later=-400)  # 11 February 2025
    team = a_team(before, "Heron")
    old, new = a_pilot(before, "Old", team=team), a_pilot(now, "New", team=team)
    pilots.close_pilot(before, old)
    finished, lasting, dropped = some_items(before, old, 3)
    items.move_items(before, [finished], "done"), items.move_items(before, [dropped], "dropped", "no")
    fresh = an_item(now, new)

    def keys(found: Callable[..., object], line: str) -> set[str]:
        return {row.key for row in found(now, line).rows}  # type: ignore[attr-defined]

    assert keys(items.list_items, LAST) == {finished, lasting, dropped}
    assert keys(items.list_items, THIS) == {lasting, fresh}
    assert keys(items.list_items, f"-{LAST}") == {fresh}
    assert keys(items.list_items, f"{LAST} state:done") == {finished}
    assert keys(pilots.list_pilots, LAST) == {old}
    assert keys(pilots.list_pilots, THIS) == {new}
    assert keys(pilots.list_pilots, f"{LAST},2025-26") == {old, new}
    assert keys(teams.list_teams, THIS) == keys(teams.list_teams, LAST) == {team}
    for ws, day in ((before, date(2025, 2, 3)), (now, date(2026, 3, 16))):
        sprint_life.plan_sprint(ws, {"team": team, "goal": "G", "start": day, "end": day.replace(day=20)})
        feedback_changes.add_feedback(ws, {"pilot": new, "role": "family", "quote": "Well", "on": day})
        retros.open_retro(ws, {"team": a_team(now), "on": day, "participants": ["U-01"]})
    assert (keys(sprints.list_sprints, LAST), keys(sprints.list_sprints, "year:this")) == ({"S-1"}, {"S-2"})
    assert (keys(feedback.list_feedback, "year:last"), keys(feedback.list_feedback, THIS)) == ({"F-01"}, {"F-02"})
    assert keys(feedback.list_feedback, f"{LAST} OR {THIS}") == {"F-01", "F-02"}
    assert (keys(retros.list_retros, LAST), keys(retros.list_retros, THIS)) == ({"R-01"}, {"R-02"})
    before.close()


def test_an_unknown_year_tells_the_nearest(ws: Workspace) -> None:
    for ask in (items.list_items, pilots.list_pilots, feedback.list_feedback, sprints.list_sprints, retros.list_retros):
        with pytest.raises(FilterError, match='no school year "2025-26"') as none:
            ask(ws, THIS)
        assert "calendar add-year" in none.value.hint
    two_years(ws)
    with pytest.raises(FilterError, match='no school year "2052-26"') as wrong:
        items.list_items(ws, "state:done year:2052-26")
    assert "Did you mean 2025-26" in wrong.value.hint
    assert wrong.value.position == len("state:done year:")
    with pytest.raises(FilterError, match="cannot be compared"):
        items.list_items(ws, "year>2025-26")
