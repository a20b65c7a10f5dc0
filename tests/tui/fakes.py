"""A small made-up programme for the screens' own tests: no store, no use case."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.errors import FilterError
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.commands import Command
from pilotboard.tui.places import Place
from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.shell import Choice, Found, Scope, Shell
from pilotboard.tui.widgets.board_view import BoardView
from pilotboard.tui.widgets.columns import Column
from pilotboard.tui.widgets.header import Here
from pilotboard.tui.widgets.lanes import Card, Lane
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.why import NOTHING, Story

TITLES = (
    "Translate consent note",
    "Print the reading list for the office",
    "Thank-you text",
    "Draft the Spanish text",
    "District SMS account",
    "Reading list, grade 3",
    "Call list for site B",
    "Ask ten families what they read",
    "Pick the sending time",
    "Choose two pilot rooms",
)
STATES = ("ready", "in_progress", "review", "done")


@dataclass(frozen=True)
class Outcome:
    said: str


@dataclass
class Programme:
    """Items by number, and everything that was written."""

    items: dict[int, tuple[str, str]]
    entry: int = 1
    written: list[str] = field(default_factory=list)
    fetched: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, titles: Sequence[str]) -> Programme:
        return cls({n: (title, STATES[n % 4]) for n, title in enumerate(titles, start=1)})

    @classmethod
    def long(cls, size: int) -> Programme:
        return cls.of([f"{TITLES[n % len(TITLES)]} {n}" for n in range(size)])

    def ids(self, text: str) -> list[int]:
        if text.startswith("!"):
            raise FilterError("This filter cannot be read.", text=text, position=1)
        return [n for n, (title, _) in self.items.items() if text.lower() in title.lower()]

    def rows(self, ids: Sequence[int]) -> Mapping[int, Any]:
        self.fetched += ids
        return {n: (n, *self.items[n]) for n in ids if n in self.items}

    def move(self, ids: Sequence[int], by: int) -> Outcome:
        for n in ids:
            title, state = self.items[n]
            self.items[n] = (title, STATES[min(max(STATES.index(state) + by, 0), 3)])
        self.entry += 1
        self.written.append(f"moved {ids}")
        return Outcome(f"Moved {len(ids)} to {self.items[ids[0]][1]}.")


def draw_row(row: tuple[int, str, str]) -> Sequence[Any]:
    return (f"P07-{row[0]:02d}", row[1], row[2].replace("_", " "), "Ana Ruiz", f"{row[0] % 9} d")


def story_of(row: tuple[int, str, str] | None) -> Story:
    if row is None:
        return NOTHING
    return Story(
        f"P07-{row[0]:02d}",
        row[1],
        ((f"{row[2].replace('_', ' ')} 2 days", "text"), ("Ana", "soft"), ("checklist 2/3", "soft")),
        ((f"Doing is at its limit of 3: finish one before you start one. {row[1]}", "quiet"),),
    )


class FakeBacklog(PlaceScreen):
    """A list."""

    PLACE = "backlog"
    FILTERS = True
    FILTER_HINT = "words"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("item.new", ("n",), "new", "A new item.", "This screen", ("backlog",), 30, ("write",)),
        Command("item.done", ("d",), "done", "Move to done.", "This screen", ("backlog",), 20, ("row", "write")),
    )

    def compose_body(self) -> ComposeResult:
        programme: Programme = self.host.shell.data
        columns = (
            Column("key", 8, ink="quiet"),
            Column("title"),
            Column("state", 12, ink="quiet"),
            Column("who", 12, ink="quiet", from_width=100),
            Column("age", 5, "right", ink="quiet"),
        )
        yield LineList(
            columns, draw_row, fetch=programme.rows, empty="No items yet: press n to write the first one.", name="rows"
        )

    def to_read(self) -> Callable[[], Any]:
        programme, text = self.host.shell.data, self.filter_text

        def read() -> Any:
            ids = programme.ids(text)
            return ids, programme.rows(ids[:60])

        return read

    def show_answer(self, answer: Any) -> None:
        self.query_one(LineList).load(*answer)

    def story(self) -> Story:
        return story_of(self.query_one(LineList).cursor_row)

    def do_item_done(self) -> None:
        chosen = self.query_one(LineList).chosen
        self.host.save(lambda: self.host.shell.data.move(chosen, 3))


class FakeBoard(PlaceScreen):
    """Lanes."""

    PLACE = "board"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("card.right", ("L",), "move", "To the next column.", "This screen", ("board",), 20, ("row", "write")),
        Command("card.left", ("H",), "move back", "To the column before.", "This screen", ("board",), 0, ("row",)),
    )

    def compose_body(self) -> ComposeResult:
        yield BoardView(empty="Nothing on the board yet: 4 opens the backlog.", name="lanes")

    def to_read(self) -> Callable[[], Any]:
        programme = self.host.shell.data
        return lambda: dict(programme.items)

    def show_answer(self, answer: Any) -> None:
        names = {"ready": "To do", "in_progress": "Doing", "review": "Review", "done": "Done"}
        lanes = []
        for state, name in names.items():
            cards = [
                Card(
                    n,
                    f"P07-{n:02d}",
                    title,
                    ("!", "bad") if n % 5 == 4 else None,
                    (f"{n % 9} d", "bad" if n % 5 == 4 else "quiet"),
                    (("Ana", "soft"), ("checklist 2/3", "soft")),
                    state == "done",
                )
                for n, (title, at) in answer.items()
                if at == state
            ]
            lanes.append(Lane(state, name, cards, {"in_progress": 2, "review": 2}.get(state), quiet=state == "done"))
        self.query_one(BoardView).load(lanes)

    def story(self) -> Story:
        card = self.query_one(BoardView).cursor_card
        return story_of((card.id, card.title, "in_progress")) if card else NOTHING

    def do_card_right(self) -> None:
        chosen = self.query_one(BoardView).chosen
        self.host.save(lambda: self.host.shell.data.move(chosen, 1))


class FakeTeams(FakeBacklog):
    """Another list."""

    PLACE = "teams"
    ACTS: ClassVar[tuple[Command, ...]] = ()


PLACES = (
    Place("board", "3", "Board", f"{__name__}:FakeBoard"),
    Place("backlog", "4", "Backlog", f"{__name__}:FakeBacklog"),
    Place("teams", "0", "Teams", f"{__name__}:FakeTeams", member=False),
)


def make_app(
    programme: Programme, first: str = "backlog", role: str = "leader", theme: str = "dark", folder: Path | None = None
) -> PilotboardApp:
    shell = Shell(
        data=programme,
        role=role,
        scope=Scope(1, "Team Heron"),
        here=Here("Riverside Unified", "Ana Ruiz"),
        now=lambda: datetime(2026, 11, 21, 14, 2, tzinfo=UTC),
        newest_entry=lambda: programme.entry,
        teams=lambda: [Choice(1, "Team Heron", "5 people"), Choice(2, "Team Otter", "4 people")],
        pilots=lambda: [Choice(7, "P-07 Reading texts home"), Choice(3, "P-03 Small-group maths")],
        find=lambda text: [Found("backlog", n, programme.items[n][0]) for n in programme.ids(text)[:50]],
        undo=lambda _: programme.move([1], -1),
        redo=lambda _: programme.move([1], 1),
        theme=theme,
        first=first,
        incident_log=folder / "incidents.log" if folder else None,
        drafts=folder / "drafts" if folder else None,
    )
    return PilotboardApp(shell, PLACES)


if __name__ == "__main__":
    sys.modules[f"{__name__}"] = sys.modules["__main__"]
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    made = Programme.of(TITLES) if size <= 10 else Programme.long(size)
    app = make_app(made, sys.argv[1], theme=sys.argv[3] if len(sys.argv) > 3 else "dark")
    app.run()
    sys.exit(app.return_code)
