"""Stores for measuring, of any size: seeded, the same every time, sound for `pilotboard doctor`.

They are written past the unit of work, which makes 100,000 items a matter of seconds, but hold what the program itself
would have left, its journal included. Made once, kept in the cache folder.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from pilotboard.domain.ranks import spread
from pilotboard.domain.text import search_text
from pilotboard.store.location import Location
from pilotboard.store.schema import SCHEMA

TODAY = date(2026, 3, 18)
"""The day every store is made for; programs that open it run with `--today`."""
PERSON = "bench"
"""A coach in the team of the last pilot."""

DESCRIPTION = "Bring the list of names and the letter, and ask which hour suits them best."
"""What every item says beyond its title."""

_STATES = ("done", "dropped", "review", "in_progress", "ready", "backlog")
_PEOPLE_OF_A_TEAM = 4
_DO = ("Ask", "Draft", "Print", "Count", "Call", "Visit", "Translate", "Compare", "Plan", "Try", "Write up", "Collect")
_WHAT = (
    "ten families", "the Spanish text", "the checklist for helpers", "late arrivals on Wednesdays", "the quiet corner",
    "reading lists for grade 1", "the letter to families", "both classes", "the bus times", "answers from the office",
    "the first week", "three mornings at the gate", "what teachers saw", "the snack budget", "the sending time",
)  # fmt: skip
_WHERE = (
    "at Alder Street",
    "at Marlow",
    "with the library",
    "for site B",
    "before the break",
    "in room 4",
    "again",
    "",
)
_LABELS = (
    "families",
    "data",
    "office",
    "materials",
    "planning",
    "privacy",
    "students",
    "training",
    "room",
    "languages",
)
_PATHS = {
    "backlog": ("backlog",),
    "ready": ("backlog", "ready"),
    "in_progress": ("backlog", "ready", "in_progress"),
    "review": ("backlog", "ready", "in_progress", "review"),
    "done": ("backlog", "ready", "in_progress", "done"),
    "dropped": ("backlog", "dropped"),
}


class Shape(NamedTuple):
    """How large a store is: pilots, each with a team of its own, and how many items of each have each state."""

    name: str
    pilots: int
    items: dict[str, int]

    @property
    def total(self) -> int:
        """All items of the store."""
        return self.pilots * sum(self.items.values())


_USUAL = {"done": 50, "dropped": 5, "review": 2, "in_progress": 4, "ready": 9, "backlog": 30}
BIG = Shape("big", 1000, _USUAL)
SMALL = Shape("small", 1, _USUAL)
BOARD_1000 = Shape("board-1000", 1, {"ready": 250, "in_progress": 250, "review": 250, "done": 250})
BOARD_800 = Shape("board-800", 1, {"ready": 200, "in_progress": 200, "review": 200, "done": 200})
BACKLOG = Shape("backlog", 1, {"backlog": 100_000})


def cache_folder() -> Path:
    """Where stores and other programs are kept between runs."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "pilotboard-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def store(shape: Shape) -> Path:
    """The store of that shape, made when it is not there; it is read only by agreement: measure writes on a copy."""
    recipe = hashlib.sha256(Path(__file__).read_bytes() + f"{shape} {SCHEMA}".encode())
    for folder in ("tables", "columns.py"):
        source = Path(__file__).parents[1] / "src" / "pilotboard" / "store" / "writing" / folder
        for path in sorted(source.glob("*.py")) if source.is_dir() else [source]:
            recipe.update(path.read_bytes())
    stores = cache_folder() / "stores"
    stores.mkdir(exist_ok=True, mode=0o700)
    path = stores / f"{shape.name}-{recipe.hexdigest()[:12]}.db"
    if not path.exists():
        for old in stores.glob(f"{shape.name}-????????????.db"):
            old.unlink()
        make(path, shape)
    return path


def make(path: Path, shape: Shape) -> None:
    """Make a store of that shape at `path`."""
    from pilotboard.store.writing.create import create

    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    create(Location(unfinished, ""))
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        for pragma in ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -200000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        _Filler(connection, shape).fill()
        for _, sql in sorted(indexes):
            connection.execute(sql)
        connection.execute("COMMIT")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()
    unfinished.rename(path)


