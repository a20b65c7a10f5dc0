"""Generated stores - hostile texts, everything that can be done, undone and removed - through a file and back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest

from pilotboard.domain.errors import PilotboardError
from pilotboard.store.location import locate
from pilotboard.store.writing.create import create
from pilotboard.usecases import (
    feedback_changes,
    history,
    item_moves,
    item_parts,
    items,
    people,
    pilots,
    redact,
    retro_notes,
    retros,
    sites,
    store_file,
    teams,
)
from pilotboard.usecases.workspace import Clock, Workspace
from tests.domain.nasty import NASTY
from tests.soak import programme

ITEMS = tuple(f"P01-{number:02d}" for number in range(1, 5))
STATES = ("backlog", "ready", "in_progress", "review", "done")
Act = Callable[[Workspace, Random], object]


def words(dice: Random) -> str:
    """A text as nobody would type it."""
    made = "".join(chr(dice.randrange(1, 0x3000)) for _ in range(dice.randrange(1, 9)))
    return f"{dice.choice(NASTY)} {made} {dice.random()}"[: dice.choice((20, 60, 120))]


ACTS: tuple[Act, ...] = (
    lambda ws, dice: people.add_person(ws, {"name": words(dice)}),
    lambda ws, dice: sites.add_site(ws, {"name": words(dice), "population": dice.randrange(9000), "note": words(dice)}),
    lambda ws, dice: teams.add_team(ws, {"name": words(dice), "purpose": words(dice), "formed_on": date(2026, 1, 5)}),
    lambda ws, dice: pilots.add_pilot(ws, {"title": words(dice), "aim": words(dice), "team": "Heron"}),
    lambda ws, dice: items.add_item(ws, "P-01", {"title": words(dice), "description": words(dice)}),
    lambda ws, dice: items.edit_item(ws, dice.choice(ITEMS), {"title": words(dice), "estimate": dice.randrange(9)}),
    lambda ws, dice: items.remove_items(ws, [dice.choice(ITEMS)]),
    lambda ws, dice: item_moves.move_items(ws, dice.sample(ITEMS, 2), dice.choice(STATES)),
    lambda ws, dice: item_parts.add_note(ws, dice.choice(ITEMS), words(dice)),
    lambda ws, dice: item_parts.add_labels(ws, [dice.choice(ITEMS)], [words(dice)[:30]]),
    lambda ws, dice: feedback_changes.add_feedback(
        ws, {"pilot": "P-01", "role": "family", "quote": words(dice), "rating": 2, "scale_low": 1, "scale_high": 5}
    ),
    lambda ws, dice: redact.redact(ws, dice.choice(ITEMS), words(dice)),
    lambda ws, dice: retros.open_retro(ws, {"team": "Heron"}),
    lambda ws, dice: retro_notes.write_note(ws, "R-01", "start", words(dice)),
    lambda ws, _dice: history.undo(ws),
    lambda ws, _dice: history.redo(ws),
)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small programme, and a store with nothing in it."""
    folder = tmp_path_factory.mktemp("templates")
    programme.make(str(folder / "small.db"), len(ITEMS))
    create(locate(folder / "empty.db"))
    return folder / "small.db", folder / "empty.db"


def told(ws: Workspace) -> list[str]:
    """The document, without the line that tells the moment."""
    return list(store_file.store_lines(ws))[:-1]


def lived(store: Path, dice: Random) -> tuple[list[str], int]:
    """What the file of a store says in which much was done, and how many of the acts were taken."""
    ws = Workspace(str(store), "ana", Clock(date(2026, 3, 18)))
    taken = 0
    for act in dice.choices(ACTS, k=dice.randrange(1, 13)):
        with suppress(PilotboardError):
            act(ws, dice)
            taken += 1
    store_file.save_store(ws, str(store.with_suffix(".json")), replace=True)
    found = told(ws)
    ws.close()
    return found, taken


def test_what_comes_back_is_what_was_saved(
    templates: tuple[Path, Path],
    tmp_path: Path,
    rounds: Callable[[int, int], int],
    figure: Callable[[str, str], None],
) -> None:
    small, empty = templates
    store, other = tmp_path / "store.db", tmp_path / "other.db"
    taken = 0
    for seed in range(rounds(50, 10_000)):
        shutil.copyfile(small, store)
        shutil.copyfile(empty, other)
        before, acts = lived(store, Random(seed))
        taken += acts
        ws = Workspace(str(other), "ana")
        store_file.load_store(ws, store.with_suffix(".json"))
        assert told(ws) == before, f"seed {seed}"
        ws.close()
    assert taken > rounds(50, 10_000) * 3
    figure("12", f"{rounds(50, 10_000):,} generated stores through a file and back: equal ({taken:,} acts)")
