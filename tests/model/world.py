"""What pilotboard should do, on paper: items, lists, board columns and a journal as plain dictionaries.

A row is a dictionary of what people see of one thing; lists hold keys in order. An act changes both; what it changed is
worked out afterwards by comparing with how things were, and becomes a line of the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.model.sprints import Refused, Sprints

Row = tuple[str, Any]
Content = dict[str, Any]
ListId = tuple[str, int]
Diff = dict[Row, tuple[Content | None, Content | None]]

OPEN_WORK = {"ready", "in_progress", "review"}
BEGUN = {"in_progress", "review", "done"}


@dataclass
class Entry:
    """A line of the journal. `moves` tells, in their order, what became of the places in the lists."""

    id: int
    actor: str
    kind: str
    reverts: int | None
    diff: Diff
    moves: list[tuple[str, str, str | None]]
    keys: tuple[str, ...] = ()
    undone_by: int | None = None
    at: Any = None

    @property
    def scope(self) -> set[int]:
        """The sprints that items came into or left."""
        items = [change for row, change in self.diff.items() if row[0] == "item" and None not in change]
        values: set[Any] = {(one or {}).get("sprint") for change in items for one in change}
        return {row[1][0] for row in self.diff if row[0] == "inside"} | (values - {None})

    @property
    def moved_in_or_out(self) -> set[int]:
        """The same without what a start or a close writes on the lines of a sprint."""
        lines = [(row, *change) for row, change in self.diff.items() if row[0] == "inside"]
        return {row[1][0] for row, before, after in lines if before is None or after is None or "removed" in after}

    @property
    def turned(self) -> set[int]:
        """The sprints that started or ended."""
        return {
            row[1]
            for row, (before, after) in self.diff.items()
            if row[0] == "sprint" and before and "state" in (after or {})
        }

    @property
    def touched(self) -> set[Row]:
        """The rows it changed; a new place is a change of the item."""
        return {*self.diff, *(("item", key) for _, key, _ in self.moves)}


@dataclass
class World(Sprints):
    """The state. `now` is the moment of the next act; the places of `loose` items are not known for sure."""

    teams: dict[int, int | None]
    now: Any = None
    rows: dict[Row, Content] = field(default_factory=dict)
    lists: dict[ListId, list[str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)
    loose: set[str] = field(default_factory=set)
    made: int = 0
    moves: list[tuple[str, str, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for pilot, team in self.teams.items():
            self.rows["pilot", pilot] = {"team": team}
            self.numbers[pilot] = 0

    # --- looking ----------------------------------------------------------------------------------------------------

    def items(self) -> list[str]:
        """The keys of all items, in the order of their making."""
        return [row[1] for row in self.rows if row[0] == "item"]

    def item(self, key: str) -> Content:
        """The item; refused when it is gone."""
        if ("item", key) not in self.rows:
            raise Refused
        return self.rows["item", key]

    def parts(self, kind: str, key: str) -> list[Row]:
        """What hangs on an item: its events, labels, notes, criteria."""
        return [row for row, content in self.rows.items() if row[0] == kind and content["key"] == key]

    def labels(self, key: str) -> set[str]:
        """The labels of an item."""
        return {self.rows[row]["name"] for row in self.parts("label", key)}

    def list_of(self, key: str) -> list[str]:
        """The list that the item stands in."""
        pilot = pilot_of(key)
        team = self.rows["pilot", pilot]["team"]
        return self.lists.setdefault(("team", team) if team else ("pilot", pilot), [])

    def columns(self, team: int) -> dict[str, Content]:
        """What the team set for its board, by state."""
        return {
            content["state"]: content
            for row, content in self.rows.items()
            if row[0] == "column" and content["team"] == team
        }

    def name(self, row: Row) -> str:
        """What people call a row."""
        if row[0] in {"item", "pilot"}:
            return row[1] if row[0] == "item" else f"P-{row[1]:02d}"
        if row[0] == "column":
            return f"T-{row[1][0]:02d}"
        if row[0] == "sprint":
            return f"S-{row[1]}"
        if row[0] in {"inside", "record", "amendment"}:
            return f"S-{row[1][0]}"
        return str(row[1][0])

    # --- changing ---------------------------------------------------------------------------------------------------

    def act(self, actor: str, work: Callable[[], Iterable[str]]) -> Entry | None:
        """Do something as one line of the journal; None when it changed nothing. Nothing is changed when refused."""
        return self._entry(actor, "action", None, work)

    def _entry(self, actor: str, kind: str, reverts: int | None, work: Callable[[], Iterable[str]]) -> Entry | None:
        before = {row: dict(content) for row, content in self.rows.items()}
        lists, numbers = {name: list(order) for name, order in self.lists.items()}, dict(self.numbers)
        self.moves = []
        try:
            keys = tuple(work())
        except Refused:
            self.rows, self.lists, self.numbers = before, lists, numbers
            raise
        diff = {
            row: _difference(before.get(row), self.rows.get(row))
            for row in {**before, **self.rows}
            if before.get(row) != self.rows.get(row)
        }
        if not diff and not self.moves and kind == "action":
            return None
        entry = Entry(len(self.entries) + 1, actor, kind, reverts, diff, self.moves, keys, at=self.now)
        self.entries.append(entry)
        return entry

    def make(self, table: str, owner: Any, /, **content: Any) -> Row:
        """A new row that hangs on `owner`."""
        self.made += 1
        row = (table, (owner, self.made))
        self.rows[row] = content
        return row

    def event(self, key: str, kind: str, before: str = "", after: str = "", state: str = "") -> None:
        """Something happened to the item."""
        told = {"kind": kind, "before": before, "after": after, "to": state or after}
        self.make("event", key, key=key, sprint=None, at=self.now, **told)

    def add(self, pilot: int, values: Content, labels: Iterable[str], criteria: Sequence[str]) -> str:
        """A new item at the end of its list."""
        self.numbers[pilot] += 1
        key = f"P{pilot:02d}-{self.numbers[pilot]:02d}"
        state = values["state"]
        self.rows["item", key] = {
            "estimate": None,
            "assignee": None,
            "due": None,
            "description": "",
            "type": "story",
            **values,
            "sprint": None,
            "team": self.rows["pilot", pilot]["team"],
            "blocked_reason": None,
            "blocked_since": None,
            "drop_reason": None,
            "state_since": self.now,
            "created_at": self.now,
            "started_at": self.now if state in BEGUN else None,
            "finished_at": self.now if state == "done" else None,
        }
        self.event(key, "created", after=state)
        for name in labels:
            self.make("label", key, key=key, name=name)
        for text in criteria:
            self.make("criterion", key, key=key, text=text, met=False)
        self.list_of(key).append(key)
        self.moves.append(("joined", key, None))
        return key

    def edit(self, key: str, changes: Content, reason: str = "") -> None:
        """Change fields; another estimate in a sprint that runs needs a reason."""
        item = self.item(key)
        before = item["estimate"]
        running = item["sprint"] is not None and self.sprint(item["sprint"])["state"] == "active"
        if running and changes.get("estimate", before) != before and not reason:
            raise Refused
        labels = changes.pop("labels", None)
        item.update(changes)
        if item["estimate"] != before:
            self.event(key, "estimate", _figure(before), _figure(item["estimate"]))
        if labels is not None:
            for row in self.parts("label", key):
                if self.rows[row]["name"] not in labels:
                    del self.rows[row]
            for name in sorted(set(labels) - self.labels(key)):
                self.make("label", key, key=key, name=name)

    def move(self, key: str, state: str, reason: str) -> bool:
        """Change the state."""
        item = self.item(key)
        before = item["state"]
        if state == "backlog":
            self.leave_sprint(key, reason)
        if state == before:
            return False
        if state == "dropped" and not reason:
            raise Refused
        if state in {"done", "dropped"}:
            self.unblock(key)
        item["started_at"] = item["started_at"] or (self.now if state in BEGUN else None)
        item["finished_at"] = self.now if state == "done" else None
        item["drop_reason"] = reason if state == "dropped" else None
        item["state"], item["state_since"] = state, self.now
        self.event(key, "reopened" if before == "done" else "state", before, reason or state, state)
        return True

    def block(self, key: str, reason: str) -> bool:
        """Something is in its way."""
        item = self.item(key)
        if item["state"] in {"done", "dropped"}:
            raise Refused({key})
        if item["blocked_reason"] == reason:
            return False
        item["blocked_reason"], item["blocked_since"] = reason, item["blocked_since"] or self.now
        self.event(key, "blocked", after=reason)
        return True

    def unblock(self, key: str) -> bool:
        """Nothing is in its way any more."""
        item = self.item(key)
        if item["blocked_since"] is None:
            return False
        self.event(key, "unblocked", after=item["blocked_reason"])
        item["blocked_reason"] = item["blocked_since"] = None
        return True

    def remove(self, key: str) -> None:
        """Delete an item with all that hangs on it."""
        self.item(key)
        self.release(key)
        for row in [row for row, content in self.rows.items() if content.get("key") == key]:
            del self.rows[row]
        self.leave(key)
        del self.rows["item", key]

    def split(self, key: str, titles: Sequence[str]) -> list[str]:
        """Cut new items from one; they stand right behind it."""
        item = self.item(key)
        state = "ready" if item["state"] in {"ready", "in_progress"} else "backlog"
        made: list[str] = []
        for title in titles:
            values = {"title": title, "type": item["type"], "state": state, "assignee": item["assignee"]}
            part = self.add(pilot_of(key), values, sorted(self.labels(key)), ())
            self.place(part, made[-1] if made else key)
            made.append(part)
        self.event(key, "split", after=", ".join(made))
        return made

    def move_pilot(self, pilot: int, team: int | None, team_name: str, reason: str = "") -> None:
        """Give a pilot to another team; its items follow to the end of that list, in their order."""
        content = self.rows["pilot", pilot]
        if content["team"] == team:
            return
        mine = [key for key in self.lists.get(_list_id(pilot, content["team"]), []) if pilot_of(key) == pilot]
        for key in mine:
            self.leave_sprint(key, reason)
            self.switch(key, team)
            self.event(key, "moved_pilot", after=team_name)
        content["team"] = team

    def set_column(self, team: int, state: str, changes: Content) -> None:
        """Set how the team's board shows a state."""
        found = self.columns(team).get(state)
        if found is None:
            self.make(
                "column", team, team=team, state=state, **{"label": "", "limit": None, "hidden": False, **changes}
            )
        else:
            found.update(changes)

    # --- places -----------------------------------------------------------------------------------------------------

    def place(self, key: str, after: str | None) -> bool:
        """Put the item right behind another one of its list (None: first)."""
        order = self.list_of(key)
        was_after = _above(order, key)
        if after in {was_after, key}:
            return False
        put(order, key, after)
        self.moves.append(("placed", key, was_after))
        if after in self.loose:
            self.loose.add(key)
        return True

    def rank(self, keys: Sequence[str], target: str, before: bool) -> bool:
        """Put items right before or behind another one, in the order given."""
        order = self.list_of(target)
        for key in (target, *keys):
            self.item(key)
        if any(self.list_of(key) is not order for key in keys):
            raise Refused
        above = [key for key in order[: order.index(target)] if key not in keys]
        behind = (above[-1] if above else None) if before else target
        moved = False
        for key in keys:
            moved = self.place(key, behind) or moved
            behind = key
        return moved

    def leave(self, key: str) -> None:
        """The item leaves its list."""
        order = self.list_of(key)
        self.moves.append(("left", key, _above(order, key)))
        order.remove(key)
        self.loose.discard(key)

    def switch(self, key: str, team: int | None) -> None:
        """The item goes to the end of the list of another team."""
        item = self.item(key)
        order = self.lists[_list_id(pilot_of(key), item["team"])]
        self.moves.append(("switched", key, _above(order, key)))
        order.remove(key)
        item["team"] = team
        self.lists.setdefault(_list_id(pilot_of(key), team), []).append(key)


def pilot_of(key: str) -> int:
    """The number of the pilot in an item's key."""
    return int(key[1:3])


def _list_id(pilot: int, team: int | None) -> ListId:
    return ("team", team) if team else ("pilot", pilot)


def _above(order: list[str], key: str) -> str | None:
    place = order.index(key)
    return order[place - 1] if place else None


def put(order: list[str], key: str, after: str | None) -> None:
    """Put a key right behind another one (None: first; one that is not there: last)."""
    order.remove(key)
    if after is None:
        order.insert(0, key)
    elif after in order:
        order.insert(order.index(after) + 1, key)
    else:
        order.append(key)


def _difference(before: Content | None, after: Content | None) -> tuple[Content | None, Content | None]:
    """What changed: whole rows that came or went, else the fields that differ."""
    if before is None or after is None:
        return before, after
    names = [name for name in before if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def _figure(estimate: int | None) -> str:
    return "" if estimate is None else str(estimate)
