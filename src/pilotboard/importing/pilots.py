"""Rows into drafts of pilots: a portfolio. Rows of one id (or title) are one pilot, judged outcome by outcome."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pilotboard.domain.decisions import SYNONYMS, DecisionKind
from pilotboard.domain.intake import IncomingPilot
from pilotboard.domain.text import folded, has_visible, shortened
from pilotboard.domain.verdicts import Judged, Verdict
from pilotboard.importing import values
from pilotboard.importing.catalogue import preset
from pilotboard.importing.moments import BadValue
from pilotboard.importing.reading import MAX_PROSE, MAX_TITLE, Reading, one_line

if TYPE_CHECKING:
    from datetime import tzinfo

    from pilotboard.importing.mapping import ImportMap
    from pilotboard.importing.source import Source

_PEOPLE = 100_000_000
_TEXTS = ("aim", "hypothesis", "prediction", "description", "research", "partners")


class PilotReader(Reading):
    """Reads pilots; a pilot is whole when all rows were read."""

    def __init__(self, source: Source, mapping: ImportMap, zone: tzinfo) -> None:
        super().__init__(source.table, mapping, zone)
        self._verdicts = preset(mapping.preset).verdicts
        self._by_id: dict[tuple[str, str], IncomingPilot] = {}
        self._hashes: dict[tuple[str, str], list[str]] = {}
        self._bad: set[tuple[str, str]] = set()

    def read(self, index: int) -> None:
        """Take a row into its pilot, or into the errors that keep the pilot out."""
        self.turn_to(index)
        title = one_line(self.cell("title"))
        if not has_visible(title):
            self.error("title", "A pilot needs a title.", title)
        elif len(title) > MAX_TITLE:
            self.error("title", f"A title may have {MAX_TITLE} characters.", title)
        container = self.container()
        key = (container, self.id or title)
        verdict = self._verdict()
        decision = self._decision()
        day = self.day("decided")
        if self.wrong:
            self._bad.add(key)
            return
        pilot = self._by_id.get(key)
        if pilot is None:
            pilot = self._by_id[key] = IncomingPilot(self.line, key[1], container, "", title)
            for name in _TEXTS:
                setattr(pilot, name, shortened(self.prose_of(name), MAX_PROSE))
            pilot.sites = tuple(dict.fromkeys(one for cell in self.cells("site") for one in values.several(cell)))
        elif folded(pilot.title) != folded(title):
            self.remark("title", f"Row {pilot.row} has another title for this id: that one is taken.", title)
        if verdict is not None:
            pilot.verdicts = (*pilot.verdicts, verdict)
        if decision is not None:
            pilot.decision, pilot.decided_on = decision, day
            pilot.deciders, pilot.reason = self.line_of("deciders"), shortened(self.prose_of("reason"), MAX_PROSE)
        self._hashes.setdefault(key, []).append(self.hash())

    def _verdict(self) -> Judged | None:
        """The verdict of the row; a blank one is "not rated", which is not "no effect"."""
        if not self.places["verdict"]:
            return None
        words = one_line(self.cell("verdict"))
        found = self._verdicts.get(folded(words), "") if words else Verdict.NOT_RATED.value
        if not found:
            self.error("verdict", "This verdict is not known; write it as positive, promising, mixed, none.", words)
            return None
        people, studies = self._whole("people"), self._whole("studies")
        return Judged(Verdict(found), words, self.line_of("outcome"), studies, people)

    def _whole(self, field: str) -> int | None:
        cell = self.cell(field).strip()
        if not cell:
            return None
        try:
            return values.whole(cell, _PEOPLE)
        except BadValue as fault:
            self.remark(field, f"{fault} It goes in without it.", cell)
            return None

    def _decision(self) -> DecisionKind | None:
        said = one_line(self.cell("decision"))
        if not said:
            return None
        word = SYNONYMS.get(folded(said), folded(said))
        if word not in set(DecisionKind):
            self.error(
                "decision", "A decision is scale, extend, adapt or stop (or adopt, pivot, continue, retire).", said
            )
            return None
        return DecisionKind(word)

    def finish(self) -> None:
        """The pilots none of whose rows is at fault, in the order of the file."""
        for key, pilot in self._by_id.items():
            if key not in self._bad:
                text = "\x1f".join(self._hashes[key])
                pilot.hash = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
                self.found.pilots.append(pilot)
