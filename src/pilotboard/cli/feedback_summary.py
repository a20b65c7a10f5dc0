"""`pilotboard feedback summary`: answers owed, who is not heard, themes, ratings, reports of harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilotboard.cli.feedback import FEEDBACK, IN, PILOT
from pilotboard.cli.session import Session
from pilotboard.usecases import feedback as usecases

if TYPE_CHECKING:
    from pilotboard.usecases.feedback import VoicesView

SHOWN_THEMES = 12


@FEEDBACK.verb("summary", PILOT, IN)
def summary(session: Session, pilot: str | None, scope: str | None) -> None:
    """Sum the log up: answers owed, who is not heard, themes, ratings, reports of harm, answers that say nothing."""
    seen = usecases.count_voices(session.ws, pilot or scope)
    if session.out.json:
        session.out.document("feedback_summary", [summary_data(seen)], count=1)
        return
    session.out.page("Feedback" + (f" on {pilot or scope}" if pilot or scope else ""), _fields(seen))


def summary_data(seen: VoicesView) -> dict[str, object]:
    """The figures as JSON; shares are 0 to 1, unknown is null."""
    owed, content = seen.owed, seen.content
    return {
        "voices": sum(count for _, count in seen.roles),
        "owed": owed.owed,
        "oldest": owed.oldest,
        "oldest_days": owed.oldest_days,
        "answered": owed.answered,
        "median_days": owed.median_days,
        "closed": owed.closed,
        "closed_with_answer": owed.closed_with_answer,
        "roles": {str(role): count for role, count in seen.roles},
        "silent_roles": list(seen.silent_roles),
        "not_heard": list(seen.not_heard),
        "sites": [
            {
                "site": one.group.site_key,
                "name": name,
                "voices": one.voices,
                "n": one.n,
                "people": one.people,
                "voice_share": one.voice_share,
                "people_share": one.people_share,
                "hearing": one.hearing,
            }
            for name, one in seen.heard
        ],
        "themes": [{"theme": one.theme, "n": one.n, "owed": one.owed, "harm": one.harm} for one in seen.themes],
        "ratings": [
            {
                "prompt": one.prompt or None,
                "low": one.scale.low,
                "high": one.scale.high,
                "good": one.scale.good,
                "n": one.n,
                "mean": one.mean,
                "counts": list(one.counts),
            }
            for one in seen.ratings
        ],
        "said_something": content.said,
        "no_content": content.nothing,
        "rating_only": content.rating_only,
        "safety": seen.safety,
        "reports": {str(state): count for state, count in seen.reports},
    }


def _fields(seen: VoicesView) -> list[tuple[str, str]]:
    content = seen.content
    said = f"{content.said} say something, {content.nothing} nothing (N/A), {content.rating_only} rate only"
    sites = "\n".join(one.words(name) for name, one in seen.heard if one.people is not None)
    themes = "\n".join(
        f"{one.theme} {one.n}" + (f" ({one.owed} wait)" if one.owed else "") for one in seen.themes[:SHOWN_THEMES]
    )
    ratings = "\n".join(": ".join(filter(None, (one.prompt, one.words()))) for one in seen.ratings)
    reports = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in seen.reports)
    return [
        ("Answers", seen.owed.words()),
        ("Voices", ", ".join(f"{role} {count}" for role, count in seen.roles if count)),
        ("Not heard", ", ".join((*seen.not_heard, *seen.silent_roles))),
        ("Sites", sites),
        ("Themes", themes),
        ("Ratings", ratings),
        ("Harm", f"{reports}; safety is {seen.safety}" if reports else ""),
        ("Content", said),
    ]
