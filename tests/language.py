"""Language cases as parameters of a test, and the bare pages that they stand on.

A case with `"open": true` is known not to hold yet. It is expected to fail, strictly: the first
change that makes it hold has to take the mark away.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from earwitness.model import Block, Document, Span

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


def page(text: str, outlet: str | None = None) -> Document:
    """A page that is one block of body, without masthead or date."""
    blocks = (Block(Span(0, len(text)), "body"),) if text.strip() else ()
    return Document("d1", "0" * 64, None, None, outlet, None, None, (), "en", None, text, blocks)


def page_of_lines(text: str) -> Document:
    """The same, a paragraph a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Span(at, at + len(line)), "body"))
        at += len(line) + 1
    return Document("d_t", "0", None, None, None, None, None, (), "en", None, text, tuple(blocks))
