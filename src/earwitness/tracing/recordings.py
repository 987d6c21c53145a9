"""Which recordings of several reports are one, and why; different ones are kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from earwitness.model import Actor, Reading, Recording, make_id, words_of

from .join import Join, Key, Node
from .names import description_key, person_name
from .phrases import days_apart
from .words import content_words, tokens

_T = TypeVar("_T")
_GRAM = 5
_FIRST, _LATEST = 2, 6


@dataclass(frozen=True, slots=True)
class Heard:
    """A recording as one report speaks of it, and what decides whether it is another's too."""

    key: Key
    recording: Recording
    releaser: Key | None
    party: str | None
    speakers: frozenset[str]
    grams: frozenset[tuple[str, ...]]
    topic: frozenset[str]


def heard_in(
    readings: Sequence[Reading], nodes: Sequence[Node], heads: Mapping[Key, Key]
) -> tuple[Heard, ...]:
    """Every recording of every report. `heads` names the joined actor of each report's actor."""
    actors = {n.key: n.actor for n in nodes}
    return tuple(
        _heard(reading, recording, actors, heads)
        for reading in readings
        for recording in reading.recordings
    )


def _heard(
    reading: Reading, recording: Recording, actors: Mapping[Key, Actor], heads: Mapping[Key, Key]
) -> Heard:
    document = reading.document
    said = [s for s in reading.statements if s.recording == recording.id]
    releaser = heads.get((document.id, recording.released_by or ""))
    who = [actors[k] for s in recording.speakers if (k := (document.id, s)) in actors]
    quotes = [words_of(s.content, document.text) for s in said if s.form != "indirect"]
    return Heard(
        key=(document.id, recording.id),
        recording=recording,
        releaser=releaser,
        party=actors[releaser].party if releaser else None,
        speakers=frozenset(a.name.lower() for a in who if person_name(a.name)),
        grams=frozenset(g for q in quotes for g in word_grams(q)),
        topic=frozenset(w for s in said for w in content_words(words_of(s.content, document.text))),
    )


def word_grams(quote: str) -> Iterator[tuple[str, ...]]:
    """Runs of five words; a shorter quotation is one run."""
    words = tokens(quote)
    if 3 <= len(words) < _GRAM:
        yield tuple(words)
    for i in range(len(words) - _GRAM + 1):
        yield tuple(words[i : i + _GRAM])


def joined_recordings(heard: Sequence[Heard], proposed: Iterable[Join] = ()) -> tuple[Join, ...]:
    """The pairs of two reports that are one recording, each with its reason; the `proposed` last.

    A pair must share quoted words, or named speakers and matter; it is refused where the releaser,
    the release date or the named speakers differ. A group takes no two recordings of one report.
    """
    groups = {h.key: _alone(h) for h in heard}
    joins = []
    pairs = [(a.key, b.key, _why(a, b)) for a, b in _candidates(heard)]
    for one, other, reason in (*pairs, *((j.one, j.other, j.reason) for j in proposed)):
        first, second = groups[one], groups[other]
        if first is second or reason is None or _clash(first, second):
            continue
        joins.append(Join(one, other, reason))
        large, small = sorted((first, second), key=lambda g: -len(g.members))
        large.take(small)
        groups.update(dict.fromkeys(small.members, large))
    return tuple(joins)


@dataclass(frozen=True, slots=True)
class Group:
    """Recordings held to be one, and all that decides whether another may be it, each once."""

    members: list[Key]
    reports: set[str]
    dates: set[str]
    hands: set[tuple[Key, str | None]]
    speakers: set[frozenset[str]]

    def take(self, other: Group) -> None:
        """Make the other's recordings this group's own."""
        self.members.extend(other.members)
        self.reports.update(other.reports)
        self.dates.update(other.dates)
        self.hands.update(other.hands)
        self.speakers.update(other.speakers)


def _alone(heard: Heard) -> Group:
    day = heard.recording.released_on
    return Group(
        [heard.key],
        {heard.key[0]},
        {day} if day else set(),
        {(heard.releaser, heard.party)} if heard.releaser else set(),
        {heard.speakers} if heard.speakers else set(),
    )


