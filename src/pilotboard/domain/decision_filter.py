"""What a filter over decisions may ask for, and one decision with the evidence it had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pilotboard.domain.decisions import DecisionKind, DecisionLine, DecisionStep, differs
from pilotboard.domain.outcomes import Recommended

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pilotboard.domain.matching import Subject


class DecisionDetail(NamedTuple):
    """A decision, the evidence people had as it was frozen, and whether later evidence would change it ("" = no)."""

    line: DecisionLine
    evidence: Mapping[str, Any]
    flag: str


def decision_subject() -> Subject[DecisionLine]:
    """What a filter over decisions may ask for."""
    from pilotboard.domain.matching import Subject
    from pilotboard.domain.query_fields import YEAR, Field, fields_of

    return Subject(
        fields_of(
            Field("key", "text", "the decision's key, such as D-08"),
            Field("pilot", "text", "the pilot it is about: key or words of the title"),
            Field("kind", "word", "what was decided", aliases=("decision", "is"), values=tuple(DecisionKind)),
            Field("step", "word", "whose word it is", values=tuple(DecisionStep)),
            Field("recommended", "word", "what the evidence said that day", values=tuple(Recommended)),
            Field("on", "date", "the day it was decided", aliases=("decided_on",)),
            YEAR,
            Field("review", "date", "the day it is looked at again", aliases=("review_on",), optional=True),
            Field("by", "text", "who decided", aliases=("deciders",)),
            Field("override", "flag", "people decided otherwise than the evidence said"),
            Field("withdrawn", "flag", "it was withdrawn"),
            Field("standing", "flag", "it was not withdrawn"),
        ),
        {
            "key": lambda row: row.key,
            "pilot": lambda row: (row.pilot_key, row.pilot),
            "kind": lambda row: row.kind,
            "step": lambda row: row.step,
            "recommended": lambda row: row.recommended,
            "on": lambda row: row.decided_on,
            "year": lambda row: (row.decided_on, row.decided_on),
            "review": lambda row: row.review_on,
            "by": lambda row: row.deciders,
            "override": lambda row: differs(row.kind, row.recommended),
            "withdrawn": lambda row: row.withdrawn,
            "standing": lambda row: not row.withdrawn,
        },
        lambda row: (row.key, row.pilot_key, row.pilot, row.deciders, row.reason, row.conditions, row.item),
    )
