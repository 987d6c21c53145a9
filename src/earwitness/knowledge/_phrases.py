"""Find known names in running text: look up the first word, take the longest tail that fits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

# A name starts with a capital, or with a small Arabic article that belongs to it ("al-Shabaab").
_FIRST = re.compile(r"(?<![\w@#])(?:[^\W\d_a-zß-öø-ÿ]|al[- ](?=[A-Z])|e(?=[A-Z])|i(?=[A-Z0-9]))\w*")
_LOWER_START = re.compile(r"\w+")
_SAME_WIDTH = str.maketrans(
    {"\u00a0": " ", "\n": " ", "\t": " ", "\r": " ", "’": "'", "‘": "'", "\u2011": "-"}
)


@cache
def load(name: str) -> dict[str, Any]:
    """Read a data file that lies beside this module."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def level(text: str) -> str:
    """Make spaces, apostrophes and hyphens plain; the length stays, so offsets hold."""
    return text.translate(_SAME_WIDTH)


class Phrases:
    """A set of names, each with a value; `scan` gives the longest ones from left to right."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        tails: dict[str, dict[str, str]] = {}
        for name, value in names:
            first = _LOWER_START.match(name)
            if first:
                tails.setdefault(first.group(), {}).setdefault(name[first.end() :], value)
        self._tails = {
            head: tuple(sorted(options.items(), key=lambda item: (-len(item[0]), item[0])))
            for head, options in tails.items()
        }

    def scan(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, value) over levelled text, never overlapping."""
        done = 0
        for match in _FIRST.finditer(text):
            start = match.start()
            options = self._tails.get(_head(match.group()))
            if options is None or start < done:
                continue
            hit = _longest(text, start + len(_head(match.group())), options)
            if hit is not None:
                done = hit[0]
                yield start, hit[0], hit[1]


def _head(word: str) -> str:
    return word[:2] if word[:3] in ("al-", "al ") else word


def _longest(text: str, at: int, options: tuple[tuple[str, str], ...]) -> tuple[int, str] | None:
    for tail, value in options:
        end = at + len(tail)
        if text.startswith(tail, at) and not text[end : end + 1].isalnum():
            return end, value
    return None
