import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Block, Document, Span, Stamp
from earwitness.reading.dates import read_dates

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "dates.jsonl").read_text("utf-8").splitlines()
]


def page(text: str, published: str | None = "2022-05-16") -> Document:
    return Document(
        id="d1",
        sha256="0" * 64,
        path=None,
        url=None,
        outlet=None,
        headline=None,
        headline_span=None,
        byline=(),
        language="en",
        published=Stamp(published, None) if published else None,
        text=text,
        blocks=(Block(Span(0, len(text)), "body"),),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_language_case(case: dict) -> None:
    found = read_dates(page(case["text"], case["published"]))
    got = [
        {"words": d.span.of(case["text"]), "type": d.type, "value": d.value, "mod": d.mod}
        for d in found
    ]
    assert got == case["dates"], case["why"]
