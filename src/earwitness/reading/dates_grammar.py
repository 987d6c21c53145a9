"""The grammar of English dates and times as regular expressions, one for each kind of expression.

Every kind is a pattern of its own with named parts; one master pattern, the same alternatives
without the names, finds all of them in one pass. Words come from data/dates.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from .numbers import DIGITS, ONES, SCALES, SPELLED, TENS

SP = r"\s{1,3}"
YEAR = r"(?:1[4-9]|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_NTH = r"(?:st|nd|rd|th)?"
_ZONE = (
    r"(?:GMT|BST|UTC|IST|CET|CEST|EET|EEST|MSK|[ECMP][SD]?T"
    r"|local time|Eastern|[A-Z][a-z]{2,12} time)"
)
_VAGUE = "a couple of|couple of|a few|few|several|some|many|various|a number of|numerous"
_HALF = rf"(?:{SP}and{SP}a{SP}half)?"
NUM = rf"(?:\d{{1,2}}{SP}\d/\d|(?i:{_VAGUE}|half{SP}an?|(?:{SPELLED})|an?|one)\b{_HALF}|{DIGITS})"


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The word lists of data/dates.toml."""
    text = files("earwitness.reading").joinpath("data/dates.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def either(table: Any) -> str:
    """An alternation of words, the longest first, any white space between them."""
    ordered = sorted(table, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", SP) for word in ordered)


_APART = r"(?i:year-(?:ago|earlier)|prior-year)"
_SHORT = ("may", "june", "july")


def _parts() -> dict[str, str]:
    data = words()
    months, days = data["months"], data["weekdays"]
    full_months = [m.capitalize() for m in months if len(m) > 4 or m in _SHORT]
    short_months = [m.capitalize() for m in months if m.capitalize() not in full_months]
    full_days = [d.capitalize() for d in days if d.endswith("day")]
    short_days = [d.capitalize() for d in days if not d.endswith("day")]
    return {
        "month": rf"(?:(?:{either(full_months)})\b|(?:{either(short_months)})\b\.?)",
        "upper": rf"(?:{either(m.upper() for m in full_months if m != 'May')})\b",
        "stem": rf"(?:{either(full_days)})",
        "wd": rf"(?:{either(full_days)})\b",
        "wdx": rf"(?:(?:{either(full_days)})\b|(?:{either(short_days)})\b\.?)",
        "unit": rf"(?:{either(data['units'])})",
        "part": rf"(?:{either(data['dayparts'])})\b",
        "season": rf"(?:{either(data['seasons'])})\b",
        "mod": rf"(?i:{either(data['mods'])})",
        "bound": rf"(?i:{either(data['bounds'])})",
        "ordinal": rf"(?i:{either(data['ordinals'])})",
    }


def _days(p: dict[str, str]) -> dict[str, str]:
    loose = rf"(?:(?P<mod>(?i:about|around|circa|early|late)){SP})?"
    rel = rf"(?:(?P<rel>(?i:last|this|next|this{SP}past|this{SP}coming)){SP})?"
    return {
        "weekof": rf"(?i:the{SP})?week{SP}of{SP}(?:(?P<m>{p['month']}){SP}(?P<d>{_DAY}){_NTH}"
        rf"|(?P<d2>{_DAY}){_NTH}{SP}(?P<m2>{p['month']}))(?:,?{SP}(?P<y>{YEAR})\b)?",
        "iso": r"(?P<y>\d{4})-(?P<mo>\d\d)-(?P<d>\d\d)(?!\d)",
        "spelled": rf"(?:(?P<m>{p['month']}){SP})?(?i:nineteen)[- ](?P<t>(?i:{'|'.join(TENS)}))"
        rf"(?:[- ](?P<o>(?i:{'|'.join(list(ONES)[1:10])})))?"
        rf"\b(?!{SP}(?:people|men|women|thousand))"
        rf"|(?i:the{SP}year){SP}(?P<k>(?i:two{SP}thousand(?:{SP}and)?"
        rf"(?:{SP}(?:{'|'.join([*ONES][1:])}))?))",
        "again": rf"(?:(?i:the){SP}(?:(?:latest|same|comparable|corresponding){SP})*"
        rf"(?:(?P<ago>{_APART}){SP}(?:quarter|period)|(?P<y>{YEAR}){SP}(?:quarter|period)|quarter)"
        rf"|(?i:the){SP}latest{SP}period|(?P<bare>{_APART})(?:{SP}(?:quarter|period))?)\b"
        rf"(?!{SP}(?:of|final|century|to|mile|past)\b|-)",
        "yearend": rf"(?:(?i:the){SP})?(?i:year)(?:['’]s{SP}|-|{SP})end\b",
        "running": rf"(?:(?P<mod>{p['mod']}){SP})?(?i:the){SP}"
        rf"(?P<adj>(?:current|latest|fiscal|full|whole|entire){SP})*"
        rf"(?P<u>week|month|year)\b(?(adj)|(?!{SP}(?:{YEAR}|two|before|after|when|that|to|he|she"
        rf"|I|they|we|it|earlier|later)\b|['’](?!s\b)|-))",
        "slash": r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4}|\d\d)(?![\d/])",
        "dayrange": rf"(?P<d>{_DAY})(?=(?:{SP})?(?:-|–|—|to|and|or)(?:{SP})?{_DAY}{SP}"
        rf"(?P<m>{p['month']})(?:,?{SP}(?P<y>{YEAR})\b)?)",
        "dmy": rf"{loose}(?:{p['wdx']},?{SP})?(?:[Tt]he{SP})?(?P<d>{_DAY}){_NTH}{SP}(?:of{SP})?"
        rf"(?P<m>{p['month']})(?:,?{SP}(?P<y>{YEAR})\b)?",
        "mdy": rf"{loose}{rel}(?:{p['wdx']},?{SP})?(?P<m>{p['month']}){SP}(?:the{SP})?"
        rf"(?P<d>{_DAY}){_NTH}"
        rf"(?![\w%]|[,.]\d|:\d)(?:,?{SP}(?P<y>{YEAR})\b)?",
        "feast": rf"(?i:(?P<rel>last|this|next){SP})?(?P<f>(?i:{either(words()['feasts'])}))\b"
        rf"(?:,?{SP}(?P<y>{YEAR})\b)?",
        "clock": rf"(?:(?P<h>\d{{1,2}})(?:[:.](?P<mi>[0-5]\d))?(?:{SP})?"
        rf"(?P<ap>[ap](?:\.m\.|\.m\b|m\b\.?))"
        rf"|(?P<h3>\d{{1,2}}){SP}(?:o['’]clock{SP})?(?P<dp>in{SP}the{SP}(?:morning|afternoon|evening)"
        rf"|at{SP}night)\b"
        rf"|(?P<h2>[01]?\d|2[0-3]):(?P<mi2>[0-5]\d)(?![\d:])|(?P<w>(?i:noon|midnight|midday))\b)"
        rf"(?:(?:{SP})?\(?(?P<z>{_ZONE})\b\)?)?",
    }


