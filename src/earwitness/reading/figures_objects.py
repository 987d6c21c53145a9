"""People who are the object of a fate: "killing 12 people", "took 12 sailors hostage"."""

from __future__ import annotations

import re

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_fates import last_of, widened_left, widened_right
from .figures_quantities import Quantity
from .figures_share import Count

_BETWEEN = re.compile(
    r"[\s\u00a0]+(?:(?:the|its|their|these|those|all|both|only|just|also)[\s\u00a0]+)?"
)

_HOSTAGE = re.compile(r"[\s\u00a0]+(?:hostages?|captives?|prisoners?|into[\s\u00a0]captivity)\b")

_HELD = re.compile(r"\b(?:took|takes?|taking|hold|holds|holding|held)[\s\u00a0]+$", re.I)

_SENT = re.compile(r"\b(?:sen[dt]s?|sending|put|puts|putting|landed)[\s\u00a0]+$", re.I)

_COST = re.compile(r"\bcost(?:s|ing)?[\s\u00a0]+$", re.I)

_THEIR_LIVES = re.compile(r"[\s\u00a0]+(?:their|his|her)[\s\u00a0]+(?:lives|life)\b", re.I)

_HOSPITAL = re.compile(
    r"[\s\u00a0]+(?:to|in|into)[\s\u00a0]+(?:(?:the|a|an|local|area|nearby)[\s\u00a0]+){0,2}(?:hospitals?|ER)\b",
    re.I,
)

_BLAME = re.compile(r"\b(?:with|of|for|in|attempted|suspected|by)[\s\u00a0]+$", re.I)


def as_taken(text: str, quantity: Quantity) -> Count | None:
    """ "took 12 sailors hostage"."""
    held = _HELD.search(text, max(0, quantity.span.start - 16), quantity.span.start)
    after = _HOSTAGE.match(text, quantity.span.end)
    if not (held and after and quantity.human):
        return _sent(text, quantity)
    return Count(quantity, Span(held.start(), after.end()), ("captured",))


def _sent(text: str, quantity: Quantity) -> Count | None:
    """ "sends four people to the hospital"."""
    sent = _SENT.search(text, max(0, quantity.span.start - 16), quantity.span.start)
    after = _HOSPITAL.match(text, quantity.span.end)
    if not (sent and after) or quantity.human is False:
        return _cost(text, quantity)
    return Count(quantity, Span(sent.start(), after.end()), ("wounded",))


def _cost(text: str, quantity: Quantity) -> Count | None:
    """ "cost 17 policemen their lives"."""
    cost = _COST.search(text, max(0, quantity.span.start - 12), quantity.span.start)
    after = _THEIR_LIVES.match(text, quantity.span.end)
    if not (cost and after and quantity.human):
        return None
    return Count(quantity, Span(cost.start(), after.end()), ("killed",))


def is_held(text: str, quantity: Quantity) -> bool:
    """Whether somebody holds them: "took 12 hostages"; hostages alone may be free again."""
    low = max(0, quantity.span.start - 16)
    return _HELD.search(text, low, quantity.span.start) is not None


def as_object(text: str, sentence: Span, quantity: Quantity) -> Count | None:
    """ "killing 12 people": those whom a fate has for its object."""
    low = max(sentence.start, quantity.span.start - 60)
    last = last_of("before", text, low, quantity.span.start)
    if last is None or not _BETWEEN.fullmatch(text, last.end(), quantity.span.start):
        return None
    start, counted = widened_left(text, low, last, "before")
    if _STRUCK_DEAD.match(text, start):
        counted = ("killed",)
    if quantity.human is None and (set(counted) & {"lost", "survived"} or _is_loose(last[0])):
        return None
    if is_blamed(text, start, quantity):
        return None
    end, more = _fatal(text, quantity)
    if counted == ("lost",):
        end, more = _lost_how(text, sentence, quantity)
    return Count(quantity, Span(start, end), tuple(sorted(more or counted)))


# "Striking and killing two": of those, no one lives.
_STRUCK_DEAD = re.compile(
    r"(?:hit|hits|hitting|struck|strikes?|striking|shot|shoots?|shooting|stabbed|stabbing)[\s\u00a0]+and"
    r"[\s\u00a0]+(?:fatally|kill(?:ed|ing|s)?)\b",
    re.I,
)


def _is_loose(phrase: str) -> bool:
    """Verbs that hit things as well as people: a bare number after them counts nobody."""
    words = phrase.lower().split()
    return words[-1] in _LOOSE and words[0] != "fatally"


_LOOSE = frozenset({"hit", "struck", "hitting", "striking", "shooting", "stabbing", "shoot"})


def is_blamed(text: str, start: int, quantity: Quantity) -> bool:
    """Whether it is what somebody is accused of: "suspected of killing a man"."""
    article = quantity.number.of(text).lower() in ("a", "an")
    aged = quantity.people is not None and quantity.people.of(text)[:1].isdigit()
    return article and not aged and _BLAME.search(text, max(0, start - 12), start) is not None


def _fatal(text: str, quantity: Quantity) -> tuple[int, tuple[str, ...]]:
    """ "shot a man dead": what the words after the object add."""
    dead = re.compile(r"[\s\u00a0]+(?:dead|to[\s\u00a0]death)\b").match(text, quantity.span.end)
    return (dead.end(), ("killed",)) if dead else (quantity.span.end, ())


def _lost_how(text: str, sentence: Span, quantity: Quantity) -> tuple[int, tuple[str, ...]]:
    """ "Lost 1,340 people killed and wounded": what became of them."""
    how = vocabulary.pattern("after").match(text, quantity.span.end + 1, sentence.end)
    return widened_right(text, how, sentence.end) if how else (quantity.span.end, ())
