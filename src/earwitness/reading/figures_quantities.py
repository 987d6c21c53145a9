"""Numbers of people in a sentence: value, bounds, qualifier, and the words for the people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_ages import is_age
from .numbers import NUMBER, whole

_WORD = re.compile(
    r"[ \t\u00a0\n]{1,3}(\d{1,3}[- ](?:year|month|week|day)s?[- ]olds?(?![\w-])"
    r"|(?:[A-Z]\.){2,}|[^\W\d_][\w’'-]*)"
)
_OR_MORE = re.compile(r"[\s\u00a0]+or[\s\u00a0]+(more|so)\b", re.I)
_OF_THEM = re.compile(r"[\s\u00a0]+of[\s\u00a0]+(?:them|whom|those|us)\b", re.I)
_MORE = re.compile(r"[\s\u00a0]+(?:more|further|additional)\b(?![\s\u00a0]+than)", re.I)
_OTHERS = re.compile(r"[\s\u00a0]+(?:others?)\b", re.I)
_UNIT_WORD = re.compile(r"[\s\u00a0]?([A-Za-z%.]+)")
_YEARS_OLD = re.compile(r"\d{1,3}[- ](?:year|month|week|day)s?[- ]old(s?)$", re.I)
_AND_OTHERS = re.compile(
    r"(?:,[ ][a-z]+){0,3},?[\s\u00a0](?:and|or)[\s\u00a0]([a-z]+)"
    r"(?=[\s\u00a0](?:[a-z]+ed|ha[ds]|have|we?re|was|died|lost|in|at|on|from|are|dead)\b|[.,;])"
)
_PEOPLE_ENDING = re.compile(
    r"(?:[a-z]{2,}(?:ers|ors|ists|ians|men|women|ees|ants|ents|eers|folk|mates|goers|makers))$"
)
_DEMONYM = re.compile(r"[A-Z][a-z]+(?:ans|ians|ese|ish|is|ites|ers|i)$")


_HELD = frozenset({"hostage", "hostages", "captive", "captives", "prisoner", "prisoners"})
_JOINS = frozenset({"and", "or"})
_BARE = frozenset({"dead", "injured", "wounded", "missing"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its people. `human`: True, False, or None where no noun stands beside it."""

    span: Span
    number: Span
    value: int | None
    low: int | None
    high: int | None
    qualifier: str
    people: Span | None
    human: bool | None
    counted: tuple[str, ...] = ()
    single: bool = False
    told: bool = False  # the fate stands before the people: "60 wounded soldiers"


@dataclass(frozen=True, slots=True)
class Nominal:
    """The words after a number: the people, where they end, and what the noun itself counts."""

    people: Span | None
    end: int
    human: bool | None
    singular: bool
    counted: tuple[str, ...]
    told: bool = False
    many: int = 1  # how many an article stands for: "a husband and wife"


def quantities(text: str, sentence: Span, taken: tuple[Span, ...]) -> Iterator[Quantity]:
    """The numbers of a sentence that may count people, those of dates (`taken`) left out."""
    position = sentence.start
    while match := vocabulary.quantity().search(text, position, sentence.end):
        start, pre = _qualified(text, sentence, match.start())
        match = _cut(text, match, pre)
        number = _number_span(match)
        position = number.end
        if any(number.meets(span) for span in taken) or _is_other(text, match, number):
            continue
        inner = _whole_of(text, match, sentence.end)
        if inner is not None:
            position = inner
            continue
        found = _quantity(text, sentence, match, number, (start, pre))
        if found:
            yield found
            position = max(found.span.end, number.end)


_ROSE = re.compile(
    r"\b(?:rose|risen|rising|up|increased?|climbed|jumped|grew|grown|gone|went|revised|raised)"
    r"[\s\u00a0]+from[\s\u00a0]+$",
    re.I,
)


def _qualified(text: str, sentence: Span, number: int) -> tuple[int, str | None]:
    """Where the qualifier before a number begins, and which it is."""
    low = max(sentence.start, number - 34)
    before = text[low:number]
    match = vocabulary.qualifier_before().search(before)
    if match is None:
        return number, None
    named = [_named(words) for words in (match[1], before[match.start() : match.start(1)])]
    found = next((name for name in named if name and name != "exact"), "exact")
    return low + match.start(), found


