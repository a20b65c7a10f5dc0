"""A real portfolio with independent verdicts: 537 school programmes, one to nine outcomes each."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pilotboard.domain.gates import Gate, GateState
from pilotboard.domain.verdicts import Verdict
from pilotboard.importing.drafting import parse
from pilotboard.importing.proposing import propose
from pilotboard.importing.source import read_source
from pilotboard.store.reading.soundness import broken_rules
from pilotboard.usecases import cases, intake, pilots, scale
from pilotboard.usecases.workspace import Workspace
from tests.builders import make_store

REPORTS = Path("programme") / "wwc_intervention_reports.csv"


@pytest.fixture
def ws(store_url: str) -> Iterator[Workspace]:
    made = make_store(store_url)
    yield made
    made.close()


def test_every_programme_becomes_a_pilot_with_its_verdicts(real: Path, ws: Workspace) -> None:
    path = real / REPORTS
    source = read_source(path.read_bytes(), path.name)
    parsed = parse(source, propose(source).map)
    assert (parsed.preset, parsed.rows, len(parsed.pilots), parsed.errors) == ("what_works", 811, 537, [])
    words = Counter(one.verdict for pilot in parsed.pilots for one in pilot.verdicts)
    assert words == {
        "positive": 48,
        "promising": 158,
        "mixed": 23,
        "none": 163,
        "negative": 12,
        "not_rated": 407,
    }
    report = intake.apply(ws, parsed, file_name=path.name)
    assert (report.create, report.error) == (537, 0)
    assert pilots.list_pilots(ws).total == 537
    effects = Counter(row.gates[3] for row in scale.scale(ws).rows)
    assert effects == {GateState.UNKNOWN: 467, GateState.PASS: 31, GateState.FAIL: 39}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rated = {
            row["Intervention_Name"].strip()
            for row in csv.DictReader(file)
            if row["Effectiveness_Rating"] not in {"", "N/A"}
        }
    said = {one.title for one in parsed.pilots if {found.verdict for found in one.verdicts} != {Verdict.NOT_RATED}}
    assert said == rated  # what nobody rated is not told as "no effect"
    assert len(said) == 166
    no_effect = pilots.show_pilot(ws, "Ladders to Literacy").row.key
    assert "Alphabetics: Potentially Positive Effects (4 studies" in (
        cases.pilot_case(ws, no_effect).case.gates[Gate.EFFECT].evidence
    )
    assert intake.compare(ws, parsed).unchanged == 537
    assert ws.read(broken_rules) == []
    intake.undo_batch(ws, "B-1")
    assert pilots.list_pilots(ws).total == 0
