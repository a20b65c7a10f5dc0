"""An import on the screen, without the screen: the file, how it is read, what would happen. Every step is a new desk.

Reading, proposing and comparing take time: whoever holds a desk does it in a thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pilotboard.domain.errors import EnvironmentFault, InvalidInput, PilotboardError
from pilotboard.domain.intake import Parsed, Target
from pilotboard.domain.intake_report import IntakeReport
from pilotboard.importing.drafting import parse
from pilotboard.importing.fields import FIELDS
from pilotboard.importing.mapfile import from_toml, to_toml
from pilotboard.importing.mapping import ImportMap, accept, with_column, with_dates
from pilotboard.importing.proposal import Proposal
from pilotboard.importing.proposing import propose, propose_with
from pilotboard.importing.source import Source, read_source
from pilotboard.tui.course import Course
from pilotboard.usecases import intake
from pilotboard.usecases.intake_files import file_bytes, report_csv
from pilotboard.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """Everything about one file. ``trouble`` says why nothing can be compared yet (no pilot, no column)."""

    path: Path
    source: Source
    proposal: Proposal
    mapping: ImportMap
    into: str = ""
    skip_bad: bool = False
    parsed: Parsed | None = None
    report: IntakeReport | None = None
    trouble: str = ""

    @property
    def said(self) -> str:
        """What applying it did, in a sentence."""
        return self.report.said if self.report is not None else ""

    @property
    def target(self) -> Target:
        """What the rows become."""
        return self.mapping.target

    def field_of(self, position: int) -> str:
        """What a column is read as; "" is not read."""
        return next((one.field for one in self.mapping.columns if one.position == position), "")

    def fields(self) -> tuple[str, ...]:
        """What a column can be read as."""
        return tuple(FIELDS[self.target])


def opened(ws: Workspace, path: Path, into: str, course: Course) -> ImportDesk:
    """Read a file and propose. Raises BadFile and the like."""
    source = read_source(file_bytes(path), path.name, course)
    return _proposed(ws, ImportDesk(path, source, *_first(propose(source)), into=into), course)


def _first(proposal: Proposal) -> tuple[Proposal, ImportMap]:
    return proposal, proposal.map


def _proposed(ws: Workspace, desk: ImportDesk, course: Course) -> ImportDesk:
    """Read the rows by the map and compare them with the store."""
    if not desk.proposal.usable and not _usable(desk.mapping):
        return replace(desk, parsed=None, report=None, trouble="Nothing can be read yet: give a column its meaning.")
    parsed = parse(desk.source, desk.mapping, zone=intake.zone(ws), progress=course)
    return compared(ws, replace(desk, parsed=parsed, trouble=""))


def _usable(mapping: ImportMap) -> bool:
    from pilotboard.importing.proposal import NEEDED

    return any(name in mapping.fields for name in NEEDED[mapping.target])


def compared(ws: Workspace, desk: ImportDesk) -> ImportDesk:
    """What would happen now; ``trouble`` says why that cannot be told."""
    if desk.parsed is None:
        return desk
    try:
        return replace(desk, report=intake.compare(ws, desk.parsed, desk.into), trouble="")
    except PilotboardError as error:
        return replace(desk, report=None, trouble=" ".join(error.sentences()))


def read_as(ws: Workspace, desk: ImportDesk, target: Target, course: Course) -> ImportDesk:
    """Propose anew for other things that the rows become."""
    proposal = propose(desk.source, None, target)
    return _proposed(ws, replace(desk, proposal=proposal, mapping=proposal.map), course)


def by_map(ws: Workspace, desk: ImportDesk, content: str, course: Course) -> ImportDesk:
    """Read the file by a saved map."""
    proposal = propose_with(desk.source, from_toml(content))
    return _proposed(ws, replace(desk, proposal=proposal, mapping=proposal.map), course)


def with_field(ws: Workspace, desk: ImportDesk, position: int, name: str, course: Course) -> ImportDesk:
    """Read a column as something else, or not at all."""
    return _changed(ws, desk, lambda mapping: with_column(mapping, desk.source.table, position, name), course)


def accepted(ws: Workspace, desk: ImportDesk, key: str | None, course: Course) -> ImportDesk:
    """Take one guess, or all."""
    return _changed(ws, desk, lambda mapping: accept(mapping, None if key is None else [key]), course)


def dated(ws: Workspace, desk: ImportDesk, order: str, course: Course) -> ImportDesk:
    """Read all dates in one order; cells that fit only the other one in that."""

    def change(mapping: ImportMap) -> ImportMap:
        for column in mapping.dates:
            mapping = with_dates(mapping, column, order, other=True)
        return mapping

    return _changed(ws, desk, change, course)


def _changed(ws: Workspace, desk: ImportDesk, change: Callable[[ImportMap], ImportMap], course: Course) -> ImportDesk:
    return _proposed(ws, replace(desk, mapping=change(desk.mapping)), course)


def aimed(ws: Workspace, desk: ImportDesk, into: str) -> ImportDesk:
    """Import into another pilot."""
    return compared(ws, replace(desk, into=into))


def applied(ws: Workspace, desk: ImportDesk, course: Course) -> ImportDesk:
    """Write it all, in one transaction. Raises what the use case raises; nothing is written then."""
    assert desk.parsed is not None
    report = intake.apply(ws, desk.parsed, desk.into, file_name=desk.path.name, skip_bad=desk.skip_bad, progress=course)
    return replace(desk, report=report)


def map_file(desk: ImportDesk) -> str:
    """The map as a file."""
    return to_toml(desk.mapping)


def write_report(report: IntakeReport, place: Path) -> str:
    """Write the report into a new file; says where. Raises InvalidInput when there is one already."""
    try:
        with place.open("x", encoding="utf-8", newline="") as file:
            file.write(report_csv(report.problems, report.remarks))
    except FileExistsError:
        raise InvalidInput(f"There is a file {place} already.", hint="Move it away first.", field="report") from None
    except OSError as fault:
        raise EnvironmentFault(
            f"{place} cannot be written ({fault.strerror}).",
            "Nothing was changed.",
            "pilotboard import FILE --report PATH writes it elsewhere.",
        ) from None
    return f"Wrote the report to {place}."
