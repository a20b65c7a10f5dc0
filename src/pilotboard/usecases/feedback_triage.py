"""Sorting and answering the early-feedback log: themes, severity, links, answers, reports of harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pilotboard.domain.changes import Outcome, Written
from pilotboard.domain.errors import InvalidInput, Refusal
from pilotboard.domain.feedback import (
    AnswerKind,
    FeedbackRow,
    FeedbackStatus,
    Severity,
    check_answer,
    check_status,
)
from pilotboard.domain.keys import parse_key
from pilotboard.domain.people import PersonRole
from pilotboard.domain.reports import Verdict, check_judgement, is_open, report_state
from pilotboard.domain.text import folded
from pilotboard.store.erased import wipe
from pilotboard.store.reading import feedback as reading
from pilotboard.usecases import lookup
from pilotboard.usecases.feedback_changes import each, voice
from pilotboard.usecases.item_writing import checked_line
from pilotboard.usecases.workspace import Workspace

if TYPE_CHECKING:
    from pilotboard.store.writing.tables import Feedback
    from pilotboard.store.writing.unit import Tx


def move_feedback(
    ws: Workspace, keys: Sequence[str], status: FeedbackStatus, operation_id: str | None = None
) -> Outcome:
    """Sort voices: triaged, acting, closed, passed on. Answered and declined go through `answer_feedback`.

    Raises Refusal where a voice cannot go there from where it stands.
    """

    if status == FeedbackStatus.PASSED_ON:
        return pass_on_feedback(ws, keys, operation_id)

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        return _step(view, status) and writing.edit(tx, row, {"status": status})

    return each(ws, "feedback.move", keys, change, f"{status.replace('_', ' ').capitalize()}: {{}}.", operation_id)


def pass_on_feedback(ws: Workspace, keys: Sequence[str], operation_id: str | None = None) -> Outcome:
    """Say that voices were passed on to the right person: their words and ratings are not kept here, nor in the
    journal. This cannot be undone; backups made before still hold them.
    """

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing
        from pilotboard.store.writing.erasing import forget_voice

        if not _step(view, FeedbackStatus.PASSED_ON):
            return False
        forget_voice(tx, row)
        return writing.edit(tx, row, {"status": FeedbackStatus.PASSED_ON})

    outcome = each(ws, "feedback.pass_on", keys, change, "Passed on, not kept here: {}.", operation_id)
    if outcome.entry and not outcome.repeated:
        wipe(ws.location)
    return outcome


def _step(view: FeedbackRow, status: FeedbackStatus) -> bool:
    return check_status(
        view.key,
        view.status,
        status,
        answer_kind=view.answer_kind,
        answer=view.answer,
        report_open=view.report is not None and is_open(view.report),
    )


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
    return each(ws, "feedback.answer", keys, change, f"{word} {{}}.", operation_id)


def theme_feedback(
    ws: Workspace,
    keys: Sequence[str],
    themes: Sequence[str],
    operation_id: str | None = None,
    *,
    off: Sequence[str] = (),
) -> Outcome:
    """Give voices themes beside the ones they have, take those `off` them; new voices become triaged."""
    wanted = _themes(themes)
    taken = _themes(off)
    if not wanted and not taken:
        raise InvalidInput("Say which theme.", "Nothing was changed.", field="themes")
    said = ([f"gave {{}} the theme {', '.join(wanted)}"] if wanted else []) + (
        [f"took {', '.join(taken)} off {'it' if wanted else '{}'}"] if taken else []
    )

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        worn = writing.theme_names(tx, row)
        gone = {folded(one) for one in taken}
        changed = writing.set_themes(tx, row, [*(one for one in worn if folded(one) not in gone), *wanted])
        if view.status == FeedbackStatus.NEW:
            changed = writing.edit(tx, row, {"status": FeedbackStatus.TRIAGED}) or changed
        return changed

    sentence = " and ".join(said)
    return each(ws, "feedback.theme", keys, change, f"{sentence[:1].upper()}{sentence[1:]}.", operation_id)


def _themes(words: Sequence[str]) -> tuple[str, ...]:
    """Themes as drafts take them. Raises InvalidInput."""
    from pilotboard.domain.drafts import validate
    from pilotboard.domain.drafts.feedback import FeedbackChanges

    return validate(FeedbackChanges, {"themes": tuple(words)}).themes if words else ()


def weigh_feedback(ws: Workspace, keys: Sequence[str], severity: Severity, operation_id: str | None = None) -> Outcome:
    """Say how much voices matter; 4 is a report of harm that two roles judge."""

    def change(tx: Tx, row: Feedback, _view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        return writing.edit(tx, row, {"severity": int(severity)})

    return each(ws, "feedback.weigh", keys, change, f"Severity {int(severity)} for {{}}.", operation_id)


def judge_feedback(
    ws: Workspace, key: str, role: PersonRole, verdict: Verdict, reason: str, operation_id: str | None = None
) -> Outcome:
    """What one person, in one role, finds about a report of harm. Raises Refusal by the rules of `domain.reports`."""
    why = checked_line("reason", reason)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import feedback as writing

        row, view = voice(tx, key)
        if view.severity != Severity.HARM:
            hint = "Give it severity 4 first when somebody may come to harm."
            raise Refusal(
                f"{view.key} reports no harm; only severity 4 is judged.", "Nothing was saved.", hint, view.key
            )
        before = reading.judgements(tx.reader, [row.stored_id]).get(row.stored_id, [])
        check_judgement(
            view.key, before, role=role, by=tx.intent.actor, verdict=verdict, reason=why, reporter=row.logged_by
        )
        writing.judge(tx, row, role, verdict, why)
        after = report_state(reading.judgements(tx.reader, [row.stored_id])[row.stored_id])
        return Written(f"Judged {view.key}: {after.replace('_', ' ')}.", (view.key,))

    return ws.write("feedback.judge", work, operation_id)


def item_from_feedback(ws: Workspace, key: str, title: str, operation_id: str | None = None) -> Outcome:
    """Write down an item in the voice's pilot, linked to the voice; the voice is being acted on from then."""
    line = checked_line("title", title)

    def work(tx: Tx) -> Written:
        from pilotboard.store.writing import feedback as writing
        from pilotboard.store.writing import items
        from pilotboard.usecases.item_writing import key_of

        row, view = voice(tx, key)
        _refuse_passed_on(view)
        item = items.add(tx, row.pilot_id, items.NewItem(line))
        writing.edit(tx, row, {"item_id": item.stored_id, **_acting(view)})
        name = key_of(tx, item)
        return Written(f"Added {name} from {view.key}.", (name, view.key))

    return ws.write("feedback.item", work, operation_id)


