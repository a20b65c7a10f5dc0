"""The one text of a document that is frozen, and its digest: so that a later edit cannot go unseen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(content: Mapping[str, Any]) -> str:
    """The one JSON text of a document: keys sorted, no blanks, UTF-8 as it is; NaN is refused (``ValueError``)."""
    return _ENCODER.encode(content)


def digest_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hex."""
    import hashlib  # a list of decisions needs no digest, and this takes a good part of its start

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
