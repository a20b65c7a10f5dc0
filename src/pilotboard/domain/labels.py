"""The words on the screens: Scrum words or plain words, and an organisation's own words over either.

Names in code, data and ``--json`` never change; only what people read goes through here. Sentences that
explain the words are in ``domain.glossary``, which only the help opens.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pilotboard.domain.text import clean, has_visible

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_WORD = 60

# key: (Scrum word, plain word); "one/many" where the plural is not made by the common rule.
_WORDS: dict[str, tuple[str, str]] = {
    "pilot": ("pilot", "pilot"),
    "team": ("team", "team"),
    "person": ("person/people", "person/people"),
    "site": ("site", "site"),
    "board": ("board", "board"),
    "plan": ("plan", "plan"),
    "priority": ("priority", "priority"),
    "strategy": ("strategy", "strategy"),
    "goal": ("goal", "goal"),
    "support": ("request for support/requests for support", "request for help/requests for help"),
    "programme": ("programme", "programme"),
    "cost": ("line of money/lines of money", "line of money/lines of money"),
    "idea": ("idea", "idea"),
    "decision": ("decision", "decision"),
    "sprint": ("sprint", "cycle"),
    "backlog": ("backlog", "to-do list"),
    "item": ("item", "task"),
    "retrospective": ("retrospective", "look back/look backs"),
    "action": ("action", "action"),
    "feedback": ("feedback/feedback", "feedback/feedback"),
    "voice": ("voice", "voice"),
    "theme": ("theme", "theme"),
    "severity": ("severity", "how serious/how serious"),
    "calendar": ("calendar", "calendar"),
    "school_year": ("school year", "school year"),
    "sprint_goal": ("sprint goal", "cycle goal"),
    "commitment": ("commitment", "commitment"),
    "scope": ("scope/scope", "scope/scope"),
    "capacity": ("capacity/capacity", "time we have/time we have"),
    "daily_note": ("daily note", "daily note"),
    "record": ("record", "record"),
    "amendment": ("amendment", "correction"),
    "burnup": ("burnup", "what is done/what is done"),
    "impediment": ("impediment", "thing in our way/things in our way"),
    "blocked": ("blocked/blocked", "stuck/stuck"),
    "block": ("block/block", "mark as stuck/mark as stuck"),
    "unblock": ("unblock/unblock", "no longer stuck/no longer stuck"),
    "wip_limit": ("WIP limit", "at most at once/at most at once"),
    "burndown": ("burndown", "what is left/what is left"),
    "velocity": ("velocity", "usually finished/usually finished"),
    "acceptance_criteria": ("acceptance criteria/acceptance criteria", "checklist"),
    "definition_of_ready": ("definition of ready/definitions of ready", "ready means/ready means"),
    "definition_of_done": ("definition of done/definitions of done", "done means/done means"),
    "estimate": ("estimate", "estimate"),
    "story": ("story", "story"),
    "task": ("task", "chore"),
    "spike": ("spike", "find out/find outs"),
    "improvement": ("improvement", "improvement"),
    "product_owner": ("product owner", "pilot lead"),
    "coach": ("Scrum Master", "coach"),
    "developer": ("developer", "team member"),
    "sponsor": ("sponsor", "sponsor"),
    "stakeholder": ("stakeholder", "person affected/people affected"),
    "fidelity": ("fidelity/fidelity", "done as planned/done as planned"),
    "balancing_measure": ("balancing measure", "watch nothing gets worse/watch nothing gets worse"),
    "baseline": ("baseline", "where we started/where we started"),
    "gate": ("gate", "must-have"),
    "coverage": ("coverage/coverage", "how much we know/how much we know"),
    "focal_group": ("focal group", "student group"),
    "triage": ("triage/triage", "sort/sort"),
    "pulse": ("pulse", "quick check"),
    "state.backlog": ("backlog", "to-do list"),
    "state.ready": ("to do/to do", "to do/to do"),
    "state.in_progress": ("doing/doing", "doing/doing"),
    "state.review": ("review", "review"),
    "state.done": ("done/done", "done/done"),
    "state.dropped": ("dropped/dropped", "dropped/dropped"),
    "sprint.planned": ("planned/planned", "planned/planned"),
    "sprint.active": ("active/active", "running/running"),
    "sprint.closed": ("closed/closed", "closed/closed"),
    "sprint.cancelled": ("cancelled/cancelled", "cancelled/cancelled"),
    "outcome.done": ("done/done", "done/done"),
    "outcome.carried": ("carried over/carried over", "carried over/carried over"),
    "outcome.returned": ("back to the backlog/back to the backlog", "back to the to-do list/back to the to-do list"),
    "outcome.dropped": ("dropped/dropped", "dropped/dropped"),
    "level.team": ("team", "team"),
    "level.coach": ("Scrum Master", "coach"),
    "level.executive": ("executive", "executive"),
    "status.new": ("new/new", "new/new"),
    "status.triaged": ("sorted/sorted", "sorted/sorted"),
    "status.acting": ("acting on it/acting on it", "acting on it/acting on it"),
    "status.answered": ("answered/answered", "answered/answered"),
    "status.closed": ("closed/closed", "closed/closed"),
    "status.declined": ("declined/declined", "declined/declined"),
    "status.passed_on": ("passed on/passed on", "passed on/passed on"),
    "voice.student": ("student", "student"),
    "voice.family": ("family", "family"),
    "voice.teacher": ("teacher", "teacher"),
    "voice.staff": ("staff/staff", "staff/staff"),
    "voice.coach": ("coach", "coach"),
    "voice.leader": ("leader", "leader"),
    "voice.partner": ("partner", "partner"),
    "voice.community": ("community/community", "community/community"),
    "severity.1": ("good to know/good to know", "good to know/good to know"),
    "severity.2": ("a nuisance/nuisances", "a nuisance/nuisances"),
    "severity.3": ("serious/serious", "serious/serious"),
    "severity.4": ("harm/harm", "harm/harm"),
    "phase.collect": ("collecting/collecting", "collecting/collecting"),
    "phase.act": ("agreeing actions/agreeing actions", "agreeing actions/agreeing actions"),
    "phase.closed": ("closed/closed", "closed/closed"),
    "stage.idea": ("idea", "idea"),
    "stage.charter": ("charter", "charter"),
    "stage.baseline": ("baseline", "where we started/where we started"),
    "stage.testing": ("testing/testing", "trying it out/trying it out"),
    "stage.improving": ("improving/improving", "making it better/making it better"),
    "stage.sustained": ("sustained/sustained", "lasting/lasting"),
    "stage.decided": ("decided/decided", "decided/decided"),
    "stage.handed_over": ("handed over/handed over", "handed over/handed over"),
    "role.member": ("team member", "team member"),
    "role.coach": ("coach", "coach"),
    "role.leader": ("leader", "leader"),
    "role.steward": ("steward", "steward"),
}

SETS = ("scrum", "plain")
_VOWEL = re.compile(r"[aeio]|u(?!ni|se)|hono", re.IGNORECASE)


class Labels:
    """One set of words. Every method takes a key (``item``, ``state.ready``); an unknown one is a ``KeyError``."""

    __slots__ = ("_many", "_one", "name")

    def __init__(self, name: str = "scrum", own: Mapping[str, str] | None = None) -> None:
        """``name`` is ``scrum`` or ``plain``; ``own`` are an organisation's words (``word`` or ``one/many``).

        Own words for keys that do not exist, or with nothing to see in them, are passed over.
        """
        column = 1 if name == "plain" else 0
        self.name = SETS[column]
        self._one: dict[str, str] = {}
        self._many: dict[str, str] = {}
        for key, words in _WORDS.items():
            self._put(key, words[column])
        for key, word in (own or {}).items():
            said = clean(word).text
            if key in _WORDS and has_visible(said.partition("/")[0]):
                self._put(key, said)

    def _put(self, key: str, words: str) -> None:
        one, _, many = words.partition("/")
        self._one[key] = one.strip()
        self._many[key] = many.strip() if has_visible(many) else plural_of(one.strip())

    def __call__(self, key: str) -> str:
        """The word as it stands inside a sentence: ``item``, ``to-do list``."""
        return self._one[key]

    def plural(self, key: str) -> str:
        """``items``, ``tasks``."""
        return self._many[key]

    def capital(self, key: str) -> str:
        """At the start of a line or as a heading: ``Item``, ``To-do list``."""
        return capitalised(self._one[key])

    def plural_capital(self, key: str) -> str:
        """``Items``, ``Tasks``."""
        return capitalised(self._many[key])

    def a(self, key: str) -> str:
        """With its article: ``an item``, ``a task``."""
        word = self._one[key]
        return f"{'an' if _VOWEL.match(word) else 'a'} {word}"

    def count(self, number: int, key: str) -> str:
        """``1 item``, ``3 items``, ``no items``."""
        if number == 0:
            return f"no {self._many[key]}"
        return f"{number:,} {self._one[key] if number == 1 else self._many[key]}"

    def state(self, state: str) -> str:
        """An item's state inside a sentence: ``doing``."""
        return self._one[f"state.{state}"]

    def column(self, state: str) -> str:
        """An item's state as a heading: ``Doing``."""
        return capitalised(self.state(state))

    def stage(self, stage: str) -> str:
        """A pilot's stage: ``charter``."""
        return self._one[f"stage.{stage}"]

    def person_role(self, role: str) -> str:
        """What a person opens the tool as: ``leader``."""
        return self._one[f"role.{role}"]


def keys() -> tuple[str, ...]:
    """Every key that has a word."""
    return tuple(_WORDS)


def words_of(key: str) -> tuple[str, str]:
    """The Scrum word and the plain word of a key, in the singular."""
    scrum, plain = _WORDS[key]
    return scrum.partition("/")[0], plain.partition("/")[0]


def plural_of(word: str) -> str:
    """The common English plural; anything else is written ``one/many``."""
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(s|x|z|ch|sh)$", word) else f"{word}s"


def capitalised(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
