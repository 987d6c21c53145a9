"""Words as long as a report are shown by their beginning, without being looked at as a whole."""

from hypothesis import given
from hypothesis import strategies as st

from earwitness.exports.brief_index import beginning
from earwitness.exports.brief_wording import shorten
from earwitness.model import Span, words_of
from strategies import some

SPANS = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), min_size=1, max_size=4)


@some(100)
@given(st.text("ab c.\n🙂", min_size=600, max_size=600), SPANS, st.integers(5, 90))
def test_the_beginning_is_shown_as_the_whole_would_be(text, places, most):
    spans = tuple(Span(start, start + size) for start, size in places)
    kept = beginning(spans, 20 * most)
    assert sum(map(len, kept)) <= 20 * most
    whole = words_of(spans, text)
    if len(" ".join(whole[: 10 * most].split())) > most or len(whole) <= 20 * most:
        assert shorten(words_of(kept, text), most) == shorten(whole, most)
