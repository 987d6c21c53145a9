"""Which recording a sentence speaks of, and who is heard in it."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.model import Span

from .hearing import Hearing
from .noticing import alias_after
from .phrases_after import phrase_after
from .tagger import RawAttribution
from .tapes import Tape, TapeMention
from .words import Token, classes_of

_OPENING = 3  # tokens: "In the purported call, …"
_AT_START = 25  # code points: the subject of the sentence


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
            if previous.batch:
                _of_one_release(tape, previous)
        now.tapes.append(tape)
    tape.batch = tape.batch or any(_many(tokens, m) for m in mentions)
    for mention in mentions:
        tape.mentions.append(Span(tokens[mention.start].start, tokens[mention.end - 1].end))
        if mention.kind == "phone call" and tape.kind == "audio recording":
            tape.kind = mention.kind
    now.scene.tape = tape
    now.scene.outlet = None
    return tape


def _of_one_release(tape: Tape, previous: Tape) -> None:
    """ "two calls … In the second call": what is said of both holds for each."""
    tape.batch = True
    tape.released_by, tape.recorded_by = previous.released_by, previous.recorded_by
    tape.released_on, tape.release_evidence = previous.released_on, previous.release_evidence
    tape.inherited = True
    tape.reasons.append("released together with the recording told before it")


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
    if not now.tapes:
        return None
    if any(m.other for m in mentions):
        # One more message of a leak belongs to the leak.
        leak = now.tapes[-1].kind == "document" and now.tapes[-1].released_by is not None
        return now.tapes[-1] if leak and all(m.kind == "document" for m in mentions) else None
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
    if all(m.start and tokens[m.start - 1].lower == "as" for m in mentions):
        return current  # "described it as a conversation"
    said = any(m.definite for m in mentions)
    fresh = current.released_by is None and now.block - current.block <= 3
    return current if said or fresh else None


def note_speakers(
    now: Hearing,
    tokens: Sequence[Token],
    tape: Tape,
    mentions: list[TapeMention],
    here: Sequence[RawAttribution],
) -> None:
    """ "a call between A and B"; "In the call, a man …"; "Two troops … in an audio clip"."""
    for mention in mentions:
        _note_between(now, tokens, tape, mention)
    told = [s for r in here for s in r.content]
    start, end = tokens[0].start, tokens[-1].end
    new = [
        e
        for e in now.cast.entities
        if e.person and e.mentions and e.recording is None and not e.official
        and start <= e.mentions[0].start < end
        and not any(s.holds(e.mentions[0]) for s in told)
    ]  # fmt: skip
    if mentions and mentions[0].start <= _OPENING and tokens[0].lower in ("in", "on", "during"):
        for entity in new:
            if entity.kind in ("role", "kin"):
                tape.add_speaker(entity)
    groups = [e for e in new if e.kind in ("role", "group") and e.plural]
    if groups and not tape.speakers and groups[0].mentions[0].start - start < _AT_START:
        tape.add_speaker(groups[0])


def _note_between(now: Hearing, tokens: Sequence[Token], tape: Tape, mention: TapeMention) -> None:
    stops = (",", ".", "in", "by", "from")
    for at in range(mention.end, len(tokens)):
        if tokens[at].lower in stops:
            return
        if tokens[at].lower == "between":
            for span in _both_sides(tokens, at + 1):
                entity = now.cast.resolve(span, span.start, scene=tape.number)
                if entity is not None and entity.person and entity.kind != "other":
                    tape.add_speaker(entity)
                    if not entity.names:
                        alias_after(now, span, entity)
            return


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
