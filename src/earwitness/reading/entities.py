"""Who is who inside one report: each person and body once, whatever the words that name it.

Persons are never merged for lack of a name: two phrases are one entity only by a name, by an
ownership ("his mother"), by a definite phrase that takes up the last fitting one, or by a pronoun.
Each join leaves its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from earwitness.knowledge.parties import party_of
from earwitness.knowledge.people import gender_of_name
from earwitness.model import Span

from .nounphrase import Gender, NounPhrase, PhraseKind, parse_phrase, role_in_name
from .roles import kin_role, officials, same_body_noun, same_person_noun, singular

_PEOPLE: frozenset[PhraseKind] = frozenset({"role", "kin", "name", "group", "other"})
_BODIES: frozenset[PhraseKind] = frozenset({"organisation", "outlet", "document"})


@dataclass(slots=True, eq=False)
class Entity:
    """One actor while the report is being read. `last` is where it was last named or spoke."""

    number: int
    kind: PhraseKind
    heads: set[str]
    gender: Gender | None = None
    plural: bool = False
    names: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    owner: Entity | None = None
    kin: str | None = None
    members: list[Entity] = field(default_factory=list)
    party: str | None = None
    official: bool = False
    anonymous: bool = False
    recording: int | None = None
    last: int = -1
    spoke: int = -1
    reasons: list[str] = field(default_factory=list)

    @property
    def person(self) -> bool:
        """Whether it is one human being or several, not a body."""
        return self.kind in _PEOPLE

    @property
    def called(self) -> str:
        """What the report first calls it."""
        return next(iter([*self.words, *self.names]), self.kin or "somebody")


class Cast:
    """All entities of a report, in the order of their first mention, and how phrases find them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self._by_span: dict[Span, Entity] = {}
        self.own: Entity | None = None

    # -- finding -------------------------------------------------------------------------

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
        phrase = parse_phrase(self.text, span)
        if headline and phrase.kind in ("role", "kin", "group", "organisation"):
            phrase = replace(phrase, definite=True)  # headlines drop their articles
        shunned = set(map(id, avoid))
        found = self._find(phrase, at, scene, shunned, headline)
        if found is None and phrase.kind == "pronoun":
            return None
        if found is None:
            found = self.create(phrase, at, scene)
        self.note(found, phrase, at)
        self._by_span[span] = found
        return found

    def _find(
        self, phrase: NounPhrase, at: int, scene: int | None, shunned: set[int], headline: bool
    ) -> Entity | None:
        allowed = [e for e in self.entities if id(e) not in shunned and _in_scene(e, scene)]
        if phrase.kind == "pronoun":
            return self._by_pronoun(phrase, at, scene, allowed)
        if phrase.kind == "kin":
            return self._by_kinship(phrase, at, scene, allowed)
        if phrase.name:
            return self._by_name(phrase, allowed)
        if phrase.kind == "document":
            return self._behind_document(phrase, at, scene)
        if not phrase.definite:
            return self._same_collective(phrase, allowed)
        if phrase.kind == "organisation":
            return self._body(phrase, allowed)
        return self._by_noun(phrase, at, scene, allowed, headline)

    def is_own(self, phrase: NounPhrase) -> bool:
        """Whether the phrase names the page's own outlet, in full or by its first word."""
        if self.own is None or not phrase.name:
            return False
        own = _plain(self.own.names[0]).split()
        return _short_for(_plain(phrase.name).split(), own) and phrase.kind in ("outlet", "name")

    @staticmethod
    def _same_collective(phrase: NounPhrase, allowed: list[Entity]) -> Entity | None:
        """Bare "police", "officials": the same collective whenever it comes back."""
        if phrase.kind not in ("group", "organisation") or phrase.core != phrase.words:
            return None
        same = [e for e in allowed if any(w.lower() == phrase.words.lower() for w in e.words)]
        return same[-1] if same else None

    def _by_name(self, phrase: NounPhrase, allowed: list[Entity]) -> Entity | None:
        name = _plain(phrase.name or "")
        parts = name.split()
        if self.own is not None and self.is_own(phrase):
            return self.own
        for entity in reversed(allowed):
            for other in entity.names:
                known = _plain(other)
                if known == name:
                    return entity
                if not entity.person:
                    if _same_body(parts, known.split()) and entity.kind == phrase.kind:
                        return entity
                elif phrase.kind == "name" and _same_name(parts, known.split(), phrase, entity):
                    entity.reasons.append(f"“{phrase.words}” is part of the name {other}")
                    return entity
        return None

    def _by_kinship(
        self, phrase: NounPhrase, at: int, scene: int | None, allowed: list[Entity]
    ) -> Entity | None:
        role = kin_role(phrase.head)
        owner = self._owner(phrase, at, scene)
        fitting = [e for e in allowed if e.kin == role]
        if owner is not None:
            owned = [e for e in fitting if e.owner is owner]
            if owned:
                return owned[-1]
            loose = [e for e in fitting if e.owner is None and e.recording == scene]
            return loose[-1] if loose and scene is not None else None
        if phrase.definite or phrase.owner_pronoun:
            return self._recent(fitting, scene)
        return None

    def _owner(self, phrase: NounPhrase, at: int, scene: int | None) -> Entity | None:
        if phrase.owner is not None:
            return self.resolve(phrase.owner, at, scene=scene)
        if phrase.owner_pronoun in ("his", "her", "their"):
            gender: Gender | None = {"his": "m", "her": "f"}.get(phrase.owner_pronoun or "")  # type: ignore[assignment]
            people = [
                e for e in self.entities
                if e.person and e.kin is None and not (e.plural and gender) and _in_scene(e, scene)
            ]  # fmt: skip
            return self._pick(people, gender, at, scene)
        return None

    def _by_pronoun(
        self, phrase: NounPhrase, at: int, scene: int | None, allowed: list[Entity]
    ) -> Entity | None:
        if phrase.head in ("i", "me", "you", "who", "which"):
            return None
        if phrase.head == "it":
            return self._recent([e for e in allowed if not e.person and e.spoke >= 0], scene)
        if phrase.plural:
            groups = [e for e in allowed if e.plural and e.person and at - e.last < 1500]
            return self._recent(groups, scene) or self._recent(
                [e for e in allowed if not e.person and e.spoke >= 0 and at - e.last < 600], scene
            )
        return self._pick(
            [e for e in allowed if e.person and not e.plural], phrase.gender, at, scene
        )

    def _pick(
        self, people: list[Entity], gender: Gender | None, at: int, scene: int | None
    ) -> Entity | None:
        """The likeliest antecedent: of fitting gender, of this scene, a speaker, and recent."""

        def weight(entity: Entity) -> float:
            score = float(entity.last)
            score += 400 if entity.spoke >= 0 and at - entity.spoke < 1200 else 0
            score += 600 if scene is not None and entity.recording == scene else 0
            score += 150 if gender and entity.gender == gender else 0
            return score

        fitting = [
            e for e in people if (not gender or e.gender in (gender, None)) and at - e.last < 2500
        ]
        fitting = [e for e in fitting if e.kind != "other"]
        return max(fitting, key=weight) if fitting else None

    def _by_noun(
        self,
        phrase: NounPhrase,
        at: int,
        scene: int | None,
        allowed: list[Entity],
        headline: bool = False,
    ) -> Entity | None:
        """ "the soldier": the last one that the noun fits, those of this scene first."""
        fits: Callable[[Entity], bool] = lambda e: (  # noqa: E731
            e.person
            and e.plural == phrase.plural
            and (e.kin is None or phrase.head in ("woman", "man", "caller"))
            and _genders_agree(e.gender, phrase.gender)
            and any(same_person_noun(phrase.head, h) for h in e.heads)
        )
        people = [e for e in allowed if fits(e) and _parties_agree(e.party, party_of(phrase.core))]
        exact = [e for e in people if singular(phrase.head) in {singular(h) for h in e.heads}]
        here = [e for e in people if scene is not None and e.recording == scene]
        for pool in ([e for e in here if e in exact], here, exact, people):
            recent = [e for e in pool if at - e.last < 4000]
            if recent:
                # a headline speaks of whom the body begins with
                chosen = recent[0] if headline else max(recent, key=lambda e: e.last)
                chosen.reasons.append(f"“{phrase.words}” takes up “{chosen.called}”")
                return chosen
        return None

    def _body(self, phrase: NounPhrase, allowed: list[Entity]) -> Entity | None:
        """ "the agency": the body that last spoke or was named whose head noun fits."""
        specific = (
            len(phrase.core.split()) > 1 or phrase.owner is not None or phrase.tail is not None
        )
        bodies = [e for e in allowed if not e.person and e.kind != "document"]
        if specific:
            words = _content_words(phrase.words)
            same = [e for e in bodies if any(_content_words(w) == words for w in e.words)]
            return same[-1] if same else None
        fitting = [e for e in bodies if any(same_body_noun(phrase.head, h) for h in e.heads)]
        if phrase.head in (
            "paper",
            "newspaper",
            "outlet",
            "broadcaster",
            "magazine",
            "site",
            "website",
        ):
            fitting = [e for e in bodies if e.kind == "outlet"]
        if not fitting:
            return None
        spoken = [e for e in fitting if e.spoke >= 0]
        chosen = max(spoken or fitting, key=lambda e: e.last)
        chosen.reasons.append(f"“{phrase.words}” takes up “{chosen.called}”")
        return chosen

    def _behind_document(self, phrase: NounPhrase, at: int, scene: int | None) -> Entity | None:
        """ "Nato estimates", "the ministry’s statement": who stands behind the paper."""
        if phrase.owner is not None:
            return self.resolve(phrase.owner, at, scene=scene)
        words = phrase.core.split()
        if len(words) > 1:
            start = phrase.span.start + self.text[phrase.span.start : phrase.span.end].find(
                words[0]
            )
            inner = Span(start, start + len(phrase.core) - len(words[-1]))
            label = inner.of(self.text).rstrip()
            named = (
                parse_phrase(self.text, Span(inner.start, inner.start + len(label)))
                if label
                else None
            )
            if named is not None and named.kind in ("organisation", "outlet"):
                return self.resolve(named.span, at, scene=scene)
        if phrase.tail is not None:
            tail = self.text[phrase.tail.start : phrase.tail.end]
            for lead in ("from ", "by ", "of "):
                if tail.startswith(lead):
                    inner = Span(phrase.tail.start + len(lead), phrase.tail.end)
                    if parse_phrase(self.text, inner).kind in ("organisation", "outlet", "name"):
                        return self.resolve(inner, at, scene=scene)
        if phrase.definite and phrase.head in (
            "statement",
            "report",
            "estimate",
            "estimates",
            "document",
        ):
            bodies = [
                e for e in self.entities if not e.person and e.spoke >= 0 and at - e.last < 1200
            ]
            return self._recent(bodies, scene)
        return None

    @staticmethod
    def _recent(pool: list[Entity], scene: int | None) -> Entity | None:
        here = [e for e in pool if scene is not None and e.recording == scene]
        return max(here or pool, key=lambda e: e.last) if pool else None

    def add_outlet(self, name: str) -> Entity:
        """The page's own outlet: known before its first mention."""
        head = name.rsplit(maxsplit=1)[-1].lower()
        entity = Entity(len(self.entities), "outlet", {head}, names=[name])
        self.entities.append(entity)
        self.own = entity
        return entity

    # -- making --------------------------------------------------------------------------

    def create(self, phrase: NounPhrase, at: int, scene: int | None) -> Entity:
        """A new entity from its first phrase; "his parents" brings a mother and a father along."""
        entity = Entity(
            len(self.entities), phrase.kind, {phrase.head}, phrase.gender, phrase.plural
        )
        self.entities.append(entity)
        entity.party = party_of(phrase.words) if phrase.kind != "kin" else None
        entity.official = _is_official(phrase, self.text)
        if phrase.kind == "kin":
            entity.kin = kin_role(phrase.head)
            entity.owner = self._owner(phrase, at, scene)
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
        entity.last = max(entity.last, at)
        if phrase.kind == "pronoun":
            entity.gender = entity.gender or phrase.gender
            return
        entity.gender = entity.gender or phrase.gender
        if phrase.kind == "document" and entity.kind != "document":
            return
        entity.heads.add(phrase.head)
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

    def claim(self, span: Span, entity: Entity, at: int) -> None:
        """Let a phrase ("his sister") name somebody whom another phrase brought in."""
        phrase = parse_phrase(self.text, span)
        entity.owner = entity.owner or self._owner(phrase, at, entity.recording)
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


