"""The organisation and the words it uses."""

from __future__ import annotations

from pilotboard.domain.organisation import Counting, LabelSet, OrganisationView
from pilotboard.store.reading.reader import Reader


def organisation(reader: Reader) -> OrganisationView | None:
    """The organisation of this store; None before it has begun."""
    row = reader.row(
        "SELECT name, labels, counting, time_zone, money, small_limit, sample, version FROM organisation WHERE id = 1"
    )
    if row is None:
        return None
    name, labels, counting, time_zone, money, small_limit, sample, version = row
    return OrganisationView(
        name=name,
        labels=LabelSet(labels),
        words=words(reader),
        counting=Counting(counting),
        time_zone=time_zone,
        money=money,
        small_limit=small_limit,
        sample=bool(sample),
        version=version,
    )


def words(reader: Reader) -> dict[str, str]:
    """The organisation's own words by label key."""
    return dict(reader.rows("SELECT term, text FROM label_override ORDER BY term"))
