"""`./run`: what it says to an old Python, what it makes, what an interruption or a second run leaves behind.

The packages themselves are not downloaded here; the environment is a real one.
"""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
RUN = ROOT / "run"
# A child process that has ./run as the module `run`, with a checkout of its own and an installation we watch.
CHILD = """
import shutil, sys
sys.path.insert(0, {tests!r})
shutil.which = lambda name: "uv"
from tests.test_run_script import load
from pathlib import Path
run = load(Path({checkout!r}))
def install(uv, extras, handle):
    print("installing", flush=True)
    sys.stdin.readline()
run.install = install
run.hand_over = lambda program, arguments: None
print("ended with", run.main(["demo"]))
"""


def load(checkout: Path) -> Any:
    """./run as a module that works on `checkout` instead of on this one."""
    loader = SourceFileLoader("run_script", str(RUN))
    spec = spec_from_loader("run_script", loader)
    assert spec is not None
    run: Any = module_from_spec(spec)
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(run)
    finally:
        sys.dont_write_bytecode = writes
    run.ROOT = str(checkout)
    for name in ("VENV", "STAMP", "LOG", "LOCK", "PYTHON"):
        setattr(run, name, getattr(run, name).replace(str(ROOT), str(checkout)))
    return run


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs nothing."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'pilotboard'\nversion = '0'\n")
    return tmp_path


