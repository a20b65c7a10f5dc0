"""`pilotboard import`: work and voices from other tools. Nothing is written unless --apply is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import click

from pilotboard.cli.app import Noun, argument, option
from pilotboard.cli.import_told import as_document, as_text
from pilotboard.cli.output import Column
from pilotboard.cli.progress import Bar
from pilotboard.cli.session import Session
from pilotboard.domain.errors import InvalidInput, NotFound
from pilotboard.domain.intake import Target
from pilotboard.domain.nearest import did_you_mean, either
from pilotboard.usecases import intake

if TYPE_CHECKING:
    from pilotboard.domain.intake import Parsed
    from pilotboard.domain.intake_report import IntakeReport
    from pilotboard.importing.mapping import ImportMap
    from pilotboard.importing.proposal import Proposal
    from pilotboard.importing.source import Source

FILE = "file"
BAD_ROWS = 2
"""The exit code when rows are at fault and nothing was written for their sake."""


class ImportNoun(Noun):
    """`import FILE` needs no verb: whatever is none of the verbs is the line of a file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*self.verbs, "-h", "--help"}
        return super().parse_args(ctx, args if args and args[0] in known else [FILE, *args])


IMPORT = ImportNoun("import", "Bring in work or voices from another tool: import FILE, import undo BATCH, import list.")
COMMANDS = {"import": IMPORT}
PRESETS = (
    *("pilotboard", "jira", "planner", "google_forms", "trello", "what_works"),
    *("items", "voices", "sprints", "pilots"),
)


class Wanted(NamedTuple):
    """The options of `import FILE`."""

    preset: str | None
    target: str | None
    map_name: str | None
    into: str
    dates: str | None
    accept_guesses: bool
    save_map: str | None
    write_map: str | None
    report: str | None
    blank_clears: bool
    skip_bad: bool
    really: bool

    def named(self) -> list[str]:
        """The options that were given, as they are written on the line; not --apply."""
        given = (name for name, value in self._asdict().items() if value and name != "really")
        return [f"--{name.removesuffix('_name').replace('_', '-')}" for name in given]


@IMPORT.verb(
    FILE,
    argument("file", ("@path",), metavar="FILE"),
    option("--preset", completes=PRESETS, metavar="NAME", help=f"What kind of file it is: {', '.join(PRESETS)}."),
    option("--target", completes=tuple(Target), metavar="WORD", help=f"What its rows become: {', '.join(Target)}."),
    option("--map", "map_name", completes=("@path",), metavar="FILE|NAME", help="Read it by this map."),
    option("--into", completes=("@pilot",), metavar="KEY", default="", help="The pilot it goes into."),
    option("--dates", completes=("dmy", "mdy"), metavar="ORDER", help="Day first (dmy) or month first (mdy)."),
    option("--accept-guesses", is_flag=True, help="Take what is proposed and the file does not say."),
    option("--save-map", metavar="NAME", help="Keep the map in the store under this name."),
    option("--write-map", completes=("@path",), metavar="FILE", help="Write the map into a file, to read and to edit."),
    option("--report", completes=("@path",), metavar="FILE", help="Write the rows that did not go in into a CSV file."),
    option("--blank-clears", is_flag=True, help="A blank cell empties the field; otherwise it changes nothing."),
    option("--skip-bad", is_flag=True, help="Leave out rows at fault and write the rest."),
    option("--apply", "really", is_flag=True, help="Write it. Without this, it is only told what would happen."),
)
def import_file(session: Session, file: str, **given: object) -> int:
    """Tell what importing a file would do; with --apply, do it. It can be taken back: import undo BATCH."""
    from pilotboard.cli.files import check_place, write_text
    from pilotboard.importing.drafting import parse
    from pilotboard.importing.mapfile import to_toml
    from pilotboard.importing.source import read_source
    from pilotboard.usecases.intake_files import file_bytes, report_csv
    from pilotboard.usecases.store_file import holds_store

    wanted = Wanted(**cast(Any, given))
    ws, path = session.ws, Path(file)
    if holds_store(path):
        from pilotboard.cli.import_store import import_store

        return import_store(session, path, wanted.named(), really=wanted.really)
    if wanted.save_map is not None:
        intake.checked_map_name(wanted.save_map)
    with Bar("Reading") as bar:
        source = read_source(file_bytes(path), path.name, bar)
        proposal = _proposal(session, source, wanted)
        mapping = _settled(proposal.map, wanted)
        _refuse_unusable(proposal)
        parsed = parse(source, mapping, zone=intake.zone(ws), progress=bar)
    found: IntakeReport | None = None
    if not wanted.really or wanted.write_map is not None or wanted.save_map is not None:
        # Applying compares by itself; but no map is kept where nothing can be compared.
        found = intake.compare(ws, parsed, wanted.into, blank_clears=wanted.blank_clears)
    kept: list[str] = []
    if wanted.report is not None:
        check_place(session, Path(wanted.report), "report")
    if wanted.write_map is not None:
        check_place(session, Path(wanted.write_map), "write-map")
        write_text(Path(wanted.write_map), to_toml(mapping))
        kept.append(f"Wrote the map to {wanted.write_map}.")
    if wanted.save_map is not None:
        kept.append(intake.save_map(ws, wanted.save_map, to_toml(mapping)).said)
    if wanted.really or found is None:
        found = _apply(session, parsed, path.name, wanted)
    if wanted.report is not None:
        write_text(Path(wanted.report), report_csv(found.problems, found.remarks))
        kept.append(f"Wrote the report to {wanted.report}.")
    (as_document if session.out.json else as_text)(session, found, proposal, mapping, kept, wanted.really)
    return BAD_ROWS if wanted.really and not found.applied else 0


