"""Reproducible comparisons: pilotboard beside a reference, in the same run, on the same machine."""
