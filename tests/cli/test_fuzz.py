"""Any line at all is answered: with a result or with three lines, never with a traceback or an incident."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilotboard.cli.app import CONTEXT, PROGRAM, Noun, Program
from pilotboard.cli.entries import ENTRIES
from pilotboard.cli.line import GLOBAL_OPTIONS
from tests.cli.conftest import run_line
from tests.domain.nasty import NASTY

LINES = 5_000
PLACES = {"init", "demo", "backup", "restore", "doctor", "open"}


def commands() -> list[tuple[list[str], list[click.Parameter]]]:
    """Every command: the words that lead to it, and what it takes. Those that write files elsewhere are left out."""
    program = Program()
    context = click.Context(program, info_name=PROGRAM, **CONTEXT)
    found = []
    for name in ENTRIES:
        command = program.get_command(context, name)
        assert command is not None
        if isinstance(command, Noun):
            for verb in command.list_commands(context):
                inner = command.get_command(context, verb)
                assert inner is not None
                found.append(([name, verb], inner.params))
        elif name not in PLACES:
            found.append(([name], command.params))
    return found


COMMANDS = commands()
GLOBALS = [option.name for option in GLOBAL_OPTIONS if option.name != "--store"]
WORDS = sorted(
    {word for words, _ in COMMANDS for word in words} | {name for _, ps in COMMANDS for p in ps for name in p.opts}
)
SENSIBLE = (
    *("P01-01", "P01-02", "P01-03", "P01-99", "P-01", "P-02", "T-01", "U-01", "L-01", "me", "nobody", "ana.ruiz"),
    *("done", "doing", "backlog", "dropped", "coach", "story", "state:doing", "open", "3", "1", "-1", "1e9"),
    *("fri", "+3d", "2026-02-28", "2026-02-30", "title", "due", "https://example.org", "", "-"),
)
VALUE = (
    st.sampled_from(SENSIBLE) | st.sampled_from(NASTY) | st.text(st.characters(exclude_characters="\x00"), max_size=12)
)
NOISE = st.sampled_from([*WORDS, *GLOBALS, "--", "-", "-h", "--help", "--limit=", "--x=y"]) | VALUE


@st.composite
def commands_with_values(draw: st.DrawFn) -> list[str]:
    """A command with something for each argument and some of its options, and now and then noise."""
    words, params = draw(st.sampled_from(COMMANDS))
    line = [*words]
    for param in params:
        if isinstance(param, click.Argument):
            if param.required or draw(st.booleans()):
                likely = [*getattr(param, "completes", ())] or [*SENSIBLE]
                value = VALUE | st.sampled_from([word for word in likely if not word.startswith("@")] or SENSIBLE)
                line += draw(st.lists(value, min_size=1, max_size=3)) if param.nargs == -1 else [draw(value)]
        elif isinstance(param, click.Option) and (param.required or draw(st.integers(0, 3)) == 0):
            line.append(draw(st.sampled_from([*param.opts, *param.secondary_opts])))
            if not param.is_flag:
                line.append(draw(VALUE))
    line += draw(st.lists(st.sampled_from(GLOBALS), max_size=1))
    for word in draw(st.lists(NOISE, max_size=1)) if draw(st.integers(0, 3)) == 0 else []:
        line.insert(draw(st.integers(0, len(line))), word)
    return line


LINE = st.one_of(commands_with_values(), commands_with_values(), commands_with_values(), st.lists(NOISE, max_size=6))


@pytest.fixture(scope="module")
def place(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("fuzz") / "pilotboard.db"
    shutil.copy(template, path)
    environment = {"PILOTBOARD_STORE": str(path), "PILOTBOARD_USER": "ana.ruiz", "PILOTBOARD_TODAY": "2026-03-18"}
    with patch.dict(os.environ, environment), chdir(path.parent):  # some lines write files where they are
        yield path


def test_any_line_is_answered(place: Path, rounds: Callable[[int, int], int]) -> None:
    @settings(
        max_examples=rounds(LINES, 1_000_000),
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(LINE)
    def answered(line: list[str]) -> None:
        ran = run_line(*line, stdin="some text")
        assert ran.code in {0, 1, 2, 3, 5}, (ran.code, ran.err)
        assert "incident" not in ran.err
        assert "Traceback" not in ran.err
        if ran.code and "--json" not in line:
            told = ran.out if ran.code == 1 and not ran.err else ran.err  # a dry run says "no" in its report
            assert len(told.rstrip("\n").split("\n")) >= 3

    answered()
    assert run_line("doctor", "--json").code == 0