def _named(words: str) -> str | None:
    return vocabulary.qualifiers().get(" ".join(words.lower().split()))


def _cut(text: str, match: re.Match[str], pre: str | None) -> re.Match[str]:
    """ "12 and 15" is a range only after "between": otherwise the first number alone."""
    if (match["joint"] or "").lower() != "and" or pre == "between":
        return match
    return vocabulary.quantity().match(text, match.start(), match.end("lo")) or match


def _number_span(match: re.Match[str]) -> Span:
    name = next(n for n in ("vague", "lo", "none", "both", "one") if match[n] is not None)
    return Span(match.start(name), match.end("hi" if match["hi"] else name))


def _is_other(text: str, match: re.Match[str], number: Span) -> bool:
    if is_age(text, number):
        return True
    unit = _UNIT_WORD.match(text, number.end)
    if unit and unit[1].lower().rstrip(".") in vocabulary.word_set("units"):
        return not (match["one"] or match["none"])
    if match["strong"]:
        return False
    return bool(re.match(r"[\s\u00a0]*[-–][A-Za-z]", text[number.end : number.end + 4]))


def _quantity(
    text: str, sentence: Span, match: re.Match[str], number: Span, before: tuple[int, str | None]
) -> Quantity | None:
    start, more = _noun_start(text, match)
    named = (
        Nominal(None, more, None, False, ())
        if start is None
        else _people(text, start, sentence.end)
    )
    if match["one"] and not (named.human and named.singular):
        return _another(text, sentence, match, number)
    if match["none"] and _PARTLY.match(text, named.end, sentence.end):
        return None
    if match["both"] and not named.human:
        return None
    if _is_numbered(text, match, named) or (match["of"] and named.end <= match.end()):
        return None
    if (match["none"] or "").lower() == "no" and not named.human and not named.counted:
        return None
    tail = _OR_MORE.match(text, named.end)
    further = start is not None and more > match.end()
    qualifier = _qualifier(match, before[1], further, tail[1].lower() if tail else None)
    rose = match["hi"] is not None and _ROSE.search(text, max(0, number.start - 26), number.start)
    worth = _worth(match, "exact" if rose else qualifier)
    if match["one"] and named.many > 1:
        worth = (named.many,) * 3
    if worth[0] is None and qualifier in ("exact", "about", "at least", "further"):
        return None
    begin = number.start if rose or (before[1] == "between" and not match["hi"]) else before[0]
    span = Span(begin, tail.end() if tail else named.end)
    if rose:
        qualifier = "exact"
    return Quantity(
        span,
        number,
        *worth,
        qualifier,
        named.people,
        named.human,
        named.counted,
        told=named.told,
    )


# "No one was seriously hurt" leaves open whether anybody was hurt.
_PARTLY = re.compile(
    r"(?:[\s\u00a0]+(?:[a-z]+ing|[a-z]+ed|was|were|is|are|had|has|have|any|being|been))*[\s\u00a0]+"
    r"(?:seriously|severely|critically|badly|(?:non-)?life[-\s]threatening|serious|major|critical)\b"
)
_FATED = re.compile(
    r"[\s\u00a0]+(?:(?:was|is|were)[\s\u00a0]+)?(?:\w+ly[\s\u00a0]+)?(?:wounded|injured|hurt|dead|killed|missing"
    r"|in[\s\u00a0]\w+[\s\u00a0]condition|critical\w*|hospitali[sz]ed)\b"
)
_FATING = re.compile(r"\b(?:wound|injur|kill|hurt)(?:ed|ing)?[\s\u00a0]+$")
_ENDED = re.compile(
    r"[\s\u00a0]*(?:$|[,.;!?])|[\s\u00a0]+(?:in|on|at|near|during|when|as|after|before)\b"
)