def _apply(session: Session, parsed: Parsed, name: str, wanted: Wanted) -> IntakeReport:
    with Bar("Writing") as bar:
        return intake.apply(
            session.ws,
            parsed,
            wanted.into,
            file_name=name,
            skip_bad=wanted.skip_bad,
            blank_clears=wanted.blank_clears,
            progress=bar,
        )


def _target(word: str | None) -> Target | None:
    if word is None:
        return None
    if word not in set(Target):
        near = did_you_mean(word, Target)
        raise InvalidInput(
            f'Rows cannot become "{word[:40]}".', hint=f"{near} Take {either(Target)}.".strip(), field="target"
        )
    return Target(word)


def _proposal(session: Session, source: Source, wanted: Wanted) -> Proposal:
    from pilotboard.importing.proposing import propose, propose_with

    if wanted.map_name is None:
        return propose(source, wanted.preset, _target(wanted.target))
    if wanted.preset is not None or wanted.target is not None:
        raise InvalidInput("A map says what kind of file it is.", hint="Leave out --preset and --target.", field="map")
    return propose_with(source, _map(session, wanted.map_name))


def _map(session: Session, name: str) -> ImportMap:
    """A saved map, else the one in a file of that name."""
    from pilotboard.importing.mapfile import from_toml
    from pilotboard.usecases.intake_files import file_bytes

    saved = intake.saved_map(session.ws, name)
    if saved is not None:
        return from_toml(saved.content)
    if not Path(name).exists():
        known = [one.name for one in intake.list_maps(session.ws)]
        hint = did_you_mean(name, known) or "--write-map FILE writes the one that is proposed."
        raise NotFound(f'There is no map "{name[:60]}", neither saved nor as a file.', hint=hint)
    try:
        return from_toml(file_bytes(Path(name)).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidInput("The map is not UTF-8 text.", hint="Save it as UTF-8.", field="map") from None


def _settled(mapping: ImportMap, wanted: Wanted) -> ImportMap:
    from pilotboard.importing.mapping import accept, with_dates

    if wanted.dates is not None:
        for column in mapping.dates or ("",):
            mapping = with_dates(mapping, column, wanted.dates, other=True)
    return accept(mapping) if wanted.accept_guesses else mapping


def _refuse_unusable(proposal: Proposal) -> None:
    if not proposal.usable:
        columns = ", ".join(column.name for column in proposal.columns[:8])
        raise InvalidInput(
            f"No column can be read as {proposal.target.value}.",
            hint=f"Its columns are {columns}. Give --target or --preset, or write a map with --write-map and edit it.",
            field="map",
        )


@IMPORT.verb("undo", argument("batch", metavar="BATCH"))
def undo(session: Session, batch: str) -> None:
    """Take an import back as a whole. It is refused when something of it was changed since."""
    with Bar("Taking back") as bar:
        done = intake.undo_batch(session.ws, batch, progress=bar)
    session.done(done)


COLUMNS = (
    Column("Batch"),
    Column("When"),
    Column("Who", elastic=True),
    Column("File", elastic=True),
    Column("Read as"),
    Column("New", right=True),
    Column("Changed", right=True),
)


@IMPORT.verb("list")
def show_list(session: Session) -> None:
    """List the imports that stand, the newest first."""
    found = intake.list_batches(session.ws)
    if session.out.json:
        rows = (
            {
                "batch": one.batch,
                "file": one.file_name,
                "preset": one.preset,
                "target": one.target,
                "at": one.at,
                "actor": one.who,
                **one.counts,
            }
            for one in found
        )
        session.out.document("imports", rows, count=len(found))
        return
    cells = (
        (
            *(one.batch, f"{one.at:%Y-%m-%d %H:%M}", one.who, one.file_name, f"{one.preset} {one.target}"),
            *(f"{one.counts['create']:,}", f"{one.counts['update']:,}"),
        )
        for one in found
    )
    session.out.table(COLUMNS, cells, "Nothing was imported yet. To begin: pilotboard import FILE")
