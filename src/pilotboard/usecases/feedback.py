"""The early-feedback log: hear, sort, answer, and see who is not heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.changes import Opened, Outcome, Written
from pilotboard.domain.errors import NotFound
from pilotboard.domain.feedback import (
    AnswerKind,
    FeedbackDetail,
    FeedbackRow,
    FeedbackStatus,
    Severity,
    check_answer,
    check_status,
    feedback_subject,
)
from pilotboard.domain.keys import feedback_key
from pilotboard.domain.people import PersonRole
from pilotboard.domain.private_words import NameFinder, private_warning
from pilotboard.domain.reports import Verdict, check_judgement, is_open, report_state
from pilotboard.domain.voices import (
    AnswersOwed,
    ContentCount,
    GroupHeard,
    GroupKey,
    ThemeCount,
    answers_owed,
    content_count,
    theme_counts,
    who_is_heard,
)
from pilotboard.store.reading import feedback as reading
from pilotboard.store.reading import people as people_reading
from pilotboard.store.reading.reader import Reader
from pilotboard.usecases import lookup
from pilotboard.usecases.editing import settle
from pilotboard.usecases.item_writing import checked_line, listed, person_key_of
from pilotboard.usecases.pages import Page, check_sort, page
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Feedback
    from pilotboard.store.writing.unit import Tx

SORTS: Mapping[str, Callable[[FeedbackRow], Any]] = {
    "inbox": lambda row: (not row.owed, -int(row.severity), -row.on.toordinal(), -row.id),
    "on": lambda row: (-row.on.toordinal(), -row.id),
    "key": lambda row: row.id,
    "pilot": lambda row: (row.pilot.casefold(), -row.id),
    "severity": lambda row: (-int(row.severity), -row.on.toordinal(), -row.id),
}
"""What a list of feedback can be sorted by; `inbox`: what waits, the gravest and newest first."""


class VoicesView(NamedTuple):
    """What is counted over the log: answers owed, themes, who is heard, answers that say nothing."""

    owed: AnswersOwed
    themes: tuple[ThemeCount, ...]
    heard: tuple[tuple[str, GroupHeard], ...]
    content: ContentCount


def list_feedback(
    ws: Workspace, filter_text: str = "", *, pilot: str | None = None, sort: str = "inbox", limit: int | None = None
) -> Page[FeedbackRow]:
    """The voices that meet the filter. Raises FilterError, InvalidInput for `sort`, NotFound for the pilot."""
    check_sort(sort, SORTS, "Feedback")

    def query(reader: Reader) -> list[FeedbackRow]:
        return reading.rows(reader, None if pilot is None else lookup.numbered_id(reader, "pilot", pilot))

    return page(ws, ws.read(query), filter_text, feedback_subject, SORTS[sort], limit)


def show_feedback(ws: Workspace, key: str) -> FeedbackDetail:
    """Everything about one voice. Raises NotFound."""
    found = ws.read(lambda reader: reading.detail(reader, lookup.numbered_id(reader, "feedback", key)))
    if found is None:
        raise NotFound(f"{key} has just been removed.")
    return found


def count_voices(ws: Workspace, pilot: str | None = None) -> VoicesView:
    """Answers owed, themes, and who is heard against the people each site serves; of a pilot, or of all."""

    def query(reader: Reader) -> VoicesView:
        pilot_id = None if pilot is None else lookup.numbered_id(reader, "pilot", pilot)
        rows = reading.rows(reader, pilot_id)
        sites = reading.population(reader, pilot_id)
        names = {key: name for key, name, _ in sites} | {row.site_key: row.site for row in rows if row.site_key}
        heard = who_is_heard(
            [(row.role, row.site_key) for row in rows], [(GroupKey(None, key), people) for key, _, people in sites]
        )
        return VoicesView(
            answers_owed(rows, ws.today()),
            theme_counts(rows),
            tuple((_group_name(one.group, names), one) for one in heard),
            content_count(rows),
        )

    return ws.read(query)


def _group_name(group: GroupKey, names: Mapping[str | None, str | None]) -> str:
    site = names.get(group.site_key) if group.site_key else None
    return ", ".join(part for part in (site, group.role) if part) or "no site named"


def warn_about(ws: Workspace, text: str) -> str:
    """A warning when the text may tell who somebody is (names, ids, addresses, phone numbers); "" otherwise."""
    return private_warning(text, NameFinder(ws.read(people_reading.names)))


def theme_names(ws: Workspace) -> list[str]:
    """Every theme there is, to choose from."""
    return ws.read(reading.theme_names)


def opened_feedback(detail: FeedbackDetail) -> Opened:
    """What a form over the voice shows, to hand back with its changes."""
    row = detail.row
    return Opened(row.version, {name: _shown(row, name) for name in _FIELDS})


_FIELDS = (
    "on", "role", "site", "focal_group", "channel", "prompt", "quote", "themes", "sentiment", "severity", "owner",
    "consent", "identity", "item", "sprint",
)  # fmt: skip
_KEYED = {"site": "site_key", "owner": "owner_key", "item": "item_key", "sprint": "sprint_key"}


def _shown(row: FeedbackRow, name: str) -> object:
    return getattr(row, _KEYED.get(name, name))


def add_feedback(ws: Workspace, values: Mapping[str, object], operation_id: str | None = None) -> Outcome:
    """Log a voice. `values` as in `drafts.feedback.FeedbackDraft`; heard today when no day is given."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.feedback import FeedbackDraft

    draft = validate(FeedbackDraft, {"on": ws.today(), **values})

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import feedback as writing

        given = {name: getattr(draft, name) for name in type(draft).model_fields if name not in {"pilot", "themes"}}
        columns = _columns(tx, ws, given)
        columns["pilot_id"] = lookup.numbered_id(tx.reader, "pilot", draft.pilot)
        row = writing.add(tx, columns, draft.themes)
        key = feedback_key(row.number)
        return Written(f"Logged {key}.", (key,))

    return ws.write("feedback.add", work, operation_id)


