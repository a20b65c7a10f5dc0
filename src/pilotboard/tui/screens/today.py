"""Today: the sprint, what is mine, what stops the team, the voices that wait. The first screen for everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from pilotboard.domain.digest import digest_text, heading
from pilotboard.domain.keys import parse_key
from pilotboard.domain.today import Block, TodayBlock, TodayLine, TodayView, day_words
from pilotboard.tui.acts.today import TODAY_ACTS, TodayActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.standing import standing_span
from pilotboard.tui.lines.today import (
    ALL_AT,
    LEAST,
    MOST,
    fitting,
    left_spans,
    rooms,
    rows_of,
    sprint_line,
    today_cells,
    today_columns,
)
from pilotboard.tui.screens.base import TALL
from pilotboard.tui.shell import Choice, Scope
from pilotboard.tui.widgets.columns import Cell, Heading
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import today

_HERE = ("today",)
WIDE = 116
"""Cells from which what is mine and what is the team's stand side by side."""
_RIGHT = (Block.TEAM, Block.IMPEDIMENTS, Block.ACTIONS)
_BELOW = (Block.TEAMS, Block.VOICES)
_BEGIN = ("", "To begin: 2, then n, writes down a pilot.", "V logs what somebody said about one.")
"""What to do where nothing is going on."""
_CHROME = 8
"""Rows of header, title, story and footer."""


