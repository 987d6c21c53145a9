"""Persons of whom a report says what makes them private: kin, age, illness, captivity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from earwitness.knowledge.parties import find_parties
from earwitness.knowledge.people import gender_of_name, kin, person_nouns

from .words import CLERGY, is_capital, is_name_like, listed, particles, proper, table

_SPACE = r"[ \u00a0]+"
CAP = r"[^\W\d_a-zа-яёіїєґ][\w’'ʼ\-]*"
_JOINER = "|".join(sorted((f"{one}[ \u00a0]" for one in particles()), key=len, reverse=True))
_JOINED = r"(?:(?:al|el|ad|an|ar|as|at|az|ibn|bin)[\-‐‑])?"
_WORD = rf"(?:{_JOINER}){{0,2}}{_JOINED}{CAP}"
# A nickname in quotation marks cuts no name.
_NICK = rf"(?:{_SPACE}[“\"«„‘(]{CAP}[”\"»“’)](?={_SPACE}{CAP}))?"
NAME = rf"{CAP}{_NICK}(?:{_SPACE}{_WORD}){{0,3}}"
_NAME = f"({NAME})"
SPLIT = r"(?:,?\s+and\s+|,\s+)"
# One name or more: "Karl and Greta Moe", "Mia Lund, Eva Storm and Ida Vik".
NAMES = rf"({NAME}(?:{SPLIT}{NAME})*)"
_LEAD = r"(?:,|:)?\s+(?:(?i:named|called|such as|like|including|namely)\s+)?"
# A word for a person that is the head of what is said: no "child psychologist".
_HEAD = (
    r"(?=[,.;:)–—]|\s+(?:of|from|at|in|who|whose|whom|and|with|on|to|was|is|had|has|said|says)\b|$)"
)
_MANY = (
    r"(?!\s+of\s+(?:a|an|two|three|four|five|six|seven|eight|nine|ten|\d+)\b)"  # a mother of three
)
# Father Alban Brand: the word has a capital, and the name is whole.
_CLERGY = re.compile(rf"{CLERGY}{_SPACE}{CAP}{_SPACE}{CAP}")
_IDENTIFIED = re.compile(
    rf"(?:\bidentified(?:\s+by\s+[a-z\s]{{1,40}})?\s+as|\b(?:names|mentions)\s+(?:his|her|their|an?)\s+[a-z\s]{{2,40}},?)\s+({NAME})"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name and why its bearer is private (a key of who.toml's reasons)."""

    name: str
    why: str


@lru_cache(maxsize=2048)  # of a desk that looks anew after every decision; the words stay
def told_of(text: str) -> tuple[Named, ...]:
    """Every person whom the text names beside such a word or age, each reason with its name."""
    found = (
        named
        for why, pattern in _telling()
        for one in pattern.finditer(text)
        if not (why == "kin" and _CLERGY.match(one[0]))
        for name in re.split(SPLIT, one[1])
        for named in named_as(name, why)
    )
    return (*found, *_by_age(text))


def who_speaks(sentence: str) -> Iterator[Named]:
    """Whoever a sentence about a call introduces as a soldier, or as telling it to kin."""
    for pattern in _speaking():
        for one in pattern.finditer(sentence):
            for name in re.split(SPLIT, one[1]):
                yield from named_as(name, "call")


def who_is_heard(text: str) -> Iterator[Named]:
    """Whom a report on a call identifies as heard in it, or tells to be named in it."""
    for found in _IDENTIFIED.finditer(text):
        yield from named_as(found[1], "named_in_call")


@cache
def _speaking() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"\b(?i:{any_of(listed('soldier'))}){_LEAD}{NAMES}"),
        re.compile(
            rf"\b{_NAME}(?:,[^,.\n]{{1,40}},|,)?\s+(?:\w+\s+){{0,2}}?(?:tells|told|telling|calls|called|phoned|speaks\s+to|spoke\s+to|"
            rf"speaking\s+to|says\s+to|said\s+to)\s+(?:his|her|their)\s+(?:\w+\s+)?(?i:{any_of(kin())})\b"
        ),
        re.compile(
            rf"\b(?:tells|told|asks|asked|answers)\s+(?:an?|his|her|their|another|the)\s+[a-z][a-z\s]{{1,29}},\s+{_NAME}(?=[,.:;])"
        ),
    )


def in_high_office(text: str) -> Iterator[str]:
    """Names that stand behind a high office: President Ilya Drozd."""
    for found in _offices().finditer(text):
        yield from (named.name for named in named_as(found[1], "office"))


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{any_of(listed('public', 'high'))})\s+{_NAME}")


def named_as(words: str, why: str) -> Iterator[Named]:
    """The name in words that begin with one; nothing where they name a side."""
    kept: list[str] = []
    plain = re.sub(r"[ \u00a0][“\"«„‘(][^”\"»“’)]*[”\"»“’)]", "", words)
    for part in re.sub(r"[’'ʼ]s?$", "", plain).split():
        # What follows a first name is a surname, though it is a common word: Eva Storm.
        if is_capital(part) or not (kept or is_name_like(part, False)):
            if kept:
                break
            continue
        kept.append(part)
    name = proper(" ".join(kept)) if kept else None
    if name and not _is_side(name):
        yield Named(name, why)


