"""Everything that can be done, can be done from the command line: every use case stands behind a command."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards import but, sources

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "pilotboard"

# Use cases that only a screen asks for, and what the command line has instead.
OF_SCREENS = {
    "item_writing.each": "what the changes of many items share",
    "papers.frame": "what every paper begins with",
    "pilots.set_pilot_sites": "`pilots edit --sites` says the same",
    "people.home_team": "where the screens begin",
    "ideas.ideas_of_pilot": "a line of a pilot's page; `ideas list --filter pilot:P-07` prints it",
    "pilot_writing.put_pilot": "what a pilot written down and one made of an idea share",
    "support.pilot_support": "lines of a pilot's page; `support list --filter for:P-07` prints them",
    "item_filters.condition": "what the lists of items share",
    "items.item_ids": "a screen asks for ids and draws lines in blocks; `items list` prints whole lines",
    "items.items_by_ids": "the same",
    "items.keys_of": "the keys of lines that were selected; on a line they are typed",
    "pages.years_for": "what the filters of lists share",
    "pages.year_in": "the same",
    "years.show_year": "the form over a school year; `calendar years` prints it",
    "year_turn.turn_targets": "the years a screen offers; `calendar years` prints them",
    "board.runs_sprint": "which of two boards a screen shows; `sprints list --filter state:active` tells it",
    "calendar.working_days": "the days of a chart",
    "decisions.warn_about_decision": "what a form says before it is saved; `decisions record` says it after",
    "feedback.pilot_voices": "the voices on a pilot's page; `feedback list --pilot` prints them",
    "feedback.voices_by_pilot": "the counts in the list of pilots; `feedback summary` prints them",
    "feedback.voices_of_item": "the voices on an item's page",
    "feedback.theme_names": "what a screen offers to choose from",
    "feedback_changes.each": "what the changes of many voices share",
    "feedback_triage.pass_on_feedback": "`feedback triage KEY passed_on` does it",
    "pilot_writing.change_pilot": "what the changes of a pilot share",
    "pilot_writing.columns_of": "the same",
    "pilots.sprint_strip": "the strip of sprints on a pilot's page; `sprints list` prints them",
    "pilots.in_running_sprint": "what is asked before a pilot changes its team",
    "retro_actions.team_pilots": "what a screen offers to choose from",
    "retros.notes_changed": "the counter that refreshes a screen",
    "retros.running_retro": "where the screen of retrospectives begins",
    "cases.pilot_case": "a page of everything; `gates list`, `ratings list`, `pilots rule`, `decisions list` print it",
    "sprint_board.show_sprint_board": "the board of a sprint; `sprints show` prints its items",
    "sprint_planning.show_planning": "both panes of planning; `sprints show` and `items list` print them",
    "sprints.current_sprint": "where a screen begins",
    "sprints.team_capacity": "a line of planning",
    "sprints.team_velocity": "`sprints show --chart velocity` prints it",
    "sprints.following_sprint": "where leftovers go",
    "sprints.latest_sprint": "where a screen begins",
    "sprints.neighbour_sprint": "from one sprint's page to the next",
}


def use_cases(tree: Path) -> Iterator[str]:
    """Every public function of a use case module that takes a workspace: `teams.join_team`."""
    for name, module in sources(tree / "usecases"):
        for node in module.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.args:
                first = node.args.args[0].annotation
                if first is not None and ast.unparse(first) == "Workspace":
                    yield f"{name.removesuffix('.py')}.{node.name}"


def named(tree: Path) -> set[str]:
    """Every name that a module of the command line speaks of."""
    found: set[str] = set()
    for _, module in sources(tree / "cli"):
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.ImportFrom):
                found |= {alias.name for alias in node.names}
    return found


def missing(tree: Path) -> list[str]:
    there = named(tree)
    return [f"{name}: no command does it" for name in use_cases(tree) if name.partition(".")[2] not in there]


def test_every_use_case_has_a_command() -> None:
    assert len([*use_cases(PACKAGE)]) > 50
    assert but(missing(PACKAGE), OF_SCREENS) == []


def test_a_planted_use_case_without_a_command_is_found(tmp_path: Path) -> None:
    for folder in ("usecases", "cli"):
        (tmp_path / folder).mkdir()
    (tmp_path / "usecases" / "teams.py").write_text("def merge_teams(ws: Workspace, one: str, other: str) -> None: ...")
    assert missing(tmp_path) == ["teams.merge_teams: no command does it"]
    (tmp_path / "cli" / "teams.py").write_text("from pilotboard.usecases.teams import merge_teams")
    assert missing(tmp_path) == []
