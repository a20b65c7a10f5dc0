"""Undo and redo on paper: the difference that an act made is turned back.

It is refused when a later standing act touched one of the rows, when they are no longer as they were left, or when a
sprint stands against it. What happened on an earlier day, or before a sprint started or ended, stays in the flow.
"""

from __future__ import annotations

from tests.model.sprints import Refused
from tests.model.world import Content, Diff, Entry, Row, World, pilot_of, put

TOLD = {"created", "split", "moved_pilot"}
"""Events that no chart counts."""


class Turning(World):
    """The world with its history."""

    def next_undo(self, actor: str) -> Entry | None:
        """The newest act of that person that stands."""
        return self._newest(actor, "action", standing=True)

    def next_redo(self, actor: str) -> Entry | None:
        """What that person undid last, unless they did something new after it."""
        undo, act = self._newest(actor, "undo", standing=True), self._newest(actor, "action", standing=False)
        return undo if undo is not None and (act is None or act.id < undo.id) else None

    def _newest(self, actor: str, kind: str, *, standing: bool) -> Entry | None:
        found = [one for one in self.entries if one.actor == actor and one.kind == kind]
        return next((one for one in reversed(found) if not standing or one.undone_by is None), None)

    def turn_back(self, actor: str, entry: Entry, kind: str) -> Entry:
        """Undo an act, or redo it (`entry` is the undo then)."""
        if entry.undone_by is not None or (entry.kind == "undo") != (kind == "redo"):
            raise Refused
        later = [one for one in self.entries[entry.id :] if one.kind == "action" and one.undone_by is None]
        names = {self.name(row) for one in later for row in one.touched & entry.touched}
        names = names or {f"S-{number}" for one in later for number in one.turned & entry.scope}
        names = names or {f"S-{number}" for one in later for number in one.moved_in_or_out & entry.turned}
        if names:
            raise Refused(names)
        found = self._entry(actor, kind, entry.id, lambda: self._reverse(entry))
        assert found is not None
        entry.undone_by = found.id
        if kind == "redo" and entry.reverts is not None:
            self.entries[entry.reverts - 1].undone_by = None
        return found

    def _done_again_by(self, entry: Entry) -> Entry:
        """The redo that brought the act back last; the act itself when it was never undone."""
        undone = [one.id for one in self.entries if one.reverts == entry.id]
        again = [one for one in self.entries if undone and one.reverts == undone[-1]]
        return again[-1] if again else entry

    def _reverse(self, entry: Entry) -> tuple[str, ...]:
        source = self._done_again_by(entry)
        diff = {row: change for row, change in entry.diff.items() if row[0] != "event"}
        diff |= {row: change for row, change in source.diff.items() if row[0] == "event"}
        returning = {row[1] for row, (before, after) in diff.items() if row[0] == "item" and after is None}
        going = {row[1] for row, (before, _) in diff.items() if row[0] == "item" and before is None}
        passing = returning | going
        ended = {row[1] for row, (before, _) in diff.items() if row[0] == "sprint" and before is None}
        self._check_reverse(entry, diff, passing)
        apart = {row for row, one in diff.items() if self._flows(row, one, passing, ended)}
        rest = {row: change for row, change in diff.items() if row not in apart}
        for row, (before, after) in rest.items():
            if before is not None and after is not None and row[0] != "item":
                self.rows[row].update(before)
            elif before is not None and after is None:
                self.rows[row] = dict(before)
        for what, key, was_after in reversed(entry.moves):
            self._move_back(what, key, was_after, passing)
        for row, (before, after) in rest.items():
            if before is not None and after is not None and row[0] == "item":
                self.rows[row].update(before)
            elif before is None and row[0] == "record":
                self.rows[row]["withdrawn"] = True
            elif before is None:
                del self.rows[row]
        for row in sorted(apart, key=lambda one: (one[0] != "event", one[1][1])):
            self._turn_flow(row, diff[row][0], source, "Redone" if entry.kind == "undo" else "Undone")
        self._stray()
        if self.misplaced() or self.crowded():
            raise Refused(self.misplaced())
        return entry.keys

    def _check_reverse(self, entry: Entry, diff: Diff, passing: set[str]) -> None:
        """Refused when something is not as it was left, or when what it rests on has gone."""
        wrong = [row for row, (before, after) in diff.items() if not self._as_left(row, before, after)]
        coming = {row for row, (_, after) in diff.items() if after is None}
        going = {row for row, (before, _) in diff.items() if before is None}
        for before, _ in diff.values():
            for kind, name in (("item", "key"), ("sprint", "sprint"), ("sprint", "next")):
                owner = (kind, (before or {}).get(name))
                if owner[1] is not None and owner not in self.rows and owner not in coming:
                    wrong.append(owner)
        for row, content in self.rows.items():
            names = [("item", content.get("key"))]
            names += [("sprint", content.get(name)) for name in ("sprint", "next", "carried_from")]
            if row not in diff and going & set(names):
                wrong.append(row)
        gone = [("item", key) for what, key, _ in entry.moves if what in {"placed", "switched"}]
        wrong += [row for row in gone if row not in self.rows and row not in coming]
        for row, (before, _) in diff.items():
            if row[0] == "sprint" and "state" in (before or {}) and self.rows.get(row, {}).get("state") == "closed":
                wrong += self.hung("amendment", row[1])
        if wrong:
            raise Refused(self.name(row) for row in wrong)

    def _flows(
        self, row: Row, change: tuple[Content | None, Content | None], passing: set[str], ended: set[int]
    ) -> bool:
        """Whether it is part of the flow of an item, in a sprint, that neither come nor go."""
        content = change[0] or self.rows.get(row, {})
        inside = row[0] == "inside" and change[0] is None and content.get("sprint") not in ended
        return (row[0] == "event" or inside) and content.get("key") not in passing

    def _turn_flow(self, row: Row, before: Content | None, source: Entry, word: str) -> None:
        """The past stays: a slip goes, what rests on an earlier day gets an event of now beside it."""
        content = before or self.rows[row]
        key, rested = content["key"], self.rested_on(content["key"], row[1][1])
        if row[0] == "inside":
            told = [one for one in self.parts("event", key) if self.rows[one]["sprint"] == content["sprint"]]
            if told:
                content.update(removed=True, removed_reason=word)
            else:
                del self.rows[row]
        elif before is not None:
            again = self.make("event", key) if rested else row
            self.rows[again] = {**before, "at": self.now}
        elif (
            content["kind"] in TOLD
            or content["at"] != source.at
            or (content["at"].date() == self.now.date() and not rested)
        ):
            del self.rows[row]
        else:
            self._opposite(key, content, word)

    def _opposite(self, key: str, event: Content, word: str) -> None:
        item, kind = self.rows["item", key], event["kind"]
        if kind in {"blocked", "unblocked"}:
            blocked = item["blocked_since"] is not None
            self.event(
                key, "blocked" if blocked else "unblocked", after=item["blocked_reason"] if blocked else event["after"]
            )
        elif kind == "estimate":
            self.event(key, kind, event["after"], event["before"])
        elif kind in {"sprint_added", "sprint_removed"}:
            self.scope_event(event["sprint"], key, "sprint_removed" if kind == "sprint_added" else "sprint_added", word)
        else:
            back = "reopened" if event["to"] == "done" else "state"
            self.event(key, back, event["to"], item["drop_reason"] or event["before"], event["before"])

    def _move_back(self, what: str, key: str, was_after: str | None, passing: set[str]) -> None:
        if what == "joined":
            self.leave(key)
        elif what == "left":
            self.rows["item", key]["team"] = self.rows["pilot", pilot_of(key)]["team"]
            self.list_of(key).append(key)
            self.moves.append(("joined", key, None))
            self._settle(key, was_after)
        elif what == "switched":
            self.switch(key, self.rows["pilot", pilot_of(key)]["team"])
            self._settle(key, was_after)
        elif key not in passing:
            self.place(key, was_after)

    def _settle(self, key: str, was_after: str | None) -> None:
        """Back to the neighbour; when that has gone, somewhere near where it was."""
        order = self.list_of(key)
        if was_after is None or was_after in order:
            put(order, key, was_after)
        if was_after in self.loose or (was_after is not None and was_after not in order):
            self.loose.add(key)

    def _stray(self) -> None:
        """Items that came to a pilot since it changed teams go with it."""
        for key in self.items():
            team = self.rows["pilot", pilot_of(key)]["team"]
            if self.rows["item", key]["team"] != team:
                self.switch(key, team)

    def _as_left(self, row: Row, before: Content | None, after: Content | None) -> bool:
        """Whether a row is still as the act left it."""
        now = self.rows.get(row)
        if after is None:
            return now is None and before is not None and not self._taken(row, before)
        if now is None:
            return False
        return before is None or all(now[name] == value for name, value in after.items())

    def _taken(self, row: Row, content: Content) -> bool:
        """Whether something else has the place that the row would come back to."""
        if row[0] == "column":
            return content["state"] in self.columns(content["team"])
        if row[0] == "label":
            return content["name"] in self.labels(content["key"])
        return False