def _calendar(p: dict[str, str]) -> dict[str, str]:
    mod = rf"(?:(?P<mod>{p['mod']})(?:-|{SP})(?:in{SP})?)?"
    of_year = rf"(?:,?{SP}(?:of{SP})?(?P<y>{YEAR})\b|{SP}(?P<yr>last|this|next|that){SP}year\b)?"
    rel = r"(?i:the|its|their|this|last|next|that|each)"
    adj = r"(?i:latest|current|year-ago|year-earlier|previous|same|comparable|fiscal|full|flat)"
    return {
        "month": rf"{mod}(?:(?P<rel>(?i:last|this|next|past|this{SP}past)){SP})?"
        rf"(?P<m>{p['month']}|{p['upper']}){of_year}",
        "decade": rf"(?:(?i:the){SP})?{mod}(?:(?P<y>{YEAR[:-2]}0)s|['’](?P<yy>[2-9]0)s"
        r"|(?P<w>(?:twen|thir|for|fif|six|seven|eigh|nine)ties))\b",
        "year": rf"(?:(?P<mod>{p['mod']})(?:-|{SP})(?:in{SP})?)?"
        rf"(?:(?i:the){SP}year{SP}|fiscal{SP})?"
        rf"(?P<y>{YEAR})\b(?![,.:]\d|/\d|[-–]\d{{5}})",
        "quarter": rf"(?:(?P<yr0>(?i:this|last|next)){SP}year['’]s{SP}|{rel}{SP})?"
        rf"(?:(?P<y0>{YEAR}){SP})?(?:{adj}[- ])*"
        rf"(?P<o>(?i:first|second|third|fourth))"
        rf"[- ]quarter\b(?:{SP}(?:of|in){SP}(?:fiscal{SP})?"
        rf"(?P<y>{YEAR}|(?:last|this|next){SP}year)\b)?",
        "half": rf"(?:{rel}{SP})?(?P<o>first|second|last|latter)"
        rf"(?:[- ]half|{SP}two{SP}quarters){SP}of{SP}"
        rf"(?:(?P<y>{YEAR})\b|(?P<yr>last|this|next){SP}year)",
        "season": rf"(?:(?P<rel>(?i:last|this|next|the|in|this{SP}past|that)){SP})"
        rf"(?:(?P<mod>early|mid|late)[- ])?(?P<s>{p['season']})(?:{SP}(?:of{SP})?(?P<y>{YEAR})\b)?",
        "century": rf"(?:(?i:the){SP})?{mod}(?P<n>\d{{1,2}}(?:st|nd|rd|th)|{p['ordinal']})"
        r"[- ]century\b",
    }


