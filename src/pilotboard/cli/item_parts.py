"""The verbs of `pilotboard items` about what hangs on items: labels, notes, links, the checklist.

A note, a link, a line is named by its number as `items show` tells it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.cli.app import argument, option
from pilotboard.cli.items import ITEMS
from pilotboard.cli.session import Session
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.numbers import parse_whole
from pilotboard.usecases import item_parts as usecases
from pilotboard.usecases.items import show_item

if TYPE_CHECKING:
    from pilotboard.domain.items import CriterionView, LinkView, NoteView

KEY = argument("key", ("@item",), metavar="KEY")
NUMBER = argument("number", metavar="NUMBER")
MOST = 1_000_000


def _id(key: str, number: str, parts: Sequence[CriterionView | LinkView | NoteView], what: str) -> int:
    """The part that a number means. Raises NotFound."""
    place = parse_whole(number, 1, MOST, "number")
    if place > len(parts):
        raise NotFound(
            f"{key} has no {what} {place}.", "Nothing was changed.", f"pilotboard items show {key} tells the numbers."
        )
    return parts[place - 1].id


@ITEMS.verb(
    "label",
    argument("keys", ("@item",), nargs=-1, required=True, metavar="KEY..."),
    option("--add", metavar="TEXT", multiple=True, help="A label to wear (may be given again)."),
    option("--remove", metavar="TEXT", multiple=True, help="A label to take off (may be given again)."),
)
def label(session: Session, keys: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Put labels on items, or take them off."""
    if bool(add) == bool(remove):
        raise InvalidInput("Say which labels, with --add or with --remove.", "Nothing was changed.", field="label")
    change, texts = (usecases.add_labels, add) if add else (usecases.remove_labels, remove)
    session.done(change(session.ws, keys, [name for text in texts for name in text.split(",") if name.strip()]))


@ITEMS.verb("note", KEY, argument("text", metavar="TEXT"))
def note(session: Session, key: str, text: str) -> None:
    """Write a note on an item, under your name; - reads it from standard input."""
    session.done(usecases.add_note(session.ws, key, session.long_text("text", text)))


@ITEMS.verb("remove-note", KEY, NUMBER)
def remove_note(session: Session, key: str, number: str) -> None:
    """Take a note of your own away. It asks first."""
    found = _id(key, number, show_item(session.ws, key).notes, "note")
    session.confirm(f"Remove note {number} of {key}?")
    session.done(usecases.remove_note(session.ws, key, found))


@ITEMS.verb(
    "link",
    KEY,
    argument("url", metavar="URL"),
    option("--title", metavar="TEXT", default="", help="What stands instead of the address."),
)
def link(session: Session, key: str, url: str, title: str) -> None:
    """Hang a web address on an item."""
    session.done(usecases.add_link(session.ws, key, url, title))


@ITEMS.verb("remove-link", KEY, NUMBER)
def remove_link(session: Session, key: str, number: str) -> None:
    """Take a web address away. It asks first."""
    found = _id(key, number, show_item(session.ws, key).links, "link")
    session.confirm(f"Remove link {number} of {key}?")
    session.done(usecases.remove_link(session.ws, key, found))


@ITEMS.verb(
    "criterion",
    KEY,
    argument("text", metavar="TEXT"),
    option("--number", metavar="NUMBER", help="Write that line anew instead of adding one."),
)
def criterion(session: Session, key: str, text: str, number: str | None) -> None:
    """Add a line to the checklist of an item, or write one anew."""
    if number is None:
        session.done(usecases.add_criterion(session.ws, key, text))
        return
    found = _id(key, number, show_item(session.ws, key).criteria, "line")
    session.done(usecases.edit_criterion(session.ws, key, found, text))


@ITEMS.verb("check", KEY, NUMBER)
def check(session: Session, key: str, number: str) -> None:
    """Tick a line of the checklist."""
    found = _id(key, number, show_item(session.ws, key).criteria, "line")
    session.done(usecases.check_criterion(session.ws, key, found, met=True))


@ITEMS.verb("uncheck", KEY, NUMBER)
def uncheck(session: Session, key: str, number: str) -> None:
    """Take the tick of a line of the checklist away."""
    found = _id(key, number, show_item(session.ws, key).criteria, "line")
    session.done(usecases.check_criterion(session.ws, key, found, met=False))


@ITEMS.verb("remove-criterion", KEY, NUMBER)
def remove_criterion(session: Session, key: str, number: str) -> None:
    """Take a line off the checklist. It asks first."""
    found = _id(key, number, show_item(session.ws, key).criteria, "line")
    session.confirm(f"Remove line {number} of the checklist of {key}?")
    session.done(usecases.remove_criterion(session.ws, key, found))
