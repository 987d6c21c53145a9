"""Which names of a report are outlets', because the report itself calls them so.

"the Danish broadcaster DKR" makes every DKR of that report an outlet, known to a list or not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from earwitness.model import Span

from .citing import framed_names
from .nounphrase import NounPhrase, parse_phrase
from .outlet_names import is_other_thing
from .roles import role_data

_NAME = (
    r"((?:[A-ZÀ-Ý][\w’'-]*|[A-Z]\.)(?: (?:&|(?:del|de la|de|of|the|du|di|da|el|la|and) )?"
    r" ?[A-ZÀ-Ý][\w’'-]*){0,4})"
)


@cache
def _introduced() -> re.Pattern[str]:
    nouns = "|".join(sorted(role_data()["media"]["nouns"], key=len, reverse=True))
    told = "|".join(role_data()["media"]["told"])
    wire = rf"(?:{told}) the (?:[\w-]+ )?agency"
    return re.compile(rf"\b(?:{nouns}|{wire}) {_NAME}")


def named_outlets(text: str) -> dict[str, str]:
    """Names that an outlet noun or a frame of reporting gives away, folded, each as it stands."""
    found = framed_names(text)
    whole = tuple(found)
    for match in _introduced().finditer(text):
        if is_other_thing(text, match.start()):
            continue
        name = match.group(1).removesuffix("’s").removesuffix("'s").rstrip("’'")
        longer = any(w.startswith(f"{name.lower()} ") for w in whole)
        if name.lower() not in _not_names() and not longer:
            found.setdefault(name.lower(), name)
    return found


@cache
def _not_names() -> frozenset[str]:
    return frozenset(role_data()["media"]["not_names"])


def as_outlet(phrase: NounPhrase, outlets: dict[str, str]) -> NounPhrase:
    """The phrase, read as an outlet where the report calls its name one elsewhere."""
    if not outlets or phrase.kind in ("pronoun", "kin"):
        return phrase
    core = phrase.core.lower()
    for folded, name in outlets.items():
        if core == folded or core.endswith(f" {folded}") or (phrase.name or "").lower() == folded:
            before = core[: -len(folded)].split()
            if not before or before[-1] in medium_nouns() or before[-1] == "the":
                return replace(phrase, kind="outlet", name=name, head=folded.split()[-1])
    return phrase


def is_medium(phrase: NounPhrase) -> bool:
    """Whether a phrase means an outlet: by its name, or by its noun ("the state news agency")."""
    if phrase.kind == "outlet":
        return True
    words = phrase.core.lower().split()
    pairs = [" ".join(pair) for pair in pairwise(words)]
    last = pairs[-1:] + words[-1:]
    return phrase.kind == "organisation" and any(w in role_data()["media"]["nouns"] for w in last)


@cache
def medium_nouns() -> frozenset[str]:
    """The last words of the nouns that mean an outlet: newspaper, agency, channel."""
    return frozenset(n.split()[-1] for n in role_data()["media"]["nouns"]) | {"agency"}


def parse_in(text: str, span: Span, outlets: dict[str, str]) -> NounPhrase:
    """A phrase taken apart, with what the report says elsewhere of outlets."""
    return as_outlet(parse_phrase(text, span), outlets)
