"""The one text of a document that is frozen, and its digest: so that a later edit cannot go unseen."""

from __future__ import annotations

import hashlib
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
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
