"""Where words stand after others were put in the place of some; and what is never touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spellings import cut, names

from earwitness.model import Span
from earwitness.redaction import Names
from earwitness.redaction.rewriting import Change, rewritten


@st.composite
def texts_with_changes(draw: st.DrawFn) -> tuple[str, list[Change], Span]:
    text = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    changes = [
        Change(start, end, draw(st.text(min_size=1, max_size=5)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    ends = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    return text, changes, Span(*ends)


@given(texts_with_changes())
def test_words_that_no_change_meets_are_where_they_are_said_to_be(
    given_: tuple[str, list[Change], Span],
) -> None:
    text, changes, span = given_
    made = rewritten(text, changes)
    moved = made.moved(span)
    assert 0 <= moved.start <= moved.end <= len(made.text)
    if len(span) and not any(span.meets(Span(c.start, c.end)) for c in changes):
        assert moved.of(made.text) == span.of(text)


@given(texts_with_changes())
def test_the_place_of_a_change_is_its_new_words(given_: tuple[str, list[Change], Span]) -> None:
    text, changes, _ = given_
    made = rewritten(text, changes)
    for change in changes:
        assert made.moved(Span(change.start, change.end)).of(made.text) == change.words


def test_changes_must_not_overlap() -> None:
    with pytest.raises(ValueError, match="overlap"):
        rewritten("abcdef", [Change(0, 3, "x"), Change(2, 4, "y")])


PEOPLE = names(12, seed=3)
LOOKING = Names((str(n), [name]) for n, name in enumerate(PEOPLE))
WORDS = "the bridge fell and nobody came to Arlen on Monday. “No,” said they; we waited".split()


@given(
    st.lists(st.sampled_from(WORDS), max_size=6),
    st.sampled_from(PEOPLE),
    st.integers(0, 15),
    st.lists(st.sampled_from(WORDS), max_size=6),
)
def test_a_name_among_any_words_is_found_and_the_words_stay(
    before: list[str], name: str, way: int, after: list[str]
) -> None:
    spelled = cut(name)[way % len(cut(name))]
    text = " ".join([*before, "and", spelled, "and", *after])
    hits = LOOKING.find(text)
    assert hits
    left = text
    for hit in reversed(hits):
        left = left[: hit.start] + "#" + left[hit.end :]
    kept = [word for word in left.split() if "#" not in word]
    assert kept == [*before, "and", "and", *after]


@given(st.text(max_size=80))
def test_hits_are_in_bounds_in_order_and_apart(text: str) -> None:
    last = 0
    for hit in LOOKING.find(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Will Hunter", "They will not hunt."),
        ("Mark Rose", "the mark that prices rose to"),
        ("Ian Lee", "Ivan and Lena left"),
        ("Marko Petrenko", "the market and the petrol"),
        ("Roman Koval", "a romantic oval"),
    ],
)
def test_common_words_are_no_names(name: str, text: str) -> None:
    assert LOOKING.find(text) == ()
    assert Names([("k", [name])]).find(text) == ()


def test_the_full_name_of_somebody_public_stays() -> None:
    looking = Names([("k", ["Joren Brenk"])], ["Ada Brenk"])
    text = "Ada Brenk spoke of Joren Brenk and of Brenk"
    assert [text[h.start : h.end] for h in looking.find(text)] == ["Joren Brenk", "Brenk"]
