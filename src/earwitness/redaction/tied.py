"""Other names that the reports tie to a private person: first names, nicknames, call signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from earwitness.knowledge.parties import find_parties

from .joining import Hit, is_first_name
from .seeking import Names
from .told import CAP, NAME, named_as
from .words import proper, table

_QUOTED = rf"[“\"«„(‘]({CAP}(?:[ \u00a0]{CAP})?)[”\"»“)’]"
_BEFORE = re.compile(rf"(?<![^\W\d_])({CAP})[ \u00a0]+(?:{_QUOTED}[ \u00a0]+)?$")
_WITHIN = re.compile(rf"[ \u00a0]+{_QUOTED}[ \u00a0]+")
_NEAR = 60
_IS = re.compile(
    rf"[”\"’]?\s+(?:is|was)\s+(?:in\s+fact\s+|really\s+)?(?:the\s+)?((?:{CAP}\s+){{0,3}}?{NAME}(?:\s+{CAP})?)"
)


def first_names(text: str, hits: tuple[Hit, ...]) -> Iterator[tuple[Hit, str]]:
    """Capital words before a name that are the first name of its bearer."""
    for hit in hits:
        found = _BEFORE.search(text, max(0, hit.start - _NEAR), hit.start)
        if found and is_first_name(found[1], text[max(0, found.start() - _NEAR) : found.start()]):
            yield hit, found[1]


def nicknames(text: str, hits: tuple[Hit, ...]) -> Iterator[tuple[Hit, str]]:
    """What a person is called as well: in quotation marks within the name, or said in words."""
    for at, hit in enumerate(hits):
        before = _BEFORE.search(text, max(0, hit.start - _NEAR), hit.start)
        then = hits[at + 1] if at + 1 < len(hits) else None
        within = _WITHIN.fullmatch(text, hit.end, then.start) if then else None
        said = _said().match(text, hit.end, hit.end + 2 * _NEAR)
        for found, group in ((before, 2), (within, 1), (said, 1)):
            name = proper(found[group]) if found and found[group] else None
            if name and not find_parties(name):
                yield hit, name


def bearers(text: str, hits: tuple[Hit, ...]) -> Iterator[tuple[Hit, str]]:
    """Who a cover name or call sign is: "Badger is Sergeant Lev Rybin", or the other way."""
    for hit in hits:
        after = _IS.match(text, hit.end)
        before = _is_called().search(text, max(0, hit.start - 2 * _NEAR), hit.start)
        for found in (after, before):
            named = next(named_as(found[1], "call"), None) if found else None
            if named and (" " in named.name or found is before) and not find_parties(named.name):
                yield hit, named.name


@cache
def _is_called() -> re.Pattern[str]:
    """Lev Rybin is the man they call."""
    phrases = "|".join(map(re.escape, table("nickname")["called"]))
    return re.compile(
        rf"({NAME}),?\s+(?:is|was)\s+[^.!?\n“”\"A-Z]{{0,30}}?(?:{phrases})\s+[“\"‘]?$"
    )


@cache
def _said() -> re.Pattern[str]:
    """No other capital word may stand between the name, the phrase and the nickname."""
    phrases = "|".join(sorted(map(re.escape, table("nickname")["phrases"]), key=len, reverse=True))
    return re.compile(
        rf"(?:[’']s)?[^.!?\nA-Z“”\"]{{0,30}}\b(?:{phrases})\b[^.!?\nA-Z]{{0,24}}?[ “\"‘]"
        rf"({CAP}(?:[ \u00a0]{CAP})?)"
    )


def names_of(names: Names, text: str) -> Iterator[tuple[frozenset[str], str, bool]]:
    """Whose (by key) a further name is, the name, and whether it is a first name."""
    hits = tuple(hit for hit in names.find(text) if len(hit.who) == 1)
    for hit, name in first_names(text, hits):
        yield hit.who, name, True
    for hit, name in nicknames(text, hits):
        yield hit.who, name, False
    for hit, name in bearers(text, names.find(text)):
        for one in sorted(hit.who):  # a call sign in two reports may be two persons
            yield frozenset([one]), name, False
