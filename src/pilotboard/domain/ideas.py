"""Ideas that anyone may propose, and the support that people ask for."""

from __future__ import annotations

from enum import StrEnum


class IdeaState(StrEnum):
    """What has become of an idea."""

    PROPOSED = "proposed"
    ASSESSED = "assessed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class SupportKind(StrEnum):
    """What is asked for."""

    TIME = "time"
    MONEY = "money"
    COACHING = "coaching"
    TRAINING = "training"
    DATA = "data"
    TECHNOLOGY = "technology"


class SupportAnswer(StrEnum):
    """What the answer was."""

    GRANTED = "granted"
    PARTLY = "partly"
    DECLINED = "declined"
