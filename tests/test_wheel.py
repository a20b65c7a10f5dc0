"""The wheel carries everything the program reads: built, installed elsewhere, and used from there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "pilotboard"
DATA = {".tcss", ".toml", ".json", ".sql", ".typed", ".mako", ".html", ".typ", ".otf", ".txt"}


def run(*command: str, cwd: Path, path: Path | None = None) -> str:
    """What a command prints; it must go well, and sees no package of ours but the one in `path`."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(path or ""),
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def shipped() -> dict[str, Path]:
    """What must be in the wheel, by its place in there: the code, its data files, the sample data."""
    files = {
        f"pilotboard/{path.relative_to(PACKAGE).as_posix()}": path
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", *DATA} and "__pycache__" not in path.parts
    }
    return files | {
        f"pilotboard/sample_data/{path.relative_to(ROOT / 'sample_data').as_posix()}": path
        for path in (ROOT / "sample_data").rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the wheel is installed, far from the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere") / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    run(*pip, "--target", str(folder), str(wheel), cwd=folder.parent)
    return folder


def test_everything_is_in_the_wheel_byte_for_byte(wheel: Path) -> None:
    wanted = shipped()
    assert "pilotboard/sample_data/README.md" in wanted
    assert any(name.endswith(".tcss") for name in wanted)
    with zipfile.ZipFile(wheel) as archive:
        assert sorted(set(wanted) - set(archive.namelist())) == []
        assert [name for name, path in wanted.items() if archive.read(name) != path.read_bytes()] == []


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    wanted = shipped()
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if name not in wanted and ".dist-info/" not in name] == []


def test_the_installed_program_starts(installed: Path) -> None:
    import pilotboard

    said = run(sys.executable, "-m", "pilotboard", "--version", cwd=installed.parent, path=installed)
    assert pilotboard.__version__ in said


def test_the_installed_program_finds_its_sample_data(installed: Path) -> None:
    code = "from pilotboard.resources import sample_data; print(sample_data())"
    found = Path(run(sys.executable, "-c", code, cwd=installed.parent, path=installed))
    assert found == installed / "pilotboard" / "sample_data"
    assert sorted(path.name for path in found.iterdir()) == sorted(
        path.name for path in (ROOT / "sample_data").iterdir()
    )


def test_the_installed_program_makes_the_sample_programme(installed: Path, tmp_path: Path) -> None:
    store = tmp_path / "sample.db"
    command = (sys.executable, "-m", "pilotboard", "demo", "--no-open", "--keep", str(store))
    run(*command, cwd=tmp_path, path=installed)
    assert store.stat().st_size > 0


def test_the_checkout_finds_its_sample_data(tmp_path: Path) -> None:
    code = "from pilotboard.resources import sample_data; print(sample_data())"
    assert Path(run(sys.executable, "-c", code, cwd=tmp_path, path=PACKAGE.parent)) == ROOT / "sample_data"


def test_the_installed_styles_are_understood(installed: Path) -> None:
    """Each stylesheet is read from the installation and parsed with the variables that our themes give."""
    code = """
from pathlib import Path
import pilotboard
from textual.app import App
from textual.css.stylesheet import Stylesheet
from pilotboard.tui.theme import themes
folder = Path(pilotboard.__file__).parent
styles = sorted(folder.rglob("*.tcss"))
app = App()
app.register_theme(themes()["dark"])
app.theme = "dark"
variables = app.get_css_variables()
for style in styles:
    sheet = Stylesheet(variables=variables)
    sheet.read(style)
    sheet.parse()
print(len(styles), folder)
"""
    said = run(sys.executable, "-c", code, cwd=installed.parent, path=installed)
    assert said == f"{len([*PACKAGE.rglob('*.tcss')])} {installed / 'pilotboard'}"
