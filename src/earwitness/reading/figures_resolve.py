"""What the rest of a report says of a count: victims restate a total, "shot" is resolved.

A named victim is not a further one where the report already counts its dead. "Shot" alone says
nothing of life or death: where as many are counted dead elsewhere, those who were shot are they.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from earwitness.model import Span

from .figures_rest import Found, is_open, with_rest
from .figures_share import Count

_HE_DIED = re.compile(r"(?:he|she)\b", re.I)
_MORE = re.compile(r"\b(?:others?|another|more|additional|further)\b", re.I)
_CLOSE = 260  # characters: how far back "he died" still speaks of the man who was shot


def resolved(text: str, found: Sequence[Found]) -> list[Found]:
    """The counts of a report, each held against the others."""
    found = _died(text, found)
    dead = [
        (sentence, count.quantity.value)
        for sentence, _, count in found
        if "killed" in count.counted and not count.quantity.single and count.quantity.value
    ]
    kept: list[Found] = []
    settled = [c.span for s, _, c in found if _settled(text, s, c, dead) is not c]
    heads = {h for _, _, count in found if "killed" in count.counted for h in _head(text, count)}
    stated = {
        fate
        for _, _, count in found
        if not count.quantity.single and count.quantity.value != 0
        for fate in count.counted
    }
    for sentence, dates, count in found:
        if count.quantity.single and set(count.counted) & stated:
            continue
        if count.quantity.single and is_open(text, count) and _head(text, count) & heads:
            continue
        whole = any(span.holds(count.span) for span in settled) and count.counted == ("wounded",)
        now = replace(count, counted=("killed",)) if whole else count
        kept.append((sentence, dates, _settled(text, sentence, now, dead)))
    return list(with_rest(text, kept))


def _head(text: str, count: Count) -> frozenset[str]:
    """The noun for the people, for "shot his wife" where a wife is counted dead."""
    words = count.quantity.people.of(text).lower().split() if count.quantity.people else []
    return frozenset(words[-1:])


def _settled(text: str, sentence: Span, count: Count, dead: list[tuple[Span, int]]) -> Count:
    if not is_open(text, count) or any(sentence == where for where, _ in dead):
        return count
    value = count.quantity.value or 0
    if _MORE.search(count.quantity.span.of(text)):
        return count
    if value > 1 and any(number == value for _, number in dead):
        return replace(count, counted=("killed",))
    return count


def _died(text: str, found: Sequence[Found]) -> list[Found]:
    """ "A man was shot. He died in hospital.": the one who was shot is the one who died."""
    out: list[Found] = []
    for sentence, dates, count in found:
        before = out[-1][2] if out else None
        if before is None or not _is_he(text, before, count):
            out.append((sentence, dates, count))
            continue
        who = replace(count.quantity, people=before.quantity.people, single=before.quantity.single)
        out[-1] = (sentence, dates, replace(count, quantity=who))
    return out


def _is_he(text: str, before: Count, count: Count) -> bool:
    pronoun = count.quantity.people is None and _HE_DIED.match(count.span.of(text))
    if not pronoun or not count.quantity.single or count.counted != ("killed",):
        return False
    near = count.span.start - before.span.end <= _CLOSE
    return near and before.quantity.value == 1 and is_open(text, before)
