"""What somebody has from somebody else, on cases marked by hand before the decoder was written.

The bars are a little below what was reached when they were set.
"""

from __future__ import annotations

import pytest
from nested import cases, quoted, score

from earwitness.model import Document, Reading
from earwitness.reading import read_report, reader

BARS = {
    ("accurate", True): (0.72, 0.55),
    ("accurate", False): (0.72, 0.58),
    ("rules", True): (0.65, 0.4),
    ("rules", False): (0.65, 0.33),
}


def test_the_cases_are_of_every_kind() -> None:
    some = cases()
    inner = [m for c in some for m in c["statements"] if m["outer"] is not None]
    assert len(some) >= 60
    assert sum(not quoted(c) for c in some) >= 30
    assert len(inner) >= 60
    assert sum(all(m["outer"] is None for m in c["statements"]) for c in some) >= 12
    assert all(c["why"] for c in some)


@pytest.mark.parametrize(("name", "marks"), sorted(BARS))
def test_precision_and_recall(name: str, marks: bool) -> None:
    def read(document: Document) -> Reading:
        return read_report(document, tagger=reader(name).tagger)

    count, lines = score([c for c in cases() if quoted(c) == marks], read)
    print(name, "quoted" if marks else "unquoted", count)  # noqa: T201
    precision, recall = BARS[name, marks]
    detail = "\n".join(lines)
    assert count.right >= precision * count.given, detail
    assert count.right >= recall * count.marked, detail
