"""Who gives a figure: the statement that holds it, or a body that its sentence names for it.

Statements and mentions are looked up by their places, so that a long report takes no more than in
proportion.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from earwitness.model import Actor, Document, Span, Statement

_CUE_AFTER = re.compile(
    r"[\s\u00a0]*,?[\s\u00a0]*(?:[\w’'-]+[\s\u00a0]+){0,4}?(?:said|says|say|reported|reports|estimated|estimates"
    r"|claimed|claims|announced|confirmed|stated|counted|recorded|put)\b"
)
_CUE_BEFORE = re.compile(
    r"\b(?:according[\s\u00a0]to|said|says|reported[\s\u00a0]by|estimated[\s\u00a0]by|cited[\s\u00a0]by"
    r"|announced[\s\u00a0]by|quoting|citing|told)[\s\u00a0]+(?:the[\s\u00a0]+)?$"
)


class Givers:
    """The statements and actors of one report, by their places."""

    def __init__(
        self, document: Document, statements: Iterable[Statement], actors: Iterable[Actor]
    ) -> None:
        self.document = document
        self._contents = sorted(
            (
                (span, statement.content[0].start, number, statement)
                for number, statement in enumerate(statements)
                for span in statement.content
            ),
            key=lambda row: row[:3],
        )
        self._starts = [row[0].start for row in self._contents]
        self._reach = list(accumulate((row[0].end for row in self._contents), max))
        mentions = (
            (mention.span, number, place, actor)
            for number, actor in enumerate(actors)
            for place, mention in enumerate(actor.mentions)
            if mention.document == document.id
        )
        self._mentions = sorted(mentions, key=lambda row: row[:3])
        self._named = [row[0].start for row in self._mentions]

    def statement(self, number: Span) -> Statement | None:
        """The statement whose content holds the number most closely."""
        holding = []
        at = bisect_right(self._starts, number.start)
        while at and self._reach[at - 1] >= number.end:
            at -= 1
            span, first, place, statement = self._contents[at]
            if span.holds(number):
                holding.append((len(span), -first, place, statement))
        return min(holding, key=lambda item: item[:3])[3] if holding else None

    def attributed(self, sentence: Span, count: Span) -> tuple[Actor | None, Span | None]:
        """Who the sentence says the count is from, where no statement holds it, and the words."""
        text = self.document.text
        low = bisect_left(self._named, sentence.start)
        high = bisect_left(self._named, sentence.end)
        here = sorted(self._mentions[low:high], key=lambda row: (row[1], row[2]))
        for span, _, _, actor in here:
            if not sentence.holds(span) or span.meets(count):
                continue
            if _CUE_BEFORE.search(text, max(sentence.start, span.start - 40), span.start):
                return actor, span
            after = _CUE_AFTER.match(text, span.end, sentence.end)
            if after and not Span(span.end, after.end()).meets(count):
                return actor, Span(span.start, after.end())
        return None, None
