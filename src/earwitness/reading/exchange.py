"""Who speaks to whom: what the rules know of it, and the model has not learnt.

Dialogue has turns without a cue: a question, and in the next paragraph somebody's answer. The model
learnt from news, where a bare quotation goes on with whoever spoke; it gives an answer to the one
who asked. The rules see the turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from earwitness.model import Span, Spans

from .tagger import RawAttribution

ASKING = frozenset("how why what when where whether who".split())
CLOSING = "”\"'’» \n"


def cut_turns(
    rules: Sequence[RawAttribution], model: Sequence[RawAttribution], text: str
) -> tuple[list[RawAttribution], list[RawAttribution]]:
    """The model's statements up to where another answers, and the rules' turns from there on."""
    turns = [r for r in rules if r.origin.endswith("#turn")]
    kept: list[RawAttribution] = []
    freed: list[Span] = []
    for raw in model:
        at = _answer(raw.content, turns, text)
        kept.append(raw if at is None else replace(raw, content=raw.content[:at]))
        freed += raw.content[at:] if at is not None else ()
    return kept, [t for t in turns if any(t.content[0].meets(s) for s in freed)]


def past_addressee(
    raw: RawAttribution, rules: Sequence[RawAttribution], text: str
) -> RawAttribution:
    """Without "told *the broadcaster at the time* that …": whom somebody told is none of the words.

    An order keeps them ("told *them to leave*"): they say who is to do it.
    """
    for rule in rules:
        begun = _clause(rule.content[0].start, text)
        first, heard = raw.content[0], rule.addressee
        if heard is None or begun is None or not first.holds(heard):
            continue
        same_cue = any(a.meets(b) for a in raw.cue for b in rule.cue)
        if same_cue and first.start < begun < first.end:
            return replace(raw, content=(Span(begun, first.end), *raw.content[1:]))
    return raw


def _clause(start: int, text: str) -> int | None:
    """Where the clause begins whose words these are: at its "that", or at "how", "why"."""
    if text[start - 5 : start].lower() == "that ":
        return start - 5
    return start if text[start : start + 9].split(" ", maxsplit=1)[0].lower() in ASKING else None


def _answer(pieces: Spans, turns: Sequence[RawAttribution], text: str) -> int | None:
    """The first piece that is a turn right behind a question."""
    for i in range(1, len(pieces)):
        is_turn = any(t.content[0].meets(pieces[i]) for t in turns)
        if is_turn and pieces[i - 1].of(text).rstrip(CLOSING).endswith("?"):
            return i
    return None
