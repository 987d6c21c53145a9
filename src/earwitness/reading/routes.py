"""Through whom words came: a recording, another outlet, a translator."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.model import Span

from .cited import first_outlet
from .entity import Entity
from .heard_in import certainly_heard, may_be_heard, speaks_about, still_heard
from .hearing import Heard, Hearing
from .media import is_medium
from .phrases_after import phrase_after
from .phrases_before import phrase_before
from .tagger import RawAttribution
from .tapes import Tape, tape_words
from .words import Token, tokenise

_BEFORE_IT_SPEAKS = 2  # paragraphs from a recording to its first words
_RETOLD = 1  # paragraphs for which "The Post reported …" holds for new speakers


def route(now: Hearing, heard: Heard, tape: Tape | None) -> None:
    """The recording or the other outlet through which the words came."""
    source = heard.source
    if heard.raw.via is not None and _via(now, heard, tape):
        return
    certain = certainly_heard(now, heard, tape)
    if certain is not None:
        _through(now, heard, certain)
        return
    if source is None:
        heard.tape = now.scene.tape if now.scene.last and now.scene.last.tape else None
        heard.tape_evidence = _evidence(heard.tape)
        return
    told = _heard_by(now, heard)
    if not source.person:
        _institution(now, heard, tape)
    elif (told or _met(now)) and tape is None:
        now.scene.tape = None
    else:
        _mouth(now, heard, source, tape)
    _first_hand(now, heard, told)


def _told_now(now: Hearing, own: Tape) -> Tape:
    """A voice of the first of two calls, while the second is told: heard there, too."""
    current = now.scene.tape
    return current if current is not None and current.sibling is own and current.batch else own


def _mouth(now: Hearing, heard: Heard, source: Entity, tape: Tape | None) -> None:
    """A person: heard in a recording, retold by another outlet, or neither."""
    if source.recording is not None and still_heard(now, heard, now.tapes[source.recording], tape):
        _through(now, heard, _told_now(now, now.tapes[source.recording]))
    elif now.scene.tape is not None and may_be_heard(now, heard, source, tape):
        _through(now, heard, now.scene.tape)
    elif speaks_about(now, heard):
        now.scene.tape = None
    elif (last := _same_mouth(now, heard)) is not None:
        heard.publisher, heard.publisher_evidence = last.publisher, last.publisher_evidence
        now.scene.tape = None if last.tape is None else now.scene.tape
    elif now.scene.outlet is not None and now.block - now.scene.outlet_block <= _RETOLD:
        heard.publisher, heard.publisher_evidence = (
            now.scene.outlet,
            now.scene.outlet_evidence,
        )
    elif tape is None or not _untold(now, tape):
        now.scene.tape = None


def _same_mouth(now: Hearing, heard: Heard) -> Heard | None:
    """The words right before, where the same person goes on."""
    last = now.scene.last
    near = last is not None and last.source is heard.source and now.block - last.block <= 1
    return last if near else None


def _met(now: Hearing) -> bool:
    """ "The Post spoke to a soldier, who …": he is met, and heard in no recording."""
    met = tape_words()["hands"]["met"]
    for i, token in enumerate(now.tokens):
        if token.quote is None and token.lower in met:
            before = phrase_before(now.tokens, _over_have(now.tokens, i), 0)
            if before is None:
                continue
            span = Span(now.tokens[before[0]].start, now.tokens[before[1] - 1].end)
            if is_medium(now.cast.parse(span)) or span.of(now.text).lower() == "we":
                return True
    return False


def _over_have(tokens: Sequence[Token], i: int) -> int:
    while i > 0 and tokens[i - 1].lower in ("has", "have", "had", "also"):
        i -= 1
    return i


def _heard_by(now: Hearing, heard: Heard) -> tuple[Entity, Span] | None:
    """The outlet that the sentence names as the one that heard or carried the words."""
    told, words = heard.addressee, heard.raw.addressee
    if told is not None and told.kind == "outlet" and words is not None:
        return told, words
    found = first_outlet(now, now.tokens, heard)
    return found if found and found[0] is not heard.source else None


def _first_hand(now: Hearing, heard: Heard, told: tuple[Entity, Span] | None) -> None:
    """ "she told the Post": the Post heard it; the page's own outlet needs no mention."""
    if told is None:
        return
    if told[0] is now.cast.own:
        heard.publisher = heard.publisher_evidence = None
        now.scene.outlet = None
    else:
        heard.publisher, heard.publisher_evidence = told
        now.scene.outlet = None


