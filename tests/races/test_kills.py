"""Figure 1: kill -9 under write load. No write that was acknowledged is lost, nothing is half done, nothing twice.

Two processes write at once. Each is killed at a moment nobody chose, so that one often goes on over what the other
left half done; then both are judged by what they said.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pilotboard.domain.errors import PilotboardError
from pilotboard.usecases.workspace import Workspace
from tests.races.writing import KEYS, Act, Said, do, write
from tests.soak import programme, sound
from tests.soak.processes import Child, listen, several

WRITERS = programme.PEOPLE
MOMENT = 0.06
"""A writer at work is killed within so many seconds, evenly spread: some ten of its acts."""
KEPT = 100
"""Kills that one store has to bear before a fresh one takes its place."""


@dataclass
class Judge:
    """What the writers said, and what the store says about it afterwards."""

    ws: Workspace
    kills: int = 0
    acknowledged: int = 0
    interrupted: int = 0
    saved_unsaid: int = 0
    wrong: list[str] = field(default_factory=list)

    def hear(self, said: list[Said]) -> None:
        """A writer is dead; this is all it ever said."""
        self.kills += 1
        acts = {one.act.operation_id: one.act for one in said}
        done = {one.act.operation_id: one.entry for one in said if one.word == "done"}
        for operation_id, entry in done.items():
            self.acknowledged += entry > 0
            if entry and self.entry_of(acts[operation_id]) != entry:
                self.wrong.append(f"lost: {acts[operation_id].verb} was acknowledged as entry {entry}")
        refused = {one.act.operation_id for one in said if one.word == "refused"}
        for operation_id in [name for name in acts if name not in refused][-2:]:
            self.once_more(acts[operation_id], done.get(operation_id))
        self.wrong += sound.file_flaws(self.ws)

    def entry_of(self, act: Act) -> int | None:
        """The journal entry of that operation."""
        found: int | None = self.ws.read(
            lambda reader: reader.value("SELECT id FROM journal WHERE operation_id = :id", id=act.operation_id)
        )
        return found

    def once_more(self, act: Act, entry: int | None) -> None:
        """The person tries again, not knowing whether it was saved."""
        before = self.entry_of(act)
        self.interrupted += entry is None
        self.saved_unsaid += entry is None and before is not None
        with suppress(PilotboardError):
            outcome = do(self.ws, act)
            if before is not None and not (outcome.repeated and outcome.entry == before):
                self.wrong.append(f"twice: {act.verb} was entry {before}, once more is {outcome.entry}")
        found = self.ws.read(
            lambda reader: reader.value("SELECT count(*) FROM backlog_item WHERE title = :title", title=_title(act))
        )
        if found > 1:
            self.wrong.append(f"twice: {found} items {_title(act)}")

    def close(self) -> None:
        """All writers are dead: the whole store is looked at."""
        self.wrong += sound.flaws(self.ws)
        operations = Counter(
            row[0] for row in self.ws.read(lambda reader: reader.rows("SELECT operation_id FROM journal"))
        )
        self.wrong += [f"twice: operation {name}" for name, count in operations.items() if count > 1]


def _title(act: Act) -> str:
    return str(act.values.get("title", ""))


def torment(store: str, kills: int, seed: int, fault: str = "") -> Judge:
    """Kill so many writers of that store, two by two, and judge."""
    dice = random.Random(seed)
    with programme.opened(store) as ws:
        judge = Judge(ws)
        while judge.kills < kills:
            given = [(store, user, dice.getrandbits(32), fault) for user in WRITERS]
            with several(write, given) as pair:
                heard: dict[Child, list[Said]] = {child: until_done(child) for child in pair}
                for victim in dice.sample(pair, len(pair)):
                    for child, said in listen(pair, dice.uniform(0, MOMENT)):
                        heard[child].append(said)
                    victim.kill()
                for child in pair:
                    judge.hear(heard[child] + child.said())
        judge.close()
    return judge


def until_done(child: Child) -> list[Said]:
    """What a writer says until it has done something: it is at work now."""
    found: list[Said] = []
    while not found or found[-1].word == "about":
        found.append(child.answer())
    return found


@pytest.mark.parametrize("database", ["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.postgres)])
def test_killed_writers_lose_nothing(
    database: str,
    request: pytest.FixtureRequest,
    rounds: Callable[[int, int], int],
    figure: Callable[[str, str], None],
) -> None:
    kills = rounds(60, 1000)
    totals: Counter[str] = Counter()
    for batch, store in enumerate(stores(database, request, -(-kills // KEPT))):
        programme.make(store, len(KEYS))
        judge = torment(store, min(KEPT, kills - batch * KEPT), seed=batch)
        assert judge.wrong == []
        totals.update(
            kills=judge.kills,
            acknowledged=judge.acknowledged,
            interrupted=judge.interrupted,
            unsaid=judge.saved_unsaid,
        )
    assert totals["acknowledged"] > totals["kills"]
    assert totals["interrupted"] > totals["kills"] / 4
    figure(
        "1",
        f"{database}: {totals['kills']:,} kills -9, {totals['acknowledged']:,} acknowledged writes, 0 lost, 0 flaws; "
        f"{totals['interrupted']:,} interrupted acts tried again ({totals['unsaid']:,} had been saved), 0 twice",
    )


def stores(database: str, request: pytest.FixtureRequest, count: int) -> Iterator[str]:
    """So many empty places for a store."""
    if database == "SQLite":
        folder = request.getfixturevalue("sqlite_path").parent
        yield from (str(folder / f"store-{number}.db") for number in range(count))
        return
    server = request.getfixturevalue("postgres_server")
    for _ in range(count):
        with server.database() as url:
            yield url


@pytest.mark.parametrize("fault", ["told before it is saved", "no transaction"])
def test_the_check_sees_a_store_that_does_not_keep_its_word(store_url: str, fault: str) -> None:
    programme.make(store_url, len(KEYS))
    tries = (torment(store_url, 8, seed, fault).wrong for seed in range(1, 9))
    wrong: list[str] = next(filter(None, tries), [])
    assert any(line.startswith("lost: ") for line in wrong) == (fault == "told before it is saved")
    assert wrong != []


@pytest.mark.parametrize(("fault", "sign"), [("no operation id", "twice: "), ("no journal of changes", "was left as")])
def test_the_check_sees_a_journal_that_forgets(sqlite_path: Path, fault: str, sign: str) -> None:
    programme.make(str(sqlite_path), len(KEYS))
    tries = (torment(str(sqlite_path), 8, seed, fault) for seed in range(8))
    assert any(sign in line for judge in tries for line in judge.wrong)
