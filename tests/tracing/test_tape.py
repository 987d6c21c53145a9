"""Quotations against a tape: the cases, the figures over all of them, and what always holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.model import Span
from earwitness.tracing.tape.across import compared
from earwitness.tracing.tape.aligning import Tape
from earwitness.tracing.tape.judging import Judgement, judge
from earwitness.tracing.tape.names import one_name
from earwitness.tracing.tape.numbers import numbers
from earwitness.tracing.tape.tokens import Token, tokens

CASES = Path(__file__).parents[1] / "cases"


def _cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file; read here, so that this file also runs by itself and prints figures."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _marked(case: dict[str, Any]) -> Any:
    open_marks = [pytest.mark.xfail(strict=True)] if case.get("open") else []
    return pytest.param(case, id=case["why"][:60], marks=open_marks)


ENGLISH, ACROSS = _cases("tape_english.jsonl"), _cases("tape_across.jsonl")


def _tape(text: str) -> Tape:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append(Span(at + line.index(": ") + 2, at + len(line)))
        at += len(line) + 1
    return Tape(tokens(text, spans))


def _quote(text: str) -> tuple[Token, ...]:
    return tokens(text, (Span(0, len(text)),))


def _judged(case: dict[str, Any]) -> Judgement:
    return judge(_quote(case["quote"]), _tape(case["tape"]))


@pytest.mark.parametrize("case", [_marked(case) for case in ENGLISH])
def test_a_quotation_in_the_language_of_the_tape(case: dict[str, Any]) -> None:
    told = _judged(case)
    assert (told.verdict, told.grave) == (case["verdict"], case["grave"])
    assert set(case["kinds"]) <= {c.kind for c in told.changes}


@pytest.mark.parametrize("case", ACROSS, ids=lambda c: c["quote"][:60])
def test_numbers_and_names_across_languages(case: dict[str, Any]) -> None:
    told = [c.kind for c in compared(case["quote"], case["tape"], case["language"])]
    assert told == case["flags"]


def figures() -> dict[str, tuple[int, int]]:
    """Of how many altered quotations the change is told as grave, of how many unaltered ones."""
    found: dict[str, tuple[int, int]] = {}

    def add(name: str, held: bool) -> None:
        many, every = found.get(name, (0, 0))
        found[name] = (many + held, every + 1)

    for case in ENGLISH:
        told = _judged(case)
        for kind in case["kinds"]:
            if kind in ("not", "number", "name"):
                add(f"same language, {kind}", any(c.kind == kind and c.grave for c in told.changes))
        if case["verdict"] in ("verbatim", "trimmed") and not case["grave"]:
            add("same language, unaltered but flagged", told.grave)
    for case in ACROSS:
        told_across = [c.kind for c in compared(case["quote"], case["tape"], case["language"])]
        for kind in case["flags"]:
            add(f"across languages, {kind}", kind in told_across)
        if not case["flags"]:
            add("across languages, unaltered but flagged", bool(told_across))
    return found


def test_enough_of_what_was_altered_is_flagged_and_little_else() -> None:
    found = figures()
    for name, least in (("same language, not", 0.9), ("same language, number", 0.9),
                        ("across languages, number", 0.8)):  # fmt: skip
        held, every = found[name]
        assert every >= 12
        assert held >= least * every
    for name in ("same language, unaltered but flagged", "across languages, unaltered but flagged"):
        held, every = found[name]
        assert every >= 25
        assert held <= 0.05 * every


@pytest.mark.parametrize(
    ("words", "language", "values"),
    [
        ("nineteen eighty four", "en", [1984]),
        ("two hundred and five", "en", [205]),
        ("a hundred and twenty thousand", "en", [120000]),
        ("five or six", "en", [5, 6]),
        ("one and a half million", "en", [1500000]),
        ("half a million", "en", [500000]),
        ("1,900 and 2.5", "en", [1900, 2.5]),
        ("сто пятьдесят второй", "ru", [152]),
        ("полтора миллиона", "ru", [1500000]),
        ("тысяча девятьсот", "ru", [1900]),
        ("дев’ятсот сорок п’ять", "uk", [945]),
        ("нема нікого", "uk", []),
    ],
)
def test_numbers_in_words(words: str, language: str, values: list[float]) -> None:
    assert [n.value for n in numbers(words.split(), language)] == values


def test_names_are_known_by_their_consonants() -> None:
    assert one_name("Shcherbakov", "Щербакова")
    assert one_name("Kharkiv", "Харькове")
    assert not one_name("Sidorov", "Громов")


_TEXT = st.text(
    alphabet=st.sampled_from(list("abcdeINOT nottwo'’.,!?…[]“” \n\u0301😀é-5")), max_size=160
)


@given(_TEXT, _TEXT)
@settings(deadline=None)
def test_whatever_is_quoted_points_at_words_inside_both(tape: str, quote: str) -> None:
    held = Tape(tokens(tape, (Span(0, len(tape)),)))
    found = _quote(quote)
    for token in (*held.tokens, *found):
        assert token.key
    told = judge(found, held)
    for piece in told.pieces:
        assert 0 <= piece.quoted[0] < piece.quoted[1] <= len(found)
        assert 0 <= piece.heard[0] < piece.heard[1] <= len(held.tokens)
    for change in told.changes:
        assert 0 <= change.heard[0] <= change.heard[1] <= len(held.tokens)
    assert told == judge(found, held)


@given(st.lists(st.sampled_from("we saw him go home with the lamp today".split()), min_size=3,
                max_size=20))  # fmt: skip
@settings(deadline=None)
def test_a_tape_quoted_whole_is_verbatim(said: list[str]) -> None:
    text = " ".join(said)
    told = judge(_quote(text), Tape(_quote(text)))
    assert (told.verdict, told.grave) == ("verbatim", False)


if __name__ == "__main__":
    for name, (held, every) in sorted(figures().items()):
        sys.stdout.write(f"{name}: {held} of {every}\n")
