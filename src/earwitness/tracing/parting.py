"""One person of a report that the owner says are two: the report's own join, undone.

A reading may take “the commander” for Abu Tariq. Where the owner keeps the two names apart, the
mentions in the second name become an actor of their own, and what they are named for goes along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from earwitness.knowledge.given import GivenNames
from earwitness.model import Actor, Anchor, Reading, Span, Statement, Voice, make_id

WHY = "The owner of the case says so in names.toml"
_ARTICLES = ("the ", "a ", "an ")


def plain(name: str) -> str:
    """A name without case, article and the shape of its apostrophe."""
    spoken = " ".join(name.casefold().replace("’", "'").split())
    article = next((a for a in _ARTICLES if spoken.startswith(a)), "")
    return spoken.removeprefix(article)


def parted(reading: Reading, given: GivenNames) -> Reading:
    """The reading with each actor in two whose names the owner keeps apart."""
    for one, other in given.apart:
        for actor in reading.actors:
            kept, taken = _mentions(reading, actor, plain(one), plain(other))
            if kept and taken:
                reading = _split(reading, actor, kept, taken)
                break
    return reading


def _mentions(
    reading: Reading, actor: Actor, one: str, other: str
) -> tuple[list[Anchor], list[Anchor]]:
    """The mentions that stay, and those in the second name; nobody's where he has not both."""
    named = [(m, plain(m.span.of(reading.document.text))) for m in actor.mentions]
    if one == other or one not in {plain(n) for n in (actor.name, *actor.aliases)}:
        return [], []
    taken = [m for m, words in named if words == other]
    return [m for m, words in named if words != other], taken


def _split(reading: Reading, actor: Actor, kept: list[Anchor], taken: list[Anchor]) -> Reading:
    text = reading.document.text
    name = taken[0].span.of(text)
    fresh = Actor(
        make_id("actor", reading.document.id, "apart", actor.id, name),
        name, "anonymous person" if actor.kind == "person" and _describes(name) else actor.kind,
        (), actor.party, tuple(taken), (f"{WHY}: “{name}” is not {actor.name}.",),
        actor.private, actor.origin,
    )  # fmt: skip
    gone = plain(name)
    rest = replace(
        actor,
        mentions=tuple(kept),
        aliases=tuple(a for a in actor.aliases if plain(a) != gone),
        reasons=tuple(r for r in actor.reasons if plain(r[1:].split("”")[0]) != gone),
    )
    if plain(rest.name) == gone:  # the name that went was the one he was called by
        rest = replace(rest, name=kept[0].span.of(text))
    actors = [x for a in reading.actors for x in ((rest, fresh) if a is actor else (a,))]
    said = tuple(_moved(s, actor.id, fresh, kept) for s in reading.statements)
    return replace(reading, actors=tuple(actors), statements=said)


def _describes(name: str) -> bool:
    """ "A soldier" is no name: nothing in it but an article is written large."""
    return name[-len(plain(name)) :].islower()


def _moved(said: Statement, was: str, fresh: Actor, kept: list[Anchor]) -> Statement:
    """The statement with each of its voices that the taken words name."""
    spans = [m.span for m in fresh.mentions], [m.span for m in kept]
    return replace(
        said,
        source=_voice(said.source, was, fresh.id, *spans),
        addressee=_voice(said.addressee, was, fresh.id, *spans),
        translator=_voice(said.translator, was, fresh.id, *spans),
        publisher=_voice(said.publisher, was, fresh.id, *spans),
    )


def _voice(heard: Voice, was: str, now: str, taken: list[Span], kept: list[Span]) -> Voice:
    if heard.actor != was or heard.span is None:
        return heard
    named = next(_meeting(heard.span, taken), None) and not next(_meeting(heard.span, kept), None)
    return Voice(heard.span, now) if named else heard


def _meeting(span: Span, others: list[Span]) -> Iterator[Span]:
    return (o for o in others if o.start < span.end and span.start < o.end)
