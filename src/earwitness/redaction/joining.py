"""What of a text belongs to one name: surname, initials, particles, another first name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from earwitness.knowledge.common import is_common
from earwitness.knowledge.parties import find_parties
from earwitness.knowledge.people import gender_of_name, kin

from .told import CAP
from .words import is_capital, is_office, listed, particles

_FIRST = re.compile(rf"(?<![^\W\d_])({CAP})[ \u00a0]$")
_LONGEST = 40  # letters of a first name
_TO = "|".join((*listed("place", "before"), "from", "to", "of"))
_OPENS = re.compile(r"[ \u00a0]?[“\"«„(‘]")
_BRACKET = re.compile(r"[ \u00a0]?\(")
_CLOSES = re.compile(r"[”\"»“)’][ \u00a0]?")
_BETWEEN = "|".join(sorted(particles(), key=len, reverse=True))
_BESIDE = re.compile(
    rf"[\s.\-‐‑–_+,·%/’'ʼ]{{0,4}}|[ \u00a0][^\W\d_a-zа-я][ \u00a0]|"
    rf"[ \u00a0]+(?:(?i:{_BETWEEN})[ \u00a0\-‐‑’']+){{1,3}}"
)
_STOPPED, _WORD = re.compile(r"\.\s"), re.compile(r"[^\W\d_]{3}$")
_INITIALS = re.compile(r"(?:(?<![^\W\d_])[^\W\d_a-zа-я]\.[ \u00a0]?){1,3}$")
_BEFORE = re.compile(
    r"(?<![^\W\d_])"
    r"(?:(?:[Vv]an|[Vv]on|[Dd]e[rnl]?|[Dd]i|[Dd]u|[Bb]in|[Ii]bn|[Bb]int)[ \u00a0]"
    r"|(?:[Aa]l|[Ee]l|[Aa]d|[Aa]n|[Aa]r|[Aa]s|[Aa]t|[Aa]z)[\-‐‑]|[DdLl][’'])+$"
)
_AFTER = re.compile(
    r"[ \u00a0](?:(?:[^\W\d_a-zа-я]\.){1,2}(?![^\W\d_])|[^\W\d_a-zа-яAI](?=[’'ʼ]s\b|[,;:)”\"]|$))"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text, and the persons (by key) whose it can be; none: a name of many."""

    start: int
    end: int
    who: frozenset[str]


def joined(hits: Sequence[Hit], text: str) -> tuple[Hit, ...]:
    """First name and surname of one person are one hit, with what belongs to them."""
    made: list[Hit] = []
    for found in hits:
        last = made[-1] if made else None
        hit = _with_before(found, text, last.end if last else 0)
        if last and _one(last, hit, text):
            made[-1] = Hit(last.start, hit.end, last.who & hit.who or last.who | hit.who)
        else:
            made.append(hit)
    made = _with_nicknames(made, text)
    return tuple(
        _with_after(hit, text, then) for hit, then in zip(made, [*made[1:], None], strict=False)
    )


def _with_nicknames(hits: list[Hit], text: str) -> list[Hit]:
    """First name, nickname in quotation marks and surname of one person as one hit.

    Or a name with the same in brackets, as in another alphabet.
    """
    made: list[Hit] = []
    for hit in hits:
        made.append(hit)
        if (
            len(made) > 1
            and made[-2].who & hit.who
            and _BRACKET.fullmatch(text, made[-2].end, hit.start)
            and text[hit.end : hit.end + 1] in (")", "")
        ):
            end = min(hit.end + 1, len(text))
            made[-2:] = [Hit(made[-2].start, end, made[-2].who & hit.who)]
        if len(made) > 2 and frozenset.intersection(*(h.who for h in made[-3:])):
            one, two, three = made[-3:]
            if _OPENS.fullmatch(text, one.end, two.start) and _CLOSES.fullmatch(
                text, two.end, three.start
            ):
                made[-3:] = [Hit(one.start, three.end, one.who & two.who & three.who)]
    return made


def _one(last: Hit, hit: Hit, text: str) -> bool:
    """Whether both can be parts of one name; of a name of nobody only where a blank is between."""
    if _STOPPED.match(text[last.end : hit.start]) and _WORD.search(text[last.start : last.end]):
        return False  # ... was Lev Rybin. Rybin’s page
    if last.who & hit.who:
        return bool(_BESIDE.fullmatch(text, last.end, hit.start))
    return not (last.who and hit.who) and text[last.end : hit.start] in (" ", "\u00a0")


def first_name_before(text: str, start: int, least: int) -> int | None:
    """Where a first name begins that stands before a surname; None where none does."""
    found = _FIRST.search(text, max(least, start - _LONGEST), start)
    if not found or not is_first_name(
        found[1], text[max(0, found.start() - _LONGEST) : found.start()]
    ):
        return None
    return found.start()


def is_first_name(word: str, before: str) -> bool:
    """Whether a capital word before a surname is a first name, by itself and what is before it."""
    if re.search(r"[’'ʼ]s?$", word) or is_office(word) or word.lower() in kin() or is_capital(word):
        return False
    if gender_of_name(word):
        return True
    if is_common(word.lower()) or len(word) < 2 or find_parties(word):
        return False
    return not re.search(rf"\b(?i:{_TO})\s+(?:the\s+)?$", before)


def _with_before(hit: Hit, text: str, least: int) -> Hit:
    """With the initials or particles before it."""
    for pattern in (_INITIALS, _BEFORE):
        found = pattern.search(text, least, hit.start)
        if found:
            return replace(hit, start=found.start())
    return hit


def _with_after(hit: Hit, text: str, then: Hit | None) -> Hit:
    """With the initial of a surname after it: Kyrylo D."""
    found = _AFTER.match(text, hit.end, then.start if then else len(text))
    return replace(hit, end=found.end()) if found else hit
