"""Figure 4: many start sprints of one team at once. Never two are active; red when the index is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.races.starting import crowded, drop_the_index, prepare, start
from tests.soak import programme, sound
from tests.soak.processes import several


class Race(NamedTuple):
    """What came of it: teams with more than one active sprint, starts that went through, what the others were told."""

    crowded: int
    started: list[int]
    refused: set[str]
    flaws: list[str]


def race(store: str, racers: int, teams: int, how: str = "", *, index: bool = True) -> Race:
    """Let so many racers start their sprints of so many teams, one team after the other."""
    programme.make(store)
    with programme.opened(store, "steward") as ws:
        prepare(ws, teams, racers)
        if not index:
            drop_the_index(ws)
        started, refused = [], set()
        with several(start, [(store, racer, racers, how) for racer in range(racers)]) as children:
            for child in children:
                assert child.answer() == "ready"
            for team in range(teams):
                for child in children:
                    child.link.send(team)
                said = [child.answer() for child in children]
                started.append(said.count(""))
                refused |= {text for text in said if text}
            for child in children:
                child.link.send(None)
        return Race(crowded(ws), started, refused, sound.flaws(ws) if index else [])


def test_never_two_active_sprints(
    store_url: str, rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    racers, teams = rounds(4, 8), rounds(50, 1000)
    run = race(store_url, racers, teams)
    assert run.crowded == 0
    assert run.started == [1] * teams
    assert all("active sprint" in text for text in run.refused)
    assert run.flaws[:5] == []
    database = "PostgreSQL" if "://" in store_url else "SQLite"
    figure("4", f"{database}: {racers} racers x {teams:,} sprint starts: never two active")


def test_the_index_alone_holds_when_nobody_looks_first(store_url: str) -> None:
    run = race(store_url, 4, 20, "blind")
    assert (run.crowded, run.started) == (0, [1] * 20)
    assert all("active sprint" in text for text in run.refused)


def test_the_check_sees_a_dropped_index(store_url: str) -> None:
    run = race(store_url, 4, 20, "blind", index=False)
    assert run.crowded > 0
