"""The trained model and the rules, read together: one way, described in docs/reader.md.

The model decides which words are somebody's and whose. It knows no statement inside another one,
so it reads the words of each statement again, as if they were a page. The rules bring what it has
not learnt: whom somebody spoke to, hearsay, turns of a dialogue, shapes that it passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from earwitness.model import Document, Span, Spans

from .alone import (
    MARKS,
    is_hearsay,
    only_could_say,
    stands_alone,
    told_in_passing,
    worth_looking_into,
)
from .exchange import cut_turns, past_addressee
from .labels import is_labelled, placed
from .layout import paragraphs
from .marks import doubled
from .naming_span import apart, is_reply, names_oneself, plain_source
from .tagger import RawAttribution, Tagger

ALIKE = 0.5  # share of common content from which two attributions are one
LEAST = 0.35  # confidence under which a statement that only the model sees is left out
LEAST_INSIDE = 0.35  # the same for one inside another statement
NEARLY_ALL = 0.95  # of a statement's words: then the inner one is the statement itself
DEPTH = 3  # statements inside statements inside statements
MOSTLY = 0.8  # of a rule's words in a content of the model's
_CALLED = re.compile(r"\s+(?:in|on|during|from) ")
DOUBTFUL = 0.6  # confidence under which the subject before a colon is rather the rules'
_CARRIED = re.compile(
    r"\b(?:reported|published|released|shared|aired|broadcast|carried|obtained|posted|cited|quoted"
    r"|intercepted) by (?:the )?\Z"
)
ENDS = (". ", "? ", "! ", ".” ", '." ', "\n")
EDGE = " \t\n\r\"“”„«»'‘’,."


class InnerTagger(Tagger, Protocol):
    """A tagger that can also read parts of a text, each as a paragraph."""

    def tag_blocks(
        self, text: str, blocks: Sequence[tuple[int, int]]
    ) -> tuple[RawAttribution, ...]:
        """The attributions of ranges of code points."""
        ...


@dataclass(frozen=True)
class CombinedTagger:
    """What the model finds, with what the rules know of it.

    `inside` is whether the model reads the words of statements again for statements inside them;
    without it the rules alone look there, which is faster and finds fewer.
    """

    rules: Tagger
    model: InnerTagger
    inside: bool = True

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.model.name}+{self.rules.name}"

    def tag(self, document: Document) -> tuple[RawAttribution, ...]:
        """All attributions of the document, in the order of their content."""
        rules, model = self.rules.tag(document), self.model.tag(document)
        drafts = _joined(rules, model, document.text)
        if self.inside:
            quotes = (q for p in paragraphs(document) for q in p.quotes)
            _look_inside(drafts, self.model, doubled(document.text, quotes))
        return _frozen(drafts)


@dataclass(slots=True, eq=False)
class _Draft:
    """An attribution on its way: what it will be, and the rules' that it stands for."""

    raw: RawAttribution
    rule: int | None = None
    parent: _Draft | None = None


def combine(
    rules: Sequence[RawAttribution], model: Sequence[RawAttribution], text: str
) -> tuple[RawAttribution, ...]:
    """Both results as one; parents are indices in what is returned."""
    return _frozen(_joined(rules, model, text))


def _joined(
    rules: Sequence[RawAttribution], model: Sequence[RawAttribution], text: str
) -> list[_Draft]:
    model = list(placed([r for r in rules if is_labelled(r)], model))
    backed = [raw for raw in model if _is_route(raw, rules)]
    model = [raw for raw in model if raw not in backed]
    model = [past_addressee(apart(raw, text), rules, text) for raw in model]
    model, turns = cut_turns(rules, model, text)
    shared = [raw for raw in model if _is_shared(raw, rules)]
    model = [_own_part(raw, rules) if raw in shared else raw for raw in model]
    model = [raw for raw in model if not names_oneself(raw, text)]
    twins = pair(rules, model)
    drafts = [
        _Draft(_merged(raw, rules[twins[i]], text), twins[i])
        if i in twins
        else _Draft(_alone(raw, text))
        for i, raw in enumerate(model)
        if i in twins or (raw.confidence or 0) >= LEAST
    ]
    drafts += _only_rules(rules, drafts, text, [*backed, *shared, *turns])
    _nest(rules, drafts)
    _drop_stray(rules, drafts)
    return drafts


