"""The early-feedback log: what waits for an answer first, one key for each thing that can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult

from pilotboard.domain.dates import age_words
from pilotboard.domain.feedback import FeedbackRow
from pilotboard.tui.acts.feedback import FeedbackActs
from pilotboard.tui.acts.feedback_commands import FEEDBACK_ACTS
from pilotboard.tui.commands import Command
from pilotboard.tui.drawing import Span
from pilotboard.tui.lines.feedback import voice_cells, voice_columns, voice_story
from pilotboard.tui.widgets.columns import Heading
from pilotboard.tui.widgets.line_list import LineList
from pilotboard.tui.widgets.title import TitleLine
from pilotboard.tui.widgets.why import NOTHING, Story
from pilotboard.usecases import feedback
from pilotboard.usecases.feedback import VoicesView
from pilotboard.usecases.pages import Page

NAMED = 3
"""So many of those who are not heard stand in the title; the summary names all."""


class _Answer(NamedTuple):
    page: Page[FeedbackRow]
    seen: VoicesView


class FeedbackScreen(FeedbackActs):
    """The inbox of a team, of one pilot, or of all."""

    PLACE = "feedback"
    FILTERS = True
    FILTER_HINT = "words, or waiting role:family theme:timing severity>=3 site:willow"
    ACTS: ClassVar[tuple[Command, ...]] = (
        *FEEDBACK_ACTS,
        Command(
            "voice.summary",
            ("S",),
            "summary",
            "Answers owed, who is not heard, themes, ratings.",
            "Look",
            ("feedback",),
            60,
        ),
        Command(
            "voice.import",
            ("I",),
            "import",
            "Bring in the answers of a form, or voices from a table.",
            "Go to",
            ("feedback",),
            needs=("imports",),
        ),
    )

    def compose_body(self) -> ComposeResult:
        """A title and the list."""
        yield TitleLine()
        imports = ", or i to import a form" if self.imports else ""
        yield LineList(
            voice_columns(),
            self._cells,
            empty=f"No feedback yet. The first voices matter most: press n to log one{imports}.",
        )

    def to_read(self) -> Callable[[], _Answer]:
        """The voices that fit the filter, and what is counted over all of the scope."""
        ws, text, scope = self.ws, self.filter_text, self.scope_key
        return lambda: _Answer(feedback.list_feedback(ws, text, scope=scope), feedback.count_voices(ws, scope))

    def show_answer(self, answer: _Answer) -> None:
        """Fill the list: what waits, then what is answered."""
        waiting = [row for row in answer.page.rows if row.owed]
        over = [row for row in answer.page.rows if not row.owed]
        entries: list[Any] = []
        for title, rows in (("WAITING FOR AN ANSWER", waiting), ("ANSWERED", over)):
            if rows:
                entries += [Heading(f"{title} {len(rows):,}"), *(row.key for row in rows)]
        self.query_one(LineList).load(entries, {row.key: row for row in answer.page.rows})
        where = self.host.scope.pilot_label or self.host.scope.team_label
        title = self.labels.capital("feedback") + (f" · {where}" if where else "")
        self.query_one(TitleLine).tell(title, summary_spans(answer.seen), breaks=True)

    def story(self) -> Story:
        """The voice under the cursor."""
        row = self.cursor_voice
        return NOTHING if row is None else voice_story(row, self.ws.today())

    @property
    def cursor_voice(self) -> FeedbackRow | None:
        """The voice under the cursor."""
        found: FeedbackRow | None = self.query_one(LineList).cursor_row
        return found

    def chosen_keys(self) -> Sequence[str]:
        """The selected voices, else the one under the cursor."""
        return self.query_one(LineList).chosen

    def open_row(self, row_id: Any) -> None:
        """Open the page of the voice."""
        from pilotboard.tui.screens.voice import VoicePage

        self.host.open_page(VoicePage(str(row_id)))

    def do_voice_summary(self) -> None:
        """The figures over these voices."""
        from pilotboard.tui.screens.voices import VoicesPage

        self.host.open_page(VoicesPage())

    def do_voice_import(self) -> None:
        """To the import; with no voice yet, `i` leads there too."""
        self.do_import_open()

    def footer_entries(self) -> list[tuple[str, str, str]]:
        """The keys that act here; without a voice `i` says where it leads then."""
        found = super().footer_entries()
        if self.is_mounted and self.cursor_voice is None:
            return [(name, key, "import" if name == "voice.item" else words) for name, key, words in found]
        return found

    def _cells(self, row: FeedbackRow) -> Sequence[Any]:
        return voice_cells(row, self.ws.today())


def summary_spans(seen: VoicesView) -> list[Span]:
    """``3 answers owed, the oldest 12 d · too little heard from 2: Willow, student · answers took 4 days (median)``."""
    owed = seen.owed
    if not any(count for _, count in seen.roles):
        return []
    if owed.owed:
        plural = "" if owed.owed == 1 else "s"
        found: list[Span] = [(f"{owed.owed} answer{plural} owed", "warning")]
        if owed.oldest_days:
            found.append((f", the oldest {age_words(owed.oldest_days)}", "soft"))
    else:
        found = [("no answer owed", "good")]
    silent = (*seen.not_heard, *seen.silent_roles)
    if silent:
        many = f"{len(silent)}: " if len(silent) > 1 else ""
        more = f" and {len(silent) - NAMED} more" if len(silent) > NAMED else ""
        found += [(f" · too little heard from {many}", "soft"), (", ".join(silent[:NAMED]) + more, "bad")]
    if owed.median_days is not None:
        days = "day" if owed.median_days == 1 else "days"
        found.append((f" · answers took {owed.median_days:g} {days} (median)", "soft"))
    return found
