"""Where a saved text names its own outlet: lines above the headline, the headline's last words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from earwitness.knowledge.outlets import looks_like_outlet, outlet_named
from earwitness.model import Span

from .naming import plain_name
from .text import Line, titular

_BAR = re.compile(r"\s+[|•·–—]\s+")
_SUFFIX = re.compile(r"\s+[|•·–—-]\s+(?=[^|•·–—]{2,50}$)")
_TAGLINE = 7
"""How many words may stand beside the name in a masthead."""
_TOP = 6


def masthead_name(lines: list[Line]) -> str | None:
    """The outlet that the top of the text names, above its headline or at the headline's end."""
    for line in _top(lines):
        found = _masthead(line.words) or (
            _suffix(line.words, None)[1] if line.kind == "headline" else None
        )
        if found:
            return plain_name(found)
    return None


def settle_top(lines: list[Line], outlet: str | None) -> None:
    """Mark the lines above the headline in which the outlet names itself as furniture.

    Where such a line had been taken for the headline, the next line of that shape is the headline.
    """
    lost = False
    for line in _top(lines):
        if _masthead(line.words) or _same(_first(line.words), outlet):
            lost = lost or line.kind == "headline"
            line.kind, line.furniture = "furniture", "navigation"
        elif lost and titular(line.words):
            line.kind, lost = "headline", False
            return


def headline_span(line: Span, words: str, outlet: str | None) -> Span:
    """The headline without " | Outlet" or " - Outlet" at its end."""
    length, _ = _suffix(words, outlet)
    return Span(line.start, line.start + length)


def persons(names: tuple[str, ...], outlet: str | None) -> tuple[str, ...]:
    """The names that sign the page, without the outlet's own."""
    return tuple(name for name in names if not _same(name, outlet))


def _top(lines: list[Line]) -> Iterator[Line]:
    """The first lines that are no furniture, down to the headline or the report.

    Where a headline turns out to be none while it is looked at, the lines below it follow.
    """
    for line in [x for x in lines if x.kind not in ("furniture", "dateline")][:_TOP]:
        if line.prose:
            return
        yield line
        if line.kind == "headline":
            return


def _masthead(words: str) -> str | None:
    """The outlet that a line names, alone or before a tagline."""
    parts = _BAR.split(words)
    if len(words) > 120 or words[-1] in ".!?:," or not words[0].isupper():
        return None
    if len(parts) > 1 and len(" ".join(parts[1:]).split()) > _TAGLINE:
        return None
    return parts[0] if _is_outlet(parts[0]) else None


def _is_outlet(words: str) -> bool:
    """Whether the words are the name of an outlet: known, or shaped like one and in capitals."""
    if outlet_named(words) is not None:
        return True
    few = 2 <= len(words.split()) <= 5
    return few and words.title() == words and looks_like_outlet(words)


def _suffix(words: str, outlet: str | None) -> tuple[int, str | None]:
    """How long the headline is without the outlet at its end, and that outlet."""
    bar = _SUFFIX.search(words)
    if bar is None:
        return len(words), None
    name = words[bar.end() :]
    own = _same(name, outlet) or outlet_named(name) or ("|" in bar[0] and _is_outlet(name))
    return (bar.start(), name) if own else (len(words), None)


def _first(words: str) -> str:
    parts = _BAR.split(words)
    return parts[0] if len(" ".join(parts[1:]).split()) <= _TAGLINE else words


def _same(words: str, outlet: str | None) -> bool:
    return outlet is not None and _bare(words) == _bare(outlet)


def _bare(name: str) -> str:
    return " ".join(name.lower().split()).removeprefix("the ")
