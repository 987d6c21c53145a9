"""The sentences in which figures are looked for: whole, or cut where they have no end."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Span
from earwitness.reading.figures_sentences import sentences
from strategies import some

WORDS = st.lists(
    st.sampled_from(["killed ", "12 ", "Mr. Brenk ", "fell. ", "x" * 900, "\n\n"]), max_size=40
)


@some(60)
@given(WORDS)
def test_no_word_is_lost_and_none_is_too_long(words):
    text = "".join(words)
    found = list(sentences(text, Span(0, len(text))))
    assert all(0 < len(s) <= 3000 for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join("".join(s.of(text) for s in found).split())
    assert kept == "".join(text.split())
