"""How far long work in a thread is, and whether somebody stopped it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class Course:
    """Told by a thread, looked at by the screen."""

    done: int = 0
    total: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def __call__(self, done: int, total: int) -> bool:
        """Keep how far it is; answers whether to go on."""
        self.done, self.total = done, total
        return not self.stopped.is_set()
