"""Persons whom the reports name though nobody quotes them: in calls, as relatives, by their age."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from earwitness.knowledge.parties import find_parties
from earwitness.knowledge.people import kin
from earwitness.model import Case, Document, Span, Statement

from .seeking import Names
from .words import is_name_like, listed, proper, table

_CAP = r"[^\W\d_a-zа-яёіїєґ][\w’'ʼ\-]*"
_NAME = rf"({_CAP}(?:[ \u00a0]+{_CAP}){{0,3}})"
_RUN = re.compile(rf"{_CAP}(?:[ \u00a0]+{_CAP})*")
_SENTENCE = re.compile(r"(?:^|[.!?:…]\s*[”’\"')]*\s*|\n\s*|[“‘\"«„]\s*)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name and why its bearer is private (a key of who.toml's reasons)."""

    name: str
    why: str


def named_persons(case: Case, tapes: frozenset[str], names: Names) -> tuple[Named, ...]:
    """All of them, each name once for each reason.

    `tapes` are recordings that nobody meant for others, `names` those that are known to be private.
    """
    found: dict[Named, None] = {}
    spoken: dict[str, list[Statement]] = defaultdict(list)
    for statement in case.statements:
        if statement.recording in tapes:
            spoken[statement.document].append(statement)
    for document in case.documents:
        calls = _in_calls(document, spoken[document.id], names)
        for one in (*calls, *_told_of(document.text)):
            found[one] = None
    return tuple(found)


def _in_calls(document: Document, spoken: list[Statement], names: Names) -> Iterator[Named]:
    places = _places(document, spoken)
    for statement in spoken:
        for span in statement.content if statement.form != "indirect" else ():
            words = span.of(document.text)
            known = [(hit.start, hit.end) for hit in names.find(words)]
            for run in _RUN.finditer(words):
                if _all_known(run, known):
                    continue
                name = _person(run, words, places)
                if name:
                    yield Named(name, "named_in_call")


def _all_known(run: re.Match[str], known: list[tuple[int, int]]) -> bool:
    """Whether every word of the run stands in a name that is known already."""
    starts = [run.start() + word.start() for word in re.finditer(r"\S+", run[0])]
    return all(any(start <= at < end for start, end in known) for at in starts)


def _person(run: re.Match[str], words: str, places: frozenset[str]) -> str | None:
    """What of a run of capital words can name a person."""
    parts = re.sub(r"[’'ʼ]s?$", "", run[0]).split()
    first = bool(_SENTENCE.search(words[: run.start()]))
    kept = [p for n, p in enumerate(parts) if is_name_like(p, first and n == 0)]
    name = " ".join(p for p in kept if p not in places)
    return proper(name) if name and not find_parties(name) else None


def _places(document: Document, spoken: Iterable[Statement]) -> frozenset[str]:
    """Words that the report itself, outside the calls, uses as the name of a place."""
    before, after = (
        "|".join(table("place")["before"].split()),
        "|".join(table("place")["after"].split()),
    )
    inside = [span for statement in spoken for span in statement.content]
    found: set[str] = set()
    for pattern, group in (
        (rf"\b(?:{before})\s+(?:the\s+)?({_CAP})", 1),
        (rf"({_CAP})\s+(?:{after})\b", 1),
    ):
        for place in re.finditer(pattern, document.text):
            at = Span(place.start(group), place.end(group))
            if not any(span.holds(at) for span in inside):
                found.add(re.sub(r"[’'ʼ]s?$", "", place[group]))
    return frozenset(found)


@lru_cache(maxsize=2048)  # of a desk that looks anew after every decision; the words stay
def _told_of(text: str) -> tuple[Named, ...]:
    found = (named for why, pattern in _telling() for one in pattern.finditer(text)
             for named in _named(one[1], why))  # fmt: skip
    return (*found, *_by_age(text))


@cache
def _telling() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How reports name those whom nobody should, and the reason."""
    relatives = "|".join(sorted(map(re.escape, kin()), key=len, reverse=True))
    young = "|".join(sorted(listed("minor"), key=len, reverse=True))
    ill = "|".join(listed("patient"))
    held = "|".join(listed("captive"))
    patterns = (
        ("kin", rf"\b(?i:{relatives}),?\s+(?:(?i:named|called)\s+)?{_NAME}"),
        (
            "kin",
            rf"\b{_NAME},\s+(?i:his|her|their|whose|the)\s+(?:\w+\s+){{0,2}}(?i:{relatives})\b",
        ),
        ("minor", rf"\b(?i:{young}),?\s+(?:(?i:named|called)\s+)?{_NAME}"),
        ("patient", rf"\b(?i:{ill}),?\s+(?:(?i:named|called)\s+)?{_NAME}"),
        ("captive", rf"\b(?i:{held}),?\s+(?:(?i:named|called)\s+)?{_NAME}"),
    )
    return tuple((why, re.compile(pattern)) for why, pattern in patterns)


def _by_age(text: str) -> Iterator[Named]:
    patterns = (
        rf"{_NAME}(?:,\s+(?:aged?\s+)?|\s+\((?:aged?\s+)?)(\d{{1,2}})(?=[,).;]|\s+(?:years|and)\b)",
        rf"(?P<age>\d{{1,2}})[ \-‐‑](?:year|month|day|week)s?[ \-‐‑]old\s+(?:[a-z]+\s+)?{_NAME}",
    )
    for pattern in patterns:
        for found in re.finditer(pattern, text):
            age = found.groupdict().get("age") or found[2]
            name = found[2] if "age" in found.groupdict() else found[1]
            if int(age) < table("minor")["age"] or "month" in found[0] or "week" in found[0]:
                yield from _named(name, "minor")


def _named(words: str, why: str) -> Iterator[Named]:
    parts = [p for p in re.sub(r"[’'ʼ]s?$", "", words).split() if is_name_like(p, False)]
    name = proper(" ".join(parts)) if parts else None
    if name and not find_parties(name):
        yield Named(name, why)
