"""The program as a shell starts it: pipes, signals, what is loaded, what is not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "alembic", "textual", "psycopg", "jinja2", "rich", "numpy", "scipy"}
LOOK = """
import json, sys
from pilotboard.main import main
code = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write(json.dumps(sorted(sys.modules)))
sys.exit(code)
"""


def started(*arguments: str, store: Path, **options: object) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    command = [sys.executable, "-m", "pilotboard", *arguments]
    environment = {**os.environ, "PILOTBOARD_STORE": str(store), "PILOTBOARD_USER": "ana.ruiz"}
    environment |= dict(options.pop("env", {}))  # type: ignore[call-overload]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **options)  # type: ignore[call-overload,no-any-return]


def loaded(*arguments: str, store: Path) -> set[str]:
    """The modules that a command loads."""
    environment = {**os.environ, "PILOTBOARD_STORE": str(store), "PILOTBOARD_USER": "ana.ruiz"}
    told = subprocess.run(
        [sys.executable, "-c", LOOK, *arguments], capture_output=True, text=True, env=environment, check=True
    )
    return set(json.loads(told.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    "line",
    [
        "items list --json",
        "items list --filter open",
        "items show P01-01",
        "pilots list",
        "pilots show P-01 --json",
        "teams list --json",
        "teams show T-01",
        "people list",
        "sites list",
        "board show T-01",
        "organisation show",
        "history",
        "find heron",
        "where",
        "glossary",
        "completion answer -- items move +P01",
    ],
)
def test_a_read_loads_no_write_side_and_no_screens(store: Path, line: str) -> None:
    assert loaded(*line.split(), store=store) & HEAVY == set()


@pytest.mark.parametrize("line", ["--version", "--help", "help", "completion bash", "completion answer -- +it"])
def test_no_noun_is_loaded_before_it_is_on_the_line(store: Path, line: str) -> None:
    nouns = {f"pilotboard.cli.{name}" for name in ("items", "pilots", "teams", "people", "sites", "board", "upkeep")}
    there = loaded(*line.split(), store=store)
    assert there & (nouns | HEAVY) == set()
    assert not any(name.startswith(("pilotboard.usecases", "pilotboard.store")) for name in there)


def test_a_noun_loads_no_other_noun(store: Path) -> None:
    there = loaded("items", "list", store=store)
    assert "pilotboard.cli.items" in there
    others = ("pilots", "teams", "people", "sites", "board", "upkeep", "completion", "item_changes", "item_parts")
    assert there & {f"pilotboard.cli.{name}" for name in others} == set()


def test_the_way_to_the_screens_does_not_load_click(store: Path) -> None:
    code = LOOK.replace(
        "code = main", "import pilotboard.main as entry\nentry.open_screens = lambda line, at: 0\ncode = main"
    )
    for line in ([], ["open", "board"], ["--json"]):
        told = subprocess.run([sys.executable, "-c", code, *line], capture_output=True, text=True, check=True)
        there = set(json.loads(told.stderr.splitlines()[-1]))
        assert "click" not in there
        assert not {name for name in there if name.startswith("pilotboard.cli.")} - {
            "pilotboard.cli.line",
            "pilotboard.cli.diagnostics",
        }


def test_version_and_exit_codes(store: Path) -> None:
    from pilotboard import __version__

    ran = started("--version", store=store)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"pilotboard {__version__}\n", "")
    document = json.loads(started("--json", "--version", store=store).stdout)
    assert (document["kind"], document["data"]) == ("version", [{"version": __version__}])
    assert started("items", "list", store=store).returncode == 0
    assert started("items", "show", "P01-99", store=store).returncode == 1
    assert started("items", "list", "--sort", "x", store=store).returncode == 2
    assert started("items", "list", store=store.with_name("none.db")).returncode == 3
    assert started(store=store).returncode == 3


def test_piped_output_is_plain_and_results_stand_alone_on_it(store: Path) -> None:
    for line in (["items", "list"], ["items", "show", "P01-02"], ["board", "show", "T-01"], ["--help"], ["glossary"]):
        ran = started(*line, store=store, env={"FORCE_COLOR": "1", "TERM": "xterm-256color"})
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "\x1b" not in ran.stdout
    ran = started("items", "show", "P01-99", store=store)
    assert ran.stdout == ""
    assert "\x1b" not in ran.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_of_the_output_will_do(store: Path, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    assert started("items", "edit", "P01-01", "--title", "日本語 – ✓", store=store).returncode == 0
    for line in (
        ["items", "list"],
        ["items", "show", "P01-01"],
        ["items", "list", "--json"],
        ["items", "show", "日本"],
    ):
        command = [sys.executable, "-m", "pilotboard", *line, "--store", str(store)]
        ran = subprocess.run(command, capture_output=True, env={**os.environ, **env}, check=False)
        assert b"incident" not in ran.stderr
        ran.stdout.decode(encoding)
        if "--json" in line:
            assert json.loads(ran.stdout.decode(encoding))["data"][0]["title"] == "日本語 – ✓"


def test_arguments_that_are_no_utf_8_are_answered(store: Path) -> None:
    command = [sys.executable.encode(), b"-m", b"pilotboard", b"items", b"edit", b"P01-01", b"--title", b"caf\xe9"]
    ran = subprocess.run([*command, b"--store", os.fsencode(store)], capture_output=True, check=False)
    assert ran.returncode == 0
    assert json.loads(started("items", "list", "--json", store=store).stdout)["data"][0]["title"] == "caf"


def test_a_reader_that_has_seen_enough_is_no_error(store: Path) -> None:
    script = f'"{sys.executable}" -m pilotboard items list --json; echo "code $?" >&2'
    ran = subprocess.Popen(
        ["bash", "-c", f"set -o pipefail; ({script}) | true"],
        stderr=subprocess.PIPE,
        env={**os.environ, "PILOTBOARD_STORE": str(store)},
        text=True,
    )
    _, said = ran.communicate(timeout=60)
    assert said == "code 0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_named(store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "pilotboard", "items", "list", "--store", str(store)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 3
    assert ran.stderr.splitlines()[0].startswith("The output could not be written")


WAITS = """
import sys
from pilotboard.main import main

class Waiting:
    def isatty(self):
        return False

    def read(self, _most):
        print("waiting", flush=True)
        return sys.__stdin__.read()

sys.stdin = Waiting()
sys.exit(main(["items", "note", "P01-01", "-"]))
"""


@pytest.mark.parametrize("ignored", [False, True])
def test_an_interrupt_ends_a_command_with_130(store: Path, ignored: bool) -> None:
    """Also of a command whose parent ignores interrupts, and only then nothing is saved."""
    ignoring = ["bash", "-c", 'trap "" INT; exec "$@"', "-"] if ignored else []
    process = subprocess.Popen(
        [*ignoring, sys.executable, "-c", WAITS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PILOTBOARD_STORE": str(store)},
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, said.strip()) == (130, "Interrupted.")
    assert json.loads(started("items", "show", "P01-01", "--json", store=store).stdout)["data"][0]["notes"] == []


def test_a_password_does_not_reach_the_log(store: Path, home: Path) -> None:
    url = "postgresql://ana:hunter2@127.0.0.1:1/x?connect_timeout=1"
    ran = started("items", "list", "--store", url, store=store)
    logs = [path.read_text() for path in home.rglob("*.log")]
    assert ran.returncode == 3
    assert "hunter2" not in ran.stderr + "".join(logs)
