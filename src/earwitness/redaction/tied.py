"""Other names that the reports tie to a private person: first names, nicknames, call signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from earwitness.knowledge.parties import find_parties

from .joining import Hit, is_first_name
from .seeking import Names
from .told import CAP
from .words import proper, table

_QUOTED = rf"[“\"«„(‘]({CAP}(?:[ \u00a0]{CAP})?)[”\"»“)’]"
_BEFORE = re.compile(rf"(?<![^\W\d_])({CAP})[ \u00a0]+(?:{_QUOTED}[ \u00a0]+)?$")
_WITHIN = re.compile(rf"[ \u00a0]+{_QUOTED}[ \u00a0]+")
_NEAR = 60


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
