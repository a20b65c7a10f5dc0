"""The filter of a place: the line it is typed in, the text in force, what is not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.dom import DOMNode

from pilotboard.tui.widgets.why import WhyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from pilotboard.domain.errors import FilterError
    from pilotboard.tui.messages import FilterChanged, FilterClosed
    from pilotboard.tui.screens.base import PlaceScreen


class Filtering(DOMNode):
    """Mixed into every place; what a place reads goes through its ``filter_text``."""

    FILTERS: ClassVar[bool] = False
    """Whether ``/`` filters here."""
    FILTER_HINT: ClassVar[str] = ""
    """What can be typed there, in grey while nothing is."""
    filter_text = ""

    @property
    def _filtered(self) -> PlaceScreen:
        return cast("PlaceScreen", self)

    def do_filter(self) -> None:
        """Open the filter line, or go back to it."""
        from pilotboard.tui.widgets.filter_line import FilterLine

        place = self._filtered
        lines = place.query(FilterLine)
        if lines:
            lines.first().take_focus()
        else:
            place.mount(FilterLine(self.filter_text, self.FILTER_HINT), before=place.query_one(WhyLine))

    def compose_filter(self) -> ComposeResult:
        """The filter line, where the place is opened with a filter."""
        if self.filter_text:
            from pilotboard.tui.widgets.filter_line import FilterLine

            yield FilterLine(self.filter_text, self.FILTER_HINT, typing=False)

    def filter_by(self, text: str) -> None:
        """Show what fits a filter that was typed elsewhere; the line to change it stands below the list."""
        from pilotboard.tui.widgets.filter_line import FilterLine

        place = self._filtered
        self.clear_filter()
        self.filter_text = text
        if text and place.is_mounted:  # else it is composed with the line
            place.mount(FilterLine(text, self.FILTER_HINT, typing=False), before=place.query_one(WhyLine))
            place.mark_stale()

    def complain(self, error: FilterError | None) -> None:
        """Say under the filter line what is not understood; nothing once it is."""
        for line in self._filtered.query("FilterLine"):
            cast("Any", line).complain("" if error is None else error.message, error.position if error else 0)

    def on_filter_changed(self, message: FilterChanged) -> None:
        """Another filter, another list."""
        message.stop()
        if message.text != self.filter_text:
            self.filter_text = message.text
            self._filtered.reload()

    def on_filter_closed(self, message: FilterClosed) -> None:
        """The filter line was left."""
        message.stop()
        self._leave_filter(keep=message.keep)

    def do_filter_keep(self) -> None:
        """To the list, with the filter."""
        self._leave_filter(keep=True)

    def do_filter_drop(self) -> None:
        """To the list, without the filter."""
        self._leave_filter(keep=False)

    def _leave_filter(self, *, keep: bool) -> None:
        body = next(iter(self._filtered.bodies()), None)
        if body is not None:
            body.focus()
        if not keep or not self.filter_text:
            self.clear_filter()

    def clear_filter(self) -> bool:
        """Drop the filter; ``False`` when there was none."""
        place = self._filtered
        lines = place.query("FilterLine")
        if not self.filter_text and not lines:
            return False
        lines.remove()
        if self.filter_text:
            self.filter_text = ""
            place.reload()
        return True
