"""What can be done with ideas and with requests for support, wherever they stand: one key each."""

from __future__ import annotations

from pilotboard.domain.ideas import IdeaRow, IdeaState
from pilotboard.domain.support import SupportRow
from pilotboard.tui.commands import Command
from pilotboard.tui.screens.desk import DeskScreen
from pilotboard.usecases import ideas, support

_AT = ("ideas", "idea")
_WAITING = ("waiting_idea", "write")

IDEA_ACTS = (
    Command("idea.new", ("n",), "new", "Propose an idea.", "Change", ("ideas",), 20, ("write",)),
    Command(
        "idea.assess",
        ("s",),
        "look into",
        "Say what was found when the need was looked into.",
        "Change",
        _AT,
        30,
        _WAITING,
    ),
    Command("idea.accept", ("a",), "accept", "The idea becomes a pilot.", "Change", _AT, 35, _WAITING),
    Command("idea.decline", ("d",), "decline", "Decline the idea, with the reason.", "Change", _AT, 40, _WAITING),
    Command(
        "idea.reopen",
        ("R",),
        "reopen",
        "Take up again an idea that was declined, or a request that was answered.",
        "Change",
        _AT,
        45,
        ("answered", "write"),
    ),
    Command("support.answer", ("w",), "answer", "Answer the request.", "Change", _AT, 30, ("waiting_request", "write")),
    Command("support.ask", ("S",), "ask support", "Ask for support.", "Change", _AT, 50, ("write",)),
    Command("idea.edit", ("e",), "edit", "Change what is written down.", "Change", _AT, 60, ("row", "write")),
    Command("idea.remove", ("X", "delete"), "remove", "Remove a slip.", "Change", _AT, needs=("row", "write")),
)


class IdeaActs(DeskScreen):
    """The acts; each ends in one use case and one sentence."""

    @property
    def cursor_idea(self) -> IdeaRow | None:
        """The idea under the cursor."""
        raise LookupError

    @property
    def cursor_request(self) -> SupportRow | None:
        """The request for support under the cursor."""
        raise LookupError

    # -- what the acts need

    def lacks_row(self) -> str | None:
        """An act needs an idea or a request."""
        there = self.cursor_idea is not None or self.cursor_request is not None
        return None if there else "There is nothing under the cursor."

    def lacks_waiting_idea(self) -> str | None:
        """An idea without an answer."""
        row = self.cursor_idea
        if row is None or self.cursor_request is not None:
            return f"Put the cursor on {self.labels.a('idea')}."
        return None if row.waiting else f"{row.key} has its answer already."

    def lacks_waiting_request(self) -> str | None:
        """A request without an answer."""
        row = self.cursor_request
        if row is None:
            return f"Put the cursor on {self.labels.a('support')}."
        return None if row.waiting else f"{row.key} has its answer already."

    def lacks_answered(self) -> str | None:
        """A declined idea, or a request with an answer."""
        request, idea = self.cursor_request, self.cursor_idea
        if request is not None:
            return f"{request.key} waits for an answer." if request.waiting else None
        declined = idea is not None and idea.state == IdeaState.DECLINED
        return None if declined else f"Put the cursor on {self.labels.a('idea')} that was declined."

    # -- ideas

    def do_idea_new(self) -> None:
        """The form of a new idea."""
        from pilotboard.tui.forms.ideas import new_idea

        self.open_form(lambda: new_idea(self.ws, self.labels))

    def do_idea_edit(self) -> None:
        """The form over the idea or the request."""
        from pilotboard.tui.forms import ideas as forms

        request, idea = self.cursor_request, self.cursor_idea
        if request is not None:
            self.open_form(lambda: forms.edit_support(self.ws, request.key))
        elif idea is not None:
            self.open_form(lambda: forms.edit_idea(self.ws, self.labels, idea.key))

    def do_idea_assess(self) -> None:
        """What was found."""
        from pilotboard.tui.forms.ideas import assess_idea

        row = self.cursor_idea
        if row is not None:
            self.open_form(lambda: assess_idea(self.ws, row.key))

    def do_idea_accept(self) -> None:
        """The form of the pilot it becomes."""
        from pilotboard.tui.forms.ideas import accept_idea

        row = self.cursor_idea
        if row is not None:
            self.open_form(lambda: accept_idea(self.ws, self.labels, row.key))

    def do_idea_decline(self) -> None:
        """Ask for the reason."""
        row = self.cursor_idea
        if row is not None:
            title = f"Why is {row.key} declined? {row.proposed_by} can read it"
            self.ask_text(title, lambda text: self._decline(row.key, text), do="decline")

    def _decline(self, key: str, reason: str) -> None:
        self.host.save(lambda: ideas.decline_idea(self.ws, key, reason))

    def do_idea_reopen(self) -> None:
        """Take it up again."""
        request, idea = self.cursor_request, self.cursor_idea
        if request is not None:
            self.host.save(lambda: support.reopen_support(self.ws, request.key))
        elif idea is not None:
            self.host.save(lambda: ideas.reopen_idea(self.ws, idea.key))

    def do_idea_remove(self) -> None:
        """Remove, after asking."""
        row = self.cursor_request or self.cursor_idea
        if row is not None:
            name = row.text if isinstance(row, SupportRow) else row.title
            detail = [name, "Undo (u) brings it back."]
            self.ask_sure(f"Remove {row.key}?", "remove", detail, lambda: self._remove(row), "X")

    def _remove(self, row: IdeaRow | SupportRow) -> None:
        if isinstance(row, SupportRow):
            self.host.save(lambda: support.remove_support(self.ws, row.key))
        else:
            self.host.save(lambda: ideas.remove_idea(self.ws, row.key))

    # -- support

    def do_support_ask(self) -> None:
        """Ask for the idea under the cursor, for the pilot of the request, or for the pilot that is looked at."""
        from pilotboard.tui.forms.ideas import ask_support

        request, idea = self.cursor_request, self.cursor_idea
        about = request.for_key if request is not None else idea.key if idea is not None else self.host.scope.pilot
        self.open_form(lambda: ask_support(self.ws, self.labels, about or ""))

    def do_support_answer(self) -> None:
        """The form of the answer."""
        from pilotboard.tui.forms.ideas import answer_support

        row = self.cursor_request
        if row is not None:
            self.open_form(lambda: answer_support(self.ws, row.key))
