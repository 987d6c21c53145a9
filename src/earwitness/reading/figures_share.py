"""Fates that neighbours share: lists under one verb, their parts, and their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from earwitness.model import Span

from .figures_quantities import Quantity

BREAK = re.compile(r"[.;:?!“”\"]")
PART = re.compile(r"\b(?:including|among[\s\u00a0]them|aged|out[\s\u00a0]of)[\s\u00a0,]+$", re.I)
_WHOLE = re.compile(
    r"\b(?:halves|half|thirds?|quarters?|fifths?|tenths?|percent|majority|most|share|fraction)[\s\u00a0]of"
    r"[\s\u00a0]+(?:(?:the|its|their)[\s\u00a0]+)?$|(?:\bout[\s\u00a0]|^|[,;:.][\s\u00a0]+)of[\s\u00a0]+(?:(?:the|its|their)[\s\u00a0]+)?$",
    re.I,
)
_JOINED = re.compile(
    r",?[\s\u00a0]+(?:and|or|as[\s\u00a0]well[\s\u00a0]as|plus)[\s\u00a0]+|,[\s\u00a0]+"
)
_LISTED = re.compile(
    r"(?:,?[\s\u00a0]+and|,)[\s\u00a0]+(?:(?:her|his|their|the|its|another)[\s\u00a0]+)?"
)
# "A clerk died and two people were questioned": the two have a verb of their own.
_OWN_VERB = re.compile(
    r"[\s\u00a0]+(?:is|are|was|were|has|have|had|will|remain|remains|[a-z]+ed|[A-Z][a-z]+ed)\b"
)
_AND = re.compile(r",?[\s\u00a0]+and[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity and what it counts; `span` from the first word of the two to the last."""

    quantity: Quantity
    span: Span
    counted: tuple[str, ...]


def is_whole(text: str, quantity: Quantity) -> bool:
    """ "Of the 62 passengers": the whole, of which only a part has the fate."""
    before = text[max(0, quantity.span.start - 16) : quantity.span.start]
    return _WHOLE.search(before) is not None


def share(text: str, found: Sequence[Quantity], linked: dict[int, Count]) -> None:
    """Fates that a neighbour shares: "three doctors and two drivers were abducted"."""
    for place in range(1, len(found)):
        before, here = linked.get(place - 1), found[place]
        if before and place not in linked and here.human and not is_whole(text, here):
            if before.span == before.quantity.span and before.quantity.counted:
                continue
            gap = text[before.span.end : here.span.start]
            part = PART.search(text[max(0, here.span.start - 16) : here.span.start])
            if here.single and before.span.start == before.quantity.span.start:
                continue
            if _has_own_verb(text, here):
                continue
            if _joins(here, gap) or (part and not BREAK.search(gap)):
                linked[place] = Count(here, here.span, before.counted)
    for place in range(len(found) - 2, -1, -1):
        after, here = linked.get(place + 1), found[place]
        if after and place not in linked and here.human and not is_whole(text, here):
            gap = text[here.span.end : after.span.start]
            if here.single and after.span.end == after.quantity.span.end:
                continue
            if _joins(here, gap):
                linked[place] = Count(here, here.span, after.counted)


def _has_own_verb(text: str, here: Quantity) -> bool:
    """Whether the verb that follows is theirs: "was" is none of three people's."""
    verb = _OWN_VERB.match(text, here.span.end)
    return verb is not None and not ((here.value or 2) > 1 and _SINGULAR.search(verb[0]))


_SINGULAR = re.compile(r"(?:is|was|has)$")


def _joins(here: Quantity, gap: str) -> bool:
    if here.single:
        return _AND.fullmatch(gap) is not None
    return _JOINED.fullmatch(gap) is not None or _LISTED.fullmatch(gap) is not None


def drop_told_twice(linked: dict[int, Count]) -> None:
    """ "The boy was taken to hospital, where he died": he is the boy."""
    for place, count in list(linked.items()):
        others = [c for p, c in linked.items() if p != place]
        if count.quantity.single and any(o.span.holds(count.span) for o in others):
            del linked[place]