def _via(now: Hearing, heard: Heard, tape: Tape | None) -> bool:
    """ "…, he said, according to a translation by X / a recording released by Y / the Post"."""
    via = heard.raw.via
    assert via is not None  # noqa: S101 - the caller looked
    phrase = now.cast.parse(via)
    words = via.of(now.text).lower()
    if "translation" in words or "translated" in words:
        return False
    if tape is not None and any(m.meets(via) for m in tape.mentions):
        _through(now, heard, tape)
        return True
    if phrase.kind == "outlet":
        entity = now.cast.resolve(via, via.start, scene=None)
        if entity is not None and entity is not now.cast.own:
            heard.publisher, heard.publisher_evidence = entity, via
    return False


def _through(now: Hearing, heard: Heard, tape: Tape) -> None:
    heard.tape = tape
    heard.tape_evidence = _evidence(tape)
    now.scene.tape = tape
    told = heard.addressee
    if told is not None and told.plural and told.kin is None:
        told = None  # "orders his men": many are spoken of, none is on the line
    for entity in (heard.source, told):
        if entity is not None and entity.person and entity.recording is None:
            tape.add_speaker(entity)


def _evidence(tape: Tape | None) -> Span | None:
    return tape.mentions[0] if tape and tape.mentions else None


def lede_through(now: Hearing) -> None:
    """What a voice of a recording is said to say before the report comes to the recording."""
    for heard in now.heard.values():
        source = heard.source
        if source is None or heard.tape is not None or source.recording is None or source.official:
            continue
        tape = now.tapes[source.recording]
        nowhere_else = heard.publisher is None and heard.raw.parent is None
        if nowhere_else and heard.raw.content[0].start < tape.mentions[0].start:
            heard.tape, heard.tape_evidence = tape, _evidence(tape)


def _institution(now: Hearing, heard: Heard, tape: Tape | None) -> None:
    source = heard.source
    assert source is not None  # noqa: S101 - the caller looked
    current = now.scene.tape
    kept = current is not None and source in (current.released_by, current.recorded_by)
    if tape is None and not kept and not _untold(now, current):
        now.scene.tape = None
    words = heard.raw.source if source.kind == "document" else None
    if tape is not None and words is not None and any(m.meets(words) for m in tape.mentions):
        heard.tape, heard.tape_evidence = tape, _evidence(tape)
    now.scene.outlet = None
    if source.kind == "outlet" and source is not now.cast.own:
        heard.publisher = source
        heard.publisher_evidence = heard.raw.source
        now.scene.outlet, now.scene.outlet_evidence = source, _around(heard.raw)
        now.scene.outlet_block = now.block


def _untold(now: Hearing, current: Tape | None) -> bool:
    """A body may say a word of a recording before anybody is quoted from it."""
    near = current is not None and now.block - current.block <= _BEFORE_IT_SPEAKS
    return near and not any(h.tape is current for h in now.heard.values())


def note_translations(now: Hearing, here: Sequence[RawAttribution], order: dict[int, int]) -> None:
    """ "according to a translation by X"."""
    for raw in here:
        if raw.via is None:
            continue
        words = raw.via.of(now.text)
        at = words.find(" by ")
        if ("translat" in words.lower() or "transcri" in words.lower()) and at >= 0:
            tokens = tokenise(now.text, Span(raw.via.start + at + 4, raw.via.end))
            found = phrase_after(tokens, 0, len(tokens))
            if found is None:
                continue
            span = Span(tokens[found[0]].start, tokens[found[1] - 1].end)
            entity = now.cast.resolve(span, span.start, scene=None)
            heard = now.heard[order[id(raw)]]
            heard.translator, heard.translator_evidence = entity, raw.via
            if heard.tape is not None and heard.tape.translator is None:
                heard.tape.translator, heard.tape.translator_evidence = entity, raw.via


def _around(raw: RawAttribution) -> Span | None:
    if raw.source is None:
        return None
    ends = [raw.source.end, *(c.end for c in raw.cue)]
    starts = [raw.source.start, *(c.start for c in raw.cue)]
    return Span(min(starts), max(ends))
