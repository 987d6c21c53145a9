"""People counted without a number: "the victim died", "Jane Doe, 19, was shot", "the fifth to die".

Only the plainest grammar counts: the person is the subject of a passive or of "died", or the object
of "killing". Years long before, modals and negations count nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_quantities import Quantity
from .numbers import ONES, ordinal

_S = r"\s{1,3}"
_AGE = r"\d{1,3}[- ](?:year|month|week|day)s?[- ]old"
_NAME = (
    r"(?:(?-i:[A-Z])[\w’'-]+|(?-i:[A-Z])\.)"
    rf"(?:{_S}[“\"‘'][\w-]+[”\"’'](?={_S}))?"
    rf"(?:{_S}(?:(?!Jr\b|Sr\b)(?-i:[A-Z])[\w’'-]+|(?-i:[A-Z])\.|de|van|von|al|bin)){{0,4}}"
    r"(?:,?[ ](?:Jr|Sr)\.|[ ]III?)?"
)
_AGED = (
    rf"(?:,{_S}(?:also{_S})?(?:aged?{_S})?\d{{1,3}}(?:{_S}(?:years|months){_S}old)?(?=[,)\s.]))?"
)
_TOLD_LONG_AGO = re.compile(
    r"\b(?:in|of|since)[\s\u00a0]+(?:1\d{3}|200\d)\b|\b(?:years|decades)[\s\u00a0]ago\b"
)
_APART = re.compile(
    rf"(?:,?{_S}of{_S}(?-i:[A-Z])[\w.]*(?:,?{_S}(?-i:[A-Z])[\w.]*){{0,3}})?"
    rf"(?:,{_S}(?:an?|the|his|her|of|from|who|both|all|each){_S}[^,.;:“”\"]{{1,40}},)?,?"
    rf"(?:{_S}who)?(?P<aux>(?:{_S}(?:was|is|has|had|been|being|later|also|then|subsequently|reportedly"
    r"|apparently|allegedly|both|were|have|are|each|found|got|himself|herself|(?!fatally|mortally)\w{2,}ly))*)"
    rf"(?:{_S}(?:pronounced|declared|confirmed|presumed|left|suffering|in))?{_S}",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|got|found)\b", re.I)
_REDUCED = re.compile(rf"{_S}(?:in|by|during|when|on)\b")
_STRONG = re.compile(
    r"pronounced[\s\u00a0]+(?:dead|deceased)|shot[\s\u00a0]+(?:and[\s\u00a0]+killed|dead|to[\s\u00a0]+death)|fatally|stabbed[\s\u00a0]+to"
    r"|died[\s\u00a0]+(?:\w+[\s\u00a0]+){0,2}?(?:at[\s\u00a0]+(?:the|a|an|[A-Z]\w+)|in[\s\u00a0]+(?:hospital|the|surgery)|from|of[\s\u00a0]+(?:his|her)"
    r"|after|following|shortly|there|hours|days)\b|succumbed|(?:was|been)[\s\u00a0]+(?:\w+ly[\s\u00a0]+)?(?:killed|wounded|injured|murdered"
    r"|shot[\s\u00a0]+(?:in[\s\u00a0]+the[\s\u00a0]+(?!\d)|multiple|once|twice|several|by|while|and|during|at[\s\u00a0]+a))\b"
    r"|(?:suffered|sustained|suffering)[\s\u00a0]+|(?:taken|rushed|transported|flown|airlifted)[\s\u00a0]+to|treated|condition"
)
_DEATH = re.compile(
    rf"[^.;:“”\"]{{0,70}}?\b(?:where|and|but|before){_S}(?:(?:he|she|they|it|both|all|later|has|had|have|since|was|were|then"
    rf"|subsequently|being|soon){_S}){{0,5}}(?:(?:pronounced|declared|found){_S}(?:dead|deceased)|died|succumbed|dying)\b",
    re.I,
)
_LOOKS = 12
_FORENAME = re.compile(r"(?<![.!?][ ])\b[A-Z][a-z]+(?:[ ][A-Z]\.)?$")
_ANY_TARGET = frozenset("shot stabbed hurt hit struck hitting striking shoots stabs shoot".split())
_PLANNED = re.compile(r"kills?|wounds?|hurts?|injures?|murder", re.I)
_FREE = re.compile(
    r"$|[\s\u00a0]*[,.;:!?)”\"—–-]|[\s\u00a0]+(?:in|at|on|and|during|when|while|by|after|before|with|inside"
    r"|outside|near|as|early|late|last|dead|then|from|to|for|earlier|over|because|around|so|who|but)\b"
)


@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    nouns = sorted(vocabulary.single_people(), key=len, reverse=True)
    noun = rf"(?:{'|'.join(map(re.escape, nouns))})(?![\w’'-])"
    definite = (
        rf"(?:the|his|her|my|their|its){_S}"
        rf"(?P<noun>(?:[\w’'-]+{_S}){{0,2}}?(?:{noun})(?:{_S}(?:{noun}))?|{_AGE}){_AGED}"
    )
    named = rf"(?:{_AGE}{_S})?(?P<name>{_NAME}){_AGED}"
    return re.compile(
        rf"(?<![\w’'-])(?:{definite}|(?P<pro>himself|herself|he|she|him|her(?!{_S}[a-z]))(?![\w’'-])|{named})"
        r"(?![\w’'-])",
        re.I,
    )


def singles(text: str, sentence: Span, taken: Sequence[Span]) -> Iterator[Quantity]:
    """Single persons whom the sentence names, points at or speaks of by a pronoun."""
    words = sentence.of(text)
    if _TOLD_LONG_AGO.search(words):
        return
    together = list(named_together(text, sentence, taken))
    yield from together
    taken = (*taken, *(quantity.span for quantity in together))
    for match in _person().finditer(text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if any(span.meets(other) for other in taken):
            continue
        if match["name"] and (_is_no_name(match["name"]) or not _is_known(text, match["name"])):
            continue
        people = None
        if match["name"] or match["noun"]:
            name = "name" if match["name"] else "noun"
            people = Span(match.start(name), match.end(name))
        yield Quantity(span, span, 1, 1, 1, "exact", people, True, single=True)


_YEARS = (
    rf"(?:,{_S}(?:aged?{_S})?(?:\d{{1,3}}|{'|'.join(list(ONES)[1:])})(?:{_S}(?:years|months){_S}old)?"
    rf"(?:{_S}and{_S}pregnant)?(?=[,)\s.]))?"
)


@lru_cache(maxsize=1)
def _together() -> re.Pattern[str]:
    nouns = "|".join(sorted(vocabulary.single_people(), key=len, reverse=True))
    noun = rf"(?:[\w-]+{_S})?(?:{nouns})(?![\w’'-])"
    named = rf"(?:,{_S}{_NAME}{_YEARS}(?=,))?"
    his = rf"(?:his|her|their|my|our){_S}{noun}{_YEARS}{named}"
    other = rf"(?:{his}|{noun}{_YEARS}|{_AGE}|{_NAME}{_YEARS})"
    return re.compile(
        rf"(?<![\w’'-])(?:{his}|(?:{_AGE}{_S})?{_NAME}{_YEARS})(?P<more>(?:,{_S}{other})*?),?{_S}and{_S}"
        rf"(?P<last>{other})",
        re.I,
    )


def named_together(text: str, sentence: Span, taken: Sequence[Span]) -> Iterator[Quantity]:
    """Persons told in one list: "Odal Brin and Tor Kesk", "his mother and younger brother"."""
    if " and " not in sentence.of(text):
        return
    for match in _together().finditer(text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        plain = _HIS_NAMED.sub("", _NICKNAME.sub("", span.of(text)))
        names = [n for n in _LISTED_NAME.findall(plain) if not _NO_LISTED.match(n)]
        if any(span.meets(o) and not _is_old(text, span, o) for o in taken) or not all(
            not _is_no_name(name) and _is_known(text, name) for name in names
        ):
            continue
        many = 2 + len(_FURTHER.findall(match["more"]))
        yield Quantity(span, span, many, many, many, "exact", span, True, single=True)


def _is_old(text: str, span: Span, other: Span) -> bool:
    """Whether what is taken there is an age: "eight years old"."""
    return span.holds(other) and _OLD.fullmatch(other.of(text)) is not None


_OLD = re.compile(r"\d{1,3}|.*[\s\u00a0-]old", re.S)
_NICKNAME = re.compile(r"[\s\u00a0][“\"‘'][\w-]+[”\"’'](?=[\s\u00a0])")
_HIS_NAMED = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur)\s[^,]+,\s[A-Z][^,]*")
_LISTED_NAME = re.compile(
    r"(?:[A-Z][\w’'-]+|[A-Z]\.)(?:[\s\u00a0]{1,3}(?:[A-Z][\w’'-]+|[A-Z]\.|de|van|von|al|bin|III?))*"
)
_NO_LISTED = re.compile(r"(?:His|Her|Their|My|Our|Jr|Sr|III?)\b")
_AGES = "|".join(list(ONES)[1:])
_FURTHER = re.compile(rf",[\s\u00a0]+(?!\d|aged?\b|(?:{_AGES})\b|Jr|Sr)", re.I)
_PLURAL = re.compile(r"\b(?:were|are|have|had|both|all|each|died|succumbed|perished)\b", re.I)


def is_together(quantity: Quantity) -> bool:
    """Whether it is a list of persons, whose verb must be a plural."""
    return quantity.single and (quantity.value or 0) > 1


def _is_no_name(name: str) -> bool:
    return any(word.lower() in vocabulary.word_set("no_name") for word in name.split())


def _is_known(text: str, name: str) -> bool:
    """Whether it is a full name, or a surname that the report gives in full elsewhere."""
    if " " in name or "\n" in name:
        return True
    place = text.find(" " + name)
    for _ in range(_LOOKS):
        if place > 0 and _FORENAME.search(text, max(0, place - 14), place):
            return True
        place = text.find(" " + name, place + 1)
    return False


def subject_fate(
    text: str, sentence: Span, quantity: Quantity
) -> tuple[int, tuple[str, ...]] | None:
    """Where the fate of a single subject ends, and which it is; None where none is plain."""
    gap = _APART.match(text, quantity.span.end, sentence.end)
    start = gap.end() if gap else quantity.span.end
    for at in _starts(text, quantity.span.end, start):
        fate = vocabulary.pattern("after").match(text, at, sentence.end)
        if fate is None:
            continue
        counted = vocabulary.fate("after", fate[0])
        if not set(counted) <= {"killed", "wounded"}:
            return None
        if quantity.people is None and not _is_strong(text, at, fate.end()):
            return None
        between = text[quantity.span.end : at]
        if is_together(quantity) and (
            not _PLURAL.search(text, quantity.span.end, fate.end())
            or fate[0].lower().split()[0] in ("hit", "struck")
        ):
            return None
        if vocabulary.fate("before", fate[0]) or fate[0].lower() in ("dead", "in hospital"):
            passive = _PASSIVE.search(between) or (
                fate[0].lower() in ("dead", "deceased") and "pronounced" in between
            )
            reduced = people_only(quantity) and _REDUCED.match(text, fate.end())
            if not passive and not reduced:
                return None
        return fate.end(), counted
    return None


def turned(
    text: str, end: int, counted: tuple[str, ...], limit: int
) -> tuple[int, tuple[str, ...]]:
    """ "was taken to hospital, where he was pronounced dead": the fate in the end."""
    if counted != ("wounded",):
        return end, counted
    death = _DEATH.match(text, end, limit)
    return (death.end(), ("killed",)) if death else (end, counted)


def _is_strong(text: str, start: int, end: int) -> bool:
    """Whether a mere "he" is a victim here and now: "was shot dead", "died in hospital"."""
    return _STRONG.search(text, start - 11, end + 24) is not None


def people_only(quantity: Quantity) -> bool:
    """Whether a noun or name is there, not a mere pronoun."""
    return quantity.people is not None


def _starts(text: str, low: int, high: int) -> Iterator[int]:
    """The places from the end of the gap backwards at which a word begins."""
    yield high
    for match in reversed(list(re.finditer(rf"{_S}(?=\w)", text[low:high]))):
        yield low + match.end()


def object_is_plain(text: str, quantity: Quantity, phrase: str) -> bool:
    """Whether the words before have this person for their object, as done and not as planned."""
    words = phrase.lower().split()
    vague = quantity.people is None and words[-1] in _ANY_TARGET
    if vague or _PLANNED.fullmatch(phrase) or words[-1] in ("shooting", "stabbing"):
        return False
    stopped = quantity.span.of(text).endswith(".")  # "Jr." may end the sentence too
    return stopped or _FREE.match(text, quantity.span.end) is not None


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    nouns = "|".join(sorted(vocabulary.single_people(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?P<number>\d{{1,4}}(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty)-[a-z]+th|second|third"
        rf"|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth)"
        rf"{_S}(?P<people>(?:[\w’'-]+{_S})?(?:{nouns}))(?![\w’'-])"
        rf"(?:{_S}(?:to|be|have|has|had|was|been|who|is)){{0,4}}{_S}",
        re.I,
    )


def ordinals(
    text: str, sentence: Span, taken: Sequence[Span]
) -> Iterator[tuple[Quantity, int, tuple[str, ...]]]:
    """Ordinals that count ("the fifth officer to die"), the end of their fate, and the fate."""
    for match in _ordinal().finditer(text, sentence.start, sentence.end):
        value = ordinal(match["number"])
        fate = vocabulary.pattern("after").match(text, match.end(), sentence.end)
        number = Span(match.start("number"), match.end("number"))
        if not fate or not value or any(number.meets(other) for other in taken):
            continue
        people = Span(match.start("people"), match.end("people"))
        span = Span(number.start, people.end)
        counted = vocabulary.fate("after", fate[0])
        yield (
            Quantity(span, number, value, value, None, "at least", people, True),
            fate.end(),
            counted,
        )


_S1 = r"[\s\u00a0]"
_FOLD = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "sextuple": 6}
_FOLDED = re.compile(
    rf"\b(?:(double|triple|quadruple|quintuple|sextuple)(?:{_S}|-)(?:murder|homicide|killing|slaying|fatality"
    rf"|fatal{_S}shooting|(?P<open>shooting|stabbing))(-suicide)?|(murders?[-–/]suicide)"
    rf"|(?:(?<=and{_S1})|(?<=before{_S1})|(?<=then{_S1}))(?P<own>(?:taking|took){_S}(?:his|her){_S}own{_S}life))(?!\w)",
    re.I,
)


def folded(text: str, sentence: Span) -> Iterator[Quantity]:
    """Deaths counted by a word: a double murder is two."""
    for match in _FOLDED.finditer(text, sentence.start, sentence.end):
        value = (_FOLD[match[1].lower()] + bool(match[3])) if match[1] else 1 if match["own"] else 2
        span = Span(match.start(), match.end())
        number = Span(match.start(), match.end(1) if match[1] else match.end())
        fate = ("wounded",) if match["open"] else ("killed",)
        yield Quantity(span, number, value, value, value, "exact", None, None, fate)
