"""Boards in JSON: a Trello export as a table of cards, with what a table cannot hold beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pilotboard.importing.limits import MAX_CELL, MAX_ROWS, BadFile
from pilotboard.importing.strict_json import load
from pilotboard.importing.table import Table

COLUMNS = (
    "Card ID",
    "Card Name",
    "Card Description",
    "List Name",
    "Labels",
    "Members",
    "Due Date",
    "Created",
    "Archived",
    "Last Activity",
    "Card URL",
    "Checklist Items",
    "Comments",
)
"""The columns of the table that a board becomes; the last two count what ``Card`` holds."""

_HEX = re.compile(r"[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class CardMove:
    """A move between lists in the past; names and ids as the board has them."""

    at: datetime
    before: str
    after: str
    who: str


@dataclass(slots=True)
class Card:
    """What a card has beyond its row. ``first_list`` is where it was created, as far as the board still knows."""

    criteria: list[tuple[str, bool]] = field(default_factory=list)
    notes: list[tuple[datetime, str, str]] = field(default_factory=list)
    moves: list[CardMove] = field(default_factory=list)
    archived_at: datetime | None = None
    first_list: str = ""


@dataclass(frozen=True, slots=True)
class BoardList:
    """A list of the board, in its order from the left."""

    name: str
    closed: bool


@dataclass(slots=True)
class Board:
    """A board: its table of cards, the cards' own things in the same order, its lists from left to right."""

    id: str
    name: str
    table: Table
    cards: list[Card]
    lists: list[BoardList]
    lost_moves: int


def looks_like_json(text: str) -> bool:
    """Whether a text is meant as JSON."""
    return text.lstrip()[:1] in ("{", "[")


def read_board(text: str) -> Board:
    """A Trello board. Raises ``BadFile`` with the place, or when the JSON is something else."""
    value = load(text)
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("cards"), list)
        or not isinstance(value.get("lists"), list)
    ):
        raise BadFile("This JSON is not the export of a Trello board.", "In Trello: menu, print and export, JSON.")
    cards = _objects(value, "cards")
    if len(cards) > MAX_ROWS:
        raise BadFile(f"The board has more than {MAX_ROWS:,} cards.", "Divide it and import the parts.")
    lists = sorted(_objects(value, "lists"), key=_position)
    names = {_text(one, "id"): _text(one, "name") for one in lists}
    members = {_text(one, "id"): _text(one, "fullName") or _text(one, "username") for one in _objects(value, "members")}
    extras: dict[str, Card] = {_text(card, "id"): Card() for card in cards}
    lost = _actions(value, names, extras)
    _checklists(value, extras)
    rows = [_row(card, names, members, extras[_text(card, "id")]) for card in cards]
    for place, row in enumerate(rows, 1):
        if max(map(len, row)) > MAX_CELL:
            raise BadFile(f"Card {place:,} has a text longer than {MAX_CELL:,} characters.", "Shorten it.")
    return Board(
        id=_text(value, "id"),
        name=_text(value, "name"),
        table=Table(list(COLUMNS), rows, list(range(1, len(rows) + 1)), 0),
        cards=[extras[_text(card, "id")] for card in cards],
        lists=[BoardList(_text(one, "name"), one.get("closed") is True) for one in lists],
        lost_moves=lost,
    )


def created_from_id(card: str) -> datetime | None:
    """The second of creation that the first eight hexadecimal digits of a Trello id tell."""
    if not _HEX.fullmatch(card):
        return None
    found = datetime.fromtimestamp(int(card[:8], 16), UTC)
    return found if 2000 <= found.year <= 2100 else None


def _row(card: dict[str, Any], names: dict[str, str], members: dict[str, str], extra: Card) -> list[str]:
    labels = [_text(one, "name") or _text(one, "color") for one in _objects(card, "labels")]
    who = [members.get(one, "") for one in card.get("idMembers") or () if isinstance(one, str)]
    created = created_from_id(_text(card, "id"))
    return [
        _text(card, "id"),
        _text(card, "name"),
        _text(card, "desc"),
        names.get(_text(card, "idList"), ""),
        "\n".join(label.replace("\n", " ").replace(",", " ") for label in labels if label.strip()),
        "\n".join(name.replace("\n", " ") for name in who if name.strip()),
        _text(card, "due"),
        "" if created is None else created.isoformat(),
        "yes" if card.get("closed") is True else "",
        _text(card, "dateLastActivity"),
        _text(card, "shortUrl") or _text(card, "url"),
        str(len(extra.criteria) or ""),
        str(len(extra.notes) or ""),
    ]


def _actions(board: dict[str, Any], names: dict[str, str], extras: dict[str, Card]) -> int:
    """Fill in moves, comments and closings, oldest first; the result counts moves of cards that are gone."""
    lost = 0
    dated = ((at, action) for action in _objects(board, "actions") if (at := moment(_text(action, "date"))))
    for at, action in sorted(dated, key=lambda one: one[0]):
        data = _object(action, "data")
        card = extras.get(_text(_object(data, "card"), "id"))
        kind = _text(action, "type")
        before, after = _object(data, "listBefore"), _object(data, "listAfter")
        is_move = kind == "updateCard" and bool(before) and bool(after)
        if card is None:
            lost += is_move
            continue
        who = _text(_object(action, "memberCreator"), "fullName")
        if is_move:
            pair = [names.get(_text(one, "id")) or _text(one, "name") for one in (before, after)]
            card.moves.append(CardMove(at, pair[0], pair[1], who))
        elif kind == "commentCard" and _text(data, "text").strip():
            card.notes.append((at, who, _text(data, "text")))
        elif kind == "createCard" and not card.first_list:
            card.first_list = names.get(_text(_object(data, "list"), "id")) or _text(_object(data, "list"), "name")
        elif kind == "updateCard" and "closed" in _object(data, "old"):
            card.archived_at = at if _object(data, "card").get("closed") is True else None
    return lost


def _checklists(board: dict[str, Any], extras: dict[str, Card]) -> None:
    for checklist in sorted(_objects(board, "checklists"), key=_position):
        card = extras.get(_text(checklist, "idCard"))
        if card is not None:
            for item in sorted(_objects(checklist, "checkItems"), key=_position):
                card.criteria.append((_text(item, "name"), _text(item, "state") == "complete"))


def moment(text: str) -> datetime | None:
    """A time as Trello writes it, aware UTC; ``None`` for anything else."""
    try:
        found = datetime.fromisoformat(text) if 10 < len(text) < 40 else None
        return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _object(value: dict[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _objects(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = value.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _position(value: dict[str, Any]) -> float:
    found = value.get("pos")
    return float(found) if isinstance(found, (int, float)) else 0.0
