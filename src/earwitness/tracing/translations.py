"""One quotation in two versions of a translation: same mouth, same recording, much the same words.

Two outlets that translate one call give different English, which no index of word sequences finds.
Sentences of one speaker in one recording are held against each other by the words, names and
numbers that carry their meaning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from earwitness.model import Finding, Statement

from .folder import Folder, anchors_of
from .matches import Match, Quote, clusters, quotes_of
from .phrases import first_upper
from .words import content_words, plain_quote

_SENTENCE = re.compile(r"(?<=[.!?…])[”\"’']*\s+")
_LEAST, _SHARED, _SHARE, _MOST = 4, 3, 0.6, 150


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a quotation, or two in a row, and the words that carry its meaning."""

    quote: Quote
    text: str
    words: frozenset[str]


def translations(folder: Folder, found: Sequence[Match]) -> Iterator[Finding]:
    """One finding for each two versions of what may be the same words of one recording."""
    group = _versions(found)
    seen: set[frozenset[str]] = set()
    for quotes in _by_mouth(folder, group):
        pairs = combinations([(q, _passages(q)) for q in quotes[:_MOST]], 2)
        for (one, here), (other, there) in pairs:
            mark = frozenset(group.get(q.statement.id, q.statement.id) for q in (one, other))
            if one.statement.document == other.statement.document or len(mark) == 1:
                continue
            best = _nearest(here, there)
            if best and mark not in seen:
                seen.add(mark)
                yield _finding(folder, *best)


def _versions(found: Sequence[Match]) -> dict[str, str]:
    """Statements that index and alignment tied together already, by one of them."""
    tied = clusters(found)
    return {q.statement.id: quotes[0].statement.id for quotes in tied for q in quotes}


def _by_mouth(folder: Folder, group: dict[str, str]) -> Iterator[list[Quote]]:
    """The quotations of one speaker in one recording, each version once in each report."""
    said: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in quotes_of(folder):
        mouth, recording = quote.statement.source.actor, _heard(folder, quote.statement)
        if recording and mouth:
            said[recording, mouth].append(quote)
    for quotes in said.values():
        if len({q.statement.document for q in quotes}) > 1:
            known = {group.get(q.statement.id, q.statement.id): q for q in reversed(quotes)}
            yield list(known.values())[::-1]


def _heard(folder: Folder, statement: Statement) -> str | None:
    """The recording of the words; else the only one of the report in which their speaker speaks."""
    recording = folder.recording_of(statement)
    if recording:
        return recording.id
    spoken = [
        r.id
        for r in folder.recordings
        if statement.source.actor in r.speakers and (statement.document, r.id) in folder.heard
    ]
    return spoken[0] if len(spoken) == 1 else None


def _passages(quote: Quote) -> list[Passage]:
    sentences = [s for s in _SENTENCE.split(quote.text) if s.strip()]
    runs = [*sentences, *(f"{a} {b}" for a, b in pairwise(sentences))]
    made = (Passage(quote, text, _meaning(text)) for text in runs)
    return [p for p in made if len(p.words) >= _LEAST]


def _meaning(text: str) -> frozenset[str]:
    """The words that carry meaning; "didn't" is grammar, and one translation of many."""
    return frozenset(w for w in content_words(text) if not w.endswith("n't"))


def _nearest(here: Sequence[Passage], there: Sequence[Passage]) -> tuple[Passage, Passage] | None:
    """The two passages that share most, where they share most of what either says."""
    best, score = None, 0.0
    for one in here:
        for other in there:
            both = len(one.words & other.words)
            share = both / max(len(one.words), len(other.words))
            if both >= _SHARED and share >= _SHARE and share + both / 100 > score:
                best, score = (one, other), share + both / 100
    return best


def _finding(folder: Folder, one: Passage, other: Passage) -> Finding:
    said = [one.quote.statement, other.quote.statement]
    here, there = (folder.outlet_name(s.document) for s in said)
    if here == there:
        here, there = f"{here}, in one report,", "in another"
    who = folder.name(said[0].source.actor)
    says = (
        f"{here} quotes {who} as saying {plain_quote(one.text, 160)}, {there} "
        f"{plain_quote(other.text, 160)}: perhaps two translations of the same words"
        f"{_by(folder, said)}."
    )
    firsts = (a for s in said for a in anchors_of(s)[:1])
    evidence = tuple(dict.fromkeys((*firsts, *(a for s in said for a in anchors_of(s)))))
    refs = tuple(s.id for s in said)
    return Finding("quotation differs", refs, first_upper(says), evidence, 0.54,
                   "rules/translations@1")  # fmt: skip


def _by(folder: Folder, said: Sequence[Statement]) -> str:
    """Who translated, where the reports name them."""
    named = [(folder.outlet_name(s.document), t) for s in said if (t := _translator(folder, s))]
    hands = " and ".join(f"{outlet}’s is by {folder.name(hand)}" for outlet, hand in named)
    return f" ({hands})" if hands else ""


def _translator(folder: Folder, statement: Statement) -> str | None:
    recording = folder.recording_of(statement)
    heard = folder.heard.get((statement.document, recording.id)) if recording else None
    named = (step.translator.actor for step in folder.outward(statement))
    return next((t for t in named if t), heard.translator if heard else None)
