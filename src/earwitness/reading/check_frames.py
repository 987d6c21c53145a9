"""The frames of data/checks.toml: orders of words in which checks and disputes are told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from earwitness.model import Span

from .needed import Needs, folded, may_match, needed

Status = Literal["not verified", "verified", "partly verified", "disputed"]
About = Literal["said", "true"]

_B = r"[\s\u00a0]+"
_WORDS = rf"{_B}(?:[^\s;]+{_B}){{0,6}}?"
_FAR = rf"(?:{_B}[^\s;]+){{0,16}}?{_B}"


@dataclass(frozen=True, slots=True)
class Found:
    """A frame found in a sentence."""

    name: str
    words: Span
    status: Status
    about: About
    by: str


@cache
def table() -> dict[str, Any]:
    """The tables of `data/checks.toml`."""
    text = files(__package__).joinpath("data/checks.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def guard(name: str) -> re.Pattern[str]:
    """One of the patterns that keep a frame from what it does not mean."""
    return re.compile(table()["guard"][name], re.I)


@cache
def word(name: str) -> re.Pattern[str]:
    """A class of words as a pattern of whole words."""
    return re.compile(rf"(?<![\w-])(?:{_expanded(f'<{name}>')})(?!\w)", re.I)


def _expanded(source: str, outlet: str = "") -> str:
    source = _classes(source)
    own = re.escape(outlet.removeprefix("The ")) if outlet else "this report"
    source = source.replace("@outlet", rf"(?:the )?{own}")
    return source.replace(" .. ", _WORDS).replace("~", _FAR).replace(" ", _B)


@cache
def _names_outlet(number: int) -> bool:
    """Whether a frame names the report's own outlet, so that it differs with each."""
    return any("@outlet" in _classes(one) for one in table()["frame"][number]["words"])


def _classes(source: str) -> str:
    for _ in range(3):
        source = re.sub(r"<(\w+)>", lambda m: str(table()["words"][m[1]]), source)
    return source


def _alternatives(number: int, outlet: str) -> list[str]:
    return [f"(?:{_expanded(one, outlet)})" for one in table()["frame"][number]["words"]]


@lru_cache(maxsize=512)
def _pattern(number: int, outlet: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_alternatives(number, outlet))})(?![\w-])", re.I)


@lru_cache(maxsize=512)
def _needs(number: int, outlet: str) -> tuple[Needs, ...]:
    """What each order of words of a frame needs: most sentences have none of it."""
    return tuple(needed(one) for one in _alternatives(number, outlet))


@cache
def _extra(number: int, key: str) -> re.Pattern[str] | None:
    source = table()["frame"][number].get(key)
    return re.compile(_expanded(source), re.I) if source else None


@lru_cache(maxsize=2048)
def frames_in(text: str, sentence: Span, before: str, outlet: str | None) -> tuple[Found, ...]:
    """The frames of a sentence; `before` is the sentence before it."""
    return tuple(_frames_in(text, sentence, before, outlet or ""))


def _frames_in(text: str, sentence: Span, before: str, outlet: str) -> Iterator[Found]:
    letters = folded(sentence.of(text))
    for number, frame in enumerate(table()["frame"]):
        own = outlet if _names_outlet(number) else ""
        if not any(may_match(needs, letters) for needs in _needs(number, own)):
            continue
        pattern = _pattern(number, own)
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None:
            continue
        words = Span(match.start(), match.end())
        status = _status(text, sentence, words, number)
        about = _about(text, sentence, words, frame.get("about"), before)
        if status is not None and not _is_open(text, sentence, words):
            yield Found(frame["name"], words, status, about, frame.get("by", "subject"))


def _status(text: str, sentence: Span, words: Span, number: int) -> Status | None:
    against, softer = _extra(number, "against"), _extra(number, "softer")
    needs = _extra(number, "needs")
    if needs is not None and not needs.search(text, sentence.start, words.start):
        return None
    if against is not None and against.search(text, words.start, sentence.end):
        return None
    status: Status = table()["frame"][number]["status"]
    if softer is not None and softer.search(text, words.start, sentence.end):
        return "partly verified"
    return status


def _about(text: str, sentence: Span, words: Span, told: str | None, before: str) -> About:
    if told in ("said", "true"):
        return "said" if told == "said" else "true"
    things = word("thing")
    if told == "before":
        return "said" if things.search(before) and not word("claim").search(before) else "true"
    if told is None:
        return "said" if things.search(text, words.start, words.end) else "true"
    if told == "thing near true" and word("claim").search(text, sentence.start, sentence.end):
        return "true"
    return "said" if things.search(text, sentence.start, sentence.end) else "true"


def clause_start(text: str, sentence: Span, at: int) -> int:
    """Where the clause begins in which a place stands."""
    starts = [m.end() for m in guard("clause").finditer(text, sentence.start, at)]
    return max(starts, default=sentence.start)


def _is_open(text: str, sentence: Span, words: Span) -> bool:
    """ "whether the tape was a fake": nobody says that it is."""
    start = clause_start(text, sentence, words.start)
    inside = guard("open").search(text, words.start, words.end)
    asks = inside is not None and not re.match(word("unable"), words.of(text))
    before = guard("open").search(text, start, words.start)
    ruled = guard("ruled").search(text, start, words.start)
    return before is not None or ruled is not None or asks
