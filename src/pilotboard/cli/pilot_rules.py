"""`pilotboard pilots rule`, `set-rule`, `lock-rule`, `amend-rule`: what will decide, written before the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.app import argument, option
from pilotboard.cli.fields import Fill, changed, for_editing
from pilotboard.cli.pilots import PILOTS
from pilotboard.cli.session import Session
from pilotboard.usecases import decision_rules as usecases

if TYPE_CHECKING:
    from pilotboard.domain.decision_rules import RuleView
    from pilotboard.usecases.decision_rules import RulePage

KEY = argument("key", ("@pilot",), metavar="KEY")
FIELDS = (
    Fill("measure", "text", "The one figure that decides", clears=False),
    Fill("kind", "word", "A share of people, or the mean of a number", ("rate", "mean"), clears=False),
    Fill("unit", "text", "The unit of a mean: minutes, points"),
    Fill("direction", "word", "Which way is better", ("up", "down"), clears=False),
    Fill("baseline", "figure", "Where you start: 60 % or 0.6"),
    Fill("baseline_n", "whole", "How many people the baseline rests on"),
    Fill("target", "figure", "What you hope to reach"),
    Fill("smallest_change", "figure", "Less than this does not matter", clears=False),
    Fill("spread", "figure", "How much a mean differs from person to person (standard deviation)"),
    Fill("expected_n", "whole", "How many people the figure will rest on"),
    Fill("certainty", "whole", "How sure one must be, in per cent; 75 as a rule, 90 where it is dear", clears=False),
    Fill("rises_by_itself", "yes", "The figure rises by itself during a year"),
    Fill("comparison", "text", "What it is compared with: another site, last year's same months"),
    Fill("decision_on", "day", "The day by which people decide"),
    Fill("size", "word", "small: cheap and easy to undo, fewer must-haves", ("small", "large"), clears=False),
)


@PILOTS.verb("rule", KEY)
def show(session: Session, key: str) -> None:
    """Show what will decide about a pilot, how sharp it is, and what was changed after it was locked."""
    page = usecases.show_rule(session.ws, key)
    if session.out.json:
        session.out.document("rule", [] if page.rule is None else [_data(page, page.rule)], count=int(bool(page.rule)))
        return
    if page.rule is None:
        session.out.text(f"{page.key} has no rule yet. To begin: pilotboard pilots set-rule {page.key} --measure TEXT")
        return
    session.out.page(f"{page.key}  {page.rule.words()}", _fields(page, page.rule))


def _data(page: RulePage, rule: RuleView) -> dict[str, object]:
    table = usecases.try_rule(rule)
    return {
        "key": page.key,
        **rule._asdict(),
        "words": rule.words(),
        "if_the_truth_is": [{"truth": row.truth, "what": row.what, "chance": row.chance} for row in table.rows],
        "if_missing": table.missing or None,
        "amendments": [one._asdict() for one in page.amendments],
    }


def _fields(page: RulePage, rule: RuleView) -> list[tuple[str, str]]:
    table = usecases.try_rule(rule)
    amended = [f"{one.at.date().isoformat()} {one.author}: {one.change} ({one.reason})" for one in page.amendments]
    return [
        ("Lock", page.stands),
        ("Size", f"{rule.size}"),
        ("Baseline", _figure(rule, rule.baseline, rule.baseline_n)),
        ("Target", _figure(rule, rule.target, None)),
        ("Smallest change", rule.change(rule.smallest_change)),
        ("Certainty", f"{rule.certainty} %"),
        ("Rises by itself", "yes" if rule.rises_by_itself else "no"),
        ("Compared with", rule.comparison or "nothing"),
        ("Decision", rule.decision_on.isoformat() if rule.decision_on else ""),
        ("How sharp it is", "\n".join(table.sentences(rule)) or table.missing),
        ("Amendments", "\n".join(amended)),
    ]


def _figure(rule: RuleView, value: float | None, n: int | None) -> str:
    if value is None:
        return ""
    return rule.figure(value) + (f" (n {n:,})" if n is not None else "")


@PILOTS.verb("set-rule", KEY, *for_editing(FIELDS))
def set_rule(session: Session, key: str, clear: tuple[str, ...], **given: object) -> None:
    """Write what will decide about a pilot, or change it while it is not locked."""
    found = changed(session, "pilotboard pilots set-rule", FIELDS, given, clear)
    session.done(usecases.write_rule(session.ws, key, found))


@PILOTS.verb("lock-rule", KEY)
def lock_rule(session: Session, key: str) -> None:
    """Lock the rule of a pilot: from now on figures decide. It asks first; it cannot be undone."""
    page = usecases.show_rule(session.ws, key)
    if page.rule is not None and page.rule.locked_on is None:
        session.confirm(f"Lock the rule of {page.key}? {usecases.LOCK_QUESTION}")
    session.done(usecases.lock_rule(session.ws, key))


REASON = option("--reason", metavar="TEXT", required=True, help="Why it is changed after it was locked.")


@PILOTS.verb("amend-rule", KEY, REASON, *for_editing(FIELDS))
def amend_rule(session: Session, key: str, reason: str, clear: tuple[str, ...], **given: object) -> None:
    """Change a locked rule, with the reason; what was changed is shown beside it for good."""
    found = changed(session, "pilotboard pilots amend-rule", FIELDS, given, clear)
    session.done(usecases.amend_rule(session.ws, key, found, reason))


@PILOTS.verb("remove-rule", KEY)
def remove_rule(session: Session, key: str) -> None:
    """Remove a rule that is not locked. It asks first; undo brings it back."""
    session.confirm(f"Remove the rule of {key}?")
    session.done(usecases.remove_rule(session.ws, key))
