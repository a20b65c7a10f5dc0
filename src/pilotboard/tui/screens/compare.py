"""Two pilots side by side: what is recommended, must-haves, criteria, and where one overtakes the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.chances import chance_short
from pilotboard.domain.criteria import rounded_down
from pilotboard.domain.gates import NAMES, NEEDED, Gate
from pilotboard.domain.money import short_money
from pilotboard.domain.recommendation import points_words
from pilotboard.domain.robustness import overtaking_words, overtakings, share_of
from pilotboard.domain.scale import PilotCase
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.gates import asked_glyph, gate_words, level_span
from pilotboard.tui.lines.scale import outcome_span
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.widgets.columns import Cell, Column, Heading
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases.cases import pilot_case
from pilotboard.usecases.organisation import show_organisation

SIDE = 28


class _Pair(NamedTuple):
    first: PilotCase
    second: PilotCase
    sign: str


class _Line(NamedTuple):
    """What is compared, how it reads for either, who is ahead (``<``, ``>`` or nothing), and its story."""

    what: str
    first: Cell
    second: Cell
    ahead: str
    story: tuple[str, str]


class ComparePage(DeskScreen):
    """Two pilots."""

    PLACE = "compare"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("compare.first", ("o",), "open left", "What is behind the one on the left.", "Look", ("compare",), 20),
        Command("compare.second", ("O",), "open right", "The same on the right.", "Look", ("compare",), 30),
    )

    def __init__(self, first: str, second: str) -> None:
        super().__init__()
        self.keys = (first, second)

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        yield TitleLine()
        columns = [
            Column("", 20, ink="soft"),
            Column(self.keys[0], SIDE),
            Column("", 1, ink="accent"),
            Column(self.keys[1]),
        ]
        yield LineList(columns, _cells)

    def to_read(self) -> Callable[[], _Pair]:
        """Both, and what stands before money."""
        ws, (first, second) = self.ws, self.keys
        return lambda: _Pair(pilot_case(ws, first), pilot_case(ws, second), show_organisation(ws).money)

    def show_answer(self, answer: _Pair) -> None:
        """Fill the list."""
        entries: list[Any] = []
        rows: dict[Any, _Line] = {}
        for title, lines in (
            ("", _figures(answer)),
            ("MUST-HAVES", _gates(answer)),
            (f"CRITERIA V{answer.first.criteria.number}", _criteria(answer)),
        ):
            entries += [Heading(""), Heading(title)] if title else []
            entries += [line.what for line in lines]
            rows |= {line.what: line for line in lines}
        self.query_one(LineList).load(entries, rows)
        first, second = answer.first, answer.second
        titles: list[Span] = [
            (f"{first.key} {first.title}", "text"),
            ("  and  ", "quiet"),
            (f"{second.key} {second.title}", "text"),
            ("   ◂ ▸ who is ahead", "quiet"),
        ]
        self.query_one(TitleLine).tell("Side by side", titles, breaks=True)

    def story(self) -> Story:
        """What the line under the cursor tells of the two."""
        line: _Line | None = self.query_one(LineList).cursor_row
        if line is None:
            return NOTHING
        said, below = line.story
        return Story(line.what, "", ((said, "text"),), ((below, "soft"),))

    def open_row(self, row_id: Any) -> None:
        """Enter opens the one on the left."""
        self.do_compare_first()

    def do_compare_first(self) -> None:
        """The page behind the left one."""
        self._open(self.keys[0])

    def do_compare_second(self) -> None:
        """The page behind the right one."""
        self._open(self.keys[1])

    def _open(self, key: str) -> None:
        from pilotboard.tui.screens.profile import ProfilePage

        self.host.open_page(ProfilePage(key))


def _cells(line: _Line) -> Sequence[Cell]:
    return line.what, line.first, line.ahead, line.second


def _ahead(first: float | None, second: float | None, *, less: bool = False) -> str:
    """Which way the better figure lies; nothing where one is not known."""
    if first is None or second is None or first == second:
        return ""
    return "◂" if (first < second) == less else "▸"


def _figures(pair: _Pair) -> list[_Line]:
    first, second, sign = pair
    one, other = first.recommendation, second.recommendation
    figures: list[tuple[str, Cell, Cell, str, tuple[str, str]]] = [
        (
            "recommended",
            outcome_span(one.outcome),
            outcome_span(other.outcome),
            "",
            (f"{first.key}: {one.reasons[0]}", f"{second.key}: {other.reasons[0]}"),
        ),
        (
            "score",
            points_words(one.score),
            points_words(other.score),
            _ahead(one.score, other.score),
            (f"{first.key}: {one.score_words()}", f"{second.key}: {other.score_words()}"),
        ),
        (
            "if unknowns were 0",
            str(rounded_down(one.floor)),
            str(rounded_down(other.floor)),
            _ahead(one.floor, other.floor),
            ("The score if every level that is not known were 0.", ""),
        ),
        (
            "chance",
            _chance(first),
            _chance(second),
            _ahead(first.chance, second.chance) if _chance(first) != _chance(second) else "",
            ("The chance that the effect clears the bar of its own rule.", _rules(pair)),
        ),
        ("voices", f"{first.voices:,}", f"{second.voices:,}", "", ("People who were heard about it.", "")),
        (
            "a year at scale",
            short_money(first.yearly_cost, sign),
            short_money(second.yearly_cost, sign),
            _ahead(first.yearly_cost, second.yearly_cost, less=True),
            ("What a year costs when it is everywhere.", ""),
        ),
    ]
    return [_Line(*figure) for figure in figures]


def _chance(case: PilotCase) -> Cell:
    return ("not known", "quiet") if case.chance is None else chance_short(case.chance)


def _rules(pair: _Pair) -> str:
    bars = [f"{one.key}: {one.rule.change(one.rule.smallest_change)}" for one in (pair.first, pair.second) if one.rule]
    return f"The bars: {', '.join(bars)}." if bars else ""


def _gates(pair: _Pair) -> list[_Line]:
    lines = []
    for gate in Gate:
        views = [one.case.gates[gate] for one in (pair.first, pair.second)]
        asked = [gate in NEEDED[one.case.size] for one in (pair.first, pair.second)]
        cells: list[Cell] = [
            [asked_glyph(view.state, asked=needed), (" ", "text"), gate_words(view.state, asked=needed)]
            for view, needed in zip(views, asked, strict=True)
        ]
        told = (f"{pair.first.key}: {views[0].words}", f"{pair.second.key}: {views[1].words}")
        lines.append(_Line(f"{gate} {NAMES[gate]}", cells[0], cells[1], "", told))
    return lines


def _criteria(pair: _Pair) -> list[_Line]:
    first, second, _ = pair
    weights = first.case.weights
    lines = []
    for one in first.criteria.criteria:
        levels = [case.case.levels.get(one.name) for case in (first, second)]
        crossing = overtakings(first.case.levels, second.case.levels, weights, one.name)
        said = overtaking_words((first.key, second.key), crossing, one.name, share_of(weights, one.name))
        raters = f"{first.key}: {first.judged[one.name].words()}. {second.key}: {second.judged[one.name].words()}."
        told = f"{said}." if said else f"Their order stays, whatever {one.name} weighs (now {one.weight} %)."
        cells: list[Cell] = [level_span(level) for level in levels]
        lines.append(_Line(one.name, cells[0], cells[1], _ahead(*levels), (told, raters)))
    return lines