def _is_route(raw: RawAttribution, rules: Sequence[RawAttribution]) -> bool:
    """ "…, he said, according to a translation by X": X is on the way, and he is the source."""
    spans = [*raw.cue, *([raw.source] if raw.source else [])]
    return any(r.via is not None and any(r.via.meets(s) for s in spans) for r in rules)


def _is_shared(raw: RawAttribution, rules: Sequence[RawAttribution]) -> bool:
    """Whether two cues of the rules share what the model took for one statement."""
    own, others = _inside(raw, rules)
    return len(own) == 1 and any(_apart(r, raw) for r in others)


def _own_part(raw: RawAttribution, rules: Sequence[RawAttribution]) -> RawAttribution:
    """The words of the rules' statement with the model's cue."""
    return replace(raw, content=_inside(raw, rules)[0][0].content)


def _inside(
    raw: RawAttribution, rules: Sequence[RawAttribution]
) -> tuple[list[RawAttribution], list[RawAttribution]]:
    """The rules' statements in the words of the model's: with its cue, and with other cues."""
    inside = [r for r in rules if r.parent is None and r.cue and _mostly_in(r, raw)]
    own = [r for r in inside if any(c.meets(k) for c in r.cue for k in raw.cue)]
    return own, [r for r in inside if r not in own]


def _apart(rule: RawAttribution, raw: RawAttribution) -> bool:
    """Has somebody to say it, with a cue that is no part of the words."""
    return rule.source is not None and not any(k.meets(s) for k in rule.cue for s in raw.content)


def _mostly_in(rule: RawAttribution, raw: RawAttribution) -> bool:
    size = sum(map(len, rule.content))
    common = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start)) for a in rule.content for b in raw.content
    )
    return common >= MOSTLY * size


def pair(rules: Sequence[RawAttribution], model: Sequence[RawAttribution]) -> dict[int, int]:
    """Which of the model's is which of the rules', likest first, each once."""
    near = sorted(
        (-likeness(one.content, other.content), i, j)
        for j, other in enumerate(rules)
        for i, one in enumerate(model)
        if one.content[0].start < other.content[-1].end
        and other.content[0].start < one.content[-1].end
    )
    found: dict[int, int] = {}
    for minus, i, j in near:
        if -minus >= ALIKE and i not in found and j not in found.values():
            found[i] = j
    return found


def likeness(one: Spans, other: Spans) -> float:
    """Common code points of two contents, as a share of all."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return common / (sum(map(len, one)) + sum(map(len, other)) - common)


def _merged(model: RawAttribution, rule: RawAttribution, text: str) -> RawAttribution:
    """The model's words and source, with what else the rules know."""
    same_cue = not model.cue or any(a.meets(b) for a in model.cue for b in rule.cue)
    source = plain_source(model.source, text) or (rule.source if same_cue else None)
    if rule.source is not None and (
        _elsewhere(model.source, rule, text)
        or _on_the_way(model.source, text)
        or (rule.origin.endswith("#colon") and (model.confidence or 0) < DOUBTFUL)
    ):
        source = rule.source
    return replace(
        rule,
        content=_without_call(model, rule, text),
        cue=rule.cue if _on_the_way(model.source, text) and rule.cue else model.cue or rule.cue,
        source=source,
        parent=None,
        hearsay=rule.hearsay or _unsaid(model, source, text),
        continues=rule.continues and model.source is None,
        origin=f"{model.origin}+{rule.origin}",
        confidence=model.confidence,
    )


def _elsewhere(found: Span | None, rule: RawAttribution, text: str) -> bool:
    """ "…", he is heard saying: a source in another sentence, where one stands beside the cue."""
    if found is None or rule.source is None or not rule.origin.endswith("#quote-before"):
        return False
    first, last = sorted((found, rule.source))
    return not first.meets(last) and any(end in text[first.end : last.start] for end in ENDS)


