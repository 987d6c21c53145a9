"""The case file itself."""

from __future__ import annotations

from earwitness.exports.json_export import dumps
from earwitness.model import Case

from .base import About, Files


def write(case: Case, about: About) -> Files:
    """`case.json`: every key is described in docs/reference.md."""
    # The keys are a contract: what the copy is stands beside it.
    return {"case.json": dumps(case, about.layer).encode("utf-8", "replace")}
