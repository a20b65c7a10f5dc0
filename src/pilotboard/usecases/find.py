"""Finding across everything: pilots, items with notes, voices, plan, ideas, decisions, teams, people, sites."""

from __future__ import annotations

from collections.abc import Sequence

from pilotboard.domain.errors import InvalidInput
from pilotboard.domain.find import FindHit, HitKind, find_words
from pilotboard.domain.keys import Key, looks_like_key, parse_key
from pilotboard.domain.people import PersonRole
from pilotboard.store.reading import find as reading
from pilotboard.store.reading.reader import Reader
from pilotboard.store.reading.retros import released_to
from pilotboard.usecases.workspace import Workspace


def find(ws: Workspace, text: str, *, kinds: Sequence[HitKind] = reading.KINDS, limit: int = 20) -> list[FindHit]:
    """What holds all the words of `text`, at most `limit` of each kind: the thing of that key first, then titles and
    names, then the other texts. Nothing for a text without words. A leader finds the actions that teams released.
    """
    words = find_words(text)
    if not words:
        return []
    wanted = reading.Wanted(words, _key(text))

    actor, today = ws.actor, ws.today()

    def query(reader: Reader) -> list[FindHit]:
        found = [ranked for kind in kinds for ranked in reading.hits(reader, wanted, kind, limit)]
        if actor.role == PersonRole.LEADER:
            told = released_to(reader, actor.person_id, today)
            found = [one for one in found if one[1].kind != "action" or one[1].at in told]
        return [hit for _, hit in sorted(found, key=lambda ranked: min(ranked[0], 2))]

    return ws.read(query)


def _key(text: str) -> Key | None:
    try:
        return parse_key(text) if looks_like_key(text) else None
    except InvalidInput:
        return None
