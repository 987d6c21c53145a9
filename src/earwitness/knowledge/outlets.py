"""News outlets by name, by web host, and by the shape of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from earwitness.knowledge._phrases import Phrases, level, load

_TAIL = re.compile(
    r"(?:'s)?(?:[ ,]+(?:newspaper|magazine|news agency|newswire|website|broadcaster|tabloid"
    r"|daily|weekly"
    r"|channel|network|TV|television|online))*(?:'s)?$"
)
_ARTICLE = re.compile(r"(?:^|(?<=[^\w]))([Tt]he) $")
_SAYS = re.compile(
    r"(?:'s\b)?,? (?:has |had |also |first |later )?(?:said|says|report(?:s|ed)|wr(?:ites"
    r"|ote)|quot(?:es|ed)"
    r"|cit(?:es|ed)|publish(?:es|ed)|reveal(?:s|ed)|interviewed|understands|claim(?:s|ed)"
    r"|broke|added|told|was told)\b"
)
_NAME_GOES_ON = re.compile(
    r"(?:'s)? (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|March|April|May|June"
    r"|July|Aug|Sept|Oct|Nov|Dec))[A-Z]"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\"”“»«'(] ?|  )$")
# Last words of names by which a text that gave the full name may go on to speak of it.
_SHORT = (
    "Times",
    "Post",
    "Journal",
    "Herald",
    "Tribune",
    "Telegraph",
    "Globe",
    "Chronicle",
    "Mail",
)


def _forms() -> Iterator[tuple[str, str, str]]:
    """(form without article, canonical name, article rule: "", "the" or "The")."""
    for name, entry in _data()["outlets"].items():
        for form in entry["names"]:
            if form.startswith(("the ", "The ")):
                yield form[4:], name, form[:3]
            else:
                yield form, name, ""
        if name not in _data()["weak"] and "(" not in name and not name.startswith("The "):
            yield name, name, ""


@cache
def _data() -> dict[str, Any]:
    return load("outlets.toml")


@cache
def _phrases() -> Phrases:
    plain = [(level(form), f"{rule}|{name}") for form, name, rule in _forms()]
    return Phrases((*plain, *((word, "short|") for word in _SHORT)))


@cache
def _by_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for form, name, rule in _forms():
        table.setdefault(level(f"The {form}" if rule == "The" else form), name)
    for name in _data()["outlets"]:
        table[name] = name
    for name in _data()["weak"]:
        del table[name]
    return table


@cache
def _by_host() -> dict[str, str]:
    return {host: name for name, entry in _data()["outlets"].items() for host in entry["hosts"]}


def outlet_named(words: str) -> str | None:
    """The canonical name of the outlet that the words name, article and "'s" aside, or None."""
    plain = level(words).strip(" ,.")
    for text in (plain, _TAIL.sub("", plain, count=1)):
        for form in (text, re.sub(r"^[Tt]he ", "", text)):
            name = _by_name().get(form)
            if name is not None:
                return name
    return None


def outlet_for_host(host: str) -> str | None:
    """The canonical name for a web host or any host below it ("www.bbc.co.uk"), or None."""
    labels = host.lower().strip(". ").split(":")[0].split(".")
    for first in range(len(labels) - 1):
        name = _by_host().get(".".join(labels[first:]))
        if name is not None:
            return name
    return None


def find_outlets(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every named outlet as (start, end, canonical name); the article is not part of the span."""
    return tuple(_found(level(text)))


def _found(plain: str) -> Iterator[tuple[int, int, str]]:
    seen: dict[str, str] = {}
    for start, end, value in _phrases().scan(plain):
        rule, _, name = value.partition("|")
        if rule and not _fits(plain, start, end, rule):
            continue
        last = plain[start:end].rpartition(" ")[2]
        name = seen.get(last, name) if rule else name
        if name:
            seen[name.rpartition(" ")[2]] = name
            yield start, end, name


