"""What the words mean, one plain sentence each, in the words that the organisation reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pilotboard.domain.labels import words_of
from pilotboard.domain.text import folded

if TYPE_CHECKING:
    from pilotboard.domain.labels import Labels

_MEANS: dict[str, str] = {
    "pilot": "An idea tried out on a small scale, close to the people it is for, before deciding whether to spread it.",
    "team": "The people who carry one or more pilots, each with a role and a share of their time.",
    "site": "A place where pilots run, such as a school or an office.",
    "plan": "What the organisation has put first, how it is to be reached, and which pilots serve it.",
    "priority": "Something the organisation has put first.",
    "strategy": "How a priority is to be reached.",
    "goal": "What a strategy is to have reached by a day; pilots serve goals.",
    "support": "Time, money, training or something else that is asked for, until it has an answer.",
    "board": "The work of a team at a glance: one column for each state.",
    "programme": "Something the organisation runs already, with its cost and the people it reaches.",
    "cost": "One amount that a pilot costs: once or every year, planned, spent, or when it is everywhere.",
    "idea": "A need somebody saw and what might help, not yet worked on.",
    "decision": "What people decided about a pilot: scale, extend, adapt or stop, and on what evidence.",
    "sprint": "A short, fixed stretch of days in which a team works towards one goal.",
    "backlog": "Everything that might be done, with what matters most on top.",
    "item": "One piece of work, small enough to finish in a few days.",
    "retrospective": "A talk about how the team worked, ending in a few actions.",
    "action": "Something a team agreed to do differently, with one person who sees to it and a day.",
    "feedback": "What people said about a pilot, each voice with its day, its answer and what came of it.",
    "voice": "One thing that one person or group said about a pilot.",
    "theme": "A word for what several voices are about; a person gives it.",
    "severity": "How much a voice matters, from good to know (1) to harm (4).",
    "calendar": "Which days are worked, with holidays, breaks and half days.",
    "school_year": "The stretch of days from the first to the last day of school.",
    "sprint_goal": "What will be better for whom at the end, in one sentence.",
    "commitment": "What a team took on, stored at the start and never changed afterwards.",
    "scope": "Everything that is to be done by the end, with what came in and went out on the way.",
    "capacity": "The working days that a team has, from its people, their shares and the calendar.",
    "daily_note": "What somebody says in a minute at the daily check-in.",
    "record": "What a closed round was, frozen with a fingerprint; later reports read it.",
    "amendment": "A dated note beside a record that says what was wrong in it.",
    "burnup": "Two lines, of what is done and of all there is to do, day by day.",
    "impediment": "Something that slows the team down and that it may need help to clear away.",
    "blocked": "Work on it cannot go on until something else happens; the reason and the day are kept.",
    "wip_limit": "How many may be in a column at the same time; finishing one comes before starting one.",
    "burndown": "A line of what is left to do, day by day.",
    "velocity": "How much a team finished in its last few rounds, as a range; never compared between teams.",
    "acceptance_criteria": "The points that must be true before a piece of work counts as done.",
    "definition_of_ready": "What must be known about a piece of work before the team takes it up.",
    "definition_of_done": "What is true of every piece of finished work.",
    "estimate": "A rough size from 0 to 100 that a team may give; most only count.",
    "story": "Work that gives people something they asked for.",
    "task": "Work that has to be done and that nobody outside the team would notice.",
    "spike": "A short piece of work whose result is an answer.",
    "improvement": "Work that makes the team's own way of working better.",
    "product_owner": "Decides what comes first and speaks for the people the pilot is for.",
    "coach": "Helps the team to work well and clears things out of its way.",
    "developer": "Somebody in the team who does the work, whatever their job title.",
    "sponsor": "Stands up for the pilot where money and time are decided.",
    "stakeholder": "Somebody the pilot touches or who must agree to it.",
    "fidelity": "How closely the pilot was carried out as it was planned.",
    "balancing_measure": "A number watched so that getting better in one place does not hurt in another.",
    "baseline": "How things stood before the pilot began.",
    "gate": "A condition that must hold before a pilot may be spread.",
    "coverage": "How much of what should be judged is known so far.",
    "focal_group": "A group of students whose results are looked at on their own, to be fair to them.",
    "triage": "Looking at what came in and deciding what happens to it.",
    "pulse": "A question or two, asked often and answered in a moment.",
    "stage.idea": "The pilot has been written down.",
    "stage.charter": "The pilot has an aim, a hypothesis and a team.",
    "stage.baseline": "The rule for the decision is locked, with the figure that it starts from.",
    "stage.testing": "Work on the pilot's first piece of work has begun.",
    "stage.improving": "A first round of work is closed, and people who spoke up have been answered.",
    "stage.sustained": "It has lasted over two terms, or its effect and its delivery are known.",
    "stage.decided": "People decided to make it everyone's practice, or to stop it.",
    "stage.handed_over": "It is closed as decided; after a yes somebody answers for it from here on.",
}


class GlossaryEntry(NamedTuple):
    """A word, what it means, and what it is called in the two label sets where that differs."""

    key: str
    word: str
    means: str
    also: tuple[str, ...]


def glossary(labels: Labels) -> tuple[GlossaryEntry, ...]:
    """Every explained word in the organisation's own words, by alphabet."""
    entries = []
    for key, means in _MEANS.items():
        word = labels(key)
        also = tuple(dict.fromkeys(other for other in words_of(key) if folded(other) != folded(word)))
        entries.append(GlossaryEntry(key, word, means, also))
    return tuple(sorted(entries, key=lambda entry: (folded(entry.word), entry.key)))


def find_words(labels: Labels, text: str) -> tuple[GlossaryEntry, ...]:
    """Entries whose word, other words or meaning hold the text."""
    wanted = folded(text)
    return tuple(
        entry
        for entry in glossary(labels)
        if any(wanted in folded(said) for said in (entry.word, *entry.also, entry.means))
    )
