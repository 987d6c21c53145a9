"""Frequent English words: what stands in small letters and is one of them is no name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _words() -> frozenset[str]:
    text = (files(__package__) / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(" ".join(line for line in text.splitlines() if line[:1] != "#").split())


def is_common(word: str) -> bool:
    """Whether the word, in small letters, is a frequent one."""
    return word in _words()