@pytest.fixture
def run(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """./run on that checkout; `run.done` lists what it installed and became."""
    module = load(checkout)
    module.done = []
    monkeypatch.setattr("shutil.which", lambda name: "uv")  # the environment is made without pip: that is quick
    module.install = lambda uv, extras, handle: module.done.append(sorted(extras))
    module.hand_over = lambda program, arguments: module.done.append(arguments)
    return module


def test_old_pythons_can_read_it() -> None:
    text = RUN.read_text(encoding="ascii")
    new: tuple[type[ast.AST], ...] = (
        ast.JoinedStr,
        ast.AnnAssign,
        ast.NamedExpr,
        ast.Nonlocal,
        ast.YieldFrom,
        ast.Match,
    )
    for node in ast.walk(ast.parse(text, feature_version=(3, 4))):
        assert not isinstance(node, new), ast.unparse(node)
        if isinstance(node, ast.arguments):
            assert not node.kwonlyargs
            assert not any(argument.annotation for argument in node.args)
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
        if isinstance(node, ast.Raise):
            assert node.cause is None


def test_it_needs_the_standard_library_only() -> None:
    tree = ast.walk(ast.parse(RUN.read_text()))
    names = {alias.name.partition(".")[0] for node in tree if isinstance(node, ast.Import) for alias in node.names}
    assert names <= sys.stdlib_module_names


def test_it_is_executable() -> None:
    assert os.access(RUN, os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_an_old_python_is_told_what_to_do(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    run.OLDEST, run.NEWER = (99, 1), ["python-that-nobody-has"]
    assert run.main(["demo"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("Pilotboard needs Python 99.1 or newer; this is Python 3.")
    assert "Install one" in said


@pytest.mark.skipif(os.name == "nt", reason="the newer Python is a shell script here")
def test_an_old_python_hands_over_to_a_newer_one(run: Any, tmp_path: Path) -> None:
    newer = tmp_path / "python3.98"
    newer.write_text("#!/bin/sh\nexit 0\n")
    newer.chmod(0o755)
    run.OLDEST, run.NEWER = (99, 1), ["python-that-nobody-has", str(newer)]
    run.main(["items", "list"])
    assert run.done == [[str(RUN), "items", "list"]]


def test_the_first_run_sets_up_and_the_second_does_not(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["demo"])
    said = capsys.readouterr()
    first, last = said.err.splitlines()
    assert first == "Setting up pilotboard (first time, about a minute) ..."
    assert last.startswith("Ready after")
    assert said.out == ""
    assert Path(run.PYTHON).exists()
    run.main(["items", "list", "--json"])
    assert capsys.readouterr().err == ""
    command = ["-P", "-m", "pilotboard"]
    assert run.done == [[], [*command, "demo"], [*command, "items", "list", "--json"]]


def test_a_test_run_adds_what_tests_need_and_keeps_it(run: Any, checkout: Path) -> None:
    run.main(["demo"])
    run.main(["test", "tests/domain", "-q"])
    run.main(["demo"])
    assert run.done[2:4] == [["dev"], ["-m", "pytest", "tests/domain", "-q"]]
    assert len(run.done) == 5
    (checkout / "pyproject.toml").write_text("[project]\nname = 'pilotboard'\nversion = '1'\n")
    run.main(["demo"])
    assert run.done[5] == ["dev"]


@pytest.mark.parametrize(
    ("arguments", "extras"),
    [
        ([], []),
        (["demo"], []),
        (["--store", "postgresql://host/pilots", "items", "list"], ["postgres"]),
        (["--store=postgres://host/pilots"], ["postgres"]),
        (["items", "add", "about postgresql:// things"], []),
        (["soak", "-k", "kill"], ["dev"]),
        (["bench"], ["dev"]),
        (["lint"], ["dev"]),
    ],
)
def test_only_what_the_command_needs_is_installed(run: Any, arguments: list[str], extras: list[str]) -> None:
    assert run.plan(arguments)[0] == extras


@pytest.mark.parametrize(
    ("words", "everywhere"),
    [
        ([], True),
        (["--real", "../shared/data"], True),
        (["--real=../shared/data"], True),
        (["--real", "../shared/data", "-x"], False),
        (["tests/domain"], False),
    ],
)
def test_the_whole_suite_runs_on_all_cores(run: Any, words: list[str], everywhere: bool) -> None:
    ((_, *command),) = run.plan(["test", *words])[1]
    assert command[1 : 1 + len(words)] == words
    assert (command[1 + len(words) :] == ["-n", "auto", "--maxprocesses", "8"]) == everywhere


def test_a_store_in_the_environment_counts_too(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILOTBOARD_STORE", "postgresql://host/pilots")
    assert run.plan(["items", "list"])[0] == ["postgres"]


def test_an_environment_that_was_moved_is_made_anew(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    run.main(["demo"])
    stamp = Path(run.STAMP)
    stamp.write_text(stamp.read_text().replace(run.ROOT, "/somewhere/else"))
    run.main(["demo"])
    assert capsys.readouterr().err.count("Setting up pilotboard (first time") == 2


@pytest.mark.parametrize("harm", ["stamp", "python", "half a stamp"])
def test_an_environment_that_is_not_whole_is_repaired(run: Any, harm: str) -> None:
    run.main(["demo"])
    if harm == "python":
        Path(run.PYTHON).unlink()
    elif harm == "stamp":
        Path(run.STAMP).unlink()
    else:
        Path(run.STAMP).write_text('{"root": ')
    run.main(["demo"])
    assert run.ready([])
    assert Path(run.PYTHON).exists()
    assert len(run.done) == 4


def test_an_interrupted_set_up_starts_over(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    install, run.install = run.install, interrupted
    assert run.main(["demo"]) == 130
    assert "starts the set-up again" in capsys.readouterr().err
    assert not run.ready([])
    run.install = install
    run.main(["demo"])
    assert run.ready([])
    assert run.done[0] == []


def test_an_environment_of_somebody_else_is_left_alone(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = Path(run.VENV) / "pyvenv.cfg"
    theirs.parent.mkdir()
    theirs.write_text("theirs")
    assert run.main(["demo"]) == 3
    assert "was not made by ./run; it was left as it is" in capsys.readouterr().err
    assert theirs.read_text() == "theirs"


def test_a_python_without_ensurepip_names_the_package(
    run: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert run.main(["demo"]) == 3
    assert f"sudo apt install python3.{sys.version_info[1]}-venv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Temporary failure in name resolution", "Is this machine online?"),
        ("error: the compiler is missing", "    error: the compiler is missing"),
    ],
)
def test_a_failed_download_is_told_in_words(
    run: Any, capsys: pytest.CaptureFixture[str], said: str, sentence: str
) -> None:
    fresh = load(Path(run.ROOT))
    fresh.make_environment, call = run.make_environment, fresh.call
    fresh.call = lambda command, handle: call([sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"], handle)
    assert fresh.main(["demo"]) == 3
    assert sentence in capsys.readouterr().err


def test_a_folder_without_room_is_told_in_words(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    run.LOCK = str(Path(run.ROOT) / "not there" / "lock")
    assert run.main(["demo"]) == 3
    assert "could not be set up" in capsys.readouterr().err


@pytest.fixture
def start(checkout: Path) -> Callable[[], subprocess.Popen[str]]:
    """Starts a ./run of its own process on the checkout; its installation waits for a line."""
    code = CHILD.format(tests=str(ROOT), checkout=str(checkout))
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
    }
    return lambda: subprocess.Popen([sys.executable, "-u", "-c", code], **pipes)


def test_two_first_runs_at_once_set_up_once(start: Callable[[], subprocess.Popen[str]]) -> None:
    with start() as one:
        assert one.stdout is not None
        assert one.stdout.readline() == "installing\n"
        with start() as two:
            assert two.stderr is not None
            assert two.stderr.readline().startswith("Another ./run is setting up pilotboard here")
            assert one.communicate("go on\n")[0] == "ended with None\n"
            assert two.communicate()[0] == "ended with None\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_a_killed_run_does_not_hold_the_next_one_up(start: Callable[[], subprocess.Popen[str]]) -> None:
    with start() as one:
        assert one.stdout is not None
        assert one.stdout.readline() == "installing\n"
        one.send_signal(signal.SIGKILL)
        one.communicate()
    with start() as two:
        said, noted = two.communicate("go on\n")
    assert said == "installing\nended with None\n"
    assert noted.startswith("Setting up pilotboard (first time")
