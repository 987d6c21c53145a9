"""Who speaks in an attribution: named, taken up by a noun or pronoun, or told by context alone."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from earwitness.knowledge.people import kin
from earwitness.model import Span

from .antecedents import called_so
from .cited import cited_source, widened
from .entity import Entity, genders_agree
from .grammar import grammar
from .hearing import Heard, Hearing
from .noticing import alias_after, describe, one_fitting
from .nounphrase import find_alias, parse_phrase
from .roles import general, kin_role
from .routes import route
from .tagger import RawAttribution
from .tapes import Tape, speaks_of_tape, tape_words

ORDINALS = ("first", "second", "third", "fourth")
_SHORT = 8
_NOBODY = frozenset({"neither", "none", "nothing", "nobody", "no one"})
_SAID_TO_BE = re.compile(
    r",? (?:who is |whose voice is )?(?:said|believed|thought|understood|purported|alleged|claimed"
    r"|identified|named|introduced) (?:to be |as |only as )(?:that of )?"
    r"[“\"‘']?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2})"
)
_THIS_OUTLET = frozenset(
    f"{this} {noun}"
    for this in ("this", "our")
    for noun in ("newspaper", "paper", "website", "site", "magazine", "channel", "outlet", "agency")
)


def hear_one(now: Hearing, raw: RawAttribution, tape: Tape | None) -> Heard:
    """Who speaks in an attribution, to whom, and through what the words came."""
    if raw.source is not None:
        raw = replace(raw, source=widened(now.text, raw.source))
    raw = cited_source(now, now.tokens, raw)
    heard = Heard(raw, block=now.block)
    at = place_of(raw)
    heard.source = _source(now, raw, at, tape)
    if heard.source is not None:
        if heard.source.first_spoke < 0:
            heard.source.first_spoke = at
        heard.source.spoke = heard.source.last = max(heard.source.last, at)
        _alias_beside(now, raw, heard.source)
        if raw.source is not None and heard.source.person and not heard.source.names:
            alias_after(now, raw.source, heard.source)
        if raw.source is not None:
            describe(now, raw.source, heard.source)
    if raw.addressee is not None:
        avoid = [heard.source] if heard.source else []
        heard.addressee = now.cast.resolve(
            raw.addressee, at, scene=now.scene_number(tape), avoid=avoid
        )
    route(now, heard, tape)
    now.scene.last = heard
    return heard


def _source(now: Hearing, raw: RawAttribution, at: int, tape: Tape | None) -> Entity | None:
    if raw.source is None:
        return _by_context(now, raw)
    words = raw.source.of(now.text).lower()
    if speaks_of_tape(now.text, raw.source):
        return None
    if words in ("we", "i", "us") or words in _THIS_OUTLET:
        return now.cast.own
    if words in _NOBODY:
        return None
    if words in ("who", "which"):
        return _antecedent(now, raw.source)
    called = _called(now, raw.source, at)
    if called is not None:
        return called
    joined = _by_order(now, raw.source, at) or _same_speaker_of_tape(now, raw, at, tape)
    if joined is not None:
        return joined
    closing = raw.source.start > raw.content[0].start
    same_block = now.scene.last is not None and now.scene.last.block == now.block
    if words in ("he", "she") and (closing or same_block):
        again = _speaker_again(now, words, at)
        if again is not None:
            now.cast.note(again, parse_phrase(now.text, raw.source), at)
            return again
    return now.cast.resolve(raw.source, at, scene=now.scene_number(tape), headline=now.headline)


def _speaker_again(now: Hearing, pronoun: str, at: int) -> Entity | None:
    """A closing "she said" goes on with whoever spoke last, if the pronoun fits."""
    last = now.scene.last
    entity = last.source if last else None
    gender = "f" if pronoun == "she" else "m"
    if entity is None or not entity.person or entity.plural or at - entity.spoke > 1500:
        return None
    if entity.kind == "other":
        return None
    if entity.gender not in (gender, None):
        return None
    newer = [
        e
        for e in now.cast.entities
        if e.person
        and not e.plural
        and e.gender in (gender, None)
        and e.last > entity.last
        and e is not entity
        and e.kind != "other"
    ]
    return None if newer else entity


def _same_speaker_of_tape(
    now: Hearing, raw: RawAttribution, at: int, tape: Tape | None
) -> Entity | None:
    """ "In the call, a man who called himself Max …": the one man known to speak in it."""
    assert raw.source is not None  # noqa: S101 - the caller looked
    phrase = now.cast.parse(raw.source)
    if tape is None or phrase.definite or phrase.kind != "role" or not tape.speakers:
        return None
    entity = one_fitting(phrase, tape)
    if entity is not None:
        now.cast.adopt(entity, phrase, at)
    return entity


def _called(now: Hearing, source: Span, at: int) -> Entity | None:
    """ "the man said to be Abu Tariq": somebody whom the report knows by that name."""
    tail = now.text[source.end : source.end + 60].split("\n")[0]
    match = _SAID_TO_BE.match(tail)
    known = called_so(now.cast, match.group(1)) if match else None
    phrase = now.cast.parse(source)
    if known is None or phrase.kind != "role" or not genders_agree(known.gender, phrase.gender):
        return None
    known.reasons.append(f"“{phrase.words}{tail[: match.end()] if match else ''}”")
    now.cast.note(known, phrase, at)
    return known


def _by_order(now: Hearing, source: Span, at: int) -> Entity | None:
    """ "the first voice", "the other man": one of those heard in the recording that is told."""
    phrase = now.cast.parse(source)
    tape, words = now.scene.tape, source.of(now.text).lower().split()
    if tape is None or not phrase.definite or phrase.head not in general():
        return None
    heard = [e for e in tape.speakers if not e.plural]
    place = next((ORDINALS.index(w) for w in words if w in ORDINALS), None)
    chosen: Entity | None = None
    if place is not None and place < len(heard):
        chosen = heard[place]
    elif "other" in words and len(heard) == 2 and now.scene.last is not None:
        last = now.scene.last.source
        chosen = next((e for e in heard if e is not last), None) if last in heard else None
    if chosen is not None and genders_agree(chosen.gender, phrase.gender):
        chosen.reasons.append(f"“{phrase.words}” counts those heard in this recording")
        now.cast.note(chosen, phrase, at)
        return chosen
    return None


def _antecedent(now: Hearing, span: Span) -> Entity | None:
    """ "who": the person named last before it in this sentence."""
    near = [
        e for e in now.cast.entities if e.mentions and 0 <= span.start - e.mentions[-1].end < 60
    ]
    people = [e for e in near if e.kind != "other"] or near
    if not people:
        return None
    nearest = max(people, key=lambda e: e.mentions[-1].end)
    between = now.text[nearest.mentions[-1].end : span.start]
    return (_whole(now, nearest, near) if "," in between else None) or nearest


def _whole(now: Hearing, part: Entity, near: list[Entity]) -> Entity | None:
    """ "the mother of the girl, who": the mother."""
    start = part.mentions[-1].start
    joint = re.search(r" of (?:the |an? )?$", now.text[max(0, start - 9) : start])
    if joint is None and not now.text[start:].startswith("the "):
        return None
    for entity in near:
        between = now.text[entity.mentions[-1].end : start] if entity is not part else ""
        if re.fullmatch(r" of (?:the |an? )?", between):
            return entity
    return None


def _alias_beside(now: Hearing, raw: RawAttribution, entity: Entity) -> None:
    """ "the soldier, named only as Max, says": the apposition names him."""
    if raw.source is None or not entity.person or entity.names:
        return
    tail = now.text[raw.source.end : raw.source.end + 90]
    if not tail.startswith(","):
        return
    part = tail[1:].split(",")[0].strip()
    name = find_alias(part)
    if name:
        now.cast.name_entity(entity, name, part)


def _by_context(now: Hearing, raw: RawAttribution) -> Entity | None:
    """A turn without a cue: the other speaker after a question, else the same one."""
    last = now.scene.last
    if last is None or (now.block - last.block > 1 and not raw.continues):
        return None
    words = now.text[raw.content[0].start : raw.content[0].end]
    spoken_to = _kin_called(words)
    speakers = _pair(last)
    if spoken_to:
        others = [e for e in speakers if e.kin != spoken_to]
        if len(others) == 1:
            return others[0]
    ends = now.text[last.raw.content[-1].start : last.raw.content[-1].end].rstrip("”\"'’ ")
    asked = ends.endswith("?") and any(q.span.meets(last.raw.content[-1]) for q in now.quotes)
    asked = asked or _is_reply(now)
    if asked and len(speakers) == 2 and last.source in speakers:
        return next(e for e in speakers if e is not last.source)
    quoted = any(q.span.meets(s) for q in now.quotes for s in last.raw.content)
    return last.source if quoted or raw.continues or now.block - last.block <= 1 else None


def _is_reply(now: Hearing) -> bool:
    """ "comes the reply": the other one speaks."""
    plain = [t.lower for t in now.tokens if t.quote is None]
    turns = tape_words()["hands"]["turns"]
    return len(plain) < _SHORT and any(
        a in ("the", "his", "her") and b in turns for a, b in pairwise(plain)
    )


def _pair(last: Heard) -> list[Entity]:
    pool = list(last.tape.speakers) if last.tape else []
    for entity in (last.source, last.addressee):
        if entity is not None and entity not in pool:
            pool.append(entity)
    return pool


def _kin_called(words: str) -> str | None:
    """Whom a turn calls by a family name: "Mum, …", "… tell Dad …"."""
    tokens = [w.strip("“”\"'‘’,.!?…").lower() for w in words.split()]
    for i, token in enumerate(tokens[:40]):
        if token in kin() and (i == 0 or tokens[i - 1] == "tell"):
            after = words.split()[i]
            if i == 0 and not after.rstrip().endswith((",", "!", "?", ".")):
                continue
            return kin_role(token)
    return None


def place_of(raw: RawAttribution) -> int:
    """Where an attribution stands in the order of the text: at its source, cue or content."""
    if raw.source is not None and not raw.continues:
        return raw.source.start
    if raw.cue:
        return raw.cue[0].start
    return raw.content[0].start


def hear_nested(now: Hearing, raw: RawAttribution) -> Heard:
    """Who speaks in words that somebody else reports; they came the way the outer words came."""
    outer = now.heard.get(raw.parent) if raw.parent is not None else None
    heard = Heard(raw, block=outer.block if outer else -1)
    if outer is not None:
        heard.tape, heard.tape_evidence = outer.tape, outer.tape_evidence
        heard.publisher, heard.publisher_evidence = outer.publisher, outer.publisher_evidence
        heard.translator, heard.translator_evidence = (
            outer.translator,
            outer.translator_evidence,
        )
    if raw.hearsay or raw.source is None:
        return heard
    words = raw.source.of(now.text).lower()
    if words in grammar().indefinite_sources:
        return heard
    if words == "i":
        heard.source = outer.source if outer is not None else None
        return heard
    avoid = [e for e in ((outer.source, outer.addressee) if outer else ()) if e is not None]
    in_quote = any(q.span.holds(raw.source) for q in now.quotes)
    shunned = avoid if in_quote else []
    if words in ("he", "she"):
        heard.source = _inner_pronoun(now, words, raw, avoid if in_quote else [])
    else:
        heard.source = now.cast.resolve(raw.source, raw.source.start, scene=None, avoid=shunned)
    return heard


def _inner_pronoun(
    now: Hearing, word: str, raw: RawAttribution, avoid: list[Entity]
) -> Entity | None:
    """A third person inside somebody's words: not the speaker, not the one spoken to."""
    gender = "f" if word == "she" else "m"
    assert raw.source is not None  # noqa: S101 - the caller looked
    at = raw.source.start
    fitting = [
        e for e in now.cast.entities
        if e.person and not e.plural and e.gender in (gender, None) and e not in avoid
        and e.kind != "other" and any(m.start < at for m in e.mentions)
    ]  # fmt: skip
    near = [(max(m.start for m in e.mentions if m.start < at), e) for e in fitting]
    near = [(p, e) for p, e in near if at - p < 1200]
    return max(near, key=lambda pair: pair[0])[1] if near else None
