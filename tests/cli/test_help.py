"""Every command explains itself, and every command of the contract is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pilotboard.cli.app import CONTEXT, PROGRAM, Noun, Program
from pilotboard.cli.entries import ENTRIES
from pilotboard.cli.line import GLOBAL_OPTIONS, read_line
from tests.cli.conftest import Run, run_line

CONTRACT = """
    open demo init where doctor upgrade backup restore history undo redo find completion glossary help
    items list|items show|items add|items edit|items remove|items move|items rank|items block|items unblock
    items split|items assign|items note|items link|items criterion|items label
    pilots list|pilots show|pilots add|pilots edit|pilots remove|pilots move-team|pilots close|pilots reopen
    teams list|teams show|teams add|teams edit|teams remove|teams join|teams leave|teams dissolve
    people list|people show|people add|people edit|people remove
    sites list|sites show|sites add|sites edit|sites remove
    board show|board column
    organisation show|organisation edit|organisation words
"""


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that lead to it."""
    program = Program()
    context = click.Context(program, info_name=PROGRAM, **CONTEXT)
    for name in program.list_commands(context):
        found = program.get_command(context, name)
        assert found is not None
        if isinstance(found, Noun):
            for verb in found.list_commands(context):
                command = found.get_command(context, verb)
                assert command is not None
                yield (name, verb), command
        else:
            yield (name,), found


EVERY = [*commands()]


def names(words: str) -> Iterator[str]:
    for line in words.strip().splitlines():
        yield from (word.strip() for word in (line.split("|") if "|" in line else line.split()))


def test_the_commands_of_the_contract_are_there() -> None:
    there = {" ".join(words) for words, _ in EVERY}
    assert [name for name in names(CONTRACT) if name not in there] == []


@pytest.mark.parametrize(("words", "command"), EVERY, ids=[" ".join(words) for words, _ in EVERY])
def test_every_command_and_every_option_has_help(words: tuple[str, ...], command: click.Command) -> None:
    assert command.help
    assert command.help.strip().endswith(".")
    taken = {option.name for option in GLOBAL_OPTIONS}
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, param.name
            assert param.help.endswith((".", "]")), param.help
            assert param.metavar or param.is_flag, param.name
        else:
            assert param.metavar is not None, param.name
        assert not taken & set(param.opts), "a global option is taken off the line before the command sees it"


@pytest.mark.parametrize("words", [words for words, _ in EVERY], ids=" ".join)
def test_help_is_printed_in_both_ways(words: tuple[str, ...]) -> None:
    ran = run_line(*words, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: pilotboard {' '.join(words)}")
    assert run_line("help", *words).out == ran.out
    assert run_line(*words, "-h").out == ran.out


@pytest.mark.parametrize("line", [["--help"], ["-h"], ["help"]])
def test_the_help_of_the_program_lists_nouns_and_global_options(line: list[str]) -> None:
    ran = run_line(*line)
    assert ran.code == 0
    for name, entry in ENTRIES.items():
        assert f"  {name} " in ran.out
        assert entry.says.endswith(".")
    for option in GLOBAL_OPTIONS:
        assert option.name in ran.out
        assert option.variable in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100


def test_the_help_of_a_noun_lists_its_verbs() -> None:
    said = run_line("teams", "--help").out
    assert "Verbs:" in said
    assert "join" in said


def test_the_words_of_the_options_are_the_words_of_the_domain() -> None:
    from pilotboard.cli import item_changes, organisation, people, sites, teams
    from pilotboard.cli.fields import Fill
    from pilotboard.domain.items import ItemState, ItemType
    from pilotboard.domain.organisation import Counting, LabelSet
    from pilotboard.domain.people import PersonRole
    from pilotboard.domain.sites import SiteKind
    from pilotboard.domain.teams import MembershipRole

    def words(fields: tuple[Fill, ...], name: str) -> list[str]:
        return [*next(field for field in fields if field.name == name).words]

    assert words(item_changes.FIELDS, "type") == [*ItemType]
    assert [*item_changes.STATES] == [*ItemState]
    assert words(teams.MEMBERSHIP, "role") == [*MembershipRole]
    assert words(people.FIELDS, "role") == [*PersonRole]
    assert words(sites.FIELDS, "kind") == [*SiteKind]
    assert words(organisation.FIELDS, "labels") == [*LabelSet]
    assert words(organisation.FIELDS, "counting") == [*Counting]


def test_every_field_that_may_be_edited_has_an_option() -> None:
    from pilotboard.cli import item_changes, organisation, people, pilots, sites, teams
    from pilotboard.cli.fields import Fill
    from pilotboard.domain.drafts.items import ItemDraft
    from pilotboard.domain.drafts.organisation import OrganisationChanges
    from pilotboard.domain.drafts.people import PersonDraft
    from pilotboard.domain.drafts.pilots import PilotDraft
    from pilotboard.domain.drafts.sites import SiteDraft
    from pilotboard.domain.drafts.teams import MembershipDraft, TeamDraft

    def filled(fields: tuple[Fill, ...]) -> set[str]:
        return {field.name for field in fields}

    assert filled(item_changes.NEW) == set(ItemDraft.model_fields)
    assert filled(people.FIELDS) == set(PersonDraft.model_fields)
    assert filled(sites.FIELDS) == set(SiteDraft.model_fields)
    assert filled(pilots.FIELDS) | {"closed_on"} == set(PilotDraft.model_fields)
    assert filled(teams.FIELDS) | {"dissolved_on"} == set(TeamDraft.model_fields)
    assert filled(teams.MEMBERSHIP) | {"person"} == set(MembershipDraft.model_fields)
    assert filled(organisation.FIELDS) | {"words"} == set(OrganisationChanges.model_fields)


def test_the_glossary(run: Run) -> None:
    assert "Word" in run("glossary").out
    rows = run("glossary", "wip", "--json").data
    assert [row["key"] for row in rows] == ["wip_limit"]
    assert run("glossary", "zebra").out == "No word like that.\n"


def lines_of_the_guides() -> list[str]:
    """Every command line in the guides, in a block of code or between backticks, without the name of the program."""
    root = Path(__file__).resolve().parents[2]
    found: list[str] = []
    for path in (root / "README.md", *sorted((root / "docs").glob("*.md"))):
        text = path.read_text(encoding="utf-8")
        blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
        found += [line for block in blocks for line in re.findall(r"(?m)^pilotboard (.+)$", block)]
        found += re.findall(r"(?<!`)`pilotboard ([^`\n]+)`", text)
    return found


def test_the_guides_name_commands_and_options_that_are_there() -> None:
    known = {words: {name for param in command.params for name in param.opts} for words, command in EVERY}
    lines = lines_of_the_guides()
    assert len(lines) > 5
    for text in lines:
        line = read_line(shlex.split(text), {})
        words = [word for word in line.words if not word.startswith("-")]
        if words[0] == "import" and tuple(words[:2]) not in known:  # `import FILE` needs no verb
            words.insert(1, "file")
        found = next((known[tuple(words[:count])] for count in (2, 1) if tuple(words[:count]) in known), None)
        assert found is not None, text
        unknown = [
            word for word in line.words if word.startswith("--") and word.partition("=")[0] not in found | {"--help"}
        ]
        assert unknown == [], text