# "One of the two people killed": the two were killed.
_OF_SO_MANY = re.compile(rf"of[\s\u00a0](?:{vocabulary.DETERMINED}[\s\u00a0])?(?={NUMBER}\b)", re.I)
_HAD_IT = re.compile(
    r"[\s\u00a0]+(?:fatally[\s\u00a0]+)?(?:shot|killed|wounded|injured|hurt|stabbed|murdered|slain|arrested"
    r"|detained|captured|abducted|kidnapped)\b"
)


def _whole_of(text: str, match: re.Match[str], end: int) -> int | None:
    """Where the whole begins, where the words after the people are said of it."""
    whole = _OF_SO_MANY.search(text, match.start("of"), match.end()) if match["of"] else None
    if whole is None or not match["lo"]:
        return None
    people = _people(text, match.end(), end)
    return whole.end() if people.human and _HAD_IT.match(text, people.end) else None


def _another(text: str, sentence: Span, match: re.Match[str], number: Span) -> Quantity | None:
    """ "wounded another": one more, without a noun."""
    if (match["one"] or "").lower() != "another":
        return None
    fated = _FATED.match(text, number.end, sentence.end)
    done = _FATING.search(text, max(0, number.start - 12), number.start)
    if not fated and not (done and _ENDED.match(text, number.end)):
        return None
    return Quantity(number, number, 1, 1, 1, "further", None, None)


def _is_numbered(text: str, match: re.Match[str], named: Nominal) -> bool:
    """ "Studio 9 shooting death": the number belongs to the name before it."""
    if named.human or not named.counted or not match["lo"] or match["hi"]:
        return False
    noun = text[: named.end].rsplit(None, 1)[-1].lower()
    return noun in vocabulary.word_set("ones") and whole(match["lo"]) != 1


def _noun_start(text: str, match: re.Match[str]) -> tuple[int | None, int]:
    """Where the counted noun may begin (None after "of them"), and the end of "more" or "them"."""
    after = match.end()
    of_them = _OF_THEM.match(text, after)
    if of_them:
        return None, of_them.end()
    more = None if match["of"] else _MORE.match(text, after)
    end = more.end() if more else after
    others = _OTHERS.match(text, end)
    if others and others[0].endswith("s"):
        return None, others.end()
    return (others.end() if others else end), end


def _qualifier(match: re.Match[str], pre: str | None, further: bool, tail: str | None) -> str:
    if match["none"]:
        return "no"
    named = pre if pre not in (None, "between", "exact") else None
    if (match["one"] or "").lower() == "another":
        return named or "further"
    if match["vague"]:
        words = match["vague"].lower().split()
        return "a number of" if words[-1] == "of" else " ".join(words)
    if match["hi"]:
        return "between"
    if tail:
        return "at least" if tail == "more" else "about"
    return named or ("further" if further else "exact")


_LOW = frozenset({"exact", "at least", "more than", "further"})
_HIGH = frozenset({"exact", "up to", "at most", "fewer than", "nearly", "further"})


def _worth(match: re.Match[str], qualifier: str) -> tuple[int | None, int | None, int | None]:
    if match["none"]:
        return 0, 0, 0
    if match["vague"]:
        return None, None, None
    if match["hi"]:
        low, high = whole(match["lo"]), whole(match["hi"])
        if qualifier == "exact":
            return high, high, high
        return (None, low, high) if low is not None and high and low < high else (None, None, None)
    value = 1 if match["one"] else 2 if match["both"] else whole(match["lo"])
    return value, value if qualifier in _LOW else None, value if qualifier in _HIGH else None


def _people(text: str, start: int, end: int) -> Nominal:
    """The noun phrase after a number."""
    words: list[re.Match[str]] = []
    position, head, nouns = start, None, vocabulary.phrases("nouns")
    told = _told(text, start, end)
    if told:
        return told
    while len(words) < 7 and (match := _WORD.match(text, position, end)):
        lower = match[1].lower()
        person = _is_person(lower)
        named = head is None and words and all(w[1][0].isupper() for w in words)
        if lower in _BARE and named:  # "two South African dead"
            return _noun(words, match, nouns[lower])
        if lower in nouns and not person and (head is None or lower not in _BARE):
            return _noun(words, match, nouns[lower])
        if head is not None and (not person or lower in _HELD):
            break
        if vocabulary.STOP.match(lower) or lower in vocabulary.word_set("predicates"):
            break
        words.append(match)
        position = match.end()
        head = len(words) - 1 if person else head
    if head is None:
        return _unknown(words, start)
    return _headed(text, words, head)


