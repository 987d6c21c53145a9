"""Which recording a sentence speaks of, and who is heard in it."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.model import Span

from .cues import speech_words
from .heard_in import opening
from .hearing import Hearing
from .noticing import alias_after
from .phrases_after import phrase_after
from .releases import releases
from .tagger import RawAttribution
from .tape_mentions import TapeMention, tape_words
from .tapes import Tape
from .words import Token, classes_of

_OPENING = 3  # tokens: "In the purported call, …"
_AT_START = 25  # code points: the subject of the sentence
_CLAUSE = 16  # tokens from a recording to its "in which"
_NEAR = 3  # paragraphs for which a recording waits to be told more exactly
_ALONE = frozenset({"separate", "different"})
_PLAIN = ("chat", "messages", "texts")  # everybody has them: no recording before they got out
_PAPERS = ("document", "interview", "transcript")


def tapes_of(
    now: Hearing,
    tokens: Sequence[Token],
    mentions: list[TapeMention],
    here: Sequence[RawAttribution],
) -> list[tuple[Tape, list[TapeMention]]]:
    """The recordings that the sentence speaks of, new or taken up, each with its words.

    The first of them is the one that is being told from here on.
    """
    found: list[tuple[Tape, list[TapeMention]]] = []
    before = len(now.tapes)
    left = [m for m in mentions if _counts(now, tokens, m, here)]
    while left:
        same = [m for m in left if m.takes_up(left[0].kind) or left[0].takes_up(m.kind)]
        if _apart(left):
            same = left[:1]
        found.append((_one_tape(now, tokens, same, here), same))
        left = [m for m in left if m not in same]
    if found and found[0][0].kind != "image":
        tape, words = found[0]
        told = tape is now.scene.tape or tape.number >= before
        # "has released three recordings since January": the one that is told goes on being told
        aside = now.scene.tape is not None and all(_many(tokens, m) for m in words)
        if not aside and (told or _tells(tokens, words, here)):
            now.scene.tape = tape
            now.scene.outlet = None
    return found


def _tells(
    tokens: Sequence[Token], mentions: list[TapeMention], here: Sequence[RawAttribution]
) -> bool:
    """Whether a sentence goes back into a recording, and does not only speak about it."""
    if opening(tokens) is not None or _cited(tokens, mentions, here) or releases(tokens, mentions):
        return True
    leads = [tokens[m.start - 1].lower for m in mentions if m.start]
    return bool(here) and any(lead in ("in", "on", "over", "during") for lead in leads)


def _apart(mentions: Sequence[TapeMention]) -> bool:
    """ "released a video, and the rebels a second one": told to be another."""
    return len(mentions) > 1 and mentions[1].other and not mentions[0].other


def _counts(
    now: Hearing, tokens: Sequence[Token], mention: TapeMention, here: Sequence[RawAttribution]
) -> bool:
    """A paper, a chat or a picture is a thing of its own where it got out, or is quoted."""
    if mention.kind not in _PAPERS and not mention.written:
        return True
    if any(mention.takes_up(t.kind) for t in now.tapes) and (mention.definite or mention.other):
        return True
    if _cited(tokens, [mention], here) or mention.leaked:
        return True
    if mention.kind == "image":
        return tokens[min(mention.end, len(tokens) - 1)].lower in ("from", "of") or bool(
            releases(tokens, [mention])
        )
    got_out = [r for r in releases(tokens, [mention]) if r.hand != "intercept"]
    if mention.kind == "messages":
        return bool(got_out) or mention.noun not in _PLAIN
    return bool(got_out) and mention.kind != "interview"


def _one_tape(
    now: Hearing,
    tokens: Sequence[Token],
    mentions: list[TapeMention],
    here: Sequence[RawAttribution],
) -> Tape:
    tape = _taken_up(now, tokens, mentions, here)
    if tape is None:
        tape = _new_tape(now, mentions, tokens)
    tape.batch = tape.batch or any(_many(tokens, m) for m in mentions)
    for mention in mentions:
        tape.mentions.append(Span(tokens[mention.start].start, tokens[mention.end - 1].end))
        if mention.kind == "phone call" and tape.kind == "audio recording":
            tape.kind = mention.kind
        if mention.kind == "messages" and tape.kind == "document":
            tape.kind = mention.kind
    return tape


def _new_tape(now: Hearing, mentions: Sequence[TapeMention], tokens: Sequence[Token]) -> Tape:
    tape = Tape(len(now.tapes), mentions[0].kind, now.block)
    previous = _fellow(now, mentions, tokens)
    if previous is not None:
        tape.intercepted = previous.intercepted
        tape.sibling = previous
        if previous.batch:
            _of_one_release(tape, previous)
    now.tapes.append(tape)
    return tape


def _fellow(now: Hearing, mentions: Sequence[TapeMention], tokens: Sequence[Token]) -> Tape | None:
    """ "another audio", "the recording of 9 March" of several: what came out together with it."""
    if _also_released(mentions[0], tokens):
        return next((t for t in reversed(now.tapes) if t.released_by is not None), None)
    alike = [t for t in now.tapes if any(m.takes_up(t.kind) for m in mentions)]
    told, current = any(m.other and not m.words & _ALONE for m in mentions), now.scene.tape
    if alike and (told or (alike[-1].batch and any(m.definite for m in mentions))):
        return alike[-1]
    chat = current is not None and current.kind in ("messages", "document")
    near = current is not None and now.block - current.block <= 2 * _NEAR
    return current if chat and near and mentions[0].kind == "audio recording" else None


def _also_released(mention: TapeMention, tokens: Sequence[Token]) -> bool:
    """ "footage, also released Monday", "a second call, published the same day"."""
    after = [t.lower for t in tokens[mention.end : mention.end + 6] if t.quote is None]
    verbs = set(tape_words()["release"]["verbs"])
    return bool(verbs & set(after)) and ("also" in after or "same" in after)


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
    hours = tokens[mention.start - 1].lower == "of" if mention.start else False
    counted = any(classes_of(w)[0] == "U" for w in words) or bool(words & {"several", "many"})
    return (
        (counted or hours) and tokens[mention.end - 1].lower.endswith("s") and not mention.definite
    )


def _taken_up(
    now: Hearing,
    tokens: Sequence[Token],
    mentions: list[TapeMention],
    here: Sequence[RawAttribution],
) -> Tape | None:
    first, current = mentions[0], now.scene.tape
    known = [t for t in now.tapes if any(m.takes_up(t.kind) for m in mentions)]
    if not known:
        return None
    if any(m.other for m in mentions):
        return _other(mentions, known, tokens)
    leak = [t for t in known if t.released_by is not None and t.kind in ("messages", "document")]
    if (
        leak
        and all(m.written and not m.leaked for m in mentions)
        and not releases(tokens, mentions)
    ):
        return leak[-1]  # one more message of a leak belongs to the leak
    here_now = current if current in known else None
    if all(m.definite for m in mentions):
        return _definite(first, known, here_now, tokens)
    if here_now is None:
        return None
    if first.definite and len(mentions) > 1:
        return here_now
    via = [r.via for r in here if r.via]
    inside = any(v.start <= tokens[m.start].start < v.end for v in via for m in mentions)
    if inside or all(m.start and tokens[m.start - 1].lower == "as" for m in mentions):
        return here_now  # "described it as a conversation"
    fresh = here_now.released_by is None and now.block - here_now.block <= _NEAR
    return here_now if any(m.definite for m in mentions) or fresh else None


def _other(
    mentions: Sequence[TapeMention], known: list[Tape], tokens: Sequence[Token]
) -> Tape | None:
    """ "the second call" again; one more message of a leak, which belongs to the leak."""
    order = next((m.order for m in mentions if m.order), None)
    if order is not None and order < len(known) and tokens[mentions[0].start].lower != "a":
        return known[order]
    leak = known[-1].kind in ("document", "messages") and known[-1].released_by is not None
    return known[-1] if leak and all(m.written for m in mentions) else None


def _definite(
    mention: TapeMention, known: list[Tape], current: Tape | None, tokens: Sequence[Token]
) -> Tape | None:
    """The one that is being told, else the latest; of several together, the one of that day."""
    if mention.order == 0:
        return known[0]
    own = [t for t in known if t.kind == mention.kind]
    if current is None or (mention.written and own and current not in own):
        current = (own or known)[-1]
    dated = mention.end + 1 < len(tokens) and tokens[mention.end].lower in ("of", "from", "dated")
    one = not tokens[mention.end - 1].lower.endswith("s")
    if current.batch and dated and one and any(c.isdigit() for c in tokens[mention.end + 1].text):
        return None
    return current


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
        _note_clause(now, tokens, tape, mention)
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


def _note_clause(now: Hearing, tokens: Sequence[Token], tape: Tape, mention: TapeMention) -> None:
    """ "a call in which a soldier complains to his wife": the soldier is heard in it."""
    for at in range(mention.end, min(len(tokens) - 2, mention.end + _CLAUSE)):
        word, after = tokens[at].lower, tokens[at + 1].lower
        if tokens[at].quote is not None or word in (".", ";"):
            return
        if word == "where" or (word in ("in", "on") and after == "which"):
            found = phrase_after(tokens, at + (1 if word == "where" else 2), len(tokens))
            if found is not None and not tokens[mention.end - 1].lower.endswith("s"):
                last = found[1] - 1
                while last > found[0] and tokens[last].lower in speech_words():
                    last -= 1
                span = Span(tokens[found[0]].start, tokens[last].end)
                entity = now.cast.mentioned_at(span.start)
                entity = entity or now.cast.resolve(span, span.start, scene=tape.number)
                if entity is not None and entity.person and entity.kind != "other":
                    tape.add_speaker(entity)
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
