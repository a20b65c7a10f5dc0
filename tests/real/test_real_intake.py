"""Real exports applied to a store: counted, brought again, taken back, shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from pilotboard.domain.intake import Parsed
from pilotboard.importing.drafting import parse
from pilotboard.importing.mapfile import from_toml, to_toml
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import read_source
from pilotboard.settings import read_settings
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.start import PLACES, make_shell
from pilotboard.usecases import feedback, intake, items, sprints
from pilotboard.usecases.workspace import Workspace
from tests.builders import a_pilot, a_team, an_item, make_store
from tests.real.test_real_imports import STORY_POINTS
from tests.tui.test_kit import picture, running, settled
from tests.usecases.test_intake import contents, numbers


def by_its_map(path: Path) -> Parsed:
    """What a file gives by the map that its dry run proposes."""
    source = read_source(path.read_bytes(), path.name)
    return parse(source, from_toml(to_toml(propose(source).map)))


@pytest.fixture
def ws(store_url: str) -> Iterator[Workspace]:
    """A store with a team, a pilot and an item."""
    made = make_store(store_url)
    an_item(made, a_pilot(made, "Reading texts", team=a_team(made)), "Ours")
    yield made
    made.close()


def test_a_jira_export_comes_in_once_and_goes_whole(real: Path, ws: Workspace) -> None:
    path = real / "agile" / "jira_export_nautilus.csv"
    before = contents(ws)
    report = intake.apply(ws, by_its_map(path), "P-01", file_name=path.name)
    assert (numbers(report), report.sprints) == ((192, 0, 0, 0, 0), 9)
    rows = items.list_items(ws, "-title:ours").rows
    assert (len(rows), sum(row.state == "done" for row in rows)) == (192, 158)
    assert len(items.list_items(ws, "carried").rows) == 17
    past = sprints.list_sprints(ws).rows
    assert (len(past), {one.state for one in past}, {one.origin for one in past}) == (9, {"closed"}, {"import"})
    told = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    longest = max(told, key=lambda row: row["Description"].count("\n"))
    key = next(row.key for row in rows if row.external_id == longest["Issue key"])
    assert items.show_item(ws, key).description == longest["Description"].replace("\r\n", "\n").strip()
    after = contents(ws)
    again = intake.apply(ws, by_its_map(path), "P-01", file_name=path.name)
    assert (numbers(again), contents(ws)) == ((0, 0, 192, 0, 0), after)
    assert ws.read(broken_rules) == []
    assert report.batch is not None
    intake.undo_batch(ws, report.batch)
    assert contents(ws) == before


@pytest.mark.parametrize(
    ("name", "cards", "archived", "moves"), [("trello_hermes", 55, 5, 45), ("trello_clipkit_japanese", 67, 1, 71)]
)
def test_boards_with_their_moves(real: Path, ws: Workspace, name: str, cards: int, archived: int, moves: int) -> None:
    path = real / "agile" / f"{name}.json"
    report = intake.apply(ws, by_its_map(path), "P-01", file_name=path.name)
    assert numbers(report) == (cards, 0, 0, 0, 0)
    assert len(items.list_items(ws, "archived").rows) == archived
    keys = [row.key for row in items.list_items(ws, "-title:ours").rows]
    told = ws.read(
        lambda reader: reader.value("SELECT count(*) FROM item_event WHERE detail <> '' AND kind <> 'created'")
    )
    assert (len(keys), told) == (cards, moves)
    assert ws.read(broken_rules) == []


async def test_japanese_titles_stand_aligned_at_80_columns(real: Path, sqlite_path: Path, tmp_path: Path) -> None:
    made = make_store(str(sqlite_path))
    a_pilot(made, "Reading texts", team=a_team(made, "Heron"))
    path = real / "agile" / "trello_clipkit_japanese.json"
    intake.apply(made, by_its_map(path), "P-01", file_name=path.name)
    app = PilotboardApp(make_shell(made, read_settings({"HOME": str(tmp_path)}), "backlog"), PLACES)
    async with running(app, (80, 24)) as pilot:
        await settled(app, pilot)
        lines = [line for line in picture(app).splitlines() if line[2:6] == "P01-"]
        lines = [line for line in lines if any(ord(char) > 0x2FFF for char in line)]
        assert len(lines) > 10
        wide = [next(place for place, char in enumerate(line) if ord(char) > 0x2FFF) for line in lines]
        titles = {row.key: row.title for row in items.list_items(made).rows}
        starts = {
            cell_len(line[:place])
            for line, place in zip(lines, wide, strict=True)
            if ord(titles[line[2:].split()[0]][0]) > 0x2FFF
        }
        assert len(starts) == 1
        assert {cell_len(line) for line in lines} == {80}
    made.close()


@pytest.mark.parametrize(
    ("name", "rows"),
    [("flow_closed_activated_points", 266), *((f"storypoints/{name}", rows) for name, rows in STORY_POINTS.items())],
)
def test_tables_by_the_map_that_is_proposed(real: Path, ws: Workspace, name: str, rows: int) -> None:
    path = real / "agile" / f"{name}.csv"
    before = contents(ws)
    report = intake.apply(ws, by_its_map(path), "P-01", file_name=path.name)
    assert numbers(report) == (rows, 0, 0, 0, 0)
    assert numbers(intake.compare(ws, by_its_map(path), "P-01")) == (0, 0, rows, 0, 0)
    assert report.batch is not None
    intake.undo_batch(ws, report.batch)
    assert contents(ws) == before


def test_a_patient_survey_with_one_choice(real: Path, ws: Workspace) -> None:
    from pilotboard.importing.mapping import with_dates

    source = read_source((real / "feedback" / "nhs_fft_trust_a.csv").read_bytes())
    proposal = propose(source)
    assert not intake.apply(ws, parse(source, proposal.map), "P-01").applied
    parsed = parse(source, with_dates(proposal.map, "Date", "dmy", other=True))
    report = intake.apply(ws, parsed, "P-01", file_name="nhs.csv")
    assert numbers(report) == (5096, 0, 0, 0, 0)
    assert {one.value for one in report.remarks if one.field == "rating"} == {"6", "7"}
    rated = [row for row in feedback.list_feedback(ws).rows if row.rating is not None]
    assert {(row.scale.low, row.scale.high, row.scale.good) for row in rated if row.scale} == {(1, 5, "low")}
    assert numbers(intake.compare(ws, parsed, "P-01")) == (0, 0, 5096, 0, 0)
