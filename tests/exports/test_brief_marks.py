"""Marks in a report's text, however they overlap."""

from hypothesis import given
from hypothesis import strategies as st

from earwitness.exports.brief_index import index
from earwitness.exports.brief_marks import Mark, Passage, drawn_in_parts, passages
from earwitness.model import Block, Case, Document, Span

TEXT = "one two three\n\nfour five six seven\n\neight nine ten"
SPANS = st.builds(
    lambda a, b: Span(min(a, b), max(a, b)),
    st.integers(0, len(TEXT)),
    st.integers(0, len(TEXT)),
).filter(len)


def document(text: str = TEXT, *, blocks: bool = True) -> Document:
    found, at = [], 0
    for line in text.split("\n\n") if blocks else ():
        start = text.index(line, at)
        at = start + len(line)
        found.append(Block(Span(start, at), "body"))
    return Document(
        "d", "0", None, None, None, None, None, (), None, None, text, tuple(found)
    )  # fmt: skip


def laid_out(spans: list[tuple[Span, ...]], *, blocks: bool = True) -> tuple[Passage, ...]:
    held = document(blocks=blocks)
    found = tuple(Mark(f"m{n}", each, ("said",), n + 1) for n, each in enumerate(spans))
    return passages(index(Case(documents=(held,))), held, found)


def covered(found: tuple[Passage, ...]) -> dict[str, str]:
    """The text inside each mark, as a browser would see it."""
    inside: dict[str, str] = {}
    for passage in found:
        stack: list[str] = []
        for piece in passage.pieces:
            if piece.opens:
                stack.append(piece.opens.anchor)
            elif piece.closes:
                stack.pop()
            for anchor in stack:
                inside[anchor] = inside.get(anchor, "") + piece.text
        assert stack == []
    return inside


def without_space(text: str) -> str:
    return "".join(text.split())


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3).map(tuple), max_size=8))
def test_every_mark_holds_its_words_and_the_text_stays_whole(
    spans: list[tuple[Span, ...]],
) -> None:
    found = laid_out([tuple(sorted(set(each))) for each in spans])
    whole = "".join(piece.text for passage in found for piece in passage.pieces)
    assert without_space(whole) == without_space(TEXT)
    words = covered(found)
    for n, each in enumerate(spans):
        wanted = without_space("".join(s.of(TEXT) for s in sorted(set(each))))
        assert sorted(without_space(words.get(f"m{n}", ""))) == sorted(wanted)


@given(st.lists(SPANS, max_size=8))
def test_each_mark_has_one_beginning(spans: list[Span]) -> None:
    opens = [p for passage in laid_out([(s,) for s in spans]) for p in passage.pieces if p.first]
    drawn = [n for n, s in enumerate(spans) if s.of(TEXT).strip()]
    begun = {p.opens.anchor for p in opens if p.opens}
    assert len(begun) == len(opens)
    assert begun >= {f"m{n}" for n in drawn}


def test_a_mark_over_two_blocks_is_drawn_in_parts() -> None:
    assert drawn_in_parts(laid_out([(Span(4, 24),), (Span(0, 3),)])) == ("m0",)


def test_crossing_marks_are_cut_where_they_cross() -> None:
    assert drawn_in_parts(laid_out([(Span(0, 7),), (Span(4, 13),)])) == ("m1",)
    assert drawn_in_parts(laid_out([(Span(0, 13),), (Span(4, 7),)])) == ()


def test_text_outside_every_block_is_kept() -> None:
    (only,) = laid_out([(Span(0, 3),)], blocks=False)
    assert "".join(piece.text for piece in only.pieces) == TEXT


def test_the_number_stands_once_after_the_last_words() -> None:
    (first, second, _) = laid_out([(Span(0, 3), Span(15, 19))])
    assert [p.number for p in first.pieces if p.closes] == [None]
    assert [p.number for p in second.pieces if p.closes] == [1]
