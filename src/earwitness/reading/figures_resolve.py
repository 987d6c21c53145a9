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
    stated = {
        fate
        for _, _, count in found
        if not count.quantity.single and count.quantity.value != 0
        for fate in count.counted
    }
    for sentence, dates, count in found:
        if count.quantity.single and set(count.counted) & stated:
            continue
        kept.append((sentence, dates, _settled(text, sentence, count, dead)))
    return list(with_rest(text, kept))


def _settled(text: str, sentence: Span, count: Count, dead: list[tuple[Span, int]]) -> Count:
    if not is_open(text, count) or any(sentence == where for where, _ in dead):
        return count
    value = count.quantity.value or 0
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
