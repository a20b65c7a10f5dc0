"""What could stop to pay for what: the pilots to fund, and the programmes and pilots whose money it could be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.keys import parse_key
from pilotboard.domain.money import money, short_money
from pilotboard.domain.numbers import parse_whole
from pilotboard.domain.swaps import WHY_WORDS, Candidate, Swap, SwapList, Wanted
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span, width
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases.swaps import list_swaps

MOST = 1_000_000_000_000
MOST_NAME = 36
"""Cells up to which the names of what could stop stand in a column."""


class SwapsPage(DeskScreen):
    """The swap list."""

    PLACE = "swaps"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("swaps.budget", ("e", "b"), "money at hand", "Say how much a year is at hand.", "Look", ("swaps",), 20),
    )

    def __init__(self) -> None:
        super().__init__()
        self._budget = 0
        self._told = ""

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], SwapList]:
        """The swaps with the money at hand."""
        ws, budget = self.ws, self._budget
        return lambda: list_swaps(ws, budget)

    def show_answer(self, answer: SwapList) -> None:
        """Fill the page."""
        sign = answer.sign
        at_hand = (
            f"{money(answer.budget, sign)} a year at hand" if answer.budget else "no money at hand: e says how much"
        )
        self.query_one(TitleLine).tell("What could pay for what", at_hand)
        together = answer.together
        words = self._told = together.words(sign)
        nothing = "Nothing is to be funded now: no pilot is recommended to scale."
        alone = [_swap(one, sign) for one in answer.each if one.fund] if len(answer.each) > 1 else []
        names = min(max((width(one.title) for one in answer.candidates), default=0), MOST_NAME)
        self.query_one(Page).show(
            [
                Section("", [Part("together", words, "strong")] if words else [], nothing),
                Section("To fund", [_wanted(one, sign) for one in (*together.fund, *together.not_known)]),
                Section("Each alone", alone),
                Section(
                    "Could stop",
                    [_candidate(one, sign, one in together.stop, names) for one in _by_reason(answer.candidates)],
                    "No programme is written down that could stop.",
                ),
            ]
        )

    def story(self) -> Story:
        """The sentence for all together, wherever the cursor stands."""
        return Story("$", "", ((self._told, "text"),), ((_NOTE, "quiet"),)) if self._told else NOTHING

    def lacks_open(self) -> str | None:
        """Pilots and programmes can be opened."""
        part = self.query_one(Page).cursor_part
        return None if isinstance(part, tuple) else "This line is only read."

    def open_row(self, row_id: Any) -> None:
        """What is behind a pilot, or the list of programmes at one of them."""
        part = row_id[0]
        if not isinstance(part, tuple):
            return
        key = str(part[1])
        if parse_key(key).kind == "programme":
            self.host.go_to("programmes", key)
            return
        from pilotboard.tui.screens.profile import ProfilePage

        self.host.open_page(ProfilePage(key))

    def do_swaps_budget(self) -> None:
        """Ask how much there is."""
        from pilotboard.tui.dialogs.prompt import Prompt

        now = str(self._budget or "")
        self.app.push_screen(Prompt("How much a year is at hand?", now, check=_wrong, do="use"), self._at_hand)

    def _at_hand(self, text: str | None) -> None:
        if text is not None:
            self._budget = _amount(text)
            self.reload()


def _amount(text: str) -> int:
    return parse_whole(text.replace(",", ""), 0, MOST, "amount") if text.strip() else 0


def _wrong(text: str) -> str:
    try:
        _amount(text)
    except InvalidInput as error:
        return error.message
    return ""


_NOTE = "The fewest things that pay for it; of these the ones with the better reason. People decide, not this list."


def _by_reason(candidates: tuple[Candidate, ...]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (one.yearly is None, one.why, -(one.yearly or 0), one.key))


def _wanted(one: Wanted, sign: str) -> Part:
    cost: Span = (f"{short_money(one.yearly, sign):>7}  ", "text")
    known = "" if one.yearly is not None else "  nobody has written down what a year costs"
    return Part(("pilot", one.key), one.title, "text", (cost, (f"{one.key:<7}", "quiet")), ((known, "warning"),))


def _swap(one: Swap, sign: str) -> Part:
    return Part("swap", one.words(sign), "soft")


def _candidate(one: Candidate, sign: str, taken: bool, names: int) -> Part:
    mark: Span = ("■ ", "bad") if taken else ("  ", "text")
    cost: Span = (f"{short_money(one.yearly, sign):>7}  ", "text")
    lead: tuple[Span, ...] = (mark, cost, (f"{one.key:<7}", "quiet"))
    stops = " · would stop" if taken else ""
    gap = " " * max(names - width(one.title), 0)
    return Part(("candidate", one.key), one.title, "text", lead, ((f"{gap}  {WHY_WORDS[one.why]}{stops}", "soft"),))
