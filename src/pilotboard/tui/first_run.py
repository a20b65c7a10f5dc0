"""The first start: who are you, which words, begin with nothing or with the sample programme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.labels import Labels
from pilotboard.domain.people import PersonRole
from pilotboard.tui.app import PilotboardApp
from pilotboard.tui.commands import Command
from pilotboard.tui.dialogs.form import Form
from pilotboard.tui.dialogs.form_spec import Field, FormSpec
from pilotboard.tui.places import Place
from pilotboard.tui.remembered import drafts_of
from pilotboard.tui.screens.base import PlaceScreen
from pilotboard.tui.shell import Choice, Said, Shell
from pilotboard.tui.widgets.header import Here
from pilotboard.tui.widgets.page import Page, Part, Section
from pilotboard.tui.widgets.why import Story
from pilotboard.usecases import people, upkeep
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.settings import Settings

EMPTY, SAMPLE, LATER = "empty", "sample", "later"
SAMPLE_FILE = "sample.db"


class Begun(NamedTuple):
    """What came of the first start: the store to open, and as whom."""

    store: str
    user: str
    said: str
    at: str = "pilots"


class WelcomeScreen(PlaceScreen):
    """What pilotboard is in a few lines; behind it the questions."""

    PLACE = "welcome"
    ACTS: ClassVar[tuple[Command, ...]] = (
        Command("begin", ("enter", "n"), "begin", "Answer a few questions and begin.", "This screen", ("welcome",), 10),
    )

    def compose_body(self) -> ComposeResult:
        """A page to read."""
        yield Page()

    def on_mount(self) -> None:
        """Show the page, then ask."""
        super().on_mount()
        ws: Workspace = self.host.shell.data
        page = self.query_one(Page)
        page.show(
            [
                Section(
                    "Welcome to pilotboard",
                    [Part("a", "Run pilots in sprints. Decide with evidence which to scale, adapt or stop.")],
                ),
                Section(
                    "Good to know",
                    [
                        Part("b", f"Everything is kept in one file: {ws.location.shown}. No account, no cloud."),
                        Part("c", "No student records: names of staff, work items and what people said, no more."),
                        Part(
                            "d",
                            "Names and roles in a file guard against mistakes, not against people: whoever may"
                            " read the file may read all of it.",
                        ),
                        Part("e", "Nothing you do is lost: u takes it back, also tomorrow."),
                    ],
                ),
            ]
        )
        page.focus()
        self.call_after_refresh(self.do_begin)

    def story(self) -> Story:
        """What to do here."""
        return Story("", "enter asks a few questions and begins, q leaves without making anything")

    def lacks_write(self) -> str | None:
        """There is nothing to write to or to take back."""
        return "There is no store yet: enter begins one."

    def lacks_open(self) -> str | None:
        """Enter begins; nothing here opens."""
        return "There is nothing to open yet."

    def do_begin(self) -> None:
        """Open the questions."""
        ws: Workspace = self.host.shell.data

        def answered(outcome: Said | None) -> None:
            if isinstance(outcome, Begun):
                self.app.exit(0)

        self.app.push_screen(Form(questions(ws, self._keep)), answered)

    def _keep(self, begun: Begun) -> None:
        FirstRun.of(self.host).begun = begun

    def do_open(self) -> None:
        """Enter begins."""
        self.do_begin()


class FirstRun(PilotboardApp):
    """The app of the first start; `begun` tells what came of it."""

    begun: Begun | None = None

    @classmethod
    def of(cls, app: PilotboardApp) -> FirstRun:
        """The app by its own type."""
        assert isinstance(app, cls)
        return app


def first_run(ws: Workspace, settings: Settings) -> tuple[Begun | None, int]:
    """Ask, make the store; None when somebody left without beginning, and the exit code of that."""
    shell = Shell(
        data=ws,
        labels=Labels(),
        here=Here(organisation="first start"),
        now=ws.now,
        theme=settings.theme or "dark",
        incident_log=settings.places.log,
        drafts=drafts_of(settings.places.drafts, ws.location.shown),
    )
    app = FirstRun(shell, (Place("welcome", "", "Welcome", f"{__name__}:WelcomeScreen"),))
    app.run()
    return app.begun, app.return_code or 0


def questions(ws: Workspace, keep: Callable[[Begun], None]) -> FormSpec:
    """The four questions as a form; its outcome is a `Begun`, also handed to `keep`."""
    labels = Labels()
    roles = [Choice(role.value, labels.person_role(role.value)) for role in PersonRole]
    fields = [
        Field("person", "Your name", value=ws.user.replace(".", " ").title(), required=True, most=120),
        Field("role", "What you do here", "choice", PersonRole.MEMBER.value, choices=roles),
        Field("organisation", "Organisation", value="Our programme", required=True, most=120),
        Field(
            "words",
            "Which words",
            "choice",
            "scrum",
            choices=[
                Choice("scrum", "Scrum words: sprint, backlog, blocked"),
                Choice("plain", "Plain words: cycle, to-do list, stuck"),
            ],
        ),
        Field(
            "begin",
            "Begin",
            "choice",
            EMPTY,
            choices=[
                Choice(EMPTY, "with an empty programme"),
                Choice(SAMPLE, "by looking around in the sample programme (fictional)"),
                Choice(LATER, "empty, and bring work in from another tool later"),
            ],
        ),
    ]

    def save(values: dict[str, str]) -> Begun:
        begun = _look_around(ws) if values["begin"] == SAMPLE else _begin(ws, values)
        keep(begun)
        return begun

    return FormSpec("first-start", "A few questions, and you can begin", fields, save)


def _begin(ws: Workspace, values: dict[str, str]) -> Begun:
    made = upkeep.init(ws, values["organisation"], values["words"])
    user = ws.user
    people.add_person(ws, {"name": values["person"], "handle": user, "role": values["role"]})
    return Begun(ws.location.shown, user, made.said, "import" if values["begin"] == LATER else "pilots")


def _look_around(ws: Workspace) -> Begun:
    from pilotboard.demo import loader

    beside = Path(ws.location.shown).with_name(SAMPLE_FILE)
    sample = loader.open_or_make(ws.today(), beside)
    return Begun(sample.location.shown, loader.PERSON, f"The sample programme is at {sample.location.shown}.")
