"""The trained model and the rules, read together: one way, described in docs/reader.md.

The model decides which words are somebody's and whose. It knows no statement inside another one,
so it reads the words of each statement again, as if they were a page. The rules bring what it has
not learnt: whom somebody spoke to, hearsay, turns of a dialogue, shapes that it passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from earwitness.model import Document, Span

from .alone import stands_alone
from .drafts import ALIKE, Draft, holds, likeness
from .exchange import cut_turns, past_addressee
from .inside import InnerTagger, look_inside
from .labels import is_labelled, placed
from .layout import paragraphs
from .marks import doubled
from .merging import alone, merged
from .naming_span import apart, names_oneself
from .tagger import RawAttribution, Tagger

LEAST = 0.35  # confidence under which a statement that only the model sees is left out
MOSTLY = 0.8  # of a rule's words in a content of the model's


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
            look_inside(drafts, self.model, doubled(document.text, quotes))
        return _frozen(drafts)


def combine(
    rules: Sequence[RawAttribution], model: Sequence[RawAttribution], text: str
) -> tuple[RawAttribution, ...]:
    """Both results as one; parents are indices in what is returned."""
    return _frozen(_joined(rules, model, text))


def _joined(
    rules: Sequence[RawAttribution], model: Sequence[RawAttribution], text: str
) -> list[Draft]:
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
        Draft(merged(raw, rules[twins[i]], text), twins[i])
        if i in twins
        else Draft(alone(raw, text))
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
    if rule.content[0].start >= raw.content[-1].end or rule.content[-1].end <= raw.content[0].start:
        return False
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


def _only_rules(
    rules: Sequence[RawAttribution],
    drafts: Sequence[Draft],
    text: str,
    backed: Sequence[RawAttribution],
) -> list[Draft]:
    """What only the rules see, where nothing of the model's speaks against it.

    `backed` are statements of the model's that the rules' replace: it too takes these words for
    somebody's.
    """
    seen = {d.rule for d in drafts}
    taken = [span for d in drafts for span in (*d.raw.content, *d.raw.cue)]
    return [
        Draft(raw, j)
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


def _nest(rules: Sequence[RawAttribution], drafts: Sequence[Draft]) -> None:
    """Parents: the rules' where they are still there, else what holds all of the words."""
    by_rule = {d.rule: d for d in drafts if d.rule is not None}
    for draft in drafts:
        at = rules[draft.rule].parent if draft.rule is not None else None
        while at is not None and at not in by_rule:
            at = rules[at].parent
        if at is not None and holds(by_rule[at].raw, draft.raw):
            draft.parent = by_rule[at]
    for draft in drafts:
        if draft.parent is None:
            draft.parent = _holder(draft, drafts)


def _drop_stray(rules: Sequence[RawAttribution], drafts: list[Draft]) -> None:
    """Nested ones that the rules alone found, whose outer words were not kept."""
    stray = [d for d in drafts if d.parent is None and _only_nested(rules, d)]
    while stray:
        for draft in stray:
            drafts.remove(draft)
        stray = [d for d in drafts if d.parent is not None and d.parent not in drafts]


def _only_nested(rules: Sequence[RawAttribution], draft: Draft) -> bool:
    nested = draft.rule is not None and rules[draft.rule].parent is not None
    return nested and "+" not in draft.raw.origin


def _holder(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    holding = [d for d in drafts if d is not draft and holds(d.raw, draft.raw)]
    return min(holding, key=lambda d: sum(map(len, d.raw.content)), default=None)


def _frozen(drafts: list[Draft]) -> tuple[RawAttribution, ...]:
    drafts.sort(
        key=lambda d: (
            d.raw.content[0].start,
            -d.raw.content[-1].end,
            d.raw.cue[0].start if d.raw.cue else -1,
        )
    )
    index = {id(d): i for i, d in enumerate(drafts)}
    return tuple(replace(d.raw, parent=index[id(d.parent)] if d.parent else None) for d in drafts)
