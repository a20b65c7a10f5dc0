"""`pilotboard retros`: looking back - opened, written, shown, closed - and the coach's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import Fill, for_adding, limit_of, values
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import retros as usecases

if TYPE_CHECKING:
    from pilotboard.domain.coaching import CoachRow
    from pilotboard.domain.retros import NoteCard, RetroDetail, RetroRow

RETROS = Noun("retros", "Look back: notes, dots, actions; the coach's list.")
COMMANDS = {"retros": RETROS}

COLUMNS = (
    Column("Key"),
    Column("Day"),
    Column("Team", elastic=True),
    Column("Sprint"),
    Column("Format"),
    Column("Phase"),
    Column("Names"),
    Column("Notes", right=True),
    Column("Actions", right=True),
    Column("Open", right=True),
)
COACH_COLUMNS = (
    Column("Key"),
    Column("Team", elastic=True),
    Column("Looked back"),
    Column("Open actions", right=True),
    Column("Oldest", right=True),
    Column("Late", right=True),
    Column("In the way", right=True),
    Column("Silent days", right=True),
    Column("What stands out", elastic=True),
)
NEW = (
    Fill("on", "day", "The day it is held; today when left out", clears=False),
    Fill("sprint", "ref", "The sprint that is looked back on", ("@sprint",)),
    Fill("format", "word", "How notes are asked for", ("start_stop_continue", "four_ls", "mad_sad_glad"), clears=False),
    Fill("participants", "refs", "Who takes part; the team's members when left out", ("@person",), clears=False),
)
KEY = argument("key", ("@retro",), metavar="KEY")


def retro_data(row: RetroRow) -> dict[str, object]:
    """A retrospective as the JSON of every command shows it."""
    return {
        "key": row.key,
        "team": row.team_key,
        "team_name": row.team,
        "sprint": row.sprint_key,
        "on": row.on,
        "format": row.format,
        "phase": row.phase,
        "anonymous": row.anonymous,
        "participants": row.writers,
        "notes": row.notes,
        "actions": row.actions,
        "open_actions": row.open_actions,
        "released": row.released,
        "closed_at": row.closed_at,
    }


def _note_data(card: NoteCard) -> dict[str, object]:
    return {"id": str(card.id), "prompt": card.prompt, "text": card.text, "dots": card.dots, "author": card.author}


@RETROS.verb(
    "list",
    option("--team", completes=("@team",), metavar="KEY|NAME", help="Only those of that team."),
    option("--sort", metavar="WORD", default="on", completes=tuple(usecases.SORTS), help="on, key or team."),
    option("--limit", metavar="NUMBER", help="So many at most."),
)
def show_list(session: Session, team: str | None, sort: str, limit: str | None) -> None:
    """List retrospectives, the newest first."""
    page = usecases.list_retros(session.ws, team=team, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("retros", page.rows, retro_data, page.total, "")
        return
    cells = [
        (
            row.key,
            row.on.isoformat(),
            row.team,
            row.sprint_key or "",
            row.format.replace("_", " "),
            session.labels(f"phase.{row.phase}"),
            "without" if row.anonymous else "with",
            str(row.notes),
            str(row.actions),
            str(row.open_actions),
        )
        for row in page.rows
    ]
    session.out.table(COLUMNS, cells, session.empty("retrospective", team or "", "pilotboard retros open --team TEAM"))
    session.rest(len(page.rows), page.total)


@RETROS.verb("show", KEY)
def show(session: Session, key: str) -> None:
    """Show one retrospective: open actions of earlier ones first, then its notes and what was agreed."""
    from pilotboard.cli.actions import action_data

    detail = usecases.show_retro(session.ws, key)
    if session.out.json:
        data = {
            **retro_data(detail.row),
            "prompts": [prompt.key for prompt in detail.format.prompts],
            "names": list(detail.participants),
            "note_counts": dict(detail.note_counts),
            "note_list": [_note_data(card) for card in detail.notes],
            "before": [action_data(session, one) for one in detail.before],
            "action_list": [action_data(session, one) for one in detail.actions],
        }
        session.out.document("retro", [data], count=1)
        return
    session.out.page(*_page(session, detail))


def _page(session: Session, detail: RetroDetail) -> tuple[str, list[tuple[str, str]]]:
    from pilotboard.domain.retros import anonymity_words

    row, today, labels = detail.row, session.today(), session.labels
    counts = dict(detail.note_counts)
    actions = [
        (name, "\n".join(f"{one.key} {one.text} ({one.owner or 'nobody'}; {one.words(today)})" for one in group))
        for name, group in (
            ("Open since earlier", detail.before),
            (labels.plural_capital("action"), detail.actions),
        )
    ]
    fields = [
        (labels.capital("team"), f"{row.team_key} {row.team}"),
        ("Day", row.on.isoformat()),
        ("Phase", labels(f"phase.{row.phase}")),
        ("Taking part", ", ".join(detail.participants) or "nobody"),
        ("Notes", anonymity_words(row.anonymous)),
        actions[0],
        *((prompt.title, _notes(detail, prompt.key, counts[prompt.key])) for prompt in detail.format.prompts),
        actions[1],
    ]
    return f"{row.key}  {detail.format.name}", fields


def _notes(detail: RetroDetail, prompt: str, count: int) -> str:
    if not detail.notes:
        return f"{count} hidden" if count else ""
    lines = []
    for card in detail.notes:
        if card.prompt == prompt:
            dots = f"  {'•' * card.dots}" if card.dots else ""
            lines.append(f"{card.text}{dots}{f' ({card.author})' if card.author else ''}  #{card.id % 100000:05d}")
    return "\n".join(lines)


@RETROS.verb(
    "open",
    option("--team", completes=("@team",), metavar="KEY|NAME", help="The team that looks back."),
    option("--names", is_flag=True, help="With names on the notes; without it nothing tells who wrote one."),
    *for_adding(NEW),
)
def open_retro(session: Session, team: str | None, names: bool, **given: object) -> None:
    """Open a retrospective of a team. The open actions of the last one are shown first."""
    if team is None:
        hint = "pilotboard retros open --help shows how."
        raise InvalidInput("pilotboard retros open needs --team.", "Nothing was changed.", hint, field="team")
    found = {"team": team, "anonymous": not names, **values(session, NEW, given)}
    session.done(usecases.open_retro(session.ws, found))


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
    session.done(usecases.write_note(session.ws, key, prompt, found, parse_whole(dots, 0, 99, "dots")))


@RETROS.verb(
    "vote",
    KEY,
    argument("note", metavar="NOTE"),
    option("--dots", metavar="NUMBER", default="1", help="How many; a negative number takes some away."),
)
def vote(session: Session, key: str, note: str, dots: str) -> None:
    """Give a note dots, once notes are shown. NOTE is the last digits of its number, as show tells them."""
    from pilotboard.domain.numbers import parse_whole

    session.done(usecases.vote(session.ws, key, note, parse_whole(dots, -99, 99, "dots")))


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
        session.done(usecases.scribe_notes(session.ws, key, text))
        return
    scribed, words = usecases.read_scribe(session.ws, key, text)
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


@RETROS.verb("coach")
def coach(session: Session) -> None:
    """List every team for its coach: open actions by age, what is in the way, who is silent. It ranks nobody."""
    rows = usecases.coach(session.ws)
    if session.out.json:
        session.rows("coach", rows, lambda row: _coach_data(session, row), len(rows), "")
        return
    cells = [
        (
            row.team_key,
            row.team,
            "never" if row.last_retro is None else row.last_retro.isoformat(),
            str(len(row.actions)),
            _days(row.oldest_days),
            str(row.overdue or ""),
            str(len(row.waiting) or ""),
            _days(row.silent_days),
            row.words(),
        )
        for row in rows
    ]
    session.out.table(COACH_COLUMNS, cells, session.empty("team", "", "pilotboard teams add"))


def _coach_data(session: Session, row: CoachRow) -> dict[str, object]:
    from pilotboard.cli.actions import action_data

    return {
        "key": row.team_key,
        "name": row.team,
        "last_retro": row.last_retro,
        "retro_days": row.retro_days,
        "silent_days": row.silent_days,
        "silent": row.silent,
        "overdue": row.overdue,
        "oldest_days": row.oldest_days,
        "impediments": [one.key for one in row.waiting],
        "oldest_waiting_days": row.oldest_waiting_days,
        "actions": [action_data(session, one) for one in row.actions],
        "words": row.words(),
    }


def _days(days: int | None) -> str:
    return "" if days is None else f"{days} d"
