"""Rows into drafts of voices: one a row where the file has a column for the question, else one a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.domain.intake import IncomingVoice
from pilotboard.domain.text import clean, folded, has_visible, shortened
from pilotboard.importing import values
from pilotboard.importing.catalogue import preset
from pilotboard.importing.forms import RunningIds, fingerprint, question_key
from pilotboard.importing.mapping import occurrence
from pilotboard.importing.moments import BadValue
from pilotboard.importing.reading import MAX_PROSE, Reading

if TYPE_CHECKING:
    from datetime import tzinfo

    from pilotboard.importing.mapping import ImportMap
    from pilotboard.importing.source import Source

_MAX_PROMPT = 500
_SHARED = frozenset(("external_id", "container", "date", "role", "site", "group", "channel", "theme", "theme_mark"))
_SHARED_MORE = frozenset(("sentiment", "severity", "consent"))


def _first(places: tuple[int, ...]) -> int | None:
    return places[0] if places else None


def _questions(texts: tuple[int, ...], ratings: tuple[int, ...]) -> list[tuple[int | None, int | None]]:
    """The questions of a form, left to right, as (text, rating): a rating takes the text right beside it as its why.

    Such a pair goes by the rating's question, so that columns added later leave every earlier id as it was.
    """
    pairs: dict[int, tuple[int | None, int | None]] = {place: (None, place) for place in ratings}
    for place in texts:
        beside = pairs.get(place - 1)
        if beside is not None and beside[0] is None:
            pairs[place - 1] = (place, beside[1])
        else:
            pairs[place] = (place, None)
    return [pairs[place] for place in sorted(pairs)]


class VoiceReader(Reading):
    """Reads feedback. ``wide``: every question has a column of its own, so a row may hold several voices."""

    def __init__(self, source: Source, mapping: ImportMap, zone: tzinfo) -> None:
        super().__init__(source.table, mapping, zone)
        known = preset(mapping.preset)
        self._no_content = known.no_content
        self._scale = mapping.scale if "scale" not in mapping.pending else None
        self._ids = RunningIds()
        texts, ratings = self.places["text"], self.places["rating"]
        asked = bool(self.places["prompt"]) or "prompt" in mapping.fixed
        self.wide = not asked and (bool(known.first) or len(texts) > 1 or len(ratings) > 1)
        self._questions = _questions(texts, ratings) if self.wide else [(_first(texts), _first(ratings))]
        header = source.table.header
        self._keys = {place: question_key(header[place], occurrence(header, place)) for place in (*texts, *ratings)}
        self._prompts = {place: clean(header[place]).text for place in (*texts, *ratings)}
        self._marks = [(place, clean(header[place]).text) for place in self.places["theme_mark"]]
        self._has_ids = bool(self.places["external_id"])
        self._has_date = bool(self.places["date"])
        if self.wide:
            self.hash_over(_SHARED | _SHARED_MORE)

    def read(self, index: int) -> None:
        """Turn a row into drafts, or into the errors that keep it out."""
        self.turn_to(index)
        container = self.container()
        shared = self._shared(container)
        if self.wrong:
            return
        answered = [pair for pair in self._questions if not self.wide or self._filled(pair)]
        if not answered:
            self.remark("text", "Nobody answered anything in this row.")
            return
        basis = self._basis(shared)
        for text, rating in answered:
            voice = self._voice(shared, text, rating)
            places = [place for place in (rating, text) if place is not None]
            voice.external_id = f"{basis}/{self._keys[places[0]]}" if self.wide else basis
            voice.hash = self.hash(*(self.row[place] for place in places if self.wide))
            if not self.first_time(container, voice.external_id):
                return
            self.found.voices.append(voice)

    def finish(self) -> None:
        """Nothing is left to add."""

    def _filled(self, pair: tuple[int | None, int | None]) -> bool:
        return any(place is not None and bool(self.row[place].strip()) for place in pair)

    def _basis(self, shared: IncomingVoice) -> str:
        """The row's id: its own, else its time with a running number, else what it says with a running number."""
        if self._has_ids and self.id:
            return self.id
        if self._has_date and shared.heard_at is not None:
            return self._ids.next(shared.heard_at.isoformat())
        return self._ids.next(fingerprint(*(self.row[place] for places in self.places.values() for place in places)))

    def _shared(self, container: str) -> IncomingVoice:
        """What all voices of the row have in common."""
        at = self.moment("date")
        day = None
        for place in self.places["date"]:
            if at is not None and self.row[place].strip():
                try:
                    day = self.dates_of(place).day(self.row[place])
                except BadValue as fault:
                    self.error("date", str(fault), self.row[place])
        if self.places["rating"] and self._scale is None:
            self.error("rating", "The scale is only guessed; accept the guess or choose low, high and the good end.")
        return IncomingVoice(
            row=self.line,
            external_id="",
            container=container,
            hash="",
            heard_on=day,
            heard_at=at,
            role=self.line_of("role"),
            site=self.line_of("site"),
            group=self.line_of("group"),
            channel=self.line_of("channel"),
            themes=self._themes(),
            sentiment=self.line_of("sentiment"),
            severity=self._severity(),
            consent=self.line_of("consent"),
        )

    def _voice(self, shared: IncomingVoice, text: int | None, rating: int | None) -> IncomingVoice:
        said = self._said(self.row[text]) if text is not None else ""
        stars = self._rating(rating)
        headings = [self._prompts[place] for place in (rating, text) if place is not None]
        prompt = self.line_of("prompt", _MAX_PROMPT) or shortened(" / ".join(headings), _MAX_PROMPT)
        scale = self._scale if rating is not None else None
        return IncomingVoice(
            row=shared.row,
            external_id="",
            container=shared.container,
            hash="",
            heard_on=shared.heard_on,
            heard_at=shared.heard_at,
            text=said,
            no_content=text is not None and self._says_nothing(said),
            prompt=prompt,
            rating=stars,
            low=scale.low if scale else None,
            high=scale.high if scale else None,
            good=scale.good if scale else None,
            role=shared.role,
            site=shared.site,
            group=shared.group,
            channel=shared.channel,
            themes=shared.themes,
            sentiment=shared.sentiment,
            severity=shared.severity,
            consent=shared.consent,
        )

    def _said(self, cell: str) -> str:
        text = self.cleaned("text", cell) if cell else ""
        if len(text) <= MAX_PROSE:
            return text
        self.remark("text", f"Longer than {MAX_PROSE:,} characters: the end was left out.", text)
        return shortened(text, MAX_PROSE)

    def _says_nothing(self, text: str) -> bool:
        """Whether an answer is blank or a word that stands for none; it stays an answer."""
        return not text or (len(text) <= 40 and folded(text) in self._no_content)

    def _rating(self, place: int | None) -> float | None:
        """The rating of a row; a code off the scale is told and left out, the voice goes in."""
        cell = self.row[place].strip() if place is not None else ""
        if not cell or self._scale is None or folded(cell) in self._no_content:
            return None
        try:
            number = values.rating(cell, self._scale.high)
        except BadValue as fault:
            self.remark("rating", f"{fault} The voice goes in without it.", cell)
            return None
        if self._scale.low <= number <= self._scale.high:
            return number
        self.remark(
            "rating", f"Off the scale {self._scale.low} to {self._scale.high}: the voice goes in without it.", cell
        )
        return None

    def _themes(self) -> tuple[str, ...]:
        words = [name for place, name in self._marks if self.row[place] and values.is_mark(self.row[place])]
        for cell in self.cells("theme") if self.places["theme"] else ():
            words += [word for part in values.several(cell) if has_visible(word := clean(part).text)]
        return tuple(dict.fromkeys(shortened(word, 120) for word in words)) if words else ()

    def _severity(self) -> int | None:
        cell = self.cell("severity") if self.places["severity"] else ""
        if not cell.strip():
            return None
        try:
            found = values.whole(cell, 4)
        except BadValue:
            found = 0
        if found == 0:
            self.error("severity", "Severity is a whole number from 1 (info) to 4 (harm).", cell)
        return found
