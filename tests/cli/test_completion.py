"""What the tab key offers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pilotboard.cli.entries import ENTRIES
from pilotboard.cli.shells import SHELLS
from tests.cli.conftest import Run


def offered(run: Run, *words: str) -> list[str]:
    ran = run("completion", "answer", "--", *words)
    assert (ran.code, ran.err) == (0, "")
    return [line.partition("\t")[0] for line in ran.out.splitlines()]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["+or"], ["organisation"]),
        (["items", "+m"], ["move"]),
        (["items", "--json", "+m"], ["move"]),
        (["--store", "x.db", "--json", "teams", "+jo"], ["join"]),
        (["items", "move", "P01-01", "+d"], ["done", "dropped"]),
        (["items", "move", "+P01-0"], ["P01-01", "P01-02", "P01-03", "P01-04", "P01-05"]),
        (["items", "rank", "P01-01", "--before", "+p01-02"], ["P01-02"]),
        (["items", "add", "x", "--type", "+s"], ["story", "spike"]),
        (["items", "add", "--assignee", "+b"], ["ben.okoro"]),
        (["items", "add", "x", "--pilot", "+"], ["P-01", "P-02"]),
        (["items", "list", "--sort", "+d"], ["due"]),
        (["items", "list", "+--l"], ["--limit"]),
        (["items", "list", "+--js"], ["--json"]),
        (["board", "show", "+"], ["T-01", "P-01", "P-02"]),
        (["board", "column", "T-01", "+re"], ["ready", "review"]),
        (["teams", "join", "T-01", "+a"], ["ana.ruiz"]),
        (["pilots", "edit", "P-01", "--sites", "+L"], ["L-01"]),
        (["--as", "+b"], ["ben.okoro"]),
        (["--today", "+2"], []),
        (["--store", "+"], [":files"]),
        (["backup", "+x"], [":files"]),
        (["restore", "a.db", "--into", "+"], [":files"]),
        (["completion", "+f"], ["fish"]),
        (["open", "+b"], ["board", "backlog"]),
        (["open", "+p"], ["pilots", "plan", "planning", "people", "programmes"]),
        (["open", "+c"], ["calendar"]),
        (["nothing", "+"], []),
        (["items", "nothing", "+"], []),
        (["where", "+"], []),
        (["items", "add", "--", "+"], []),
        (["undo", "+"], []),
    ],
)
def test_candidates(run: Run, words: list[str], wanted: list[str]) -> None:
    assert offered(run, *words) == wanted


def test_the_first_word_is_a_noun(run: Run) -> None:
    assert offered(run, "+") == [*ENTRIES]
    assert offered(run) == [*ENTRIES]


def test_without_a_store_there_are_no_keys(run: Run, tmp_path: Path) -> None:
    assert offered(run, "--store", str(tmp_path / "none.db"), "items", "move", "+") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script_that_asks(run: Run, shell: str) -> None:
    ran = run("completion", shell)
    assert ran.code == 0
    assert "pilotboard completion answer --" in ran.out


@pytest.mark.parametrize("shell", SHELLS)
def test_what_a_script_tells_to_run_is_there(run: Run, shell: str) -> None:
    script = run("completion", shell).out
    told = set(re.findall(r"pilotboard completion (\w+)", script))
    assert told == {shell, "answer"}
    assert all(run("completion", word).code == 0 for word in told)
    assert re.search(r"""completion answer -- \S.* "\+\$\{?\w+""", script), "words, then the last one behind a +"
    assert ":files" in script
    for opens, closes in ("{}", "()", "[]"):
        assert script.count(opens) == script.count(closes), f"{shell}: {opens}{closes}"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the program as people have it."""
    found = tmp_path / "pilotboard"
    found.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pilotboard "$@"\n')
    found.chmod(0o755)
    return tmp_path


def answered(shell: str, script: str) -> list[str]:
    """What that shell prints. A machine without it has nothing to complete in it."""
    there = shutil.which(shell)
    if there is None:
        pytest.skip(f"{shell} is not installed here")
    told = subprocess.run([there, "-c", script], capture_output=True, text=True, check=True)
    assert told.stderr == ""
    return told.stdout.splitlines()


def test_zsh_completes(run: Run, program: Path) -> None:
    script = f"""
        path=({program} $path)
        compdef() {{ : }}
        _describe() {{ print -rl -- "${{(@P)2}}" }}
        _files() {{ print -r -- FILES }}
        {run("completion", "zsh").out}
        words=(pilotboard items move P01-01 d); CURRENT=5; _pilotboard
        words=(pilotboard items show P01-01); CURRENT=4; _pilotboard
        words=(pilotboard backup x); CURRENT=3; _pilotboard
    """
    first, second, item, files = answered("zsh", script)
    assert (first, second, files) == ("done", "dropped", "FILES")
    assert item.startswith("P01-01:")


def test_fish_completes(run: Run, program: Path) -> None:
    script = f"""
        set PATH {program} $PATH
        {run("completion", "fish").out}
        function __fish_complete_path; echo FILES; end
        complete -C "pilotboard items move P01-01 d"
        complete -C "pilotboard items show P01-01"
        complete -C "pilotboard backup F"
    """
    first, second, item, files = answered("fish", script)
    assert (first, second, files) == ("done", "dropped", "FILES")
    assert item.startswith("P01-01\t")


def test_bash_completes(run: Run, program: Path) -> None:
    script = f"""
        PATH="{program}:$PATH"
        {run("completion", "bash").out}
        COMP_WORDS=(pilotboard items move P01-01 d); COMP_CWORD=4; _pilotboard
        printf '%s\\n' "${{COMPREPLY[@]}}"
        COMP_WORDS=(pilotboard items ""); COMP_CWORD=2; _pilotboard
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    told = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.split()[:4] == ["done", "dropped", "list", "show"]
    assert told.stderr == ""


def test_every_screen_can_be_named_and_a_wrong_name_tells_them(store: Path) -> None:
    from pilotboard.cli.screens import SCREENS
    from pilotboard.domain.errors import InvalidInput
    from pilotboard.settings import Places, Settings
    from pilotboard.tui.start import PLACES, make_shell
    from pilotboard.usecases.workspace import Workspace

    assert {place.id for place in PLACES} == set(SCREENS)
    nowhere = Path("/nowhere")
    settings = Settings("", "", "", None, Places(nowhere, nowhere, nowhere), False)
    with pytest.raises(InvalidInput, match='no screen "calender", and it is no key') as wrong:
        make_shell(Workspace(str(store), "ana.ruiz"), settings, "calender")
    assert wrong.value.hint.startswith("Did you mean calendar? Screens: today, pilots,")
