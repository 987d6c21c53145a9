"""A sentence that a pattern would match is never passed over for lack of the letters it needs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.reading.needed import folded, may_match, needed
from strategies import some

PATTERNS = [
    r"(?:dismiss(?:ed|es)|reject(?:ed)?)\s+(?:the\s+)?claims?",
    r"not (?:been )?(?:confirmed|verified)|no evidence",
    r"(?:a|the)\b",
    r"(?:kill|maim)(?:ed)?|shot(?= dead)",
    r"x{0,2}yes?|(?!no)wounded",
    r"[kK]ılled|straße|\d+ dead",
]


@pytest.mark.parametrize("source", PATTERNS)
@given(data=st.data())
@some(60)
def test_what_matches_holds_what_is_needed(source: str, data: st.DataObject) -> None:
    pattern = re.compile(source, re.I)
    text = data.draw(st.from_regex(pattern))
    assert may_match(needed(source), folded(text))


def test_a_pattern_needs_each_of_its_parts() -> None:
    found = needed("dismiss(?:ed|al) of .*(?:claims?|talk)")
    assert {frozenset({"dismiss"}), frozenset({"claim", "talk"})} <= set(found)


def test_a_text_without_them_needs_no_search() -> None:
    needs = needed("dismiss(?:ed|es) .*(?:claims?|talk)")
    assert not may_match(needs, folded("They dismissed the officer."))
    assert may_match(needs, folded("He DISMISSED all such talk."))


def test_letters_that_ignoring_case_makes_the_same_are_the_same() -> None:
    pattern = re.compile("risks", re.I)
    for text in ("ri\u017f\u212as", "R\u0130SKS", "R\u0131sks"):
        assert not pattern.search(text) or may_match(needed("risks"), folded(text))


def test_a_pattern_that_may_be_nothing_needs_nothing() -> None:
    assert needed("(?:said)?") == ()
    assert needed("said|") == ()
