"""Words of a report held fast, to be found again in another reading of the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

from earwitness.model import Document, Quote, Span

AROUND = 32


def quote_of(document: Document, span: Span) -> Quote:
    """The words of a span, with where they stand and what stands around them."""
    text = document.text
    return Quote(
        document=document.sha256,
        exact=span.of(text),
        prefix=text[max(0, span.start - AROUND) : span.start],
        suffix=text[span.end : span.end + AROUND],
        start=span.start,
        end=span.end,
    )


def place_of(document: Document, quote: Quote) -> Span | None:
    """Where the words stand in this text; None where they are gone, or could be several places.

    Where they still stand at their old offsets with the same words around, that is the place.
    Otherwise the one place counts that fits best with what stood around them: a quotation whose
    place is in doubt is orphaned, never moved to a lookalike.
    """
    if not quote.exact:
        return None
    old = Span(quote.start, max(quote.start, quote.end))
    if old.of(document.text) == quote.exact and _fit(document.text, old, quote) == _most(quote):
        return old
    ranked = sorted(
        ((_fit(document.text, span, quote), span) for span in _places(document.text, quote.exact)),
        key=lambda found: -found[0],
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] > 0 else None


def _places(text: str, exact: str) -> Iterator[Span]:
    at = text.find(exact)
    while at >= 0:
        yield Span(at, at + len(exact))
        at = text.find(exact, at + 1)


def _most(quote: Quote) -> int:
    return len(quote.prefix) + len(quote.suffix)


def _fit(text: str, span: Span, quote: Quote) -> int:
    """How many characters before and after the place are those that stood there."""
    before = text[max(0, span.start - len(quote.prefix)) : span.start]
    after = text[span.end : span.end + len(quote.suffix)]
    return _alike(before[::-1], quote.prefix[::-1]) + _alike(after, quote.suffix)


def _alike(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
