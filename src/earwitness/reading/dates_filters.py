"""Which matches of the date grammar are no dates after all, and which way their words look."""

from __future__ import annotations

import re
from functools import lru_cache

from .dates_grammar import words

Match = re.Match[str]

_SENTENCE_END = re.compile(
    r"(?<![ap]\.m)(?<![A-Z])(?:(?<!\b[A-Z][a-z][a-z])|(?=[!?]))[.!?][\"”’)]*[\s\u00a0]+(?=[\"“‘(]?[A-Z])|\n\s*\n"
)


_BACK = re.compile(r"\b(?:since|last|ended|as[\s\u00a0]of)[\s\u00a0]+(?:the[\s\u00a0]+)?$", re.I)


_AHEAD = re.compile(
    r"\b(?:until|till)[\s\u00a0]+(?:[\d:]{1,5}[\s\u00a0]*[ap]\.?m\.?[\s\u00a0]+(?:[A-Z]{2,4}[\s\u00a0]+)?|noon[\s\u00a0]+"
    r"|midnight[\s\u00a0]+|early[\s\u00a0]+|mid-|late[\s\u00a0]+)?$",
    re.I,
)
_HAD = re.compile(r",?(?:[\s\u00a0]+[\w’']+){0,3}?[\s\u00a0]+had\b")
# A finite verb of the past right before a day holds it there.
_JUST = re.compile(
    r"\b(?:said|met|held|ruled|read|told[\s\u00a0]\w+|(?:announc|report|releas|arriv|publish|claim|attack|arrest)ed)"
    r"[\s\u00a0]+(?:on[\s\u00a0]+)?$"
)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    c = words()["contexts"]
    sources = {
        "tense": rf"(?P<future>(?<!\w)(?<!had been )(?:{c['future']})\b"
        r"(?:[ ](?:not[ ])?be)?(?:[ ]\w+ly)?(?:[ ]\w+(?:ed|en|eard|eld|old|uilt)\b)?)"
        rf"|(?P<past>\b(?:{c['past']})\b)",
        "counted": rf"[\s\u00a0]+(?:[A-Z]\w+[\s\u00a0]+)?(?:{c['counted']})\b",
        "counting": rf"(?:\b(?:{c['counting']})[\s\u00a0]+|[$£€¥#][\s\u00a0]?)$",
        "events": rf"['’]s[\s\u00a0]+(?:\w+[\s\u00a0]+)?(?:{c['events']})\b",
        "named": rf"[\s\u00a0]+(?:{c['named']})\b",
        "before_month": rf"\b(?:{c['before_month']})[\s\u00a0]+(?:the[\s\u00a0]+)?$",
        "before_unit": rf"\b(?:{c['before_unit']})[\s\u00a0]+$",
        "ratio": r"(?:\b(?:times|once|twice|\w{2,}s|\d+)[\s\u00a0]+)$",
        "age": r"[-\s\u00a0]+olds?\b",
        "pointed": r"\b(?:Black|Good|Bloody|Ash|Palm|Man|Super|Easter)[\s\u00a0]+$",
        "name": r"[\s\u00a0]+[A-Z][a-z]",
    }
    flags = {"counted", "named", "before_month", "before_unit", "counting"}
    return {k: re.compile(v, re.I if k in flags else 0) for k, v in sources.items()}


def pattern(name: str) -> re.Pattern[str]:
    """A context pattern by name."""
    return _patterns()[name]


# "when the case is heard in May" looks ahead.
_TO_COME = re.compile(
    r"\b(?:when|once|before|after|until|if)\b[^.;]{0,60}\b(?:is|are)[\s\u00a0]\w+(?:ed|en|rd|ld)"
    r"[\s\u00a0]+(?:(?:in|on)[\s\u00a0]+)?$"
)
# "planned for Saturday was canceled" is over.
_CALLED_OFF = re.compile(
    r"[\s\u00a0]+(?:[\w’']+[\s\u00a0]+){0,4}?(?:was|were|has been|have been|had been)[\s\u00a0]+"
    r"(?:cancell?ed|scrapped|abandoned|called[\s\u00a0]off|foiled|thwarted|prevented)\b"
)
_OF = re.compile(r"[\s\u00a0]+of\b")
_NEAR = 26  # characters: a past verb so close before a date holds it in the past


