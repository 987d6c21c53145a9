"""A transcript ties reports together: what is quoted from one transcript is one recording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from earwitness.model import Reading

from ..join import Join, Key, Node
from ..recordings import Heard, word_grams
from .turns import turns

_LEAST = 3
"""Runs of five words that a report must share with a transcript; fewer may be chance."""
Paper = tuple[str, str, frozenset[tuple[str, ...]]]


def papers(readings: Sequence[Reading]) -> tuple[Paper, ...]:
    """The transcripts among the reports: id, name, and their runs of words."""
    return tuple(
        (r.document.id, r.document.path or r.document.id, frozenset(
            g for t in spoken for g in word_grams(t.words.of(r.document.text))))
        for r in readings if (spoken := turns(r.document))
    )  # fmt: skip


def transcript_joins(heard: Sequence[Heard], found: Sequence[Paper]) -> Iterator[Join]:
    """Recordings of several reports whose quotations stand in one transcript."""
    for paper, name, grams in found:
        first: Heard | None = None
        seen: set[str] = set()
        for one in heard:
            document = one.key[0]
            if document in seen or document == paper or len(one.grams & grams) < _LEAST:
                continue
            seen.add(document)
            if first is not None:
                why = f"Both reports quote words that stand in one transcript, {name}."
                yield Join(first.key, one.key, why)
            first = first or one


def voice_joins(
    heard: Sequence[Heard], nodes: Sequence[Node], found: Sequence[Paper]
) -> Iterator[Join]:
    """Who speaks in a transcript and, by the same name, on the recording that quotes it."""
    names: dict[Key, str] = {n.key: " ".join(n.actor.name.casefold().split()) for n in nodes}
    for paper, title, grams in found:
        own = {name: key for key, name in names.items() if key[0] == paper}
        for one in heard:
            if one.key[0] == paper or len(one.grams & grams) < _LEAST:
                continue
            for speaker in one.recording.speakers:
                key = (one.key[0], speaker)
                name = names.get(key)
                if name and name in own:
                    why = f"Both speak in the call that {title} writes down, by the same name."
                    yield Join(own[name], key, why)