def edit_feedback(
    ws: Workspace,
    key: str,
    changes: Mapping[str, object],
    opened: Opened | None = None,
    operation_id: str | None = None,
) -> Outcome:
    """Change fields of a voice (as in `drafts.feedback.FeedbackChanges`). Raises Conflict for the same field."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.feedback import FeedbackChanges

    given = validate(FeedbackChanges, changes).given()

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import feedback as writing

        row, view = _voice(tx, key)
        if "owner" in given:
            owner = lookup.person_id(tx.reader, given["owner"], ws.actor.person_id)
            given["owner"] = person_key_of(tx, owner)
        values = settle(
            tx, row, view.key, given, {name: _shown(view, name) for name in _FIELDS} | given_now(view), opened
        )
        themes = values.pop("themes", None)
        changed = writing.edit(tx, row, _columns(tx, ws, values)) if values else False
        if isinstance(themes, tuple | list) and writing.set_themes(tx, row, themes):
            changed = True
        return Written(f"Changed {view.key}." if changed else f"{view.key} was like that already.", (view.key,))

    return ws.write("feedback.edit", work, operation_id)


def given_now(view: FeedbackRow) -> dict[str, object]:
    """The rating with its scale, as the form has it in single fields."""
    scale = view.scale
    return {
        "rating": view.rating,
        "scale_low": None if scale is None else scale.low,
        "scale_high": None if scale is None else scale.high,
        "good_end": None if scale is None else scale.good,
    }


def _columns(tx: Tx, ws: Workspace, values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as columns: keys and names become ids."""
    columns: dict[str, Any] = {}
    for name, value in values.items():
        match name:
            case "on":
                columns["on_day"] = value
            case "site":
                columns["site_id"] = None if value is None else lookup.numbered_id(tx.reader, "site", value)
            case "sprint":
                columns["sprint_id"] = None if value is None else lookup.numbered_id(tx.reader, "sprint", value)
            case "item":
                columns["item_id"] = None if value is None else lookup.item_id(tx.reader, value)
            case "owner":
                columns["owner_id"] = lookup.person_id(tx.reader, value, ws.actor.person_id)
            case "severity":
                columns["severity"] = int(value)
            case "good_end":
                columns["good_end"] = value if values.get("scale_low") is not None else None
            case _:
                columns[name] = value
    return columns


def move_feedback(
    ws: Workspace, keys: Sequence[str], status: FeedbackStatus, operation_id: str | None = None
) -> Outcome:
    """Sort voices: triaged, acting, closed, passed on. Answered and declined go through `answer_feedback`."""

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        step = check_status(
            view.key,
            view.status,
            status,
            answer_kind=view.answer_kind,
            answer=view.answer,
            report_open=view.report is not None and is_open(view.report),
        )
        if step and status == FeedbackStatus.PASSED_ON:
            return writing.edit(tx, row, {"status": status, "quote": "", "rating": None, "focal_group": ""})
        return step and writing.edit(tx, row, {"status": status})

    return _each(ws, "feedback.move", keys, change, f"{status.replace('_', ' ').capitalize()}: {{}}.", operation_id)


