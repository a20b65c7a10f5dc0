"""How the app tells people something: a notice of one line, a banner, the header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from textual.dom import DOMNode

from pilotboard.domain.errors import InputError, PilotboardError, Refusal
from pilotboard.tui.drawing import width
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.banner import Banner
from pilotboard.tui.widgets.header import HeaderLine
from pilotboard.tui.widgets.why import WhyLine

if TYPE_CHECKING:
    from pilotboard.tui.app import PilotboardApp

SHORT, LONG = 5.0, 9.0
"""Seconds that a notice stays: what was done, and what somebody has to read."""


class Telling(DOMNode):
    """Mixed into the app."""

    notice: tuple[str, ...] = ()
    notice_ink: Ink = "warning"

    @property
    def _teller(self) -> PilotboardApp:
        return cast("PilotboardApp", self)

    def tell_header(self) -> None:
        """Bring the header of what can be seen up to date."""
        app = self._teller
        for screen in app.screen_stack:
            for line in screen.query(HeaderLine):
                line.tell(app.here)

    def hint(self, text: str, ink: Ink = "warning", seconds: float = SHORT) -> None:
        """A notice of one line above the story of the place; it covers nothing and goes by itself."""
        for screen in reversed(self._teller.screen_stack):
            lines = screen.query(WhyLine)
            if lines:
                lines.first().notice(text, ink, seconds)
                return

    def show_error(self, error: PilotboardError) -> None:
        """A known error: a plain no that fits on one line is a notice, everything else a banner."""
        sentences = error.sentences()
        text = " ".join(sentences)
        if isinstance(error, Refusal) and width(text) <= self._teller.size.width - 10:
            self.hint(text, "warning", LONG)
        else:
            self.notify_banner(sentences, "warning" if isinstance(error, (Refusal, InputError)) else "bad")

    def notify_banner(self, sentences: Iterable[str], ink: Ink = "warning") -> None:
        """Say something that must not be missed, or put it away for none."""
        said = tuple(sentences)
        if said == self.notice:
            return
        self.notice, self.notice_ink = said, ink
        for screen in self._teller.screen_stack:
            for banner in screen.query(Banner):
                banner.say(said, ink)

    def on_banner_dismissed(self, message: Banner.Dismissed) -> None:
        """The banner was clicked away."""
        self.notify_banner(())