def sums(text: str, linked: dict[int, Count], own: frozenset[int]) -> list[Count]:
    """Lists under one fate as a whole: "a woman and her two sons were killed" are three."""
    found: list[Count] = []
    run: list[int] = []
    for place in [*sorted(linked), -1]:
        if place >= 0 and run and _continues(text, linked[run[-1]], linked[place]):
            run.append(place)
            continue
        shared = len([p for p in run if p in own]) == 1
        if len(run) > 1 and shared and _is_list(text, [linked[p] for p in run]):
            found.append(_sum([linked[p] for p in run]))
        run = [place] if place >= 0 and linked[place].quantity.qualifier == "exact" else []
    return [*found, *_with_others(text, linked, found)]


_OTHERS = re.compile(r"\b(?:others?|another)\b", re.I)
_ALONGSIDE = re.compile(
    r"[^.;:,!?]{0,45}?(?:,?[\s\u00a0]+(?:and|while|with)[\s\u00a0]+|,[\s\u00a0]+(?:and[\s\u00a0]+)?(?:with[\s\u00a0]+)?)"
)


def _with_others(text: str, linked: dict[int, Count], told: Sequence[Count]) -> Iterator[Count]:
    """ "One is in critical condition and three others are injured": four in all."""
    places = sorted(linked)
    for before, here in pairwise(places):
        pair = [linked[before], linked[here]]
        if not all(c.quantity.value and c.quantity.qualifier in _PLAIN for c in pair):
            continue
        gap = text[pair[0].span.end : pair[1].span.start]
        own = _OWN_LIFE.fullmatch(pair[1].quantity.span.of(text))
        others = own or _OTHERS.search(pair[1].quantity.span.of(text))
        new = not any(c.span.holds(pair[1].span) for c in told)
        new = new and bool(own or not any(c.span.holds(pair[0].span) for c in told))
        joins = (_THEN if own else _ALONGSIDE).fullmatch(gap)
        if others and new and pair[0].counted == pair[1].counted and joins:
            whole = next((c for c in told if c.span.holds(pair[0].span)), pair[0])
            yield _sum([whole, pair[1]])


_OWN_LIFE = re.compile(
    r"himself|herself|(?:taking|took)[\s\u00a0](?:his|her)[\s\u00a0]own[\s\u00a0]life", re.I
)
_THEN = re.compile(
    r"[^.;!?]{0,70}?\b(?:and|before|then)[\s\u00a0]+(?:then[\s\u00a0]+|fatally[\s\u00a0]+)*"
)
_PLAIN = frozenset({"exact", "further"})


def _is_list(text: str, run: list[Count]) -> bool:
    """Whether they are different people: "one man, a clerk," is one; so is "an officer … him"."""
    if any(_is_pointed_at(text, count.quantity) for count in run):
        return False
    last = text[run[-2].span.end : run[-1].span.start]
    articles = [c for c in run[1:] if c.quantity.number.of(text).lower() in ("a", "an")]
    return " and" in last or "\u00a0and" in last or not articles


def _is_pointed_at(text: str, quantity: Quantity) -> bool:
    """Whether it is a mere "him", who may stand in the list already; "himself" is who did it."""
    bare = quantity.single and quantity.people is None
    return bare and not quantity.span.of(text).lower().endswith("self")


def _continues(text: str, before: Count, here: Count) -> bool:
    if before.counted != here.counted or here.quantity.qualifier != "exact":
        return False
    if not before.quantity.value or not here.quantity.value:
        return False
    return _LISTED.fullmatch(text, before.span.end, here.span.start) is not None


def _sum(run: list[Count]) -> Count:
    span = Span(run[0].span.start, run[-1].span.end)
    value = sum(count.quantity.value or 0 for count in run)
    number = run[0].quantity.number
    alone = [count.quantity.single for count in run]
    whole = Quantity(span, number, value, value, value, "exact", None, True, single=all(alone))
    return Count(whole, span, run[0].counted)