def answer_feedback(
    ws: Workspace,
    keys: Sequence[str],
    kind: AnswerKind,
    text: str,
    *,
    declined: bool = False,
    operation_id: str | None = None,
) -> Outcome:
    """Answer voices: we did, or we did not because; `declined` ends them with a no."""
    said = checked_prose("answer", text)
    check_answer(kind, said)
    status = FeedbackStatus.DECLINED if declined else FeedbackStatus.ANSWERED

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        report_open = view.report is not None and is_open(view.report)
        if view.status != status:
            check_status(view.key, view.status, status, answer_kind=kind, answer=said, report_open=report_open)
        return writing.answer(tx, row, kind, said, status)

    word = "Declined" if declined else "Answered"
    return _each(ws, "feedback.answer", keys, change, f"{word} {{}}.", operation_id)


def theme_feedback(
    ws: Workspace, keys: Sequence[str], themes: Sequence[str], operation_id: str | None = None
) -> Outcome:
    """Give voices themes beside the ones they have; new ones among them become triaged."""
    wanted = [checked_line("theme", theme) for theme in themes]

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        changed = writing.set_themes(tx, row, [*writing.theme_names(tx, row), *wanted])
        if view.status == FeedbackStatus.NEW:
            changed = writing.edit(tx, row, {"status": FeedbackStatus.TRIAGED}) or changed
        return changed

    return _each(ws, "feedback.theme", keys, change, f"Gave {{}} the theme {', '.join(wanted)}.", operation_id)


def weigh_feedback(ws: Workspace, keys: Sequence[str], severity: Severity, operation_id: str | None = None) -> Outcome:
    """Say how much voices matter; 4 is a report of harm that two roles judge."""

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        return writing.edit(tx, row, {"severity": int(severity)})

    return _each(ws, "feedback.weigh", keys, change, f"Severity {int(severity)} for {{}}.", operation_id)


def judge_feedback(
    ws: Workspace, key: str, role: PersonRole, verdict: Verdict, reason: str, operation_id: str | None = None
) -> Outcome:
    """What one person, in one role, finds about a report of harm. Raises Refusal by the rules of `domain.reports`."""
    why = checked_line("reason", reason)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import feedback as writing

        row, view = _voice(tx, key)
        before = reading.judgements(tx.reader, [row.stored_id]).get(row.stored_id, [])
        check_judgement(
            view.key, before, role=role, by=tx.intent.actor, verdict=verdict, reason=why, reporter=row.logged_by
        )
        writing.judge(tx, row, role, verdict, why)
        after = report_state(reading.judgements(tx.reader, [row.stored_id])[row.stored_id])
        return Written(f"Judged {view.key}: {after.replace('_', ' ')}.", (view.key,))

    return ws.write("feedback.judge", work, operation_id)


def remove_feedback(ws: Workspace, keys: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Delete voices; undo brings them back (`redact` takes a text out of everything)."""

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        writing.remove(tx, row)
        return True

    return _each(ws, "feedback.remove", keys, change, "Removed {}.", operation_id)


def item_from_feedback(ws: Workspace, key: str, title: str, operation_id: str | None = None) -> Outcome:
    """Write down an item in the voice's pilot, linked to the voice; the voice is being acted on from then."""
    line = checked_line("title", title)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import feedback as writing
        from pilotboard.store.writing import items
        from pilotboard.usecases.item_writing import key_of

        row, view = _voice(tx, key)
        item = items.add(tx, row.pilot_id, items.NewItem(line, description=f"{view.key}: {view.quote}"))
        writing.edit(tx, row, {"item_id": item.stored_id})
        if view.status in {FeedbackStatus.NEW, FeedbackStatus.TRIAGED}:
            writing.edit(tx, row, {"status": FeedbackStatus.ACTING})
        name = key_of(tx, item)
        return Written(f"Added {name} from {view.key}.", (name, view.key))

    return ws.write("feedback.item", work, operation_id)


def checked_prose(field: str, text: str) -> str:
    """Some lines of text as drafts take them. Raises InvalidInput."""
    from pilotboard.domain.drafts import prose

    return prose(field, text)


def _voice(tx: Tx, key: str) -> tuple[Feedback, FeedbackRow]:
    from pilotboard.store.writing import feedback as writing

    row = writing.voice(tx, lookup.numbered_id(tx.reader, "feedback", key))
    return row, reading.by_ids(tx.reader, [row.stored_id])[0]


def _each(
    ws: Workspace,
    action: str,
    keys: Sequence[str],
    change: Callable[[Tx, Feedback, FeedbackRow], bool],
    said: str,
    operation_id: str | None,
) -> Outcome:
    def work(tx: Tx) -> Written:
        touched = []
        for key in dict.fromkeys(keys):
            row, view = _voice(tx, key)
            if change(tx, row, view):
                touched.append(view.key)
        if not touched:
            return Written(f"Nothing to change: {listed(list(keys))}.", tuple(keys))
        return Written(said.format(listed(touched)), tuple(touched))

    return ws.write(action, work, operation_id)
