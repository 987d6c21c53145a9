"""The outlet that a page names as its own: in furniture first, then where it speaks of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from earwitness.knowledge.outlets import outlet_named

_WORD = r"[A-Z0-9][\w&+-]*(?:[.'’](?!s\b)[\w&+-]+)*"
_NAME = rf"((?:[Tt]he[ \xa0])?[A-Z][\w&+-]*(?:[.'’](?!s\b)[\w&+-]+)*(?:[ \xa0](?:(?:of|and|on|&)[ \xa0])?{_WORD}){{0,5}})"
_OWN = r"['’]s\b"
_FURNITURE = (
    (4, re.compile(rf"\b(?:notifications?|alerts?|newsletters?|emails?|updates|more|news|stories|headlines|journalism|reporting)[ \xa0](?:from|by|on|at)[ \xa0]{_NAME}")),
    (4, re.compile(rf"\b(?:[Gg]et|[Rr]eceive|[Rr]ead|[Tt]o|[Ff]or|[Oo]f|[Ww]ith|[Ss]upport|[Ff]rom|[Jj]oin|[Ii]n|[Tt]ry)[ \xa0]{_NAME}{_OWN}")),
    (4, re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)(?:[ \xa0](?:©|\([Cc]\)|[Bb]y|[Cc]opyright))*[ \xa0,]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?[ \xa0,]*)?(?:by[ \xa0])?{_NAME}")),
    (4, re.compile(rf"^{_NAME}[ \xa0](?:has|have)[ \xa0]an?[ \xa0](?:long[ \xa0])?proud\b")),
    (3, re.compile(rf"\b(?:[Ss]ubscribe to|[Ss]upport|[Ff]ollow|[Dd]ownload|[Ii]nstall|[Ss]tay with|[Ss]ign up (?:for|to)|[Jj]oin|[Ll]ike|[Ww]elcome to|[Tt]hank you for reading|[Mm]ore on)[ \xa0]{_NAME}")),
    (3, re.compile(rf"\b(?:other|fellow)[ \xa0]{_NAME}[ \xa0](?:readers|users|subscribers)\b")),
)  # fmt: skip
_BODY = (
    (3, re.compile(rf"(?:^|[.!?”]\s){_NAME}[ \xa0](?:(?:has|have|had|was|is|could|can)[ \xa0]?(?:not|n['’]t)[ \xa0](?:yet[ \xa0])?(?:been[ \xa0])?(?:able[ \xa0]to[ \xa0])?|(?:has[ \xa0]been|was|is)[ \xa0]unable[ \xa0]to[ \xa0]|cannot[ \xa0])(?:independently[ \xa0]|immediately[ \xa0])*(?:verif|authenticat|corroborat)\w+")),
    (2, re.compile(rf"(?:^|[.!?”]\s){_NAME}[ \xa0](?:has|have)[ \xa0](?:contacted|approached|reached[ \xa0]out)[ \xa0]")),
    (2, re.compile(rf"^[A-Z][A-Z .,'’-]{{2,30}}[^()]{{0,25}}\({_NAME}\)\s?[-–—]")),
)  # fmt: skip
_COMPANY = re.compile(r"\b(?:inc|corp|corporation|llc|ltd|limited|group|holdings|company|co|broadcasting|communications|plc|gmbh)$", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:police|officials?|ministry|minister|government|kremlin|army|military|pentagon|office|department"
    r"|council|committee|forces?|command|authorit\w+|house|state|embassy|commission|court|union|nations"
    r"|organi[sz]ation|investigators?|sheriff|prosecutors?|directorate|intelligence|service|he|she|it|they"
    r"|we|this|that|these|those|there|president|company|bank|university|hospital|party|republic|kingdom)\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"\b(?:our|us|your|my|their|his|her|you|twitter|facebook|google|apple|instagram|whatsapp|youtube|here|all rights)\b", re.IGNORECASE)  # fmt: skip


def outlet_of(furniture: Iterable[str], body: Iterable[str]) -> str | None:
    """The name that the page gives itself, with plain spaces; None when nothing tells."""
    votes: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for blocks, patterns in ((furniture, _FURNITURE), (body, _BODY)):
        for words in blocks:
            for weight, pattern in patterns:
                for match in pattern.finditer(words):
                    if patterns is _FURNITURE or _speaks(match[1]):
                        _vote(match[1], weight, votes, shown)
    if not votes:
        return None
    best = max(votes, key=lambda key: (votes[key], len(key), key))
    return shown[best]


def _speaks(words: str) -> bool:
    """Whether a name in the report may be the page's own: an office that checks is no outlet."""
    return not _OFFICE.search(words) or outlet_named(plain_name(words)) is not None


def _vote(words: str, weight: int, votes: Counter[str], shown: dict[str, str]) -> None:
    name = plain_name(words)
    if len(name) < 2 or _LOOSE.search(name):
        return
    if _COMPANY.search(name) and outlet_named(name) is None:
        return
    key = re.sub(r"\.(?:com|org|net|co\.uk)$", "", name.lower().removeprefix("the "))
    votes[key] += weight
    if key not in shown or (name.startswith("The ") and not shown[key].startswith("The ")):
        shown[key] = name


def plain_name(words: str) -> str:
    """A name with plain spaces, as a list of outlets prints it where it stands in one."""
    name = " ".join(words.split()).strip(" .")
    name = re.sub(r"(?: and \S+\.(?:com|org|net)| (?:19|20)\d\d)$", "", name)
    return outlet_named(name) or name.removeprefix("the ")
