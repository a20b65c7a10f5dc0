"""The plan of the sample, the ideas that people proposed and the support they asked for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pilotboard.demo.calendar import SchoolDays, moment
from pilotboard.demo.entries import Act, Add, Change, Ref
from pilotboard.demo.material import Programme
from pilotboard.domain.ideas import IdeaState
from pilotboard.domain.keys import goal_key, idea_key, pilot_key, priority_key, strategy_key, support_key
from pilotboard.domain.support import SupportAnswer, SupportKind
from pilotboard.domain.text import search_text

_MORNING, _NOON, _AFTERNOON = 30, 245, 395
_FOUND, _ANSWERED = 25, 65
"""Minutes after the hour of the proposal at which a need was looked into and answered, so that days sort right."""


def plan_acts(programme: Programme, days: SchoolDays, folder: Path) -> Iterator[Act]:
    """Everything of the plan, ideas and support, numbered in the order of the days."""
    plan = _read(folder / "plan.toml")
    yield from _plan(plan, days)
    yield _linked(plan, days, {pilot.number for pilot in programme.pilots})
    said = _read(folder / "ideas.toml")
    ideas = {one["title"]: number for number, one in enumerate(sorted(said["idea"], key=lambda one: -one["ago"]), 1)}
    for one in said["idea"]:
        yield from _idea(one, ideas[one["title"]], days)
    for number, one in enumerate(sorted(said["support"], key=lambda one: -one["ago"]), 1):
        yield from _support(one, number, days, ideas, programme)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _plan(plan: Mapping[str, Any], days: SchoolDays) -> Iterator[Act]:
    """The plan is written down level by level on its first day; what did not go on is closed later."""
    first = days.ago(plan["began"])
    by, acts = plan["by"], {}
    for minutes, (noun, word) in enumerate(
        (("priorities", "priorities"), ("strategies", "strategies"), ("goals", "goals"))
    ):
        acts[noun] = Act(moment(first, _MORNING + minutes), by, f"{noun}.add", word)
    closing = Act(moment(days.ago(plan["closed"]), _AFTERNOON), by, "strategies.close", "")
    numbers = dict.fromkeys(("Strategy", "Goal"), 0)
    for number, priority in enumerate(plan["priority"], 1):
        row = Ref("Priority", number)
        acts["priorities"].adds.append(_thing(row, number, priority))
        for strategy in priority["strategy"]:
            numbers["Strategy"] += 1
            one = Ref("Strategy", numbers["Strategy"])
            acts["strategies"].adds.append(_thing(one, numbers["Strategy"], strategy, priority_id=row))
            over = [one] if strategy.get("closed") else []
            for title, due, _ in strategy["goals"]:
                numbers["Goal"] += 1
                goal = Ref("Goal", numbers["Goal"])
                values = {"strategy_id": one, "due_on": days.any(-due)}
                acts["goals"].adds.append(_thing(goal, numbers["Goal"], {"title": title}, **values))
                over += [goal] if over else []
            if over:
                closing.said = (
                    f"Closed {strategy_key(numbers['Strategy'])} {strategy['title']}, and {len(over) - 1} below it."
                )
                closing.keys = (strategy_key(numbers["Strategy"]),)
                closing.changes = [Change(part, {"closed_on": closing.at.date()}) for part in over]
    for noun, made in (("priorities", priority_key), ("strategies", strategy_key), ("goals", goal_key)):
        acts[noun].keys = tuple(made(number) for number in range(1, len(acts[noun].adds) + 1))
        acts[noun].said = f"Added {len(acts[noun].keys)} {noun}."
        yield acts[noun]
    yield closing


def _thing(row: Ref, number: int, said: Mapping[str, Any], **more: object) -> Add:
    title, description = said["title"], said.get("description", "")
    texts = {"title": title, "description": description, "folded": search_text(title, description)}
    return Add(row, {"number": number, **texts, **more})


def _linked(plan: Mapping[str, Any], days: SchoolDays, pilots: set[int]) -> Act:
    """The day on which the pilots were put under the goals that they serve."""
    goals = [goal for priority in plan["priority"] for strategy in priority["strategy"] for goal in strategy["goals"]]
    served = {pilot: number for number, (_, _, serving) in enumerate(goals, 1) for pilot in serving}
    assert set(served) <= pilots
    keys = tuple(pilot_key(pilot) for pilot in sorted(served))
    said = f"{len(keys)} pilots serve a goal of the plan now."
    act = Act(moment(days.ago(plan["linked"]), _NOON), plan["by"], "pilots.edit", said, keys)
    act.changes = [Change(Ref("Pilot", pilot), {"goal_id": Ref("Goal", served[pilot])}) for pilot in sorted(served)]
    return act


_TEXTS = ("title", "need", "for_whom", "might_help")


def _idea(said: Mapping[str, Any], number: int, days: SchoolDays) -> Iterator[Act]:
    row, key = Ref("Idea", said["title"]), idea_key(number)
    proposed = days.ago(said["ago"])
    texts = {name: said.get(name, "") for name in _TEXTS}
    values: dict[str, object] = {
        "number": number,
        **texts,
        "assessment": "",
        "state": IdeaState.PROPOSED,
        "reason": "",
        "proposed_by": said["by"],
        "proposed_on": proposed,
        "created_at": moment(proposed, _MORNING + number),
        "site_id": Ref("Site", said["site"]),
        "goal_id": Ref("Goal", said["goal"]) if "goal" in said else None,
        "folded": search_text(*texts.values(), ""),
    }
    name = f"{key} {said['title']}"
    yield Act(
        moment(proposed, _MORNING + number), said["by"], "ideas.add", f"Added {name}.", (key,), adds=[Add(row, values)]
    )
    if "assessed" in said:
        ago, by, found = said["assessed"]
        folded = search_text(*texts.values(), found)
        change = Change(row, {"assessment": found, "state": IdeaState.ASSESSED, "folded": folded})
        at = moment(days.ago(ago), _MORNING + _FOUND)
        yield Act(at, by, "ideas.assess", f"Assessed {name}.", (key,), changes=[change])
    answer = _answer(said, row, days)
    if answer is not None:
        at, by, verb, told, keys, change = answer
        yield Act(at, by, f"ideas.{verb}", told.format(name), (key, *keys), changes=[change])


def _answer(
    said: Mapping[str, Any], row: Ref, days: SchoolDays
) -> tuple[datetime, str, str, str, tuple[str, ...], Change] | None:
    """When it was answered, by whom, as what, the sentence, the pilot's key, and the columns."""
    if "accepted" in said:
        ago, by, pilot = said["accepted"]
        day = days.ago(ago)
        values = {"state": IdeaState.ACCEPTED, "pilot_id": Ref("Pilot", pilot), "answered_on": day}
        told = f"{{}} has become {pilot_key(pilot)}."
        return moment(day, _ANSWERED), by, "accept", told, (pilot_key(pilot),), Change(row, values)
    if "declined" in said:
        ago, by, reason = said["declined"]
        day = days.ago(ago)
        values = {"state": IdeaState.DECLINED, "reason": reason, "answered_on": day}
        return moment(day, _ANSWERED), by, "decline", f"Declined {{}}: {reason}", (), Change(row, values)
    return None


