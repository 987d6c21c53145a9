"""Desks of the bridge case, of a hostile one, and of a large one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "deciding"), str(HERE.parent / "exports")]

from decided_bridge import made_case  # noqa: E402
from desk_server import Desk, served  # noqa: E402
from large_case import write_case  # noqa: E402


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of the bridge case, fresh for one test."""
    with served(write_case(tmp_path / "case", made_case())) as opened:
        yield opened
