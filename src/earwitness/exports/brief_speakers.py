"""Statements by speaker, with hedges, form, chain, and the statements inside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from earwitness.model import Actor, Statement

from .brief_chains import ChainView, chain_view
from .brief_index import Index, Ref
from .brief_roots import parties_of
from .brief_wording import capital, listed

FORMS = {
    "direct": "quoted",
    "indirect": "in the reporter’s words",
    "mixed": "partly quoted",
}
_TYPES = {"belief": "believed or expected", "eventuality": "ordered, asked or planned"}
_UNSURE = 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the brief lists it."""

    id: str
    number: int
    speaker: str
    words: str
    form: str
    type: str
    hedges: tuple[str, ...]
    denied: bool
    unsure: bool
    to: str
    chain: ChainView
    roots: tuple[str, ...]
    ref: Ref | None
    inner: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Somebody, who they are, and what they say."""

    actor: str | None
    name: str
    about: str
    aliases: tuple[str, ...]
    reasons: tuple[str, ...]
    statements: tuple[Said, ...]


def speakers(ix: Index) -> tuple[SpeakerView, ...]:
    """Speakers by the number of their own statements, nested ones inside those that report them."""
    inner: dict[str, list[Statement]] = defaultdict(list)
    numbers = numbered(ix)
    outside = {s.id: s.nested_in for s in ix.case.statements}
    outer: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in ix.case.statements:
        if statement.nested_in in numbers and _climbs(outside, statement.id):
            inner[str(statement.nested_in)].append(statement)
        else:
            actor = statement.source.actor
            outer[actor if actor in ix.actors else None].append(statement)
    views = [
        _speaker(ix, actor, tuple(_said(ix, s, inner, numbers) for s in found))
        for actor, found in outer.items()
    ]
    return tuple(sorted(views, key=lambda v: (v.actor is None, -len(v.statements))))


def numbered(ix: Index) -> dict[str, int]:
    """The number that the brief gives each statement."""
    return {s.id: n for n, s in enumerate(ix.case.statements, 1)}


def _climbs(outside: dict[str, str | None], statement: str) -> bool:
    """Whether the way outwards ends at a statement that stands by itself, and not in a ring."""
    seen, at = {statement}, outside.get(statement)
    while at is not None and at not in seen:
        seen.add(at)
        at = outside.get(at)
    return at is None


def every(said: Said) -> Iterator[Said]:
    """A statement and all those inside it."""
    yield said
    for one in said.inner:
        yield from every(one)


def _speaker(ix: Index, actor: str | None, said: tuple[Said, ...]) -> SpeakerView:
    known = ix.actors.get(actor or "")
    if known is None:
        return SpeakerView(None, "Nobody named", "", (), (), said)
    about = [known.kind] + ([known.party] if known.party and known.party != known.name else [])
    others = _others(known)
    return SpeakerView(actor, ix.name(actor), ", ".join(about), others, known.reasons, said)


def _others(actor: Actor) -> tuple[str, ...]:
    """The other ways in which the reports name somebody, each once whatever its capitals."""
    names = {" ".join(a.split()).casefold(): a for a in reversed(actor.aliases)}
    names.pop(" ".join(actor.name.split()).casefold(), None)
    return tuple(reversed(names.values()))


def _said(
    ix: Index, s: Statement, inner: dict[str, list[Statement]], numbers: dict[str, int]
) -> Said:
    document, trace = ix.documents.get(s.document), ix.traces.get(s.id)
    text = document.text if document else ""
    whole = ix.ref(s.document, s.content, most=2000)
    return Said(
        id=s.id,
        number=numbers[s.id],
        speaker=ix.name(s.source.actor),
        words=whole.words if whole else "",
        form=FORMS[s.form],
        type=_TYPES.get(s.type, ""),
        hedges=tuple(dict.fromkeys(" ".join(h.span.of(text).split()) for h in s.hedges)),
        denied=ix.denied(s),
        unsure=s.confidence is not None and s.confidence < _UNSURE,
        to=ix.name(s.addressee.actor) if s.addressee.actor in ix.actors else "",
        chain=chain_view(ix, trace.chain if trace else ()),
        roots=parties_of(ix, s),
        ref=whole,
        inner=tuple(_said(ix, one, inner, numbers) for one in inner.get(s.id, ())),
    )


def vouched(said: Said) -> str:
    """Who vouches that it was said, as a sentence."""
    if not said.roots:
        return "The reports do not say who vouches that it was said."
    verb = "alone vouches" if len(said.roots) == 1 else "vouch"
    return f"{capital(listed(said.roots))} {verb} that it was said."
