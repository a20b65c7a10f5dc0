"""`export store` and `import` of what it wrote: the lines of a shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_output import raw_controls
from tests.domain.nasty import NASTY


@pytest.fixture
def whole(run: Run, tmp_path: Path) -> Path:
    """The store of the tests as one file."""
    place = tmp_path / "whole.json"
    assert run("export", "store", "-o", str(place)).code == 0
    return place


def test_saved_looked_at_and_loaded(run: Run, whole: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    looked = run("import", str(whole), "--store", str(new))
    assert looked.code == 0
    assert "Organisation  Riverside Unified" in looked.out
    assert f"Into          {new}" in looked.out
    assert "add --apply" in looked.out
    assert not new.exists()
    loaded = run("import", str(whole), "--store", str(new), "--apply")
    assert loaded.code == 0
    assert loaded.out.startswith("Loaded the whole store of Riverside Unified into ")
    for line in (["items", "list"], ["people", "list"], ["history"]):
        assert run(*line, "--json", "--store", str(new)).data == run(*line, "--json").data
    assert run("doctor", "--store", str(new)).code == 0


def test_scripts_read_what_happened(run: Run, whole: Path, tmp_path: Path) -> None:
    rows = len(whole.read_text().splitlines()) - 2
    saved = run("export", "store", "--output", str(tmp_path / "two.json"), "--json").data[0]
    assert saved["path"] == str(tmp_path / "two.json")
    assert saved["rows"] == rows
    assert saved["bytes"] == (tmp_path / "two.json").stat().st_size
    meta = run("import", str(whole), "--store", str(tmp_path / "new.db"), "--json").meta
    assert (meta["create"], meta["update"], meta["error"], meta["applied"]) == (rows, 0, 0, False)
    assert (meta["target"], meta["trouble"]) == ("store", None)
    done = run("import", str(whole), "--store", str(tmp_path / "new.db"), "--json", "--apply")
    assert done.data == []
    assert done.meta["applied"] is True


def test_without_a_file_it_goes_to_standard_output(run: Run, whole: Path) -> None:
    ran = run("export", "store")
    assert ran.out == whole.read_text("ascii")
    assert ran.document["kind"] == "whole_store"


def test_a_store_in_use_is_not_filled(run: Run, whole: Path) -> None:
    looked = run("import", str(whole))
    assert looked.code == 1
    assert "cannot go in here: This store is not empty" in looked.out
    ran = run("import", str(whole), "--apply", "--json")
    assert ran.code == 1
    assert ran.error["code"] == "refused"
    assert "--store PLACE" in ran.error["hint"]


def test_options_of_other_files_mean_nothing_here(run: Run, whole: Path) -> None:
    for options in (["--into", "P-01"], ["--map", "x"], ["--skip-bad"], ["--accept-guesses"]):
        ran = run("import", str(whole), *options)
        assert ran.code == 2
        assert f"Leave out {options[0]}." in ran.err


def test_a_file_is_replaced_only_when_it_is_meant(run: Run, whole: Path) -> None:
    whole.write_text("mine")
    assert run("export", "store", "-o", str(whole)).code == 1
    assert whole.read_text() == "mine"
    assert run("export", "store", "-o", str(whole), "--yes").code == 0
    assert json.loads(whole.read_text())["kind"] == "whole_store"
    for odd in (whole.parent, Path(os.devnull)):
        assert run("export", "store", "-o", str(odd), "--yes").code == 2
    assert run("export", "store", "-o", str(whole.parent / "none" / "x.json")).code == 3


def test_no_text_of_anybody_steers_a_terminal(run: Run, whole: Path, tmp_path: Path) -> None:
    for number, text in enumerate(NASTY):
        run("items", "add", f"{text} {number}", "--pilot", "P-01", "--description", text)
    ran = run("export", "store")
    assert raw_controls(ran.out.replace("\n", "")) == []
    assert ran.out.isascii()
    spoilt = tmp_path / "spoilt.json"
    for text in NASTY:
        named = json.dumps(text)
        spoilt.write_text(whole.read_text().replace('"Riverside Unified"', named), "utf-8")
        ran = run("import", str(spoilt), "--store", str(tmp_path / "new.db"))
        assert raw_controls((ran.out + ran.err).replace("\n", "")) == []
        assert "incident" not in ran.err
        assert ran.code == 2


def test_the_lines_of_the_guide_do_what_it_says(
    run: Run, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "steward.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    whole.unlink()
    lines = [line.split()[1:] for line in guide.splitlines() if "whole.json" in line and line.startswith("pilotboard ")]
    assert len(lines) == 3
    for line in lines:
        assert run(*("moved.db" if word == "PLACE" else word for word in line)).code == 0
    assert run("items", "list", "--json", "--store", "moved.db").data == run("items", "list", "--json").data


def test_what_is_read_loads_no_orm(run: Run, whole: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pilotboard.main import main; main(sys.argv[1:]);"
        "print(sorted({'sqlmodel', 'sqlalchemy', 'pydantic', 'textual'} & set(sys.modules)), file=sys.stderr)"
    )
    for line in (["export", "store"], ["import", str(whole)]):
        done = subprocess.run([sys.executable, "-c", code, *line], capture_output=True, text=True, check=True)
        assert done.stderr.strip().endswith("[]")
