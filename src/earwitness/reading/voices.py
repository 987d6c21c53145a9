"""Who speaks: each attribution's source and addressee, and the recording that it came through.

One pass over the report in the order of its words. At any point there is a cast (everybody named
so far), perhaps a scene (the recording that is being quoted) and perhaps an outlet whose report is
being retold. A sentence first says what it says of recordings, then who is in it, then who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from earwitness.knowledge.people import group_nouns, kin, organisation_nouns, person_nouns
from earwitness.model import DateExpression, Document, Span

from .cues import speech_words
from .entities import Cast, Entity
from .grammar import grammar, is_time
from .nounphrase import NounPhrase, find_alias, parse_phrase
from .phrases import is_name, phrase_after
from .quotes import Quote, find_quotes
from .roles import kin_role, officials, same_person_noun
from .tagger import RawAttribution
from .tapes import Tape, TapeMention, note_details, tape_mentions
from .words import Sentence, Token, classes_of, sentences, tokenise

_RETOLD = 2  # paragraphs for which "The Post reported …" holds for new speakers
_ORDER = {"body": 0, "subheading": 0, "standfirst": 1, "headline": 2}


@dataclass(slots=True)
class Heard:
    """An attribution with the people in it."""

    raw: RawAttribution
    source: Entity | None = None
    addressee: Entity | None = None
    tape: Tape | None = None
    tape_evidence: Span | None = None
    translator: Entity | None = None
    translator_evidence: Span | None = None
    publisher: Entity | None = None
    publisher_evidence: Span | None = None
    block: int = -1
    rule: str = ""


@dataclass(slots=True)
class Scene:
    """What holds at this point of the report."""

    tape: Tape | None = None
    outlet: Entity | None = None
    outlet_evidence: Span | None = None
    outlet_block: int = -9
    last: Heard | None = None


@dataclass(slots=True)
class Voices:
    """The result of the pass."""

    cast: Cast
    tapes: list[Tape]
    heard: list[Heard]
    quotes: list[Quote] = field(default_factory=list)


def hear(
    document: Document, raws: Sequence[RawAttribution], dates: Sequence[DateExpression]
) -> Voices:
    """Find out who speaks in each attribution, and through which recording."""
    return _Listener(document, raws, dates).run()


class _Listener:
    def __init__(
        self, document: Document, raws: Sequence[RawAttribution], dates: Sequence[DateExpression]
    ) -> None:
        self.document, self.text, self.dates = document, document.text, dates
        self.raws = raws
        self.cast = Cast(document.text)
        if document.outlet:
            self.cast.add_outlet(document.outlet)
        self.tapes: list[Tape] = []
        self.scene = Scene()
        self.heard: dict[int, Heard] = {}
        self.quotes: list[Quote] = []
        self.block = 0
        self.headline = False
        self.contents = [s for r in raws if r.parent is None for s in r.content]

    def run(self) -> Voices:
        order = {id(r): i for i, r in enumerate(self.raws)}
        top = [r for r in self.raws if r.parent is None]
        for number, kind, parts, quotes in self._paragraphs():
            self.block = number
            self.headline = kind != "body"
            self.quotes.extend(quotes)
            if kind != "body":
                self.scene = Scene()
            for sentence in parts:
                span = sentence.span
                here = [r for r in top if span.start <= _place(r) < span.end]
                self._sentence(sentence, here, order)
        for index, raw in enumerate(self.raws):
            if raw.parent is not None:
                self.heard[index] = self._nested(index, raw)
        return Voices(
            self.cast, self.tapes, [self.heard[i] for i in sorted(self.heard)], self.quotes
        )

    def _paragraphs(self) -> list[tuple[int, str, list[Sentence], tuple[Quote, ...]]]:
        """Body first, headline last: a headline's "soldier" is the one that the body names."""
        blocks = [b for b in self.document.blocks if b.kind in _ORDER]
        out = []
        for i, block in enumerate(blocks):
            follows = blocks[i + 1].span.start if i + 1 < len(blocks) else 0
            mark = self.text[follows : follows + 1] if follows else ""
            quotes = find_quotes(self.text, block.span, next_start=mark)
            top = [q for q in quotes if q.level == 0]
            parts = sentences(self.text, block.span, top, i, speech_words())
            out.append((i, "body" if _ORDER[block.kind] == 0 else block.kind, parts, quotes))
        return sorted(out, key=lambda p: (_ORDER.get(p[1], 0), p[0]))

    # -- one sentence --------------------------------------------------------------------

    def _sentence(
        self, sentence: Sentence, here: list[RawAttribution], order: dict[int, int]
    ) -> None:
        tokens = sentence.tokens
        mentions = tape_mentions(tokens)
        spoken = {r.source for r in here if r.source} | {r.addressee for r in here if r.addressee}
        tape = self._tape(tokens, mentions, here) if mentions else None
        events: list[tuple[int, int, object]] = []
        events += [(s.start, 0, s) for s in self._named(tokens, here, spoken)]
        events += [(_place(r), 1, r) for r in here]
        for _, _, event in sorted(events, key=lambda e: (e[0], e[1])):
            if isinstance(event, Span):
                self._notice(event, tape)
            elif isinstance(event, RawAttribution):
                index = order[id(event)]
                self.heard[index] = self._speak(event, tape, tokens)
        if tape is not None:
            self._speakers(tokens, tape, mentions)
            note_details(self.text, tokens, tape, mentions, self.cast, self.dates)
        self._translations(here, order)

    def _named(
        self, tokens: Sequence[Token], here: Sequence[RawAttribution], spoken: set[Span]
    ) -> list[Span]:
        """People and bodies that the reporter names, outside what others say."""
        spans: list[Span] = []
        inside = [s for r in here for s in r.content]
        nouns = _noticed_nouns()
        taken = list(spoken)
        i = 0
        while i < len(tokens):
            token = tokens[i]
            name = token.quote is None and is_name(tokens, i)
            if not name and token.lower not in nouns:
                i += 1
                continue
            start, end = _phrase_around(tokens, i)
            span = Span(tokens[start].start, tokens[end - 1].end)
            i = max(end, i + 1)
            if any(s.meets(span) for s in taken) or any(s.holds(span) for s in inside):
                continue
            spans.append(span)
            taken.append(span)
        return spans

    def _notice(self, span: Span, tape: Tape | None) -> None:
        phrase = parse_phrase(self.text, span)
        if phrase.kind in ("document", "other"):
            return
        own = self.cast.own
        if own is not None and self.cast.is_own(phrase):
            self.cast.note(own, phrase, span.start)
            return
        if phrase.kind == "name" and _is_place(self.text, phrase):
            return
        entity = self._introduced(phrase, span, tape)
        if entity is None:
            scene = self._scene_number(tape)
            entity = self.cast.resolve(span, span.start, scene=scene, headline=self.headline)
        if entity is not None and entity.person and not entity.names:
            self._alias_after(span, entity)

    def _introduced(self, phrase: NounPhrase, span: Span, tape: Tape | None) -> Entity | None:
        """ "In the call, a man who …": the speaker whom the report knows already."""
        if tape is None or phrase.kind != "role" or phrase.definite or phrase.plural:
            return None
        entity = self._one_fitting(phrase, tape)
        if entity is not None:
            self.cast.adopt(entity, phrase, span.start)
        return entity

    def _alias_after(self, span: Span, entity: Entity) -> None:
        tail = self.text[span.end : span.end + 90].split("\n")[0]
        relative = tail.lstrip(" ,")[:4] in ("who ", "iden", "name", "call", "know", "whos")
        if relative:
            name = find_alias(tail.split(".")[0].split(";")[0])
            if name:
                self.cast.name_entity(entity, name, tail.strip(" ,").split(",")[0])
        called = _CALLS_KIN.match(tail)
        if called and called.group(3) in kin() and entity.kin is None:
            entity.kin = kin_role(called.group(3))
            start = span.end + called.start(2)
            self.cast.claim(Span(start, span.end + called.end()), entity, span.start)
            entity.reasons.append(f"“{called.group().strip()}” makes this the {entity.kin}")

    def _scene_number(self, tape: Tape | None = None) -> int | None:
        current = tape or self.scene.tape
        return current.number if current else None

    # -- recordings ----------------------------------------------------------------------

    def _tape(
        self, tokens: Sequence[Token], mentions: list[TapeMention], here: Sequence[RawAttribution]
    ) -> Tape | None:
        """The recording that the sentence speaks of: a new one, or one taken up."""
        if all(m.kind in ("document", "interview", "transcript") for m in mentions) and not _cited(
            self.text, tokens, mentions, here
        ):
            return None
        first = mentions[0]
        tape = self._taken_up(tokens, mentions, here)
        if tape is None:
            tape = Tape(len(self.tapes), first.kind, self.block)
            previous = self.tapes[-1] if self.tapes else None
            if any(m.other for m in mentions) and previous is not None:
                tape.intercepted = previous.intercepted
            self.tapes.append(tape)
        for mention in mentions:
            tape.mentions.append(Span(tokens[mention.start].start, tokens[mention.end - 1].end))
            if mention.kind == "phone call" and tape.kind == "audio recording":
                tape.kind = mention.kind
        self.scene.tape = tape
        self.scene.outlet = None
        return tape

    def _taken_up(
        self, tokens: Sequence[Token], mentions: list[TapeMention], here: Sequence[RawAttribution]
    ) -> Tape | None:
        if not self.tapes or any(m.other for m in mentions):
            return None
        latest = self.tapes[-1]
        current = self.scene.tape
        if all(m.definite for m in mentions):
            return current or latest
        if current is None:
            return None
        via = [r.via for r in here if r.via]
        inside = any(v.start <= tokens[m.start].start < v.end for v in via for m in mentions)
        if inside:
            return current
        said = any(m.definite for m in mentions)
        fresh = current.released_by is None and self.block - current.block <= 3
        return current if said or fresh else None

    def _speakers(self, tokens: Sequence[Token], tape: Tape, mentions: list[TapeMention]) -> None:
        """ "a call between A and B", "from A to B", "in which A tells B"."""
        for mention in mentions:
            at = mention.end
            while at < len(tokens) and tokens[at].lower not in (
                "between",
                ",",
                ".",
                "in",
                "by",
                "from",
            ):
                at += 1
            if at >= len(tokens) or tokens[at].lower != "between":
                continue
            one = _long_phrase(tokens, at + 1)
            if one is None:
                continue
            for span in _both_sides(tokens, at + 1):
                entity = self.cast.resolve(span, span.start, scene=tape.number)
                if entity is not None and entity.person:
                    tape.add_speaker(entity)
        opening = [e for e in self.cast.entities if e.person and e.mentions and e.recording is None]
        start, end = tokens[0].start, tokens[-1].end
        here = [e for e in opening if start <= e.mentions[0].start < end]
        if mentions and mentions[0].start <= 3 and tokens[0].lower in ("in", "on", "during"):
            for entity in here:
                if entity.kind in ("role", "kin") and not entity.official:
                    tape.add_speaker(entity)
        subject = [
            e
            for e in here
            if e.kind in ("role", "group") and not e.official and e.mentions[0].start - start < 25
        ]
        if subject and not tape.speakers and subject[0].plural:
            tape.add_speaker(subject[0])

    # -- speakers ------------------------------------------------------------------------

    def _speak(self, raw: RawAttribution, tape: Tape | None, tokens: Sequence[Token]) -> Heard:
        heard = Heard(raw, block=self.block)
        at = _place(raw)
        heard.source = self._source(raw, at, tape, tokens)
        if heard.source is not None:
            heard.source.spoke = heard.source.last = max(heard.source.last, at)
            self._alias_beside(raw, heard.source)
        if raw.addressee is not None:
            avoid = [heard.source] if heard.source else []
            heard.addressee = self.cast.resolve(
                raw.addressee, at, scene=self._scene_number(tape), avoid=avoid
            )
        self._route(heard, tape)
        self.scene.last = heard
        return heard

    def _source(
        self, raw: RawAttribution, at: int, tape: Tape | None, tokens: Sequence[Token]
    ) -> Entity | None:
        if raw.source is None:
            return self._by_context(raw, at)
        words = raw.source.of(self.text).lower()
        if words in ("we", "i", "us"):
            return self._own_outlet()
        if words in ("who", "which"):
            return self._antecedent(raw.source, at, tape)
        joined = self._same_speaker_of_tape(raw, at, tape, tokens)
        if joined is not None:
            return joined
        closing = raw.source.start > raw.content[0].start
        same_block = self.scene.last is not None and self.scene.last.block == self.block
        if words in ("he", "she") and (closing or same_block):
            again = self._speaker_again(words, at)
            if again is not None:
                self.cast.note(again, parse_phrase(self.text, raw.source), at)
                return again
        return self.cast.resolve(
            raw.source, at, scene=self._scene_number(tape), headline=self.headline
        )

    def _speaker_again(self, pronoun: str, at: int) -> Entity | None:
        """A closing "she said" goes on with whoever spoke last, if the pronoun fits."""
        last = self.scene.last
        entity = last.source if last else None
        gender = "f" if pronoun == "she" else "m"
        if entity is None or not entity.person or entity.plural or at - entity.spoke > 1500:
            return None
        if entity.gender not in (gender, None):
            return None
        newer = [
            e for e in self.cast.entities
            if e.person and not e.plural and e.gender in (gender, None) and e.last > entity.last and e is not entity
            and e.kind != "other"
        ]  # fmt: skip
        return None if newer else entity

    def _same_speaker_of_tape(
        self, raw: RawAttribution, at: int, tape: Tape | None, tokens: Sequence[Token]
    ) -> Entity | None:
        """ "In the call, a man who called himself Max …": the one man known to speak in it."""
        assert raw.source is not None  # noqa: S101 - the caller looked
        phrase = parse_phrase(self.text, raw.source)
        if tape is None or phrase.definite or phrase.kind != "role" or not tape.speakers:
            return None
        entity = self._one_fitting(phrase, tape)
        if entity is not None:
            self.cast.adopt(entity, phrase, at)
        return entity

    @staticmethod
    def _one_fitting(phrase: NounPhrase, tape: Tape) -> Entity | None:
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

    def _antecedent(self, span: Span, at: int, tape: Tape | None) -> Entity | None:
        """ "who": the person named last before it in this sentence."""
        near = [
            e
            for e in self.cast.entities
            if e.mentions and 0 <= span.start - e.mentions[-1].end < 60
        ]
        return max(near, key=lambda e: e.mentions[-1].end) if near else None

    def _own_outlet(self) -> Entity | None:
        return self.cast.own

    def _alias_beside(self, raw: RawAttribution, entity: Entity) -> None:
        """ "the soldier, named only as Max, says": the apposition names him."""
        if raw.source is None or not entity.person or entity.names:
            return
        tail = self.text[raw.source.end : raw.source.end + 90]
        if not tail.startswith(","):
            return
        part = tail[1:].split(",")[0].strip()
        name = find_alias(part)
        if name:
            self.cast.name_entity(entity, name, part)

    def _by_context(self, raw: RawAttribution, at: int) -> Entity | None:
        """A turn without a cue: the other speaker after a question, else the same one."""
        last = self.scene.last
        if last is None or (self.block - last.block > 1 and not raw.continues):
            return None
        words = self.text[raw.content[0].start : raw.content[0].end]
        spoken_to = _called(words)
        speakers = self._pair(last)
        if spoken_to:
            others = [e for e in speakers if e.kin != spoken_to]
            if len(others) == 1:
                return others[0]
        ends = self.text[last.raw.content[-1].start : last.raw.content[-1].end].rstrip("”\"'’ ")
        asked = ends.endswith("?") and any(q.span.meets(last.raw.content[-1]) for q in self.quotes)
        if asked and len(speakers) == 2 and last.source in speakers:
            return next(e for e in speakers if e is not last.source)
        quoted = any(q.span.meets(s) for q in self.quotes for s in last.raw.content)
        return last.source if quoted or raw.continues or self.block - last.block <= 1 else None

    def _pair(self, last: Heard) -> list[Entity]:
        pool = list(last.tape.speakers) if last.tape else []
        for entity in (last.source, last.addressee):
            if entity is not None and entity not in pool:
                pool.append(entity)
        return pool

    # -- through whom --------------------------------------------------------------------

    def _route(self, heard: Heard, tape: Tape | None) -> None:
        """The recording or the other outlet through which the words came."""
        source = heard.source
        if heard.raw.via is not None and self._via(heard, tape):
            return
        if source is None:
            heard.tape = self.scene.tape if self.scene.last and self.scene.last.tape else None
            heard.tape_evidence = self._evidence(heard.tape)
            return
        if not source.person:
            self._institution(heard, tape)
            return
        if source.recording is not None:
            self._through(heard, self.tapes[source.recording])
        elif self.scene.tape is not None and self._may_be_heard(source, tape):
            self._through(heard, self.scene.tape)
        elif self.scene.outlet is not None and self.block - self.scene.outlet_block <= _RETOLD:
            heard.publisher, heard.publisher_evidence = (
                self.scene.outlet,
                self.scene.outlet_evidence,
            )
        else:
            self.scene.tape = None
        self._told_outlet(heard)

    def _via(self, heard: Heard, tape: Tape | None) -> bool:
        """ "…, he said, according to a translation by X / a recording released by Y / the Post"."""
        via = heard.raw.via
        assert via is not None  # noqa: S101 - the caller looked
        phrase = parse_phrase(self.text, via)
        words = via.of(self.text).lower()
        if "translation" in words or "translated" in words:
            return False
        if tape is not None and any(m.meets(via) for m in tape.mentions):
            self._through(heard, tape)
            return True
        if phrase.kind == "outlet":
            entity = self.cast.resolve(via, via.start, scene=None)
            if entity is not None and not self._is_own(entity):
                heard.publisher, heard.publisher_evidence = entity, via
        return False

    def _through(self, heard: Heard, tape: Tape) -> None:
        heard.tape = tape
        heard.tape_evidence = self._evidence(tape)
        self.scene.tape = tape
        for entity in (heard.source, heard.addressee):
            if entity is not None and entity.person and entity.recording is None:
                tape.add_speaker(entity)

    def _evidence(self, tape: Tape | None) -> Span | None:
        return tape.mentions[0] if tape and tape.mentions else None

    def _may_be_heard(self, source: Entity, tape: Tape | None) -> bool:
        """Somebody unnamed or named only in this recording, not a spokesman or an expert."""
        current = self.scene.tape
        if source.official or source.kind == "other" or current is None:
            return False
        first = source.mentions[0].start if source.mentions else 0
        begun = current.mentions[0].start if current.mentions else 0
        related = source.owner is not None and source.owner.recording == current.number
        introduced = first >= begun or tape is current
        if source.kind == "name" and not tape and not related:
            return False
        if source.kind == "group" and source.heads & {
            "officials",
            "experts",
            "analysts",
            "authorities",
        }:
            return False
        return related or introduced

    def _institution(self, heard: Heard, tape: Tape | None) -> None:
        source = heard.source
        assert source is not None  # noqa: S101 - the caller looked
        if tape is None:
            self.scene.tape = None
        self.scene.outlet = None
        if source.kind == "outlet" and not self._is_own(source):
            heard.publisher = source
            heard.publisher_evidence = heard.raw.source
            self.scene.outlet, self.scene.outlet_evidence = source, _around(heard.raw)
            self.scene.outlet_block = self.block

    def _told_outlet(self, heard: Heard) -> None:
        """ "she told the Post": the Post heard it."""
        told = heard.addressee
        if told is not None and told.kind == "outlet" and not self._is_own(told):
            heard.publisher, heard.publisher_evidence = told, heard.raw.addressee

    def _is_own(self, entity: Entity) -> bool:
        return entity is self.cast.own

    def _translations(self, here: Sequence[RawAttribution], order: dict[int, int]) -> None:
        """ "according to a translation by X"."""
        for raw in here:
            if raw.via is None:
                continue
            words = raw.via.of(self.text)
            at = words.find(" by ")
            if ("translat" in words.lower() or "transcri" in words.lower()) and at >= 0:
                tokens = tokenise(self.text, Span(raw.via.start + at + 4, raw.via.end))
                found = phrase_after(tokens, 0, len(tokens))
                if found is None:
                    continue
                span = Span(tokens[found[0]].start, tokens[found[1] - 1].end)
                entity = self.cast.resolve(span, span.start, scene=None)
                heard = self.heard[order[id(raw)]]
                heard.translator, heard.translator_evidence = entity, raw.via
                if heard.tape is not None and heard.tape.translator is None:
                    heard.tape.translator, heard.tape.translator_evidence = entity, raw.via

    # -- words inside words --------------------------------------------------------------

    def _nested(self, index: int, raw: RawAttribution) -> Heard:
        outer = self.heard.get(raw.parent) if raw.parent is not None else None
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
        words = raw.source.of(self.text).lower()
        if words in grammar().indefinite_sources:
            return heard
        avoid = [e for e in ((outer.source, outer.addressee) if outer else ()) if e is not None]
        in_quote = any(q.span.holds(raw.source) for q in self.quotes)
        shunned = avoid if in_quote else []
        if words in ("he", "she"):
            heard.source = self._inner_pronoun(words, raw, avoid if in_quote else [])
        else:
            heard.source = self.cast.resolve(
                raw.source, raw.source.start, scene=None, avoid=shunned
            )
        return heard

    def _inner_pronoun(self, word: str, raw: RawAttribution, avoid: list[Entity]) -> Entity | None:
        """A third person inside somebody's words: not the speaker, not the one spoken to."""
        gender = "f" if word == "she" else "m"
        assert raw.source is not None  # noqa: S101 - the caller looked
        at = raw.source.start
        fitting = [
            e for e in self.cast.entities
            if e.person and not e.plural and e.gender in (gender, None) and e not in avoid
            and e.kind != "other" and any(m.start < at for m in e.mentions)
        ]  # fmt: skip
        near = [(max(m.start for m in e.mentions if m.start < at), e) for e in fitting]
        near = [(p, e) for p, e in near if at - p < 1200]
        return max(near, key=lambda pair: pair[0])[1] if near else None


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


