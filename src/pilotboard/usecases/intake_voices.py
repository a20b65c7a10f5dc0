"""Voices of a file against the feedback log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from pilotboard.domain.feedback import (
    CHANNEL_WORDS,
    ROLE_WORDS,
    Channel,
    Consent,
    Sentiment,
    VoiceRole,
)
from pilotboard.domain.intake import IncomingVoice, Parsed, Remark
from pilotboard.domain.intake_report import IntakeReport
from pilotboard.domain.keys import site_key
from pilotboard.domain.text import folded, shortened
from pilotboard.store.reading import intake as reading
from pilotboard.store.reading.intake import Home, Known
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases.intake_plan import clash, home_of, id_of, report_of, sorted_out

if TYPE_CHECKING:
    from pilotboard.domain.intake_report import Progress
    from pilotboard.store.writing.unit import Tx

E = TypeVar("E", bound=StrEnum)
SLICE = 5000
"""Voices written between two reports of progress."""
UNKNOWN_ROLE = VoiceRole.COMMUNITY
"""As what somebody speaks whose file does not tell, or tells in words of its own."""
_THEME = 60
_GROUP = 120
_SHOWN = {"on_day": "date", "site_id": "site", "focal_group": "group", "quote": "text", "good_end": "good"}


@dataclass(slots=True)
class VoicePlan:
    """Everything that an import of voices would write."""

    home: Home
    report: IntakeReport
    fresh: list[IncomingVoice] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    updates: list[tuple[Known, dict[str, object], list[str]]] = field(default_factory=list)
    hashes: dict[int, str] = field(default_factory=dict)


class _Reading:
    """Voices as columns; what a word means is looked up once."""

    def __init__(self, reader: Reader, home: Home, today: date, report: IntakeReport) -> None:
        self._sites = {}
        for row_id, number, name in reading.sites(reader):
            self._sites[folded(name)] = self._sites[folded(site_key(number))] = row_id
        self._home = home
        self._today = today
        self._report = report
        self.unmatched: set[str] = set()

    def site(self, name: str) -> int | None:
        return self._sites.get(folded(name)) if name else None

    def columns(self, voice: IncomingVoice) -> dict[str, Any]:
        site = self.site(voice.site)
        if voice.site and site is None:
            self._tell(voice, "site", "No site goes by this name: it goes in without one.", voice.site)
        rating = voice.rating
        if rating is not None and not float(rating).is_integer():
            self._tell(voice, "rating", "Only whole numbers are kept: it goes in without its rating.", str(rating))
            rating = None
        if voice.heard_on is None:
            self._tell(voice, "date", "Without a date: the day of the import stands for it.", "")
        return {
            "pilot_id": self._home.pilot_id,
            "on_day": voice.heard_on or self._today,
            "role": self._word(voice, "role", voice.role, VoiceRole, ROLE_WORDS) or UNKNOWN_ROLE,
            "site_id": site,
            "channel": self._word(voice, "channel", voice.channel, Channel, CHANNEL_WORDS) or Channel.SURVEY,
            "focal_group": shortened(voice.group, _GROUP),
            "prompt": voice.prompt,
            "rating": None if rating is None else int(rating),
            "scale_low": voice.low,
            "scale_high": voice.high,
            "good_end": None if voice.good is None else voice.good.value,
            "quote": voice.text,
            "no_content": voice.no_content and rating is None,
            "sentiment": self._word(voice, "sentiment", voice.sentiment, Sentiment, {}),
            "severity": voice.severity or 1,
            "consent": self._word(voice, "consent", voice.consent, Consent, {}) or Consent.NONE,
            "folded": folded(f"{voice.text} {voice.prompt}"),
        }

    def _word(self, voice: IncomingVoice, name: str, text: str, words: type[E], others: Mapping[str, str]) -> E | None:
        if not text:
            return None
        said = folded(text)
        found = others.get(said, said)
        if found in set(words):
            return words(found)
        self._tell(voice, name, f"This is none of {', '.join(words)}: left out.", text)
        return None

    def _tell(self, voice: IncomingVoice, name: str, message: str, value: str) -> None:
        if value:
            self.unmatched.add(f"{name} {value}")
        self._report.remarks.append(Remark(voice.row, voice.external_id, name, message, shortened(value, 60)))


def themes_of(voice: IncomingVoice) -> list[str]:
    """Its themes, short enough to be kept."""
    return list(dict.fromkeys(shortened(name, _THEME) for name in voice.themes))


def plan_voices(reader: Reader, parsed: Parsed, home: Home, blank_clears: bool, today: date) -> VoicePlan:
    """What importing these voices would do."""
    report = report_of(parsed, home)
    plan = VoicePlan(home, report)
    words = _Reading(reader, home, today, report)
    held = reading.known(reader, reading.VOICE, parsed.source, {home_of(one, home) for one in parsed.voices})

    def look_again(voice: IncomingVoice, known: Known) -> bool:
        return blank_clears or (known.matched is None and words.site(voice.site) is not None)

    plan.fresh, candidates = sorted_out(parsed.voices, held, home, report, look_again)
    plan.rows = [words.columns(voice) for voice in plan.fresh]
    ids = [known.row_id for _, known, _ in candidates]
    rows = reading.stored(reader, reading.VOICE, ids) if ids else {}
    themes = reading.voice_themes(reader, ids) if ids else {}
    edits = reading.local_edits(reader, reading.VOICE, ids) if ids else {}
    for voice, known, same in candidates:
        row = rows[known.row_id]
        told = words.columns(voice)
        columns = {
            name: value
            for name, value in told.items()
            if name in row and row[name] != value and (blank_clears or _says(voice, name, value))
        }
        if same and not blank_clears:
            columns = {name: value for name, value in columns.items() if name == "site_id"}
        lost = {name: value for name, value in columns.items() if name in edits[known.row_id]}
        if lost:
            clash(report, voice, known, {_SHOWN.get(name, name): value for name, value in lost.items()})
            continue
        more = [] if same else [name for name in themes_of(voice) if folded(name) not in themes[known.row_id]]
        if not same:
            plan.hashes[known.link_id] = voice.hash
        if not columns and not more:
            report.unchanged += 1
            continue
        report.update += 1
        for name, value in columns.items():
            report.differs(voice.row, known.key, _SHOWN.get(name, name), row[name], value)
        if {"quote", "prompt"} & set(columns):
            columns["folded"] = told["folded"]
        plan.updates.append((known, columns, more))
    report.unmatched = tuple(sorted(words.unmatched))
    return plan


def _says(voice: IncomingVoice, name: str, value: object) -> bool:
    """Whether the file says this, so that it may change what is here: a blank cell says nothing."""
    spoken = {
        "on_day": voice.heard_on,
        "role": voice.role,
        "channel": voice.channel,
        "consent": voice.consent,
        "severity": voice.severity,
        "no_content": voice.text or voice.rating,
    }
    return spoken.get(name, value) not in (None, "")


def write_voices(tx: Tx, plan: VoicePlan, source: str, go_on: Progress) -> None:
    """Write what was planned. ``go_on`` is asked between slices and may end it by raising."""
    from pilotboard.store.writing import intake as writing

    total = len(plan.fresh) + len(plan.updates)
    for start in range(0, len(plan.fresh), SLICE):
        go_on(start, total)
        part = plan.fresh[start : start + SLICE]
        ids = writing.add_voices(tx, plan.rows[start : start + SLICE], [themes_of(one) for one in part])
        rows = [(home_of(one, plan.home), id_of(one), one.hash, row_id) for one, row_id in zip(part, ids, strict=True)]
        writing.link(tx, source, reading.VOICE, rows)
    go_on(len(plan.fresh), total)
    if plan.updates:
        writing.change_voices(tx, {known.row_id: columns for known, columns, _ in plan.updates if columns})
        writing.give_themes(tx, [(known.row_id, more) for known, _, more in plan.updates if more])
    if plan.hashes:
        writing.relink(tx, plan.hashes)