def _support(
    said: Mapping[str, Any], number: int, days: SchoolDays, ideas: Mapping[str, int], programme: Programme
) -> Iterator[Act]:
    row, key = Ref("SupportRequest", number), support_key(number)
    asked = days.ago(said["ago"])
    if "pilot" in said:
        pilot = next(pilot for pilot in programme.pilots if pilot.number == said["pilot"])
        about, name = pilot_key(pilot.number), pilot.title
        owner: dict[str, object] = {"pilot_id": Ref("Pilot", pilot.number), "idea_id": None}
    else:
        about, name = idea_key(ideas[said["idea"]]), said["idea"]
        owner = {"pilot_id": None, "idea_id": Ref("Idea", said["idea"])}
    values = {
        "number": number,
        "kind": SupportKind(said["kind"]),
        "text": said["text"],
        "asked_by": said["by"],
        "asked_on": asked,
        "answered_by": "",
        "note": "",
        "folded": search_text(said["text"], ""),
        **owner,
    }
    told = f"Asked for {said['kind']} for {about} {name}."
    yield Act(moment(asked, _NOON + number), said["by"], "support.add", told, (key, about), adds=[Add(row, values)])
    if "answer" in said:
        ago, by, word, note = said["answer"]
        day, answer = days.ago(ago), SupportAnswer(word)
        verb = "Granted in part" if answer == SupportAnswer.PARTLY else answer.capitalize()
        columns = {"answer": answer, "answered_on": day, "answered_by": by, "note": note}
        change = Change(row, {**columns, "folded": search_text(said["text"], note)})
        at = moment(day, _AFTERNOON)
        yield Act(at, by, "support.answer", f"{verb}: {key} for {about} {name}.", (key, about), changes=[change])
