"""Numbers of people in a sentence: value, bounds, qualifier, and the words for the people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from earwitness.model import Span

from . import figures_words as vocabulary
from .figures_ages import is_age
from .figures_people import Nominal, people_after
from .numbers import NUMBER, whole

_OR_MORE = re.compile(r"[\s\u00a0]+or[\s\u00a0]+(more|so)\b", re.I)

_OF_THEM = re.compile(r"[\s\u00a0]+of[\s\u00a0]+(?:them|whom|those|us)\b", re.I)

_MORE = re.compile(r"[\s\u00a0]+(?:more|further|additional)\b(?![\s\u00a0]+than)", re.I)

_OTHERS = re.compile(r"[\s\u00a0]+(?:others?)\b", re.I)

_UNIT_WORD = re.compile(r"[\s\u00a0]?([A-Za-z%.]+)")


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
        else people_after(text, start, sentence.end)
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
    people = people_after(text, match.end(), end)
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
