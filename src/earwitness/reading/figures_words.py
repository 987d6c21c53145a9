"""The words of counts of people, from data/figures.toml, as tables and patterns compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

from .numbers import NUMBER

SP = r"\s{1,3}"
DETERMINED = r"(?:the|its|their|his|her|our|your|those|these|my)"


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The word lists of data/figures.toml."""
    text = files("earwitness.reading").joinpath("data/figures.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=16)
def word_set(name: str) -> frozenset[str]:
    """A list of single words as a set."""
    return frozenset(data()["words"][name].split())


@lru_cache(maxsize=1)
def single_people() -> frozenset[str]:
    """The nouns for one person."""
    plural = ("s", "men", "people", "children")
    return frozenset(w for w in word_set("people") - word_set("crowds") if not w.endswith(plural))


@lru_cache(maxsize=8)
def phrases(table: str) -> dict[str, tuple[str, ...]]:
    """Each phrase of a table and what it stands for ("casualties" stands for two)."""
    return {
        phrase: tuple(name.split("+"))
        for name, listed in data()[table].items()
        for phrase in listed
    }


@lru_cache(maxsize=512)
def fate(table: str, words: str) -> tuple[str, ...]:
    """What the words of a table stand for, those with a star too; () where they are none."""
    plain = " ".join(words.lower().split())
    found = phrases(table).get(plain)
    return found or next((c for p, c in _starred(table) if p.fullmatch(plain)), ())


@lru_cache(maxsize=8)
def _starred(table: str) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(_source(p)), c) for p, c in phrases(table).items() if "*" in p)


@lru_cache(maxsize=1)
def qualifiers() -> dict[str, str]:
    """Each qualifying phrase and the name of its qualifier."""
    return {phrase: name for name, listed in data()["qualifiers"].items() for phrase in listed}


def _either(phrases_: Iterable[str]) -> str:
    """The phrases as one pattern that reads a first word once: quick to compile, and to run."""
    return _tree([phrase.split() for phrase in phrases_])


def _tree(listed: Iterable[list[str]]) -> str:
    branches: dict[str, list[list[str]]] = {}
    for head, *rest in listed:
        branches.setdefault(head, []).append(rest)
    ordered = sorted(branches.items(), key=lambda b: (-max(map(_length, b[1])), -len(b[0]), b[0]))
    return "|".join(_branch(head, rests) for head, rests in ordered)


def _branch(head: str, rests: list[list[str]]) -> str:
    word = rf"(?:[\w.’'-]+{SP}){{1,4}}?" if head == "*" else _source(head)
    longer = [rest for rest in rests if rest]
    if not longer:
        return word
    tail = _tree(longer) if head == "*" else rf"{SP}(?:{_tree(longer)})"
    return f"{word}(?:{tail})" if len(longer) == len(rests) else f"{word}(?:{tail})?"


def _length(rest: list[str]) -> int:
    return sum(map(len, rest))


def _source(phrase: str) -> str:
    words = re.escape(phrase).replace(r"\ ", SP).replace("'", "['’]")
    return words.replace(rf"\*{SP}", rf"(?:[\w.’'-]+{SP}){{1,4}}?")


@lru_cache(maxsize=8)
def pattern(table: str) -> re.Pattern[str]:
    """Finds any phrase of a table as whole words, in either case."""
    return re.compile(rf"(?<![\w-])(?:{_either(phrases(table))})(?![\w-])", re.I)


_LETTERS = re.compile(r"[a-z]+")


def may_count(text: str) -> bool:
    """A cheap first look: whether all words of any phrase are there, without which none counts."""
    words = frozenset(_LETTERS.findall(text.lower()))
    needed = _needed()
    return any(words.issuperset(rest) for word in words & needed.keys() for rest in needed[word])


@lru_cache(maxsize=1)
def _needed() -> dict[str, tuple[frozenset[str], ...]]:
    """For the rarest word of each phrase its other words."""
    found: dict[str, list[frozenset[str]]] = {}
    listed = [p for table in ("after", "before", "nouns", "tolls") for p in phrases(table)]
    for phrase in (*listed, *data()["words"]["links"].split(",")):
        words = _LETTERS.findall(phrase)
        rarest = max(words, key=_weight)
        found.setdefault(rarest, []).append(frozenset(words) - {rarest})
    return {word: tuple(listed) for word, listed in found.items()}


def has_fate(text: str, start: int, end: int) -> bool:
    """Whether a fate stands there before or after which people may."""
    return any(pattern(table).search(text, start, end) for table in ("before", "after"))


_COMMON = frozenset(
    [
        "the",
        "their",
        "his",
        "her",
        "to",
        "of",
        "in",
        "for",
        "from",
        "lives",
        "custody",
        "held",
        "taken",
        "people",
    ]
)


def _weight(word: str) -> int:
    return -1 if word in _COMMON else len(word)


@lru_cache(maxsize=1)
def quantity() -> re.Pattern[str]:
    """A number, a range, or a word for one, none or many; not yet what is before or after it."""
    vague = (
        rf"(?:tens|hundreds|thousands|dozens){SP}of{SP}thousands|dozens|scores|hundreds|thousands"
        rf"|millions|several|numerous|multiple|(?<!how )(?<!so )(?<!as )many|a{SP}number{SP}of"
    )
    return re.compile(
        rf"(?<![\w$£€¥#.,/:+-])(?=[\dabdefhmnostz])"
        rf"(?:(?P<vague>{vague})|(?P<lo>{NUMBER})(?:(?:{SP}(?P<joint>to|and){SP}"
        rf"|(?<=\d)(?:{SP})?[-–—](?:{SP})?(?=\d))(?P<hi>{NUMBER}))?"
        rf"|(?P<none>not{SP}one|not{SP}a{SP}single|no{SP}one|nobody|none|no)|(?P<both>both)|(?P<one>another|an?))"
        rf"(?P<strong>-(?:strong|member))?(?![\w%]|[-–]\w|[.,:/]\d|['’]s|,?{SP}or{SP}\w+{SP}times)"
        rf"(?P<of>{SP}of(?:{SP}{DETERMINED})?(?:{SP}{NUMBER}(?!\w))?(?={SP}(?!them|whom|those|us)))?",
        re.I,
    )


@lru_cache(maxsize=1)
def qualifier_before() -> re.Pattern[str]:
    """One or two qualifiers at the end of a stretch of text; the last one is group 1."""
    words = _either(qualifiers())
    return re.compile(rf"(?<![\w-])(?:(?:{words}){SP})?({words}){SP}$", re.I)


STOP = re.compile(
    r"(?:were|was|is|are|have|has|had|who|that|which|in|at|on|near|from|of|and|or|by|to|with|for|after"
    r"|when|during|as|but|because|if|said|says|say|been|be|being|would|will|could|may|might|inside"
    r"|outside|aboard|including|aged|than|since|before|while|under|over|lost|remain|remained|feared"
    r"|believed|found|left|reported|the|a|an|his|her|their|its|fell|went|go|gone|still|then|also"
    r"|tested|suffered|sustained|escaped|refused|did|do|does|not|taken|held|so|more|into|out|off"
    r"|about|attempted|against|between|behind|down|up|whose|where|this|these|those|others?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last|late|yesterday|today|tonight|tomorrow"
    r"|overnight|there|here)$",
    re.I,
)