def _on_the_way(found: Span | None, text: str) -> bool:
    """ "In a call reported by *the Ledger*, a nurse told her …": the Ledger carries the words."""
    return (
        found is not None
        and _CARRIED.search(text[max(0, found.start - 24) : found.start]) is not None
    )


def _without_call(model: RawAttribution, rule: RawAttribution, text: str) -> Spans:
    """Without "… in what X calls a recording" behind the cue: that is where the words were said."""
    kept = tuple(
        c
        for c in model.content
        if any(c.meets(r) for r in rule.content)
        or not any(_CALLED.fullmatch(text, k.end, c.start) for k in model.cue)
        or not c.of(text).startswith("what ")
    )
    return kept or model.content


def _alone(model: RawAttribution, text: str) -> RawAttribution:
    """What only the model sees; a cue without a source leaves it unsaid, nobody need be sought."""
    source = plain_source(model.source, text)
    return replace(model, source=source, hearsay=_unsaid(model, source, text))


def _unsaid(model: RawAttribution, source: Span | None, text: str) -> bool:
    """Whether nobody is said to be the source: none is there, or only who was told."""
    if source is None:
        return bool(model.cue) and not is_reply(model.source, text)
    return any(is_hearsay(c.of(text)) and source.end <= c.start for c in model.cue)


def _only_rules(
    rules: Sequence[RawAttribution],
    drafts: Sequence[_Draft],
    text: str,
    backed: Sequence[RawAttribution],
) -> list[_Draft]:
    """What only the rules see, where nothing of the model's speaks against it.

    `backed` are statements of the model's that the rules' replace: it too takes these words for
    somebody's.
    """
    seen = {d.rule for d in drafts}
    taken = [span for d in drafts for span in (*d.raw.content, *d.raw.cue)]
    return [
        _Draft(raw, j)
        for j, raw in enumerate(rules)
        if j not in seen
        and (
            raw.parent is not None
            or is_labelled(raw)
            or (_free(raw, taken) and _vouched(raw, text, backed))
        )
    ]


def _vouched(raw: RawAttribution, text: str, backed: Sequence[RawAttribution]) -> bool:
    return any(_mostly_in(raw, other) for other in backed) or stands_alone(raw, text)


def _free(raw: RawAttribution, taken: Sequence[Span]) -> bool:
    """Neither its words nor its cue are part of another statement."""
    return not any(span.meets(other) for span in (*raw.content, *raw.cue) for other in taken)


def _nest(rules: Sequence[RawAttribution], drafts: Sequence[_Draft]) -> None:
    """Parents: the rules' where they are still there, else what holds all of the words."""
    by_rule = {d.rule: d for d in drafts if d.rule is not None}
    for draft in drafts:
        at = rules[draft.rule].parent if draft.rule is not None else None
        while at is not None and at not in by_rule:
            at = rules[at].parent
        if at is not None and _holds(by_rule[at].raw, draft.raw):
            draft.parent = by_rule[at]
    for draft in drafts:
        if draft.parent is None:
            draft.parent = _holder(draft, drafts)


def _drop_stray(rules: Sequence[RawAttribution], drafts: list[_Draft]) -> None:
    """Nested ones that the rules alone found, whose outer words were not kept."""
    stray = [d for d in drafts if d.parent is None and _only_nested(rules, d)]
    while stray:
        for draft in stray:
            drafts.remove(draft)
        stray = [d for d in drafts if d.parent is not None and d.parent not in drafts]


def _only_nested(rules: Sequence[RawAttribution], draft: _Draft) -> bool:
    nested = draft.rule is not None and rules[draft.rule].parent is not None
    return nested and "+" not in draft.raw.origin


def _holder(draft: _Draft, drafts: Sequence[_Draft]) -> _Draft | None:
    holding = [d for d in drafts if d is not draft and _holds(d.raw, draft.raw)]
    return min(holding, key=lambda d: sum(map(len, d.raw.content)), default=None)


