"""Counts of people: how many, what became of them, whose, said by whom, as of when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from earwitness.model import (
    Actor,
    DateExpression,
    Document,
    Figure,
    Span,
    Statement,
    make_id,
)

from . import figures_context as context
from .figures_givers import Givers
from .figures_headline import headline_people
from .figures_link import counts
from .figures_quantities import Quantity, quantities
from .figures_resolve import resolved
from .figures_rest import Found
from .figures_sentences import sentences
from .figures_share import Count
from .figures_sides import population, side_of
from .figures_singles import folded, is_together, ordinals, singles
from .figures_tally import tally, wholes
from .figures_words import has_fate, may_count

ORIGIN = "rules/figures@2"

_NO_OBJECT = re.compile(
    r"[\s\u00a0]*(?:$|Sun|Mon|Tues|Wednes|Thurs|Fri|Satur|[^\w\s]|(?:in|at|by|after|on|outside|near|during|as|when|while|and|from|inside|over"
    r"|along|following|before|behind|amid|with|of|under|for|to)\b)",
    re.M,
)
_ARTICLE = re.compile(
    r"^(?:the|its|their|our|his|her|these|those)[\s\u00a0]+|^\d+-\w+-old[\s\u00a0]+", re.I
)


def read_figures(
    document: Document,
    *,
    dates: Sequence[DateExpression],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
) -> tuple[Figure, ...]:
    """All counts of people in the report's own blocks, in order.

    `value`, `low` and `high` are people; a bound is None where the words give none, and all three
    are None for "dozens". Times are ISO 8601 at the precision of the words.
    """
    known = {actor.id: actor for actor in actors}
    own = (s for s in statements if s.document == document.id)
    givers = Givers(document, own, known.values())
    figures: list[Figure] = []
    by_sentence = groupby(resolved(document.text, _all(document, dates)), key=lambda f: f[0])
    for sentence, group in by_sentence:
        found = list(group)
        scenes = [
            _scene(document, sentence, count, inside, givers, known) for _, inside, count in found
        ]
        made = [_figure(scene, item[2]) for scene, item in zip(scenes, found, strict=True)]
        parts = wholes(document.text, [count for _, _, count in found])
        figures += [
            replace(m, part_of=made[parts[i]].id if i in parts else None)
            for i, m in enumerate(made)
        ]
    return tuple(figures)


def _all(document: Document, dates: Sequence[DateExpression]) -> list[Found]:
    return [
        (sentence, inside, count)
        for sentence, inside, headline in _sentences(document, dates)
        for count in _counts(document.text, sentence, inside, headline=headline)
    ]


def _sentences(
    document: Document, dates: Sequence[DateExpression]
) -> Iterator[tuple[Span, tuple[DateExpression, ...], bool]]:
    ordered = sorted(dates, key=lambda date: date.span)
    starts = [date.span.start for date in ordered]
    for block in document.blocks:
        if block.kind == "furniture" or not may_count(block.span.of(document.text)):
            continue
        for sentence in sentences(document.text, block.span):
            if may_count(sentence.of(document.text)):
                yield sentence, _within(ordered, starts, sentence), block.kind == "headline"


def _within(
    dates: list[DateExpression], starts: list[int], sentence: Span
) -> tuple[DateExpression, ...]:
    low, high = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
    return tuple(date for date in dates[low:high] if sentence.holds(date.span))


def _counts(
    text: str, sentence: Span, dates: tuple[DateExpression, ...], *, headline: bool
) -> list[Count]:
    taken = tuple(date.span for date in dates)
    found = sorted([*quantities(text, sentence, taken), *folded(text, sentence)], key=_place)
    nth: list[tuple[Quantity, int, tuple[str, ...]]] = []
    if has_fate(text, sentence.start, sentence.end):
        nth = list(ordinals(text, sentence, [q.span for q in found]))
        busy = [q.span for q in (*found, *(n[0] for n in nth))]
        found = sorted([*found, *singles(text, sentence, (*busy, *taken))], key=_place)
    counted = _linked(text, sentence, found, headline=headline)
    more = [Count(q, Span(q.span.start, end), fate) for q, end, fate in nth]
    return sorted([*counted, *more], key=lambda c: (c.span.start, c.span.end))


def _place(quantity: Quantity) -> Span:
    return quantity.span


def _linked(text: str, sentence: Span, found: list[Quantity], *, headline: bool) -> list[Count]:
    if headline:
        bare = [
            q
            for q in headline_people(text, sentence)
            if not any(q.span.meets(f.span) for f in found)
        ]
        found = sorted([*found, *bare], key=lambda q: q.span)
        return [
            c for c in counts(text, sentence, found) if c.quantity not in bare or _ends(text, c)
        ]
    return counts(text, sentence, found)


def _ends(text: str, count: Count) -> bool:
    """Whether no object follows: in "Man shot wife" the man is not the one who was shot."""
    if count.span == count.quantity.span:
        return True
    return _NO_OBJECT.match(text, count.span.end) is not None


def _scene(
    document: Document,
    sentence: Span,
    count: Count,
    dates: tuple[DateExpression, ...],
    givers: Givers,
    actors: dict[str, Actor],
) -> context.Scene:
    statement = givers.statement(count.quantity.number)
    if statement:
        actor, words = actors.get(statement.source.actor or ""), statement.source.span
    else:
        actor, words = givers.attributed(sentence, count.span)
    return context.Scene(document, sentence, count.span, dates, statement, actor, words)


def _figure(scene: context.Scene, count: Count) -> Figure:
    document, quantity = scene.document, count.quantity
    of = None if is_together(quantity) else _of(document.text, quantity.people)
    of_party, own = population(document.text, count.span, of, scene.actor)
    page = document.published.value[:10].partition("T")[0] if document.published else None
    issued = context.issued(scene) or context.Moment(page)
    as_of = context.as_of(scene) or issued
    since = context.since(scene)
    return Figure(
        id=make_id("fig", document.id, count.span.start, count.span.end, quantity.number.start),
        document=document.id,
        span=count.span,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        qualifier=quantity.qualifier,
        counted=tuple(sorted(count.counted)),
        of=of,
        actor=scene.actor.id if scene.actor else None,
        statement=scene.statement.id if scene.statement else None,
        since=since,
        place=context.place(scene),
        as_of=as_of.value,
        as_of_mod=as_of.mod,
        issued=issued.value,
        side="own side" if own else side_of(document, of_party, scene.actor),
        of_party=of_party,
        origin=ORIGIN,
        tally=tally(document.text, scene.sentence, count, since=since is not None),
    )


def _of(text: str, people: Span | None) -> str | None:
    return _ARTICLE.sub("", " ".join(people.of(text).split())) if people else None
