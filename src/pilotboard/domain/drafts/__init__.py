"""Validated input, one module per noun (pydantic, strict); imported only inside writing use cases.

``XDraft`` is for adding, ``XChanges`` for editing: what was not handed in is not touched (``changes.given()``).
Both go through ``validate``, which raises ``InvalidInput`` naming every field at fault.
"""

from __future__ import annotations

from pilotboard.domain.drafts.checks import Draft, validate
from pilotboard.domain.drafts.single import line, prose

__all__ = ["Draft", "line", "prose", "validate"]
