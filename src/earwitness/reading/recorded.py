"""Which recording a sentence speaks of, and who is heard in it."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.model import Span

from .hearing import Hearing
from .phrases import phrase_after
from .tagger import RawAttribution
from .tapes import Tape, TapeMention
from .words import Token, classes_of


def tape_of(
    now: Hearing,
    tokens: Sequence[Token],
    mentions: list[TapeMention],
    here: Sequence[RawAttribution],
) -> Tape | None:
    """The recording that the sentence speaks of: a new one, or one taken up."""
    if all(m.kind in ("document", "interview", "transcript") for m in mentions) and not _cited(
        tokens, mentions, here
    ):
        return None
    first = mentions[0]
    if all(_many(tokens, m) for m in mentions):
        return None
    tape = _taken_up(now, tokens, mentions, here)
    if tape is None:
        tape = Tape(len(now.tapes), first.kind, now.block)
        previous = now.tapes[-1] if now.tapes else None
        if any(m.other for m in mentions) and previous is not None:
            tape.intercepted = previous.intercepted
        now.tapes.append(tape)
    for mention in mentions:
        tape.mentions.append(Span(tokens[mention.start].start, tokens[mention.end - 1].end))
        if mention.kind == "phone call" and tape.kind == "audio recording":
            tape.kind = mention.kind
    now.scene.tape = tape
    now.scene.outlet = None
    return tape


def _many(tokens: Sequence[Token], mention: TapeMention) -> bool:
    """ "three recordings", "several calls": nobody is quoted from a number of them."""
    words = {t.lower for t in tokens[mention.start : mention.end]}
    counted = any(classes_of(w)[0] == "U" for w in words) or bool(words & {"several", "many"})
    return counted and tokens[mention.end - 1].lower.endswith("s") and not mention.definite


def _taken_up(
    now: Hearing,
    tokens: Sequence[Token],
    mentions: list[TapeMention],
    here: Sequence[RawAttribution],
) -> Tape | None:
    if not now.tapes or any(m.other for m in mentions):
        return None
    latest = now.tapes[-1]
    current = now.scene.tape
    if all(m.definite for m in mentions):
        return current or latest
    if current is None:
        return None
    via = [r.via for r in here if r.via]
    inside = any(v.start <= tokens[m.start].start < v.end for v in via for m in mentions)
    if inside:
        return current
    said = any(m.definite for m in mentions)
    fresh = current.released_by is None and now.block - current.block <= 3
    return current if said or fresh else None


def note_speakers(
    now: Hearing, tokens: Sequence[Token], tape: Tape, mentions: list[TapeMention]
) -> None:
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
            entity = now.cast.resolve(span, span.start, scene=tape.number)
            if entity is not None and entity.person:
                tape.add_speaker(entity)
    opening = [e for e in now.cast.entities if e.person and e.mentions and e.recording is None]
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


def _cited(
    tokens: Sequence[Token],
    mentions: Sequence[TapeMention],
    here: Sequence[RawAttribution],
) -> bool:
    """A paper counts as a thing with an identity when somebody is quoted from it."""
    vias = [r.via for r in here if r.via] + [r.source for r in here if r.source]
    return any(v.start <= tokens[m.start].start < v.end for v in vias for m in mentions)
