"""Whatever the text, every span of a reading lies inside it and means the words that it reports."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from earwitness.intake import IntakeError, read_document
from earwitness.model import Document, Reading, Span
from earwitness.reading import read_report
from earwitness.reading.layout import paragraphs
from earwitness.reading.quotes import find_quotes
from strategies import some

PIECES = st.sampled_from(
    [
        "“", "”", '"', "'", "‘", "’", "«", "»", "''", "``", " said", " told ", "according to ",
        "the soldier", "his mother", "Mara Osei", ", ", ". ", "? ", "\n", "\n\n", " that ", " he ",
        " she", "a call", "intercepted by ", "the ministry", "12 people were killed", " on Friday",
        "\u00a0", "…", "[", "]", "—", ": ", "not verified", "🙂", "שלום", "e\u0301", "I", " who ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))


def spans_in(value: Any) -> list[Span]:
    """Every span anywhere inside a frozen value."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [s for item in value for s in spans_in(item)]
    if is_dataclass(value) and not isinstance(value, Document):
        return [s for f in fields(value) for s in spans_in(getattr(value, f.name))]
    return []


def reading_of(text: str) -> Reading | None:
    try:
        return read_report(read_document(text.encode("utf-8", "replace"), path="x.txt"))
    except IntakeError:
        return None


@some(150)
@given(TEXTS)
def test_spans_lie_in_the_text_and_ids_refer(text: str) -> None:
    reading = reading_of(text)
    if reading is None:
        return
    size = len(reading.document.text)
    assert all(0 <= s.start <= s.end <= size for s in spans_in(reading))
    assert all(s.start < s.end for st_ in reading.statements for s in st_.content)
    actors = {a.id for a in reading.actors}
    statements = {s.id for s in reading.statements}
    assert len(statements) == len(reading.statements), "two statements share an id"
    for statement in reading.statements:
        assert statement.source.actor is None or statement.source.actor in actors
        assert statement.nested_in is None or statement.nested_in in statements
        assert statement.content == tuple(sorted(statement.content))
    assert {r.id for r in reading.recordings} >= {
        s.recording for s in reading.statements if s.recording
    }


@some(100)
@given(TEXTS)
def test_the_same_text_reads_the_same(text: str) -> None:
    assert reading_of(text) == reading_of(text)


@some(200)
@given(TEXTS)
def test_quotations_nest_and_tokens_are_the_text(text: str) -> None:
    span = Span(0, len(text))
    quotes = find_quotes(text, span)
    for quote in quotes:
        assert span.holds(quote.span)
        assert quote.span.holds(quote.inner)
        holders = [q for q in quotes if q is not quote and q.span.holds(quote.span)]
        assert len(holders) == quote.level


@some(100)
@given(TEXTS)
def test_sentences_cover_their_paragraph_in_order(text: str) -> None:
    try:
        document = read_document(text.encode("utf-8", "replace"), path="x.txt")
    except IntakeError:
        return
    for paragraph in paragraphs(document):
        tokens = [t for s in paragraph.sentences for t in s.tokens]
        for token in tokens:
            assert document.text[token.start : token.end] == token.text
        ends = [(t.start, t.end) for t in tokens]
        assert ends == sorted(ends)


def test_a_long_hostile_line_is_read_in_bounded_time() -> None:
    """Nothing here is quadratic enough to hang: 60,000 marks, names and cues on one line."""
    for piece in ("“", "said he said ", "who identified ", "(", "’s ", "a call by ", "12 "):
        reading = reading_of("Mara said “no”. " + piece * (60_000 // len(piece)))
        assert reading is not None
