"""Where a report leans on another outlet: told to it, carried by it, or in its own words.

The frames of data/citing.toml stand round the outlets that `outlet_names` finds. An outlet that is
only what the news is about ("police searched the offices of X") is cited for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from earwitness.model import Span

from .figures_sentences import sentences
from .outlet_names import Place, either, outlet_places, words

_NEAR, _CLAUSE = 90, 160


@cache
def _heard() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(words('frames', 'heard'))})[\s\u00a0]+$", re.I)


@cache
def _says() -> re.Pattern[str]:
    helpers = rf"(?:(?:{either(words('frames', 'adverb'))})[\s\u00a0]+)*"
    verbs, passes = either(words("frames", "says")), either(words("frames", "passes"))
    aside = r"(?:,[^,.;:\n“”\"]{2,90},|[\s\u00a0]*\([^()\n]{1,40}\))?"
    return re.compile(
        rf"{aside}[\s\u00a0]+{helpers}(?:{verbs})(?![\w-])|,?[\s\u00a0]+(?:{passes})(?![\w-])"
    )


@cache
def _staff() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){either([words('frames', 'staff')])}[\s\u00a0]+$", re.I)


@cache
def _own_staff() -> re.Pattern[str]:
    """ "’s political editor, Ines Moulay, is reporting", with whatever `_says` finds behind it."""
    staff = either([words("frames", "own_staff")])
    return re.compile(rf"[’']s[\s\u00a0]+{staff}(?=[\s\u00a0,])")


@cache
def _which() -> re.Pattern[str]:
    nouns = r"(?:[\s\u00a0]+[a-z]+){0,2}"
    return re.compile(rf"{nouns},[\s\u00a0]+{either([words('frames', 'which')])}")


@cache
def _not_subject() -> re.Pattern[str]:
    return re.compile(rf"{either([words('frames', 'not_subject')])}[\s\u00a0]+$", re.I)


@lru_cache(maxsize=2048)
def cited_in(text: str, sentence: Span) -> tuple[tuple[Place, Span], ...]:
    """The outlets on which a sentence leans, each with the words that say so."""
    return tuple(_cited_in(text, sentence))


def _cited_in(text: str, sentence: Span) -> Iterator[tuple[Place, Span]]:
    last: tuple[int, int] | None = None
    for place in outlet_places(text, sentence):
        if _is_quoted(text, sentence, place.whole):
            continue
        evidence = _frame(text, sentence, place)
        if evidence is None and last and _joined().fullmatch(text, last[1], place.whole.start):
            evidence = Span(last[0], place.whole.end)
        if evidence is not None:
            last = evidence.start, place.whole.end
            yield place, evidence


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(r"(?:,|,?[\s\u00a0]+(?:and|or|as well as))[\s\u00a0]+")


def _is_quoted(text: str, sentence: Span, span: Span) -> bool:
    before = text[sentence.start : span.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _frame(text: str, sentence: Span, place: Place) -> Span | None:
    low, whole = max(sentence.start, place.whole.start - _NEAR), place.whole
    if text[whole.end : whole.end + 2] in ("’s", "'s"):
        return _spoken_for(text, sentence, whole)
    which = _which().match(text, whole.end, sentence.end)
    if which is not None:
        return Span(whole.start, which.end())
    heard = _heard().search(text, low, whole.start) or re.compile(r"To[\s\u00a0]+").fullmatch(
        text, sentence.start, whole.start
    )
    if heard is not None:
        return Span(heard.start(), whole.end)
    if place.sure == "told only":
        return _passed(text, sentence, place)
    return _subject(text, sentence, whole, low)


def _spoken_for(text: str, sentence: Span, whole: Span) -> Span | None:
    """Somebody of the outlet, who says something."""
    staff = _own_staff().match(text, whole.end, sentence.end)
    says = staff and _says().match(text, staff.end(), min(sentence.end, staff.end() + _CLAUSE))
    return Span(whole.start, says.end()) if says else None


def _passed(text: str, sentence: Span, place: Place) -> Span | None:
    """ "As the agency Ural-Press reported": a loose noun before a name, and a word of reporting."""
    return _subject(text, sentence, place.whole, place.whole.start) if (
        place.name.end == place.whole.end
        and re.match(r"(?:as[\s\u00a0]+)?the[\s\u00a0]", text[place.whole.start :], re.I)
        and re.search(r"\bas[\s\u00a0]+$", text[sentence.start : place.whole.start], re.I)
    ) else None  # fmt: skip


def _subject(text: str, sentence: Span, whole: Span, low: int) -> Span | None:
    says = _says().match(text, whole.end, min(sentence.end, whole.end + _CLAUSE))
    if says is None:
        return None
    staff = _staff().search(text, low, whole.start)
    if staff is not None:
        return Span(staff.start(), says.end())
    if _not_subject().search(text, low, whole.start):
        return None
    return Span(whole.start, says.end())


def framed_names(text: str) -> dict[str, str]:
    """The names that are an outlet's by their frames, folded, each as it stands."""
    found: dict[str, str] = {}
    for sentence in sentences(text, Span(0, len(text))):
        for place, _ in cited_in(text, sentence):
            name = place.name.of(text)
            if place.sure != "common":
                found.setdefault(name.lower(), name)
    return found
