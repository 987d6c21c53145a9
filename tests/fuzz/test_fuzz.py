"""Fuzzing by chance: a short form here; with EARWITNESS_FUZZ that many examples of each, new ones each time.

What is found is kept as a case of its own beside the code that it broke.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from targets import FILES, TARGETS, read_or_reason

MANY = int(os.environ.get("EARWITNESS_FUZZ", "0"))


@pytest.mark.parametrize("name", FILES)
def test_a_good_file_is_read(name: str) -> None:
    read_or_reason(FILES[name], name)


@pytest.mark.parametrize("name", TARGETS)
def test_what_must_hold_holds_of_whatever_is_drawn(name: str) -> None:
    target = TARGETS[name]
    calm = settings(deadline=None, suppress_health_check=list(HealthCheck))
    drawn = settings(calm, max_examples=MANY or target.short, derandomize=not MANY)
    drawn(given(*target.drawn)(target.check))()
