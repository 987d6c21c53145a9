"""Words whose speaker stands as a label: "WALLACE: …" in a transcript, "“…” — Name" below them.

One colon after a name is a heading as often as a speaker, so labels count only where a report
has several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from earwitness.model import Span

from .tagger import RawAttribution

LABEL, SIGNATURE = "label", "signature"
FEW = 2
NEARLY_ALL = 0.9
_NAME = r"[^\W\d_][\w.’'-]*(?: (?:[^\W\d_][\w.’'-]*|\([^()\n]{1,20}\))){0,3}"
_LABEL = re.compile(rf"[\"“„«'‘]?({_NAME}):[ \t\u00a0]+(?=\S)")
_SIGNED = re.compile(
    rf"([\"“„«].{{20,}}[\"”»])\s*[―—–]\s*((?:{_NAME})[^\n]{{0,80}}?)\s*$", re.DOTALL
)


def read_labels(text: str, blocks: Sequence[Span]) -> list[tuple[Span, Span, str]]:
    """Words, who says them, and the rule: turns of a transcript, and words signed below."""
    turns = [(span, found) for span in blocks if (found := _label(text, span))]
    names = Counter(found[1] for _, found in turns)
    if len(names) < FEW or max(names.values()) < FEW:
        turns = []
    signed = [found for span in blocks if (found := _SIGNED.match(text, span.start, span.end))]
    made = [(Span(f.end(), s.end), Span(*f.span(1)), LABEL) for s, f in turns]
    if len(signed) >= FEW:
        made += [(Span(*f.span(1)), Span(*f.span(2)), SIGNATURE) for f in signed]
    return made


def _label(text: str, span: Span) -> re.Match[str] | None:
    """The label, if every word of it is written like a name: CAPITALS or Capitalised."""
    found = _LABEL.match(text, span.start, span.end)
    if found is None or not all(w[0].isupper() or w[0] == "(" for w in found[1].split()):
        return None
    return found


def is_labelled(raw: RawAttribution) -> bool:
    """Whether the speaker stands as a label."""
    return raw.origin.rpartition("#")[2] in (LABEL, SIGNATURE)


def placed(
    labelled: Sequence[RawAttribution], others: Sequence[RawAttribution]
) -> Iterator[RawAttribution]:
    """The others that do not compete with a label: outside its words, or told inside them."""
    for raw in others:
        inside = [
            one for one in labelled if any(s.meets(k) for s in raw.content for k in one.content)
        ]
        told = all(_within(raw, one) for one in inside)
        if not inside or (told and raw.source is not None):
            yield raw


def _within(raw: RawAttribution, label: RawAttribution) -> bool:
    spans = [*raw.content, *raw.cue, *([raw.source] if raw.source else [])]
    return told_inside(spans, sum(map(len, raw.content)), label.content[0])


def told_inside(spans: Sequence[Span], size: int, words: Span) -> bool:
    """Source, cue and content all stand in the labelled words, and are not all of them."""
    return size < NEARLY_ALL * len(words) and all(words.holds(s) for s in spans)
