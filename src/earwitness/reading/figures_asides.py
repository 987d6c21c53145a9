"""Asides that stand between people and their fate: "two men - a farmer and a clerk - were hit"."""

from __future__ import annotations

import re

from earwitness.model import Span

from .figures_quantities import Quantity
from .figures_share import Count

_ASIDE = re.compile(
    r"[\s\u00a0]+([-–—])[\s\u00a0][^-–—.;:?!]{1,80}[\s\u00a0]\1(?=[\s\u00a0])"
    r"|,[\s\u00a0]the[\s\u00a0](?:oldest|youngest|eldest)[\s\u00a0][^,.;:?!]{1,60},(?=[\s\u00a0])"
    r"|,[\s\u00a0]including[\s\u00a0](?!at[\s\u00a0])[A-Za-z][^,.;:?!\d]{1,70},(?=[\s\u00a0](?:ha[sd]|have|was|were|are|is)\b)"
    r"|,[\s\u00a0](?:ranging[\s\u00a0]|aged[\s\u00a0]|ages[\s\u00a0]|between[\s\u00a0]the[\s\u00a0]ages|(?:all|most|both|some|many|each)[\s\u00a0]of"
    r"[\s\u00a0](?:them|whom)[\s\u00a0])[^.;:?!]{1,70},(?=[\s\u00a0](?:ha[sd]|have|was|were|are|is|died)\b)"
    r"|[^,.;:?!\d]{0,40},[\s\u00a0]who[\s\u00a0][^,.;:?!]{1,90},(?=[\s\u00a0](?:died|perished|was|were|ha[sd]|have|are)\b)"
)


def past_aside(text: str, quantity: Quantity) -> int:
    """Where the words go on after "two men - a farmer and a clerk -"."""
    aside = _ASIDE.match(text, quantity.span.end) if quantity.human else None
    return aside.end() if aside else quantity.span.end


def drop_asides(text: str, linked: dict[int, Count]) -> None:
    """Those whom an aside names are the ones already counted."""
    for count in list(linked.values()):
        end = past_aside(text, count.quantity)
        aside = Span(count.quantity.span.end, end)
        for place, other in list(linked.items()):
            inside = aside.holds(other.quantity.span) and count.span.end > end
            if len(aside) and inside and (other.quantity.value or 2) < 2:
                del linked[place]
