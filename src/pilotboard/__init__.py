"""Pilotboard: run pilots in sprints and decide with evidence which to scale, adapt or stop."""

from __future__ import annotations

__version__ = "0.1.0"
