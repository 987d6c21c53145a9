"""Every test of the store is run on a case of each kind."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "deciding"), str(HERE.parent / "exports")]

from store_kinds import Kind, OnDisk, OnServer, opened  # noqa: E402

from earwitness.casefile import CaseStore  # noqa: E402


def _clock() -> datetime:
    return datetime(2024, 3, 1, tzinfo=UTC)


@pytest.fixture(params=["folder", "server"])
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> Kind:
    """A kind of case."""
    if request.param == "folder":
        return OnDisk(tmp_path)
    return OnServer(request.getfixturevalue("postgres"))


@pytest.fixture
def store(kind: Kind) -> Iterator[CaseStore]:
    """An empty case."""
    made = opened(kind.place(), clock=_clock)
    yield made
    made.close()
