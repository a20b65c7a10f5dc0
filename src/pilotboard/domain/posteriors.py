"""Chances that a change is big enough, from what was counted; flat beforehand (Beta(1,1) for shares).

A share that k of n people reached has the posterior Beta(1 + k, 1 + n - k). Of two shares the chance is the integral
of one posterior over the other (Gauss-Legendre over its quantiles, 96 nodes: exact to five places).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

NODES: Final = 96
WIDE: Final = 1.96
"""Half of a 95 % interval in standard deviations."""


class Share(NamedTuple):
    """``k`` of ``n`` people; ``n`` ``None`` = the share ``k`` (0 to 1) is taken as known."""

    k: float
    n: float | None

    def mean(self) -> float:
        """The posterior mean, 0 to 1."""
        return self.k if self.n is None else (1 + self.k) / (2 + self.n)

    def variance(self) -> float:
        """The posterior variance."""
        if self.n is None:
            return 0.0
        a, b = 1 + self.k, 1 + self.n - self.k
        return a * b / ((a + b) ** 2 * (a + b + 1))


class Change(NamedTuple):
    """The chances (0 to 1) that a share rose, or fell, by at least the change asked about; half a 95 % interval."""

    up: float
    down: float
    half_width: float


def change_of(before: Share, after: Share, least: float) -> Change:
    """How sure it is that ``after`` lies at least ``least`` above, and below, ``before``. ``after`` is counted."""
    from scipy.special import betainc

    assert after.n is not None
    points, weights = _points(before)
    a, b = 1 + after.k, 1 + after.n - after.k
    up = 1 - betainc(a, b, (points + least).clip(0, 1))
    down = betainc(a, b, (points - least).clip(0, 1))
    half = WIDE * (before.variance() + after.variance()) ** 0.5
    return Change(float(up @ weights), float(down @ weights), half)


def _points(share: Share) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    import numpy as np
    from scipy.special import betaincinv, roots_legendre

    if share.n is None:
        return np.array([share.k]), np.array([1.0])
    nodes, weights = roots_legendre(NODES)
    quantiles = betaincinv(1 + share.k, 1 + share.n - share.k, (nodes + 1) / 2)
    return np.asarray(quantiles, dtype=np.float64), np.asarray(weights / 2, dtype=np.float64)
