"""Which other outlet had the words first, by the sentence itself: told, citing, carried by.

"the Ledger reported, citing three people" makes the people speak and the Ledger their first
publisher; "told the Echo", "speaking to the agency NTN", "in a statement carried by SANA" name the
outlet that heard them. Things that are cited ("satellite images") leave the outlet its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from earwitness.model import Span

from .citing import cited_in
from .entity import Entity
from .hearing import Heard, Hearing
from .layout import paragraphs
from .media import is_medium
from .nounphrase import PhraseKind
from .outlet_names import Place
from .phrases_after import phrase_after
from .phrases_before import phrase_before
from .tagger import RawAttribution
from .tapes import tape_words
from .words import Token, tokenise

_SPEAK: frozenset[PhraseKind] = frozenset({"role", "kin", "name", "group"})
_AFAR = 12


def cited_source(now: Hearing, tokens: Sequence[Token], raw: RawAttribution) -> RawAttribution:
    """The attribution with the one who is cited as its source, where an outlet only passes on."""
    if raw.parent is not None:
        return raw
    for outlet, verb, cited in _citing(now, tokens):
        own = raw.source is None and raw.continues and _quotes(tokens, verb)
        if not own and (raw.source is None or not raw.source.meets(outlet)):
            continue
        if not any(c.meets(cited) for c in raw.content) or _trails(raw, cited):
            return replace(raw, source=cited, continues=False, content=_without(raw, verb, tokens))
    return raw


def _trails(raw: RawAttribution, cited: Span) -> bool:
    """Whether "…, citing three people" hangs on behind the words that are reported."""
    return any(c.end >= cited.end > c.start for c in raw.content[-1:])


def _without(raw: RawAttribution, verb: int, tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The content without a ", citing …" that hangs on behind it."""
    at = tokens[verb].start
    if not any(c.start < at < c.end for c in raw.content):
        return raw.content
    before = tokens[verb - 1] if verb else tokens[verb]
    end = before.start if before.text == "," else at
    kept = [c if c.end <= end else Span(c.start, max(c.start + 1, end)) for c in raw.content
            if c.start < end]  # fmt: skip
    return tuple(kept) or raw.content


def first_outlet(now: Hearing, tokens: Sequence[Token], heard: Heard) -> tuple[Entity, Span] | None:
    """The outlet that heard or carried the words first, by this sentence; the page's own too."""
    source = heard.raw.source
    for outlet, verb, cited in _citing(now, tokens):
        if source is not None and cited.meets(source):
            entity = now.cast.resolve(outlet, outlet.start, scene=None)
            if entity is not None:
                return entity, Span(min(outlet.start, tokens[verb].start),
                                    max(outlet.end, tokens[verb].end))  # fmt: skip
    for span, evidence in _told(now, tokens):
        if any(c.meets(span) for c in heard.raw.content):
            continue
        entity = now.cast.resolve(span, span.start, scene=None)
        if entity is not None and entity is not heard.source:
            return entity, evidence
    return None


def _citing(now: Hearing, tokens: Sequence[Token]) -> Iterator[tuple[Span, int, Span]]:
    """Outlet, place of the verb, and who is cited."""
    verbs = tape_words()["hands"]["cite"]
    for i, token in enumerate(tokens):
        if token.quote is not None or token.lower not in verbs:
            continue
        found = _phrase(tokens, i + 1)
        outlet = _outlet_before(now, tokens, i)
        if found is None or outlet is None or now.cast.parse(found).kind not in _SPEAK:
            continue
        yield outlet, i, found


def _quotes(tokens: Sequence[Token], verb: int) -> bool:
    """ "…, the Ledger quoted one of them as saying." """
    return any(t.quote is not None for t in tokens[:verb]) and tokens[verb].lower != "citing"


def _outlet_before(now: Hearing, tokens: Sequence[Token], verb: int) -> Span | None:
    """The outlet that cites: the nearest one before the verb within the sentence."""
    high = verb
    while high > 0 and verb - high < _AFAR:
        found = phrase_before(tokens, high, 0)
        if found is not None:
            span = Span(tokens[found[0]].start, tokens[found[1] - 1].end)
            if is_medium(now.cast.parse(span)):
                return span
            high = found[0]
        else:
            high -= 1
    return None


def _told(now: Hearing, tokens: Sequence[Token]) -> Iterator[tuple[Span, Span]]:
    """Outlets behind "told", "speaking to", "carried by", with the words that say so."""
    words = tape_words()["hands"]
    for i, token in enumerate(tokens):
        if token.quote is not None:
            continue
        pair = f"{tokens[i - 1].lower} {token.lower}" if i else ""
        if token.lower not in words["tell"] and pair not in words["by"]:
            continue
        span = _phrase(tokens, i + 1)
        if span is not None and is_medium(now.cast.parse(span)):
            yield span, Span(tokens[i - 1 if pair in words["by"] else i].start, span.end)


def _phrase(tokens: Sequence[Token], at: int) -> Span | None:
    found = phrase_after(tokens, at, len(tokens))
    return Span(tokens[found[0]].start, tokens[found[1] - 1].end) if found else None


def leaned_on(now: Hearing) -> Iterator[tuple[Entity, Span]]:
    """Every other outlet on which the report's own sentences lean, with the words that say so."""
    for paragraph in paragraphs(now.document):
        if paragraph.block.kind == "headline":
            continue
        for sentence in paragraph.sentences:
            for place, evidence in cited_in(now.text, sentence.span):
                if any(q.span.holds(place.whole) for q in now.quotes):
                    continue
                entity = _outlet_at(now, place)
                if entity is not None and entity is not now.cast.own:
                    yield entity, evidence


def _outlet_at(now: Hearing, place: Place) -> Entity | None:
    """The outlet named there; None where the report knows a person by that name."""
    if now.cast.is_own(now.cast.parse(place.name)):
        return now.cast.own
    entity = now.cast.resolve(place.name, place.name.start, scene=None)
    if entity is None or entity.kind in ("name", "role", "kin", "group", "pronoun"):
        return None
    entity.kind = "outlet"
    return entity


def widened(text: str, span: Span) -> Span:
    """The span with what belongs to it: the name after a title's full stop, a witness's number."""
    words = span.of(text)
    after = tokenise(text, Span(span.end, min(len(text), span.end + 60)))
    if not after or "\n" in text[span.end : after[0].start]:
        return span
    last = words.rsplit(maxsplit=1)[-1]
    if last in tape_words()["hands"]["titles"] and after[0].text == ".":
        end = span.end
        for token in after[1:4]:
            if not token.text[:1].isupper():
                break
            end = token.end
        return Span(span.start, end)
    numbered = after[0].text.isdigit() and len(after[0].text) < 3 and last[:1].isupper()
    near = after[0].start - span.end == 1
    return Span(span.start, after[0].end) if numbered and near else span
