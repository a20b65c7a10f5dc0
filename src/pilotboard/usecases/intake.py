"""Imports: compare a file's drafts with the store, apply them as one batch, take a batch back, keep maps.

Whoever calls has read the file (`importing`) and hands over its drafts. Nothing is written by comparing; applying
is one transaction with one journal entry, so that it is there whole or not at all and can be taken back whole.
"""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import InvalidInput, NotFound, UndoRefused
from pilotboard.domain.intake import Parsed, Target
from pilotboard.domain.intake_report import BatchView, IntakeReport, SavedMap, Stopped, counts_words
from pilotboard.domain.keys import pilot_key
from pilotboard.domain.much_at_once import all_kept
from pilotboard.domain.nearest import did_you_mean
from pilotboard.domain.text import clean, has_visible, shortened, shown
from pilotboard.store.reading import intake as reading
from pilotboard.store.reading.intake import Home
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.intake_items import ItemPlan, plan_items, write_items
from pilotboard.usecases.intake_pilots import PilotPlan, plan_pilots, write_pilots
from pilotboard.usecases.intake_sprints import SprintPlan, plan_sprints, write_sprints
from pilotboard.usecases.intake_voices import VoicePlan, plan_voices, write_voices
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.domain.intake_report import Progress
    from pilotboard.store.writing.unit import Tx

Plan = ItemPlan | SprintPlan | VoicePlan | PilotPlan
MAX_NAME = 60
_WORDS = {Target.ITEMS: "item", Target.SPRINTS: "sprint", Target.VOICES: "voice", Target.PILOTS: "pilot"}


@all_kept()
def compare(ws: Workspace, parsed: Parsed, into: str = "", *, blank_clears: bool = False) -> IntakeReport:
    """What applying would do; nothing is written. ``into`` is the pilot (the only open one when not said).

    Raises NotFound or InvalidInput for a pilot that cannot take it.
    """
    return ws.read(lambda reader: _plan(ws, reader, parsed, into, blank_clears)).report


@all_kept()
def apply(
    ws: Workspace,
    parsed: Parsed,
    into: str = "",
    *,
    file_name: str = "",
    skip_bad: bool = False,
    blank_clears: bool = False,
    progress: Progress | None = None,
    operation_id: str | None = None,
) -> IntakeReport:
    """Write it all in one transaction, under a batch. Nothing is written when rows are at fault and not skipped.

    Raises as ``compare`` does, and Stopped when ``progress`` answers no; nothing is written then.
    """
    if parsed.errors and not skip_bad:
        return compare(ws, parsed, into, blank_clears=blank_clears)
    reports: list[IntakeReport] = []

    def go_on(done: int, total: int) -> bool:
        if progress is not None and not progress(done, total):
            raise Stopped
        return True

    def work(tx: Tx) -> Written:
        plan = _plan(ws, tx.reader, parsed, into, blank_clears)
        report = plan.report
        reports[:] = [report]
        if not report.changes and not report.sprints:
            return Written("Nothing to import: everything is here already.", tuple(filter(None, (report.into,))))
        _write(tx, plan, parsed.source, shortened(clean(file_name).text, 260), go_on)
        word = _WORDS[parsed.target]
        many = f"1 {word}" if report.changes == 1 else f"{report.changes:,} {word}s"
        where = f" into {report.into}" if report.into else ""
        said = f"Imported {many}{where} as {report.batch}: {counts_words(report)}."
        return Written(said, tuple(filter(None, (report.into,))))

    outcome = ws.write("import.apply", work, operation_id)
    if not reports:  # the same operation was done before
        return compare(ws, parsed, into, blank_clears=blank_clears)
    report = reports[0]
    report.applied, report.said = True, outcome.said
    return report


def _plan(ws: Workspace, reader: Reader, parsed: Parsed, into: str, blank_clears: bool) -> Plan:
    if parsed.target is Target.PILOTS:
        return plan_pilots(reader, parsed, ws.today())
    home = _home(reader, into)
    if parsed.target is Target.ITEMS:
        return plan_items(reader, parsed, home, blank_clears, ws.now())
    if parsed.target is Target.SPRINTS:
        return plan_sprints(reader, parsed, home, ws.today())
    return plan_voices(reader, parsed, home, blank_clears, ws.today())


