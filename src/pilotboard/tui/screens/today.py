"""Today: the sprint, what is mine, what stops the team, the voices that wait. The first screen for everybody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from pilotboard.domain.digest import digest_text, heading
from pilotboard.domain.keys import parse_key
from pilotboard.domain.today import MOST_LINES, Block, SprintHead, TodayBlock, TodayLine, TodayView, Tone, day_words
from pilotboard.tui.acts.today import TODAY_ACTS, TodayActs
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span, width
from pilotboard.tui.lines.standing import standing_span
from pilotboard.tui.shell import Choice
from pilotboard.tui.theme import Ink
from pilotboard.tui.widgets.columns import Cell, Column, Heading
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
_BARS = "▁▂▃▄▅▆▇█"
_TONES: dict[Tone, tuple[str, Ink]] = {
    Tone.PLAIN: ("   ", "neutral"),
    Tone.WARN: ("!  ", "warning"),
    Tone.BAD: ("!! ", "bad"),
}


class TodayScreen(TodayActs):
    """Blocks of lines; enter opens the thing that a line is about."""

    PLACE = "today"
    CSS = """
    TodayScreen #side { height: 1fr; }
    TodayScreen #left { width: 1fr; }
    TodayScreen #right { width: 1fr; display: none; }
    TodayScreen #below { display: none; height: 1fr; }
    TodayScreen.-side #side { height: auto; max-height: 60%; }
    TodayScreen.-side #left { height: auto; }
    TodayScreen.-side #right { display: block; height: auto; }
    TodayScreen.-side #below { display: block; margin: 1 0 0 0; }
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
        return LineList(_columns(()), self._cells, titles=False, name=name)

    def _cells(self, line: TodayLine) -> Sequence[Cell]:
        mark, ink = _TONES[line.tone]
        me = self._view.person if self._view is not None else ""
        return [(mark + line.word, ink), line.key, line.text, line.when, "" if line.who == me else line.who]

    def to_read(self) -> Callable[[], TodayView]:
        """Today, as the role that was chosen."""
        ws, role = self.ws, self._role
        return lambda: today.show_today(ws, role)

    def show_answer(self, answer: TodayView) -> None:
        """Fill the lists."""
        self._view = answer
        self._tell_title(answer)
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side, or one below the other."""
        if (event.size.width >= WIDE) != self.has_class("-side"):
            self.set_class(event.size.width >= WIDE, "-side")
            self._lay_out()

    def _tell_title(self, view: TodayView) -> None:
        if len(view.sprints) != 1:
            self.query_one(TitleLine).tell("Today", [(f"{day_words(view)} · as {self._role_word(view.role)}", "soft")])
            return
        sprint = view.sprints[0]
        standing = sprint.standing
        words = standing.words().removesuffix(standing.word)
        summary: list[Span] = [(words, "soft"), standing_span(standing.word), *_left(sprint)]
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
            place = "right" if block.block in _RIGHT else "below" if block.block in _BELOW else "left"
            groups[place if side else "left"].append(block)
        for name, blocks in groups.items():
            self._fill(self.query_one(f"#{name}", LineList), blocks, first=name == "left")

    def _fill(self, widget: LineList, blocks: Sequence[TodayBlock], *, first: bool) -> None:
        view, labels = self._view, self.labels
        entries: list[Any] = []
        rows: dict[Any, TodayLine] = {}

        def put(entry: Any, line: TodayLine) -> None:
            entries.append(entry)
            rows[entry] = line

        if view is not None and first and len(view.sprints) > 1:
            entries.append(Heading(labels.plural_capital("sprint").upper()))
            for sprint in view.sprints:
                tone = Tone.WARN if standing_span(sprint.standing.word)[1] in {"warning", "bad"} else Tone.PLAIN
                text = f"{sprint.team}: {sprint.goal}" if sprint.goal else sprint.team
                put(
                    ("sprint", sprint.key),
                    TodayLine(sprint.standing.word, sprint.key, text, _figures(sprint), tone=tone),
                )
        for block in blocks:
            if not block.total and block.block != Block.MINE:
                continue
            if entries:
                entries.append(Heading(""))
            entries.append(Heading(f"{heading(block.block, labels).upper()}  {block.total or ''}"))
            for line in block.lines[:MOST_LINES]:
                put((block.block.value, line.key), line)
            left = block.total - len(block.lines[:MOST_LINES])
            if left:
                put((block.block.value, ""), TodayLine("", "", f"and {left} more"))
            if not block.total:
                entries.append(Heading("Nothing waits for you here.", "soft"))
        if view is not None and first and view.empty and not view.sprints:
            entries += [Heading(words, "soft") for words in _BEGIN]
        widget.use_columns(_columns(rows.values()))
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
        if line is None or not line.key:
            return NOTHING
        pieces: list[Span] = [(part, "soft") for part in (line.word, line.when, line.who) if part]
        return Story(line.key, line.text, tuple(pieces))

    def open_row(self, row_id: Any) -> None:
        """Open what the line is about."""
        key = row_id[1]
        if not key:
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


def _columns(lines: Collection[TodayLine]) -> list[Column]:
    """As narrow as the words and ages of these lines allow: the room belongs to the text."""
    word = max((width(line.word) + 3 for line in lines), default=0)
    when = max((width(line.when) for line in lines), default=0)
    return [
        Column("", min(max(word, 8), 24)),
        Column("", 7, ink="quiet"),
        Column(""),
        Column("", min(max(when, 4), 16), ink="soft"),
        Column("", 24, ink="quiet", from_width=100),
    ]


def _figures(sprint: SprintHead) -> str:
    return f"{sprint.standing.done:g} of {sprint.standing.scope:g} done"


def _left(sprint: SprintHead) -> list[Span]:
    """What was left day by day, as a small line of bars."""
    most = max(sprint.left, default=0)
    if len(sprint.left) < 2 or not most:
        return []
    bars = "".join(_BARS[min(int(value / most * 7.99), 7)] for value in sprint.left[-20:])
    return [("   left ", "quiet"), (bars, "accent")]
