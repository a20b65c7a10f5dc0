"""`pilotboard retros`: looking back - opened, written, shown, closed - and the coach's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.fields import limit_of
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.usecases import retros as usecases

if TYPE_CHECKING:
    from pilotboard.domain.coaching import CoachRow
    from pilotboard.domain.retros import NoteCard, RetroDetail, RetroRow

_LIFE = ("open", "edit", "note", "vote", "act", "close", "release", "scribe")
RETROS = Noun("retros", "Look back: notes, dots, actions; the coach's list.", dict.fromkeys(_LIFE, "retro_life"))
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
    option("--filter", "filter_text", metavar="TEXT", default="", help="Only what fits, for example: year:this open."),
    option("--team", completes=("@team",), metavar="KEY|NAME", help="Only those of that team."),
    option("--sort", metavar="WORD", default="on", completes=tuple(usecases.SORTS), help="on, key or team."),
    option("--limit", metavar="NUMBER", help="So many at most."),
)
def show_list(session: Session, filter_text: str, team: str | None, sort: str, limit: str | None) -> None:
    """List retrospectives, the newest first."""
    page = usecases.list_retros(session.ws, filter_text, team=team, sort=sort, limit=limit_of(limit))
    if session.out.json:
        session.rows("retros", page.rows, retro_data, page.total, filter_text)
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
    session.out.table(
        COLUMNS, cells, session.empty("retrospective", filter_text or team or "", "pilotboard retros open --team TEAM")
    )
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
        (labels.capital("sprint"), row.sprint_key or ""),
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
