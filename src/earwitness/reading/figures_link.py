"""Which number counts what: links between the quantities of a sentence and its fates.

A fate is a word such as "killed", before its people ("killing 12 people"), after them ("12 people
were killed"), or in them ("12 deaths"). Combined fates stay together. Written as tests on the words
between, so that a link can be explained by them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_asides import drop_asides, past_aside
from .figures_quantities import Quantity
from .figures_share import BREAK, PART, Count, drop_told_twice, is_whole, share, sums
from .figures_singles import object_is_plain, subject_fate, turned
from .figures_tolls import toll, unknown
from .figures_unreal import is_unreal

_SPACE = r"\s{1,3}"
_REACH = 150
_BETWEEN = re.compile(
    r"[\s\u00a0]+(?:(?:the|its|their|these|those|all|both|only|just|also)[\s\u00a0]+)?"
)
_HOSTAGE = re.compile(r"[\s\u00a0]+(?:hostages?|captives?|prisoners?|into[\s\u00a0]captivity)\b")
_WHO = re.compile(r"[\s\u00a0,]*(?:who|that)\b", re.I)
_LIVES = re.compile(
    r"\b(?:claim\w*|cost\w*|took|taking|taken|lost|loss of|losing)[\s\u00a0]+$", re.I
)
_HELD = re.compile(r"\b(?:took|takes?|taking|hold|holds|holding|held)[\s\u00a0]+$", re.I)
_SENT = re.compile(r"\b(?:sen[dt]s?|sending|put|puts|putting|landed)[\s\u00a0]+$", re.I)
_COST = re.compile(r"\bcost(?:s|ing)?[\s\u00a0]+$", re.I)
_THEIR_LIVES = re.compile(r"[\s\u00a0]+(?:their|his|her)[\s\u00a0]+(?:lives|life)\b", re.I)
_TAKEN_AFTER = re.compile(
    r"[\s\u00a0]+(?:have[\s\u00a0]been|had[\s\u00a0]been|was|were|are)[\s\u00a0]+(?:taken|seized|held)\b"
)
_PARTITIVE = re.compile(r"[\s\u00a0]+of\b", re.I)
_REPORTED = re.compile(r"\b(?:was|were|been|be|is|are)[\s\u00a0]+(?:reported|said)\b")
_HOSPITAL = re.compile(
    r"[\s\u00a0]+(?:to|in|into)[\s\u00a0]+(?:(?:the|a|an|local|area|nearby)[\s\u00a0]+){0,2}(?:hospitals?|ER)\b",
    re.I,
)
_BLAME = re.compile(r"\b(?:with|of|for|in|attempted|suspected|by)[\s\u00a0]+$", re.I)
_OBJECT = re.compile(
    r"[\s\u00a0]+(?:and[\s\u00a0]+\w+[\s\u00a0]+)?(?:\d|(?!(?:By|In|At|After|On|When|During|As|Near|While|Outside|Inside|Following)\b)"
    r"(?![A-Z][a-z]+day\b)[A-Z][a-z]+|(?i:@)\b)"
)
_BE = re.compile(
    r"\b(?:was|were|been|be|being|is|are|got|getting|left|found|confirmed|feared|reported|believed"
    r"|presumed|said|listed|declared|pronounced|'re|’re)\b"
)


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
        other = _subject(text, sentence, quantity, found) if part else None
        return other or _noun(text, quantity)
    return (
        unknown(text, sentence, quantity)
        or _object(text, sentence, quantity)
        or _taken(text, quantity)
        or _subject(text, sentence, quantity, found)
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


def _taken(text: str, quantity: Quantity) -> Count | None:
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


def _named(text: str, quantity: Quantity) -> Count | None:
    """What the noun or the word before it says, where no verb says another thing."""
    if quantity.told:
        return Count(quantity, quantity.span, quantity.counted)
    taken = _TAKEN_AFTER.match(text, quantity.span.end) if quantity.counted else None
    if taken:
        return Count(quantity, Span(quantity.span.start, taken.end()), quantity.counted)
    noun = quantity.counted and (
        _is_held(text, quantity) or _IS_FATE.search(_last_word(text, quantity))
    )
    return _noun(text, quantity) if noun else None


_IS_FATE = re.compile(r"(?:dead|wounded|injured|missing)$", re.I)


def _last_word(text: str, quantity: Quantity) -> str:
    return quantity.span.of(text).rsplit(None, 1)[-1]


def _is_held(text: str, quantity: Quantity) -> bool:
    """Whether somebody holds them: "took 12 hostages"; hostages alone may be free again."""
    low = max(0, quantity.span.start - 16)
    return _HELD.search(text, low, quantity.span.start) is not None


def _object(text: str, sentence: Span, quantity: Quantity) -> Count | None:
    low = max(sentence.start, quantity.span.start - 60)
    last = _last("before", text, low, quantity.span.start)
    if last is None or not _BETWEEN.fullmatch(text, last.end(), quantity.span.start):
        return None
    start, counted = _widened_left(text, low, last, "before")
    if _STRUCK_DEAD.match(text, start):
        counted = ("killed",)
    if quantity.human is None and (set(counted) & {"lost", "survived"} or _is_loose(last[0])):
        return None
    if _is_blamed(text, start, quantity):
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


_PASSIVE_ONLY = frozenset({"hit", "struck"})
_LOOSE = frozenset({"hit", "struck", "hitting", "striking", "shooting", "stabbing", "shoot"})


def _is_blamed(text: str, start: int, quantity: Quantity) -> bool:
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
    return _widened_right(text, how, sentence.end) if how else (quantity.span.end, ())


def _widened_left(
    text: str, low: int, last: re.Match[str], table: str
) -> tuple[int, tuple[str, ...]]:
    """ "killed or wounded 300": the fates joined before the last one."""
    counted, start = set(_fate(last[0], table)), last.start()
    pattern = re.compile(rf"({vocabulary.pattern(table).pattern})(?:{_JOINT})$", re.I)
    while earlier := pattern.search(text[low:start]):
        counted |= set(_fate(earlier[1], table))
        start = low + earlier.start()
    return start, tuple(sorted(counted))


_JOINT = rf",?{_SPACE}(?:and|or|and/or){_SPACE}|,{_SPACE}"


def _last(table: str, text: str, low: int, high: int) -> re.Match[str] | None:
    found = [*vocabulary.pattern(table).finditer(text, low, high)]
    return found[-1] if found else None


def _fate(phrase: str, table: str) -> tuple[str, ...]:
    return vocabulary.fate(table, phrase)


def _subject(
    text: str, sentence: Span, quantity: Quantity, found: Sequence[Quantity]
) -> Count | None:
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
        end, counted = turned(text, *_widened_right(text, match, limit), sentence.end)
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


def _single(text: str, sentence: Span, quantity: Quantity) -> Count | None:
    low = max(sentence.start, quantity.span.start - 60)
    last = _last("before", text, low, quantity.span.start)
    if last and _reaches(text, last.end(), quantity):
        counted = _fate(last[0], "before")
        plain = object_is_plain(text, quantity, last[0]) and set(counted) <= {"killed", "wounded"}
        if plain and not _is_blamed(text, last.start(), quantity):
            return Count(quantity, Span(last.start(), quantity.span.end), counted)
        return None
    found = subject_fate(text, sentence, quantity)
    if found is None:
        return None
    end, counted = turned(text, *found, sentence.end)
    return Count(quantity, Span(quantity.span.start, end), counted)


_SHARE_OF_THEM = re.compile(
    r"\b(?:third|quarter|half|fifth|per[\s\u00a0]?cent)s?[\s\u00a0]of[\s\u00a0](?:them|whom|those)\b"
)
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
    if not _fate(match[0], "before"):
        return False
    return (
        not _BE.search(gap) and _object_after().match(text, match.end(), sentence.end) is not None
    )


def _widened_right(text: str, match: re.Match[str], limit: int) -> tuple[int, tuple[str, ...]]:
    """ "wounded, captured or missing": all of them."""
    counted, end = set(_fate(match[0], "after")), match.end()
    while joined := _joined_fate(text, end, limit):
        counted |= set(_fate(joined[0], "after"))
        end = joined.end()
    return end, tuple(sorted(counted))


def _joined_fate(text: str, end: int, limit: int) -> re.Match[str] | None:
    """The next fate after "and", "or" or a comma, its helpers skipped."""
    joint = _joint().match(text, end, limit)
    if joint is None:
        return None
    fates = vocabulary.pattern("after")
    helped = fates.match(text, joint.end(), limit)
    return helped or fates.match(text, joint.end(1), limit)


@lru_cache(maxsize=1)
def _joint() -> re.Pattern[str]:
    words = "|".join(sorted(vocabulary.word_set("aux"), key=len, reverse=True))
    return re.compile(rf"((?:{_JOINT}|/)(?:(?:and|or){_SPACE})?)(?:(?:{words}){_SPACE})*", re.I)
