"""Readings in, one folder under joint ids out: the joins applied to every layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from earwitness.knowledge.given import NOTHING_GIVEN, GivenNames
from earwitness.model import (
    Actor,
    Anchor,
    Citation,
    Figure,
    Reading,
    Recording,
    Response,
    Span,
    Statement,
    Verification,
    cover,
)

from .folder import Folder
from .given import given_joins, kept_apart, with_given_names, with_given_parties
from .join import Join, Key, Node, named_joins, nodes_of, unite
from .merge import Ids, merged_actors, statement
from .parting import parted
from .recordings import heard_in, joined_recordings, merged, speaker_joins
from .sides import parties_of, party_in, with_parties
from .tape.joining import papers, transcript_joins, voice_joins

_END = Anchor("\U0010ffff", Span(0, 0))


def in_order(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings in the order of the export, each document once."""
    ordered = sorted(readings, key=lambda r: (r.document.path or "", r.document.id))
    return tuple({r.document.id: r for r in reversed(ordered)}.values())[::-1]


def _joined(
    readings: Sequence[Reading], given: GivenNames = NOTHING_GIVEN
) -> tuple[tuple[Node, ...], tuple[Actor, ...], dict[Key, str], tuple[Join, ...]]:
    """The actors of all reports, the joint actors, who became whom, and the joins of recordings."""
    found = nodes_of(readings)
    sided = with_parties(found, parties_of(found, [r.document.text for r in readings]))
    nodes = with_given_names(with_given_parties(sided, given), given)
    joins = (*given_joins(nodes, given), *named_joins(nodes))
    apart = kept_apart(nodes, given)
    heads = {key: top for key, (top, _) in unite(nodes, joins, apart).items()}
    heard = heard_in(readings, nodes, heads)
    written = papers(readings)
    same = joined_recordings(heard, transcript_joins(heard, written))
    voices = voice_joins(heard, nodes, written)
    united = unite(nodes, (*joins, *speaker_joins(same, heard, nodes), *voices), apart)
    actors, ids = merged_actors(nodes, united)
    return nodes, actors, ids, same


def local_ids(readings: Sequence[Reading]) -> dict[str, str]:
    """What each report's own actor or recording id became in the case. `readings` in order.

    A report's own outlet that its reading lacks stands under "PATH:outlet".
    """
    _, _, ids, same = _joined(readings)
    _, recordings, _ = _recordings(readings, same, ids)
    paths = {r.document.id: r.document.path for r in readings}
    made = {(f"{paths[d]}:outlet" if a == "outlet" else a): i for (d, a), i in ids.items()}
    return made | {local: joint for (_, local), joint in recordings.items()}


def folder_of(readings: Sequence[Reading], given: GivenNames = NOTHING_GIVEN) -> Folder:
    """All reports under joint actors and recordings. `readings` must be in order."""
    readings = [parted(r, given) for r in readings]
    nodes, actors, ids, same = _joined(readings, given)
    place = {r.document.id: i for i, r in enumerate(readings)}
    recordings, recording_ids, local = _recordings(readings, same, ids)
    return _folder(
        readings,
        actors=tuple(sorted(actors, key=lambda a: (*_at(a.mentions, place), a.id))),
        recordings=tuple(sorted(recordings, key=lambda r: (*_at(r.mentions, place), r.id))),
        outlets=_outlets(nodes, ids),
        ids=ids,
        recording_ids=recording_ids,
        heard=local,
    )


def _at(mentions: Sequence[Anchor], place: Mapping[str, int]) -> tuple[int, Span]:
    first = min(mentions, key=lambda m: (place.get(m.document, 0), m.span), default=_END)
    return place.get(first.document, len(place)), first.span


def _outlets(nodes: Sequence[Node], ids: Ids) -> dict[str, str]:
    return {n.key[0]: ids[n.key] for n in reversed(nodes) if n.own_outlet}


