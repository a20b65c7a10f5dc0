"""One file a screen; how to add one is told in :mod:`pilotboard.tui`."""
