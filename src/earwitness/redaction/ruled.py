"""Decisions without the names of private persons: quotations, reasons, notes and ids made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from earwitness.model import Decision, Document, Quote, Said, Span, Target, make_id

_AROUND = 32


class Redacting(Protocol):
    """What of a redaction is needed here."""

    def scrub(self, words: str) -> str:
        """Words without the names in them."""
        ...

    def id_of(self, one: str) -> str:
        """The salted id."""
        ...

    def digest_of(self, sha256: str) -> str:
        """The salted digest."""
        ...

    def moved_in(self, document: str, span: Span) -> tuple[Span, str]:
        """Where words of a report stand in its redacted text, and that text."""
        ...


class Ruled:
    """Decisions of one case on their way out."""

    def __init__(self, redaction: Redacting, documents: tuple[Document, ...]) -> None:
        self.redaction = redaction
        self.documents = {d.sha256: d for d in documents}

    def decision(self, made: Decision) -> Decision:
        """The same decision, of the redacted case. Who made it, and when, stays."""
        scrub = self.redaction.scrub
        return replace(
            made,
            target=self._target(made.target),
            why=scrub(made.why),
            said=self._said(made.said) if made.said else None,
            other=self._target(made.other) if made.other else None,
            name=scrub(made.name) if made.name else None,
            documents=tuple(map(self.redaction.digest_of, made.documents)),
            beside=tuple(map(self._target, made.beside)),
            text=scrub(made.text) if made.text is not None else None,
        )

    def used(self, made: Decision) -> list[tuple[str, Span]]:
        """Where its words stand, by document: there nothing may be left out."""
        targets = [t for t in (made.target, made.other, *made.beside) if t]
        quotes = [q for t in targets for q in t.quotes]
        if made.said:
            quotes += [*made.said.content, *made.said.cue]
            quotes += [made.said.source] if made.said.source else []
        return [(d.id, s) for q in quotes for d, s in [self._place(q)] if d and s]

    def _place(self, quote: Quote) -> tuple[Document | None, Span | None]:
        document = self.documents.get(quote.document)
        span = Span(quote.start, max(quote.start, quote.end))
        there = document is not None and span.of(document.text) == quote.exact
        return (document, span) if there else (document, None)

    def _quote(self, quote: Quote) -> Quote:
        document, span = self._place(quote)
        digest, scrub = self.redaction.digest_of(quote.document), self.redaction.scrub
        if document is None or span is None:
            return replace(
                quote, document=digest, exact=scrub(quote.exact), prefix=scrub(quote.prefix),
                suffix=scrub(quote.suffix),
            )  # fmt: skip
        at, text = self.redaction.moved_in(document.id, span)
        return Quote(
            document=digest, exact=at.of(text), start=at.start, end=at.end,
            prefix=text[max(0, at.start - _AROUND) : at.start],
            suffix=text[at.end : at.end + _AROUND],
        )  # fmt: skip

    def _target(self, target: Target) -> Target:
        name = self.redaction.scrub(target.name)
        own = (
            make_id(target.kind, target.sort, name)
            if target.kind in ("finding", "lead")
            else self.redaction.id_of(target.id)
        )
        return replace(target, id=own, name=name, quotes=tuple(map(self._quote, target.quotes)))

    def _said(self, said: Said) -> Said:
        return replace(
            said,
            content=tuple(map(self._quote, said.content)),
            speaker=self._target(said.speaker) if said.speaker else None,
            source=self._quote(said.source) if said.source else None,
            cue=tuple(map(self._quote, said.cue)),
        )