def link_feedback(ws: Workspace, keys: Sequence[str], target: str, operation_id: str | None = None) -> Outcome:
    """Link voices to the item (P07-12) or the action of a retrospective (A-03) that takes them up."""
    kind = parse_key(target).kind

    def change(tx: Tx, row: Feedback, view: FeedbackRow) -> bool:
        from pilotboard.store.writing import feedback as writing

        _refuse_passed_on(view)
        if kind == "action":
            link = {"action_id": lookup.numbered_id(tx.reader, "action", target)}
        else:
            link = {"item_id": lookup.item_id(tx.reader, target)}
        return writing.edit(tx, row, {**link, **_acting(view)})

    return each(ws, "feedback.link", keys, change, f"Linked {{}} to {parse_key(target)}.", operation_id)


def _acting(view: FeedbackRow) -> dict[str, object]:
    """Somebody does something about it from now on."""
    return {"status": FeedbackStatus.ACTING} if view.status in {FeedbackStatus.NEW, FeedbackStatus.TRIAGED} else {}


def _refuse_passed_on(view: FeedbackRow) -> None:
    if view.status == FeedbackStatus.PASSED_ON:
        raise Refusal(f"{view.key} was passed on and is not kept here.", "Nothing was saved.", at=view.key)


def checked_prose(field: str, text: str) -> str:
    """Some lines of text as drafts take them. Raises InvalidInput."""
    from pilotboard.domain.drafts import prose

    return prose(field, text)