def _recordings(
    readings: Sequence[Reading], same: Sequence[Join], ids: Ids
) -> tuple[list[Recording], dict[Key, str], dict[tuple[str, str], Recording]]:
    groups: dict[Key, list[Key]] = {}
    local = {(r.document.id, x.id): _mapped(x, r.document.id, ids) for r in readings
             for x in r.recordings}  # fmt: skip
    for key in local:
        groups[key] = [key]
    why: dict[Key, list[str]] = defaultdict(list)
    for join in same:
        first, second = groups[join.one], groups[join.other]
        first.extend(second)
        why[first[0]] += [join.reason, *why.pop(second[0], [])]
        groups.update(dict.fromkeys(second, first))
    made, joint, heard = [], {}, {}
    for group in {id(g): g for g in groups.values()}.values():
        one = merged([local[k] for k in group], why[group[0]])
        made.append(one)
        joint.update(dict.fromkeys(group, one.id))
        heard.update({(k[0], one.id): local[k] for k in reversed(group)})
    return made, joint, heard


def _mapped(recording: Recording, document: str, ids: Ids) -> Recording:
    def to(actor: str | None) -> str | None:
        return ids.get((document, actor or ""))

    return replace(
        recording,
        speakers=tuple(dict.fromkeys(s for a in recording.speakers if (s := to(a)))),
        released_by=to(recording.released_by),
        publisher=to(recording.publisher),
        translator=to(recording.translator),
    )


def _folder(
    readings: Sequence[Reading],
    *,
    actors: tuple[Actor, ...],
    recordings: tuple[Recording, ...],
    outlets: dict[str, str],
    ids: Ids,
    recording_ids: Ids,
    heard: dict[tuple[str, str], Recording],
) -> Folder:
    said = [statement(s, ids, recording_ids) for r in readings for s in _by_place(r)]
    known = {s.id for s in said}
    parties = sorted({a.party for a in actors if a.party})
    joint = Joint(ids, recording_ids, known, parties)
    return Folder(
        documents=tuple(r.document for r in readings),
        actors=actors,
        statements=tuple(
            replace(s, nested_in=s.nested_in if s.nested_in in known else None) for s in said
        ),
        dates=tuple(d for r in readings for d in sorted(r.dates, key=lambda d: (d.span, d.type))),
        recordings=recordings,
        figures=tuple(joint.figure(f) for r in readings for f in placed(r.figures)),
        verifications=tuple(joint.check(v) for r in readings for v in placed(r.verifications)),
        responses=tuple(joint.response(x) for r in readings for x in placed(r.responses)),
        citations=tuple(joint.citation(c) for r in readings for c in placed(r.citations)),
        amounts=tuple(a for r in readings for a in sorted(r.amounts, key=lambda a: a.span)),
        outlets=outlets,
        heard=heard,
    )


_Placed = TypeVar("_Placed", Figure, Verification, Response, Citation)


def placed(things: Iterable[_Placed]) -> list[_Placed]:
    """The things of one report by position, then by id."""
    return sorted(things, key=lambda x: (x.span, x.id))


@dataclass(frozen=True, slots=True)
class Joint:
    """What became of each report's own ids, applied to the layers that point at them."""

    actors: Ids
    recordings: Ids
    statements: set[str]
    parties: Sequence[str]

    def who(self, document: str, actor: str | None) -> str | None:
        """The joint actor; None where the reading lacks it."""
        return self.actors.get((document, actor or ""))

    def what(self, document: str, thing: str | None) -> str | None:
        """The joint recording, or the thing itself where it is none."""
        return self.recordings.get((document, thing or ""), thing)

    def figure(self, f: Figure) -> Figure:
        """A figure under joint ids, with its side's party where the case gives it away."""
        return replace(
            f,
            actor=self.who(f.document, f.actor),
            statement=f.statement if f.statement in self.statements else None,
            of_party=f.of_party or party_in(f.of or "", self.parties),
        )

    def check(self, v: Verification) -> Verification:
        """A verification under joint ids."""
        of = self.what(v.document, v.of)
        return replace(v, verifier=self.who(v.document, v.verifier), of=of)

    def response(self, x: Response) -> Response:
        """A response under joint ids."""
        return replace(x, actor=self.who(x.document, x.actor), of=self.what(x.document, x.of))

    def citation(self, c: Citation) -> Citation:
        """A citation under joint ids."""
        return replace(c, actor=self.who(c.document, c.actor))


def _by_place(reading: Reading) -> list[Statement]:
    return sorted(
        reading.statements,
        key=lambda s: (cover(s.content) if s.content else Span(0, 0), s.id),
    )