def _fits(plain: str, start: int, end: int, rule: str) -> bool:
    """Whether a name that is an everyday word has the article, and no longer name, around it."""
    article = _ARTICLE.search(plain, max(0, start - 5), start)
    if article is None or _NAME_GOES_ON.match(plain, end) or plain[end : end + 1] == "-":
        return False
    if rule != "The":
        return True
    if article.group(1) != "The":
        return False
    at = article.start(1)
    opens = _SENTENCE_START.search(plain, max(0, at - 3), at) is not None
    return not opens or _SAYS.match(plain, end) is not None


_STRONG_WORD = (
    r"Times|Post|Herald|Tribune|Gazette|Chronicle|Courier|Observer|Journal|News|Press|Daily|Weekly"
    r"|Telegraph|Bugle|Inquirer|Enquirer|Sentinel|Examiner|Ledger|Mercury|Echo|Argus|Insider|Beast"
    r"|Monitor|Broadcasting|Wire|Newswire|Dispatch|Standard|Register|Bulletin|Advertiser|Reporter"
    r"|Mirror|Guardian|Independent|Mail|Star-\w+|Globe|Bee|Citizen|Record|Review|Messenger"
    r"|Argosy|Recorder"
    r"|Radio|TV|Television|FM|Today|Tonight|Gazeta|Zeitung|Post-\w+|Evening|Morning|Sunday"
    r"|Online|Report"
)
_AGENCY = re.compile(
    r"\w \b(?:(?:News|Press|Telegraph(?:ic)?|Telegram) (?:Agency|Service|Association|Bureau)"
    r"|(?:news|press) agency)$"
)
_SHAPE = re.compile(
    rf"^(?:The )?(?:(?:[A-Z][\w.'&-]*|of|and|&|the|de|la) ){{0,5}}(?:{_STRONG_WORD})$"
)
_LEADS = re.compile(
    r"^(?:The )?(?:Daily|Weekly|Evening|Morning|Sunday|Radio|TV|Channel"
    r"|News) (?:[A-Z0-9][\w'-]*)(?: [A-Z0-9][\w'-]*){0,2}$"
)
_INSIDE = re.compile(r"^[A-Z]\w+ (?:Daily|Evening|Morning|Weekly) [A-Z]\w+$")
# Such words alone, or with these before them, name no outlet.
_NOT_SHAPE = re.compile(
    r"^(?:The )?(?:(?:Breaking|Good|Bad|Fake|Latest|Local|World|Big|More|Top|Royal|Daily"
    r"|Weekly|First|Last|Final"
    r"|Annual|Special|Interim|Free|Old|New|Hard|Modern|Medical|Police|Criminal|Living|Gold"
    r"|Double|Guest|Trading|Court|Public"
    r"|Command|Observation|Border|Check|Army|Sunday|Monday|This|Early|Late|Every)(?: (?:Times"
    r"|Post|News|Press|Record|Review"
    r"|Report|Today|Tonight|Standard|Morning|Evening|Sunday|Mail|Citizen|Monitor|Register"
    r"|Reporter|Observer|Wire|Radio|TV|Television))+"
    r"|\w+ (?:Sunday|Report|Review|Morning|Evening|Today|Tonight|Citizen|Observer)|\w+)$"
)
_KEEP = re.compile(
    r"^(?:The )?(?:Daily|Weekly) (?:Times|Post|News|Record|Mail|Monitor|Standard)$"
    r"|^[A-Z]\w+ (?:Observer|Today|Review|Citizen)$"
)


def looks_like_outlet(name: str) -> bool:
    """Whether a name in no list has the shape of a newspaper's, agency's or broadcaster's."""
    plain = level(name).strip(" ,.").removesuffix("'s").removesuffix(" newspaper")
    plain = re.sub(r"^[Tt]he ", "", plain)
    if len(plain) > 80 or not plain[:1].isupper():
        return False
    if _AGENCY.search(plain):
        return True
    if _NOT_SHAPE.match(plain) and not _KEEP.match(plain):
        return False
    return any(shape.match(plain) for shape in (_SHAPE, _LEADS, _INSIDE))
