"""Who stands before the words of a check: named in the cast, so that the note can point at them."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.model import Span

from .check_frames import Found, frames_in, word
from .hearing import Hearing
from .layout import paragraphs
from .phrases_after import phrase_after
from .phrases_before import phrase_before
from .words import Token

_HELPERS = frozenset(
    "has have had is was were been be also then later since did does do not never once again still"
    " himself herself itself themselves immediately independently".split()
)
_PREPOSITIONS = frozenset("of to at for from with in".split())
_ASIDE = 14


def note_checkers(now: Hearing) -> None:
    """Let the cast know whoever does a framed check, by the phrase that stands before its words."""
    for paragraph in paragraphs(now.document):
        before = ""
        for sentence in paragraph.sentences:
            for found in frames_in(now.text, sentence.span, before, now.document.outlet):
                _note(now, sentence.tokens, found)
            before = sentence.span.of(now.text)


def _note(now: Hearing, tokens: Sequence[Token], found: Found) -> None:
    at = next((i for i, t in enumerate(tokens) if t.start >= found.words.start), None)
    if at is not None and found.by not in ("page", "nobody"):
        _resolve(now, tokens, _governing(tokens, _over_helpers(tokens, at)))
    if found.by == "after by":
        by = [i for i, t in enumerate(tokens) if t.lower == "by" and t.start >= found.words.start]
        if by:
            _resolve(now, tokens, phrase_after(tokens, by[0] + 1, len(tokens)))


def _governing(tokens: Sequence[Token], high: int) -> tuple[int, int] | None:
    """The phrase that ends there; "an adviser to the minister" is the adviser."""
    found = phrase_before(tokens, high, 0)
    while found and found[0] > 1 and tokens[found[0] - 1].lower in _PREPOSITIONS:
        outer = phrase_before(tokens, found[0] - 1, 0)
        if outer is None:
            break
        found = outer
    return found


def _resolve(now: Hearing, tokens: Sequence[Token], place: tuple[int, int] | None) -> None:
    if place is None or any(t.quote is not None for t in tokens[place[0] : place[1]]):
        return
    span = Span(tokens[place[0]].start, tokens[place[1] - 1].end)
    phrase = now.cast.parse(span)
    checked = word("thing").fullmatch(phrase.head) or word("claim").fullmatch(phrase.head)
    if phrase.kind != "document" and not checked:
        now.cast.resolve(span, span.start, scene=None)


def _over_helpers(tokens: Sequence[Token], at: int) -> int:
    """Back over helping verbs and adverbs, and over one aside between commas."""
    high = at
    while high and (tokens[high - 1].lower in _HELPERS or tokens[high - 1].lower.endswith("ly")):
        high -= 1
    if high and tokens[high - 1].text == ",":
        aside = [i for i in range(max(0, high - _ASIDE), high - 1) if tokens[i].text == ","]
        if aside and tokens[aside[-1] + 1].lower in ("which", "who", "whose"):
            return aside[-1]
    return high
