"""Words are found again where they stand, and never where they do not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.deciding import place_of, quote_of
from earwitness.model import Document, Span

TEXT = st.text(st.sampled_from("ab c😀א\n"), min_size=1, max_size=60)


def page(text: str) -> Document:
    return Document("d", "f" * 64, None, None, None, None, None, (), None, None, text, ())


@given(TEXT, st.data())
def test_words_of_the_same_text_are_found_where_they_stood(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert place_of(page(text), quote_of(page(text), span)) == span


@given(TEXT, TEXT, st.data())
def test_what_is_found_is_the_words_themselves(text: str, other: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = quote_of(page(text), Span(start, data.draw(st.integers(start + 1, len(text)))))
    found = place_of(page(other), quote)
    assert found is None or found.of(other) == quote.exact


@given(TEXT, TEXT)
def test_words_move_with_what_stands_before_them(before: str, text: str) -> None:
    words = "“The deck was 😀 sound,”"
    old, new = page(f"{text}{words}{text}"), page(f"{before}{text}{words}{text}")
    quote = quote_of(old, Span(len(text), len(text) + len(words)))
    found = place_of(new, quote)
    assert found == Span(len(before) + len(text), len(before) + len(text) + len(words))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("She said no. He said yes.", "the words are gone"),
        ("x maybe y. z maybe w.", "two places fit equally, and neither has the words around it"),
    ],
)
def test_words_in_doubt_are_orphaned(text: str, why: str) -> None:
    old = page("They said maybe to it.")
    assert place_of(page(text), quote_of(old, Span(10, 15))) is None, why


def test_a_lookalike_is_not_taken_for_the_place() -> None:
    old = page("Officers lied, the man said. The man left.")
    quote = quote_of(old, Span(old.text.index("the man"), old.text.index("the man") + 7))
    assert place_of(page("Later the man rang; soon the man left."), quote) is None


def test_an_empty_quote_has_no_place() -> None:
    quote = replace(quote_of(page("abc"), Span(0, 1)), exact="")
    assert place_of(page("abc"), quote) is None
