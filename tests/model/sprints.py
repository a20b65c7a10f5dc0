"""Sprints on paper: what stands in one, and what its start, its close and its end without a close do to items.

Rows beside those of `world`: `sprint` (by its number), `inside` (an item in a sprint, or that was), `record`,
`amendment`. Events of items that tell of a sprint carry its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Content = dict[str, Any]
OVER = {"closed", "cancelled"}
FINISHED = {"done", "dropped"}
Figures = tuple[int, int, int, int]
"""Items and points in a sprint, then those that are done."""


class Refused(Exception):
    """The act is refused; `names` are the things it is about (any others that are named are wrong)."""

    def __init__(self, names: Iterable[str] = (), fields: Iterable[str] = ()) -> None:
        self.names = set(names)
        self.fields = set(fields)
        super().__init__(f"refused: {sorted(self.names | self.fields)}")


class Sprints:
    """Mixed into `World`."""

    now: Any
    rows: dict[tuple[str, Any], Content]
    numbers: dict[Any, int]
    made: int

    def item(self, key: str) -> Content:
        """The item; refused when it is gone."""
        raise NotImplementedError

    def make(self, table: str, owner: Any, /, **content: Any) -> tuple[str, Any]:
        """A new row that hangs on `owner`."""
        raise NotImplementedError

    def move(self, key: str, state: str, reason: str) -> bool:
        """Change the state of an item."""
        raise NotImplementedError

    # --- looking ----------------------------------------------------------------------------------------------------

    def sprint(self, number: int) -> Content:
        """The sprint; refused when it is gone."""
        if ("sprint", number) not in self.rows:
            raise Refused
        return self.rows["sprint", number]

    def sprints(self, team: int | None = None) -> dict[int, Content]:
        """The sprints there are, of a team or of all."""
        found = {row[1]: content for row, content in self.rows.items() if row[0] == "sprint"}
        return {number: one for number, one in found.items() if team in (None, one["team"])}

    def hung(self, table: str, number: int) -> list[tuple[str, Any]]:
        """The rows of a table that hang on a sprint, in the order of their making."""
        found = [row for row, content in self.rows.items() if row[0] == table and content["sprint"] == number]
        return sorted(found, key=lambda row: int(row[1][1]))

    def inside(self, number: int, key: str) -> Content | None:
        """The line of an item in a sprint."""
        found = (self.rows[row] for row in self.hung("inside", number) if self.rows[row]["key"] == key)
        return next(found, None)

    def left_over(self, number: int) -> list[str]:
        """What has to be decided at the close."""
        lines = [self.rows[row] for row in self.hung("inside", number)]
        return [one["key"] for one in lines if not one["removed"] and self._open(one["key"])]

    def _open(self, key: str) -> bool:
        return self.rows["item", key]["state"] not in FINISHED

    def figures(self, number: int) -> Figures:
        """What the burndown says at this moment of a sprint that runs."""
        lines = [self.rows[row] for row in self.hung("inside", number)]
        items = [
            self.rows["item", one["key"]]
            for one in lines
            if not one["removed"] and self.rows["item", one["key"]]["state"] != "dropped"
            if one["committed"] or self._came_in(number, one["key"])
        ]
        done = [one for one in items if one["state"] == "done"]
        return (len(items), _points(items), len(done), _points(done))

    def _came_in(self, number: int, key: str) -> bool:
        """Put in since the start, or finished before it and taken up again."""
        begun = self.rows["sprint", number]["started_event"]
        return any(
            (one["kind"] == "sprint_added" and one["sprint"] == number)
            or (one["kind"] in {"state", "reopened"} and one["to"] not in FINISHED)
            for row, one in self.rows.items()
            if row[0] == "event" and one["key"] == key and row[1][1] > begun
        )

    # --- changing ---------------------------------------------------------------------------------------------------

    def plan_sprint(self, team: int, start: date, end: date, goal: str) -> int:
        """A new one, on days that no other one of the team has."""
        self._check_days(team, start, end)
        number = self.numbers["sprint"] = self.numbers.get("sprint", 0) + 1
        self.rows["sprint", number] = {
            "team": team,
            "goal": goal,
            "start": start,
            "end": end,
            "state": "planned",
            "started_event": None,
            "ended_event": None,
            "ended": False,
            "cancel_reason": "",
            "result": "",
        }
        return number

    def _check_days(self, team: int, start: date, end: date) -> None:
        others = [one for one in self.sprints(team).values() if one["state"] != "cancelled"]
        if any(one["start"] <= end and start <= one["end"] for one in others):
            raise Refused

    def edit_sprint(self, number: int, changes: Mapping[str, Any]) -> None:
        """Another goal."""
        sprint = self.sprint(number)
        if sprint["state"] in OVER:
            raise Refused
        sprint.update(changes)

    def remove_sprint(self, number: int) -> None:
        """Only one that never started, that nothing was carried to and that no history tells of."""
        if self.sprint(number)["started_event"] is not None:
            raise Refused
        if any(one["next"] == number for row, one in self.rows.items() if row[0] == "inside"):
            raise Refused
        if any(one["sprint"] == number for row, one in self.rows.items() if row[0] in {"event", "record"}):
            raise Refused
        for row in self.hung("inside", number):
            item = self.rows["item", self.rows[row]["key"]]
            item["sprint"] = None if item["sprint"] == number else item["sprint"]
            del self.rows[row]
        del self.rows["sprint", number]

    def put_in(self, number: int, key: str, reason: str, carried_from: int | None = None) -> bool:
        """An item into a sprint; out of the one it stands in."""
        item, sprint = self.item(key), self.sprint(number)
        if item["sprint"] == number:
            return False
        self.leave_sprint(key, reason)
        line = self.inside(number, key)
        if line is None:
            fresh = {"committed": False, "size": None, "removed": False, "removed_reason": "", "outcome": None}
            more = {"outcome_reason": "", "next": None, "carried_from": carried_from, "added_reason": reason}
            self.make("inside", number, sprint=number, key=key, **fresh, **more)
        else:
            line.update(removed=False, removed_reason="", added_reason=reason, outcome=None)
        item["sprint"] = number
        if item["state"] == "backlog":
            self.move(key, "ready", "")
        if sprint["state"] == "active":
            self.scope_event(number, key, "sprint_added", reason)
        return True

    def leave_sprint(self, key: str, reason: str) -> bool:
        """An item out of the sprint it stands in; with a reason once that runs."""
        item = self.item(key)
        number = item["sprint"]
        if number is None:
            return False
        line = self.inside(number, key)
        assert line is not None
        if self.sprint(number)["state"] == "active":
            if not reason:
                raise Refused
            line.update(removed=True, removed_reason=reason)
            self.scope_event(number, key, "sprint_removed", reason)
        else:
            self.rows = {row: content for row, content in self.rows.items() if content is not line}
        item["sprint"] = None
        return True

    def scope_event(self, number: int, key: str, kind: str, reason: str) -> None:
        """An item came into a sprint that runs, or left it."""
        told = {"kind": kind, "before": f"S-{number}", "after": reason, "to": ""}
        self.make("event", key, key=key, sprint=number, at=self.now, **told)

    def plan_items(self, keys: Sequence[str], number: int, reason: str) -> list[str]:
        """Items into a sprint, as somebody asks for it."""
        sprint = self.sprint(number)
        found = []
        for key in keys:
            item = self.item(key)
            wrong = sprint["state"] in OVER or item["team"] != sprint["team"] or item["state"] in FINISHED
            if wrong or (sprint["state"] == "active" and not reason):
                raise Refused
            if self.put_in(number, key, reason):
                found.append(key)
        return [*found, f"S-{number}"]

    def start_sprint(self, number: int) -> None:
        """What is in it now is the commitment."""
        sprint = self.sprint(number)
        running = any(one["state"] == "active" for one in self.sprints(sprint["team"]).values())
        if sprint["state"] != "planned" or not sprint["goal"] or running:
            raise Refused
        for row in self.hung("inside", number):
            item = self.rows["item", self.rows[row]["key"]]
            if item["sprint"] == number:
                self.rows[row].update(committed=item["state"] not in FINISHED, size=item["estimate"])
        sprint.update(state="active", started_event=self.made)

    def close_sprint(self, number: int, decided: Mapping[str, tuple[str, str]], result: str | None) -> None:
        """Every leftover goes where it was decided."""
        sprint = self.sprint(number)
        if sprint["state"] != "active":
            raise Refused
        planned = [one for one, content in self.sprints(sprint["team"]).items() if content["state"] == "planned"]
        following = min(planned, key=lambda one: (self.rows["sprint", one]["start"], one), default=None)
        for key in self.left_over(number):
            outcome, reason = decided[key]
            if (outcome == "carried" and following is None) or (outcome == "dropped" and not reason):
                raise Refused
        sprint["result"] = sprint["result"] if result is None else result
        self.make("record", number, sprint=number, withdrawn=False)
        sprint.update(state="closed", ended=True, ended_event=self.made)
        for row in self.hung("inside", number):
            line = self.rows[row]
            key = line["key"]
            item = self.rows["item", key]
            if item["sprint"] != number:
                continue
            item["sprint"] = None
            if item["state"] in FINISHED:
                line["outcome"] = item["state"]
                continue
            outcome, reason = decided[key]
            carried = outcome == "carried"
            line.update(outcome=outcome, outcome_reason=reason, next=following if carried else None)
            if carried and following is not None:
                self.put_in(following, key, "", number)
            else:
                dropped = outcome == "dropped"
                self.move(key, "dropped" if dropped else "backlog", reason if dropped else "")

    def cancel_sprint(self, number: int, reason: str) -> None:
        """It ends without a record; its items are free again."""
        sprint = self.sprint(number)
        if sprint["state"] in OVER or not reason:
            raise Refused
        active = sprint["state"] == "active"
        sprint.update(state="cancelled", ended=True, ended_event=self.made, cancel_reason=reason)
        for row in self.hung("inside", number):
            line = self.rows[row]
            item = self.rows["item", line["key"]]
            if item["sprint"] == number:
                item["sprint"] = None
                if active:
                    line["outcome"] = "done" if item["state"] == "done" else "returned"
                    line["outcome_reason"] = reason

    def amend_sprint(self, number: int) -> None:
        """A correction beside the record."""
        if self.sprint(number)["state"] != "closed":
            raise Refused
        self.make("amendment", number, sprint=number)

    def release(self, key: str) -> None:
        """An item that is to be removed leaves the plans; refused once a sprint that started knows it."""
        lines = [row for row, one in self.rows.items() if row[0] == "inside" and one["key"] == key]
        if any(self.rows["sprint", row[1][0]]["started_event"] is not None for row in lines):
            raise Refused
        for row in lines:
            del self.rows[row]
        self.item(key)["sprint"] = None

    # --- back and forth ---------------------------------------------------------------------------------------------

    def rested_on(self, key: str, event: int) -> bool:
        """Whether a sprint of the item has started or ended since the event with that number."""
        known = {one["sprint"] for row, one in self.rows.items() if row[0] == "inside" and one["key"] == key}
        turns = [self.rows["sprint", one][name] for one in known for name in ("started_event", "ended_event")]
        return any(turn is not None and turn >= event for turn in turns)

    def misplaced(self) -> set[str]:
        """Sprints that items of another team would stand in."""
        items = [one for row, one in self.rows.items() if row[0] == "item" and one["sprint"] is not None]
        found = {one["sprint"] for one in items}
        wrong = {one for one in found if ("sprint", one) not in self.rows}
        wrong |= {
            one["sprint"]
            for one in items
            if one["sprint"] not in wrong and self.rows["sprint", one["sprint"]]["team"] != one["team"]
        }
        return {f"S-{one}" for one in wrong}

    def crowded(self) -> bool:
        """Whether two sprints of a team would run."""
        running = [one["team"] for one in self.sprints().values() if one["state"] == "active"]
        return len(running) > len(set(running))


def _points(items: Iterable[Content]) -> int:
    return sum(one["estimate"] or 0 for one in items)
