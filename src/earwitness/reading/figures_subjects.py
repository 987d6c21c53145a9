"""People who are the subject of a fate: "12 people were killed", and what stands between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_asides import past_aside
from .figures_fates import fate_of, widened_right
from .figures_quantities import Quantity
from .figures_share import BREAK, PART, Count
from .figures_singles import turned

_REACH = 150

_WHO = re.compile(r"[\s\u00a0,]*(?:who|that)\b", re.I)

_REPORTED = re.compile(r"\b(?:was|were|been|be|is|are)[\s\u00a0]+(?:reported|said)\b")

_OBJECT = re.compile(
    r"[\s\u00a0]+(?:and[\s\u00a0]+\w+[\s\u00a0]+)?(?:\d|(?!(?:By|In|At|After|On|When|During|As|Near|While|Outside|Inside|Following)\b)"
    r"(?![A-Z][a-z]+day\b)[A-Z][a-z]+|(?i:@)\b)"
)

_BE = re.compile(
    r"\b(?:was|were|been|be|being|is|are|got|getting|left|found|confirmed|feared|reported|believed"
    r"|presumed|said|listed|declared|pronounced|'re|’re)\b"
)

_PASSIVE_ONLY = frozenset({"hit", "struck"})


def as_subject(
    text: str, sentence: Span, quantity: Quantity, found: Sequence[Quantity]
) -> Count | None:
    """ "12 people were killed": those who are the subject of a fate."""
    limit = min(sentence.end, quantity.span.end + _REACH)
    if PART.search(text, max(sentence.start, quantity.span.start - 16), quantity.span.start):
        return None
    after = past_aside(text, quantity)
    for match in vocabulary.pattern("after").finditer(text, after, limit):
        gap = text[after : match.start()]
        if _ATTRIBUTE.search(gap):
            continue
        if _blocks(text, match.start(), gap, found) or _is_of_another(text, quantity, gap):
            return None
        if not _opens(gap) or _is_active(text, sentence, match, gap):
            continue
        if re.match(r"[\s\u00a0]+by[\s\u00a0]+(?:his|her|two|three)", text[match.end() :][:12]):
            return None
        if match[0].lower() in _PASSIVE_ONLY and not _BE.search(gap):
            continue
        end, counted = turned(text, *widened_right(text, match, limit), sentence.end)
        if _describes(text, quantity, gap, counted):
            return None
        if quantity.human is None and "seized" in match[0].lower():
            return None
        return Count(quantity, Span(quantity.span.start, end), counted)
    return None


_SINGULAR = re.compile(r"[\s\u00a0]+(?:is|was|has)\b")

_PLURAL = re.compile(r"(?:s|people|men|women|children)$", re.I)

_GROUP = re.compile(r"\bof[\s\u00a0]+$", re.I)


def _is_of_another(text: str, quantity: Quantity, gap: str) -> bool:
    """ "who killed three other people is in custody": a singular verb is not that of three."""
    if not quantity.human or (quantity.value or 0) < 2 or quantity.single or not quantity.people:
        return False
    if not _PLURAL.search(quantity.people.of(text)):
        return False
    before = _GROUP.search(text, max(0, quantity.span.start - 6), quantity.span.start)
    return _SINGULAR.match(gap) is not None and before is None


# "Including the fatally wounded driver": which driver, not what became of the others.
_ATTRIBUTE = re.compile(r"(?<!among )\b(?:the|an?|his|her|their|its)[\s\u00a0]+$", re.I)

_NEW_SUBJECT = re.compile(r"\b(?:and|but|so)[\s\u00a0]+(?:I|he|she|they|we|you|it)\b", re.I)


def _describes(text: str, quantity: Quantity, gap: str, counted: tuple[str, ...]) -> bool:
    """ "a soldier who survived the collapse" says who speaks, not how many survived."""
    article = quantity.number.of(text).lower() in ("a", "an")
    return article and _WHO.match(gap) is not None and not set(counted) & {"killed", "wounded"}


_SHARE_OF_THEM = re.compile(
    r"\b(?:third|quarter|half|fifth|per[\s\u00a0]?cent)s?[\s\u00a0]of[\s\u00a0](?:them|whom|those)\b"
)


def _blocks(text: str, end: int, gap: str, found: Sequence[Quantity]) -> bool:
    if BREAK.search(gap) or _SHARE_OF_THEM.search(gap) or _NEW_SUBJECT.search(gap):
        return True
    if gap.count("(") != gap.count(")"):
        return True
    words = re.findall(r"[a-z]+", _REPORTED.sub(" ", gap.lower()))
    if any(word in vocabulary.word_set("gap_never") for word in words):
        return True
    for other in found:
        inside = end - len(gap) <= other.number.start < end
        if inside and other.human is not False:
            before = text[max(0, other.span.start - 14) : other.span.start]
            if not PART.search(before):
                return True
    return False


@lru_cache(maxsize=1)
def _aux_tail() -> re.Pattern[str]:
    words = "|".join(sorted(vocabulary.word_set("aux"), key=len, reverse=True))
    return re.compile(
        rf"(?:(?:^|[\s\u00a0,]+)(?:{words}|[a-z]+ly|[’'](?:re|ve|d)))+[\s\u00a0,]*$", re.I
    )


def _opens(gap: str) -> bool:
    """Whether the words between people and fate let the one be the other's subject."""
    tail = _aux_tail().search(gap)
    rest = (gap[: tail.start()] if tail else gap).strip()
    if not rest:
        return True
    first = re.match(r"[a-z]+|\S", rest.lower())
    return first is not None and first[0] in vocabulary.word_set("gap_open")


@lru_cache(maxsize=1)
def _object_after() -> re.Pattern[str]:
    words = "|".join(sorted(vocabulary.word_set("determiners"), key=len, reverse=True))
    return re.compile(_OBJECT.pattern.replace("@", rf"(?:{words})"))


def _is_active(text: str, sentence: Span, match: re.Match[str], gap: str) -> bool:
    """Whether the people do it rather than suffer it: "two gunmen killed 12"."""
    if not fate_of(match[0], "before"):
        return False
    return (
        not _BE.search(gap) and _object_after().match(text, match.end(), sentence.end) is not None
    )
