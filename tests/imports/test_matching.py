"""Words from elsewhere stand where they stand beyond doubt, or nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.imports import Found, NoPlace, Squeezed, Words, place
from earwitness.model import Span

TEXT = st.text(st.sampled_from("ab c😀א\n\u00a0"), min_size=1, max_size=50)
PAGE = "They said maybe.\n\nHe said  maybe, she\u00a0said no.\nAnd they said maybe again."


def _words(exact: str, prefix: str | None = None, suffix: str | None = None, at: int = -1) -> Words:
    where = (at, at + len(exact)) if at >= 0 else (None, None)
    return Words((), exact, prefix, suffix, *where)


@pytest.mark.parametrize(
    ("words", "expected", "why"),
    [
        (_words("she said no"), "she\u00a0said no", "white space of another sort is the same words"),
        (_words("maybe", "They said ", ". He"), "maybe", "the words around tell which"),
        (_words("maybe", at=39), NoPlace.SEVERAL, "an offset that points at other words tells nothing"),
        (_words("maybe", at=10), Span(10, 15), "of equal places, the one whose offsets are given"),
        (_words("maybe"), NoPlace.SEVERAL, "three places, and nothing to tell them apart"),
        (_words("perhaps"), NoPlace.GONE, "not there at all"),
        (_words("MAYBE"), NoPlace.GONE, "other letters are other words"),
        (_words(" \n"), NoPlace.EMPTY, "no words"),
        (_words("she said no", "Nobody: "), NoPlace.AMONG_OTHERS, "there, but among other words"),
        (_words("she said no", None, "; never"), NoPlace.AMONG_OTHERS, "the same on the other side"),
        (_words("They said maybe", "Home | News "), "They said maybe", "the report begins there"),
        (_words("maybe again.", None, " Share this"), "maybe again.", "the report ends there"),
    ],
)  # fmt: skip
def test_words_have_their_place_or_none(words: Words, expected: object, why: str) -> None:
    found = place(Squeezed(PAGE), words)
    if isinstance(found, Found):
        assert expected in (found.span, found.span.of(PAGE)), why
    else:
        assert found is expected, why


@given(TEXT, st.data())
def test_what_is_found_are_the_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = Words(
        (), text[start:end], text[max(0, start - 5) : start], text[end : end + 5], start, end
    )
    found = place(Squeezed(text), words)
    if isinstance(found, Found):
        assert found.span.of(text).split() == text[start:end].split()
    else:
        assert not text[start:end].strip() or found in (NoPlace.SEVERAL, NoPlace.AMONG_OTHERS)


@given(TEXT, TEXT, TEXT, TEXT)
def test_nothing_is_taken_for_what_it_is_not(
    text: str, exact: str, before: str, after: str
) -> None:
    found = place(Squeezed(text), Words((), exact, before, after, 0, len(exact)))
    if isinstance(found, Found):
        assert found.span.of(text).split() == exact.split()
