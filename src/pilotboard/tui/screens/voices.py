"""What is counted over the log: answers owed, who is not heard, themes, ratings, reports of harm."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from pilotboard.domain.reports import SafetyState
from pilotboard.domain.voices import Hearing
from pilotboard.tui.drawing import fit
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.usecases import feedback
from pilotboard.usecases.feedback import VoicesView

BAR = 24
SHOWN_THEMES = 15
_HEARING: dict[Hearing, Ink] = {Hearing.NOT_HEARD: "bad", Hearing.TOO_LITTLE: "warning", Hearing.MORE: "neutral"}
_SAFETY = {
    SafetyState.CLEAR: ("No open report of harm.", "good"),
    SafetyState.UNKNOWN: ("A report of harm is not judged yet: nobody knows whether it is safe.", "warning"),
    SafetyState.FAILS: ("A report of harm is confirmed and open.", "bad"),
}


class VoicesPage(DeskScreen):
    """The figures of the pilot or team that is looked at."""

    PLACE = "voices"

    def compose_body(self) -> ComposeResult:
        """A title and the page."""
        yield TitleLine()
        yield Page()

    def to_read(self) -> Callable[[], VoicesView]:
        """Everything counted."""
        ws, scope = self.ws, self.scope_key
        return lambda: feedback.count_voices(ws, scope)

    def show_answer(self, answer: VoicesView) -> None:
        """Fill the page."""
        where = self.host.scope.pilot_label or self.host.scope.team_label or "everything"
        count = sum(n for _, n in answer.roles)
        self.query_one(TitleLine).tell("Feedback in figures", f"{where} · {count:,} voices")
        safety, ink = _SAFETY[answer.safety]
        most = max((n for _, n in answer.roles), default=0)
        themes = max((one.n for one in answer.themes), default=0)
        self.query_one(Page).show(
            [
                Section("Answers", [Part("owed", answer.owed.words())]),
                Section("Reports of harm", [Part("safety", safety, "bad" if ink == "bad" else "soft")]),
                Section(
                    "Who speaks",
                    [
                        Part("role", _bar(n, most), "soft" if n else "bad", ((f"{role:<11}{n:>5}  ", "text"),))
                        for role, n in answer.roles
                        if n or role in answer.silent_roles
                    ],
                ),
                Section(
                    "Sites against the people they serve",
                    [
                        Part("site", one.words(name), _HEARING.get(one.hearing, "soft"))
                        for name, one in answer.heard
                        if one.people is not None
                    ],
                    "Nobody counted yet how many people each site serves: pilotboard sites edit --population.",
                ),
                Section(
                    "Themes",
                    [
                        Part(
                            "theme",
                            _bar(one.n, themes),
                            "neutral",
                            ((f"{fit(one.theme, 20)} {one.n:>4}  ", "text"),),
                            ((f"  {one.owed} wait", "warning"),) if one.owed else (),
                        )
                        for one in answer.themes[:SHOWN_THEMES]
                    ],
                    "No themes yet: T gives a voice one.",
                ),
                Section(
                    "Ratings",
                    [Part("rating", f"{one.prompt} {one.words()}".strip()) for one in answer.ratings],
                ),
                Section("Content", [Part("content", content_words(answer), "soft")]),
            ]
        )


def content_words(seen: VoicesView) -> str:
    """``204 say something, 18 say nothing (N/A and the like), 21 rate only.``"""
    content = seen.content
    said = f"{content.said} say something, {content.nothing} say nothing (N/A and the like)"
    return f"{said}, {content.rating_only} rate only."


def _bar(count: int, most: int) -> str:
    """Blocks for a count; at least a sliver for what is there."""
    if not count:
        return "not heard"
    return "█" * max(round(BAR * count / most), 1) if most else ""
