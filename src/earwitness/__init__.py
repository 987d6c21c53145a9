"""Traces every statement in a set of reports back to the mouth it came from.

    import earwitness

    reading = earwitness.read("report.html")
    with earwitness.open_case("my-case") as case:
        case.add("reports/")

The names below are the public ones; they are imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earwitness.casefile import CaseError
    from earwitness.cases import OpenCase, Outcome, ReadError, open_case, read
    from earwitness.model import Case, Document, Failure, Reading, Span, Statement

__version__ = "0.1.0"

__all__ = [
    "Case",
    "CaseError",
    "Document",
    "Failure",
    "OpenCase",
    "Outcome",
    "ReadError",
    "Reading",
    "Span",
    "Statement",
    "__version__",
    "open_case",
    "read",
]

_HOMES = {
    "earwitness.casefile": ("CaseError",),
    "earwitness.cases": ("OpenCase", "Outcome", "ReadError", "open_case", "read"),
    "earwitness.model": ("Case", "Document", "Failure", "Reading", "Span", "Statement"),
}


def __getattr__(name: str) -> object:
    # `earwitness --help` must not wait for the whole program.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'earwitness' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
