"""Every word that may stand first on the line; the module that knows it is loaded when it does."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A word that may stand first on the line: the module that knows it, what it is for, where the help lists it."""

    module: str
    says: str
    section: str


_WORK, _STORE, _ELSE = "Work", "The store", "More"

ENTRIES: dict[str, Entry] = {
    "items": Entry("items", "The backlog: what is to be done, in order.", _WORK),
    "sprints": Entry("sprints", "Sprints: planned, started, closed with a record.", _WORK),
    "feedback": Entry("feedback", "What people said, and what became of it.", _WORK),
    "impediments": Entry("impediments", "What is in a team's way, and who answers.", _WORK),
    "retros": Entry("retros", "Look back: notes, dots, actions; the coach's list.", _WORK),
    "actions": Entry("actions", "What retrospectives agreed on, by age.", _WORK),
    "today": Entry("today", "What is yours, waiting and due.", _WORK),
    "digest": Entry("today", "The same as text to paste, for a member, a coach or a leader.", _WORK),
    "calendar": Entry("calendar", "Days of work: the week, holidays, breaks, school years.", _WORK),
    "board": Entry("board", "The board of a team or a pilot, and its columns.", _WORK),
    "ideas": Entry("ideas", "What people propose, and what became of it.", _WORK),
    "support": Entry("support", "What is asked for, and how long the answer took.", _WORK),
    "pilots": Entry("pilots", "What is being tried out, and how far it has come.", _WORK),
    "costs": Entry("costs", "What pilots cost once, each year and at scale.", _WORK),
    "programmes": Entry("programmes", "What exists already, and which pilots would take its place.", _WORK),
    "gates": Entry("gates", "The eight must-haves of a pilot: what was recorded, and waivers.", _WORK),
    "criteria": Entry("criteria", "What pilots are judged by: weights, and what each level means.", _WORK),
    "ratings": Entry("ratings", "What people find for a pilot on each criterion.", _WORK),
    "scale": Entry("scale", "Which pilots to scale, and why.", _WORK),
    "decisions": Entry("decisions", "What people decided, with the evidence they had.", _WORK),
    "plan": Entry("plan", "The strategic plan, and which pilots serve it.", _WORK),
    "priorities": Entry("plan", "What the organisation has put first.", _WORK),
    "strategies": Entry("plan", "How a priority is to be reached.", _WORK),
    "goals": Entry("plan", "What a strategy is to have reached.", _WORK),
    "teams": Entry("teams", "Teams, who is in them, and since when.", _WORK),
    "people": Entry("people", "Who works here.", _WORK),
    "sites": Entry("sites", "The places where pilots run.", _WORK),
    "organisation": Entry("organisation", "Its name, its words, how it counts.", _WORK),
    "import": Entry("imports", "Bring in work or voices from another tool.", _WORK),
    "export": Entry("exports", "Papers that others can open, and the whole store in one file.", _WORK),
    "reports": Entry("reports", "The papers that can be written, and what each is about.", _WORK),
    "find": Entry("find", "Search everything.", _WORK),
    "history": Entry("history", "Who changed what, and when.", _WORK),
    "undo": Entry("history", "Take back what you did last, or one entry of the history.", _WORK),
    "redo": Entry("history", "Do again what you took back.", _WORK),
    "redact": Entry("redact", "Take a text out of everything, with a reason.", _WORK),
    "open": Entry("screens", "Open the screens, at one thing or at a screen by its name.", _STORE),
    "demo": Entry("screens", "Look around in a sample programme.", _STORE),
    "init": Entry("upkeep", "Make a store.", _STORE),
    "where": Entry("upkeep", "Say where the store is and what is in it.", _STORE),
    "doctor": Entry("upkeep", "Check the store and explain what is wrong.", _STORE),
    "upgrade": Entry("upkeep", "Bring an older store up to this version.", _STORE),
    "backup": Entry("upkeep", "Copy the store, safely, while it is in use.", _STORE),
    "restore": Entry("upkeep", "Bring a backup back, beside the store.", _STORE),
    "completion": Entry("completion", "Complete commands in your shell with the tab key.", _ELSE),
    "glossary": Entry("help", "What the words mean.", _ELSE),
    "help": Entry("help", "How a command is used.", _ELSE),
}
