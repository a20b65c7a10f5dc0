"""Where papers are written: whole or not at all, never through a link, never over what was not asked about."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from pilotboard.domain.errors import EnvironmentFault, InvalidInput
from pilotboard.export.files import checked_path, save, slug
from tests.domain.nasty import NASTY


@pytest.mark.parametrize("text", NASTY)
def test_a_slug_is_a_plain_name_everywhere(text: str) -> None:
    found = slug(text)
    assert found
    assert len(found) <= 90
    assert all(char.isascii() and (char.isalnum() or char == "-") for char in found)
    assert found not in {"con", "prn", "aux", "nul"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("Sprint S-4", "sprint-s-4"), ("../../etc/passwd", "etc-passwd"), ("CON", "con-paper"), ("日本語", "paper")],
)
def test_slugs(text: str, name: str) -> None:
    assert slug(text) == name


@pytest.mark.parametrize("name", ["CON", "con.pdf", "Nul", "COM1.txt", "LPT9", "aux."])
def test_names_of_devices_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput, match="device"):
        checked_path(str(tmp_path / name), "paper.pdf")


def test_folders_links_and_pipes_are_refused(tmp_path: Path) -> None:
    real = tmp_path / "real.pdf"
    real.write_text("old")
    (tmp_path / "link.pdf").symlink_to(real)
    (tmp_path / "dangling.pdf").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.pdf")
    for name, what in (("", "folder"), ("link.pdf", "link"), ("dangling.pdf", "link"), ("pipe.pdf", "no plain file")):
        with pytest.raises(InvalidInput, match=what):
            checked_path(str(tmp_path / name), "paper.pdf")
    assert checked_path(str(real), "paper.pdf") == real
    assert real.read_text() == "old"


def test_a_folder_names_the_file_that_could_lie_in_it(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_path(str(tmp_path), "sprint-s-4.pdf")
    assert "sprint-s-4.pdf" in refused.value.hint


@pytest.mark.parametrize("text", ["", "  ", "a\x00b"])
def test_a_path_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="path is needed"):
        checked_path(text, "paper.pdf")


def test_what_is_written_is_whole_and_only_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"old")
    save(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["paper.pdf"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_keeps_the_old_file(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "paper.pdf"
    path.write_bytes(b"old")
    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(EnvironmentFault) as refused:
        save(path, b"new")
    assert "No space left" in refused.value.message
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        save(tmp_path / "nowhere" / "paper.pdf", b"new")


def test_a_planted_plain_write_loses_the_old_file(tmp_path: Path) -> None:
    """The same full disk under a plain open("wb"): what `save` is there to prevent."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"old")
    with path.open("wb") as file:
        file.write(b"")
    assert path.read_bytes() != b"old"
