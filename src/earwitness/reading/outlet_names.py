"""Names of outlets in running text, known to a list or not: by their words, or by what is beside.

"the Oslo newsletter Nordic Freight", "Sydkysten Avis", "the Meridian agency": data/citing.toml
holds the words. Whether the report leans on the outlet there is asked in `citing`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from earwitness.knowledge.outlets import find_outlets, looks_like_outlet, outlet_named
from earwitness.knowledge.people import gender_of_name, person_nouns, titles
from earwitness.model import Span

Sure = Literal["noun", "loose noun", "shape", "told only", "common"]

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĠĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŖŘŚŞŠŢŤŪŮŰŲŹŻŽА-Я"
_WORD = rf"(?:[Aa]l-)?[{_UP}][\w-]*(?:[.’'](?=[^\W\d_])(?![’']?s\b)[\w-]+)*"
_STATION = re.compile(r"[A-Z][A-Z0-9]{1,5}-(?:TV|FM|AM|LP)|[A-Z]{1,4}TV(?: [A-Z][\w-]+){0,2}")
_BEFORE, _BACK = 100, 6
_DETERMINERS = frozenset("the a an its their his her our another one".split())
_STOPS = frozenset(
    "told tells telling by to with in on of from for at and or that than as citing quoting quoted"
    " said says when while after before but according via which who where is was were".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """An outlet where it is named: `name` its name, `whole` with article and description."""

    name: Span
    whole: Span
    sure: Sure


@cache
def words(table: str, name: str) -> Any:
    """An entry of `data/citing.toml`."""
    text = files(__package__).joinpath("data/citing.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)[table][name]


def either(listed: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first; a blank is any white space."""
    joined = "|".join(sorted(listed, key=len, reverse=True))
    return joined.replace(" ", r"[\s\u00a0]+")


@cache
def _run() -> re.Pattern[str]:
    joint = rf"(?:(?:{either(words('names', 'joints'))})[ \u00a0]+)"
    more = rf"(?:[ \u00a0]+{joint}{{0,2}}{_WORD}){{0,5}}"
    return re.compile(rf"(?<![\w’'.@/-]){_WORD}{more}(?:[ \u00a0]\d{{1,3}}(?!\w|[,.:]\d))?")


@cache
def _noun_before() -> re.Pattern[str]:
    nouns = either([*words("nouns", "plain"), *words("nouns", "loose")])
    return re.compile(rf"(?<![\w-])({nouns})(?:,|[ \u00a0]at)?[\s\u00a0]+(?:of[ ])?[“\"‘']?$")


@cache
def _kept_by() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(words('nouns', 'kept_by'))})[\s\u00a0]+$", re.I)


@cache
def _noun_after() -> re.Pattern[str]:
    plain = either(words("nouns", "plain"))
    return re.compile(
        rf"(?:[”\"’']?[\s\u00a0]+(agency|{plain})(?![\w-])(?![\s\u00a0]+[{_UP}])"
        rf"|,[\s\u00a0]+an?[\s\u00a0]+(?:[\w’'-]+[\s\u00a0]+){{0,3}}({plain}|website|site|magazine)\b)"
    )


@cache
def _common() -> re.Pattern[str]:
    of, nouns = either(words("common", "of")), either(words("common", "nouns"))
    alone, never = either(words("common", "alone")), either(words("common", "not_before"))
    return re.compile(
        rf"(?<![\w-])(?:the[\s\u00a0]+)?(?:(?:{of})[\s\u00a0]+(?:{nouns})|(?<=the )(?:{alone}))"
        rf"(?![\w-])(?![\s\u00a0]+(?:[{_UP}]|{never}))"
    )


def outlet_places(text: str, within: Span) -> Iterator[Place]:
    """Every phrase there that may mean an outlet, from left to right."""
    for match in _run().finditer(text, within.start, within.end):
        for part in _parts(text, Span(match.start(), match.end())):
            name = _without_first(text, part)
            place = _place(text, within, name) if name else None
            if place is not None:
                yield place
    for match in _common().finditer(text, within.start, within.end):
        span = Span(match.start(), match.end())
        yield Place(span, span, "common")


def _parts(text: str, run: Span) -> list[Span]:
    """ "NRX and the Daily Beam" are two, "Bread and Roses" is one, or an outlet's of two words."""
    found = re.search(r"[ \u00a0]and[ \u00a0](the[ \u00a0])?", run.of(text))
    if found is None or outlet_named(run.of(text)) is not None:
        return [run]
    left = Span(run.start, run.start + found.start())
    right = Span(run.start + found.end(), run.end)
    if found.group(1) or is_shaped(left.of(text)) or is_shaped(right.of(text)):
        return [left, *_parts(text, right)]
    return [run]


