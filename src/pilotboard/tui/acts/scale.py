"""What can be done about a decision, from the list and from a pilot's page: decide, take it back."""

from __future__ import annotations

from pilotboard.tui.commands import Command
from pilotboard.tui.screens.desk import DeskScreen

_PLACES = ("scale", "profile")
_ROW = ("row", "write")

DECISION_ACTS = (
    Command("scale.decide", ("d",), "decide", "Write down what people decide, and why.", "Change", _PLACES, 25, _ROW),
    Command(
        "scale.withdraw",
        ("W",),
        "withdraw",
        "Withdraw the last decision, with the reason; it stays readable.",
        "Change",
        _PLACES,
        needs=("decision", "write"),
    ),
)


class DecisionActs(DeskScreen):
    """A place that shows pilots and their decisions; a subclass says which pilot is meant."""

    @property
    def pilot_key(self) -> str | None:
        """The key of the pilot that is meant."""
        return None

    @property
    def decision(self) -> str | None:
        """The key of the last decision that stands."""
        return None

    def lacks_decision(self) -> str | None:
        """There has to be one to withdraw."""
        return None if self.decision else "Nothing was decided yet."

    def do_scale_decide(self) -> None:
        """The form of a decision."""
        from pilotboard.tui.forms.decisions import new_decision

        key = self.pilot_key
        if key is not None:
            self.open_form(lambda: new_decision(self.ws, key))

    def do_scale_withdraw(self) -> None:
        """Ask why, then withdraw."""
        from pilotboard.usecases import decisions

        ws, key = self.ws, self.decision
        if key is not None:
            self.ask_text(
                f"Why is {key} withdrawn?",
                lambda why: self.host.save(lambda: decisions.withdraw_decision(ws, key, why)),
                do="withdraw",
            )
