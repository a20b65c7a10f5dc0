"""What an import would do with each draft, whatever it is: new, known and the same, known and different."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from pilotboard.domain.intake_report import IntakeReport
from pilotboard.store.reading.intake import Known

if TYPE_CHECKING:
    from pilotboard.domain.intake import Parsed
    from pilotboard.store.reading.intake import Home

_LONGEST = 200


class Draft(Protocol):
    """What items, sprints and voices of a file have in common."""

    row: int
    external_id: str
    container: str
    hash: str


D = TypeVar("D", bound=Draft)


def report_of(parsed: Parsed, home: Home) -> IntakeReport:
    """A report that knows the rows at fault already."""
    report = IntakeReport(parsed.target, parsed.preset, home.pilot_key)
    report.error = len({error.row for error in parsed.errors})
    report.problems += parsed.errors
    report.remarks += parsed.remarks
    return report


def home_of(draft: Draft, home: Home) -> str:
    """The container of a draft; what a file without one holds belongs to the pilot it goes into."""
    return draft.container or home.pilot_key


def id_of(draft: Draft) -> str:
    """Its id, made short enough to be kept."""
    if len(draft.external_id) <= _LONGEST:
        return draft.external_id
    digest = hashlib.blake2b(draft.external_id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{draft.external_id[:160]}#{digest}"


def sorted_out(
    drafts: Iterable[D],
    held: Mapping[tuple[str, str], Known],
    home: Home,
    report: IntakeReport,
    look_again: Callable[[D, Known], bool],
) -> tuple[list[D], list[tuple[D, Known, bool]]]:
    """The new ones, and those known that may differ: the file changed, or ``look_again`` says so.

    The third part of a known one tells that the file says what it said last time.
    """
    fresh: list[D] = []
    candidates: list[tuple[D, Known, bool]] = []
    for draft in drafts:
        known = held.get((home_of(draft, home), id_of(draft)))
        if known is None:
            fresh.append(draft)
        elif not known.key:
            report.skips(draft.row, draft.external_id, "", "It was removed here since it was imported.")
        elif known.erased:
            message = f"Words of {known.key} were taken out here for good: nothing of this row comes back."
            report.skips(draft.row, draft.external_id, "", message)
        elif known.hash != draft.hash:
            candidates.append((draft, known, False))
        elif look_again(draft, known):
            candidates.append((draft, known, True))
        else:
            report.unchanged += 1
    report.create += len(fresh)
    return fresh, candidates


def clash(report: IntakeReport, draft: Draft, known: Known, fields: Mapping[str, object]) -> None:
    """Note a thing that people changed here and the file has otherwise; it stays as people left it."""
    name, theirs = next(iter(fields.items()))
    more = f" (and {', '.join(list(fields)[1:])})" if len(fields) > 1 else ""
    message = f"{known.key} was changed here since it was imported, {name}{more}: left as it is."
    report.skips(draft.row, draft.external_id, name, message, theirs)
