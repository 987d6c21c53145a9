"""The outlet that a page names as its own: in furniture first, then where it speaks of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from earwitness.knowledge.outlets import outlet_named

from .data import any_of, load

_REST = r"[\w&+-]*(?:[.'’](?!s\b)[\w&+-]+)*"
_MORE = rf"(?:[ \xa0](?:(?:of|and|on|&)[ \xa0])?[A-Z0-9]{_REST}){{0,5}}"
_NAME = rf"((?:[Tt]he[ \xa0])?[A-Z]{_REST}{_MORE})"
_SITE = re.compile(r"\.(?:com|org|net|co\.uk)$")
_TAIL = re.compile(r"(?: and \S+\.(?:com|org|net)| (?:19|20)\d\d)$")

_Pattern = tuple[int, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """How pages name themselves; what is a company, an office, or no name at all."""

    furniture: tuple[_Pattern, ...]
    body: tuple[_Pattern, ...]
    body_words: tuple[str, ...]
    company: re.Pattern[str]
    office: re.Pattern[str]
    loose: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    lists = load("names.toml")["outlet"]
    return _Grammar(
        _weighted(lists["furniture"]),
        _weighted(lists["body"]),
        tuple(lists["body_words"]),
        re.compile(rf"\b{any_of(lists['companies'])}$", re.IGNORECASE),
        re.compile(rf"\b{any_of(lists['offices'])}\b", re.IGNORECASE),
        re.compile(rf"\b{any_of(lists['loose'])}\b", re.IGNORECASE),
    )


def _weighted(entries: list[dict[str, object]]) -> tuple[_Pattern, ...]:
    """Patterns with their weights; a space stands for a no-break space too."""
    return tuple(
        (
            int(str(entry["weight"])),
            re.compile(_spaced(str(entry["pattern"])).replace("{NAME}", _NAME)),
        )
        for entry in entries
    )


def _spaced(pattern: str) -> str:
    """The pattern with a no-break space wherever it has a space, inside classes and out."""
    classes = re.split(r"(\[[^\]]*\])", pattern)
    return "".join(
        part.replace(" ", r" \xa0") if part.startswith("[") else part.replace(" ", r"[ \xa0]")
        for part in classes
    )


def outlet_of(furniture: Iterable[str], body: Iterable[str]) -> str | None:
    """The name that the page gives itself, with plain spaces; None when nothing tells."""
    votes: Counter[str] = Counter()
    shown: dict[str, str] = {}
    grammar = _grammar()
    for words in furniture:
        for name, weight in _named(words, grammar.furniture):
            _vote(name, weight, votes, shown)
    for words in body:
        if any(word in words for word in grammar.body_words):
            for name, weight in _named(words, grammar.body):
                if _speaks(name):
                    _vote(name, weight, votes, shown)
    if not votes:
        return None
    return shown[max(votes, key=lambda key: (votes[key], len(key), key))]


def _named(words: str, patterns: tuple[_Pattern, ...]) -> Iterable[tuple[str, int]]:
    for weight, pattern in patterns:
        for match in pattern.finditer(words):
            yield match[1], weight


def _speaks(words: str) -> bool:
    """Whether a name in the report may be the page's own: an office that checks is no outlet."""
    return not _grammar().office.search(words) or outlet_named(plain_name(words)) is not None


def _vote(words: str, weight: int, votes: Counter[str], shown: dict[str, str]) -> None:
    name = plain_name(words)
    if len(name) < 2 or _grammar().loose.search(name):
        return
    if _grammar().company.search(name) and outlet_named(name) is None:
        return
    key = _SITE.sub("", name.lower().removeprefix("the "))
    votes[key] += weight
    if key not in shown or (name.startswith("The ") and not shown[key].startswith("The ")):
        shown[key] = name


def plain_name(words: str) -> str:
    """A name with plain spaces, as a list of outlets prints it where it stands in one."""
    name = _TAIL.sub("", " ".join(words.split()).strip(" ."))
    return outlet_named(name) or name.removeprefix("the ")
