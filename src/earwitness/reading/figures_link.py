"""Which number counts what: links between the quantities of a sentence and its fates.

A fate is a word such as "killed", before its people ("killing 12 people"), after them ("12 people
were killed"), or in them ("12 deaths"). Combined fates stay together. Written as tests on the words
between, so that a link can be explained by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_asides import drop_asides
from .figures_fates import fate_of, last_of
from .figures_objects import as_object, as_taken, is_blamed, is_held
from .figures_quantities import Quantity
from .figures_share import Count, drop_told_twice, is_whole, share, sums
from .figures_singles import object_is_plain, subject_fate, turned
from .figures_subjects import as_subject
from .figures_tolls import toll, unknown
from .figures_unreal import is_unreal

_LIVES = re.compile(
    r"\b(?:claim\w*|cost\w*|took|taking|taken|lost|loss of|losing)[\s\u00a0]+$", re.I
)

_TAKEN_AFTER = re.compile(
    r"[\s\u00a0]+(?:have[\s\u00a0]been|had[\s\u00a0]been|was|were|are)[\s\u00a0]+(?:taken|seized|held)\b"
)

_PARTITIVE = re.compile(r"[\s\u00a0]+of\b", re.I)


def counts(text: str, sentence: Span, found: Sequence[Quantity]) -> list[Count]:
    """The quantities of a sentence that count people's fates, in order."""
    linked: dict[int, Count] = {}
    for place, quantity in enumerate(found):
        count = _own(text, sentence, quantity, found)
        if count and not is_unreal(text, sentence, count.span):
            linked[place] = count
    drop_told_twice(linked)
    drop_asides(text, linked)
    own = frozenset(linked)
    share(text, found, linked)
    listed = [linked[place] for place in sorted(linked)]
    return sorted([*listed, *sums(text, linked, own)], key=lambda c: (c.span.start, c.span.end))


def _own(text: str, sentence: Span, quantity: Quantity, found: Sequence[Quantity]) -> Count | None:
    if quantity.human is False or is_whole(text, quantity):
        return None
    if quantity.single:
        return _single(text, sentence, quantity)
    if quantity.counted and _COMPOUND.match(text, quantity.span.end):
        return None
    if quantity.counted and not quantity.human:
        part = _PARTITIVE.match(text, quantity.number.end)
        other = as_subject(text, sentence, quantity, found) if part else None
        return other or _noun(text, quantity)
    return (
        unknown(text, sentence, quantity)
        or as_object(text, sentence, quantity)
        or as_taken(text, quantity)
        or as_subject(text, sentence, quantity, found)
        or toll(text, sentence, quantity)
        or _named(text, quantity)
    )


# "No agreed death toll" says nothing of deaths.
_COMPOUND = re.compile(
    r"[\s\u00a0]+(?:tolls?|counts?|penalt\w+|threats?|sentences?|squads?|row|rates?|certificates?)\b"
)


def _noun(text: str, quantity: Quantity) -> Count | None:
    words = quantity.span.of(text).lower()
    if not words.endswith("lives"):
        return Count(quantity, quantity.span, quantity.counted)
    verb = _LIVES.search(text, max(0, quantity.span.start - 16), quantity.span.start)
    if verb is None:
        return None
    return Count(quantity, Span(verb.start(), quantity.span.end), quantity.counted)


def _named(text: str, quantity: Quantity) -> Count | None:
    """What the noun or the word before it says, where no verb says another thing."""
    if quantity.told:
        return Count(quantity, quantity.span, quantity.counted)
    taken = _TAKEN_AFTER.match(text, quantity.span.end) if quantity.counted else None
    if taken:
        return Count(quantity, Span(quantity.span.start, taken.end()), quantity.counted)
    noun = quantity.counted and (
        is_held(text, quantity) or _IS_FATE.search(_last_word(text, quantity))
    )
    return _noun(text, quantity) if noun else None


_IS_FATE = re.compile(r"(?:dead|wounded|injured|missing)$", re.I)


def _last_word(text: str, quantity: Quantity) -> str:
    return quantity.span.of(text).rsplit(None, 1)[-1]


def _single(text: str, sentence: Span, quantity: Quantity) -> Count | None:
    low = max(sentence.start, quantity.span.start - 60)
    last = last_of("before", text, low, quantity.span.start)
    if last and _reaches(text, last.end(), quantity):
        counted = fate_of(last[0], "before")
        plain = object_is_plain(text, quantity, last[0]) and set(counted) <= {"killed", "wounded"}
        if plain and not is_blamed(text, last.start(), quantity):
            return Count(quantity, Span(last.start(), quantity.span.end), counted)
        return None
    found = subject_fate(text, sentence, quantity)
    if found is None:
        return None
    end, counted = turned(text, *found, sentence.end)
    return Count(quantity, Span(quantity.span.start, end), counted)


_ONE_WHO = re.compile(r"(?:er|or|ist|ian|man|woman|ent|ant|eer)$")

_TRADE = re.compile(r"[\s\u00a0]+(?:[a-z][a-z-]+[\s\u00a0]+){1,3}$")


def _reaches(text: str, start: int, quantity: Quantity) -> bool:
    """Whether a fate reaches a single object: at once, or over its trade."""
    gap = text[start : quantity.span.start]
    if not gap.strip():
        return bool(gap)
    name = quantity.people is not None and quantity.span.of(text)[:1].isupper()
    trade = gap.split()
    return (
        name
        and _TRADE.fullmatch(gap) is not None
        and (trade[-1] in vocabulary.single_people() or _ONE_WHO.search(trade[-1]) is not None)
        and not any(vocabulary.STOP.match(word) for word in trade)
    )
