"""What can be done with voices wherever they stand: one key each, for one or for all that are selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pilotboard.domain.feedback import AnswerKind, FeedbackRow, FeedbackStatus, Severity
from pilotboard.domain.reports import Verdict
from pilotboard.tui.lines.feedback import severity_span
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.tui.shell import Choice

if TYPE_CHECKING:
    from pilotboard.domain.changes import Outcome

_LONGEST = 4000
_ANOTHER = "\0another"


class FeedbackActs(DeskScreen):
    """The acts; each ends in one use case and one sentence."""

    @property
    def cursor_voice(self) -> FeedbackRow | None:
        """The voice under the cursor."""
        raise LookupError

    def chosen_keys(self) -> Sequence[str]:
        """The keys of the selected voices, else of the one under the cursor."""
        raise LookupError

    def lacks_row(self) -> str | None:
        """An act needs a voice."""
        return None if self.cursor_voice is not None else "There is no voice under the cursor."

    def lacks_item(self) -> str | None:
        """``i`` makes an item of a voice; without voices it leads to the import."""
        return None if self.cursor_voice is not None or self.imports else "There is no voice under the cursor."

    def lacks_harm(self) -> str | None:
        """Only reports of harm are judged."""
        row = self.cursor_voice
        return None if row is not None and row.severity == Severity.HARM else "Only a report of harm is judged."

    @property
    def imports(self) -> bool:
        """Whether there is a screen to import on."""
        return any(place.id == "import" for place in self.host.places)

    def for_chosen(self, act: Callable[[Sequence[str]], Outcome]) -> None:
        """Do `act` with what is chosen, off the screen's thread."""
        keys = list(self.chosen_keys())
        self.host.save(lambda: act(keys), lambda _: self._released())

    def _released(self) -> None:
        self.clear_selected()

    def _what(self) -> str:
        """``F-03``, or ``4 voices``."""
        keys = self.chosen_keys()
        return f"{len(keys)} voices" if len(keys) > 1 else "".join(keys)

    # -- sorting

    def do_voice_theme(self) -> None:
        """A known theme, or another one."""
        from pilotboard.usecases import feedback

        def choices() -> list[Choice]:
            known = [Choice(name, name) for name in feedback.theme_names(self.ws)]
            return [*known, Choice(_ANOTHER, "another theme …")]

        self.ask_pick(f"Which theme has {self._what()}?", choices, self._theme)

    def _theme(self, choice: Choice) -> None:
        if choice.id == _ANOTHER:
            self.ask_text(f"New theme for {self._what()} (commas between several)", self._themes, most=60)
        else:
            self._themes(choice.id)

    def _themes(self, text: str) -> None:
        from pilotboard.usecases import feedback_triage

        words = [word.strip() for word in text.split(",") if word.strip()]
        self.for_chosen(lambda keys: feedback_triage.theme_feedback(self.ws, keys, words))

    def do_voice_severity(self) -> None:
        """How much it matters."""
        row = self.cursor_voice
        choices = [Choice(one, severity_span(one)[0], f"{int(one)}") for one in Severity]
        self.ask_pick(f"How much does {self._what()} matter?", choices, self._severity, row and row.severity)

    def _severity(self, choice: Choice) -> None:
        from pilotboard.usecases import feedback_triage

        self.for_chosen(lambda keys: feedback_triage.weigh_feedback(self.ws, keys, choice.id))

    def do_voice_move(self) -> None:
        """Where it stands."""
        stands = (FeedbackStatus.TRIAGED, FeedbackStatus.ACTING, FeedbackStatus.CLOSED)
        words = {FeedbackStatus.TRIAGED: "sorted", FeedbackStatus.ACTING: "acting", FeedbackStatus.CLOSED: "closed"}
        self.ask_pick(f"Where does {self._what()} stand?", [Choice(one, words[one]) for one in stands], self._move)

    def _move(self, choice: Choice) -> None:
        from pilotboard.usecases import feedback_triage

        self.for_chosen(lambda keys: feedback_triage.move_feedback(self.ws, keys, choice.id))

    def do_voice_mine(self) -> None:
        """The actor answers it."""
        from pilotboard.usecases import feedback_changes

        row = self.cursor_voice
        if row is not None:
            self.host.save(lambda: feedback_changes.edit_feedback(self.ws, row.key, {"owner": "me"}))

    # -- answering

    def do_voice_did(self) -> None:
        """You said, we did."""
        self.ask_text(f"{self._what()}: we did …", partial(self._answer, AnswerKind.DID, False), most=_LONGEST)

    def do_voice_did_not(self) -> None:
        """You said, we did not because."""
        title = f"{self._what()}: we did not, because …"
        self.ask_text(title, partial(self._answer, AnswerKind.DID_NOT, False), most=_LONGEST)

    def do_voice_decline(self) -> None:
        """No, and that is the end of it."""
        title = f"{self._what()}: we will not, because …"
        self.ask_text(title, partial(self._answer, AnswerKind.DID_NOT, True), most=_LONGEST, do="decline")

    def _answer(self, kind: AnswerKind, declined: bool, text: str) -> None:
        from pilotboard.usecases import feedback_triage

        self.for_chosen(lambda keys: feedback_triage.answer_feedback(self.ws, keys, kind, text, declined=declined))

    def do_voice_pass_on(self) -> None:
        """Passed on, after asking: it cannot be undone."""
        detail = [
            "What was said, the rating and the group are taken out here and in the history.",
            "This cannot be undone; backups made before still hold it.",
        ]
        self.ask_sure(f"Pass {self._what()} on and keep nothing of it?", "pass on", detail, self._pass_on, "P")

    def _pass_on(self) -> None:
        from pilotboard.usecases import feedback_triage

        self.for_chosen(lambda keys: feedback_triage.pass_on_feedback(self.ws, keys))

    # -- work that comes from it

    def do_voice_item(self) -> None:
        """An item in the voice's pilot; with no voice at all, the import."""
        row = self.cursor_voice
        if row is None:
            self.host.go_to("import")
            return
        self.ask_text(f"What is to be done about {row.key}?", partial(self._item, row.key))

    def _item(self, key: str, title: str) -> None:
        from pilotboard.usecases import feedback_triage

        self.host.save(lambda: feedback_triage.item_from_feedback(self.ws, key, title))

    def do_voice_link(self) -> None:
        """An open item of the pilot, or what its team agreed on in a retrospective."""
        row = self.cursor_voice
        if row is None:
            return
        from pilotboard.tui.forms.choices import takers

        pilot = row.pilot_key
        held = row.item_key or row.action_key
        self.ask_pick(f"What takes {self._what()} up?", lambda: takers(self.ws, pilot), self._link, held)

    def _link(self, choice: Choice) -> None:
        from pilotboard.usecases import feedback_triage

        self.for_chosen(lambda keys: feedback_triage.link_feedback(self.ws, keys, choice.id))

    # -- reports of harm

    def do_voice_judge(self) -> None:
        """Confirmed, unfounded, or closed; then why."""
        row = self.cursor_voice
        if row is None:
            return
        choices = [
            Choice(Verdict.CONFIRMED, "confirmed", "it is so"),
            Choice(Verdict.UNFOUNDED, "unfounded", "it is not so"),
            Choice(Verdict.CLOSED, "closed", "dealt with, cannot happen again"),
        ]
        self.ask_pick(f"What do you find about {row.key}?", choices, partial(self._verdict, row.key))

    def _verdict(self, key: str, choice: Choice) -> None:
        title = f"{key} is {choice.label}: what did you look at, what did you find?"
        self.ask_text(title, partial(self._judge, key, choice.id), do="judge")

    def _judge(self, key: str, verdict: Verdict, reason: str) -> None:
        from pilotboard.usecases import feedback_triage

        self.host.save(lambda: feedback_triage.judge_feedback(self.ws, key, self.ws.actor.role, verdict, reason))

    # -- writing down

    def do_voice_new(self) -> None:
        """The form for a new voice."""
        self.host.do_voice()

    def do_voice_edit(self) -> None:
        """The form over the voice."""
        from pilotboard.tui.forms.feedback import edit_voice

        row = self.cursor_voice
        if row is not None:
            self.open_form(lambda: edit_voice(self.ws, row.key))

    def do_voice_remove(self) -> None:
        """Delete, after asking."""
        detail = ["Undo (u) brings it back whole.", "To take a text out for good, use redact (ctrl+p)."]
        self.ask_sure(f"Remove {self._what()}?", "remove", detail, self._remove, "X")

    def _remove(self) -> None:
        from pilotboard.usecases import feedback_changes

        self.for_chosen(lambda keys: feedback_changes.remove_feedback(self.ws, keys))

    def do_voice_redact(self) -> None:
        """Take the text out for good, with a reason."""
        row = self.cursor_voice
        if row is not None:
            title = f"Why is the text of {row.key} taken out for good? This cannot be undone."
            self.ask_text(title, partial(self._redact, row.key), do="take out")

    def _redact(self, key: str, reason: str) -> None:
        from pilotboard.usecases import redact

        self.host.save(
            lambda: redact.redact(self.ws, key, reason), lambda done: self.host.notify_banner(tuple(done.hints()))
        )
