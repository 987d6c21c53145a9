"""Words of a text, made alike enough to be compared. Every function is pure; the lists are data."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_][\w*]*(?:['’][^\W\d_]+)*")
QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{3,})[”\"»“]")
SINGLE = re.compile(r"(?<!\w)[‘']([^‘'’]{3,400}(?:[’']\w[^‘'’]{0,400}){0,20})[’'](?!\w)")
MARKS = '“”"«»„‘’'
_DOUBLE = re.compile(r"[“”\"«»„‘]|(?<=[,.!?…])’")
_LOOSE_STOP = re.compile(r"[,;:]?\s+…")
_SUFFIXES = ("ing", "ed", "es", "s")


@cache
def data() -> dict[str, Any]:
    """The word lists of this package, read once."""
    source = resources.files(__package__).joinpath("words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def listed(*path: str) -> frozenset[str]:
    """One list of `words.toml` as a set; `path` names it, table first."""
    found: Any = data()
    for key in path:
        found = found[key]
    return frozenset(found.split())


@cache
def canon(table: str) -> dict[str, str]:
    """Each word of a table of synonyms, and the word that stands for it."""
    return {word: head for head, words in data()[table].items() for word in words.split()}


def tokens(text: str) -> list[str]:
    """The words and numbers of a text, lower case, apostrophes straight; censored words too."""
    return [word.lower() for word in spelling(text)]


def spelling(text: str) -> list[str]:
    """The words and numbers of a text as they are spelt, apostrophes straight."""
    return [m.group().replace("’", "'") for m in WORD.finditer(text)]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its commonest endings: good enough to hold checking against check."""
    word = word.removesuffix("'s")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, and the numbers."""
    stop = listed("stop")
    return frozenset(stem(w) for w in tokens(text) if w not in stop and len(w) > 1)


def plain_quote(text: str, limit: int = 90) -> str:
    """A quotation in curly marks, without those inside it or its full stop, cut where long."""
    bare = _LOOSE_STOP.sub(" …", _DOUBLE.sub("", text))
    return f"“{one_line(bare, limit).strip(MARKS).rstrip(',;:. ')}”"


def one_line(text: str, limit: int = 120) -> str:
    """A passage as one line, cut at a word where it is longer than `limit` code points."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " …"
