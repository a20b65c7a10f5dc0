"""Finding across everything: one statement for each kind of thing, on the folded texts.

`place` ranks a hit: 0 its key, 1 its title or name, 2 its own text, 3 a note, 4 a line of the checklist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pilotboard.domain.find import FindHit, HitKind, place_of
from pilotboard.domain.keys import (
    Key,
    action_key,
    decision_key,
    feedback_key,
    impediment_key,
    item_key,
    person_key,
    pilot_key,
    retro_key,
    site_key,
    sprint_key,
    team_key,
)
from pilotboard.domain.text import shortened
from pilotboard.store.reading.query import IN_HEAD, escaped
from pilotboard.store.reading.reader import Reader, Record

KINDS: tuple[HitKind, ...] = (
    *("pilot", "item", "sprint", "impediment", "action", "feedback", "priority", "strategy", "goal"),
    *("idea", "support", "programme", "decision", "team", "person", "site"),
)
Ranked = tuple[int, FindHit]
TITLE = 80
"""So much of what somebody said stands for a title."""


class Wanted(NamedTuple):
    """What is looked for: folded words, all of which must occur, and the key that the text may be."""

    words: tuple[str, ...]
    key: Key | None

    def values(self, kind: HitKind, limit: int) -> dict[str, object]:
        """The parameters of a statement."""
        key = self.key if self.key is not None and self.key.kind == kind else None
        found: dict[str, object] = {"number": key.number if key else -1, "limit": limit}
        if kind == "item":
            found["pilot"] = key.pilot if key else -1
        for place, word in enumerate(self.words):
            found[f"any{place}"] = f"%{escaped(word)}%"
            if kind != "person":
                found[f"head{place}"] = IN_HEAD.format(escaped(word))
        return found

    def all_in(self, *columns: str) -> str:
        """SQL for "each word occurs in one of these columns"."""
        return " AND ".join(
            "(" + " OR ".join(f"{column} LIKE :any{place} ESCAPE '\\'" for column in columns) + ")"
            for place in range(len(self.words))
        )

    def in_head(self, column: str) -> str:
        """SQL for "each word occurs in the first line of a search text"."""
        return " AND ".join(f"{column} LIKE :head{place} ESCAPE '\\'" for place in range(len(self.words)))


def hits(reader: Reader, wanted: Wanted, kind: HitKind, limit: int) -> list[Ranked]:
    """The best `limit` hits of one kind, each thing once, with their places."""
    find, view = _KINDS[kind]
    found: dict[str, Ranked] = {}
    # A thing may be found in several of its texts; the best place is kept.
    for record in reader.rows(find(wanted), **wanted.values(kind, limit * 4)):
        place, hit = view(wanted, record)
        found.setdefault(hit.key, (place, hit))
    return list(found.values())[:limit]


def _hit(wanted: Wanted, place: int, kind: HitKind, key: str, title: str, texts: dict[str, str]) -> Ranked:
    head = "name" if kind in {"feedback", "programme", "team", "person", "site"} else "title"
    where, piece = place_of(wanted.words, texts) if place > 1 else ("key" if place == 0 else head, "")
    return place, FindHit(kind, key, title, where, piece)


def _items(wanted: Wanted) -> str:
    return f"""
    WITH found AS (
        SELECT i.id AS id, '' AS text,
               CASE WHEN p.number = :pilot AND i.number = :number THEN 0
                    WHEN {wanted.in_head("i.folded")} THEN 1 ELSE 2 END AS place
        FROM backlog_item i JOIN pilot p ON p.id = i.pilot_id
        WHERE ({wanted.all_in("i.folded")}) OR (p.number = :pilot AND i.number = :number)
        UNION ALL SELECT n.item_id, n.text, 3 FROM item_note n WHERE {wanted.all_in("n.folded")}
        UNION ALL SELECT c.item_id, c.text, 4 FROM acceptance_criterion c WHERE {wanted.all_in("c.folded")}
    )
    SELECT p.number, i.number, i.title, f.place, CASE WHEN f.place = 2 THEN i.description ELSE f.text END
    FROM found f JOIN backlog_item i ON i.id = f.id JOIN pilot p ON p.id = i.pilot_id
    ORDER BY f.place, CASE WHEN i.state IN ('done', 'dropped') THEN 1 ELSE 0 END, i.state_since DESC, i.id
    LIMIT :limit
    """


def _item(wanted: Wanted, record: Record) -> Ranked:
    pilot, number, title, place, text = record
    field = {3: "note", 4: "acceptance_criteria"}.get(place, "description")
    return _hit(wanted, place, "item", item_key(pilot, number), title, {field: text})


def _plain(table: str, alias_columns: str, last: str) -> Callable[[Wanted], str]:
    """A statement over a table whose rows have a number and a search text."""

    def statement(wanted: Wanted) -> str:
        return f"""
        SELECT number, CASE WHEN number = :number THEN 0 WHEN {wanted.in_head("folded")} THEN 1 ELSE 2 END AS place,
               {alias_columns}
        FROM {table} WHERE ({wanted.all_in("folded")}) OR number = :number
        ORDER BY 2, {last}, number LIMIT :limit
        """

    return statement


def _pilot(wanted: Wanted, record: Record) -> Ranked:
    number, place, title, *texts = record
    fields = ("aim", "hypothesis", "prediction", "description", "partners", "research")
    return _hit(wanted, place, "pilot", pilot_key(number), title, dict(zip(fields, texts, strict=True)))


def _feedback(wanted: Wanted) -> str:
    return f"""
    SELECT number, CASE WHEN number = :number THEN 0 ELSE 2 END AS place, quote, prompt, answer, role
    FROM feedback WHERE ({wanted.all_in("folded")}) OR number = :number
    ORDER BY 2, on_day DESC, number DESC LIMIT :limit
    """


def _voice(wanted: Wanted, record: Record) -> Ranked:
    number, place, quote, prompt, answer, role = record
    title = shortened(quote, TITLE) or role
    return _hit(
        wanted, place, "feedback", feedback_key(number), title, {"quote": quote, "prompt": prompt, "answer": answer}
    )


def _team(wanted: Wanted, record: Record) -> Ranked:
    number, place, name, *texts = record
    fields = ("purpose", "charter", "agreements", "definition_of_ready", "definition_of_done")
    return _hit(wanted, place, "team", team_key(number), name, dict(zip(fields, texts, strict=True)))


def _site(wanted: Wanted, record: Record) -> Ranked:
    number, place, name, note = record
    return _hit(wanted, place, "site", site_key(number), name, {"note": note})


def _sprints(wanted: Wanted) -> str:
    return f"""
    WITH found AS (
        SELECT s.id AS id, '' AS text, CASE WHEN s.number = :number THEN 0 ELSE 1 END AS place
        FROM sprint s WHERE ({wanted.all_in("s.folded")}) OR s.number = :number
        UNION ALL SELECT n.sprint_id, n.text, 3 FROM daily_note n WHERE {wanted.all_in("n.folded")}
    )
    SELECT s.number, f.place, CASE WHEN s.goal <> '' THEN s.goal ELSE s.name END, f.text
    FROM found f JOIN sprint s ON s.id = f.id
    ORDER BY f.place, CASE s.state WHEN 'active' THEN 0 WHEN 'planned' THEN 1 ELSE 2 END, s.start_on DESC, s.id
    LIMIT :limit
    """


def _sprint(wanted: Wanted, record: Record) -> Ranked:
    number, place, goal, note = record
    return _hit(wanted, place, "sprint", sprint_key(number), goal or sprint_key(number), {"note": note})


def _impediments(wanted: Wanted) -> str:
    return f"""
    SELECT m.number, CASE WHEN m.number = :number THEN 0 ELSE 1 END AS place, m.title, s.number, t.number
    FROM impediment m JOIN team t ON t.id = m.team_id LEFT JOIN sprint s ON s.id = m.sprint_id
    WHERE ({wanted.all_in("m.folded")}) OR m.number = :number
    ORDER BY 2, CASE WHEN m.answered_at IS NULL THEN 0 ELSE 1 END, m.raised_at DESC, m.id LIMIT :limit
    """


def _impediment(wanted: Wanted, record: Record) -> Ranked:
    number, place, title, sprint, team = record
    where, hit = _hit(wanted, place, "impediment", impediment_key(number), title, {})
    return where, hit._replace(at=team_key(team) if sprint is None else sprint_key(sprint))


def _actions(wanted: Wanted) -> str:
    return f"""
    SELECT a.number, CASE WHEN a.number = :number THEN 0 ELSE 1 END AS place, a.text, r.number
    FROM retro_action a JOIN retrospective r ON r.id = a.retro_id
    WHERE ({wanted.all_in("a.folded")}) OR a.number = :number
    ORDER BY 2, CASE WHEN a.done_on IS NULL AND a.drop_reason = '' THEN 0 ELSE 1 END, a.agreed_on DESC, a.id
    LIMIT :limit
    """


def _action(wanted: Wanted, record: Record) -> Ranked:
    number, place, text, retro = record
    where, hit = _hit(wanted, place, "action", action_key(number), text, {})
    return where, hit._replace(at=retro_key(retro))


def _decisions(wanted: Wanted) -> str:
    return f"""
    SELECT d.number, CASE WHEN d.number = :number THEN 0 ELSE 2 END AS place, d.kind, d.withdrawn_at IS NOT NULL,
           p.number, p.title, d.reason, d.conditions
    FROM decision d JOIN pilot p ON p.id = d.pilot_id
    WHERE ({wanted.all_in("d.folded")}) OR d.number = :number
    ORDER BY 2, CASE WHEN d.withdrawn_at IS NULL THEN 0 ELSE 1 END, d.decided_on DESC, d.id DESC LIMIT :limit
    """


def _decision(wanted: Wanted, record: Record) -> Ranked:
    number, place, kind, withdrawn, pilot, title, reason, conditions = record
    said = f"{kind}{' (withdrawn)' if withdrawn else ''}: {pilot_key(pilot)} {title}"
    texts = {"reason": reason, "conditions": conditions}
    return _hit(wanted, place, "decision", decision_key(number), said, texts)


def _told(kind: HitKind, *fields: str) -> Callable[[Wanted, Record], Ranked]:
    """A hit of a thing with a number, a title and texts."""

    def view(wanted: Wanted, record: Record) -> Ranked:
        number, place, title, *texts = record
        key = str(Key(kind, number))
        return _hit(wanted, place, kind, key, shortened(title, TITLE), dict(zip(fields, texts, strict=True)))

    return view


def _people(wanted: Wanted) -> str:
    return f"""
    SELECT number,
           CASE WHEN number = :number THEN 0 WHEN {wanted.all_in("folded")} THEN 1 ELSE 2 END AS place,
           name, handle, email
    FROM person WHERE ({wanted.all_in("folded", "handle", "lower(email)")}) OR number = :number
    ORDER BY 2, CASE WHEN active THEN 0 ELSE 1 END, number LIMIT :limit
    """


def _person(wanted: Wanted, record: Record) -> Ranked:
    number, place, name, handle, email = record
    return _hit(wanted, place, "person", person_key(number), name, {"handle": handle, "email": email})


_OPEN = "CASE WHEN closed_on IS NULL THEN 0 ELSE 1 END"
_RUNNING = "CASE WHEN ended_on IS NULL THEN 0 ELSE 1 END"
_WAITING = "CASE WHEN answered_on IS NULL THEN 0 ELSE 1 END"
_KINDS: dict[HitKind, tuple[Callable[[Wanted], str], Callable[[Wanted, Record], Ranked]]] = {
    "item": (_items, _item),
    "pilot": (
        _plain(
            "pilot",
            "title, aim, hypothesis, prediction, description, partners, research",
            "CASE WHEN closed_on IS NULL AND parked_on IS NULL THEN 0 ELSE 1 END",
        ),
        _pilot,
    ),
    "sprint": (_sprints, _sprint),
    "impediment": (_impediments, _impediment),
    "action": (_actions, _action),
    "feedback": (_feedback, _voice),
    "priority": (_plain("priority", "title, description", _OPEN), _told("priority", "description")),
    "strategy": (_plain("strategy", "title, description", _OPEN), _told("strategy", "description")),
    "goal": (_plain("goal", "title, description", _OPEN), _told("goal", "description")),
    "idea": (
        _plain("idea", "title, need, for_whom, might_help, assessment", _WAITING),
        _told("idea", "need", "for_whom", "might_help", "assessment"),
    ),
    "programme": (_plain("programme", "name, note", _RUNNING), _told("programme", "note")),
    "decision": (_decisions, _decision),
    "support": (_plain("support_request", "text, note", _WAITING), _told("support", "note")),
    "team": (
        _plain(
            "team",
            "name, purpose, charter, agreements, definition_of_ready, definition_of_done",
            "CASE WHEN dissolved_on IS NULL AND parked_on IS NULL THEN 0 ELSE 1 END",
        ),
        _team,
    ),
    "person": (_people, _person),
    "site": (_plain("site", "name, note", "CASE WHEN active THEN 0 ELSE 1 END"), _site),
}
