"""Counts of people: how many, what became of them, whose, said by whom, as of when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
from .figures_link import Count, counts
from .figures_quantities import quantities
from .figures_sentences import sentences
from .figures_sides import population, side_of
from .figures_words import may_count

ORIGIN = "rules/figures@1"

_ARTICLE = re.compile(r"^(?:the|its|their|our|his|her|these|those)[\s\u00a0]+|^\d+-\w+-old[\s\u00a0]+", re.I)


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
    own = [s for s in statements if s.document == document.id]
    known = {actor.id: actor for actor in actors}
    figures: list[Figure] = []
    for sentence, inside in _sentences(document, dates):
        taken = tuple(date.span for date in inside)
        found = list(quantities(document.text, sentence, taken))
        for count in counts(document.text, sentence, found):
            scene = _scene(document, sentence, count, inside, own, known)
            figures.append(_figure(scene, count))
    return tuple(figures)


def _sentences(
    document: Document, dates: Sequence[DateExpression]
) -> Iterator[tuple[Span, tuple[DateExpression, ...]]]:
    for block in document.blocks:
        if block.kind == "furniture" or not may_count(block.span.of(document.text)):
            continue
        for sentence in sentences(document.text, block.span):
            if may_count(sentence.of(document.text)):
                yield sentence, tuple(d for d in dates if sentence.holds(d.span))


def _scene(
    document: Document,
    sentence: Span,
    count: Count,
    dates: tuple[DateExpression, ...],
    statements: list[Statement],
    actors: dict[str, Actor],
) -> context.Scene:
    statement = context.innermost(statements, count.quantity.number)
    if statement:
        actor, words = actors.get(statement.source.actor or ""), statement.source.span
    else:
        listed = list(actors.values())
        actor, words = context.attributed(document, sentence, count.span, listed)
    return context.Scene(document, sentence, count.span, dates, statement, actor, words)


def _figure(scene: context.Scene, count: Count) -> Figure:
    document, quantity = scene.document, count.quantity
    of = _of(document.text, quantity.people)
    of_party = population(document.text, count.span, of, scene.actor)
    page = document.published.value[:10].partition("T")[0] if document.published else None
    issued = context.issued(scene) or context.Moment(page)
    as_of = context.as_of(scene) or issued
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
        since=context.since(scene),
        place=context.place(scene),
        as_of=as_of.value,
        as_of_mod=as_of.mod,
        issued=issued.value,
        side=side_of(document, of_party, scene.actor),
        of_party=of_party,
        origin=ORIGIN,
    )


def _of(text: str, people: Span | None) -> str | None:
    return _ARTICLE.sub("", " ".join(people.of(text).split())) if people else None
