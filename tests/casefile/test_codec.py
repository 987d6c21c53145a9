from __future__ import annotations

import json

import pytest
from hypothesis import given

from earwitness.casefile import codec
from earwitness.model import Block, Case, Reading, Span, Statement
from strategies import cases, fewer, readings


@fewer
@given(readings())
def test_a_reading_comes_back_from_json_as_it_was(reading: Reading) -> None:
    assert codec.decode(Reading, json.loads(codec.dumps(reading))) == reading


@fewer
@given(cases())
def test_a_case_comes_back_from_json_as_it_was(case: Case) -> None:
    back = codec.decode(Case, json.loads(codec.dumps(case)))
    assert back == case
    assert codec.dumps(back) == codec.dumps(case)


def test_what_an_older_program_stored_lacks_what_came_later() -> None:
    block = {"span": {"start": 0, "end": 4}, "kind": "body", "furniture": None}
    assert codec.decode(Block, block) == Block(Span(0, 4), "body")


def test_equal_things_have_equal_digests_and_others_have_not() -> None:
    assert codec.digest(Span(1, 2)) == codec.digest(Span(1, 2))
    assert codec.digest(Span(1, 2)) != codec.digest(Span(1, 3))


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        (Span, {"start": 1}, KeyError),
        (Span, {"start": "1", "end": 2}, TypeError),
        (Span, {"start": 5, "end": 2}, ValueError),
        (Statement, [], TypeError),
        (Case, "case", TypeError),
    ],
)
def test_what_is_not_of_the_type_is_refused(kind: type, value: object, error: type) -> None:
    with pytest.raises(error):
        codec.decode(kind, value)
