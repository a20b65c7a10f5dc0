"""Other weights, tried on the spot: one criterion moves, the others share the rest as they did; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.cases import Case
from pilotboard.domain.criteria import score
from pilotboard.domain.outcomes import Recommended, outcome_words
from pilotboard.domain.recommendation import outcome_of, points_words
from pilotboard.domain.robustness import bounds, moved, share_of, turn_words
from pilotboard.domain.scale import ScaleRow
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span, fit
from pilotboard.tui.lines.gates import level_span
from pilotboard.tui.lines.scale import MARKS, chance_bar, outcome_span
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.widgets.columns import Column, Heading
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases.scale import scale

_HERE = ("weights",)
NAME = 20
BAR = 20
MUCH = 5


class _Pilot(NamedTuple):
    row: ScaleRow
    case: Case


class _Turned(NamedTuple):
    """A pilot that another outcome is said of now, with its score under the weights tried."""

    row: ScaleRow
    now: Recommended
    score: float | None


class _Weighed(NamedTuple):
    counts: Mapping[Recommended, int]
    turned: tuple[_Turned, ...]


class WeightsPage(DeskScreen):
    """The weights of the criteria, with one pilot in view and everything that turns."""

    PLACE = "weights"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("weights.more", ("right", "l"), "more", "One point more for the criterion.", "Change", _HERE, 20),
        Command("weights.less", ("left", "h"), "less", "One point less.", "Change", _HERE, 30),
        Command("weights.much_more", ("plus",), "5 more", "Five points more.", "Change", _HERE, 40),
        Command("weights.much_less", ("minus",), "5 less", "Five points less.", "Change", _HERE, 50),
        Command("weights.reset", ("r",), "as in use", "The weights in use again.", "Change", _HERE, 60),
    )

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._in_use: dict[str, float] = {}
        self._weights: dict[str, float] = {}
        self._pilots: list[_Pilot] = []
        self._weighed = _Weighed({}, ())

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        yield TitleLine()
        yield LineList([Column()], lambda spans: [spans], titles=False, empty="No criteria.")

    def to_read(self) -> Callable[[], tuple[dict[str, float], list[_Pilot], _Weighed]]:
        """The pilots as they stand, and how they stand under the weights tried."""
        ws, tried = self.ws, self._weights

        def query() -> tuple[dict[str, float], list[_Pilot], _Weighed]:
            view = scale(ws, told=True)
            in_use = dict(view.criteria.weights)
            pilots = [_Pilot(row, row.case(view.told(row.key), in_use)) for row in view.rows]
            return in_use, pilots, weigh(pilots, tried if set(tried) == set(in_use) else in_use)

        return query

    def show_answer(self, answer: tuple[dict[str, float], list[_Pilot], _Weighed]) -> None:
        """Fill the list; weights that were tried stay while the criteria are the same."""
        self._in_use, self._pilots, self._weighed = answer
        if set(self._weights) != set(self._in_use):
            self._weights = dict(self._in_use)
        self._fill()

    def _fill(self) -> None:
        entries: list[Any] = [Heading(f"WEIGHTS · {self.key} IN VIEW"), *self._weights]
        rows: dict[Any, Sequence[Span]] = {name: self._criterion(name) for name in self._weights}
        turned = self._weighed.turned
        words = f"TURNS {len(turned)}" if turned else "NOTHING TURNS: ← and → move the weight under the cursor"
        entries += [Heading(""), Heading(words, "title" if turned else "quiet")]
        for one in turned:
            entries.append(one.row.key)
            rows[one.row.key] = _turned_spans(one)
        self.query_one(LineList).load(entries, rows)
        counted: list[Span] = []
        for outcome, count in self._weighed.counts.items():
            counted += [(" · " if counted else "", "quiet"), (f"{MARKS[outcome][0]} {count} ", MARKS[outcome][1])]
            counted.append((outcome_words(outcome), "soft"))
        self.query_one(TitleLine).tell("What if the weights were others?", counted, breaks=True)

    def _criterion(self, name: str) -> Sequence[Span]:
        share, used = share_of(self._weights, name), share_of(self._in_use, name)
        changed = abs(share - used) > 1e-9
        said = f"{100 * share:5.1f} %".replace(".0 %", " %")
        spans: list[Span] = [
            (fit(name, NAME), "text"),
            (f"{said:>8}  ", "accent" if changed else "text"),
            *(chance_bar(share, BAR) if share > 0 else [("░" * BAR, "rule")]),
            ("  ", "text"),
        ]
        spans.append(level_span(self._levels.get(name)))
        return [*spans, (f"  was {100 * used:.0f} %", "quiet")] if changed else spans

    @property
    def _levels(self) -> Mapping[str, float | None]:
        pilot = self._in_view
        return {} if pilot is None else pilot.case.levels

    @property
    def _in_view(self) -> _Pilot | None:
        return next((one for one in self._pilots if one.row.key == self.key), None)

    def story(self) -> Story:
        """Where the pilot in view turns as the criterion under the cursor moves."""
        pilot, name = self._in_view, self.query_one(LineList).cursor_id
        if pilot is None or name is None:
            return NOTHING
        if name not in self._weights:
            return self._pilot_story(str(name))
        case = pilot.case._replace(weights=self._weights)
        edge = bounds(case.levels, self._weights)
        points = score(case.levels, self._weights)
        unknown = (
            f", {edge.floor:.0f} to {edge.ceiling:.0f} with what is not known" if edge.floor < edge.ceiling else ""
        )
        said = f"It {turn_words(str(name), case)}."
        below: Span = (f"Score {points_words(points.value)}{unknown}.", "soft")
        return Story(self.key, "", ((said, "text"),), (below,))

    def _pilot_story(self, key: str) -> Story:
        one = next((each for each in self._weighed.turned if each.row.key == key), None)
        if one is None:
            return NOTHING
        was = outcome_words(one.row.recommendation)
        pieces: tuple[Span, ...] = ((f"{was} becomes {outcome_words(one.now)}", "text"),)
        return Story(key, one.row.title, pieces, (("With the weights in use nothing changes.", "quiet"),))

    def lacks_open(self) -> str | None:
        """A pilot that turned can be opened, a weight cannot."""
        here = self.query_one(LineList).cursor_id
        return "A weight is moved with ← and →." if here is None or here in self._weights else None

    def open_row(self, row_id: Any) -> None:
        """What is behind a pilot that turned."""
        if row_id not in self._weights:
            from pilotboard.tui.screens.profile import ProfilePage

            self.host.open_page(ProfilePage(str(row_id)))

    # -- moving

    def do_weights_more(self) -> None:
        """A point more."""
        self._move(1)

    def do_weights_less(self) -> None:
        """A point less."""
        self._move(-1)

    def do_weights_much_more(self) -> None:
        """Five points more."""
        self._move(MUCH)

    def do_weights_much_less(self) -> None:
        """Five points less."""
        self._move(-MUCH)

    def do_weights_reset(self) -> None:
        """The weights in use."""
        self._try(dict(self._in_use))

    def _move(self, points: int) -> None:
        name = self.query_one(LineList).cursor_id
        if name in self._weights:
            share = round(100 * share_of(self._weights, name)) + points
            self._try(moved(self._weights, name, min(max(share, 0), 100) / 100))

    def _try(self, weights: dict[str, float]) -> None:
        self._weights = weights
        pilots = self._pilots
        self.ask("weigh", lambda: weigh(pilots, weights), self._told)

    def _told(self, weighed: _Weighed) -> None:
        self._weighed = weighed
        self._fill()
        self.tell_story()


def weigh(pilots: Sequence[_Pilot], weights: Mapping[str, float]) -> _Weighed:
    """How many pilots stand in each group under these weights, and which of them turned."""
    counts: Counter[Recommended] = Counter()
    turned = []
    for one in pilots:
        now = outcome_of(one.case._replace(weights=weights))
        counts[now] += 1
        if now != one.row.recommendation:
            turned.append(_Turned(one.row, now, score(one.case.levels, weights).value))
    return _Weighed({outcome: counts[outcome] for outcome in Recommended if counts[outcome]}, tuple(turned))


def _turned_spans(one: _Turned) -> Sequence[Span]:
    was, now = outcome_span(one.row.recommendation), outcome_span(one.now)
    score_now = f"{points_words(one.row.score)} → {points_words(one.score)}"
    return [
        (f"{one.row.key:<6}", "quiet"),
        (fit(one.row.title, 32), "text"),
        (f"{score_now:>9}   ", "soft"),
        was,
        ("  →  ", "quiet"),
        now,
    ]
