"""`pilotboard ratings`: what people find for a pilot on each criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.output import Column
from pilotboard.cli.session import Session
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import criteria as usecases

if TYPE_CHECKING:
    from pilotboard.usecases.criteria import RatingsPage

RATINGS = Noun("ratings", "What people find for a pilot on each criterion.")
COMMANDS = {"ratings": RATINGS}
PILOT = argument("pilot", ("@pilot",), metavar="PILOT")
BY = option("--by", metavar="NAME", help="Whose rating it is, when you type it in for somebody else.")
COLUMNS = (
    Column("Criterion"),
    Column("Weight", right=True),
    Column("Level", right=True),
    Column("Means", elastic=True),
    Column("Raters", elastic=True),
)
SINGLE = (Column("Criterion"), Column("Rater"), Column("Level", right=True), Column("Note", elastic=True))


@RATINGS.verb("list", PILOT, option("--raters", is_flag=True, help="Each rating by itself."))
def show_list(session: Session, pilot: str, raters: bool) -> None:
    """Show what people found for a pilot, criterion by criterion."""
    page = usecases.list_ratings(session.ws, pilot)
    if session.out.json:
        session.out.document("ratings", _data(page), count=len(page.ratings), pilot=page.key)
        return
    if raters:
        rows = [(one.criterion, one.rater, _level(one.level), one.note) for one in page.ratings]
        session.out.table(SINGLE, rows, f"Nobody has rated {page.key} yet. To begin: pilotboard ratings add {page.key}")
        return
    cells = [
        (
            one.name,
            str(one.weight),
            _level(page.judged[one.name].level),
            "" if (level := page.judged[one.name].level) is None else one.anchors[level],
            page.judged[one.name].words(),
        )
        for one in page.criteria.criteria
    ]
    session.out.table(COLUMNS, cells)


def _level(level: int | None) -> str:
    return "?" if level is None else str(level)


def _data(page: RatingsPage) -> list[dict[str, object]]:
    return [
        {
            "criterion": one.name,
            "weight": one.weight,
            "level": page.judged[one.name].level,
            "low": page.judged[one.name].low,
            "high": page.judged[one.name].high,
            "ratings": [
                {"rater": said.rater, "level": said.level, "note": said.note or None, "at": said.at}
                for said in page.ratings
                if said.criterion == one.name
            ],
        }
        for one in page.criteria.criteria
    ]


@RATINGS.verb(
    "add",
    PILOT,
    argument("levels", nargs=-1, required=True, metavar="NAME=LEVEL..."),
    BY,
    option("--note", metavar="TEXT", default="", help="Why (- reads it from standard input)."),
)
def add(session: Session, pilot: str, levels: tuple[str, ...], by: str | None, note: str) -> None:
    """Rate a pilot: 0 to 3 on each criterion, ? for "I cannot tell". pilotboard criteria list says what they mean."""
    said = session.long_text("--note", note)
    session.done(usecases.rate(session.ws, pilot, dict(map(_parsed, levels)), note=said, by=by))


def _parsed(text: str) -> tuple[str, int | None]:
    """``equity=2`` or ``equity=?``. Raises InvalidInput."""
    from pilotboard.domain.numbers import parse_whole

    name, sign, level = text.rpartition("=")
    if not sign or not name.strip():
        hint = 'Write NAME=LEVEL, such as equity=2 or "cost return=?".'
        raise InvalidInput(f'"{text}" is no rating.', "Nothing was saved.", hint, field="levels")
    unsure = level.strip().casefold() in {"?", "unknown", "none", ""}
    return name.strip(), None if unsure else parse_whole(level, 0, 3, "level")


@RATINGS.verb("remove", PILOT, argument("criterion", metavar="CRITERION"), BY)
def remove(session: Session, pilot: str, criterion: str, by: str | None) -> None:
    """Take a rating back."""
    session.done(usecases.remove_rating(session.ws, pilot, criterion, by=by))
