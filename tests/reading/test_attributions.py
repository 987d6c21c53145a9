"""Attribution by rules on sentences of our own; each case says why it is there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from earwitness.model import Block, Document, Reading, Span, Statement
from earwitness.reading import read_report

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "attributions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def document_of(text: str) -> Document:
    """A page that is all body, a paragraph a line."""
    blocks = [Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]+", text)]
    return Document(
        "d_test", "0", None, None, None, None, None, (), "en", None, text, tuple(blocks)
    )  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def same_words(statement: Statement, content: list[str], text: str) -> bool:
    got = [w for span in statement.content for w in words(span.of(text))]
    return got == [w for part in content for w in words(part)]


def check(found: Statement, wanted: dict[str, Any], reading: Reading) -> list[str]:
    """What of a statement is not as the case wants it."""
    text = reading.document.text
    actors = {a.id: a for a in reading.actors}
    wrong = []
    source = found.source.span.of(text) if found.source.span else None
    if source != wanted["source"]:
        wrong.append(f"source {source!r}")
    actor = actors[found.source.actor] if found.source.actor else None
    if wanted["actor"] is not None:
        names = " / ".join([actor.name, *actor.aliases]) if actor else ""
        if wanted["actor"] not in names:
            wrong.append(f"actor {names!r}")
    elif wanted.get("nested") and actor is not None:
        wrong.append(f"actor {actor.name!r}, should be open")
    for key in ("form", "type"):
        if key in wanted and getattr(found, key) != wanted[key]:
            wrong.append(f"{key} {getattr(found, key)!r}")
    if "addressee" in wanted:
        told = actors[found.addressee.actor].name if found.addressee.actor else ""
        if wanted["addressee"] not in told:
            wrong.append(f"addressee {told!r}")
    if bool(wanted.get("nested")) != (found.nested_in is not None):
        wrong.append("nesting")
    return wrong


@pytest.mark.parametrize("case", CASES, ids=[f"{c['id']}" for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    reading = read_report(document_of(case["text"]))
    left = list(reading.statements)
    for wanted in case["statements"]:
        fitting = [s for s in left if same_words(s, wanted["content"], case["text"])]
        shown = [[sp.of(case["text"]) for sp in s.content] for s in reading.statements]
        assert fitting, f"{case['why']}: {wanted['content']} not among {shown}"
        wrong = check(fitting[0], wanted, reading)
        assert not wrong, f"{case['why']}: {wrong}"
        left.remove(fitting[0])
    if case["only"]:
        more = [[sp.of(case["text"]) for sp in s.content] for s in left]
        assert not more, f"{case['why']}: also found {more}"
