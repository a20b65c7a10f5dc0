"""The base of every place: chrome, commands, reading in a thread, the story at the bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from pilotboard.domain.errors import FilterError, PilotboardError
from pilotboard.tui.commands import SHELL, TYPING, Command, Registry
from pilotboard.tui.drawing import content
from pilotboard.tui.messages import CommandChosen, RowOpened, SelectionChanged, TabChosen
from pilotboard.tui.places import tabs_for
from pilotboard.tui.screens.filtering import Filtering
from pilotboard.tui.screens.reasons import Reasons
from pilotboard.tui.widgets.banner import Banner
from pilotboard.tui.widgets.footer import FooterLine
from pilotboard.tui.widgets.header import HeaderLine, Tab
from pilotboard.tui.widgets.kept_lines import KeptLines
from pilotboard.tui.widgets.why import NOTHING, Story, WhyLine
from pilotboard.tui.words import short_worded
from pilotboard.tui.work import Ahead, Work

if TYPE_CHECKING:
    from pilotboard.tui.app import PilotboardApp

TALL = 30
"""Rows from which there is an empty line below the tabs."""

STYLES = Path(__file__).parent.parent / "styles"
"""Where the stylesheets are; ``CSS_PATH = style("board")`` names one."""

SMALLEST = (60, 15)
"""Columns and rows that a place needs."""


def style(name: str) -> Path:
    """The stylesheet ``styles/<name>.tcss``, for a screen's ``CSS_PATH``."""
    return STYLES / f"{name}.tcss"


