"""From heard attributions to the frozen layers: statements, actors, recordings, citations."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.knowledge.outlets import outlet_named
from earwitness.model import (
    NOBODY,
    Actor,
    ActorKind,
    Anchor,
    Citation,
    DateExpression,
    Document,
    Form,
    Hedge,
    Recording,
    Span,
    Statement,
    Voice,
    cover,
    make_id,
)

from .cues import cue_table
from .entity import Entity
from .hearing import Heard, Voices
from .hedges import find_hedges
from .tapes import Tape
from .words import tokenise

ACTORS = "rules/actors@1"
RECORDINGS = "rules/recordings@1"
CITATIONS = "rules/citations@1"


class Freezer:
    """Turns one report's voices into model values; knows the ids of everything."""

    def __init__(self, document: Document, voices: Voices, dates: Sequence[DateExpression]) -> None:
        self.document, self.voices, self.dates = document, voices, dates
        self.text = document.text
        self.top = tuple(q.span for q in voices.quotes if q.level == 0)
        self.ids = {id(e): self._actor_id(e) for e in voices.cast.entities}
        self.tape_ids = {
            t.number: make_id("r", document.id, t.number, t.mentions[0].start) for t in voices.tapes
        }

    # -- actors --------------------------------------------------------------------------

    def actors(self, used: set[int]) -> tuple[Actor, ...]:
        """Everybody who speaks, is spoken to, releases, publishes or translates."""
        named = [e for e in self.voices.cast.entities if id(e) in used]
        made = [self._actor(e) for e in named]
        made.sort(key=lambda a: (a.mentions[0].span.start if a.mentions else -1, a.id))
        return tuple(made)

    def _actor_id(self, entity: Entity) -> str:
        first = entity.mentions[0].start if entity.mentions else -entity.number - 1
        return make_id("a", self.document.id, entity.number, first)

    def _actor(self, entity: Entity) -> Actor:
        name, aliases = self._names(entity)
        return Actor(
            id=self.ids[id(entity)],
            name=name,
            kind=_actor_kind(entity),
            aliases=aliases,
            party=entity.party,
            mentions=tuple(Anchor(self.document.id, s) for s in sorted(set(entity.mentions))),
            reasons=tuple(dict.fromkeys(entity.reasons)),
            private=self._private(entity),
            origin=ACTORS,
        )

    def _names(self, entity: Entity) -> tuple[str, tuple[str, ...]]:
        """The fullest name, and every other way in which the report names the actor."""
        ways = [*entity.names, *entity.words]
        if entity.kin is not None:
            ways = [f"{self._owner_name(entity)}{entity.kin}", *ways]
        if entity.names:
            name = max(entity.names, key=len)
            if entity.kind == "outlet":
                name = outlet_named(name) or max(
                    [name, *(w for w in entity.words if _the(w, name))]
                )
            elif not entity.person:
                full = [w for w in entity.words if name in w]
                name = max([name, *full], key=len) if full else name
        else:
            name = (
                ways[0]
                if entity.kin
                else max(ways or ["?"], key=lambda w: (_weight(w), -ways.index(w)))
            )
        outlet = entity.kind == "outlet"
        name = _without_article(name, outlet)
        others = [_without_article(w, outlet) for w in ways]
        return name, tuple(w for w in dict.fromkeys(others) if w != name)

    def _owner_name(self, entity: Entity) -> str:
        owner = entity.owner
        if owner is None:
            return ""
        name = max(owner.names, key=len) if owner.names else (owner.words[0] if owner.words else "")
        return f"{_without_article(name)}’s " if name else ""

    def _private(self, entity: Entity) -> bool:
        """Persons in intercepts, families, and whoever asked not to be named."""
        if not entity.person or entity.official:
            return False
        taped = entity.recording is not None
        near = any("not to be" in self.text[m.end : m.end + 80] for m in entity.mentions)
        return taped or entity.kin is not None or near or not entity.names

    # -- statements ----------------------------------------------------------------------

    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order of their content; parents by id."""
        ids = [self._statement_id(h) for h in self.voices.heard]
        dropped = {ids[i] for i, h in enumerate(self.voices.heard) if _dubious(h, self.text)}
        made = [self._statement(h, ids[i], ids) for i, h in enumerate(self.voices.heard)]
        made = [s for s in made if s.id not in dropped and s.nested_in not in dropped]
        made.sort(key=lambda s: (s.content[0].start, -s.content[-1].end, s.id))
        return tuple(made)

    def _statement_id(self, heard: Heard) -> str:
        raw = heard.raw
        where = ",".join(f"{s.start}-{s.end}" for s in raw.content)
        cue = raw.cue[0].start if raw.cue else ""
        return make_id("s", self.document.id, where, cue)

    def _statement(self, heard: Heard, own: str, ids: list[str]) -> Statement:
        raw = heard.raw
        return Statement(
            id=own,
            document=self.document.id,
            form=self._form(raw.content, raw.parent is not None),
            type=raw.type,
            content=raw.content,
            cue=raw.cue,
            source=self._voice(raw.source, None if raw.hearsay else heard.source),
            addressee=self._voice(raw.addressee, heard.addressee),
            nested_in=ids[raw.parent] if raw.parent is not None else None,
            hedges=self._hedges(heard),
            recording=self.tape_ids[heard.tape.number] if heard.tape else None,
            recording_evidence=heard.tape_evidence,
            translator=self._voice(heard.translator_evidence, heard.translator),
            publisher=self._published(heard),
            origin=raw.origin,
            confidence=raw.confidence,
        )

    def _published(self, heard: Heard) -> Voice:
        if heard.publisher is not None:
            return self._voice(heard.publisher_evidence, heard.publisher)
        if heard.tape is not None and heard.tape.publisher is not None:
            return self._voice(heard.tape.publisher_evidence, heard.tape.publisher)
        return NOBODY

    def _voice(self, span: Span | None, entity: Entity | None) -> Voice:
        if span is None and entity is None:
            return NOBODY
        return Voice(span, self.ids[id(entity)] if entity is not None else None)

    def _form(self, content: Sequence[Span], nested: bool) -> Form:
        """Direct: only quoted words. Indirect: none. Mixed: both."""
        quotes = [q.span for q in self.voices.quotes if (q.level > 0 if nested else q.level == 0)]
        inside = outside = 0
        for span in content:
            held = [q for q in quotes if q.meets(span)]
            for token in tokenise(self.text, span):
                if token.text[:1].isalnum():
                    if any(q.start <= token.start < q.end for q in held):
                        inside += 1
                    else:
                        outside += 1
        if not inside:
            return "indirect"
        return "mixed" if outside else "direct"

    def _hedges(self, heard: Heard) -> tuple[Hedge, ...]:
        """Hedges in the words themselves and between them and their source, outside quotations."""
        raw = heard.raw
        parts = [*raw.content, *raw.cue, *([raw.source] if raw.source else [])]
        whole = cover(parts)
        if len(whole) > 600:
            return ()
        inner = self.top if raw.parent is None else self.top[:0]
        return tuple(h for h in find_hedges(self.text, whole, inner) if _counts(h, raw.cue))

    # -- recordings and citations --------------------------------------------------------

    def recordings(self) -> tuple[Recording, ...]:
        """The recordings that somebody is heard in, or that somebody released."""
        used = {h.tape.number for h in self.voices.heard if h.tape}
        kept = [t for t in self.voices.tapes if t.number in used or t.known]
        return tuple(self._recording(t) for t in kept)

    def _recording(self, tape: Tape) -> Recording:
        releaser = tape.released_by or tape.recorded_by
        return Recording(
            id=self.tape_ids[tape.number],
            kind=tape.label,
            speakers=tuple(self.ids[id(e)] for e in tape.speakers),
            released_by=self.ids[id(releaser)] if releaser else None,
            released_on=tape.released_on,
            hedges=self._tape_hedges(tape),
            mentions=tuple(Anchor(self.document.id, s) for s in sorted(set(tape.mentions))),
            release_evidence=self._anchor(tape.release_evidence),
            publisher=self.ids[id(tape.publisher)] if tape.publisher else None,
            publisher_evidence=self._anchor(tape.publisher_evidence),
            translator=self.ids[id(tape.translator)] if tape.translator else None,
            translator_evidence=self._anchor(tape.translator_evidence),
            reasons=tuple(tape.reasons),
            origin=RECORDINGS,
        )

    def _anchor(self, span: Span | None) -> Anchor | None:
        return Anchor(self.document.id, span) if span else None

    def _tape_hedges(self, tape: Tape) -> tuple[Hedge, ...]:
        found: list[Hedge] = []
        for mention in tape.mentions[:2]:
            near = Span(max(0, mention.start - 160), min(len(self.text), mention.end + 160))
            line = _sentence_round(self.text, mention, near)
            found.extend(find_hedges(self.text, line, self.top))
        kept = [
            h
            for h in dict.fromkeys(found)
            if h.kind in ("alleged", "apparent", "reported", "purported", "unverified")
        ]
        return tuple(kept)

    def citations(self) -> tuple[Citation, ...]:
        """Other outlets that the report leans on: as sources, first publishers, translators."""
        found: dict[tuple[int, int], Citation] = {}
        for heard in self.voices.heard:
            for entity, span, kind in self._cited(heard):
                if not self._is_cited(found, entity, span, kind):
                    found[(id(entity), span.start)] = self._citation(entity, span, kind)
        for tape in self.voices.tapes:
            if tape.publisher is not None and tape.publisher_evidence is not None:
                key = (id(tape.publisher), tape.publisher_evidence.start)
                found.setdefault(
                    key, self._citation(tape.publisher, tape.publisher_evidence, "report")
                )
        for entity, span in self.voices.cited:
            if not self._is_cited(found, entity, span, "report"):
                found[(id(entity), span.start)] = self._citation(entity, span, "report")
        return tuple(sorted(found.values(), key=lambda c: (c.span.start, c.id)))

    def _is_cited(
        self, found: dict[tuple[int, int], Citation], entity: Entity, span: Span, kind: str
    ) -> bool:
        """Whether the same words cite the outlet already, longer or shorter."""
        actor = self.ids[id(entity)]
        return any(c.actor == actor and c.kind == kind and c.span.meets(span)
                   for c in found.values())  # fmt: skip

    def _cited(self, heard: Heard) -> list[tuple[Entity, Span, str]]:
        out: list[tuple[Entity, Span, str]] = []
        if heard.publisher is not None and heard.publisher_evidence is not None:
            out.append((heard.publisher, heard.publisher_evidence, "report"))
        if heard.translator is not None and heard.translator_evidence is not None:
            out.append((heard.translator, heard.translator_evidence, "translation"))
        return out

    def _citation(self, entity: Entity, span: Span, kind: str) -> Citation:
        near = [d for d in self.dates if 0 <= d.span.start - span.end < 40 or d.span.meets(span)]
        near = [
            d for d in near if d.type == "DATE" and "\n" not in self.text[span.end : d.span.start]
        ]
        date = near[0].value if near else None
        return Citation(
            id=make_id("c", self.document.id, span.start, span.end, kind),
            document=self.document.id,
            span=span,
            actor=self.ids[id(entity)],
            date=date,
            kind=kind,
            origin=CITATIONS,
        )

    def everybody(self) -> set[int]:
        """All persons and bodies that the report names: some are only asked, or only check."""
        kept = (e for e in self.voices.cast.entities if e.mentions and e.kind != "document")
        return self.used() | {id(e) for e in kept}

    def used(self) -> set[int]:
        """The entities that some layer refers to."""
        people: list[Entity | None] = []
        for heard in self.voices.heard:
            people += [heard.source, heard.addressee, heard.translator, heard.publisher]
        for tape in self.voices.tapes:
            people += [
                *tape.speakers,
                tape.released_by,
                tape.recorded_by,
                tape.publisher,
                tape.translator,
            ]
        bodies = [e for e in self.voices.cast.entities if e.kind == "outlet"]
        return {id(e) for e in [*people, *bodies] if e is not None}


def _dubious(heard: Heard, text: str) -> bool:
    """ "The collapse showed that …": a thing with a verb that people share with things."""
    source = heard.source
    if source is None or source.kind != "other" or source.plural or source.names:
        return False
    cues = [c for span in heard.raw.cue for c in cue_table().get(span.of(text).lower(), ())]
    if not cues:
        return False
    return all(c.weak or c.type != "assertion" or not c.frames & {"paren"} for c in cues)


def _sentence_round(text: str, mention: Span, near: Span) -> Span:
    start = max(
        text.rfind(". ", near.start, mention.start), text.rfind("\n", near.start, mention.start)
    )
    stops = [
        p
        for p in (text.find(". ", mention.end, near.end), text.find("\n", mention.end, near.end))
        if p >= 0
    ]
    return Span(start + 1 if start >= 0 else near.start, min(stops) if stops else near.end)


def _counts(hedge: Hedge, cue: Sequence[Span]) -> bool:
    """ "claims" hedges only as the cue itself; the rest wherever it stands."""
    if hedge.kind == "claimed":
        return any(c.meets(hedge.span) for c in cue)
    return hedge.kind != "possible"


def _actor_kind(entity: Entity) -> ActorKind:
    if entity.kind == "outlet":
        return "outlet"
    if entity.kind in ("organisation", "document"):
        return "organisation"
    if entity.plural or (entity.kind == "other" and any(h.endswith("s") for h in entity.heads)):
        return "group"
    return "person" if entity.names else "anonymous person"


def _weight(words: str) -> int:
    return min(len(words), 60)


def _the(words: str, name: str) -> bool:
    return words.lower() == f"the {name}".lower()


def _without_article(name: str, outlet: bool = False) -> str:
    first, _, rest = name.partition(" ")
    if outlet and first == "The":
        return name
    return rest if rest and first.lower() in ("the", "a", "an") else name