def _candidates(heard: Sequence[Heard]) -> list[tuple[Heard, Heard]]:
    """Pairs that share words or a speaker. Of many, each is held against the first and latest."""
    buckets: dict[object, list[Heard]] = defaultdict(list)
    pairs: dict[tuple[Key, Key], tuple[Heard, Heard]] = {}
    for h in heard:
        for mark in (*h.grams, *((name, h.releaser) for name in h.speakers), *h.speakers):
            bucket = buckets[mark]
            near = bucket if len(bucket) <= _FIRST + _LATEST else [
                *bucket[:_FIRST], *bucket[-_LATEST:],
            ]  # fmt: skip
            pairs.update({(one.key, h.key): (one, h) for one in near})
            bucket.append(h)
    return [pair for _, pair in sorted(pairs.items(), key=lambda item: _order(*item[1]))]


def _order(one: Heard, other: Heard) -> tuple[int, Key, Key]:
    return (-len(one.grams & other.grams), one.key, other.key)


def _clash(first: Group, second: Group) -> bool:
    """Whether any two of their recordings differ in report, day, hand or speakers."""
    return (
        bool(first.reports & second.reports)
        or any(days_apart(a, b) for a in first.dates for b in second.dates)
        or any(_two_hands(a, b) for a in first.hands for b in second.hands)
        or any(not a & b for a in first.speakers for b in second.speakers)
    )


def _two_hands(one: tuple[Key, str | None], other: tuple[Key, str | None]) -> bool:
    return one[0] != other[0] and (one[1] is None or one[1] != other[1])


def _why(one: Heard, other: Heard) -> str | None:
    shared = one.grams & other.grams
    if shared:
        words = " ".join(min(shared))
        return f"Both reports quote the same words from it: “{words}”."
    names = one.speakers & other.speakers
    same_hand = one.releaser is not None and (
        one.releaser == other.releaser or (one.party and one.party == other.party)
    )
    same_topic = len(one.topic & other.topic) >= 3
    if names and same_hand and same_topic:
        who = " and ".join(sorted(n.title() for n in names))
        return f"Both name {who} as speaking, the same hand released it, and the matter is one."
    return None


def speaker_joins(
    joins: Sequence[Join], heard: Sequence[Heard], nodes: Sequence[Node]
) -> Iterator[Join]:
    """Speakers of one recording whose descriptions agree: the call's only mother is the mother."""
    known, actors = {h.key: h for h in heard}, {n.key: n.actor for n in nodes}
    for join in joins:
        one, other = known[join.one], known[join.other]
        first, second = _described(one, actors), _described(other, actors)
        for description in sorted(set(first) & set(second)):
            why = f"Both speak in the same recording, and both are described as {description}."
            yield Join(first[description], second[description], why)


def _described(heard: Heard, actors: Mapping[Key, Actor]) -> dict[str, Key]:
    found: dict[str, list[Key]] = defaultdict(list)
    for speaker in heard.recording.speakers:
        key = (heard.key[0], speaker)
        if key in actors and actors[key].kind in ("person", "anonymous person"):
            found[_label(actors[key].name)].append(key)
    return {label: keys[0] for label, keys in found.items() if label and len(keys) == 1}


def _label(name: str) -> str:
    return name.lower() if person_name(name) else description_key(name)


def merged(group: Sequence[Recording], why: Iterable[str]) -> Recording:
    """One recording out of what the reports say of it, under joint actor ids.

    The hedges are those of the first report (a hedge has no document of its own).
    """
    first = group[0]
    if len(group) == 1:
        return first
    dates = sorted((r.released_on for r in group if r.released_on), key=len)
    return replace(
        first,
        id=make_id("recording", *sorted(r.id for r in group)),
        kind=max((r.kind for r in group), key=lambda k: (len(k), k)),
        speakers=tuple(dict.fromkeys(s for r in group for s in r.speakers)),
        released_by=_first(r.released_by for r in group),
        released_on=dates[-1] if dates else None,
        mentions=tuple(sorted({m for r in group for m in r.mentions})),
        release_evidence=_first(r.release_evidence for r in group),
        publisher=_first(r.publisher for r in group),
        publisher_evidence=_first(r.publisher_evidence for r in group),
        translator=_first(r.translator for r in group),
        translator_evidence=_first(r.translator_evidence for r in group),
        reasons=tuple(dict.fromkeys((*(w for r in group for w in r.reasons), *why))),
        origin="rules/recordings@1",
    )


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((v for v in values if v is not None), None)