def _holds(outer: RawAttribution, inner: RawAttribution) -> bool:
    """All of the inner's words, with its cue or source, stand in the outer's content."""
    spans = [*inner.content, *inner.cue, *([inner.source] if inner.source else [])]
    return outer.content != inner.content and all(
        any(o.holds(s) for o in outer.content) for s in spans
    )


# -- statements inside statements ------------------------------------------------------------


def _look_inside(drafts: list[_Draft], model: InnerTagger, text: str) -> None:
    """Read the words of each statement as a page of their own, and those found there again."""
    outer = [d for d in drafts if d.parent is None]
    for _ in range(DEPTH):
        made: list[_Draft] = []
        for holder, raw in _inner(outer, model, text):
            made += _placed(holder, raw, drafts, text)
        drafts += made
        outer = made
    for draft in [d for d in drafts if _is_aside(d, text)]:
        drafts.remove(draft)
        for child in drafts:
            if child.parent is draft:
                child.parent = draft.parent


def _is_aside(draft: _Draft, text: str) -> bool:
    """What the rules alone see inside a quotation, and that is no saying: "I must say"."""
    if draft.parent is None or draft.rule is None or "+" in draft.raw.origin:
        return False
    quoted = draft.parent.raw.content[0].of(text)[:1] in MARKS
    return quoted and not told_in_passing(draft.raw, text)


def _inner(
    outer: Sequence[_Draft], model: InnerTagger, text: str
) -> Iterator[tuple[_Draft, RawAttribution]]:
    """Who holds it, and what was found in the holder's words; all are read in one go."""
    blocks: dict[tuple[int, int], _Draft] = {}
    for draft in outer:
        for span in draft.raw.content:
            block = _trimmed(text, span)
            if worth_looking_into(text[slice(*block)]):
                blocks[block] = draft
    found = model.tag_blocks(text, sorted(blocks)) if blocks else ()
    for raw in (apart(raw, text) for raw in found):
        holders = {id(h): h for h in (_block_of(span, blocks) for span in raw.content)}
        holder = next(iter(holders.values()))
        if len(holders) == 1 and holder is not None and _is_inner(holder.raw, raw, text):
            yield holder, raw


def _block_of(span: Span, blocks: dict[tuple[int, int], _Draft]) -> _Draft | None:
    return next((d for (s, e), d in blocks.items() if s <= span.start and span.end <= e), None)


def _is_inner(outer: RawAttribution, inner: RawAttribution, text: str) -> bool:
    size = sum(map(len, inner.content)) / sum(map(len, outer.content))
    sure = (inner.confidence or 0) >= LEAST_INSIDE and not only_could_say(inner, text)
    return sure and bool(inner.cue) and size < NEARLY_ALL and _holds(outer, inner)


def _placed(
    holder: _Draft, raw: RawAttribution, drafts: Sequence[_Draft], text: str
) -> list[_Draft]:
    """A new statement inside the holder; one that the rules had found there becomes the model's."""
    for draft in drafts:
        if draft.parent is not None and (
            likeness(draft.raw.content, raw.content) >= ALIKE
            or any(a.meets(b) for a in draft.raw.cue for b in raw.cue)
        ):
            if draft.rule is not None and "+" not in draft.raw.origin:
                draft.raw = _merged(raw, draft.raw, text)
            return []
    return [_Draft(_alone(raw, text), parent=holder)]


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    """Without quotation marks and stops at its edges: what is inside is read as plain words."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def _frozen(drafts: list[_Draft]) -> tuple[RawAttribution, ...]:
    drafts.sort(
        key=lambda d: (
            d.raw.content[0].start,
            -d.raw.content[-1].end,
            d.raw.cue[0].start if d.raw.cue else -1,
        )
    )
    index = {id(d): i for i, d in enumerate(drafts)}
    return tuple(replace(d.raw, parent=index[id(d.parent)] if d.parent else None) for d in drafts)
