"""Persons who are private by what is told of them: what was done, and who is kin of whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from earwitness.knowledge.parties import find_parties
from earwitness.knowledge.people import gender_of_name, kin

from .letters import fold
from .told import CAP, NAME, NAMES, SPLIT, Named, any_of, named_as
from .words import is_name_like, listed, name_parts, particles, table

_FAR = 3  # sentences over which a pronoun can reach back
_WHOLE = 2  # words of a whole name
_STOP = re.compile(r"[.!?…][”\"’)]*\s+(?=[“\"‘A-Z])|\n\s*\n|\n(?=[A-Z\d“])")
_INITIAL = re.compile(rf"\b({CAP}[ \u00a0][^\W\d_a-zа-я]\.)(?![ \u00a0]?[^\W\d_a-zа-я][\w.])")
_TITLES = re.compile(r"^(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Col|Gen|Prof|No|Art)$")
_MINE = re.compile(rf"\b[Mm]y\s+(?:(little|poor|dear|sweet)\s+)?({CAP})(?=[,.!?]|\s+[a-z])")
# Her friend Tirha hanged herself; Adele was carrying water when they stopped her.
_ALONE = re.compile(
    rf"(?<![\w’'\-“\"@#])(?P<name>{CAP})(?=(?:,[^,.]{{1,40}},)?\s+[a-z]+\b[^.\n]{{0,120}}?"
    r"\b(?:he|she|her|his|him|herself|himself)\b)"
)
_TO = "|".join((*listed("place", "before"), "from", "to", "of"))
_USER = re.compile(
    r"\b(?:user|account|subscriber)\s+(?:called|named|nicknamed|(?:with|under|by)\s+the\s+(?:user\s+)?name(?:\s+of)?)\s+"
    r"[“\"‘]?([\w.\-]*\w)"
)
_RUN = re.compile(rf"(?<![\w’'])({CAP}(?:[ \u00a0]{CAP})+)")


@lru_cache(maxsize=2048)  # of a desk that looks anew after every decision
def hinted(text: str) -> tuple[Named, ...]:
    """Every such person, each reason with the name."""
    found = [
        named
        for why, pattern in _patterns()
        for one in pattern.finditer(text)
        for name in re.split(SPLIT, one["name"])
        for named in named_as(name, why)
    ]
    found += [*_initialled(text), *_mine(text), *_alone(text), *_users(text)]
    for sentence, before in _sentences(text):
        found += [*_listed(sentence), *_owners(sentence, before)]
    return tuple(dict.fromkeys(found))


def whole_names(text: str, found: Iterable[Named]) -> Iterator[Named]:
    """The same, and the whole name where the text gives one alone to a first name."""
    for named in found:
        if len(named.name.split()) == 1:
            more = {
                name.name
                for run in re.finditer(
                    rf"(?<![\w’'])({re.escape(named.name)}[ \u00a0]{NAME})", text
                )
                for name in named_as(run[1], named.why)
            }
            if len(more) == 1:
                yield Named(more.pop(), named.why)
        yield named


def _initialled(text: str) -> Iterator[Named]:
    """Leni K.: so do courts and papers shield people. John F. Mason is not shielded."""
    for found in _INITIAL.finditer(text):
        first = found[1].split()[0]
        if is_name_like(first, False) and not _TITLES.match(first) and not find_parties(first):
            yield Named(first, "anonymous")


def _users(text: str) -> Iterator[Named]:
    """Who a user of a chat is: a user called tall-otter, and tall-otter is Jan Til."""
    for handle in dict.fromkeys(_USER.findall(text)):
        for found in re.finditer(
            rf"(?<![\w\-]){re.escape(handle)}[”\"]?\s+(?:is|was)\s+({NAME})", text
        ):
            yield from named_as(found[1], "call")


def _mine(text: str) -> Iterator[Named]:
    """My Zoe; not my Toyota."""
    for found in _MINE.finditer(text):
        if found[1] or gender_of_name(found[2]):
            yield from named_as(found[2], "kin")


def _alone(text: str) -> Iterator[Named]:
    """A given name alone of which the text tells something as of a person, and no surname."""
    for found in _ALONE.finditer(text):
        name = found["name"]
        whole = re.search(rf"{CAP}[ \u00a0]{name}\b|\b{name}[ \u00a0\-]{CAP}", text)
        if (
            "-" not in name
            and gender_of_name(name)
            and not whole
            and not find_parties(name)
            and not _is_town(name, text)
        ):
            yield Named(name, "anonymous")


def _is_town(name: str, text: str) -> bool:
    return bool(
        re.search(rf"\b(?i:{_TO})\s+(?:the\s+)?{name}\b(?!\s+(?:and\s+)?(?:who|she|he)\b)", text)
    )


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Each sentence with the last one before it, of three, in which somebody has a whole name."""
    start, before, since = 0, "", 0
    for stop in (*_STOP.finditer(text), None):
        sentence = text[start : stop.start() + 1 if stop else len(text)]
        yield sentence, before
        since = 0 if _persons(sentence) else since + 1
        before = "" if since > _FAR else before if since else sentence
        start = stop.end() if stop else len(text)