class TodayScreen(TodayActs):
    """Blocks of lines; enter opens the thing that a line is about."""

    PLACE = "today"
    CSS = """
    TodayScreen #side { height: 1fr; }
    TodayScreen #left { width: 1fr; }
    TodayScreen #right { width: 1fr; display: none; }
    TodayScreen #below { display: none; height: 1fr; }
    TodayScreen.-side #right { display: block; }
    TodayScreen.-side.-split #below { display: block; margin: 1 0 0 0; }
    """
    ACTS: ClassVar[tuple[Command, ...]] = (
        *TODAY_ACTS,
        Command("today.as", ("o",), "view as", "See Today as a member, a coach or a leader.", "Look", _HERE, 40),
        Command("today.copy", ("y",), "copy", "Copy all of it as text to paste into a message.", "Look", _HERE, 50),
        Command("today.pane", ("tab",), "next block", "To the next group of lines.", "Move around", _HERE, 35),
    )

    def __init__(self) -> None:
        super().__init__()
        self._view: TodayView | None = None
        self._role: str | None = None

    def compose_body(self) -> ComposeResult:
        """The sprint, two lists side by side where there is room, one below."""
        yield TitleLine()
        with Horizontal(id="side"):
            yield self._list("left")
            yield self._list("right")
        yield self._list("below")

    def _list(self, name: str) -> LineList:
        return LineList(today_columns(()), self._cells, titles=False, name=name)

    def _cells(self, line: TodayLine) -> Sequence[Cell]:
        return today_cells(line, self._view.person if self._view is not None else "")

    def to_read(self) -> Callable[[], TodayView]:
        """Today, as the role that was chosen."""
        ws, role = self.ws, self._role
        return lambda: today.show_today(ws, role, most=MOST)

    def show_answer(self, answer: TodayView) -> None:
        """Fill the lists."""
        self._view = answer
        self._tell_title(answer)
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side, or one below the other; as many lines as fit."""
        super().on_resize(event)
        self.set_class(event.size.width >= WIDE, "-side")
        self._lay_out()

    def _tell_title(self, view: TodayView) -> None:
        if len(view.sprints) != 1:
            self.query_one(TitleLine).tell("Today", [(f"{day_words(view)} · as {self._role_word(view.role)}", "soft")])
            return
        sprint = view.sprints[0]
        standing = sprint.standing
        words = standing.words().removesuffix(standing.word)
        summary: list[Span] = [(words, "soft"), standing_span(standing.word), *left_spans(sprint)]
        self.query_one(TitleLine).tell(f"{sprint.key}  {sprint.goal or sprint.team}", summary, breaks=True)

    def _role_word(self, role: str) -> str:
        return self.labels.person_role(role)

    def _lay_out(self) -> None:
        view = self._view
        if view is None:
            return
        side = self.has_class("-side")
        groups: dict[str, list[TodayBlock]] = {"left": [], "right": [], "below": []}
        for block in view.blocks:
            if block.total or block.block == Block.MINE:
                place = "right" if block.block in _RIGHT else "below" if block.block in _BELOW else "left"
                groups[place if side else "left"].append(block)
        heads = [sprint_line(sprint) for sprint in view.sprints] if len(view.sprints) > 1 else []
        above = {"left": len(heads) + 1 if heads else 0}
        like = {
            name: rows_of(blocks, [len(block.lines) for block in blocks], above.get(name, 0))
            for name, blocks in groups.items()
        }
        beside, below = rooms(like["left"], like["right"], like["below"], self._room())
        self.set_class(bool(groups["below"]), "-split")
        self.query_one("#side").styles.height = beside if below else "1fr"
        for name, blocks in groups.items():
            shown = fitting(blocks, below if name == "below" else beside, above.get(name, 0))
            self._fill(self.query_one(f"#{name}", LineList), blocks, shown, heads if name == "left" else ())

    def _room(self) -> int:
        """Rows for the lists."""
        height = self.size.height
        return max(height - _CHROME - (1 if height >= TALL else 0), LEAST)

    def _fill(
        self, widget: LineList, blocks: Sequence[TodayBlock], shown: Sequence[int], heads: Sequence[TodayLine]
    ) -> None:
        entries: list[Any] = []
        rows: dict[Any, TodayLine] = {}

        def put(entry: Any, line: TodayLine) -> None:
            entries.append(entry)
            rows[entry] = line

        if heads:
            entries.append(Heading(self.labels.plural_capital("sprint").upper()))
            for line in heads:
                put(("sprint", line.key), line)
        for block, lines in zip(blocks, shown, strict=True):
            if entries:
                entries.append(Heading(""))
            entries.append(Heading(f"{heading(block.block, self.labels).upper()}  {block.total or ''}"))
            for line in block.lines[:lines]:
                put((block.block.value, line.key), line)
            if block.total > lines:
                put((block.block.value, ""), TodayLine("", "", f"and {block.total - lines} more"))
            if not block.total:
                entries.append(Heading("Nothing waits for you here.", "soft"))
        view = self._view
        if view is not None and widget.id == "left" and view.empty and not view.sprints:
            entries += [Heading(words, "soft") for words in _BEGIN]
        widget.use_columns(today_columns(rows.values()))
        widget.load(entries, rows)
        if entries and isinstance(entries[0], Heading) and widget.cursor_id is None:
            widget.move_to(1)

    @property
    def cursor_line(self) -> TodayLine | None:
        """The line under the cursor."""
        widget = self.focused
        return widget.cursor_row if isinstance(widget, LineList) else None

    def story(self) -> Story:
        """The line under the cursor in full."""
        line = self.cursor_line
        if line is None:
            return NOTHING
        if not line.key:
            return Story("", "", ((f"{line.text}: enter opens the place where all are listed.", "soft"),))
        pieces: list[Span] = [(part, "soft") for part in (line.word, line.when, line.who) if part]
        return Story(line.key, line.text, tuple(pieces))

    def open_row(self, row_id: Any) -> None:
        """Open what the line is about."""
        block, key = row_id
        if not key:
            self._open_all(Block(block))
            return
        kind = parse_key(key).kind
        pages = {"item": "item", "pilot": "pilot", "sprint": "sprint"}
        if kind == "action":
            from pilotboard.usecases import retro_actions

            self.ask(
                "open", lambda: retro_actions.show_action(self.ws, key), lambda row: self._open_retro(row.retro_key)
            )
        elif kind in pages and pages[kind] in self.host.shell.pages:
            self.host.go_found(pages[kind], key)
        else:
            self._go_to(kind, key)

    def _open_all(self, block: Block) -> None:
        """The place where all lines of a block are listed; who looks at every team's sees every team there."""
        place, text = ALL_AT[block]
        if self._view is not None and self._view.role != "member":
            self.host.look_at(Scope())
        self.host.go_filtered(place, text)

    def _open_retro(self, key: str) -> None:
        self.host.go_found("retro", key)

    def _go_to(self, kind: str, key: str) -> None:
        place = {"team": "retros", "feedback": "feedback", "impediment": "board"}.get(kind, "")
        if any(one.id == place for one in self.host.places):
            self.host.go_to(place, key)
        else:
            self.host.hint(f"{key} has no page of its own.")

    def do_today_as(self) -> None:
        """As somebody of another role."""
        choices = [Choice(role, self.labels.person_role(role)) for role in today.ROLES]
        current = self._view.role if self._view is not None else None
        self.ask_pick("See Today as", choices, self._as, current)

    def _as(self, choice: Choice) -> None:
        self._role = choice.id
        self.reload()

    def do_today_copy(self) -> None:
        """All of it, as text."""
        if self._view is not None:
            self.app.copy_to_clipboard(digest_text(self._view, self.labels, self.host.here.organisation))
            self.host.hint("Copied as text.")

    def do_today_pane(self) -> None:
        """To the next list that has lines, or the next heading where all stand in one."""
        lists = [one for one in self.query(LineList) if one.display and one.cursor_id is not None]
        if len(lists) == 1 and lists[0].has_focus:
            lists[0].move_group()
        elif lists:
            at = lists.index(self.focused) if self.focused in lists else -1
            lists[(at + 1) % len(lists)].focus()
