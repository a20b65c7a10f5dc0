"""Where the data files are that pilotboard ships beside its code."""

from __future__ import annotations

from pathlib import Path


def sample_data() -> Path:
    """The folder of the sample programme: inside the package when installed, at the top of a checkout otherwise.

    Raises FileNotFoundError when the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "sample_data", package.parents[1] / "sample_data"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"The sample data is missing from this installation ({package}). Install pilotboard again.")
