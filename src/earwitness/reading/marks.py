"""Single quotation marks as double ones, for a model that knows double ones alone.

Many British outlets quote with ‘…’. The model learnt from American pages, where a single mark is
an apostrophe or a quotation inside another; so it reads a text in which they are double. The text
keeps its length, and every offset its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable

from .quotes import Quote

DOUBLE = {"‘": "“", "’": "”", "‚": "„", "'": '"'}


def doubled(text: str, quotes: Iterable[Quote]) -> str:
    """The text with double marks at the edges of these quotations, where they are single."""
    edges = [at for q in quotes if q.single and q.closed for at in (q.span.start, q.span.end - 1)]
    if not edges:
        return text
    chars = list(text)
    for at in edges:
        chars[at] = DOUBLE.get(chars[at], chars[at])
    return "".join(chars)
