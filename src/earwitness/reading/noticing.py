"""Whom the reporter names beside the speakers: people and bodies that later words may take up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from earwitness.knowledge.people import (
    gender_of_name,
    group_nouns,
    kin,
    organisation_nouns,
    person_nouns,
)
from earwitness.model import Span

from .antecedents import NAMED, by_name
from .entity import Entity
from .grammar import grammar, is_time
from .hearing import Hearing
from .nounphrase import NounPhrase, find_alias, parse_phrase
from .phrase_words import is_name
from .roles import kin_role, officials, same_person_noun
from .tagger import RawAttribution
from .tapes import Tape
from .words import Token, classes_of

_NAMED_BESIDE = re.compile(
    rf", (?P<as>(?:[a-z]+ ){{0,2}})"
    rf"(?P<name>{NAMED}(?=[,.]| (?:of|from|at|who|in|and)\b)|[A-Z][\w’'-]+(?=,))"
)
_CAPITALS = r"([A-Z][\w’'-]*(?: (?:of the |of |and |for )?[A-Z][\w’'-]*){0,4})"
_BODY_BESIDE = re.compile(rf"(?: of the \w+)?, {_CAPITALS},")
_CALLS_ITSELF = re.compile(
    rf",? (?:(?:which|that|who) calls? (?:itself|themselves)|calling (?:itself|themselves)|known as"
    rf"|named|called) {_CAPITALS}"
)
_APPOSED = re.compile(r",(?: \d+,)? (?:an? |the |his |her |their |its )([a-z][^,.;:“”\"]{2,60})")
_UNNAMED = ("role", "kin", "other", "group")
_IS_A = re.compile(r" (?:is|was|had been) (?:an? |the |his |her |their )([a-z][^,.;:“”\"]{2,40})")
_BREAKS = frozenset({"of", "for", "from", "at", "with", "in", "on", "who", "whose", "and"})
_CALLS_KIN = re.compile(
    r" (whom |who |)(?:he|she|they)"
    r" (?:calls?|called|address(?:es|ed) as|refers? to as|describes? as)"
    r" ((?:his|her|their) (\w+))"
)


def noun_phrases(tokens: Sequence[Token]) -> list[Span]:
    """The phrases of a sentence that name people and bodies, outside quotation marks."""
    spans: list[Span] = []
    nouns = _noticed_nouns()
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.quote is not None or not (token.lower in nouns or is_name(tokens, i)):
            i += 1
            continue
        start, end = _phrase_around(tokens, i)
        spans.append(Span(tokens[start].start, tokens[end - 1].end))
        i = max(end, i + 1)
    return spans


def named_in(
    phrases: Sequence[Span], here: Sequence[RawAttribution], spoken: set[Span]
) -> list[Span]:
    """Those whom the reporter names, outside what others say; `phrases` of one sentence."""
    inside = [s for r in here for s in r.content]
    found: list[Span] = []
    for span in phrases:
        taken = any(s.meets(span) for s in spoken) or any(s.meets(span) for s in found)
        if not taken and not any(s.holds(span) for s in inside):
            found.append(span)
    return found


def told_of(now: Hearing, phrases: Sequence[Span], here: Sequence[RawAttribution]) -> list[Span]:
    """ "… was handed over by a technician": somebody new inside indirect speech."""
    inside = [s for r in here for s in r.content]
    if not inside:
        return []
    people = [s for s in named_in(phrases, [], set()) if any(c.holds(s) for c in inside)]
    parsed = [parse_phrase(now.text, s) for s in people]
    return [p.span for p in parsed if p.kind in ("role", "kin") and not p.definite and not p.plural]


def note_retold(now: Hearing, phrases: Sequence[Span], here: Sequence[RawAttribution]) -> None:
    """ "… said that *Osei* was ill": a known name in somebody's words is one more mention.

    It makes nobody the likelier "he" of the reporter's next sentence: who spoke goes on speaking.
    """
    inside = [s for r in here for s in r.content]
    for span in (s for s in phrases if any(c.holds(s) for c in inside)):
        phrase = now.cast.parse(span)
        known = by_name(now.cast, phrase) if phrase.kind == "name" else None
        if known is not None and span not in known.mentions:
            now.cast.note(known, phrase, -1)


def notice(now: Hearing, span: Span, tape: Tape | None) -> None:
    """Take note of somebody whom the reporter names: new, or met before."""
    phrase = now.cast.parse(span)
    if phrase.kind in ("document", "other"):
        return
    own = now.cast.own
    if own is not None and now.cast.is_own(phrase):
        now.cast.note(own, phrase, span.start)
        return
    if phrase.kind == "name" and _is_place(now.text, phrase):
        return
    entity = _introduced(now, phrase, span, tape) or _apposed_to(now, phrase, span)
    if entity is None:
        scene = now.scene_number(tape)
        entity = now.cast.resolve(span, span.start, scene=scene, headline=now.headline)
    if entity is not None and entity.person and not entity.names:
        alias_after(now, span, entity)
    if entity is not None:
        describe(now, span, entity)


def _introduced(now: Hearing, phrase: NounPhrase, span: Span, tape: Tape | None) -> Entity | None:
    """ "In the call, a man who …": the speaker whom the report knows already."""
    if tape is None or phrase.kind != "role" or phrase.definite or phrase.plural:
        return None
    entity = one_fitting(phrase, tape)
    if entity is not None:
        now.cast.adopt(entity, phrase, span.start)
    return entity


def _apposed_to(now: Hearing, phrase: NounPhrase, span: Span) -> Entity | None:
    """ "Colonel Ada Brenk, a spokeswoman, …" is one person, not two."""
    if phrase.kind != "role" or phrase.definite or phrase.plural:
        return None
    if now.text[max(0, span.start - 2) : span.start] != ", ":
        return None
    for entity in now.cast.entities:
        beside = any(m.end + 2 == span.start for m in entity.mentions)
        if beside and entity.person and entity.names and not entity.plural:
            now.cast.join(entity, phrase, span.start)
            return entity
    return None


def describe(now: Hearing, span: Span, entity: Entity) -> None:
    """ "Ana Ruiz, a nurse, …" makes her "the nurse"; "a nurse, Ana Ruiz, …" gives her name."""
    tail = now.text[span.end : span.end + 90].split("\n")[0]
    if entity.kind == "outlet" and entity is not now.cast.own:
        _not_outlet(tail, entity)
    if entity.kind == "organisation" and not entity.names:
        _name_of_body(tail, entity)
    if not entity.person or entity.plural:
        return
    named = _NAMED_BESIDE.match(tail) if not entity.names and entity.kind in _UNNAMED else None
    if named and all(word in person_nouns() for word in named["as"].split()[-1:]):
        name = parse_phrase(
            now.text, Span(span.end + named.start("name"), span.end + named.end("name"))
        ).name
        if name:
            now.cast.name_entity(entity, name, tail.strip(" ,").split(",")[0])
            entity.kind = "role" if entity.kind == "other" else entity.kind
    apposed = _APPOSED.match(tail) or _IS_A.match(tail) if entity.names else None
    if apposed:
        for word in apposed.group(1).split():
            if word in _BREAKS:
                break
            if word in person_nouns():
                entity.heads.add(word)
                entity.official = entity.official or word in officials()


def _name_of_body(tail: str, entity: Entity) -> None:
    """ "The channel, Quay Watch, …", "the group, which calls itself Grey Heron, …"."""
    named = _BODY_BESIDE.match(tail) or _CALLS_ITSELF.match(tail)
    if named and gender_of_name(named.group(1).split()[0]) is None:
        entity.names.append(named.group(1))
        entity.reasons.append(f"named {named.group(1)} by “{tail.strip(' ,').split(',')[0]}”")


def _not_outlet(tail: str, entity: Entity) -> None:
    """ "the Tavrian Monitor, a watchdog": a body that only sounds like a newspaper."""
    apposed = _APPOSED.match(tail)
    words = apposed.group(1).split() if apposed else []
    watches = {"watchdog", "group", "charity", "organisation", "organization", "ngo", "monitor"}
    if watches & set(words[:4]):
        entity.kind = "organisation"


def alias_after(now: Hearing, span: Span, entity: Entity) -> None:
    """Take the name that the words behind a person give: "who called himself Max"."""
    tail = now.text[span.end : span.end + 90].split("\n")[0]
    begins = ("who ", "whom", "iden", "name", "call", "know", "whos", "addr")
    relative = tail.lstrip(" ,")[:4] in begins
    if relative:
        name = find_alias(tail.split(".")[0].split(";")[0])
        if name:
            now.cast.name_entity(entity, name, tail.strip(" ,").split(",")[0])
    called = _CALLS_KIN.match(tail)
    if called and called.group(3) in kin() and entity.kin is None:
        entity.kin = kin_role(called.group(3))
        start = span.end + called.start(2)
        now.cast.claim(Span(start, span.end + called.end()), entity, span.start)
        entity.reasons.append(f"“{called.group().strip()}” makes this the {entity.kin}")


def one_fitting(phrase: NounPhrase, tape: Tape) -> Entity | None:
    """The one speaker of a recording whom an indefinite phrase can mean, if there is just one."""
    fitting = [
        e for e in tape.speakers
        if e.kin is None
        and not e.plural
        and not e.names
        and e.gender in (phrase.gender, None)
        and phrase.head not in officials()
        and any(same_person_noun(phrase.head, h) for h in e.heads)
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _is_place(text: str, phrase: NounPhrase) -> bool:
    """A capitalised name that is more likely a place or a thing than a person."""
    if phrase.gender is not None or phrase.core != phrase.name:
        return False
    after = text[phrase.span.end : phrase.span.end + 24].split()
    before = text[max(0, phrase.span.start - 12) : phrase.span.start].split()
    if after and after[0].strip(".,").lower() in grammar().place_nouns:
        return True
    if before and before[-1].lower() in grammar().place_prepositions:
        return True
    return len(phrase.core.split()) == 1


def _noticed_nouns() -> frozenset[str]:
    global _NOTICED  # noqa: PLW0603 - made once, when first asked for
    if _NOTICED is None:
        _NOTICED = (
            frozenset(kin())
            | frozenset(person_nouns())
            | group_nouns()
            | organisation_nouns()
            | {"channel"}
        )
    return _NOTICED


_NOTICED: frozenset[str] | None = None


def _phrase_around(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """The noun phrase round a noun or name, without prepositional phrases."""
    start = i
    while start > 0 and i - start < 6:
        before = tokens[start - 1]
        possessive = before.lower == "'s"
        kinds = (
            classes_of(before.lower)[0]
            if before.quote is None and before.text[:1].isalnum()
            else "X"
        )
        if (
            possessive
            or kinds in "DJNU"
            or before.lower in ("only", "own")
            or (before.text[:1].isupper() and kinds != "I" and start - 1 > 0)
        ):
            start -= 1
        else:
            break
    end = at = i + 1
    while at < len(tokens) and at - i < 9 and tokens[at].quote is None:
        token = tokens[at]
        capital = token.text[:1].isupper() and token.text[:1].isalpha()
        kinds = classes_of(token.lower)
        if token.text == ",":
            break  # an apposition is told by `describe`
        if not (capital or token.lower == "'s" or kinds[0] in "NJ") or is_time(token.text):
            break
        at += 1
        if capital or token.lower in _noticed_nouns():
            end = at
    return start, end
