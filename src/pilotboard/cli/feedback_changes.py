"""The verbs of `pilotboard feedback` that write: log, sort, answer, judge."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pilotboard.cli.app import argument, option
from pilotboard.cli.diagnostics import say
from pilotboard.cli.feedback import FEEDBACK
from pilotboard.cli.fields import Fill, for_adding, for_editing, named, nothing_given, values
from pilotboard.cli.session import Session
from pilotboard.domain.errors import InvalidInput
from pilotboard.usecases import feedback as reading
from pilotboard.usecases import feedback_changes as usecases
from pilotboard.usecases import feedback_triage as triage

if TYPE_CHECKING:
    from pilotboard.domain.feedback import FeedbackStatus

ROLES = ("student", "family", "teacher", "staff", "coach", "leader", "partner", "community")
STATUSES = ("triaged", "acting", "closed", "passed_on")
SEVERITIES = ("1", "2", "3", "4")
FIELDS = (
    Fill("role", "word", "As what they speak", ROLES, clears=False),
    Fill("site", "ref", "Where", ("@site",)),
    Fill("on", "day", "The day it was heard; today when left out", clears=False),
    Fill(
        "channel",
        "word",
        "How it was heard",
        ("survey", "interview", "observation", "meeting", "message", "ticket", "hallway"),
        clears=False,
    ),
    Fill("prompt", "text", "The question that was asked"),
    Fill("focal_group", "text", "A group, coarse: grade 3, evening families"),
    Fill("themes", "list", "Themes, with commas between"),
    Fill("severity", "whole", "1 good to know, 2 nuisance, 3 serious, 4 harm", SEVERITIES, clears=False),
    Fill("sentiment", "word", "How it sounds to you", ("positive", "neutral", "negative", "mixed"), clears=False),
    Fill("owner", "ref", "Who answers; me is you", ("@person",)),
    Fill("consent", "word", "Where it may be quoted", ("none", "internal", "public"), clears=False),
    Fill("identity", "word", "Whether we know who it is", ("anonymous", "confidential", "attributed"), clears=False),
    Fill("sprint", "ref", "The sprint it is about", ("@sprint",)),
)
TEXT = option("--text", metavar="TEXT", help="What they said, as they said it (- reads it from standard input).")
RATING = (
    option("--rating", metavar="4/5", help="The rating with its scale: 4/5, or 7 of 0-10."),
    option("--good", metavar="WORD", completes=("low", "high"), help="Which end of the scale is good; high as a rule."),
)
KEYS = argument("keys", ("@feedback",), nargs=-1, required=True, metavar="KEY...")
KEY = argument("key", ("@feedback",), metavar="KEY")


@FEEDBACK.verb(
    "add",
    named("text"),
    option("--pilot", completes=("@pilot",), metavar="KEY|NAME", required=True, help="The pilot it is about."),
    TEXT,
    *RATING,
    *for_adding(FIELDS),
)
def add(
    session: Session,
    named: str | None,
    pilot: str,
    text: str | None,
    rating: str | None,
    good: str | None,
    **given: object,
) -> None:
    """Log a voice: who speaks (role), about which pilot, and what was said or how it was rated.

    Names, numbers of persons, addresses and phone numbers are pointed out before it is saved.
    """
    if given.get("role") is None:
        raise InvalidInput(
            "pilotboard feedback add needs --role.", "Nothing was saved.", f"One of {', '.join(ROLES)}.", field="role"
        )
    quote = _quote(session, named if text is None else text)
    found = {**values(session, FIELDS, given), **_rated(rating, good), "pilot": pilot, "quote": quote}
    _warn(session, quote)
    session.done(usecases.add_feedback(session.ws, found))


@FEEDBACK.verb("edit", KEY, TEXT, *RATING, *for_editing(FIELDS))
def edit(
    session: Session,
    key: str,
    text: str | None,
    rating: str | None,
    good: str | None,
    clear: tuple[str, ...],
    **given: object,
) -> None:
    """Change fields of a voice. Only the options given are changed."""
    changes = {**values(session, FIELDS, given, clear), **_rated(rating, good)}
    if text is not None:
        changes["quote"] = _quote(session, text)
        _warn(session, str(changes["quote"]))
    if not changes:
        raise nothing_given("pilotboard feedback edit", FIELDS)
    session.done(usecases.edit_feedback(session.ws, key, changes))


@FEEDBACK.verb(
    "answer",
    KEYS,
    option("--did", metavar="TEXT", help="You said, we did: what was done."),
    option("--did-not", "did_not", metavar="TEXT", help="You said, we did not because: why."),
    option("--decline", is_flag=True, help="With --did-not: this is the end of it."),
)
def answer(session: Session, keys: tuple[str, ...], did: str | None, did_not: str | None, decline: bool) -> None:
    """Answer voices: what was done, or why it was not."""
    from pilotboard.domain.feedback import AnswerKind

    if (did is None) == (did_not is None):
        hint = 'Say --did "what was done" or --did-not "why not".'
        raise InvalidInput("An answer is either --did or --did-not.", "Nothing was saved.", hint, field="answer")
    said = session.long_text("--did" if did is not None else "--did-not", did if did is not None else did_not or "")
    kind = AnswerKind.DID if did is not None else AnswerKind.DID_NOT
    _warn(session, said)
    session.done(triage.answer_feedback(session.ws, keys, kind, said, declined=decline))


@FEEDBACK.verb("triage", KEYS, argument("status", STATUSES, metavar="STATUS"))
def sort(session: Session, keys: tuple[str, ...], status: str) -> None:
    """Sort voices: triaged, acting, closed, or passed_on (to the right person: nothing of it is kept here).

    Answered and declined come from `feedback answer`. Passing on cannot be undone; it asks first.
    """
    wanted = _status(status)
    if wanted == "passed_on":
        what = keys[0] if len(keys) == 1 else f"these {len(keys)} voices"
        session.confirm(f"Pass on {what} and keep nothing of what was said? This cannot be undone.")
    session.done(triage.move_feedback(session.ws, keys, wanted))


@FEEDBACK.verb(
    "theme",
    KEYS,
    option("--theme", "themes", metavar="TEXT", multiple=True, help="A theme to give (may be given again)."),
    option("--off", metavar="TEXT", multiple=True, help="A theme to take off (may be given again)."),
)
def theme(session: Session, keys: tuple[str, ...], themes: tuple[str, ...], off: tuple[str, ...]) -> None:
    """Give voices themes beside those they have, or take some off."""
    session.done(triage.theme_feedback(session.ws, keys, themes, off=off))


@FEEDBACK.verb("severity", KEYS, argument("level", SEVERITIES, metavar="1-4"))
def severity(session: Session, keys: tuple[str, ...], level: str) -> None:
    """Say how much voices matter: 1 good to know, 2 nuisance, 3 serious, 4 harm (two roles judge that)."""
    from pilotboard.domain.feedback import Severity
    from pilotboard.domain.numbers import parse_whole

    session.done(triage.weigh_feedback(session.ws, keys, Severity(parse_whole(level, 1, 4, "severity"))))


@FEEDBACK.verb(
    "link",
    KEYS,
    option(
        "--to", "target", metavar="KEY", required=True, completes=("@item", "@action"), help="An item or an action."
    ),
)
def link(session: Session, keys: tuple[str, ...], target: str) -> None:
    """Link voices to the item or the action that takes them up."""
    session.done(triage.link_feedback(session.ws, keys, target))


@FEEDBACK.verb("item", KEY, named("title"), option("--title", metavar="TEXT", help="What is to be done."))
def item(session: Session, key: str, named: str | None, title: str | None) -> None:
    """Write down an item in the pilot of a voice and link the two."""
    said = title if title is not None else named
    if said is None:
        hint = 'pilotboard feedback item F-03 "Send one text a day"'
        raise InvalidInput("Say what is to be done.", "Nothing was changed.", hint, field="title")
    session.done(triage.item_from_feedback(session.ws, key, said))


@FEEDBACK.verb(
    "judge",
    KEY,
    argument("verdict", ("confirmed", "unfounded", "closed"), metavar="VERDICT"),
    option("--reason", metavar="TEXT", required=True, help="What you looked at and what you found."),
)
def judge(session: Session, key: str, verdict: str, reason: str) -> None:
    """Judge a report of harm (severity 4) in your role: coach, leader or steward.

    Two people in two of these roles confirm it or find it unfounded. A confirmed report stays open until somebody
    who did not report it closes it.
    """
    from pilotboard.domain.reports import Verdict

    said = Verdict(_word(verdict, tuple(Verdict), "verdict"))
    session.done(triage.judge_feedback(session.ws, key, session.ws.actor.role, said, reason))


@FEEDBACK.verb("remove", KEYS)
def remove(session: Session, keys: tuple[str, ...]) -> None:
    """Remove voices. It asks first; undo brings them back (`redact` takes a text out for good)."""
    what = keys[0] if len(keys) == 1 else f"these {len(keys)} voices"
    session.confirm(f"Remove {what}?")
    session.done(usecases.remove_feedback(session.ws, keys))


def _quote(session: Session, text: str | None) -> str:
    return "" if text is None else session.long_text("--text", text)


def _rated(text: str | None, good: str | None) -> Mapping[str, object]:
    """The rating as its fields. Raises InvalidInput."""
    from pilotboard.domain.ratings import GoodEnd, parse_rating

    end = GoodEnd(_word(good, tuple(GoodEnd), "good")) if good is not None else GoodEnd.HIGH
    if text is None:
        return {} if good is None else {"good_end": end}
    rating, scale = parse_rating(text, end)
    return {"rating": rating, "scale_low": scale.low, "scale_high": scale.high, "good_end": end}


def _status(text: str) -> FeedbackStatus:
    from pilotboard.domain.feedback import STATUS_WORDS, FeedbackStatus

    word = text.strip().casefold()
    if STATUS_WORDS.get(word, word) in (FeedbackStatus.ANSWERED, FeedbackStatus.DECLINED):
        hint = "pilotboard feedback answer KEY --did TEXT, or --did-not TEXT --decline"
        raise InvalidInput(
            "Answered and declined need the answer itself.", "Nothing was changed.", hint, field="status"
        )
    return FeedbackStatus(_word(STATUS_WORDS.get(word, word), tuple(FeedbackStatus), "status"))


def _word(text: str, known: tuple[str, ...], field: str) -> str:
    """One of the known words, in any case. Raises InvalidInput with the nearest."""
    word = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if word in known:
        return word
    from pilotboard.domain.nearest import did_you_mean
    from pilotboard.domain.text import shortened, shown

    hint = did_you_mean(text, list(known)) or f"One of {', '.join(known)}."
    raise InvalidInput(f'"{shortened(shown(text), 40)}" is no {field}.', "Nothing was changed.", hint, field=field)


def _warn(session: Session, text: str) -> None:
    """Point out what tells who somebody is; where somebody can answer, ask whether it shall stay."""
    warning = reading.warn_about(session.ws, text)
    if not warning:
        return
    say(warning)
    if sys.stdin.isatty():
        session.confirm("Save it like this?")