def _relative(p: dict[str, str]) -> dict[str, str]:
    data = words()
    unit = rf"(?P<u>{p['unit']})s?\b"
    mod = rf"(?:(?P<mod>{p['mod']}){SP})?"
    bound = rf"(?:(?P<b>{p['bound']}){SP})?"
    near = r"(?i:past|last|next|coming|previous|first|final|following)"
    rels = rf"last|this|next|(?:the{SP})?(?:past|coming|previous|following|current|same)|that"
    return {
        "beforelast": rf"(?i:the{SP})?(?i:day){SP}"
        rf"(?P<w>(?i:before{SP}yesterday|after{SP}tomorrow))\b",
        "ago": rf"{bound}(?P<n>{NUM}){SP}{unit}(?:{SP}or{SP}so)?{SP}"
        rf"(?P<dir>ago|earlier|from{SP}now|hence)\b",
        "pastn": rf"(?i:(?:the|these|this){SP})?(?P<rel>{near}){SP}(?P<n>{NUM}){SP}"
        rf"(?:or{SP}so{SP})?{unit}",
        "vague": rf"(?i:(?:the|these){SP})?(?P<rel>(?i:recent|past|coming)){SP}"
        rf"(?P<u>{p['unit']})s\b",
        "each": rf"(?P<e>(?i:every|each)){SP}(?:other{SP})?(?:{unit}|(?P<part>{p['part']})"
        rf"|(?P<wd>{p['wd']})(?:{SP}(?P<part2>{p['part']}))?|(?P<m>{p['month']}))",
        "nextday": rf"(?i:the){SP}(?P<rel>next|following|previous|same){SP}"
        rf"(?P<part>{p['part']}|day\b)",
        "unit": rf"{mod}(?P<rel>(?i:{rels})){SP}(?:(?P<part>{p['part']})|(?P<we>weekend)\b|{unit})",
        "weekend": rf"{mod}(?i:the){SP}(?P<we>weekend)\b",
        "inunit": rf"(?P<mod>earlier|later|early|late){SP}in{SP}the{SP}{unit}",
        "daypart": rf"(?:(?P<mod>early|late){SP})?(?i:the){SP}(?:(?:early|late){SP})?"
        r"(?P<part>morning|afternoon|evening)\b",
        "partof": rf"(?:(?P<mod>mid)-)?(?P<part>{p['part']}){SP}"
        r"(?P<w>yesterday|today|tomorrow)\b",
        "unnumbered": rf"(?P<u>{p['unit']})s{SP}ago\b",
        "someday": rf"one{SP}day\b",
        "deictic": rf"(?:(?P<mod>(?i:early|earlier|later?)){SP})?"
        rf"(?P<w>(?i:today|yesterday|tomorrow|tonight|overnight))\b(?:{SP}(?P<part>{p['part']}))?",
        "weekday": rf"(?:(?P<mod>(?i:early|earlier|later?)){SP}(?:on{SP})?)?"
        rf"(?:(?P<rel>(?i:last|this|next|this{SP}past|this{SP}coming|the{SP}previous|the{SP}following)){SP})?"
        rf"(?P<wd>{p['wd']})(?:{SP}(?P<part>{p['part']}))?",
        "weekdays": rf"(?P<wd>{p['stem']})s(?:{SP}(?P<part>{p['part']}))?\b",
        "duration": rf"{bound}(?P<n>{NUM})(?:{SP}|-)"
        rf"(?:(?:more|full|straight|consecutive|whole|long|additional|trading|working){SP})?{unit}"
        rf"(?!-(?:ago|earlier)\b)(?![- ]olds?\b|[- ]of[- ]age)"
        rf"(?:[- ]long\b)?(?P<half>{SP}and{SP}a{SP}half\b)?",
        "set": rf"(?P<w>(?i:{either(data['sets'])}))\b",
        "adverb": rf"(?P<w>(?i:{either(data['adverbs'])}))\b",
        "bare": rf"(?:the{SP})?(?P<u>{p['unit']})s\b",
    }


