"""A portfolio imported from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.usecases.test_intake_pilots import REPORTS


def test_a_portfolio(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "reports.csv"
    file.write_text(REPORTS, encoding="utf-8")
    told = run("import", str(file))
    assert (told.code, "\n5 new.\n" in told.out) == (0, True)
    assert run("pilots", "list", "--json").meta["total"] == 2
    done = run("import", str(file), "--apply", "--json")
    assert {name: done.meta[name] for name in ("create", "error", "preset", "applied", "into")} == {
        "create": 5,
        "error": 0,
        "preset": "what_works",
        "applied": True,
        "into": None,
    }
    assert run("pilots", "list", "--json").meta["total"] == 7
    assert run("import", "undo", "B-1").code == 0
    assert run("pilots", "list", "--json").meta["total"] == 2
