"""What one statement is when the model sees it: with what the rules know of it, or alone."""

from __future__ import annotations

import re
from dataclasses import replace

from earwitness.model import Span, Spans

from .alone import is_hearsay
from .naming_span import is_reply, plain_source
from .tagger import RawAttribution

DOUBTFUL = 0.6  # confidence under which the subject before a colon is rather the rules'
_CARRIED = re.compile(
    r"\b(?:reported|published|released|shared|aired|broadcast|carried|obtained|posted|cited|quoted"
    r"|intercepted) by (?:the )?\Z"
)
ENDS = (". ", "? ", "! ", ".” ", '." ', "\n")
_CALLED = re.compile(r"\s+(?:in|on|during|from) ")


def merged(model: RawAttribution, rule: RawAttribution, text: str) -> RawAttribution:
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


def alone(model: RawAttribution, text: str) -> RawAttribution:
    """What only the model sees; a cue without a source leaves it unsaid, nobody need be sought."""
    source = plain_source(model.source, text)
    return replace(model, source=source, hearsay=_unsaid(model, source, text))


def _unsaid(model: RawAttribution, source: Span | None, text: str) -> bool:
    """Whether nobody is said to be the source: none is there, or only who was told."""
    if source is None:
        return bool(model.cue) and not is_reply(model.source, text)
    return any(is_hearsay(c.of(text)) and source.end <= c.start for c in model.cue)
