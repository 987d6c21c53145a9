"""The order of the export: the same things in any order come out in this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from earwitness.model import (
    Actor,
    Amount,
    Anchor,
    Case,
    Citation,
    DateExpression,
    Document,
    Figure,
    Finding,
    Lead,
    Recording,
    Response,
    Span,
    Statement,
    TapeCheck,
    TranscriptOf,
    Verification,
)

Placed = TypeVar("Placed", Figure, Verification, Response, Citation)


class Order:
    """The order of the export: by document (path, then id), by position, by id."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = sorted(documents, key=lambda d: (d.path or "", d.id))
        self._rank = {document.id: at for at, document in enumerate(self.documents)}

    def at(self, document: str, span: Span) -> tuple[int, str, int, int]:
        """Where a place stands among all places; strangers last."""
        return (self._rank.get(document, len(self._rank)), document, span.start, span.end)

    def anchors(self, anchors: Iterable[Anchor]) -> list[Anchor]:
        """The anchors in the order in which a reader meets them."""
        return sorted(anchors, key=lambda a: self.at(a.document, a.span))

    def of_mentions(self, thing: Actor | Recording) -> tuple[object, ...]:
        """By the first mention; what is never mentioned comes last."""
        places = sorted(self.at(m.document, m.span) for m in thing.mentions)
        return (not places, places[:1], thing.id)

    def of_statement(self, statement: Statement) -> tuple[object, ...]:
        """By the first of its words."""
        places = sorted(self.at(statement.document, span) for span in statement.content)
        return (places[:1] or [self.at(statement.document, Span(0, 0))], statement.id)

    def of_date(self, date: DateExpression) -> tuple[object, ...]:
        """By place, then by what it was resolved to."""
        return (self.at(date.document, date.span), date.type, date.value or "", repr(date))

    def of_amount(self, amount: Amount) -> tuple[object, ...]:
        """By place, then by all it says."""
        return (self.at(amount.document, amount.span), repr(amount))

    def of_transcript(self, transcript: TranscriptOf) -> tuple[object, ...]:
        """By its document."""
        return (self.at(transcript.document, Span(0, 0)), transcript.recording)

    def of_check(self, case: Case) -> Callable[[TapeCheck], tuple[object, ...]]:
        """By the quotation, then by the transcript."""
        places = {s.id: self.of_statement(s) for s in case.statements}
        last = (([self.at("\U0010ffff", Span(0, 0))]), "")
        return lambda c: (
            places.get(c.statement, last), self.at(c.transcript, Span(0, 0)), c.statement
        )  # fmt: skip

    def placed(self, things: Iterable[Placed]) -> list[Placed]:
        """Things with a document and a span, in order."""
        return sorted(things, key=lambda thing: (self.at(thing.document, thing.span), thing.id))


def ranked(things: Iterable[Finding | Lead]) -> list[Finding | Lead]:
    """The weightiest first; equals by what they say."""
    return sorted(things, key=lambda t: (-t.weight, t.kind, t.refs, t.says, repr(t)))
