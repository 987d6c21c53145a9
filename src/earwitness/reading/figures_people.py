"""The people after a number: which words name them, where they end, and whether any are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from earwitness.model import Span

from . import figures_words as vocabulary

_WORD = re.compile(
    r"[ \t\u00a0\n]{1,3}(\d{1,3}[- ](?:year|month|week|day)s?[- ]olds?(?![\w-])"
    r"|(?:[A-Z]\.){2,}|[^\W\d_][\w’'-]*)"
)

_YEARS_OLD = re.compile(r"\d{1,3}[- ](?:year|month|week|day)s?[- ]old(s?)$", re.I)

_AND_OTHERS = re.compile(
    r"(?:,[ ][a-z]+){0,3},?[\s\u00a0](?:and|or)[\s\u00a0]([a-z]+)"
    r"(?=[\s\u00a0](?:[a-z]+ed|ha[ds]|have|we?re|was|died|lost|in|at|on|from|are|dead)\b|[.,;])"
)

_PEOPLE_ENDING = re.compile(
    r"(?:[a-z]{2,}(?:ers|ors|ists|ians|men|women|ees|ants|ents|eers|folk|mates|goers|makers))$"
)

_DEMONYM = re.compile(r"[A-Z][a-z]+(?:ans|ians|ese|ish|is|ites|ers|i)$")

_HELD = frozenset({"hostage", "hostages", "captive", "captives", "prisoner", "prisoners"})

_JOINS = frozenset({"and", "or"})

_BARE = frozenset({"dead", "injured", "wounded", "missing"})


@dataclass(frozen=True, slots=True)
class Nominal:
    """The words after a number: the people, where they end, and what the noun itself counts."""

    people: Span | None
    end: int
    human: bool | None
    singular: bool
    counted: tuple[str, ...]
    told: bool = False
    many: int = 1  # how many an article stands for: "a husband and wife"


def people_after(text: str, start: int, end: int) -> Nominal:
    """The noun phrase after a number."""
    words: list[re.Match[str]] = []
    position, head, nouns = start, None, vocabulary.phrases("nouns")
    told = _told(text, start, end)
    if told:
        return told
    while len(words) < 7 and (match := _WORD.match(text, position, end)):
        lower = match[1].lower()
        person = _is_person(lower)
        named = head is None and words and all(w[1][0].isupper() for w in words)
        if lower in _BARE and named:  # "two South African dead"
            return _noun(words, match, nouns[lower])
        if lower in nouns and not person and (head is None or lower not in _BARE):
            return _noun(words, match, nouns[lower])
        if head is not None and (not person or lower in _HELD):
            break
        if vocabulary.STOP.match(lower) or lower in vocabulary.word_set("predicates"):
            break
        words.append(match)
        position = match.end()
        head = len(words) - 1 if person else head
    if head is None:
        return _unknown(words, start)
    return _headed(text, words, head)


def _told(text: str, start: int, end: int) -> Nominal | None:
    """ "60 wounded soldiers": the fate, and the people after it."""
    fate = _WORD.match(text, start, end)
    if fate is None or fate[1].lower() not in vocabulary.word_set("told"):
        return None
    people = people_after(text, fate.end(), end)
    if not people.human or people.singular or people.people is None or people.counted:
        return None
    if fate[1].lower() in ("gunshot", "shooting", "stabbing"):
        if not people.people.of(text).lower().endswith("victims"):
            return None
        return Nominal(people.people, people.end, True, False, ("wounded",), told=True)
    counted = vocabulary.fate("after", fate[1]) or vocabulary.fate("before", fate[1])
    return Nominal(people.people, people.end, True, False, counted, told=True)


PAIRS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3}


@lru_cache(maxsize=1)
def _coordinated() -> re.Pattern[str]:
    noun = "|".join(sorted(vocabulary.single_people(), key=len, reverse=True))
    return re.compile(
        rf"((?:,[\s\u00a0](?:{noun}))*),?[\s\u00a0]and[\s\u00a0](?:{noun})(?![\w’'-]|[\s\u00a0]of\b)"
    )


def _several(text: str, words: list[re.Match[str]], head: int) -> tuple[int, int]:
    """How many one article stands for, and where they end: "a mother, father and toddler"."""
    lower, end = words[head][1].lower(), words[head].end(1)
    more = _coordinated().match(text, end)
    if more is None:
        return PAIRS.get(lower, 1), end
    return 2 + more[1].count(","), more.end()


def _headed(text: str, words: list[re.Match[str]], head: int) -> Nominal:
    lower = words[head][1].lower()
    if re.search(r"['’]s$", lower):  # "an officer's arm" is no officer
        return Nominal(None, words[0].start(1), False, False, ())
    if _is_single(lower):
        many, end = _several(text, words, head)
        if many > 1:
            return Nominal(Span(words[0].start(1), end), end, True, True, (), many=many)
    end = words[head].end(1) if _is_single(lower) else _joined(text, words[head].end(1))
    span = Span(words[0].start(1), end)
    counted = vocabulary.phrases("nouns").get(lower, ())
    return Nominal(span, span.end, True, _is_single(lower), counted)


def _joined(text: str, end: int) -> int:
    """ "150 soldiers and civilians": one number of two populations."""
    more = _AND_OTHERS.match(text, end)
    if more is None or more[1] in _BARE:
        return end
    plain = all(_is_person(word) for word in re.findall(r"[a-z]+", more[0]) if word not in _JOINS)
    return more.end() if plain and not _is_single(more[1]) else end


def _noun(words: list[re.Match[str]], match: re.Match[str], counted: tuple[str, ...]) -> Nominal:
    """A noun that is what is counted: "12 civilian deaths"; the words before it say whose."""
    people = Span(words[0].start(1), words[-1].end(1)) if words else None
    return Nominal(people, match.end(1), None, False, counted)


def _unknown(words: list[re.Match[str]], start: int) -> Nominal:
    if not words:
        return Nominal(None, start, None, False, ())
    last = words[-1][1]
    lower = last.lower()
    aged = _YEARS_OLD.fullmatch(last)
    if aged:
        span = Span(words[0].start(1), words[-1].end(1))
        return Nominal(span, span.end, True, not aged[1], ())
    plural = _PEOPLE_ENDING.search(lower) and lower not in vocabulary.word_set("things")
    if (plural and last[0].islower()) or _DEMONYM.fullmatch(last):
        span = Span(words[0].start(1), words[-1].end(1))
        return Nominal(span, span.end, True, False, ())
    return Nominal(None, start, False, False, ())


def _is_person(lower: str) -> bool:
    return lower.removesuffix("'s").removesuffix("’s") in vocabulary.word_set("people")


def _is_single(lower: str) -> bool:
    return lower.removesuffix("'s").removesuffix("’s") in vocabulary.single_people()
