"""The words of the screens through the organisation's label set."""

from __future__ import annotations

from pilotboard.domain.labels import Labels, keys

_KEYS = frozenset(keys())


def worded(labels: Labels, term: str) -> str:
    """A label of a command or a place in the organisation's words.

    ``Pilots``, ``board`` or ``block`` are looked up, as they are or in the singular; capitals are kept. Anything
    that is no key stays as it is.
    """
    key = term.lower().replace(" ", "_")
    many = False
    if key not in _KEYS and key.endswith("s") and key[:-1] in _KEYS:
        key, many = key[:-1], True
    if key not in _KEYS:
        return term
    if term[:1].isupper():
        return labels.plural_capital(key) if many else labels.capital(key)
    return labels.plural(key) if many else labels(key)