def _told(text: str, start: int, end: int) -> Nominal | None:
    """ "60 wounded soldiers": the fate, and the people after it."""
    fate = _WORD.match(text, start, end)
    if fate is None or fate[1].lower() not in vocabulary.word_set("told"):
        return None
    people = _people(text, fate.end(), end)
    if not people.human or people.singular or people.people is None or people.counted:
        return None
    if fate[1].lower() in ("gunshot", "shooting", "stabbing"):
        if not people.people.of(text).lower().endswith("victims"):
            return None
        return Nominal(people.people, people.end, True, False, ("wounded",), told=True)
    counted = vocabulary.fate("after", fate[1]) or vocabulary.fate("before", fate[1])
    return Nominal(people.people, people.end, True, False, counted, told=True)


PAIRS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3}


@lru_cache(maxsize=1)
def _coordinated() -> re.Pattern[str]:
    noun = "|".join(sorted(vocabulary.single_people(), key=len, reverse=True))
    return re.compile(
        rf"((?:,[\s\u00a0](?:{noun}))*),?[\s\u00a0]and[\s\u00a0](?:{noun})(?![\w’'-]|[\s\u00a0]of\b)"
    )


def _several(text: str, words: list[re.Match[str]], head: int) -> tuple[int, int]:
    """How many one article stands for, and where they end: "a mother, father and toddler"."""
    lower, end = words[head][1].lower(), words[head].end(1)
    more = _coordinated().match(text, end)
    if more is None:
        return PAIRS.get(lower, 1), end
    return 2 + more[1].count(","), more.end()


def _headed(text: str, words: list[re.Match[str]], head: int) -> Nominal:
    lower = words[head][1].lower()
    if re.search(r"['’]s$", lower):  # "an officer's arm" is no officer
        return Nominal(None, words[0].start(1), False, False, ())
    if _is_single(lower):
        many, end = _several(text, words, head)
        if many > 1:
            return Nominal(Span(words[0].start(1), end), end, True, True, (), many=many)
    end = words[head].end(1) if _is_single(lower) else _joined(text, words[head].end(1))
    span = Span(words[0].start(1), end)
    counted = vocabulary.phrases("nouns").get(lower, ())
    return Nominal(span, span.end, True, _is_single(lower), counted)


def _joined(text: str, end: int) -> int:
    """ "150 soldiers and civilians": one number of two populations."""
    more = _AND_OTHERS.match(text, end)
    if more is None or more[1] in _BARE:
        return end
    plain = all(_is_person(word) for word in re.findall(r"[a-z]+", more[0]) if word not in _JOINS)
    return more.end() if plain and not _is_single(more[1]) else end


def _noun(words: list[re.Match[str]], match: re.Match[str], counted: tuple[str, ...]) -> Nominal:
    """A noun that is what is counted: "12 civilian deaths"; the words before it say whose."""
    people = Span(words[0].start(1), words[-1].end(1)) if words else None
    return Nominal(people, match.end(1), None, False, counted)


def _unknown(words: list[re.Match[str]], start: int) -> Nominal:
    if not words:
        return Nominal(None, start, None, False, ())
    last = words[-1][1]
    lower = last.lower()
    aged = _YEARS_OLD.fullmatch(last)
    if aged:
        span = Span(words[0].start(1), words[-1].end(1))
        return Nominal(span, span.end, True, not aged[1], ())
    plural = _PEOPLE_ENDING.search(lower) and lower not in vocabulary.word_set("things")
    if (plural and last[0].islower()) or _DEMONYM.fullmatch(last):
        span = Span(words[0].start(1), words[-1].end(1))
        return Nominal(span, span.end, True, False, ())
    return Nominal(None, start, False, False, ())


def _is_person(lower: str) -> bool:
    return lower.removesuffix("'s").removesuffix("’s") in vocabulary.word_set("people")


def _is_single(lower: str) -> bool:
    return lower.removesuffix("'s").removesuffix("’s") in vocabulary.single_people()