def _without_first(text: str, name: Span) -> Span | None:
    """The run of capitals without the preposition that begins its sentence."""
    parts = name.of(text).split()
    if parts[0] in words("names", "not_first") or parts[0].lower() in words("nouns", "kept_by"):
        rest = len(parts[0]) + 1
        return Span(name.start + rest, name.end) if len(parts) > 1 else None
    return name


def _place(text: str, within: Span, name: Span) -> Place | None:
    low = max(within.start, name.start - _BEFORE)
    found = _noun_before().search(text, low, name.start)
    if found is not None and not is_other_thing(text, found.start(1)):
        whole = Span(_phrase_start(text, low, found.start(1)), name.end)
        noun = " ".join(found.group(1).split())
        return Place(name, whole, _sure(noun))
    whole = _with_article(text, within, name)
    if _kept_by().search(text, low, name.start):
        reports = re.compile(rf"[\s\u00a0]+{words('nouns', 'reports')}\b")
        return Place(name, whole, "shape") if reports.match(text, name.end) else None
    behind = _noun_after().match(text, name.end, min(within.end, name.end + 80))
    if behind is not None:
        return _named_behind(text, name, whole, behind)
    return Place(name, whole, "shape") if _is_named(text, name) else None


def _is_named(text: str, name: Span) -> bool:
    """Whether it has an outlet's name; a known one of one word also needs its own article."""
    words_of = name.of(text)
    if " " in words_of or outlet_named(words_of) is None:
        return is_shaped(words_of)
    low = max(0, name.start - 8)
    return any(low + a <= name.start and low + b >= name.end
               for a, b, _ in find_outlets(text[low : name.end + 24]))  # fmt: skip


def _sure(noun: str) -> Sure:
    if noun in words("nouns", "only_told"):
        return "told only"
    return "noun" if noun in words("nouns", "plain") else "loose noun"


def _named_behind(text: str, name: Span, whole: Span, behind: re.Match[str]) -> Place | None:
    """ "Al-Nahar newspaper", "the Meridian agency", "Le Phare, a Kinshasa newspaper"."""
    if behind.group(2):
        return Place(name, whole, "noun")
    article = whole.start < name.start
    if behind.group(1) == "agency":
        return Place(name, Span(whole.start, behind.end()), "told only") if article else None
    indefinite = text[max(0, name.start - 3) : name.start].strip() in ("a", "an")
    if article or indefinite or " " not in name.of(text):
        return Place(name, whole, "shape") if _is_named(text, name) else None
    return Place(name, Span(whole.start, behind.end()), "noun")


def _with_article(text: str, within: Span, name: Span) -> Span:
    for article in ("the ", "The ", "the\u00a0"):
        at = name.start - len(article)
        if at >= within.start and text.startswith(article, at):
            return Span(at, name.end)
    return name


def is_other_thing(text: str, at: int) -> bool:
    """ "the petrol station Nordoil": the noun that begins here is another's."""
    before = text[max(0, at - 24) : at].split()
    return bool(before) and before[-1].lower() in words("nouns", "never")


def _phrase_start(text: str, low: int, at: int) -> int:
    """Where the description begins: at its article, or behind the word that governs it."""
    start = at
    for match in reversed(list(re.finditer(r"[\w’'-]+(?=[ \u00a0\n])", text[low:at]))[-_BACK:]):
        between = text[low + match.end() : start].strip()
        word = match.group().lower()
        if between or word in _STOPS:
            break
        start = low + match.start()
        if word in _DETERMINERS:
            break
    return start


@lru_cache(maxsize=1 << 16)
def is_shaped(name: str) -> bool:
    """Whether the words of a name are an outlet's, in one of many languages."""
    plain = " ".join(name.split())
    if outlet_named(plain) is not None or _STATION.fullmatch(plain):
        return True
    parts = plain.split()
    if any(p in words("names", "not_in") for p in parts):
        return False
    if len(parts) == 1:
        return ("-" in plain and is_shaped(plain.replace("-", " "))) or _ends_so(plain)
    if _is_person(parts):
        return False
    article = parts[0] in words("names", "articles") and parts[1] in words("names", "after_article")
    begins, ends = parts[0] in words("names", "first"), parts[-1] in words("names", "last")
    return article or begins or ends or _ends_so(parts[-1]) or looks_like_outlet(plain)


def _ends_so(word: str) -> bool:
    lower = word.lower()
    return any(lower.endswith(e) and len(lower) > len(e) + 2 for e in words("names", "endings"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(t.lower().rstrip(".") for t in titles())


def _is_person(parts: list[str]) -> bool:
    """ "Inspector Mark Post", "Captain Radio"."""
    first = parts[0].lower().rstrip(".")
    trade = first in person_nouns() and first not in ("courier", "observer", "guardian")
    return trade or first in _titles() or gender_of_name(parts[0]) is not None