def _listed(sentence: str) -> Iterator[Named]:
    """Everybody behind "those who returned include"; "among them", of survivors."""
    for lead in _leads().finditer(sentence):
        for run in re.finditer(NAMES, sentence[lead.end() :]):
            for name in re.split(SPLIT, run[0]):
                yield from named_as(name, "captive")


def _owners(sentence: str, before: str) -> Iterator[Named]:
    """Whose relative is named: Kato, of "Kato’s brother, Memet"; the only one who can be meant."""
    for found in _relatives().finditer(sentence):
        if found["kin"] and not any(named_as(found["kin"], "kin")):
            continue
        if found["owner"]:
            whole = [n.name for n in named_as(found["owner"], "kin") if found["kin"]]
            # A surname alone is rather that of somebody of whom the whole report tells.
            yield from (Named(n, "kin") for n in whole if " " in n or gender_of_name(n))
            continue
        whole = _persons(sentence[: found.start()])
        whole = whole or (_persons(before) if not sentence[: found.start()].strip(' “"') else [])
        if len(whole) == 1:
            yield Named(whole[0], "kin")


def _persons(words: str) -> list[str]:
    """The whole names of persons in the words, each once."""
    found: dict[str, str] = {}
    for run in _RUN.finditer(words):
        before = words[: run.start()]
        place = r"\b(?:the|in|at|from|near|of|to)\s+$"
        if (
            run[1].isupper()
            or re.search(place, before, re.IGNORECASE)
            or run[1].split()[-1].lower() in listed("place", "nouns")
        ):
            continue
        for named in named_as(run[1], "kin"):
            if len(name_parts(named.name)) >= _WHOLE:
                found[fold(named.name)] = named.name
    return list(found.values())


@cache
def _relatives() -> re.Pattern[str]:
    word = rf"(?:[\w\-]+\s+)?(?i:{any_of(kin())})"
    owner = rf"\b(?P<owner>{CAP}(?:[ \u00a0]{CAP}){{0,2}})[’']s"
    return re.compile(
        rf"(?:{owner}|\b(?:[Hh]is|[Hh]er))\s+{word},?\s+(?:(?:named\s+)?(?P<kin>{NAME})|(?:said|says|told)\b)"
    )


