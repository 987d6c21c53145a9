"""Which person is meant where a name stands that several can bear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from earwitness.model import Case, Document, Span

from .joining import Hit
from .letters import words_of
from .words import proper

_INITIAL = re.compile(r"[ \u00a0]([^\W\d_a-zа-я])\.$")
_NOBODY: frozenset[str] = frozenset()


class Meant:
    """Who is mentioned where, private and not, as the case reads it. `keys` are those of actors."""

    def __init__(self, case: Case, keys: Mapping[str, str]) -> None:
        self._private: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        self._public: dict[str, list[Span]] = defaultdict(list)
        self._shared: dict[str | None, set[str]] = defaultdict(set)
        for actor in case.actors:
            key = keys.get(actor.id)
            if key is None and actor.kind == "person" and (name := proper(actor.name)):
                for document in (None, *(m.document for m in actor.mentions)):
                    self._shared[document] |= {word.letters for word in words_of(name)}
            for mention in actor.mentions:
                if key is not None:
                    self._private[mention.document].append((mention.span, key))
                elif actor.kind == "person":
                    self._public[mention.document].append(mention.span)
        self._texts = {document.id: document.text for document in case.documents}

    def there(self, hit: Hit, document: str) -> Hit:
        """The hit with those alone who can be meant there; with nobody where that is open."""
        span = Span(hit.start, hit.end)
        near = {k for s, k in self._private[document] if s.meets(span) and k in hit.who}
        if len(near) == 1:
            return replace(hit, who=frozenset(near))
        if any(s.meets(span) for s in self._public[document]):
            return replace(hit, who=_NOBODY)
        return self.within(hit, self._texts[document], document)

    def within(self, hit: Hit, text: str, document: str | None) -> Hit:
        """The same for words of a report that stand nowhere in particular, or of any report."""
        hit = self.open(hit, text, document)
        here = {k for _, k in self._private[document or ""]} & hit.who
        return replace(hit, who=frozenset(here)) if len(here) == 1 else hit

    def open(self, hit: Hit, text: str, document: str | None) -> Hit:
        """The hit with nobody where it is one word that somebody who stays bears as well.

        Somebody of that report, or of any where it is not said of which.
        """
        words = words_of(text[hit.start : hit.end])
        shared = len(words) == 1 and words[0].letters in self._shared[document]
        return replace(hit, who=_NOBODY) if shared else hit

    def initials(self, document: Document, hits: Sequence[Hit]) -> Iterator[Hit]:
        """Where the initial stands alone that the report gives for a private person's surname."""
        text = document.text
        found: dict[str, frozenset[str]] = {}
        for hit in hits:
            if last := _INITIAL.search(text, hit.start, hit.end):
                found[last[1]] = hit.who
        for initial, who in found.items():
            alone = re.compile(
                rf"(?<![\w.]){re.escape(initial)}\.(?![\w.]|[ \u00a0][^\W\d_a-zа-я]\w)"
            )
            for at in alone.finditer(text):
                if not any(h.start < at.end() and at.start() < h.end for h in hits):
                    yield Hit(at.start(), at.end(), who)
