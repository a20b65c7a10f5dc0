"""What a decision rests on - rule, checks of the must-haves, criteria and ratings - and the decisions themselves."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from pilotboard.domain.decision_rules import Direction, MeasureKind, Size
from pilotboard.domain.decisions import DecisionKind, DecisionStep
from pilotboard.domain.gates import Detail, Gate, GateState
from pilotboard.domain.outcomes import Recommended
from pilotboard.store.writing.columns import (
    AUTOINCREMENT,
    NAME,
    TEXT,
    TITLE,
    Row,
    VersionedRow,
    amount_of_money,
    choice,
    days,
    optional_choice,
    partial_index,
    rule,
    text_check,
    whole,
)


class DecisionRule(VersionedRow, table=True):
    """The rule of a pilot: what is measured, the smallest change that matters, how sure one must be; then locked."""

    __tablename__ = "decision_rule"
    __table_args__ = (
        text_check("measure", TITLE, 1),
        text_check("unit", 60),
        text_check("comparison", TITLE),
        rule("smallest", "smallest_change > 0"),
        whole("certainty", 50, 99),
        whole("baseline_n", 1, 100_000_000),
        whole("expected_n", 1, 100_000_000),
        rule("spread", "spread IS NULL OR spread > 0"),
        rule("locked", "(locked_at IS NULL) = (locked_by = '')"),
        *days("decision_on"),
        AUTOINCREMENT,
    )

    pilot_id: int = Field(foreign_key="pilot.id", unique=True)
    size: Size = Field(sa_column=choice(Size))
    measure: str = Field(max_length=TITLE, description="the one measure that decides")
    unit: str = Field(default="", max_length=60)
    kind: MeasureKind = Field(sa_column=choice(MeasureKind))
    direction: Direction = Field(sa_column=choice(Direction))
    baseline: float | None = None
    baseline_n: int | None = None
    target: float | None = None
    smallest_change: float
    spread: float | None = Field(default=None, description="standard deviation of a mean, where known")
    expected_n: int | None = Field(default=None, description="how many people the figure will rest on")
    certainty: int = 75
    rises_by_itself: bool = False
    comparison: str = Field(default="", max_length=TITLE, description="what it is compared with; '' = nothing")
    decision_on: date | None = None
    locked_at: datetime | None = None
    locked_by: str = Field(default="", max_length=NAME)
    locked_late: bool = Field(default=False, description="data had been collected before it was locked")


class RuleAmendment(VersionedRow, table=True):
    """A change of a rule after it was locked, and why."""

    __tablename__ = "rule_amendment"
    __table_args__ = (
        text_check("reason", TITLE, 1),
        text_check("change", TEXT, 1),
        Index(None, "pilot_id", "at"),
        AUTOINCREMENT,
    )

    pilot_id: int = Field(foreign_key="pilot.id")
    at: datetime
    author: str = Field(max_length=NAME)
    reason: str = Field(max_length=TITLE)
    change: str


class GateCheck(VersionedRow, table=True):
    """What somebody recorded about a must-have, and the evidence it rests on; the newest of a gate counts."""

    __tablename__ = "gate_check"
    __table_args__ = (
        text_check("evidence", TEXT),
        text_check("groups", TITLE),
        rule("stated", "state <> 'waived'"),
        rule("evident", "state = 'unknown' OR evidence <> ''"),
        rule("chance", "chance IS NULL OR (chance >= 0 AND chance <= 1)"),
        rule("half_width", "half_width IS NULL OR half_width >= 0"),
        whole("n", 0, 100_000_000),
        whole("asked", 0, 100_000_000),
        *days("on_day"),
        Index(None, "pilot_id", "gate", "on_day", "id"),
        AUTOINCREMENT,
    )

    pilot_id: int = Field(foreign_key="pilot.id")
    gate: Gate = Field(sa_column=choice(Gate))
    state: GateState = Field(sa_column=choice(GateState))
    detail: Detail | None = Field(default=None, sa_column=optional_choice(Detail))
    value: float | None = Field(default=None, description="the figure: share delivered (0-1), mean of 1-5, ...")
    chance: float | None = Field(default=None, description="chance that the effect clears the smallest change (0-1)")
    half_width: float | None = Field(default=None, description="half the width of the effect's interval")
    n: int | None = Field(default=None, description="people or places the figure rests on")
    asked: int | None = Field(default=None, description="people who were asked")
    groups: str = Field(default="", max_length=TITLE, description="student groups on watch")
    evidence: str = ""
    on_day: date
    at: datetime
    checked_by: str = Field(max_length=NAME)


class GateWaiver(VersionedRow, table=True):
    """An unknown must-have that a named person lets pass, with a plan and a day."""

    __tablename__ = "gate_waiver"
    __table_args__ = (
        text_check("plan", TEXT, 1),
        text_check("waived_by", NAME, 1),
        rule("waivable", "gate IN ('G3', 'G5', 'G6', 'G7')"),
        *days("due_on"),
        partial_index("uq_gate_waiver_standing", "withdrawn_at IS NULL", "pilot_id", "gate", unique=True),
        AUTOINCREMENT,
    )

    pilot_id: int = Field(foreign_key="pilot.id", index=True)
    gate: Gate = Field(sa_column=choice(Gate))
    waived_by: str = Field(max_length=NAME)
    plan: str
    due_on: date
    at: datetime
    withdrawn_at: datetime | None = None


class CriteriaSet(VersionedRow, table=True):
    """A version of the criteria; one is in use."""

    __tablename__ = "criteria_set"
    __table_args__ = (
        text_check("note", TITLE),
        partial_index("uq_criteria_set_in_use", "in_use", "in_use", unique=True),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True, description="the version people see: v3")
    note: str = Field(default="", max_length=TITLE)
    in_use: bool = False
    made_at: datetime
    made_by: str = Field(max_length=NAME)


class Criterion(VersionedRow, table=True):
    """One criterion of a version: its weight, and what each level means."""

    __tablename__ = "criterion"
    __table_args__ = (
        text_check("name", 60, 1),
        *(text_check(f"level_{level}", TITLE, 1) for level in range(4)),
        whole("weight", 0, 100),
        UniqueConstraint("set_id", "name"),
        AUTOINCREMENT,
    )

    set_id: int = Field(foreign_key="criteria_set.id", index=True)
    name: str = Field(max_length=60)
    position: int
    weight: int
    level_0: str = Field(max_length=TITLE)
    level_1: str = Field(max_length=TITLE)
    level_2: str = Field(max_length=TITLE)
    level_3: str = Field(max_length=TITLE)


class Rating(VersionedRow, table=True):
    """What one person found for a pilot on a criterion; no level = "I cannot tell"."""

    __tablename__ = "rating"
    __table_args__ = (
        text_check("note", TEXT),
        text_check("criterion", 60, 1),
        whole("level", 0, 3),
        UniqueConstraint("pilot_id", "criterion", "rater"),
        AUTOINCREMENT,
    )

    pilot_id: int = Field(foreign_key="pilot.id")
    criterion: str = Field(max_length=60, description="by name: a new version of the set keeps the ratings")
    rater: str = Field(max_length=NAME)
    level: int | None = None
    note: str = ""
    at: datetime


class Decision(VersionedRow, table=True):
    """What people decided about a pilot, and a snapshot of the evidence they had (a JSON document and its digest)."""

    __tablename__ = "decision"
    __table_args__ = (
        text_check("reason", TEXT, 1),
        text_check("deciders", TITLE, 1),
        text_check("conditions", TEXT),
        text_check("item", TITLE),
        text_check("vote", TITLE),
        rule("digest", "length(digest) = 64"),
        *days("decided_on", "review_on"),
        Index(None, "pilot_id", "decided_on", "id"),
        AUTOINCREMENT,
    )

    number: int = Field(unique=True)
    pilot_id: int = Field(foreign_key="pilot.id")
    step: DecisionStep = Field(sa_column=choice(DecisionStep))
    kind: DecisionKind = Field(sa_column=choice(DecisionKind))
    recommended: Recommended = Field(sa_column=choice(Recommended))
    decided_on: date
    deciders: str = Field(max_length=TITLE)
    reason: str
    conditions: str = ""
    item: str = Field(default="", max_length=TITLE, description="the Board's agenda item")
    vote: str = Field(default="", max_length=TITLE)
    review_on: date | None = None
    digest: str = Field(max_length=64)
    made_at: datetime
    made_by: str = Field(max_length=NAME)
    withdrawn_at: datetime | None = None
    folded: str = ""
    snapshot: str = Field(description="the largest, so the last: who wants another column need not read over it")


SHORT = (
    *("recommended", "score", "pilot_id", "floor", "coverage", "chance", "gates", "voices", "yearly_cost", "size"),
    *("last_number", "last_kind", "last_recommended", "last_on", "last_review_on"),
)
"""What a line of the list shows: an index holds it all, so that a list of a thousand does not read their contents."""


class PilotSummary(Row, table=True):
    """What the list of pilots to scale shows of one, kept up with every write; never edited, so not in the journal."""

    __tablename__ = "pilot_summary"
    __table_args__ = (
        rule("gates", "length(gates) = 8"),
        whole("yearly_cost", 0, 1_000_000_000_000),
        *days("last_on", "last_review_on"),
        Index("ix_pilot_summary_list", *SHORT),
        AUTOINCREMENT,
    )

    pilot_id: int = Field(foreign_key="pilot.id", unique=True, ondelete="CASCADE")
    recommended: Recommended = Field(sa_column=choice(Recommended))
    score: float | None = None
    floor: float | None = None
    coverage: float = 0
    chance: float | None = None
    gates: str = Field(max_length=8, description="a letter for each of G1..G8: p w f u v (waived)")
    voices: int = 0
    yearly_cost: int | None = Field(
        default=None, sa_column=amount_of_money(optional=True), description="recurring, at scale; empty = unknown"
    )
    size: Size = Field(sa_column=choice(Size))
    last_number: int | None = Field(default=None, description="of the newest decision that stands")
    last_kind: DecisionKind | None = Field(default=None, sa_column=optional_choice(DecisionKind))
    last_recommended: Recommended | None = Field(
        default=None, sa_column=optional_choice(Recommended, name="last_recommended")
    )
    last_on: date | None = None
    last_review_on: date | None = None
    content: str = Field(description="levels, reasons and what is missing, as JSON")
