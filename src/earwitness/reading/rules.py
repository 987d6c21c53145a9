"""The rule tagger: quotation marks, cue words and the shape of the paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from earwitness.model import Document, Span, StatementType, cover

from .clause import Clause
from .clauses import clauses_of
from .cues import speech_words
from .labels import read_labels, told_inside
from .layout import Paragraph, paragraphs
from .phrases_before import clause_subject
from .tagger import RawAttribution
from .told_after import reported_after
from .words import Sentence, Token, sentences

RULES = "rules/attribution@1"
_SCARE_WORDS = 3
_MAX_DEPTH = 4


@dataclass(slots=True, eq=False)
class _Draft:
    """An attribution while its paragraph is still being read."""

    content: list[Span]
    cue: list[Span]
    source: Span | None
    addressee: Span | None = None
    type: StatementType = "assertion"
    hearsay: bool = False
    via: Span | None = None
    parent: _Draft | None = None
    continues: bool = False
    quoted: bool = False
    block: int = -1
    sentence: int = -1
    rule: str = ""
    children: list[_Draft] = field(default_factory=list)


class RuleTagger:
    """Attributions by rules; explains each by the rule's name in `origin`."""

    name = RULES

    def tag(self, document: Document) -> tuple[RawAttribution, ...]:
        """All attributions of the document's headline, standfirst and body."""
        drafts: list[_Draft] = []
        open_quote: _Draft | None = None
        for paragraph in paragraphs(document):
            reader = _Reader(document.text, paragraph, open_quote)
            drafts.extend(reader.read())
            open_quote = reader.still_open
        body = [p.block.span for p in paragraphs(document) if p.block.kind == "body"]
        return _finish(_labelled(drafts, read_labels(document.text, body)))


def _labelled(drafts: list[_Draft], labels: Sequence[tuple[Span, Span, str]]) -> list[_Draft]:
    """Labelled words are one statement; what is told in them is nested, the rest is theirs."""
    for words, source, rule in labels:
        label = _Draft([words], [], source, quoted=True, rule=rule)
        gone: list[_Draft] = []
        for draft in drafts:
            if draft.parent is None and words.meets(cover(draft.content)):
                spans = [*draft.content, *draft.cue, draft.source or source]
                told = told_inside(spans, sum(map(len, draft.content)), words)
                draft.parent = label
                gone += [] if told else [draft]
        for draft in drafts:
            if draft.parent in gone:
                draft.parent = label
        drafts = [*(d for d in drafts if d not in gone), label]
    return drafts