def way_of(text: str, start: int, end: int) -> str:
    """Which way the words look: "back" after "since", "past", "future", "open" without a verb.

    The nearest verb before decides, else the next after, within the sentence.
    """
    before = text[max(0, start - 110) : start]
    for stop in _SENTENCE_END.finditer(before):
        before = " " * stop.end() + before[stop.end() :]
    if _BACK.search(before) or _JUST.search(before):
        return "back"
    if pattern("events").match(text, end):
        return "past"
    if _TO_COME.search(before):
        return "future"
    if _CALLED_OFF.match(text, end):
        return "past"
    if _AHEAD.search(before):
        return "past" if _HAD.match(text, end) else "future"
    last = next(iter([*pattern("tense").finditer(before)][-1:]), None)
    if last is not None:
        near = len(before) - last.end() <= _NEAR
        return "future" if last.lastgroup == "future" else "past" if near else "open"
    after = text[end : end + 90]
    stop_after = _SENTENCE_END.search(after)
    first = pattern("tense").search(after[: stop_after.start()] if stop_after else after)
    return "future" if first is not None and first.lastgroup == "future" else "open"


def is_no_date(kind: str, match: Match, text: str) -> bool:
    """Whether the words around say that this is a count, a name, a verb or an age."""
    test = _TESTS.get(kind)
    return test is not None and test(match, text)


def _before(match: Match, text: str) -> str:
    return text[max(0, match.start() - 24) : match.start()]


def _no_year(match: Match, text: str) -> bool:
    if match["mod"] or not match[0][0].isdigit():
        return False
    before, end = _before(match, text), match.end()
    if pattern("counting").search(before) or pattern("counted").match(text, end):
        return True
    return bool(re.match(r"-[A-Za-z]|[\s\u00a0]?%", text[end : end + 6]))


# "the March accession", but "the March of Dimes"
_ARTICLE = re.compile(r"\b(?:the|The|its|their|his|her)[\s\u00a0]+$|['’]s[\s\u00a0]+$")
_NOUN = re.compile(r"[\s\u00a0](?!(?:of|for|to|on|in|against|and|or)\b)[a-z]{3,}")


def _no_month(match: Match, text: str) -> bool:
    if match["y"] or match["yr"] or match["mod"] or match["rel"]:
        return False
    name = match["m"].rstrip(".")
    if _NOUN.match(text, match.end()) and _ARTICLE.search(_before(match, text)):
        return False
    before = pattern("before_month").search(_before(match, text))
    if len(name) == 3 and name != "May" and not match["m"].endswith("."):
        return not re.search(r"\b(?:in|since|last|until)[\s\u00a0]+$", _before(match, text), re.I)
    if name in ("May", "March", "MARCH"):
        return not before or bool(re.match(r"[\s\u00a0]+on\b", text[match.end() : match.end() + 5]))
    named = pattern("name").match(text, match.end())
    return bool(named) and not before


def _no_weekday(match: Match, text: str) -> bool:
    before, after = _before(match, text), text[match.end() : match.end() + 30]
    if pattern("pointed").search(before):
        return True
    named = pattern("named").match(after)
    return named is not None and after.strip()[:1].isupper()


_LOOSE = re.compile(r"(?:a[\s\u00a0]+)?(?:few|several|many|couple)\b", re.I)


def _no_duration(match: Match, text: str) -> bool:
    if pattern("age").match(text, match.end()):
        return True
    if match["u"].lower() == "quarter" and "-" in match[0]:
        return True
    if match["u"].lower() == "quarter" and _OF.match(text, match.end()):
        return _LOOSE.match(match["n"]) is None
    return match["u"].lower() == "second" and not match[0].rstrip().endswith("s")


_LED_TO = re.compile(r"[\s\u00a0]+(?:before|after|leading|ahead|preceding|of)\b")


def _no_bare(match: Match, text: str) -> bool:
    """ "in the days before the raid" is a time by the raid, not how long something took."""
    if match[0][:1] in "tT" and _LED_TO.match(text, match.end()):
        return True
    return not pattern("before_unit").search(_before(match, text))