def _place(raw: RawAttribution) -> int:
    """Where an attribution stands in the order of the text: at its source, cue or content."""
    if raw.source is not None and not raw.continues:
        return raw.source.start
    if raw.cue:
        return raw.cue[0].start
    return raw.content[0].start


def _around(raw: RawAttribution) -> Span | None:
    if raw.source is None:
        return None
    ends = [raw.source.end, *(c.end for c in raw.cue)]
    starts = [raw.source.start, *(c.start for c in raw.cue)]
    return Span(min(starts), max(ends))


def _noticed_nouns() -> frozenset[str]:
    global _NOTICED  # noqa: PLW0603 - made once, when first asked for
    if _NOTICED is None:
        _NOTICED = (
            frozenset(kin()) | frozenset(person_nouns()) | group_nouns() | organisation_nouns()
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
        if (
            not (capital or token.lower == "'s" or kinds[0] in "NJ")
            or is_time(token.text)
        ):
            break
        at += 1
        if capital or token.lower in _noticed_nouns():
            end = at
    return start, end


def _long_phrase(tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
    return phrase_after(tokens, start, len(tokens))


def _both_sides(tokens: Sequence[Token], start: int) -> list[Span]:
    """The two phrases of "between A … and B"."""
    spans: list[Span] = []
    one = phrase_after(tokens, start, len(tokens))
    if one is None:
        return spans
    spans.append(Span(tokens[one[0]].start, tokens[one[1] - 1].end))
    for at in range(one[1], min(len(tokens), one[1] + 16)):
        if tokens[at].lower == "and":
            two = phrase_after(tokens, at + 1, len(tokens))
            if two is not None:
                spans.append(Span(tokens[two[0]].start, tokens[two[1] - 1].end))
            break
    return spans


_CALLS_KIN = re.compile(
    r" (whom |who |)(?:he|she|they) (?:calls?|called|address(?:es|ed) as|refers? to as|describes? as)"
    r" ((?:his|her|their) (\w+))"
)


def _called(words: str) -> str | None:
    """Whom a turn calls by a family name: "Mum, …", "… tell Dad …"."""
    tokens = [w.strip("“”\"'‘’,.!?…").lower() for w in words.split()]
    for i, token in enumerate(tokens[:40]):
        if token in kin() and (i == 0 or tokens[i - 1] == "tell"):
            after = words.split()[i]
            if i == 0 and not after.rstrip().endswith((",", "!", "?", ".")):
                continue
            return kin_role(token)
    return None


def _cited(
    text: str,
    tokens: Sequence[Token],
    mentions: Sequence[TapeMention],
    here: Sequence[RawAttribution],
) -> bool:
    """A paper counts as a thing with an identity when somebody is quoted from it."""
    vias = [r.via for r in here if r.via] + [r.source for r in here if r.source]
    return any(v.start <= tokens[m.start].start < v.end for v in vias for m in mentions)