class _Reader:
    """Reads one paragraph; knows the quotation that the one before left open."""

    def __init__(self, text: str, paragraph: Paragraph, open_quote: _Draft | None) -> None:
        self.text, self.span, self.index = text, paragraph.block.span, paragraph.number
        self.quotes, self.top, self.parts = paragraph.quotes, paragraph.top, paragraph.sentences
        self.carried = open_quote
        self.still_open: _Draft | None = None

    def read(self) -> list[_Draft]:
        drafts: list[_Draft] = []
        previous: _Draft | None = None
        for number, sentence in enumerate(self.parts):
            made = self._sentence(sentence, number, previous)
            drafts.extend(made)
            spoken = [d for d in made if d.quoted and d.parent is None]
            previous = (
                spoken[-1]
                if spoken
                else (None if made else previous if _only_quote(sentence) else None)
            )
            if made and not spoken:
                previous = [d for d in made if d.parent is None][-1]
        drafts += self._told_after(drafts)
        self._note_open(drafts)
        holders = {id(d.parent) for d in drafts if d.quoted and d.parent is not None}
        for draft in list(drafts):
            if draft.quoted and id(draft) not in holders:
                drafts.extend(self._inside(draft, 1))
        return drafts

    def _told_after(self, drafts: list[_Draft]) -> list[_Draft]:
        """Sentences that nobody says by themselves, and the next one says who does."""
        made: list[_Draft] = []
        taken = {d.sentence for d in drafts}
        for number in range(1, len(self.parts)):
            if number - 1 in taken:
                continue
            found = reported_after(self.parts[number - 1], self.parts[number])
            if found is not None:
                # "announced this at a briefing": what stands there is nobody's words
                drafts[:] = [d for d in drafts if d.sentence != number]
                taken.add(number - 1)
                words, cue, source = found
                made.append(_Draft([words], [cue], source, block=self.index,
                                   sentence=number - 1, rule="told after"))  # fmt: skip
        return made

    def _sentence(self, sentence: Sentence, number: int, previous: _Draft | None) -> list[_Draft]:
        tokens = sentence.tokens
        if _only_quote(sentence):
            return self._bare_quote(tokens, number, previous)
        found = clauses_of(tokens)
        made = {id(c): self._draft(tokens, c, number) for c in found}
        if number == 0 and self.carried is not None:
            self._join_carried(tokens[0], list(made.values()))
        for clause in found:
            if clause.parent is not None and id(clause.parent) in made:
                made[id(clause)].parent = made[id(clause.parent)]
        drafts = list(made.values())
        drafts += self._left_over(tokens, number, drafts)
        return drafts

    def _join_carried(self, first: Token, made: list[_Draft]) -> None:
        """A quotation that goes on from the paragraph before, and is claimed in this one."""
        carried = self.carried
        claimed = [
            d for d in made if first.quote and any(s.meets(first.quote.span) for s in d.content)
        ]
        if carried is None or not claimed:
            return
        self.carried = None
        draft = claimed[0]
        draft.content[:0] = carried.content
        draft.source = carried.source or draft.source
        draft.cue[:0] = carried.cue
        carried.content = []

    def _draft(self, tokens: Sequence[Token], clause: Clause, number: int) -> _Draft:
        content = [_trimmed(tokens, s, e) for s, e in clause.content]
        source = _range_span(tokens, clause.source)
        return _Draft(
            content=content,
            cue=[Span(tokens[clause.start].start, tokens[clause.end - 1].end)],
            source=source,
            addressee=_range_span(tokens, clause.addressee),
            type=clause.cue.type,
            hearsay=clause.cue.hearsay,
            via=_range_span(tokens, clause.via),
            quoted=any(t.quote is not None for s, e in clause.content for t in tokens[s:e]),
            block=self.index,
            sentence=number,
            rule=clause.rule or "cue",
        )

    def _bare_quote(
        self, tokens: Sequence[Token], number: int, previous: _Draft | None
    ) -> list[_Draft]:
        """A sentence that is only a quotation: more of the one before, or a turn without a cue."""
        spans = [t.quote.span for t in tokens if t.quote is not None]
        carried, self.carried = self.carried if number == 0 else None, None
        if carried is not None:
            carried.content.extend(spans)
            return []
        if previous is not None and previous.quoted:
            previous.content.extend(spans)
            return []
        draft = _Draft(spans, [], None, quoted=True, block=self.index, sentence=number, rule="turn")
        draft.continues = previous is not None
        if previous is not None:
            draft.source = previous.source
            draft.rule = "same speaker"
        return [draft]

    def _left_over(
        self, tokens: Sequence[Token], number: int, drafts: list[_Draft]
    ) -> list[_Draft]:
        """Quotations that no cue took: after a colon, or long enough to be somebody's words."""
        out: list[_Draft] = []
        taken = [s for d in drafts for s in d.content]
        for i, token in enumerate(tokens):
            quote = token.quote
            if quote is None or any(s.meets(quote.span) for s in taken):
                continue
            if i == 0 and number == 0 and self.carried is not None:
                self.carried.content.append(quote.span)
                self.carried = None
                continue
            draft = self._unclaimed(tokens, i, number, drafts)
            if draft is not None:
                out.append(draft)
        return out

    def _unclaimed(
        self, tokens: Sequence[Token], i: int, number: int, drafts: list[_Draft]
    ) -> _Draft | None:
        quote = tokens[i].quote
        assert quote is not None  # noqa: S101 - the caller looked
        before = tokens[i - 1].lower if i else ""
        if before == ":":
            subject = clause_subject(tokens, 0, i) if i > 1 else None
            label = (0, i - 1) if subject is None and i <= 5 else subject
            source = _range_span(tokens, label)
            return _Draft(
                [quote.span],
                [],
                source,
                quoted=True,
                block=self.index,
                sentence=number,
                rule="colon",
            )
        if len(quote.inner.of(self.text).split()) <= _SCARE_WORDS + 1:
            return None
        beside = next((d for d in reversed(drafts) if d.parent is None), None)
        return _Draft(
            [quote.span], [], beside.source if beside else None,
            quoted=True, block=self.index, sentence=number, rule="unclaimed", continues=True,
        )  # fmt: skip

    def _note_open(self, drafts: list[_Draft]) -> None:
        """Remember whose quotation this paragraph leaves open."""
        for quote in self.top:
            if not quote.closed and quote.span.end == self.span.end:
                self.still_open = next(
                    (d for d in drafts if any(s.meets(quote.span) for s in d.content)), None
                )

    def _inside(self, outer: _Draft, depth: int) -> list[_Draft]:
        """What the speaker reports of others, inside a quotation."""
        made: list[_Draft] = []
        for quote in self.quotes:
            if quote.level >= _MAX_DEPTH or not any(s.holds(quote.inner) for s in outer.content):
                continue
            if quote.level != depth - 1:
                continue
            inner = [q for q in self.quotes if q.level == depth and quote.inner.holds(q.span)]
            for sentence in sentences(self.text, quote.inner, inner, self.index, speech_words()):
                made.extend(self._inner_sentence(sentence, outer))
        deeper = [d for d in made if d.quoted]
        for draft in deeper:
            made.extend(self._inside(draft, depth + 1))
        return made

    def _inner_sentence(self, sentence: Sentence, outer: _Draft) -> list[_Draft]:
        found = clauses_of(sentence.tokens, quoted=True)
        made = {id(c): self._draft(sentence.tokens, c, -1) for c in found}
        for clause in found:
            holder = made.get(id(clause.parent)) if clause.parent is not None else None
            made[id(clause)].parent = holder or outer
        return list(made.values())


