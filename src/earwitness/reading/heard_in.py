"""Whether somebody's words stand in the recording that a report is telling.

Certain: the sentence says so ("is heard saying", "In the call, …"), or it is a line of a chat.
Otherwise whoever the report brings in with the recording goes on speaking in it, until it turns to
somebody who is no voice in it, or who speaks about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .entity import Entity
from .hearing import Heard, Hearing
from .labels import is_labelled
from .tape_mentions import tape_words, unnamed_mention
from .tapes import Tape
from .words import Token

_SPOKEN = ("phone call", "audio recording", "video", "transcript")
_OPENING = 8  # tokens before the first noun: "But later in another part of the same call"
_LINES = 2  # paragraphs between a chat and its first line
_NUMBERED = re.compile(r"(?:Speaker|Voice|Caller) (?:[A-Z]|\d{1,2})")
_IN = ("in", "on", "during", "throughout")


def certainly_heard(now: Hearing, heard: Heard, tape: Tape | None) -> Tape | None:
    """The recording in which the sentence itself, or the shape of the page, puts the words."""
    source = heard.source
    if _speaks_itself(now, heard, tape):
        document = source is not None and source.kind == "document"
        heard.source = source if document else None
        return tape or now.scene.tape
    if is_labelled(heard.raw):
        told = tape or now.scene.tape
        near = told is not None and _since(now, told) <= _LINES
        return told if near or (now.scene.last and now.scene.last.tape is told) else None
    if source is not None and not source.person:
        return None
    if _opens_in(now, heard, tape) and not speaks_about(now, heard):
        return tape
    return _numbered(now, heard, tape) or _audible(now, heard, tape)


def _speaks_itself(now: Hearing, heard: Heard, tape: Tape | None) -> bool:
    """ "the letter complains of …", "according to a recording made public by X", "it reads"."""
    words = heard.raw.source
    if words is None:
        return _shown_after(now, heard, tape)
    mentions = tape.mentions[-3:] if tape is not None and tape.kind != "interview" else []
    if any(m.start <= words.start < m.end <= words.end for m in mentions):
        return True
    current = now.scene.tape
    reads = any(c.of(now.text).lower() in ("reads", "read", "says") for c in heard.raw.cue)
    plain = words.of(now.text).lower() in ("it", "the reply", "the answer", "another", "one")
    return reads and plain and current is not None and current.kind in ("messages", "document")


def _shown_after(now: Hearing, heard: Heard, tape: Tape | None) -> bool:
    """ "published a voice message to his wife: “…”": the words follow the recording."""
    first = heard.raw.content[0]
    if tape is None or heard.raw.cue or not any(q.span.meets(first) for q in now.quotes):
        return False
    told = any(now.tokens[0].start <= m.start < first.start for m in tape.mentions)
    return told and now.text[: first.start].rstrip().rstrip("“\"‘'«„").rstrip().endswith(":")


def _since(now: Hearing, tape: Tape) -> int:
    """Paragraphs since the recording was last spoken of; one page has a few hundred at most."""
    between = now.text[tape.mentions[-1].end : now.tokens[0].start]
    return between.count("\n\n") or between.count("\n")


def _numbered(now: Hearing, heard: Heard, tape: Tape | None) -> Tape | None:
    """ "Speaker C said": known by a letter or number alone, and so from a recording."""
    words = heard.raw.source.of(now.text) if heard.raw.source else ""
    spoken = [t for t in now.tapes if t.kind in _SPOKEN]
    if not _NUMBERED.fullmatch(words) or not spoken:
        return None
    known = heard.source.recording if heard.source is not None else None
    return now.tapes[known] if known is not None else tape or now.scene.tape or spoken[-1]


def _audible(now: Hearing, heard: Heard, tape: Tape | None) -> Tape | None:
    """ "he is heard saying", "the mayor can be heard asking"."""
    if not heard.raw.cue:
        return None
    start = heard.raw.cue[0].start
    before = [t for t in now.tokens if t.quote is None and start - 40 < t.start < start + 8]
    words = [t.lower for t in before]
    said = "heard" in words and bool({"is", "are", "be", "was", "were"} & set(words))
    spoken = [t for t in now.tapes if t.kind in _SPOKEN]
    if not said or not spoken:
        return None
    current = tape or now.scene.tape
    return current if current in spoken else spoken[-1]


def still_heard(now: Hearing, heard: Heard, own: Tape, tape: Tape | None) -> bool:
    """Whether a voice of a recording speaks in it here, too, and not about it.

    Nobody knows an unnamed voice but from the recording; a mayor speaks elsewhere as well.
    """
    source = heard.source
    if source is None or speaks_about(now, heard) or (source.names and _to_a_body(now, heard)):
        return False
    if _in_writing(now, heard) and own.kind in _SPOKEN:
        return False
    begun = own.mentions[0].start if own.mentions else 0
    public = source.official or (source.names and source.mentions[0].start < begun)
    return not public or now.scene.tape is own or tape is own


def speaks_about(now: Hearing, heard: Heard) -> bool:
    """ "denies having written the messages", "said the tape had been cut"."""
    cues = {w for c in heard.raw.cue for w in c.of(now.text).lower().split()}
    source = heard.source
    if cues & set(tape_words()["voices"]["about"]):
        return source is None or source.recording is None or bool(source.names)
    return False


def may_be_heard(now: Hearing, heard: Heard, source: Entity, tape: Tape | None) -> bool:
    """Somebody unnamed or named only in this recording, not a spokesman or an expert."""
    current = now.scene.tape
    if current is None or speaks_about(now, heard) or (tape is None and _in_another(now)):
        return False
    if source.kind == "other" and not _is_voice(now, heard):
        return False
    if _only_told_of(now, heard, tape) or (_in_writing(now, heard) and current.kind in _SPOKEN):
        return False
    if _to_a_body(now, heard):
        return False  # "told the Lantern": nobody tells a newspaper anything over the radio
    if _writes(now, heard, current) or _is_voice(now, heard):
        return True
    if source.official:
        return False
    first = source.mentions[0].start if source.mentions else 0
    begun = current.mentions[0].start if current.mentions else 0
    spoke_before = heard.raw.source is None or source.first_spoke < heard.raw.source.start
    turn = not current.speakers and now.block - current.block <= 1
    if turn and any(q.span.meets(s) for q in now.quotes for s in heard.raw.content):
        return source.kind in ("role", "kin")
    earlier = first < begun and spoke_before and source.first_spoke < begun
    if earlier and not _said_in(now, current, tape):
        return False  # a witness of another paragraph, who is asked about the tape
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


def _in_another(now: Hearing) -> bool:
    """ "In the second, he said …", of two letters: the sentence is told of another thing."""
    at = opening(now.tokens)
    return at is not None and unnamed_mention(now.tokens, at, "", "") is not None


def _in_writing(now: Hearing, heard: Heard) -> bool:
    words = {w.lower() for c in heard.raw.cue for w in c.of(now.text).split()}
    return bool(words & set(tape_words()["voices"]["written"]))


def _only_told_of(now: Hearing, heard: Heard, tape: Tape | None) -> bool:
    """ "she had read the messages once": the recording is what the words are about."""
    here = [m for m in tape.mentions if m.start >= now.tokens[0].start] if tape else []
    inside = [m for m in here if any(c.holds(m) for c in heard.raw.content)]
    leads = [now.text[max(0, m.start - 8) : m.start].split()[-1:] for m in inside]
    return (
        bool(here)
        and len(inside) == len(here)
        and not any(lead and lead[0] in _IN for lead in leads)
    )


def _to_a_body(now: Hearing, heard: Heard) -> bool:
    """ "told the Lantern", "told us", "its founder said": speaking outside the recording."""
    words = heard.raw.addressee.of(now.text).lower() if heard.raw.addressee else ""
    body = heard.addressee is not None and not heard.addressee.person
    source = heard.raw.source.of(now.text).lower() if heard.raw.source else ""
    public = bool(set(words.split()) & set(tape_words()["voices"]["public"]))
    return (
        body
        or public
        or words in ("us", "me")
        or words.startswith("our ")
        or source.startswith("its ")
    )


def _is_voice(now: Hearing, heard: Heard) -> bool:
    """ "Voice 2", "the second voice": known by nothing but being heard."""
    words = heard.raw.source.of(now.text).lower().split() if heard.raw.source else []
    return bool(set(words) & set(tape_words()["voices"]["nouns"]))


def _writes(now: Hearing, heard: Heard, current: Tape) -> bool:
    """ "Hebli writes back" while a chat is told; also somebody of whom the report told before."""
    if current.kind != "messages" or heard.source is None or not heard.raw.cue:
        return False
    words = {w.lower() for c in heard.raw.cue for w in c.of(now.text).split()}
    return bool(words & set(tape_words()["voices"]["write"]))


def _opens_in(now: Hearing, heard: Heard, tape: Tape | None) -> bool:
    """ "In the first call, Councilman Orr tells …": an official, too, is heard where he calls."""
    if tape is None or tape is not now.scene.tape or tape.kind == "interview":
        return False
    at = opening(now.tokens)
    if at is None:
        return False
    words = heard.raw.source or heard.raw.content[0]
    return any(now.tokens[at].start < m.start < words.start for m in tape.mentions)


def opening(tokens: Sequence[Token]) -> int | None:
    """Where "In the call" begins, after a "But" or a "Later"; nothing else stands before it."""
    for i, token in enumerate(tokens[:_OPENING]):
        if token.quote is not None or token.lower in (",", ":"):
            return None
        if token.lower in _IN:
            return i
        if i >= 3:
            return None
    return None


def _said_in(now: Hearing, current: Tape, tape: Tape | None) -> bool:
    """ "… he tells his sister in a call released by X": heard there, by the sentence itself."""
    if tape is not current:
        return False
    leads: list[Sequence[str]] = [
        now.text[max(0, m.start - 8) : m.start].split() for m in current.mentions[-2:]
    ]
    return any(lead and lead[-1] in ("in", "on", "over", "during") for lead in leads)
