"""The retrospectives of the sample: each looks back on the sprint that had just ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pilotboard.demo.loader import PERSON, make_sample
from pilotboard.store.location import locate
from pilotboard.usecases import retros, sprints
from pilotboard.usecases.workspace import Clock, Workspace


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2027, 5, 10)])
def test_retrospectives_look_back_on_the_sprint_before_them(tmp_path: Path, today: date) -> None:
    make_sample(locate(tmp_path / "sample.db"), today)
    ws = Workspace(str(tmp_path / "sample.db"), PERSON, Clock(today))
    told = {row.key: row for row in sprints.list_sprints(ws).rows}
    linked = [(row, told[row.sprint_key]) for row in retros.list_retros(ws).rows if row.sprint_key is not None]
    assert len(linked) >= 20
    for row, sprint in linked:
        assert (sprint.team_key, sprint.state) == (row.team_key, "closed")
        assert sprint.end is not None
        assert 0 <= (row.on - sprint.end).days <= 14
    ws.close()