@cache
def _leads() -> re.Pattern[str]:
    freed, harmed = any_of(listed("freed")), any_of(listed("captive") | listed("patient"))
    return re.compile(
        rf"\b(?:those|[Tt]hose)\s+(?:who\s+(?:were\s+|was\s+)?)?(?:{freed})\b[^.;:“”\"]{{0,40}}?\b"
        r"(?:include|included|are|were|is|was)\b"
        rf"|\b(?i:{harmed})\b[^.;“”\"]{{0,60}},\s+among\s+them\b"
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    name, names = f"(?P<name>{NAME})", f"(?P<name>{NAMES})"
    short = rf"{NAME}(?:(?<=[ \u00a0]\w)\.)?"
    known = rf"(?P<name>{short}(?:{SPLIT}{short})*)"
    only = any_of(table("only_as")["phrases"])
    harmed, treated = any_of(listed("captive", "harmed")), any_of(listed("patient", "treated"))
    freed, ill = any_of(listed("freed")), any_of(listed("patient", "ill"))
    illness = any_of(listed("patient", "illness"))
    near, relative = any_of(listed("near")), any_of(kin())
    sick = r"who\s+(?:has|had|lives\s+with|suffers\s+from|survived)\s+(?:\w+\s+){0,2}?"
    familiar = any_of(w.capitalize() for w in listed("courtesy", "familiar"))
    one = rf"(?:(?i:{any_of(particles())}) )?{CAP}"
    few = r"baby|girl|boy|infant|child|son|daughter"
    whose, when = r"(?:\b(?i:his|her|their|my)|[’']s)", r"(?=[.,;!]|\s+(?:and|when)\b)"
    went = r"\s+(?:[a-z]+\s+){0,5}?"
    told_as = r"known(?:\s+in\s+[a-z\s]+)?\s+(?:as|by)\s+[“\"‘]?"
    numbers = rf"(?:1[0-7]|[1-9]|{any_of(listed('minor', 'numbers'))})"
    aside = r"(?:,\s+[^,.“”\"]{1,40},)?"
    done = r"(?:was|were|is|are|has\s+been|have\s+been|had\s+been)\s+(?:being\s+|[a-z]+ly\s+)?"
    young = r"(?:month|week|day)s?"
    told = (
        ("source", rf"\b(?i:{only})\s+[“\"‘']?{known}"),
        # A trade or an age may stand between.
        ("patient", rf"\b{name}{aside}{went}{done}(?:{treated})\s+(?:at|in|for|by|on)\b"),
        ("captive", rf"\b{names}{aside}\s+{done}(?:{harmed})\b(?!\s+in\s+the)"),
        ("captive", rf"\b{names},\s+(?:{harmed})\s+(?:from|by|in|at|on|near)\b"),
        ("captive", rf"(?:^|[.!?\n”\"]\s*)(?i:{freed}|{harmed})\s+[^,.“”\"]{{2,40}},\s+{name}"),
        ("patient", rf"\b{name},\s+\d{{1,3}},\s+{sick}(?i:{illness})\b"),
        ("patient", rf"\b(?i:{ill})\s+(?:[a-z]+,?\s+)?{name}"),
        ("patient", rf"\b{name},\s+(?:who\s+is\s+)?(?:an?\s+)?(?i:{ill})\b"),
        ("kin", rf"{whose}\s+(?:[a-z]+\s+)?(?:{near}),?\s+(?:named\s+|called\s+)?{name}"),
        ("kin", rf"\b(?:{relative})\s+of\s+{NAME},\s+{name}(?=[,.;])"),
        ("kin", rf"\b(?:{relative})\s+of\s+{name},\s+{NAME}(?=[,.;])"),
        ("captive", rf"(?m:^)[ \t]*(?:\d+[.)]|[•*\-])[ \t]+{name}[^\n,]{{0,10}},\s+(?:born|b\.)\s"),
        ("anonymous", rf"\b[a-z]+,\s+(?:better\s+)?{told_as}(?P<name>{one})(?! {CAP})"),
        ("anonymous", rf"\b(?:{familiar})\s+(?P<name>{CAP})(?![ \u00a0\-]{CAP})"),
        ("kin", rf"\b(?:{relative}),\s+an?\s+[a-z\s]{{2,30}}\s(?:named|called)\s+{name}"),
        ("anonymous", rf"\bsurnamed\s+{name}"),
        ("captive", rf"\b{name}[’']s\s+(?:body|corpse|remains)\b"),
        ("captive", rf"\b(?i:body|corpse|remains|abuse|rape|abduction|kidnapping)\s+of\s+{name}"),
        ("minor", rf"\b{names},\s+who\s+turned\s+{numbers}(?![\w])"),
        ("minor", rf"\b{name},\s+(?:was|is)\s+(?:only\s+|just\s+)?{numbers}{when}"),
        ("minor", rf"\b{name},\s+who\s+was\s+(?:only\s+|just\s+)?{numbers}\s+(?:when|at)\b"),
        ("minor", rf"\b{names},(?:\s+[a-z]+)?\s+aged\s+{numbers}\s+and\s+{numbers}(?![\w])"),
        ("minor", rf"\b(?i:{few})\s+of\s+(?:\w+)\s+{young},\s+{name}"),
        ("minor", rf"\b{name},\s+(?:an?\s+)?(?:[a-z]+\s+)?(?:{any_of(listed('minor'))})(?=[,.;])"),
    )  # fmt: skip
    return tuple((why, re.compile(pattern)) for why, pattern in told)