@lru_cache(maxsize=1)
def _sources() -> dict[str, str]:
    """Each kind of expression and its pattern, in the order in which they are tried."""
    parts = _parts()
    calendar, relative = _calendar(parts), _relative(parts)
    early = {
        k: relative.pop(k) for k in ("beforelast", "ago", "pastn", "each", "someday", "partof")
    }
    early = {"half": calendar.pop("half"), **early}
    late = {k: relative.pop(k) for k in ("duration", "set", "adverb", "unnumbered", "bare")}
    return {**_days(parts), **early, **calendar, **relative, **late}


_DIGIT_KINDS = (
    "iso",
    "slash",
    "dayrange",
    "dmy",
    "clock",
    "ago",
    "year",
    "quarter",
    "century",
    "duration",
)


@lru_cache(maxsize=64)
def alternative(kind: str) -> re.Pattern[str]:
    """The pattern of one kind, compiled when a text first needs it."""
    return re.compile(rf"(?:{_sources()[kind]})(?!\w)")


WORD = re.compile(r"(?<![\w$£€¥])(?<!\d[,.:])(?:\d|['’](?=\d0s)|[A-Za-z]+)")


def _heads(table: Any) -> set[str]:
    """The first words of phrases."""
    return {phrase.split()[0].split("-")[0].split("'")[0].split("’")[0] for phrase in table}


def _first_words() -> dict[str, set[str]]:
    """The words, in lower case, with which each kind can begin; digits apart."""
    data = words()
    table = {name: set(listed.split()) for name, listed in data["starters"].items()}
    months, days, mods = set(data["months"]), set(data["weekdays"]), _heads(data["mods"])
    numbers = {*ONES, *TENS, *SCALES, *_heads(data["bounds"]), *table["number"]}
    return {
        "dmy": days | table["loose"] | {"the"},
        "mdy": days | table["loose"] | months | {"last", "this", "next"},
        "spelled": months | {"nineteen", "the"},
        "feast": _heads(data["feasts"]) | {"last", "this", "next"},
        "ago": numbers,
        "duration": numbers,
        "month": mods | months | table["near"],
        "decade": mods | {"the", ""},
        "year": mods | {"the", "fiscal"},
        "century": mods | _heads(data["ordinals"]) | {"the"},
        "unit": mods | table["unit"],
        "weekend": mods | {"the"},
        "weekday": days | table["weekday"],
        "weekdays": {f"{day}s" for day in days},
        "set": _heads(data["sets"]),
        "adverb": _heads(data["adverbs"]),
        "unnumbered": {f"{unit}s" for unit in data["units"]},
        "bare": {f"{unit}s" for unit in data["units"]} | {"the"},
        "partof": {*data["dayparts"], "mid"},
        **{kind: table[kind] for kind in _LISTED},
    }


_LISTED = (
    "clock",
    "beforelast",
    "pastn",
    "each",
    "quarter",
    "half",
    "season",
    "again",
    "yearend",
    "running",
    "nextday",
    "vague",
    "inunit",
    "daypart",
    "someday",
    "weekof",
    "deictic",
)


@lru_cache(maxsize=1)
def kinds() -> dict[str, tuple[str, ...]]:
    """For each first word the kinds that it can begin, in the order in which they are tried."""
    first = _first_words()
    found: dict[str, list[str]] = {}
    for kind in _sources():
        for word in first.get(kind, ()):
            found.setdefault(word, []).append(kind)
    return {word: tuple(listed) for word, listed in found.items()}


def kinds_of(word: str) -> tuple[str, ...]:
    """The kinds that a word or digit can begin."""
    if word[0].isdigit():
        return _DIGIT_KINDS
    return kinds().get("" if word[0] in "'’" else word.lower(), ())


@lru_cache(maxsize=1)
def trigger() -> re.Pattern[str]:
    """Words without which no expression exists: the cheap first look."""
    data = words()
    capital = [w.capitalize() for w in (*data["months"], *data["weekdays"])]
    upper = [m.upper() for m in data["months"] if len(m) > 4]
    lower = [*data["units"], "weekend", "morning", "afternoon", "evening", "nights?"]
    lower += [
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "overnight",
        "noon",
        "midnight",
        "midday",
    ]
    lower += ["nineteen", "[a-z]{3,5}tie", "period"]
    lower += [*data["seasons"], *data["sets"], *data["feasts"]]
    lower += sorted({w.split()[-1] for w in data["adverbs"]})
    small = "|".join(sorted(set(lower), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"\b(?:{'|'.join(sorted([*capital, *upper], key=len, reverse=True))}|(?i:{small})s?"
        rf"|\d{{1,2}}(?::\d\d|(?:{SP})?[ap]\.?m\b|/\d)|{YEAR})|['’][2-9]0s"
    )
