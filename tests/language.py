"""Language cases as parameters of a test.

A case with `"open": true` is known not to hold yet. It is expected to fail, strictly: the first
change that makes it hold has to take the mark away.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict]:
    """The cases of one file, in order."""
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def marked(listed: list[dict], *, words: str = "text") -> list:
    """The cases as pytest parameters, the open ones expected to fail."""
    return [
        pytest.param(
            case,
            id=str(case[words])[:40],
            marks=[pytest.mark.xfail(strict=True)] if case.get("open") else [],
        )
        for case in listed
    ]
