"""The criteria that every organisation begins with (version 1); it may change them, the weights and the words."""

from __future__ import annotations

from typing import Final

from pilotboard.domain.criteria import CriterionView

DEFAULT: Final = (
    CriterionView(
        "effectiveness",
        25,
        (
            "It did harm, or the chance that it clears the bar is under 1 in 4.",
            "The chance that it clears the bar is between 1 in 4 and 1 in 2.",
            "The chance is between 1 in 2 and 3 in 4; or better, but something we watch got worse.",
            "The chance is 3 in 4 or better, and nothing we watch got worse.",
        ),
    ),
    CriterionView(
        "evidence strength",
        15,
        (
            "Single stories.",
            "Before and after, with fewer than 12 points in time.",
            "A comparison, or a clear signal over 12 points in time or more.",
            "Drawn by lot or matched, at two sites or more.",
        ),
    ),
    CriterionView(
        "equity",
        15,
        (
            "The gap grew, or the student groups it is meant for were not reached.",
            "The gap grew a little; these groups were reached less than their share.",
            "The gap did not change; these groups were reached about as their share.",
            "The gap shrank; these groups were reached as their share or better.",
        ),
    ),
    CriterionView(
        "acceptability",
        10,
        (
            "Those asked gave it less than 3 of 5.",
            "Those asked gave it 3 to 3.5 of 5.",
            "Those asked gave it 3.5 to 4 of 5.",
            "Those asked gave it 4 of 5 or more, and families and students were heard.",
        ),
    ),
    CriterionView(
        "feasibility",
        10,
        (
            "Less than half of it was done as planned.",
            "50 to 70 % of it was done as planned.",
            "70 to 85 % of it was done as planned.",
            "More than 85 % of it was done as planned, by ordinary staff.",
        ),
    ),
    CriterionView(
        "cost return",
        10,
        (
            "It costs more and brings nothing.",
            "What it brings costs more than another way to the same end.",
            "What it brings costs about the same as another way.",
            "It brings more for the money than what it would replace.",
        ),
    ),
    CriterionView(
        "transferability",
        10,
        (
            "It rests on one person.",
            "Another site would have to change much of it.",
            "Another site would have to change some of it.",
            "There is a kit, and a second site has done it with that.",
        ),
    ),
    CriterionView(
        "sustainability",
        5,
        (
            "Nobody stands behind it, or there is no money.",
            "There is money for one year.",
            "It is in the draft of the budget.",
            "It is in the base budget.",
        ),
    ),
)
"""Eight criteria; their weights sum to 100."""