def _plain(name: str) -> str:
    return name.lower().replace("\u00a0", " ").removeprefix("the ")


def _short_for(parts: list[str], own: list[str]) -> bool:
    """ "Coastline" in the Coastline Daily: the first word of its name, or all of it."""
    return parts == own or (len(parts) == 1 and len(own) > 1 and parts[0] == own[0])


def _in_scene(entity: Entity, scene: int | None) -> bool:
    """While one recording is told, the unnamed voices of another are out of the picture."""
    return scene is None or entity.recording in (None, scene) or not entity.person


def _same_name(parts: list[str], known: list[str], phrase: NounPhrase, entity: Entity) -> bool:
    """A surname, or a first name, of somebody named in full."""
    if not _genders_agree(entity.gender, phrase.gender) or not parts or not known:
        return False
    if len(parts) == 1 and len(known) > 1:
        return parts[0] in (known[-1], known[0])
    if len(known) == 1 and len(parts) > 1:
        return known[0] in (parts[-1], parts[0])
    return (
        len(parts) > 1 and len(known) > 1 and parts[-1] == known[-1] and parts[0][0] == known[0][0]
    )


def _same_body(parts: list[str], known: list[str]) -> bool:
    """The longer name ends in the shorter one, or the words are the same."""
    if len(parts) < 2 and len(known) < 2:
        return parts == known
    short, long = sorted((parts, known), key=len)
    return len(short) > 1 and long[-len(short) :] == short


def _content_words(words: str) -> frozenset[str]:
    small = {"the", "of", "for", "a", "an", "'s", "’s", "and"}
    cleaned = words.lower().replace("’s", " ").replace("'s", " ").split()
    return frozenset(w for w in cleaned if w not in small)


def _genders_agree(one: Gender | None, other: Gender | None) -> bool:
    return one is None or other is None or one == other


def _parties_agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _is_official(phrase: NounPhrase, text: str) -> bool:
    after = text[phrase.span.end : phrase.span.end + 90]
    near = phrase.words.lower().split() + (after.lower().split() if after.startswith(",") else [])
    titled = phrase.kind == "name" and phrase.core != phrase.name
    return titled or any(w.strip(",.’'") in officials() for w in near)
