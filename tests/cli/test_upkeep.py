"""Making, checking, copying a store; the sample programme."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_store_is_made_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "programme.db"
    ran = run(
        "init", "--store", str(path), "--name", "North Schools", "--labels", "plain", "--time-zone", "Europe/Oslo"
    )
    assert (ran.code, ran.out) == (0, f"Made a store for North Schools at {path}.\n")
    assert run("organisation", "show", "--store", str(path), "--json").data[0]["time_zone"] == "Europe/Oslo"
    assert run("items", "list", "--store", str(path)).out == "No tasks yet. To begin: pilotboard items add\n"
    before = path.read_bytes()
    again = run("init", "--store", str(path))
    assert (again.code, len(again.err.splitlines())) == (1, 3)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("option", "value"), [("--labels", "plian"), ("--time-zone", "Mars"), ("--name", " ")])
def test_a_store_is_not_made_from_bad_input(run: Run, tmp_path: Path, option: str, value: str) -> None:
    ran = run("init", "--store", str(tmp_path / "new.db"), option, value)
    assert (ran.code, len(ran.err.splitlines())) == (2, 3)
    assert list(tmp_path.glob("*.db*")) == []


def test_where_tells_also_when_there_is_no_store(run: Run, store: Path, tmp_path: Path) -> None:
    data = run("where", "--json").data[0]
    assert (data["store"], data["kind"], data["organisation"]) == (str(store), "file", "Riverside Unified")
    assert data["counts"]["items"] == 5
    text = run("where").out
    assert "2 pilots, 5 items, 1 team, 2 people, 1 site" in text
    missing = run("where", "--store", str(tmp_path / "none.db"), "--json")
    assert (missing.code, missing.data[0]["counts"]) == (0, None)
    assert missing.data[0]["trouble"]["code"] == "store_unavailable"
    assert "There is no store at" in run("where", "--store", str(tmp_path / "none.db")).out


def test_doctor_ends_with_the_code_of_what_it_found(run: Run, store: Path) -> None:
    assert run("doctor").code == 0
    rows = run("doctor", "--json")
    assert {row["level"] for row in rows.data} <= {"ok", "warning"}
    with store.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    ran = run("doctor", "--json")
    assert (ran.code, ran.meta["exit_code"]) == (4, 4)
    assert "PROBLEM" in run("doctor").out


def test_a_backup_comes_back_as_a_copy(run: Run, tmp_path: Path, store: Path) -> None:
    target = tmp_path / "copy.db"
    assert run("backup", str(target)).code == 0
    assert run("backup", str(target)).code == 1
    run("items", "remove", "P01-01", "--yes")
    made = run("restore", str(target), "--into", str(tmp_path / "back.db"), "--json").data[0]
    assert (made["store"], made["digest_checked"]) == (str(tmp_path / "back.db"), True)
    assert run("items", "list", "--store", made["store"], "--json").meta["count"] == 5
    assert run("items", "list", "--json").meta["count"] == 4
    said = run("restore", str(target)).out
    assert "pilotboard --store" in said
    target.write_bytes(target.read_bytes()[:-10])
    assert run("restore", str(target), "--into", str(tmp_path / "third.db")).code == 4
    assert not (tmp_path / "third.db").exists()


def test_the_line_for_every_night(run: Run, store: Path) -> None:
    ran = run("backup", "--schedule")
    assert str(store) in ran.out
    assert run("backup", "--schedule", "--json").data[0]["line"] == ran.out.strip()


def test_the_sample_is_made_and_then_only_opened(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    assert run("demo", "--no-open", "--keep", str(path)).out == f"Made the sample programme at {path}.\n"
    content = path.read_bytes()
    again = run("demo", "--no-open", "--keep", str(path), "--json").data[0]
    assert (again["made"], path.read_bytes()) == (False, content)
    assert run("items", "list", "--store", str(path), "--as", "ana", "--json").meta["total"] > 50


def test_somebodys_own_store_is_no_sample(run: Run, store: Path) -> None:
    ran = run("demo", "--keep", str(store), "--json")
    assert (ran.code, ran.error["code"]) == (2, "invalid_input")


@pytest.mark.parametrize("line", [[], ["open", "board"], ["open", "P01-01"], ["open"]])
def test_the_screens_need_a_terminal(run: Run, line: list[str]) -> None:
    ran = run(*line)
    assert ran.code == (2 if line == ["open"] else 3)
    assert (ran.out, len(ran.err.splitlines())) == ("", 3)
    assert json.loads(run(*line, "--json").err)["error"]["code"] in {"environment", "input"}
