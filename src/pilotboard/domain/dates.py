"""Days as people type and read them. "Today" is always handed in; nothing here looks at a clock."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from pilotboard.domain.errors import InvalidInput

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2100, 12, 31)

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_STEP = re.compile(r"([+-])\s*([0-9]{1,5})\s*([dwmy]?)")
_LONG_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_DAY_NAME = 2

STRICT_HINT = "Use YYYY-MM-DD, between 2000 and 2100."
HINT = "Use YYYY-MM-DD (2000 to 2100), or today, tomorrow, +3d, +2w, fri."


def parse_day_strict(text: str, field: str = "date") -> date:
    """The day of ``YYYY-MM-DD``, nothing else, 2000 to 2100. Raises ``InvalidInput``."""
    found = _ISO.fullmatch(text.strip()) if len(text) < 40 else None
    if found is None:
        raise _problem(text, "is not a date", field, STRICT_HINT)
    return _day(text, int(found[1]), int(found[2]), int(found[3]), field, STRICT_HINT)


def parse_day(text: str, today: date, field: str = "date") -> date:
    """A day as typed on a form or a filter, counted from ``today``. Raises ``InvalidInput``.

    ``today``, ``tomorrow``, ``yesterday``, ``+3d``, ``-1w``, ``+2m`` (months), ``+1y``, a day name (``fri``,
    ``Friday``: the next one after today) or ``YYYY-MM-DD``.
    """
    said = text.strip().casefold()
    if len(said) >= 40:
        raise _problem(text, "is not a date", field, HINT)
    near = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
    if said in near:
        return _stepped(text, today, near[said], field)
    step = _STEP.fullmatch(said)
    if step is not None:
        count = int(step[2]) * (-1 if step[1] == "-" else 1)
        if step[3] in ("m", "y"):
            return _months(text, today, count * (12 if step[3] == "y" else 1), field)
        return _stepped(text, today, count * (7 if step[3] == "w" else 1), field)
    name = said.removeprefix("next ")
    if len(name) >= _SHORTEST_DAY_NAME:
        for weekday, long in enumerate(_LONG_DAYS):
            if long.startswith(name):
                return _stepped(text, today, (weekday - today.weekday() - 1) % 7 + 1, field)
    found = _ISO.fullmatch(said)
    if found is None:
        raise _problem(text, "is not a date", field, HINT)
    return _day(text, int(found[1]), int(found[2]), int(found[3]), field, HINT)


def check_day(day: date, field: str = "date") -> date:
    """The day itself when it lies in 2000 to 2100; raises ``InvalidInput`` otherwise."""
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    raise _problem(day.isoformat(), "is out of range", field, STRICT_HINT)


def friendly_day(day: date, today: date | None = None) -> str:
    """``Fri 27 Nov``; with the year when it is not the year of ``today``; ``today`` and ``tomorrow`` by name."""
    plain = f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]}"
    if today is None:
        return plain
    words = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return words.get((day - today).days) or (plain if day.year == today.year else f"{plain} {day.year}")


@lru_cache(maxsize=1024)
def plain_day(day: date) -> str:
    """``27 Nov 2026``: a day inside a sentence that is also read later."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def due_words(due: date, today: date) -> str:
    """``due today``, ``due Fri 27 Nov``, ``3 d late``."""
    late = (today - due).days
    return f"{age_words(late)} late" if late > 0 else f"due {friendly_day(due, today)}"


def age_words(days: int) -> str:
    """An age for a narrow column, never longer than five characters.

    Days below 15 (``0 d`` is today), whole weeks below 10, months (of 30.44 days) below 24, then years.
    """
    days = max(days, 0)
    if days < 15:
        return f"{days} d"
    if days < 70:
        return f"{days // 7} w"
    if days < 730:
        return f"{max(round(days / 30.44), 2)} mo"
    return f"{days // 365} y"


def days_words(days: int) -> str:
    """``1 day``, ``12 days``."""
    return f"{days} day" if days == 1 else f"{days} days"


def _problem(text: str, what: str, field: str, hint: str) -> InvalidInput:
    from pilotboard.domain.text import shortened, shown

    return InvalidInput(f'"{shortened(shown(text), 40)}" {what}.', kept="", hint=hint, field=field)


def _day(text: str, year: int, month: int, day: int, field: str, hint: str) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise _problem(text, "is not a day of the calendar", field, hint) from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise _problem(text, "is out of range", field, hint)
    return found


def _stepped(text: str, today: date, days: int, field: str) -> date:
    try:
        return check_day(today + timedelta(days=days), field)
    except (OverflowError, InvalidInput):
        raise _problem(text, "is out of range", field, HINT) from None


def _months(text: str, today: date, months: int, field: str) -> date:
    """The same day some months on; the last day of a shorter month."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise _problem(text, "is out of range", field, HINT)
    first_after = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (first_after - timedelta(days=1)).day
    return date(year, month + 1, min(today.day, last))
