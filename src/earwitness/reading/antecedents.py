"""Whom a phrase takes up: by name, kinship, noun, pronoun, or the body behind a paper.

Persons are never merged for lack of a name: an indefinite phrase is somebody new, and a definite
one or a pronoun takes up the likeliest fitting one, those of the recording being told first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from earwitness.knowledge.parties import party_of
from earwitness.model import Span

from .entity import (
    Entity,
    content_words,
    genders_agree,
    in_scene,
    parties_agree,
    plain_name,
    same_body,
    same_name,
)
from .nounphrase import Gender, NounPhrase, parse_phrase
from .roles import kin_role, officials, same_body_noun, same_person_noun, singular

if TYPE_CHECKING:
    from .entities import Cast

# A person's name behind a comma, titles and initials with it; a title alone is none.
NAMED = (
    r"(?:(?:[A-Z][a-z]{0,4}\. ?)+(?=[A-Z][\w’'-]+)|(?=[A-Z][\w’'-]+ [A-Z]))"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}"
)
_NAMED_BESIDE = re.compile(rf", ({NAMED})(?=[,.]| (?:of|from|at|who|in|and)\b)")
# Who "we" are, the words inside a quotation do not say.
_NEVER_TAKEN_UP = frozenset("i me my we us our you who which".split())


def find(
    cast: Cast, phrase: NounPhrase, at: int, scene: int | None, shunned: set[int], headline: bool
) -> Entity | None:
    """The entity that a phrase takes up, or None where it brings in somebody new."""
    allowed = [e for e in cast.entities if id(e) not in shunned and in_scene(e, scene)]
    if phrase.kind == "pronoun":
        return _by_pronoun(cast, phrase, at, scene, allowed)
    if phrase.alias:
        known = called_so(cast, phrase.alias)
        if known is not None:
            return known
    if phrase.kind == "kin":
        return _by_kinship(cast, phrase, at, scene, allowed)
    if phrase.name:
        return _by_name(cast, phrase, [e for e in cast.entities if id(e) not in shunned])
    if phrase.kind == "document":
        return _behind_document(cast, phrase, at, scene)
    if not phrase.definite:
        return _same_collective(phrase, allowed)
    if phrase.kind == "organisation":
        return _body(cast, phrase, allowed)
    beside = _NAMED_BESIDE.match(cast.text, phrase.span.end) if not phrase.plural else None
    if beside and phrase.kind == "role":
        named = parse_phrase(cast.text, Span(*beside.span(1)))
        allowed = [e for e in allowed if not e.names or e is by_name(cast, named)]
    return _by_noun(phrase, at, scene, allowed, headline)


def called_so(cast: Cast, alias: str) -> Entity | None:
    """ "the voice believed to be Lee’s": somebody of that name, if the report knows one."""
    name = plain_name(alias).removesuffix("’s").removesuffix("'s")
    for entity in reversed(cast.entities):
        names = [plain_name(n) for n in entity.names]
        if entity.person and any(name in (n, *n.split()[-1:]) for n in names):
            return entity
    return None


def _same_collective(phrase: NounPhrase, allowed: list[Entity]) -> Entity | None:
    """Bare "police", "officials": the same collective whenever it comes back."""
    if phrase.kind not in ("group", "organisation") or phrase.core != phrase.words:
        return None
    same = [e for e in allowed if any(w.lower() == phrase.words.lower() for w in e.words)]
    return same[-1] if same else None


def by_name(cast: Cast, phrase: NounPhrase) -> Entity | None:
    """Whom the report knows by this name."""
    return _by_name(cast, phrase, cast.entities)


def _by_name(cast: Cast, phrase: NounPhrase, allowed: list[Entity]) -> Entity | None:
    name = plain_name(phrase.name or "")
    parts = name.split()
    if cast.own is not None and cast.is_own(phrase):
        return cast.own
    for entity in reversed(allowed):
        for other in entity.names:
            known = plain_name(other)
            if known == name:
                return entity
            if not entity.person:
                if same_body(parts, known.split()) and entity.kind == phrase.kind:
                    return entity
            elif phrase.kind == "name" and same_name(parts, known.split(), phrase, entity):
                entity.reasons.append(f"“{phrase.words}” is part of the name {other}")
                return entity
    return None


def _by_kinship(
    cast: Cast, phrase: NounPhrase, at: int, scene: int | None, allowed: list[Entity]
) -> Entity | None:
    role = kin_role(phrase.head)
    owner = owner_of(cast, phrase, at, scene)
    fitting = [e for e in allowed if e.kin == role]
    if owner is not None:
        owned = [e for e in fitting if e.owner is owner]
        if owned:
            return owned[-1]
        loose = [e for e in fitting if e.owner is None and e.recording == scene]
        return loose[-1] if loose and scene is not None else None
    if phrase.definite or phrase.owner_pronoun:
        return _recent(fitting, scene)
    return None


def owner_of(cast: Cast, phrase: NounPhrase, at: int, scene: int | None) -> Entity | None:
    """Whose mother, whose spokesman: the one that a possessive names."""
    if phrase.owner is not None:
        return cast.resolve(phrase.owner, at, scene=scene)
    if phrase.owner_pronoun in ("his", "her", "their"):
        gender: Gender | None = {"his": "m", "her": "f"}.get(phrase.owner_pronoun or "")  # type: ignore[assignment]
        people = [
            e for e in cast.entities
            if e.person and e.kin is None and not (e.plural and gender) and in_scene(e, scene)
        ]  # fmt: skip
        return _pick(cast, people, gender, at, scene)
    return None


def _body_again(cast: Cast, at: int, scene: int | None, allowed: list[Entity]) -> Entity | None:
    """ "it": the body with which the last sentence began, else the one that spoke last."""
    subject = cast.subject
    bodies = [e for e in allowed if not e.person and e.kind != "document"]
    if subject is not None and at - subject.last < 600:
        if subject in bodies:
            return subject
        if _may_be_body(subject):
            subject.kind = "organisation"
            subject.reasons.append("the report says “it” of whom it names")
            return subject
    spoke = _recent([e for e in bodies if e.spoke >= 0], scene)
    papers = [e for e in allowed if e.kind == "document" and e.spoke >= 0]
    return spoke or _recent(papers, scene) or _only_body_here(cast, bodies, at)


def _may_be_body(entity: Entity) -> bool:
    """A name that could be a person's or a body's, until "it" takes it up."""
    return entity.kind == "name" and entity.gender is None and not entity.official


def _only_body_here(cast: Cast, bodies: list[Entity], at: int) -> Entity | None:
    begun = cast.text.rfind("\n", 0, at) + 1
    here = [e for e in bodies if e.last >= begun and e is not cast.own]
    return here[0] if len(here) == 1 else None


def _by_pronoun(
    cast: Cast, phrase: NounPhrase, at: int, scene: int | None, allowed: list[Entity]
) -> Entity | None:
    if phrase.head in _NEVER_TAKEN_UP:
        return None
    if phrase.head == "it":
        return _body_again(cast, at, scene, allowed)
    if phrase.plural:
        groups = [e for e in allowed if e.plural and e.person and at - e.last < 1500]
        return _recent(groups, scene) or _recent(
            [e for e in allowed if not e.person and e.spoke >= 0 and at - e.last < 600], scene
        )
    return _pick(cast, [e for e in allowed if e.person and not e.plural], phrase.gender, at, scene)


def _pick(
    cast: Cast, people: list[Entity], gender: Gender | None, at: int, scene: int | None
) -> Entity | None:
    """The likeliest antecedent: of fitting gender, of this scene, a speaker, near and recent."""
    begun = cast.text.rfind("\n", 0, at) + 1

    def weight(entity: Entity) -> float:
        score = float(entity.last)
        score += 400 if entity.spoke >= 0 and at - entity.spoke < 1200 else 0
        score += 600 if scene is not None and entity.recording == scene else 0
        score += 150 if gender and entity.gender == gender else 0
        score += 500 if entity.last >= begun else 0
        return score

    fitting = [
        e for e in people if (not gender or e.gender in (gender, None)) and at - e.last < 2500
    ]
    fitting = [e for e in fitting if e.kind != "other"]
    return max(fitting, key=weight) if fitting else None


def _by_noun(
    phrase: NounPhrase,
    at: int,
    scene: int | None,
    allowed: list[Entity],
    headline: bool = False,
) -> Entity | None:
    """ "the soldier": the last one that the noun fits, those of this scene first."""
    owned = phrase.owner is not None or phrase.owner_pronoun is not None
    fits: Callable[[Entity], bool] = lambda e: (  # noqa: E731
        e.person
        and e.plural == phrase.plural
        and (e.kin is None or phrase.head in ("woman", "man", "caller"))
        and genders_agree(e.gender, phrase.gender)
        and any(same_person_noun(phrase.head, h) for h in e.heads)
        and not _other_office(phrase, e)
    )
    party = party_of(phrase.words)
    people = [e for e in allowed if fits(e) and parties_agree(e.party, party)]
    if phrase.kind == "other":
        people = [e for e in people if singular(phrase.head) in {singular(h) for h in e.heads}]
    exact = [e for e in people if singular(phrase.head) in {singular(h) for h in e.heads}]
    here = [e for e in people if scene is not None and e.recording == scene]
    pools = ([e for e in here if e in exact], here, exact, people)
    for pool in pools[:1] + pools[2:3] if owned else pools:
        recent = [e for e in pool if at - e.last < 4000]
        if recent:
            # a headline speaks of whom the body begins with
            chosen = recent[0] if headline else max(recent, key=lambda e: e.last)
            chosen.reasons.append(f"“{phrase.words}” takes up “{chosen.called}”")
            return chosen
    return None


def _other_office(phrase: NounPhrase, entity: Entity) -> bool:
    """ "The prime minister" is not the mining minister of the paragraph before."""
    office = _office(phrase.core, phrase.head)
    held = {one for words in entity.words if (one := _office(words, phrase.head))}
    return phrase.head in officials() and office is not None and bool(held) and office not in held


def _office(words: str, head: str) -> str | None:
    """The word before the head of a title: prime, mining."""
    parts = words.lower().split()
    at = parts.index(head) if head in parts else 0
    return parts[at - 1] if at and parts[at - 1] not in ("the", "a", "an") else None


def _body(cast: Cast, phrase: NounPhrase, allowed: list[Entity]) -> Entity | None:
    """ "the agency": the body that last spoke or was named whose head noun fits."""
    specific = len(phrase.core.split()) > 1 or phrase.owner is not None or phrase.tail is not None
    bodies = [e for e in allowed if not e.person and e.kind != "document"]
    if specific:
        words = content_words(phrase.words)
        same = [e for e in bodies if any(content_words(w) == words for w in e.words)]
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
        outlets = [e for e in bodies if e.kind == "outlet"]
        fitting = [e for e in outlets if phrase.head in e.heads and e is not cast.own] or outlets
        if fitting:
            chosen = max(fitting, key=lambda e: (e is not cast.own, e.last))
            chosen.reasons.append(f"“{phrase.words}” takes up “{chosen.called}”")
            return chosen
    if not fitting:
        return None
    spoken = [e for e in fitting if e.spoke >= 0]
    chosen = max(spoken or fitting, key=lambda e: e.last)
    chosen.reasons.append(f"“{phrase.words}” takes up “{chosen.called}”")
    return chosen


def _behind_document(cast: Cast, phrase: NounPhrase, at: int, scene: int | None) -> Entity | None:
    """ "Nato estimates", "the ministry’s statement": who stands behind the paper."""
    if phrase.owner is not None:
        return cast.resolve(phrase.owner, at, scene=scene)
    words = phrase.core.split()
    if len(words) > 1:
        start = phrase.span.start + cast.text[phrase.span.start : phrase.span.end].find(words[0])
        inner = Span(start, start + len(phrase.core) - len(words[-1]))
        label = inner.of(cast.text).rstrip()
        named = (
            parse_phrase(cast.text, Span(inner.start, inner.start + len(label))) if label else None
        )
        if named is not None and named.kind in ("organisation", "outlet"):
            return cast.resolve(named.span, at, scene=scene)
    if phrase.tail is not None:
        tail = cast.text[phrase.tail.start : phrase.tail.end]
        for lead in ("from ", "by ", "of "):
            if tail.startswith(lead):
                inner = Span(phrase.tail.start + len(lead), phrase.tail.end)
                if parse_phrase(cast.text, inner).kind in ("organisation", "outlet", "name"):
                    return cast.resolve(inner, at, scene=scene)
    if phrase.definite and phrase.head in (
        "statement",
        "report",
        "estimate",
        "estimates",
        "document",
    ):
        bodies = [e for e in cast.entities if not e.person and e.spoke >= 0 and at - e.last < 1200]
        return _recent(bodies, scene)
    return None


def _recent(pool: list[Entity], scene: int | None) -> Entity | None:
    here = [e for e in pool if scene is not None and e.recording == scene]
    return max(here or pool, key=lambda e: e.last) if pool else None
