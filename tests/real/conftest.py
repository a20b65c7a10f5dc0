"""Real files of real projects: `pytest --real FOLDER` says where they are."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real(pytestconfig: pytest.Config) -> Path:
    """The folder with the real files."""
    return Path(pytestconfig.invocation_params.dir, str(pytestconfig.getoption("--real"))).resolve()