class PlaceScreen(KeptLines, Screen[None], Filtering, Reasons, Work):
    """A place: subclasses name it, declare what can be done there, what is read and how it is shown."""

    PLACE: ClassVar[str] = ""
    ACTS: ClassVar[tuple[Command, ...]] = ()
    acts: ClassVar[Registry] = Registry(SHELL)
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init_subclass__(cls, **kwargs: Any) -> None:
        cls.acts = Registry((*SHELL, *cls.ACTS))
        digits = [Binding(str(digit), f"digit('{digit}')", show=False) for digit in range(10)]
        # Textual merges BINDINGS in its own __init_subclass__, so they must stand there before it runs.
        cls.BINDINGS = [*cls.acts.bindings(cls.PLACE), *digits]
        super().__init_subclass__(**kwargs)

    def __init__(self) -> None:
        super().__init__()
        self._stale = True
        self._ahead: Ahead | None = None
        self._too_small = False
        self._aim: Any = None
        self._dressed_for = ""

    # -- what a place fills in

    def compose_body(self) -> ComposeResult:
        """The widgets between header and story."""
        yield from ()

    def to_read(self) -> Callable[[], Any] | None:
        """The question to ask, bound to what it needs; it runs in a thread. ``None``: nothing to read."""
        return None

    def show_answer(self, answer: Any) -> None:
        """Show what was read."""

    def story(self) -> Story:
        """The story of what stands under the cursor."""
        return NOTHING

    def open_row(self, row_id: Any) -> None:
        """Enter or a double click on a line."""

    def kinds(self) -> tuple[str, ...]:
        """The place and the kind of widget that has the focus: what commands name in ``where``."""
        kind = getattr(self.focused, "KIND", "")
        return (self.PLACE, kind) if kind else (self.PLACE,)

    # -- building

    @property
    def host(self) -> PilotboardApp:
        """The app, by its own type."""
        return cast("PilotboardApp", self.app)

    def compose(self) -> ComposeResult:
        """Header, banner, body, story, footer."""
        host = self.host
        tabs, more = tabs_for(host.places, host.shell.role)
        known = {place.id for place in (*tabs, *more)}
        current = self.PLACE if self.PLACE in known else host.root_place
        yield HeaderLine(
            host.here,
            [Tab(place.id, place.digit, host.word(place.label)) for place in tabs],
            [Tab(place.id, place.digit, host.word(place.label)) for place in more],
            current,
        )
        yield Banner()
        yield from self.compose_body()
        yield from self.compose_filter()
        yield WhyLine()
        yield FooterLine(() if self.is_mounted else self.footer_entries())

    def read_ahead(self) -> None:
        """Ask the first question before anything is drawn: at the start, reading and building overlap."""
        question = self.to_read()
        if question is not None:
            self._ahead = Ahead(question, self.host.incident_log)

    def on_mount(self) -> None:
        """Show what was read ahead when it is there in time for the first frame; else ask for the data."""
        ahead, self._ahead = self._ahead, None
        answer = ahead.wait() if ahead is not None else None
        if answer is None:
            self.reload()
            return
        self._stale = False
        if isinstance(answer, PilotboardError):
            self._not_read(answer)
        else:
            self._took(answer)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Catch up with what happened while another screen was on top."""
        # Applying every style again takes longer than drawing; only another theme makes a difference.
        event.refresh_styles = self._dressed_for != self.app.theme
        self._dressed_for = self.app.theme
        if not self.query(HeaderLine):
            return  # not there yet: what follows is done when it is mounted
        self.query_one(HeaderLine).tell(self.host.here)
        self.query_one(Banner).say(self.host.notice, self.host.notice_ink)
        if self._stale:
            self.reload()
        self.tell_footer()

    def reload(self) -> None:
        """Read again what this place shows; older answers that are still on their way are dropped."""
        self._stale = False
        question = self.to_read()
        if question is not None:
            self.ask("load", question, self._took, self._not_read)

    def aim_at(self, row_id: Any) -> None:
        """Put the cursor on a thing, now or when it has been read."""
        self._aim = row_id
        self._hit()

    def _hit(self) -> None:
        if self._aim is not None and any(widget.go_to(self._aim) for widget in self.bodies()):
            self._aim = None

    def mark_stale(self) -> None:
        """Read again, now when this place can be seen, else when it is."""
        if self.is_current:
            self.reload()
        else:
            self._stale = True

    def _took(self, answer: Any) -> None:
        for widget in self.bodies():
            widget.searched = self.filter_text
        self.show_answer(answer)
        self._hit()
        self.complain(None)
        self.tell_story()
        self.tell_footer()

    def _not_read(self, error: PilotboardError) -> None:
        if isinstance(error, FilterError):
            self.complain(error)
            return
        self.work_failed(error)

    # -- commands

    def action_command(self, command_id: str) -> None:
        """Do a command, or say why it cannot be done.

        A key that comes before the screen is there does nothing, nor one that comes when the app ends.
        """
        if not (self.is_mounted and self.is_attached):
            return
        command = self.acts[command_id]
        reason = self.why_not(command)
        if reason:
            self.host.hint(reason)
            return
        for owner in (self, self.focused, self.app):
            method = getattr(owner, command.method, None)
            if method is not None:
                method()
                return

    def action_digit(self, digit: str) -> None:
        """Go to the place of a digit."""
        self.host.go_digit(digit)

    def on_command_chosen(self, message: CommandChosen) -> None:
        """A footer entry was clicked."""
        self.action_command(message.command_id)

    def on_tab_chosen(self, message: TabChosen) -> None:
        """A tab was clicked."""
        if message.place:
            self.host.go_to(message.place)
        else:
            self.host.do_more()

    def footer_entries(self) -> list[tuple[str, str, str]]:
        """The keys that act here, the most important first, help last."""
        typing = TYPING in self.kinds()
        commands = self.acts.of(TYPING) if typing else self.acts.footer(*self.kinds())
        lacking = self.lacking(commands) if self.is_mounted else frozenset()
        labels = self.host.shell.labels
        return [
            (command.id, command.key, short_worded(labels, command.label))
            for command in commands
            if lacking.isdisjoint(command.needs)
        ]

    # -- keeping the chrome up to date

    def tell_story(self) -> None:
        """Tell the story of what stands under the cursor now."""
        self.query_one(WhyLine).tell(self.story())

    def tell_footer(self) -> None:
        """Show the keys that act now."""
        self.query_one(FooterLine).tell(self.footer_entries())

    def cursor_moved(self, widget: Widget) -> None:
        """The cursor of a list or of lanes stands on something else: another story."""
        self.tell_story()
        self.tell_footer()

    def on_selection_changed(self, message: SelectionChanged) -> None:
        """Selected lines change what a command acts on."""
        message.stop()
        self.tell_footer()

    def on_row_opened(self, message: RowOpened) -> None:
        """Enter or a double click."""
        message.stop()
        self.open_row(message.id)

    def do_back(self) -> None:
        """Esc: put away the banner, the selection, the filter; else go back."""
        if self.host.notice:
            self.host.notify_banner(())
        elif self.clear_selected() or self.clear_filter():
            return
        else:
            self.host.go_back(quit_at_root=False)

    def clear_selected(self) -> bool:
        """Release selected lines; ``False`` when there were none."""
        return any(widget.clear_selection() for widget in self.bodies())

    def bodies(self) -> Iterable[Any]:
        """The lists, pages and lanes of this place."""
        return [widget for widget in self.query(Widget) if getattr(widget, "KIND", "") in ("list", "lanes")]

    # -- a terminal that is too small

    def on_resize(self, event: events.Resize) -> None:
        """Below the smallest size one line says what is needed."""
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        self.set_class(event.size.height >= TALL, "-tall")
        if small != self._too_small:
            self._too_small = small
            self.set_class(small, "-too-small")
            self.refresh()

    def render(self) -> Any:
        """The page behind the widgets, or the line that says what is needed."""
        if self._too_small:
            needs, has = f"{SMALLEST[0]}x{SMALLEST[1]}", f"{self.size.width}x{self.size.height}"
            return content(f"pilotboard needs {needs}; this is {has}.")
        return super().render()