def _only_quote(sentence: Sentence) -> bool:
    return any(t.quote for t in sentence.tokens) and all(
        t.quote is not None or not t.text[:1].isalnum() for t in sentence.tokens
    )


def _range_span(tokens: Sequence[Token], found: tuple[int, int] | None) -> Span | None:
    return None if found is None else Span(tokens[found[0]].start, tokens[found[1] - 1].end)


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> Span:
    """Without marks at the edges that belong to the sentence, not to the words."""
    while start < end - 1 and tokens[start].lower in (",", ":", ";", "—", "–"):
        start += 1
    while end - 1 > start and tokens[end - 1].lower in (",", ";", ":", "—", "–"):
        end -= 1
    return Span(tokens[start].start, tokens[end - 1].end)


def _finish(drafts: list[_Draft]) -> tuple[RawAttribution, ...]:
    """Frozen, in the order of their content, parents by index."""
    drafts = [d for d in drafts if d.content]
    drafts.sort(
        key=lambda d: (d.content[0].start, -d.content[-1].end, d.cue[0].start if d.cue else -1)
    )
    index = {id(d): i for i, d in enumerate(drafts)}
    return tuple(_freeze(d, index) for d in drafts)


_CONFIDENCE = {
    "quote-before": 0.95,
    "turn": 0.7,
    "same speaker": 0.8,
    "unclaimed": 0.4,
    "colon": 0.7,
    "label": 0.9,
    "signature": 0.9,
}


def _freeze(draft: _Draft, index: dict[int, int]) -> RawAttribution:
    parent = index.get(id(draft.parent)) if draft.parent is not None else None
    return RawAttribution(
        content=tuple(sorted(draft.content)),
        cue=tuple(draft.cue),
        source=draft.source,
        addressee=draft.addressee,
        type=draft.type,
        hearsay=draft.hearsay,
        via=draft.via,
        parent=parent,
        continues=draft.continues,
        origin=f"{RULES}#{draft.rule}",
        confidence=_CONFIDENCE.get(draft.rule, 0.75),
    )
