"""Figure 3: many processes edit the same few items. No edit is lost and every conflict is shown, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pilotboard.usecases import items
from pilotboard.usecases.workspace import Workspace
from tests.races.editing import HOT, Report, Values, edit, form, lost, replay
from tests.soak import programme, sound
from tests.soak.processes import several


class Race(NamedTuple):
    """What the processes told, how the items were before, and how they are now."""

    reports: list[Report]
    start: dict[str, Values]
    final: dict[str, Values]
    versions: dict[str, int]
    flaws: list[str]


def race(store: str, processes: int, edits: int, how: str = "") -> Race:
    """Let so many processes save so many edits each."""
    programme.make(store, len(HOT))
    with programme.opened(store, "steward") as ws:
        for key in HOT:
            items.edit_item(ws, key, {"title": "0"})
        start, begun = forms(ws)
        with several(edit, [(store, edits, seed, how) for seed in range(processes)]) as children:
            for child in children:
                assert child.answer() == "ready"
            for child in children:
                child.link.send("go")
            reports = [child.answer() for child in children]
        final, versions = forms(ws)
        gone = {key: versions[key] - begun[key] + 1 for key in HOT}
        return Race(reports, start, final, gone, [] if how == "plain" else sound.flaws(ws))


def forms(ws: Workspace) -> tuple[dict[str, Values], dict[str, int]]:
    """The hot items as forms show them, and their versions."""
    details = {key: items.show_item(ws, key) for key in HOT}
    return {key: form(one) for key, one in details.items()}, {key: one.row.version for key, one in details.items()}


def test_no_edit_is_lost_and_every_conflict_is_shown(
    store_url: str, rounds: Callable[[int, int], int], figure: Callable[[str, str], None]
) -> None:
    processes, edits = rounds(4, 8), rounds(100, 1000)
    run = race(store_url, processes, edits)
    again = replay(run.reports, run.start)
    saved = sum(len(report.saved) for report in run.reports)
    shown = sum(len(report.shown) for report in run.reports)
    locked = sum(report.locked for report in run.reports)
    attempts = sum(report.attempts for report in run.reports)
    missing = lost(run.reports, run.start, run.final)
    assert again.wrong[:5] == []
    assert (again.final, again.versions) == (run.final, run.versions)
    assert missing == 0
    assert run.flaws[:5] == []
    accounted = again.clean + again.merged + again.same
    assert accounted == saved == processes * edits
    assert attempts == saved + shown + locked
    assert shown > 0
    assert again.merged > 0
    database = "PostgreSQL" if "://" in store_url else "SQLite"
    figure(
        "3",
        f"{database}: {processes} processes x {edits:,} edits: {saved:,} saved, 0 lost "
        f"({again.merged:,} merged, {shown:,} conflicts shown, {locked:,} times locked)",
    )


def test_the_check_sees_edits_without_the_unit_of_work(store_url: str) -> None:
    run = race(store_url, 4, 40, "plain")
    missing = lost(run.reports, run.start, run.final)
    assert missing > 0


def test_the_check_sees_forms_that_do_not_say_what_they_opened(store_url: str) -> None:
    run = race(store_url, 4, 60, "unversioned")
    missing, wrong = lost(run.reports, run.start, run.final), replay(run.reports, run.start).wrong
    assert missing > 0
    assert any("went over" in line for line in wrong)


def test_the_check_sees_writers_who_do_not_queue(postgres_url: str) -> None:
    run = race(postgres_url, 4, 100, "no writer lock")
    missing, wrong = lost(run.reports, run.start, run.final), replay(run.reports, run.start).wrong
    assert missing > 0
    assert any("went over" in line for line in wrong)
