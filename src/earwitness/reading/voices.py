"""Who speaks: each attribution's source and addressee, and the recording that it came through.

One pass over the report in the order of its words. At any point there is a cast (everybody named
so far), perhaps a scene (the recording that is being quoted) and perhaps an outlet whose report is
being retold. A sentence first says what it says of recordings, then who is in it, then who speaks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from earwitness.model import DateExpression, Document, Span

from .checkers import note_checkers
from .cited import leaned_on
from .entities import Cast
from .heard_in import opening
from .hearing import Hearing, Scene, Voices
from .layout import Paragraph, paragraphs
from .noticing import named_in, note_retold, notice, noun_phrases, told_of
from .recorded import note_speakers, tapes_of
from .releases import carried_on
from .routes import lede_through, note_translations
from .speakers import hear_nested, hear_one, place_of
from .tagger import RawAttribution
from .tape_mentions import TapeMention, tape_mentions, unnamed_mention
from .tapes import close_tapes, note_details
from .words import Sentence, Token

_JUST_TOLD = 500  # code points between a recording and "they were handed to …"
_ORDER: dict[str, int] = {"body": 0, "subheading": 0, "standfirst": 1, "headline": 2}


def hear(
    document: Document, raws: Sequence[RawAttribution], dates: Sequence[DateExpression]
) -> Voices:
    """Find out who speaks in each attribution, and through which recording."""
    now = Hearing(document, dates, Cast(document.text))
    if document.outlet:
        now.cast.add_outlet(document.outlet)
    order = {id(r): i for i, r in enumerate(raws)}
    top = [r for r in raws if r.parent is None]
    placed = sorted((place_of(r), i) for i, r in enumerate(top))
    for paragraph in _body_first(document):
        _enter(now, paragraph)
        for sentence in paragraph.sentences:
            first, last = (
                bisect_left(placed, (at, -1)) for at in (sentence.span.start, sentence.span.end)
            )
            here = [top[i] for i in sorted(i for _, i in placed[first:last])]
            _sentence(now, sentence, here, order)
    lede_through(now)
    close_tapes(now.tapes)
    for index, raw in enumerate(raws):
        if raw.parent is not None:
            now.heard[index] = hear_nested(now, raw)
    note_checkers(now)
    heard = [now.heard[i] for i in sorted(now.heard)]
    return Voices(now.cast, now.tapes, heard, now.quotes, list(leaned_on(now)))


def _body_first(document: Document) -> list[Paragraph]:
    """Headline last: its "soldier" is the one that the body names."""
    return sorted(paragraphs(document), key=lambda p: (_ORDER[p.block.kind], p.number))


def _enter(now: Hearing, paragraph: Paragraph) -> None:
    now.block = paragraph.number
    now.headline = _ORDER[paragraph.block.kind] > 0
    now.quotes.extend(paragraph.quotes)
    if now.headline:
        now.scene = Scene()


def _sentence(
    now: Hearing, sentence: Sentence, here: list[RawAttribution], order: dict[int, int]
) -> None:
    tokens = now.tokens = sentence.tokens
    mentions = tape_mentions(tokens) or _unnamed(now, tokens)
    spoken = {r.source for r in here if r.source} | {r.addressee for r in here if r.addressee}
    told = tapes_of(now, tokens, mentions, here)
    tape = told[0][0] if told and told[0][0] is now.scene.tape else None
    events: list[tuple[int, int, object]] = []
    phrases = noun_phrases(tokens)
    events += [(s.start, 0, s) for s in named_in(phrases, here, spoken)]
    events += [(place_of(r), 1, r) for r in here]
    events += [(s.start, 2, s) for s in told_of(now, phrases, here)]
    for _, _, event in sorted(events, key=lambda e: (e[0], e[1])):
        if isinstance(event, Span):
            notice(now, event, tape)
        elif isinstance(event, RawAttribution):
            index = order[id(event)]
            now.heard[index] = hear_one(now, event, tape)
    note_retold(now, phrases, here)
    for one, words in told:
        note_speakers(now, tokens, one, words, here)
        note_details(tokens, one, words, now.cast, now.dates)
    if not told:
        _carry_on(now, tokens)
    note_translations(now, here, order)
    _note_subject(now, tokens)


def _unnamed(now: Hearing, tokens: Sequence[Token]) -> list[TapeMention]:
    """ "In the second, …" of the recordings that are being told."""
    current, at = now.scene.tape, opening(tokens)
    if at is None or current is None or not current.mentions:
        return []
    nouns = [m.of(now.text).split()[-1].lower() for m in current.mentions]
    several = current.batch or any(noun.endswith("s") for noun in nouns)
    found = unnamed_mention(tokens, at, current.kind, nouns[0]) if several else None
    current.batch = current.batch or found is not None
    return [found] if found else []


def _carry_on(now: Hearing, tokens: Sequence[Token]) -> None:
    """ "They were handed to this newspaper by …": it tells of the recording told of just before."""
    stands = carried_on(tokens)
    if stands is not None and now.tapes:
        latest = max(now.tapes, key=lambda t: t.mentions[-1].start)
        if tokens[0].start - latest.mentions[-1].end < _JUST_TOLD:
            note_details(tokens, latest, [stands], now.cast, now.dates)


def _note_subject(now: Hearing, tokens: Sequence[Token]) -> None:
    """The body with which a sentence began: the next one's "it"."""
    now.cast.subject = now.cast.mentioned_at(tokens[0].start)
