"""The base of every place that works with the store: the open workspace, the words, and questions to people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from pilotboard.domain.errors import InvalidInput
from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.shell import Choice, Said, Scope

if TYPE_CHECKING:
    from pilotboard.domain.changes import Outcome
    from pilotboard.domain.errors import PilotboardError
    from pilotboard.domain.labels import Labels
    from pilotboard.tui.dialogs.form_spec import FormSpec
    from pilotboard.usecases.workspace import Workspace


class DeskScreen(PlaceScreen):
    """A place with a workspace. The dialogs load when the first one is asked for: they are not needed to begin."""

    @property
    def ws(self) -> Workspace:
        """The open workspace; what it reads and writes belongs into a thread."""
        found: Workspace = self.host.shell.data
        return found

    @property
    def labels(self) -> Labels:
        """The organisation's words."""
        return self.host.shell.labels

    @property
    def scope_key(self) -> str | None:
        """The key of the pilot or team that is looked at; None for everything."""
        scope = self.host.scope
        key: str | None = scope.pilot or scope.team
        return key

    def look_at_team(self, key: str, name: str) -> None:
        """Look at one team, everywhere."""
        self.host.look_at(Scope(team=key, team_label=name))

    def look_at_pilot(self, key: str, title: str) -> None:
        """Look at one pilot only, everywhere."""
        self.host.look_at(self.host.scope._replace(pilot=key, pilot_label=title))

    def do_import_open(self) -> None:
        """To the import of work from another tool."""
        self.host.go_to("import")

    def lacks_imports(self) -> str | None:
        """There has to be a screen for it."""
        return None if any(place.id == "import" for place in self.host.places) else "Nothing can be imported here."

    def ask_pick(
        self,
        title: str,
        choices: Sequence[Choice] | Callable[[], Sequence[Choice]],
        then: Callable[[Choice], None],
        current: Any = None,
    ) -> None:
        """Let one line of a list be chosen; `then` hears it, nothing happens when the dialog is left."""
        from pilotboard.tui.dialogs.pick import Pick

        self.app.push_screen(Pick(title, choices, current=current), _unless_left(then))

    def ask_text(
        self,
        title: str,
        then: Callable[[str], None],
        *,
        do: str = "save",
        value: str = "",
        most: int = 200,
        empty: bool = False,
    ) -> None:
        """Ask for a text, which may be `empty` or not."""
        from pilotboard.tui.dialogs.prompt import Prompt

        self.app.push_screen(
            Prompt(title, value, most=most, check=None if empty else _needs_text, do=do), _unless_left(then)
        )

    def save_asking_why(self, act: Callable[[str], Outcome], then: Callable[[Outcome], None] | None = None) -> None:
        """Save what may need a reason: when it does, ask for one and save again with it."""

        def refused(error: PilotboardError) -> None:
            if isinstance(error, InvalidInput) and any(problem.field == "reason" for problem in error.fields):
                self.ask_text(f"{error.message} Why?", again)
            else:
                self.work_failed(error)

        def again(reason: str) -> None:
            self.host.save(lambda: act(reason), then)

        self.host.save(lambda: act(""), then, refused)

    def open_form(self, build: Callable[[], FormSpec], then: Callable[[Said], None] | None = None) -> None:
        """Build a form in a thread (its choices come from the store), then open it; `then` hears what was saved."""
        from pilotboard.tui.dialogs.form import Form

        def show(spec: FormSpec) -> None:
            self.app.push_screen(Form(spec), _unless_left(then) if then is not None else None)

        self.ask("form", build, show)

    def ask_sure(self, question: str, do: str, detail: Sequence[str], then: Callable[[], None], key: str) -> None:
        """Ask before something is lost; `key` is the one that led here."""
        from pilotboard.tui.dialogs.confirm import Confirm

        def answered(sure: bool | None) -> None:
            if sure:
                then()

        self.app.push_screen(Confirm(question, do, detail, started_by=key), answered)


def _unless_left(then: Callable[[Any], None]) -> Callable[[Any], None]:
    def answered(answer: Any) -> None:
        if answer is not None:
            then(answer)

    return answered


def _needs_text(text: str) -> str:
    return "" if text.strip() else "A word or two are needed."
