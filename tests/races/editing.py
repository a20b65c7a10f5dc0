"""Processes that edit the same few items through forms: each opens some items, changes some fields, saves.

A form that meets a conflict is told so; then others are opened, until as many edits are saved as were asked for.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from sqlalchemy import create_engine
from sqlmodel import Session

from pilotboard.domain.changes import Opened
from pilotboard.domain.errors import Conflict, PilotboardError, StoreLocked
from pilotboard.domain.items import ItemDetail
from pilotboard.store.location import locate
from pilotboard.store.writing.tables import BacklogItem
from pilotboard.usecases import items
from pilotboard.usecases.workspace import Workspace
from tests.races.faults import PLANTED
from tests.soak.processes import AT_WORK

HOT = tuple(f"P01-{number:02d}" for number in range(1, 5))
FIELDS = ("title", "description", "estimate", "due", "labels", "assignee")
FORMS = 3
"""How many items each process has open at a time."""
LABELS = ("Urgent", "Later", "Parents", "Buses")
Values = Mapping[str, Any]


class Saved(NamedTuple):
    """An edit that was acknowledged: its entry, and what the form had opened."""

    entry: int
    key: str
    version: int
    base: Values
    mine: Values


class Shown(NamedTuple):
    """A conflict that was shown: of each field what it was, what I wrote, what is there."""

    key: str
    version: int
    fields: tuple[tuple[str, Any, Any, Any], ...]


class Report(NamedTuple):
    """What one process did; `locked` counts the times somebody held the store for too long."""

    saved: list[Saved]
    shown: list[Shown]
    attempts: int
    locked: int


def form(detail: ItemDetail) -> Values:
    """The fields of an item as a form shows them."""
    row = detail.row
    return {
        "title": row.title,
        "description": detail.description,
        "estimate": row.estimate,
        "due": row.due,
        "labels": row.labels,
        "assignee": row.assignee_key,
    }


def write_in(base: Values, dice: random.Random) -> Values:
    """What somebody changes in the form: the title counts its edits and says whose this one was."""
    offered = {
        "title": counted(base["title"], dice),
        "description": f"Text {dice.getrandbits(64):x}",
        "estimate": dice.choice([number for number in range(101) if number != base["estimate"]]),
        "due": date(2026, 1, 1) + timedelta(days=dice.randrange(2000)),
        "labels": tuple(sorted(set(base["labels"]) ^ {dice.choice(LABELS)})),
        "assignee": "U-02" if base["assignee"] == "U-01" else "U-01",
    }
    chosen = dice.sample(FIELDS, dice.choices([1, 2], [3, 1])[0])
    return {name: offered[name] for name in chosen}


def counted(title: str, dice: random.Random) -> str:
    """The next title: one more, by an edit that is like no other."""
    return f"{count(title) + 1} {dice.getrandbits(64):x}"


def count(title: str) -> int:
    """How many edits of the title led to this one."""
    return int(title.partition(" ")[0])


def edit(store: str, edits: int, seed: int, how: str, link: Connection) -> None:
    """Save so many edits, beginning when told to, and report."""
    if how == "plain":
        edit_plainly(store, edits, seed, link)
        return
    PLANTED["" if how == "unversioned" else how]()
    dice = random.Random(seed)
    ws = Workspace(store, f"writer-{seed}")
    report = Report([], [], 0, 0)
    link.send("ready")
    link.recv()
    while len(report.saved) < edits:
        if dice.random() < 0.1:
            link.send(AT_WORK)
        forms = [(key, items.show_item(ws, key)) for key in dice.sample(HOT, FORMS)]
        for key, detail in forms[: edits - len(report.saved)]:
            base = form(detail)
            mine = write_in(base, dice)
            opened = None if how == "unversioned" else Opened(detail.row.version, base)
            report = report._replace(attempts=report.attempts + 1)
            try:
                outcome = items.edit_item(ws, key, mine, opened)
            except Conflict as conflict:
                fields = tuple((one.name, one.base, one.mine, one.theirs) for one in conflict.fields)
                report.shown.append(Shown(key, detail.row.version, fields))
            except StoreLocked:
                report = report._replace(locked=report.locked + 1)
            except PilotboardError:
                continue  # an attempt without an account of it: only a planted fault gets here
            else:
                report.saved.append(Saved(outcome.entry, key, detail.row.version, base, mine))
    link.send(report)
    ws.close()


def edit_plainly(store: str, edits: int, seed: int, link: Connection) -> None:
    """The planted fault: read, change, write with a default engine, without the unit of work."""
    location = locate(store)
    url = (
        f"sqlite:///{location.path}" if location.embedded else location.url.replace("postgresql", "postgresql+psycopg")
    )
    engine = create_engine(url)
    dice = random.Random(seed)
    report = Report([], [], 0, 0)
    link.send("ready")
    link.recv()
    while len(report.saved) < edits:
        number = dice.randrange(len(HOT)) + 1
        with Session(engine) as session:
            row = session.get_one(BacklogItem, number)
            base = row.title
            row.title = counted(base, dice)
            session.commit()
            report.saved.append(Saved(0, HOT[number - 1], 0, {"title": base}, {"title": row.title}))
    link.send(report)


def lost(reports: Iterable[Report], start: Mapping[str, Values], final: Mapping[str, Values]) -> int:
    """How many acknowledged edits of titles are missing: each of them counted one further."""
    acknowledged = sum("title" in one.mine for report in reports for one in report.saved)
    return acknowledged - sum(count(final[key]["title"]) - count(start[key]["title"]) for key in final)


class Replay(NamedTuple):
    """What came of doing the acknowledged edits again, one after the other, on paper."""

    final: dict[str, dict[str, Any]]
    versions: dict[str, int]
    clean: int
    merged: int
    same: int
    wrong: list[str]


def replay(reports: Iterable[Report], start: Mapping[str, Values]) -> Replay:
    """Do the acknowledged edits again in the order of their entries.

    An edit is merged when something else had changed since its form was opened, and the same when another had written
    just that already, so that it left no entry. Wrong is one that went over somebody
    else's change of the same field, and a conflict that shows something nobody wrote.
    """
    reports = list(reports)
    saved = [one for report in reports for one in report.saved]
    state = {key: dict(values) for key, values in start.items()}
    written: dict[tuple[str, str], set[Any]] = {
        (key, name): {value} for key, values in start.items() for name, value in values.items()
    }
    versions = dict.fromkeys(start, 1)
    kinds = {"clean": 0, "merged": 0, "same": sum(not one.entry for one in saved)}
    wrong = []
    for one in sorted((one for one in saved if one.entry), key=lambda one: one.entry):
        now = state[one.key]
        kinds["clean" if one.base == now else "merged"] += 1
        wrong += [
            f"entry {one.entry} went over {now[name]!r} in {one.key} {name}, opened as {one.base[name]!r}"
            for name, mine in one.mine.items()
            if now[name] not in (one.base[name], mine)
        ]
        # Labels hang on the item: its own row stays as it is.
        versions[one.key] += any(now[name] != mine for name, mine in one.mine.items() if name != "labels")
        now.update(one.mine)
        for name, mine in one.mine.items():
            written[one.key, name].add(mine)
    for conflict in (conflict for report in reports for conflict in report.shown):
        wrong += [
            f"a conflict in {conflict.key} {name} showed {theirs!r}, which nobody wrote"
            for name, base, mine, theirs in conflict.fields
            if theirs in (base, mine) or theirs not in written[conflict.key, name]
        ]
    return Replay(state, versions, kinds["clean"], kinds["merged"], kinds["same"], wrong)