def _home(reader: Reader, into: str) -> Home:
    if into:
        return reading.home(reader, lookup.numbered_id(reader, "pilot", into))
    pilots = reading.open_pilots(reader)
    if len(pilots) == 1:
        return reading.home(reader, lookup.numbered_id(reader, "pilot", pilot_key(pilots[0][0])))
    if not pilots:
        raise InvalidInput(
            "There is no pilot to import into.",
            hint='Write one down first: pilotboard pilots add "A title"',
            field="into",
        )
    named = ", ".join(f"{pilot_key(number)} {shortened(shown(title), 30)}" for number, title in pilots[:5])
    raise InvalidInput("Say which pilot it goes into.", hint=f"Add --into P-07; there are {named}.", field="into")


def _write(tx: Tx, plan: Plan, source: str, file_name: str, go_on: Progress) -> None:
    from pilotboard.store.writing import intake as writing

    plan.report.batch = writing.begin_batch(tx, file_name, plan.report, source)
    match plan:
        case ItemPlan():
            write_items(tx, plan, source, go_on)
        case SprintPlan():
            write_sprints(tx, plan, source)
        case VoicePlan():
            write_voices(tx, plan, source, go_on)
        case PilotPlan():
            write_pilots(tx, plan, source, go_on)


def list_batches(ws: Workspace) -> list[BatchView]:
    """Every import that stands, the newest first."""
    return ws.read(reading.batches)


@all_kept()
def undo_batch(ws: Workspace, batch: str, operation_id: str | None = None, progress: Progress | None = None) -> Outcome:
    """Take an import back as a whole.

    Raises NotFound for an unknown one, UndoRefused with names when something of it was changed since, Stopped when
    ``progress`` answers no; it stands then as it was.
    """
    name = clean(batch).text.strip().upper()
    name = f"B-{name}" if name.isdecimal() else name

    def work(tx: Tx) -> Written:
        from pilotboard.domain.changes import EntryKind
        from pilotboard.store.writing.undo import revert

        entry = reading.entry_of_batch(tx.reader, name)
        if entry is None:
            known = [one.batch for one in reading.batches(tx.reader)]
            hint = did_you_mean(name, known) or "pilotboard import list tells which there are."
            raise NotFound(f'There is no import "{shortened(shown(name), 40)}".', hint=hint)
        if not entry[1]:
            raise UndoRefused(f"{name} has been taken back already.", hint="Import the file again, or redo.")
        return revert(tx, entry[0], EntryKind.UNDO, progress)

    return ws.write("history.undo", work, operation_id)


def list_maps(ws: Workspace) -> list[SavedMap]:
    """Every saved map, by name."""
    return ws.read(reading.maps)


def saved_map(ws: Workspace, name: str) -> SavedMap | None:
    """The map saved under that name, None when there is none."""
    return next((one for one in list_maps(ws) if one.name == name), None)


def save_map(ws: Workspace, name: str, content: str, operation_id: str | None = None) -> Outcome:
    """Keep a map (its file) under a name; one of that name is replaced. Raises InvalidInput for the name."""
    called = checked_map_name(name)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import intake as writing

        new = writing.keep_map(tx, called, content)
        return Written(f'Saved the map "{called}".' if new else f'The map "{called}" was like that already.')

    return ws.write("import.map", work, operation_id)


def checked_map_name(name: str) -> str:
    """The name of a map, cleaned. Raises InvalidInput."""
    called = clean(name).text.strip()
    if not has_visible(called) or len(called) > MAX_NAME:
        raise InvalidInput(f"A map's name has 1 to {MAX_NAME} characters.", field="save-map")
    return called


def zone(ws: Workspace) -> tzinfo:
    """Where the clocks of the organisation stand: what times of a file without a zone are taken for."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(ws.read(lookup.zone_name))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
