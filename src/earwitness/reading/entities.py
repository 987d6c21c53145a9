"""Who is who inside one report: each person and body once, whatever the words that name it.

Two phrases are one entity only by a name, by an ownership ("his mother"), by a definite phrase that
takes up the last fitting one, or by a pronoun. Each join leaves its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from earwitness.knowledge.parties import party_of
from earwitness.knowledge.people import gender_of_name
from earwitness.model import Span

from .antecedents import find, owner_of
from .entity import Entity, genders_agree, plain_name, short_for
from .media import medium_nouns, named_outlets, parse_in
from .nounphrase import Gender, NounPhrase, parse_phrase, role_in_name
from .roles import kin_role, officials, singular

_OWNS_OFFICE = re.compile(
    r"\b([A-Z][\w-]+)(?:’s|'s) (?:[a-z]+ ){0,2}(?:ministry|government|army|military|forces|navy"
    r"|parliament|president|presidency|police|security|intelligence|Ministry|Army|Security|State)"
)
# "according to Qresk estimates": a person has none that are called by the bare name.
_HAS_FIGURES = re.compile(
    r"\b(?:according to|citing|from) (?:the )?([A-Z][\w-]+) (?:estimates|figures|data|statistics)\b"
)


class Cast:
    """All entities of a report, in the order of their first mention, and how phrases find them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self._by_span: dict[Span, Entity] = {}
        self._parsed: dict[Span, NounPhrase] = {}
        self._begins: dict[int, Entity] = {}
        self.own: Entity | None = None
        self.powers = frozenset(
            m.group(1) for rule in (_OWNS_OFFICE, _HAS_FIGURES) for m in rule.finditer(text)
        )
        self.outlets = named_outlets(text)
        self.subject: Entity | None = None

    def parse(self, span: Span) -> NounPhrase:
        """A phrase taken apart, with what the whole report says of its name."""
        known = self._parsed.get(span)
        if known is None:
            known = self._parsed[span] = self._parse(span)
        return known

    def _parse(self, span: Span) -> NounPhrase:
        for name in self.outlets.values():
            if len(name) > len(span) and self.text.endswith(name, 0, span.end):
                span = Span(span.end - len(name), span.end)  # "… del Sur" of its whole name
                break
        return parse_in(self.text, span, self.outlets)

    def resolve(
        self,
        span: Span,
        at: int,
        *,
        scene: int | None,
        avoid: Iterable[Entity] = (),
        headline: bool = False,
    ) -> Entity | None:
        """The entity that a phrase names, made if new; None for a pronoun that fits nobody."""
        known = self._by_span.get(span)
        if known is not None:
            return known
        phrase = self.parse(span)
        if headline and phrase.kind in ("role", "kin", "group", "organisation"):
            phrase = replace(phrase, definite=True)  # headlines drop their articles
        shunned = set(map(id, avoid))
        found = find(self, phrase, at, scene, shunned, headline)
        if found is None and phrase.kind == "pronoun":
            return None
        if found is None:
            found = self.create(phrase, at, scene)
        self.note(found, phrase, at)
        self._by_span[span] = found
        return found

    def mentioned_at(self, start: int) -> Entity | None:
        """The entity, the first known, that a phrase beginning here names."""
        return self._begins.get(start)

    def is_own(self, phrase: NounPhrase) -> bool:
        """Whether the phrase names the page's own outlet, in full or by its first word."""
        if self.own is None or not phrase.name:
            return False
        own = plain_name(self.own.names[0]).split()
        parts = plain_name(phrase.name).split()
        if phrase.kind not in ("outlet", "name"):
            return phrase.kind == "organisation" and parts == own
        return short_for(parts, own) or self._last_word(phrase, parts, own)

    def _last_word(self, phrase: NounPhrase, parts: list[str], own: list[str]) -> bool:
        """ "the Herald" on a page of the Northern Herald, unless it tells of another Herald."""
        if len(parts) != 1 or len(own) < 2 or parts[0] != own[-1]:
            return False
        others = [
            e for e in self.entities
            if e.kind == "outlet" and e is not self.own
            and any(plain_name(n).split()[-1] == parts[0] for n in e.names)
        ]  # fmt: skip
        return not others and phrase.words.lower().startswith("the ")

    def add_outlet(self, name: str) -> Entity:
        """The page's own outlet: known before its first mention."""
        head = name.rsplit(maxsplit=1)[-1].lower()
        entity = Entity(len(self.entities), "outlet", {head}, names=[name])
        self.entities.append(entity)
        self.own = entity
        return entity

    def create(self, phrase: NounPhrase, at: int, scene: int | None) -> Entity:
        """A new entity from its first phrase; "his parents" brings a mother and a father along."""
        entity = Entity(
            len(self.entities), phrase.kind, {phrase.head}, phrase.gender, phrase.plural
        )
        self.entities.append(entity)
        # "the German magazine" is no side in anything: outlets are counted by their names.
        sided = phrase.kind not in ("kin", "outlet")
        entity.party = party_of(phrase.words) if sided else None
        if phrase.kind == "name" and phrase.core in self.powers and phrase.gender is None:
            entity.kind = "organisation"  # whoever has a ministry or statistics is no person
        entity.official = _is_official(phrase, self.text)
        if phrase.kind == "kin":
            entity.kin = kin_role(phrase.head)
            entity.owner = owner_of(self, phrase, at, scene)
            self._owner_in_tail(entity, phrase, at, scene)
            if phrase.head == "parents":
                entity.members = [self._parent(entity, role, at) for role in ("mother", "father")]
        return entity

    def _parent(self, parents: Entity, role: str, at: int) -> Entity:
        gender: Gender = "f" if role == "mother" else "m"
        one = Entity(len(self.entities), "kin", {role}, gender, owner=parents.owner, kin=role)
        one.last = at
        one.reasons.append("one of the parents that the report speaks of")
        self.entities.append(one)
        return one

    def _owner_in_tail(
        self, entity: Entity, phrase: NounPhrase, at: int, scene: int | None
    ) -> None:
        """ "a wife of a soldier": the soldier is somebody, too."""
        if phrase.tail is None or entity.owner is not None:
            return
        tail = phrase.tail.of(self.text)
        if tail.startswith("of "):
            inner = Span(phrase.tail.start + 3, phrase.tail.end)
            if parse_phrase(self.text, inner).kind in ("role", "name", "kin"):
                entity.owner = self.resolve(inner, at, scene=scene)

    def note(self, entity: Entity, phrase: NounPhrase, at: int) -> None:
        """Add a mention, and what its words tell."""
        entity.mentions.append(phrase.span)
        first = self._begins.setdefault(phrase.span.start, entity)
        if entity.number < first.number:
            self._begins[phrase.span.start] = entity
        entity.last = max(entity.last, at)
        if phrase.kind == "pronoun":
            entity.gender = entity.gender or phrase.gender
            return
        entity.gender = entity.gender or phrase.gender
        if phrase.kind == "document" and entity.kind != "document":
            return
        entity.heads.add(phrase.head)
        if entity.kind == "outlet":
            entity.heads.update(medium_nouns() & set(phrase.words.lower().split()))
        if phrase.head == "one" and phrase.tail is not None:
            entity.heads.add(singular(phrase.tail.of(self.text).split()[-1].lower()))
        if phrase.kind == "name":
            parts = phrase.core.split()
            role = role_in_name(parts)
            if role is not None:
                entity.heads.add(parts[role].lower())
        if phrase.words not in entity.words:
            entity.words.append(phrase.words)
        if phrase.name and phrase.name not in entity.names:
            entity.names.append(phrase.name)
        if phrase.alias:
            self.name_entity(entity, phrase.alias, phrase.words)

    def adopt(self, entity: Entity, phrase: NounPhrase, at: int) -> None:
        """Take a phrase for somebody whom the report knows as the one fitting speaker of a tape."""
        entity.reasons.append(f"“{phrase.words}” is the one speaker of this recording whom it fits")
        self.note(entity, phrase, at)
        self._by_span[phrase.span] = entity

    def join(self, entity: Entity, phrase: NounPhrase, at: int) -> None:
        """Take a description for the somebody whose name it stands beside."""
        if genders_agree(entity.gender, phrase.gender):
            entity.reasons.append(f"“{phrase.words}” stands beside the name")
            self.note(entity, phrase, at)
            self._by_span[phrase.span] = entity

    def claim(self, span: Span, entity: Entity, at: int) -> None:
        """Let a phrase ("his sister") name somebody whom another phrase brought in."""
        phrase = parse_phrase(self.text, span)
        entity.owner = entity.owner or owner_of(self, phrase, at, entity.recording)
        if entity.owner is entity:
            entity.owner = None
        self.note(entity, phrase, at)
        self._by_span[span] = entity

    def name_entity(self, entity: Entity, name: str, words: str) -> None:
        """Give somebody the name that an apposition tells."""
        if name not in entity.names:
            entity.names.append(name)
            entity.reasons.append(f"named {name} by “{words}”")
        entity.gender = entity.gender or gender_of_name(name.split(maxsplit=1)[0])


def _is_official(phrase: NounPhrase, text: str) -> bool:
    after = text[phrase.span.end : phrase.span.end + 90]
    near = phrase.words.lower().split() + (after.lower().split() if after.startswith(",") else [])
    titled = phrase.kind == "name" and phrase.core != phrase.name
    return titled or any(w.strip(",.’'") in officials() for w in near)
