"""Where words from elsewhere stand in a report: there beyond doubt, or nowhere.

Other programs see other white space than ours, so a run of it counts as one blank. Nothing else is
forgiven: words that stand there among other words are a lookalike, and are not taken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from earwitness.model import Span

from .offers import Words

_MOST = 1000
"""So many places of the same words are looked at: more are several places in any case."""


class NoPlace(Enum):
    """Why words have no place; the value is a clause."""

    EMPTY = "it gives a position alone, and no words to hold it against"
    GONE = "its words do not stand in the report"
    AMONG_OTHERS = (
        "its words stand in the report, but not among the words that it gives around them"
    )
    SEVERAL = "its words stand in several places of the report, and it does not tell which is meant"


@dataclass(frozen=True, slots=True)
class Found:
    """The place of words in a text."""

    span: Span


class Squeezed:
    """A text with each run of white space as one blank, and the way back."""

    def __init__(self, text: str) -> None:
        self.original = text
        chars: list[str] = []
        self._at: list[int] = []
        for at, char in enumerate(text):
            if not char.isspace():
                chars.append(char)
                self._at.append(at)
            elif chars and chars[-1] != " ":
                chars.append(" ")
                self._at.append(at)
        self.text = "".join(chars)

    def back(self, start: int, end: int) -> Span:
        """The span of the original for one of the squeezed text that has no blank at its ends."""
        return Span(self._at[start], self._at[end - 1] + 1)

    def forth(self, place: int) -> int:
        """Where a place of the original is in the squeezed text."""
        return bisect_right(self._at, place) - 1 if self._at else 0


def squeeze(words: str) -> str:
    """Words with each run of white space as one blank."""
    return " ".join(words.split())


def place(page: Squeezed, words: Words) -> Found | NoPlace:
    """Where the words stand."""
    exact = squeeze(words.exact)
    if not exact:
        return NoPlace.EMPTY
    there = [(start, start + len(exact)) for start in _places(page.text, exact)]
    if not there:
        return NoPlace.GONE
    fitting = [p for p in there if _among(page.text, p, words)]
    if not fitting:
        return NoPlace.AMONG_OTHERS
    if len(fitting) == 1:
        return Found(page.back(*fitting[0]))
    return _at_position(page, fitting, words)


def _at_position(page: Squeezed, fitting: list[tuple[int, int]], words: Words) -> Found | NoPlace:
    """Of places that fit alike, the one whose own offsets the file gives."""
    if words.start is None or words.end is None:
        return NoPlace.SEVERAL
    given = words.exact
    lead, trail = len(given) - len(given.lstrip()), len(given) - len(given.rstrip())
    wanted = Span(words.start + lead, max(words.start + lead, words.end - trail))
    spans = [page.back(*p) for p in fitting]
    return Found(wanted) if wanted in spans else NoPlace.SEVERAL


def _among(text: str, at: tuple[int, int], words: Words) -> bool:
    """Whether the words around are those that the file gives, as far as the report reaches."""
    prefix, suffix = squeeze(words.prefix or ""), squeeze(words.suffix or "")
    start, end = at
    before = text[max(0, start - len(prefix) - 2) : start].strip()
    after = text[end : end + len(suffix) + 2].strip()
    begins = start <= len(prefix) + 2 and prefix.endswith(before)
    ends = len(text) - end <= len(suffix) + 2 and suffix.startswith(after)
    return (before.endswith(prefix) or begins) and (after.startswith(suffix) or ends)


def _places(text: str, exact: str) -> Iterator[int]:
    at, many = text.find(exact), 0
    while at >= 0 and many < _MOST:
        yield at
        at, many = text.find(exact, at + 1), many + 1
