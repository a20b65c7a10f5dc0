"""Processes that start sprints of the same team at the same moment: one of them may."""

from __future__ import annotations

from datetime import date
from multiprocessing.connection import Connection

from pilotboard.domain.changes import Written
from pilotboard.domain.errors import PilotboardError
from pilotboard.store.reading.reader import Reader
from pilotboard.store.writing.tables import Sprint, Team
from pilotboard.store.writing.unit import Tx
from pilotboard.usecases import sprint_life
from pilotboard.usecases.workspace import Workspace
from tests.races.faults import no_writer_lock

DAY = date(2026, 1, 5)


def prepare(ws: Workspace, teams: int, racers: int) -> None:
    """So many teams, each with a planned sprint for every racer: the sprint of racer r of team t is t * racers + r."""

    def work(tx: Tx) -> Written:
        for number in range(teams):
            team = tx.add(Team(number=tx.next_number("team"), name=f"Racers {number}"))
            for _ in range(racers):
                tx.add(
                    Sprint(
                        number=tx.next_number("sprint"),
                        team_id=team.stored_id,
                        goal="First",
                        start_on=DAY,
                        end_on=DAY,
                        created_at=tx.now,
                    )
                )
        return Written("Made the teams.")

    ws.write("races.prepare", work)


def start(store: str, racer: int, racers: int, how: str, link: Connection) -> None:
    """Start this racer's sprint of each team when told to; says what came of it."""
    if how == "blind":
        no_writer_lock()
        setattr(sprint_life, "check_start", lambda *_: None)  # noqa: B010 -- the planted fault: nobody looks first
    ws = Workspace(store, f"racer-{racer}")
    ws.writer()
    link.send("ready")
    while (team := link.recv()) is not None:
        try:
            sprint_life.start_sprint(ws, f"S-{team * racers + racer + 1}")
        except PilotboardError as error:
            link.send(error.message)
        else:
            link.send("")
    ws.close()


def crowded(ws: Workspace) -> int:
    """How many teams have more than one active sprint."""

    def query(reader: Reader) -> int:
        rows = reader.rows("SELECT team_id FROM sprint WHERE state = 'active' GROUP BY team_id HAVING count(*) > 1")
        return len(rows)

    return ws.read(query)


def drop_the_index(ws: Workspace) -> None:
    """The planted fault: the database no longer keeps the rule itself."""
    from pilotboard.store.writing.engine import make_engine

    engine = make_engine(ws.location)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("DROP INDEX uq_sprint_one_active")
        raw.commit()
    engine.dispose()
