"""The verbs of `pilotboard retros` that write: open, edit, note, vote, act, close, release, scribe."""

from __future__ import annotations

from pilotboard.cli.app import argument, option
from pilotboard.cli.fields import Fill, for_adding, needs, values
from pilotboard.cli.retros import KEY, RETROS
from pilotboard.cli.session import Session
from pilotboard.cli.usual_verbs import ONLY_GIVEN, edits
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import retro_changes, retro_notes
from pilotboard.usecases import retros as usecases

FORMATS = ("start_stop_continue", "four_ls", "mad_sad_glad")
FIELDS = (
    Fill("on", "day", "The day it is held", clears=False),
    Fill("sprint", "ref", "The sprint that is looked back on", ("@sprint",)),
    Fill("format", "word", "How notes are asked for", FORMATS, clears=False),
)
NEW = (
    Fill("on", "day", "The day it is held; today when left out", clears=False),
    *FIELDS[1:],
    Fill("participants", "refs", "Who takes part; the team's members when left out", ("@person",), clears=False),
)


@RETROS.verb(
    "open",
    option("--team", completes=("@team",), metavar="KEY|NAME", help="The team that looks back."),
    option("--names", is_flag=True, help="With names on the notes; without it nothing tells who wrote one."),
    *for_adding(NEW),
)
def open_retro(session: Session, team: str | None, names: bool, **given: object) -> None:
    """Open a retrospective of a team. The open actions of the last one are shown first."""
    if team is None:
        raise needs("pilotboard retros open", "team")
    found = {"team": team, "anonymous": not names, **values(session, NEW, given)}
    session.done(usecases.open_retro(session.ws, found))


edits(
    RETROS,
    KEY,
    FIELDS,
    retro_changes.edit_retro,
    f"Change the day, the sprint or (before the first note) the format. {ONLY_GIVEN}",
)


@RETROS.verb(
    "note",
    KEY,
    argument("prompt", metavar="PROMPT"),
    argument("text", metavar="TEXT"),
    option("--dots", metavar="NUMBER", default="0", help="Dots it got, when a talk is written down."),
)
def note(session: Session, key: str, prompt: str, text: str, dots: str) -> None:
    """Write a note under a prompt, such as start (- reads the text from standard input)."""
    from pilotboard.domain.numbers import parse_whole

    found = session.long_text("TEXT", text)
    session.done(retro_notes.write_note(session.ws, key, prompt, found, parse_whole(dots, 0, 99, "dots")))


@RETROS.verb(
    "vote",
    KEY,
    argument("note", metavar="NOTE"),
    option("--dots", metavar="NUMBER", default="1", help="How many; a negative number takes some away."),
)
def vote(session: Session, key: str, note: str, dots: str) -> None:
    """Give a note dots, once notes are shown. NOTE is the last digits of its number, as show tells them."""
    from pilotboard.domain.numbers import parse_whole

    session.done(retro_notes.vote(session.ws, key, note, parse_whole(dots, -99, 99, "dots")))


@RETROS.verb("act", KEY)
def act(session: Session, key: str) -> None:
    """Show the notes to everybody and go on to actions. Anonymous notes of fewer than three people stay hidden."""
    session.done(usecases.show_notes(session.ws, key))


@RETROS.verb(
    "close",
    KEY,
    option("--actions", multiple=True, metavar="KEY", help="An action that stays, when there are more than three."),
    option("--notes", metavar="WORD", completes=("destroy", "keep"), help="What happens to raw notes: destroy, keep."),
    option("--release", is_flag=True, help="Let leaders see the actions."),
)
def close(session: Session, key: str, actions: tuple[str, ...], notes: str | None, release: bool) -> None:
    """Close a retrospective. It asks before notes are destroyed; anonymous ones are unless they are to be kept."""
    given: dict[str, object] = {"actions": actions, "release": release}
    if notes is not None:
        given["notes"] = notes
    closing = usecases.closing(session.ws, key)
    if (notes or closing.after) == "destroy":
        session.confirm(f"Close {key}? Its notes are destroyed for good.")
    session.done(usecases.close_retro(session.ws, key, given))


@RETROS.verb("release", KEY)
def release(session: Session, key: str) -> None:
    """Let leaders see the actions of a retrospective; its notes stay in the team."""
    session.done(usecases.release_retro(session.ws, key))


@RETROS.verb(
    "scribe",
    KEY,
    argument("file", ("@path",), metavar="FILE|-"),
    option("--dry-run", is_flag=True, help="Only say what would be understood."),
)
def scribe(session: Session, key: str, file: str, dry_run: bool) -> None:
    """Keep a talk written down as it went: a prompt as heading, a note a line, dots at its end (... or +3)."""
    text = session.long_text("FILE", "-") if file == "-" else _read(file)
    if not dry_run:
        session.done(retro_notes.scribe_notes(session.ws, key, text))
        return
    scribed, words = retro_notes.read_scribe(session.ws, key, text)
    if session.out.json:
        data = [{"line": one.line, "prompt": one.prompt, "text": one.text, "dots": one.dots} for one in scribed.notes]
        problems = [{"line": one.line, "message": one.message} for one in scribed.problems]
        session.out.document("scribe", data, count=len(data), problems=problems)
        return
    session.out.text("\n".join([words, *(f"Line {one.line}: {one.message}" for one in scribed.problems)]))


def _read(file: str) -> str:
    from pathlib import Path

    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(f"{file} is not UTF-8 text.", "Nothing was saved.", "Save it as UTF-8.", "file") from None
    except OSError as fault:
        raise InvalidInput(f"{file} cannot be read ({fault.strerror}).", "Nothing was saved.", field="file") from None
