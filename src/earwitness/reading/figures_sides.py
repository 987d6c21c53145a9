"""Whether a count is of the speaker's own side, of the other, or from somebody who takes no part.

Nothing here knows any war: who fights is read from the report's own words ("war in X", "X's
troops"), and a side is given only where both the counted people and the speaker have a party.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from earwitness.knowledge.parties import find_parties, party_of
from earwitness.model import Actor, Document, Side, Span

from .figures_words import data

_OWN = re.compile(
    r"\b(?:it|they|we|he|she)(?:[’']ve|[’']d)?(?:[\s\u00a0]+(?:has|had|have|also|only))*[\s\u00a0]+$",
    re.I,
)
_OWN_WORDS = re.compile(r"\b(?:our|its|their)\b", re.I)


@lru_cache(maxsize=1)
def _war() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    war, force = data()["sides"]["war"], data()["sides"]["force"]
    before = re.compile(
        rf"\b(?:{war})\b(?:[\s\u00a0]+\w+){{0,2}}?[\s\u00a0]+(?:in|of|on|against|with|between|by)[\s\u00a0]+(?:the[\s\u00a0]+)?$"
        rf"|\b(?:invaded|invading|attacked|shelled|bombed)[\s\u00a0]+$"
        rf"|\bbetween[\s\u00a0]+[^.;,]{{2,40}}[\s\u00a0]and[\s\u00a0]+$",
        re.I,
    )
    after = re.compile(rf"(?:[’']s?)?(?:[\s\u00a0]+[\w-]+){{0,2}}?[\s\u00a0]+(?:{force})\b", re.I)
    of_war = re.compile(
        r"(?:[’']s?)?(?:[\s\u00a0]+[\w-]+){0,2}?[\s\u00a0]+(?:war|invasion|offensive)\b", re.I
    )
    return before, after, of_war


def population(
    text: str, count: Span, of: str | None, actor: Actor | None
) -> tuple[str | None, bool]:
    """The party of the counted, and whether they are the speaker's own ("its", "it lost").

    By their own words, else the speaker's, which may be unknown although they are its own.
    """
    party = party_of(of) if of else None
    if party or actor is None:
        return party, False
    if _OWN_WORDS.search(count.of(text)):
        return actor.party, True
    lost = re.match(r"(?:lost|losing)\b", count.of(text), re.I)
    own = lost and _OWN.search(text, max(0, count.start - 30), count.start)
    return (actor.party, True) if own else (None, False)


def side_of(document: Document, of_party: str | None, actor: Actor | None) -> Side | None:
    """Own side, other side or third party; None where either party is unknown."""
    if of_party is None or actor is None:
        return None
    if actor.party == of_party:
        return "own side"
    if actor.party is None:
        return "third party" if actor.kind == "outlet" or _is_neutral(actor) else None
    return "other side" if actor.party in fighting(document) else "third party"


def _is_neutral(actor: Actor) -> bool:
    name = f" {actor.name.lower()} "
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", name) for w in data()["sides"]["neutral"])


@lru_cache(maxsize=64)
def fighting(document: Document) -> frozenset[str]:
    """The parties that the report itself shows as fighting."""
    before, force, of_war = _war()
    found: set[str] = set()
    armed: Counter[str] = Counter()
    for block in document.blocks:
        if block.kind == "furniture":
            continue
        words = block.span.of(document.text)
        for start, end, party in find_parties(words):
            if before.search(words, max(0, start - 60), start) or of_war.match(words, end):
                found.add(party)
            elif force.match(words, end):
                armed[party] += 1
    return frozenset(found | {party for party, times in armed.items() if times >= 2})