def stamp(moment: datetime) -> str:
    """A moment as the store keeps it."""
    return moment.isoformat(sep=" ", timespec="microseconds")


class _Filler:
    """Writes pilot after pilot; ids are counted here, so that no row has to be read back."""

    def __init__(self, connection: sqlite3.Connection, shape: Shape) -> None:
        self._connection = connection
        self._shape = shape
        self._chance = Random(f"{shape.name} {shape.total}")
        self._ids: dict[str, Iterator[int]] = {}
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._entry = 0

    def fill(self) -> None:
        """Everything, one journal entry for each pilot."""
        began = datetime.combine(TODAY - timedelta(days=400), datetime.min.time())
        people = self._shape.pilots * _PEOPLE_OF_A_TEAM
        self._begin_entry(began, "organisation.begin", "Began Bench.")
        self._add(
            "organisation",
            name="Bench (measuring)",
            labels="scrum",
            counting="items",
            time_zone="UTC",
            money="$",
            small_limit=10_000,
            weekdays="12345",
            sample=0,
            created_at=stamp(began),
        )
        for name in _LABELS:
            self._add("label", name=name, folded=name)
        site = self._add(
            "site", number=1, name="Bench", kind="school", focal=0, population=None, note="", active=1,
            folded=search_text("Bench", ""),
        )  # fmt: skip
        for number in range(1, self._shape.pilots + 1):
            self._pilot(number, site, began + timedelta(days=number % 20))
            if number % 50 == 0:
                self._flush()
        numbers = {"site": 1, "team": self._shape.pilots, "pilot": self._shape.pilots, "person": people}
        for row_id, (name, last) in enumerate(numbers.items(), 1):
            self._put("counter", {"id": row_id, "name": name, "next": last + 1})
        self._flush()

    def _pilot(self, number: int, site: int, began: datetime) -> None:
        key = f"P-{number:02d}"
        self._begin_entry(began, "pilots.add", f"Added {key} Pilot {number}.", key)
        name = f"Team {number}"
        team = self._add(
            "team", number=number, name=name, purpose="", charter="", agreements="", definition_of_ready="",
            definition_of_done="", weekdays="", formed_on=began.date().isoformat(),
            dissolved_on=None, folded=search_text(name, ""),
        )  # fmt: skip
        people = [self._person(number, place, team, began) for place in range(1, _PEOPLE_OF_A_TEAM + 1)]
        self._add("board_state", team_id=team, state="in_progress", name="", wip_limit=3, hidden=0)
        title, aim = f"Pilot {number}", "Families read together on more evenings."
        pilot = self._add(
            "pilot", number=number, title=title, aim=aim, hypothesis="A text a week helps.", prediction="60 of 100.",
            description="", partners="", research="", owner_after="", team_id=team, sponsor_id=people[0],
            coach_id=people[1],
            starts_on=began.date().isoformat(), ends_on=None,
            decision_due=(TODAY + timedelta(days=number % 90 - 20)).isoformat(), closed_on=None,
            created_at=stamp(began), next_item=sum(self._shape.items.values()) + 1,
            folded=search_text(title, aim, "A text a week helps.", "60 of 100.", "", "", ""),
        )  # fmt: skip
        self._add("pilot_site", pilot_id=pilot, site_id=site)
        states = [state for state in _STATES for _ in range(self._shape.items.get(state, 0))]
        for item, (state, rank) in enumerate(zip(states, spread(len(states)), strict=True), 1):
            self._item(pilot, team, item, state, rank, people)

    def _person(self, number: int, place: int, team: int, began: datetime) -> int:
        serial = (number - 1) * _PEOPLE_OF_A_TEAM + place
        mine = number == self._shape.pilots and place == 1
        name = "Bea Bench" if mine else f"Person {serial}"
        person = self._add(
            "person", number=serial, name=name, handle=PERSON if mine else f"person{serial}", email="",
            role="coach" if mine else "member", active=1, site_id=1, folded=name.casefold(),
        )  # fmt: skip
        self._add(
            "membership", team_id=team, person_id=person, role="product_owner" if place == 1 else "developer", share=50,
            start_on=began.date().isoformat(), end_on=None,
        )  # fmt: skip
        return person

    def _item(self, pilot: int, team: int, number: int, state: str, rank: str, people: list[int]) -> None:
        chance = self._chance
        title = " ".join((chance.choice(_DO), chance.choice(_WHAT), chance.choice(_WHERE))).strip()
        path = _PATHS[state]
        moment = datetime.combine(TODAY, datetime.min.time()) - timedelta(minutes=chance.randint(40_000, 500_000))
        moments = [moment]
        for _ in path[1:]:
            moment += timedelta(minutes=chance.randint(30, 9_000))
            moments.append(moment)
        begun = "in_progress" in path
        blocked = state == "in_progress" and number % 3 == 0
        item = self._add(
            "backlog_item", pilot_id=pilot, team_id=team, number=number, title=title, type="story", state=state,
            rank=rank, estimate=None, assignee_id=chance.choice(people) if begun else None,
            due_on=(TODAY + timedelta(days=chance.randint(-5, 30))).isoformat() if number % 7 == 0 else None,
            description=DESCRIPTION, blocked_reason="Waiting for the office" if blocked else "",
            blocked_since=stamp(moment + timedelta(minutes=5)) if blocked else None,
            drop_reason="Not needed any more" if state == "dropped" else "", created_at=stamp(moments[0]),
            started_at=stamp(moments[2]) if begun else None, finished_at=stamp(moment) if state == "done" else None,
            state_since=stamp(moment), folded=search_text(title, DESCRIPTION),
        )  # fmt: skip
        kinds = zip(("", *path), path, moments, strict=False)
        for before, after, at in kinds:
            kind = "state" if before else "created"
            self._add(
                "item_event", item_id=item, at=stamp(at), kind=kind, before=before, after=after, detail="", actor=PERSON
            )
        if blocked:
            self._add(
                "item_event", item_id=item, at=stamp(moment + timedelta(minutes=5)), kind="blocked", before="",
                after="", detail="Waiting for the office", actor=PERSON,
            )  # fmt: skip
        for label in chance.sample(range(1, len(_LABELS) + 1), chance.choice((0, 1, 1, 2))):
            self._add("item_label", item_id=item, label_id=label)
        for position in range(chance.choice((0, 0, 0, 3))):
            text = f"Line {position + 1} of the checklist"
            self._add(
                "acceptance_criterion", item_id=item, position=position, text=text, met=int(position == 0),
                folded=text.casefold(),
            )  # fmt: skip
        if number % 5 == 0:
            text = f"Note on number {number}"
            self._add("item_note", item_id=item, at=stamp(moment), author=PERSON, text=text, folded=text.casefold())

    def _begin_entry(self, at: datetime, action: str, said: str, keys: str = "") -> None:
        self._entry += 1
        self._put(
            "journal",
            {
                "id": self._entry, "operation_id": f"bench-{self._entry}", "at": stamp(at), "actor": PERSON,
                "action": action, "said": said, "keys": keys, "kind": "action", "reverts": None, "undone_by": None,
                "batch": None,
            },
        )  # fmt: skip

    def _add(self, table: str, **values: Any) -> int:
        row_id = next(self._ids.setdefault(table, count(1)))
        row = {"id": row_id, **values}
        if table in _VERSIONED:
            row["version"] = 1
        self._put(table, row)
        line = next(self._ids.setdefault("journal_row", count(1)))
        self._put(
            "journal_row",
            {
                "id": line, "entry_id": self._entry, "change": "added", "table_name": table, "row_id": row_id,
                "before": None, "after": None,
            },
        )  # fmt: skip
        return row_id

    def _put(self, table: str, row: dict[str, Any]) -> None:
        self._rows.setdefault(table, []).append(row)

    def _flush(self) -> None:
        for table, rows in self._rows.items():
            names = list(rows[0])
            columns = ", ".join(f'"{name}"' for name in names)
            values = ", ".join(f":{name}" for name in names)
            self._connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", rows)
        self._rows.clear()


_VERSIONED = {
    *("organisation", "site", "team", "board_state", "person", "pilot"),
    *("membership", "backlog_item", "acceptance_criterion", "item_note"),
}