def _is_side(name: str) -> bool:
    """Whether it names a side or country; Julian Pole is a person."""
    first, _, rest = name.partition(" ")
    return bool(find_parties(name)) and not (
        rest and gender_of_name(first) and not find_parties(first)
    )


@cache
def _telling() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How reports name those whom nobody should, and the reason."""
    groups = {
        "kin": frozenset(kin()) | listed("kin"),
        "minor": listed("minor"),
        "patient": listed("patient"),
        "captive": listed("captive"),
    }
    found = [pattern for why, words in groups.items() for pattern in _beside(why, words)]
    grade = any_of(listed("minor", "grades"))
    treated, harmed = any_of(listed("patient", "treated")), any_of(listed("captive", "harmed"))
    wounded, illness = any_of(listed("patient", "wounded")), any_of(listed("patient", "illness"))
    trades = any_of(person_nouns())
    been = r"who\s+(?:is|was|were|has\s+been|had\s+been)\s+(?:\w+\s+){0,2}?"
    found += [
        ("minor", rf"\b{_NAME},\s+an?\s+(?i:{grade})[ \-‐‑]grader"),
        ("patient", rf"\b{_NAME},\s+{been}(?i:{treated})\b"),
        ("captive", rf"\b{_NAME},\s+{been}(?i:{harmed})\b"),
        ("patient", rf"\b{_NAME},\s+who\s+(?:was|is|were|has\s+been)\s+diagnosed\b"),
        (
            "patient",
            rf"\b{_NAME},\s+who\s+(?:has|had|lives\s+with|suffers\s+from|suffered|suffered\s+from|survived)\s+"
            rf"(?:\w+\s+){{0,2}}?(?i:{illness})\b",
        ),
        *(
            (why, rf"\b(?i:among\s+the)\s+(?i:{words})\s+(?:was|were|is|are){_LEAD}{NAMES}")
            for why, words in (("patient", wounded), ("captive", harmed))
        ),
        *(
            (why, rf"\b(?i:{words})\s+(?:{trades})\s+{_NAME}")
            for why, words in (("patient", wounded), ("captive", harmed))
        ),
    ]
    return tuple((why, re.compile(pattern)) for why, pattern in found)


def _beside(why: str, group: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Before the name, before it with a place between, and after it."""
    words = any_of(group)
    one = any_of(w for w in group if w.removesuffix("s") not in group or w[-1] != "s")
    yield why, rf"\b(?i:{words}){_LEAD}{NAMES}"
    yield (
        why,
        rf"\b(?i:an?|one)\s+(?:[a-z\-]+\s+){{0,2}}?(?i:{one})\s+(?:at|from|of|in|on)\s+"
        rf"(?:[\w\-’']+\s+){{0,4}}?[\w\-’']+,\s+{_NAME}(?=,|\s\()",
    )
    owner = r"(?i:his|her|their|whose|the|an?)|[\w’'\-]+[’']s?"
    yield why, rf"\b{_NAME},\s+(?:{owner})\s+(?:[\w\-]+\s+){{0,2}}?(?i:{words})\b{_MANY}{_HEAD}"


def any_of(words: Iterable[str]) -> str:
    """One of the words, the longest first, as a pattern."""
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


def _by_age(text: str) -> Iterator[Named]:
    most = table("minor")["age"]
    for pattern in _ages():
        for found in pattern.finditer(text):
            age = _number(found["age"])
            young = "month" in found[0] or "week" in found[0] or "day-" in found[0]
            if age is not None and (age < most or young):
                yield from named_as(found["name"], "minor")


@cache
def _ages() -> tuple[re.Pattern[str], ...]:
    number = rf"(?P<age>\d{{1,2}}|{any_of(listed('minor', 'numbers'))})"
    name = f"(?P<name>{_NAME})"
    only = r"(?:(?:just|only|then|now|aged?|who\s+(?:is|was))\s+){0,2}"
    unit = r"(?:year|month|week|day)s?"
    ends = rf"(?=[,).;]|\s+(?:{unit}\s+old|and)\b)"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{name}(?:,\s+|\s+\(){only}{number}{ends}",
            rf"{name},\s+(?:aged?|just|only)\s+{number}\b",
            rf"{name}(?:,\s+|\s+\()an?\s+(?:[a-z]+\s+)?{number}[ \-‐‑]{unit}[ \-‐‑]old",
            rf"{number}[ \-‐‑]{unit}[ \-‐‑]old,?\s+(?:[a-z]+\s+){{0,2}}{name}",
        )
    )


def _number(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    numbers = str(table("minor")["numbers"]).split()
    return numbers.index(words) + 1 if words in numbers else None