def _no_set(match: Match, text: str) -> bool:
    """A capital that no sentence start explains is part of a name: "the Daily Courier"."""
    if match["w"][0].islower():
        return False
    after = text[match.end() : match.end() + 3].lstrip()
    before = _before(match, text).rstrip()
    return after[:1].isupper() or (before[-1:] not in '.!?”"' and before != "")


def _no_day(match: Match, text: str) -> bool:
    return (
        match["m"] == "May"
        and match["y"] is None
        and bool(
            re.match(r"[\s\u00a0]+(?:I|we|he|she|they)\b", text[match.end() : match.end() + 8])
        )
    )


def is_rate(match: Match, text: str) -> bool:
    """Whether "a day" says how often ("30 shells a day"), not how long."""
    return (
        match["n"].lower() in ("a", "an")
        and match["b"] is None
        and bool(pattern("ratio").search(_before(match, text)))
    )


_TITLES = re.compile(
    r"\b(?:man|woman|person|player|team|book|time|day)[\s\u00a0]+of[\s\u00a0]+$", re.I
)


def _no_running(match: Match, text: str) -> bool:
    """ "man of the year" is a title, "the year of the flood" another year."""
    if re.match(r"[\s\u00a0]+of\b", text[match.end() : match.end() + 5]):
        return True
    return match["mod"] is None and _TITLES.search(_before(match, text)) is not None


_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*[\s\u00a0]+$")


def _no_deictic(match: Match, text: str) -> bool:
    """ "USA Today" is a paper."""
    return match["w"][0].isupper() and _CAPITAL.search(_before(match, text)) is not None


_STREAM = re.compile(
    r"[\s\u00a0](?!(?:accounts?|affairs|and|or|of|in|was|is|were|are|that|which|from|to|swept"
    r"|flow\w*|carr\w+|pull\w*|ran|runs?)\b)[A-Za-z\d]"
)


def _no_adverb(match: Match, text: str) -> bool:
    """ "a current account", "the current" of a river."""
    return match["w"] in ("current", "Current") and not _STREAM.match(text, match.end())


_OPEN = re.compile(
    r"\b(?:will|would|may|might|could|can|hop(?:e|es|ed|ing)|dream\w*|wish\w*)\b[^.;]{0,30}$"
)
_SPENT = re.compile(
    r"\b(?:take|last|need|require|within|for|just|only|than|least|about)s?[\s\u00a0]+$"
)
_TOLD = re.compile(r"[\s\u00a0]+(?:ago|later|after|before|earlier|last|when|of)\b")


def _no_someday(match: Match, text: str) -> bool:
    """ "one day" is open only after what looks ahead: else it is how long something took."""
    before = text[max(0, match.start() - 50) : match.start()]
    if _SPENT.search(before) or _TOLD.match(text, match.end()):
        return True
    return _OPEN.search(before) is None


_PART = re.compile(r"\b(?:in|by|during|through|until|since)[\s\u00a0]+$", re.I)


def _no_part(match: Match, text: str) -> bool:
    """ "4 in the morning" is a clock time, "the morning after" a day of its own."""
    return _PART.search(_before(match, text)) is None or bool(_TOLD.match(text, match.end()))


def _no_clock(match: Match, text: str) -> bool:
    """ "killed 4 in the morning" counts people."""
    if match["w"] and match["w"][0].isupper():
        return _CAPITAL.search(_before(match, text)) is not None
    if match["h3"] is None:
        return False
    at = re.compile(
        r"\b(?:at|about|around|by|until|till|before|after|since|from)[\s\u00a0]+$", re.I
    )
    return at.search(_before(match, text)) is None


_TESTS = {
    "running": _no_running,
    "deictic": _no_deictic,
    "adverb": _no_adverb,
    "someday": _no_someday,
    "daypart": _no_part,
    "clock": _no_clock,
    "year": _no_year,
    "month": _no_month,
    "weekday": _no_weekday,
    "duration": _no_duration,
    "bare": _no_bare,
    "set": _no_set,
    "dmy": _no_day,
    "mdy": _no_day,
}
