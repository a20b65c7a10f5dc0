"""`pilotboard export`: papers in every format, whole or not at all, never over something that was not asked about."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Run
from tests.domain.nasty import NASTY
from tests.export.reading import Page, csv_rows, pdf_text

START = {"pdf": b"%PDF-", "xlsx": b"PK", "html": b"<!doctype html>", "md": b"# ", "json": b"{", "csv": b"\xef\xbb\xbf"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize("form", START)
def test_every_format_by_its_name_and_by_the_ending_of_the_file(run: Run, folder: Path, form: str) -> None:
    assert run("export", "feedback", "--format", form, "-o", "said.file").code == 0
    assert run("export", "feedback", "-o", f"said.{form}").code == 0
    first, second = (folder / "said.file").read_bytes(), (folder / f"said.{form}").read_bytes()
    assert first == second
    assert first.startswith(START[form])


@pytest.mark.parametrize("form", ["md", "html", "json", "csv"])
def test_text_goes_to_standard_output(run: Run, folder: Path, form: str) -> None:
    ran = run("export", "feedback", "--format", form)
    assert ran.code == 0
    assert "What we heard" in ran.out
    assert [*folder.iterdir()] == []


def test_a_pdf_gets_a_name_of_its_own(run: Run, folder: Path) -> None:
    ran = run("export", "feedback", "--pilot", "P-01", "--format", "pdf")
    (made,) = folder.iterdir()
    assert made.name == "feedback-p-01-2026-03-18.pdf"
    assert made.name in ran.out
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert "Reading texts" in pdf_text(made.read_bytes())


def test_json_says_what_was_written(run: Run, folder: Path) -> None:
    ran = run("export", "feedback", "--format", "html", "--json")
    assert ran.document["kind"] == "exports"
    (row,) = ran.data
    assert Path(row["path"]).read_bytes().startswith(START["html"])
    assert (row["kind"], row["format"], row["audience"], row["as_of"]) == (
        "feedback-digest", "html", "internal", "2026-03-18",
    )  # fmt: skip
    assert row["bytes"] == (folder / row["path"]).stat().st_size


def test_a_file_is_not_replaced_unasked(run: Run, folder: Path) -> None:
    (folder / "said.md").write_text("mine")
    ran = run("export", "feedback", "-o", "said.md")
    assert ran.code == 1
    assert "--yes" in ran.err
    assert (folder / "said.md").read_text() == "mine"
    assert run("export", "feedback", "-o", "said.md", "--yes").code == 0
    assert (folder / "said.md").read_text().startswith("# What we heard")


@pytest.mark.parametrize(
    ("path", "words"), [(".", "folder"), ("CON.pdf", "device"), ("link.pdf", "link"), ("", "path is needed")]
)
def test_places_that_are_no_file_are_refused(run: Run, folder: Path, path: str, words: str) -> None:
    (folder / "link.pdf").symlink_to(folder / "elsewhere")
    ran = run("export", "feedback", "--format", "pdf", "-o", path, "--yes")
    assert ran.code == 2
    assert words in ran.err
    assert "Nothing was written." in ran.err
    assert not (folder / "elsewhere").exists()


def test_a_folder_that_is_not_there_is_an_environment_fault(run: Run) -> None:
    ran = run("export", "feedback", "-o", "nowhere/said.md")
    assert ran.code == 3
    assert "cannot be written" in ran.err


@pytest.mark.parametrize("audience", ["board", "public"])
def test_open_papers_are_refused(run: Run, folder: Path, audience: str) -> None:
    ran = run("export", "feedback", "--audience", audience, "-o", "said.pdf")
    assert ran.code == 1
    assert "board-closed" in ran.err
    assert [*folder.iterdir()] == []


def test_a_closed_paper_says_so(run: Run) -> None:
    assert "closed session" in run("export", "feedback", "--audience", "board-closed").out


def test_unknown_words_name_the_nearest(run: Run) -> None:
    ran = run("export", "feedback", "--format", "exls")
    assert (ran.code, "xlsx" in ran.err) == (2, True)
    ran = run("export", "feedback", "--audience", "internl")
    assert (ran.code, "internal" in ran.err) == (2, True)
    assert run("export", "sprint", "S-99").code == 1


def test_items_come_back_as_they_were(run: Run, folder: Path) -> None:
    for form in ("csv", "xlsx", "json"):
        assert run("export", "items", "--in", "P-01", "-o", f"items.{form}").code == 0
        ran = run("import", f"items.{form}", "--into", "P-02", "--apply", "--accept-guesses", "--json")
        assert ran.code == 0, ran.err
        assert ran.meta["preset"] == "pilotboard"
        assert ran.meta["create"] == (5 if form == "csv" else 0)
        assert (ran.meta["unchanged"], ran.meta["error"]) == ((0 if form == "csv" else 5), 0)
    rows = csv_rows((folder / "items.csv").read_bytes())
    assert [row[1] for row in rows[1:]] == [
        "Write the letter", "Print the cards", "Ask the library", "Thank the parents", "Look for a sponsor",
    ]  # fmt: skip
    document = json.loads((folder / "items.json").read_text())
    assert document["data"][0]["estimate"] == 3
    assert document["data"][1]["estimate"] is None


def test_items_that_fit_a_filter(run: Run) -> None:
    ran = run("export", "items", "--filter", "label:urgent")
    assert ran.out.count("P01-") == 1
    assert run("export", "items", "--filter", "label:(").code == 2


@pytest.mark.parametrize("form", START)
def test_nasty_texts_in_every_paper(run: Run, folder: Path, form: str) -> None:
    for text in NASTY[::4]:
        run("feedback", "add", "--pilot", "P-01", "--role", "family", "--text", text, "--consent", "public")
    for key in run("feedback", "list", "--json").data:
        run("feedback", "answer", key["key"], "--did", f"Answer: {key['quote']}")
    assert run("export", "feedback", "-o", f"said.{form}").code == 0
    data = (folder / f"said.{form}").read_bytes()
    assert data.startswith(START[form])
    if form == "html":
        assert "script" not in Page(data.decode()).tags
    if form in ("md", "html", "csv", "json"):
        assert not {*"\x1b\x07\x9b\x00\u202e"} & set(data.decode())


DECIDED = ("--by", "Ana Ruiz", "--reason", "The evidence is thin")


def test_a_brief_is_one_page(run: Run, folder: Path) -> None:
    long = "Children read more when the text is short and comes at four. " * 6
    run("pilots", "edit", "P-01", "--aim", long[:200], "--hypothesis", long, "--prediction", long)
    assert run("export", "pilot", "P-01", "-o", "brief.pdf").code == 0
    assert len(pypdfium2.PdfDocument((folder / "brief.pdf").read_bytes())) == 1
    assert "Children read more" in pdf_text((folder / "brief.pdf").read_bytes())


def test_the_portfolio_has_every_open_pilot_in_its_group(run: Run) -> None:
    scale = {row["key"]: row["recommendation"] for row in run("scale", "--json").data}
    document = run("export", "portfolio", "--format", "json").document
    told = {
        row["key"]: section["heading"].rpartition(" ")[0].lower().replace(" ", "_")
        for section in document["data"][1:]
        for row in section["blocks"][0]["rows"]
    }
    assert told == scale
    assert len(told) == 2


def test_a_decision_is_told_with_the_evidence_it_had(run: Run) -> None:
    assert run("export", "decision", "P-01").code == 1
    assert run("decisions", "record", "P-01", "extend", *DECIDED).code == 0
    before = run("export", "decision", "P-01").out
    run("feedback", "add", "--pilot", "P-01", "--role", "family", "--text", "Something new")
    run("criteria", "edit", "--weights", "effectiveness=20,equity=20")
    assert run("export", "decision", "P-01").out == before
    assert run("export", "decision", "D-01").out == before
    assert "The evidence is thin" in before


def test_all_papers_by_one_command(run: Run, folder: Path) -> None:
    run("decisions", "record", "P-01", "extend", *DECIDED)
    ran = run("export", "all", "--to", "papers", "--format", "pdf,csv")
    assert ran.code == 0
    names = {path.name for path in (folder / "papers").iterdir()}
    assert {"portfolio.pdf", "portfolio.csv", "feedback.pdf", "pilot-p-01.pdf", "decision-d-01-p-01.pdf"} <= names
    assert stat.S_IMODE((folder / "papers").stat().st_mode) == 0o700
    again = run("export", "all", "--to", "papers")
    assert (again.code, "not empty" in again.err) == (1, True)
    assert run("export", "all", "--to", "papers", "--yes", "--json").meta["count"] == len(names) / 2
    assert run("export", "all", "--to", "papers", "--format", "pdf,exls", "--yes").code == 2
    assert run("export", "all", "--to", "papers", "--audience", "public", "--yes").code == 1
    (folder / "file").write_text("")
    assert run("export", "all", "--to", "file").code == 2


def test_the_list_of_reports(run: Run) -> None:
    ran = run("reports", "list", "--json")
    assert {row["what"] for row in ran.data} == {"portfolio", "feedback", "pilot"}
    assert all(row["ready"] for row in ran.data)
    assert "Which pilots to scale" in run("reports", "list", "--limit", "1").out
