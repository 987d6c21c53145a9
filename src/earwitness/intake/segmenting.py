"""Cutting a text into paragraphs: one a line, or lines wrapped by hand between blank lines."""

from __future__ import annotations

import re

from earwitness.model import Span

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAKS = frozenset("\r\n\x0b\x0c\x85\u2028\u2029")
_END = frozenset('.!?”"’:)…»]')


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, without the white space around them, in order."""
    lines = [span for m in _LINE.finditer(text) if (span := stripped(text, m.start(), m.end()))]
    joined: list[Span] = []
    group: list[Span] = []
    for line in lines:
        if group and _blank_between(text, group[-1].end, line.start):
            joined += _unwrapped(text, group)
            group = []
        group.append(line)
    return joined + _unwrapped(text, group)


def stripped(text: str, start: int, end: int) -> Span | None:
    """The range without white space at its ends; None where nothing is left."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return Span(start + left, start + right) if right > left else None


def _blank_between(text: str, start: int, end: int) -> bool:
    """Whether an empty line stands between two lines."""
    gap = text[start:end].replace("\r\n", "\n")
    return sum(char in _BREAKS for char in gap) > 1


def _unwrapped(text: str, lines: list[Span]) -> list[Span]:
    """A group of lines as paragraphs: one where the lines were wrapped to a width by hand."""
    if len(lines) < 2 or not _is_wrapped(text, lines):
        return lines
    return [Span(lines[0].start, lines[-1].end)]


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Lines of like width up to 100 of which most break inside a sentence."""
    widths = [len(line) for line in lines[:-1]]
    widest = max(widths)
    if not 40 <= widest <= 100 or len(lines[-1]) > widest + 15:
        return False
    even = sum(width >= widest * 0.7 for width in widths)
    open_ended = sum(text[line.end - 1] not in _END for line in lines[:-1])
    lower = sum(text[line.start].islower() for line in lines[1:])
    return (
        even >= 0.8 * len(widths) and open_ended >= 0.6 * len(widths) and 2 * lower >= len(widths)
    )
