"""Sentences of reports that were not written for this, altered by rule: what is flagged of them.

`python tests/tracing/test_tape_altered.py` prints the figures.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Span
from earwitness.tracing.tape.across import compared
from earwitness.tracing.tape.aligning import Tape
from earwitness.tracing.tape.judging import Judgement, judge
from earwitness.tracing.tape.numbers import numbers
from earwitness.tracing.tape.tokens import tokens

TESTS = Path(__file__).parents[1]
_SENTENCE = re.compile(r"[^.!?\n]{30,200}[.!?]")
_NOT = re.compile(r"\b(?:not|never|no) ")
_VERB = re.compile(r"\b(?:was|were|is|are|will|had|has|have)\b")
_NUMBER = re.compile(r"\b(?:two|three|four|five|six|ten|hundred|twenty|\d+)\b")
_OTHER = {"two": "nine", "three": "eight", "four": "forty", "five": "seven", "six": "sixteen",
          "ten": "twenty", "hundred": "thousand", "twenty": "thirty"}  # fmt: skip
Kind = str


def altered(sentence: str, chance: random.Random) -> Iterator[tuple[Kind, str]]:
    """The sentence as it is, trimmed at its ends, with another negation, with another number."""
    yield "unaltered", sentence
    words = sentence.split()
    if len(words) > 10:
        yield "trimmed", " ".join(words[chance.randint(0, 3) : chance.randint(-3, -1)])
    if found := _NOT.search(sentence):
        yield "not", sentence[: found.start()] + sentence[found.end() :]
    elif found := _VERB.search(sentence):
        yield "not", f"{sentence[: found.end()]} not{sentence[found.end() :]}"
    if found := _NUMBER.search(sentence):
        other = _OTHER.get(found.group()) or str(int(found.group()) + 7)
        yield "number", sentence[: found.start()] + other + sentence[found.end() :]


@cache
def figures() -> dict[Kind, tuple[int, int]]:
    """By what was done to a sentence: how many are flagged, of how many."""
    chance, found = random.Random(7), dict[Kind, tuple[int, int]]()  # noqa: S311
    for path in sorted(TESTS.glob("held*/**/*.txt")):
        sentences = [s.strip() for s in _SENTENCE.findall(path.read_text(encoding="utf-8"))]
        text = "\n".join(sentences)
        spans = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
        tape = Tape(tokens(text, spans))
        for sentence in chance.sample(sentences, min(12, len(sentences))):
            for kind, words in altered(sentence, chance):
                told = judge(tokens(words, (Span(0, len(words)),)), tape)
                many, every = found.get(kind, (0, 0))
                found[kind] = (many + _flagged(told, kind), every + 1)
    return found


def _flagged(told: Judgement, kind: Kind) -> bool:
    if kind in ("unaltered", "trimmed"):
        return told.grave
    return any(c.kind == kind and c.grave for c in told.changes)


def test_altered_sentences_are_flagged_and_others_are_not() -> None:
    found = figures()
    for kind in ("not", "number"):
        flagged, every = found[kind]
        assert every >= 50
        assert flagged >= 0.9 * every
    flagged, every = found["unaltered"]
    assert every >= 200
    assert flagged == 0
    flagged, every = found["trimmed"]  # some of what is cut by chance does matter
    assert flagged <= 0.05 * every


_ONES = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать \
тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать".split()
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()


def russian(value: int) -> str:
    """A number below a million as Russian says it."""
    if value >= 1000:
        rest = f" {russian(value % 1000)}" if value % 1000 else ""
        return f"{russian(value // 1000)} тысяч{rest}"
    parts = [_HUNDREDS[value // 100 - 1]] if value >= 100 else []
    value %= 100
    if value >= 20:
        parts.append(_TENS[value // 10 - 2])
        value %= 10
    return " ".join([*parts, *([_ONES[value]] if value or not parts else [])])


@given(st.integers(2, 999_999))
def test_every_russian_number_is_read(value: int) -> None:
    assert [n.value for n in numbers(russian(value).split(), "ru")] == [value]


@given(st.integers(2, 99_999), st.integers(2, 99_999))
def test_another_number_is_flagged_across_languages_and_the_same_is_not(
    said: int, quoted: int
) -> None:
    flags = list(compared(f"There are {quoted:,} of us.", f"Нас {russian(said)}.", "ru"))
    assert bool(flags) == (said != quoted)


if __name__ == "__main__":
    for kind, (flagged, every) in figures().items():
        sys.stdout.write(f"{kind}: {flagged} of {every} flagged\n")
