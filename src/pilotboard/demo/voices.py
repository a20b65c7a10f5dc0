"""What people said about the pilots of the sample, and what they were answered."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.demo.material import Pilot, Programme
from pilotboard.demo.work import RECENT
from pilotboard.domain.feedback import AnswerKind, Channel, Consent, FeedbackStatus, Identity, VoiceRole
from pilotboard.domain.keys import feedback_key, item_key, pilot_key
from pilotboard.domain.no_content import no_content
from pilotboard.domain.text import folded

_KINDS = {"+": AnswerKind.DID, "-": AnswerKind.DID_NOT, "x": AnswerKind.DID_NOT}
_CHANNELS = (Channel.HALLWAY, Channel.HALLWAY, Channel.MEETING, Channel.MESSAGE, Channel.INTERVIEW, Channel.OBSERVATION)
_AFTERNOON = 400
_LONGEST_WAIT = 18
_SERIOUS = ("privacy", "safety", "consent")


@dataclass(slots=True)
class Voice:
    """One voice: where it stands in the sample, its columns when it is heard, and its answer with the day of it."""

    place: int
    pilot: Pilot
    actor: str
    heard: date
    columns: dict[str, Any]
    themes: tuple[str, ...] = ()
    item: str = ""
    answer: dict[str, Any] | None = None

    @property
    def ref(self) -> Ref:
        """Its row."""
        return Ref("Feedback", self.place)


def voice_acts(programme: Programme, days: SchoolDays, folder: Path) -> Iterator[Act]:
    """Everything that was heard and answered; numbers are given by `numbered`, once all acts are in order."""
    said = tomllib.loads((folder / "voices.toml").read_text(encoding="utf-8"))
    pilots = {pilot.number: pilot for pilot in programme.pilots}
    told = Random("voices")
    voices: list[Voice] = []
    for part in said["voices"]:
        pilot = pilots[part["pilot"]]
        first = len(voices)
        voices += [_voice(first + place, pilot, line, days, told) for place, line in enumerate(part["said"])]
    forms = []
    for form in said["form"]:
        form_voices = list(_form(len(voices), pilots[form["pilot"]], form, said["comments"], days, told))
        forms.append(form_voices)
        voices += form_voices
    report = said["report"]
    reported = next(voice for voice in voices if voice.columns["quote"] == report["text"])
    reported.columns["severity"] = 4
    single = [voice for voice in voices if voice.columns["channel"] != Channel.SURVEY]
    acts = [*(_form_act(one) for one in forms), *_heard_and_answered(single, days)]
    written = max(act.at for act in acts if any(add.ref == reported.ref for add in act.adds))
    yield from acts
    yield _judged(report, reported, max(moment(days.ago(report["days"]), _AFTERNOON), written + timedelta(minutes=9)))
    yield _linked(voices, days)


def _voice(place: int, pilot: Pilot, line: list[Any], days: SchoolDays, told: Random) -> Voice:
    ago, role, site, text, themes, answer, *item = line
    heard = days.ago(ago)
    actor = pilot.coach or pilot.written_by
    marks = tuple(theme.strip() for theme in themes.split(","))
    columns = _columns(pilot, heard, role, site, text, actor, told)
    columns |= {
        "channel": told.choice(_CHANNELS),
        "severity": 3 if set(marks) & set(_SERIOUS) else told.choice((1, 1, 2)),
    }
    columns["consent"] = told.choice((Consent.NONE, Consent.INTERNAL, Consent.PUBLIC))
    voice = Voice(place, pilot, actor, heard, columns, marks, item[0] if item else "")
    if answer:
        kind, words = answer[0], answer[2:]
        on = days.ago(max(ago - told.randint(1, min(_LONGEST_WAIT, max(ago - 1, 1))), 1))
        status = FeedbackStatus.DECLINED if kind == "x" else FeedbackStatus.ANSWERED
        if status == FeedbackStatus.ANSWERED and ago > 60:
            status = FeedbackStatus.CLOSED
        voice.answer = {
            "answer": words,
            "answer_kind": _KINDS[kind],
            "answered_on": max(on, heard),
            "status": status,
            "folded": folded(f"{text}  {words}"),
        }
    elif item:
        columns["status"] = FeedbackStatus.ACTING
    elif ago > RECENT:
        columns["status"] = FeedbackStatus.TRIAGED
    return voice


def _form(
    first: int, pilot: Pilot, form: Mapping[str, Any], comments: list[str], days: SchoolDays, told: Random
) -> Iterator[Voice]:
    heard = days.ago(form["days"])
    kind, answer = form["answer"][0], form["answer"][2:]
    for place, rating in enumerate(form["ratings"]):
        text = told.choice(comments)
        columns = _columns(pilot, heard, form["role"], form["site"], text, pilot.coach or pilot.written_by, told)
        columns |= {
            "channel": Channel.SURVEY,
            "prompt": form["prompt"],
            "rating": rating,
            "scale_low": 1,
            "scale_high": 5,
            "good_end": "high",
            "status": FeedbackStatus.CLOSED,
            "answer": answer,
            "answer_kind": _KINDS[kind],
            "answered_on": days.ago(form["days"] - told.randint(4, 8)),
            "folded": folded(f"{text} {form['prompt']} {answer}"),
        }
        yield Voice(first + place, pilot, pilot.coach or pilot.written_by, heard, columns)


def _columns(pilot: Pilot, heard: date, role: str, site: str, text: str, actor: str, told: Random) -> dict[str, Any]:
    return {
        "number": 0,
        "pilot_id": Ref("Pilot", pilot.number),
        "site_id": Ref("Site", site) if site else None,
        "on_day": heard,
        "role": VoiceRole(role),
        "prompt": "",
        "rating": None,
        "scale_low": None,
        "scale_high": None,
        "good_end": None,
        "quote": text,
        "no_content": False,
        "severity": 1,
        "status": FeedbackStatus.NEW,
        "answer": "",
        "answer_kind": None,
        "answered_on": None,
        "consent": Consent.NONE,
        "identity": Identity.ANONYMOUS,
        "created_at": moment(heard, _AFTERNOON + told.randint(0, 90)),
        "logged_by": actor,
        "folded": folded(f"{text}  "),
    }


def _add(act: Act, voice: Voice) -> None:
    """The row of a voice with its themes, answered when the answer came before the act ends."""
    voice.columns["no_content"] = voice.columns["rating"] is None and no_content(voice.columns["quote"])
    act.adds.append(Add(voice.ref, voice.columns))
    for name in voice.themes:
        act.adds.append(Add(Ref("Theme", name), {"name": name, "folded": folded(name)}))
        link = {"feedback_id": voice.ref, "theme_id": Ref("Theme", name)}
        act.adds.append(Add(Ref("FeedbackTheme", (voice.place, name)), link))


def _form_act(voices: list[Voice]) -> Act:
    first = voices[0]
    said = f"Wrote down and answered {len(voices)} sheets of a form about {pilot_key(first.pilot.number)}."
    at = moment(max(voice.columns["answered_on"] for voice in voices), _AFTERNOON + 100)
    act = Act(at, first.actor, "feedback.add", said)
    for voice in voices:
        _add(act, voice)
    return act


def _heard_and_answered(voices: list[Voice], days: SchoolDays) -> Iterator[Act]:
    """A month of a pilot at a time what lies back, act by act what is fresh."""
    recent = days.last(RECENT)
    events: list[tuple[datetime, bool, Voice]] = []
    for voice in voices:
        events.append((voice.columns["created_at"], False, voice))
        if voice.answer is not None:
            answered = moment(voice.answer["answered_on"], _AFTERNOON + 100)
            events.append((answered, True, voice))
    old = [event for event in events if event[0].date() < recent]

    def month(event: tuple[datetime, bool, Voice]) -> tuple[int, int, int]:
        return event[2].pilot.number, event[0].year, event[0].month

    for _, group in groupby(sorted(old, key=lambda event: (month(event), event[0])), key=month):
        yield _month(list(group))
    for at, is_answer, voice in sorted(events, key=lambda event: event[0]):
        if at.date() >= recent:
            yield _single(at, is_answer, voice)


def _month(events: list[tuple[datetime, bool, Voice]]) -> Act:
    at, _, last = events[-1]
    heard = [voice for _, is_answer, voice in events if not is_answer]
    answered = [voice for _, is_answer, voice in events if is_answer]
    said = f"A month of {pilot_key(last.pilot.number)}: {len(heard)} voices heard, {len(answered)} answered."
    act = Act(at, last.actor, "sample.month", said)
    for voice in heard:
        if voice in answered and voice.answer is not None:
            voice.columns |= voice.answer
        _add(act, voice)
    for voice in answered:
        if voice not in heard and voice.answer is not None:
            act.changes.append(Change(voice.ref, voice.answer))
    return act


def _single(at: datetime, is_answer: bool, voice: Voice) -> Act:
    if not is_answer:
        act = Act(at, voice.actor, "feedback.add", "Logged {}.")
        _add(act, voice)
        return act
    assert voice.answer is not None
    word = "Declined" if voice.answer["status"] == FeedbackStatus.DECLINED else "Answered"
    return Act(at, voice.actor, "feedback.answer", f"{word} {{}}.", changes=[Change(voice.ref, voice.answer)])


def _judged(report: Mapping[str, Any], voice: Voice, at: datetime) -> Act:
    act = Act(at, report["judge"], "feedback.judge", "Judged {}: half judged.")
    values = {"feedback_id": voice.ref, "at": at, "judge": report["judge"]}
    values |= {name: report[name] for name in ("role", "verdict", "reason")}
    act.adds.append(Add(Ref("SeverityJudgement", voice.place), values))
    return act


def _linked(voices: list[Voice], days: SchoolDays) -> Act:
    """The items that came of voices, found by their titles."""
    wanted = [voice for voice in voices if voice.item]
    act = Act(moment(days.last(1), _AFTERNOON + 110), wanted[0].actor, "feedback.link", "")
    for voice in wanted:
        number = 1 + next(n for n, item in enumerate(voice.pilot.items) if item.title == voice.item)
        item = Ref("BacklogItem", item_key(voice.pilot.number, number))
        act.changes.append(Change(voice.ref, {"item_id": item}))
    act.said = f"Linked {len(wanted)} voices to the items that take them up."
    return act


def numbered(acts: list[Act]) -> None:
    """Give the voices of all acts, in their order, the numbers they are stored with, and the acts their keys."""
    numbers: dict[Ref, int] = {}
    for act in acts:
        about = [add.ref for add in act.adds if add.ref.table == "Feedback"]
        for add in act.adds:
            if add.ref.table == "Feedback":
                numbers[add.ref] = len(numbers) + 1
                assert isinstance(add.values, dict)
                add.values["number"] = numbers[add.ref]
            elif add.ref.table == "SeverityJudgement":
                about.append(Ref("Feedback", add.ref.name))
        about += [change.ref for change in act.changes if change.ref.table == "Feedback"]
        if about:
            act.keys = (*act.keys, *(feedback_key(numbers[ref]) for ref in dict.fromkeys(about)))
            act.said = act.said.format(act.keys[-1])
