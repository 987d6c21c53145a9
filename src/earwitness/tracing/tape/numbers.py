"""Numbers in a row of words, in figures or spelt out: English, Russian, Ukrainian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .data import load

LANGUAGES = ("en", "ru", "uk")
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and which of the words say it (half-open)."""

    value: float
    first: int
    last: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    small: dict[str, float]
    hundreds: dict[str, float]
    ordinals: dict[str, float]
    times: dict[str, float]
    half: frozenset[str]
    one: frozenset[str]
    loose: frozenset[str]


@cache
def _lexicon(language: str) -> _Lexicon:
    data = load("numbers.toml")[language]
    others = data["others"]
    endings = others.get("endings", "").split()
    ordinals = {
        level(stem + ending): float(value)
        for value, stems in data["ordinals"].items()
        for stem in stems.split()
        for ending in (endings or [""])
    }
    return _Lexicon(
        _forms(data["small"]), _forms(data["hundreds"]), ordinals, _forms(data["times"]),
        frozenset(others["half"].split()), frozenset(others.get("one", "").split()),
        frozenset(map(level, others["loose"].split())),
    )  # fmt: skip


def _forms(table: dict[str, str]) -> dict[str, float]:
    return {level(form): float(value) for value, forms in table.items() for form in forms.split()}


def level(word: str) -> str:
    """A word with its accents and apostrophes as the lists have them."""
    return word.lower().replace("ё", "е").replace("ʼ", "'").replace("’", "'")


def is_loose(word: str, language: str) -> bool:
    """Whether the word counts without saying how many: a couple, dozens."""
    return level(word) in _lexicon(language if language in LANGUAGES else "en").loose


def value_of(word: str) -> float | None:
    """The number that figures say; None where the word is none."""
    if not _DIGITS.fullmatch(word):
        return None
    if _GROUPED.fullmatch(word):
        return float(re.sub(r"[.,]", "", word))
    try:
        return float(word.replace(",", "."))
    except ValueError:
        return None


def numbers(words: Sequence[str], language: str) -> Iterator[Number]:
    """The numbers in lower-case words, in order; what only rounds or loosely counts is left out."""
    lexicon = _lexicon(language if language in LANGUAGES else "en")
    words = [level(w) for w in words]
    at = 0
    while at < len(words):
        found = _number(words, at, lexicon)
        if found is None:
            at += 1
            continue
        yield found
        at = found.last


@dataclass(slots=True)
class _Sum:
    """A number as its words add up: thousands and more in `total`, the rest in `group`.

    `unit` is what the next word must be smaller than, to belong to it.
    """

    total: float = 0.0
    group: float = 0.0
    unit: float = 1000.0
    words: int = 0
    ordinal: bool = False

    def take(self, value: float, kind: str) -> bool:
        """Add a word; False where it begins another number."""
        if kind == "times":
            return self._times(value)
        if kind == "digits" and self.words:
            return False
        size = 100.0 if value >= 100 else 10.0 if value >= 20 else 1.0
        if self.words and size >= self.unit:
            if not _year(self.group, value):
                return False
            self.group = self.group * 100
        self.group += value
        self.unit = 1.0 if 10 <= value < 20 else size
        self.unit = 0.0 if kind == "digits" and value >= 100 else self.unit
        self.ordinal = kind == "ordinal"
        return True

    def _times(self, value: float) -> bool:
        if value == 100:
            if self.group >= 100:
                return False
            self.group, self.unit = (self.group or 1.0) * 100, 100.0
        else:
            self.total += (self.group or 1.0) * value
            self.group, self.unit = 0.0, 1000.0
        return True


def _number(words: Sequence[str], first: int, lex: _Lexicon) -> Number | None:
    """The number that begins here: hundreds, tens and units added, thousands multiplied."""
    made, at = _Sum(), first
    if words[at] == "half" and _follows(words, at + 2, lex):
        made.group, made.unit, made.words, at = 0.5, 0.5, 2, at + 2
    elif words[at] in lex.one and _follows(words, at + 1, lex):
        made.group, made.unit, made.words, at = 1.0, 1.0, 1, at + 1
    while at < len(words) and not made.ordinal:
        if made.words and tuple(words[at : at + 3]) == ("and", "a", "half"):
            made.group, at = made.group + 0.5, at + 3
        elif made.group >= 100 and words[at] == "and" and _small(words, at + 1, lex) is not None:
            at += 1
        elif (step := _step(words[at], lex)) is not None and made.take(*step):
            made.words, at = made.words + 1, at + 1
        else:
            break
    return Number(made.total + made.group, first, at, made.ordinal) if made.words else None


def _year(group: float, value: float) -> bool:
    """Nineteen eighty: a century and its year."""
    return 13 <= group <= 20 and 20 <= value < 100


def _step(word: str, lex: _Lexicon) -> tuple[float, str] | None:
    digits = value_of(word)
    if digits is not None:
        return digits, "digits"
    if word in lex.half and word != "half":
        return 1.5, "small"
    for table, kind in ((lex.small, "small"), (lex.hundreds, "hundreds"),
                        (lex.times, "times"), (lex.ordinals, "ordinal")):  # fmt: skip
        if word in table:
            return table[word], kind
    return None


def _small(words: Sequence[str], at: int, lex: _Lexicon) -> float | None:
    return lex.small.get(words[at]) if at < len(words) else None


def _follows(words: Sequence[str], at: int, lex: _Lexicon) -> bool:
    """Whether "a" belongs to a number: a hundred, a dozen."""
    return at < len(words) and words[at] in lex.times
