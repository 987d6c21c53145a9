"""What a name is made of: the forms under which two reports may mean the same body or person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from earwitness.knowledge.outlets import outlet_named
from earwitness.knowledge.parties import party_of

from .words import canon, listed, tokens

_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{1,6}\b")
_BRACKETS = re.compile(r"\([^)]*\)")
_WEB = re.compile(r"^(?:www\.)|\.(?:com|org|net|co\.uk|info|news)$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: `given` is empty where the report gives one name only."""

    given: str
    surname: str
    titled: bool


@lru_cache(maxsize=65536)
def outlet_key(name: str) -> str:
    """An outlet's name without article, case, no-break spaces and web endings."""
    known = outlet_named(" ".join(name.split()))
    spoken = known or name
    plain = _WEB.sub("", " ".join(spoken.split()).lower())
    return plain.replace("’", "'").removesuffix("'s").removeprefix("the ").strip()


def is_party_word(word: str, party: str | None) -> bool:
    """Whether a word of a name only says whose the body is: Norwegian, Norway's."""
    bare = word.removesuffix("'s").removesuffix("'")
    if party and len(party) > 3 and bare[:4] == party.lower()[:4]:
        return True
    return party is not None and party_of(bare.capitalize()) == party


def _without_owner(words: list[str]) -> list[str]:
    """A body's own words, without the ministry that it belongs to, where its name holds both."""
    owners, units = listed("organisations", "owners"), listed("organisations", "units")
    places = [i for i, w in enumerate(words) if w in owners]
    if len(places) != 1 or not any(w in units for w in words):
        return words
    at = places[0]
    if words[at + 1 : at + 2] == ["of"]:
        stop = next((i for i in range(at + 2, len(words)) if words[i] == "|"), len(words))
        rest = words[:at] + words[stop:]
    else:
        rest = words[: max(at - 1, 0)] + words[at + 1 :]
    own = [w for w in rest if w not in ("of", "the", "|", "and")]
    return rest if len(own) > 1 and any(w in units for w in own) else words


@lru_cache(maxsize=65536)
def organisation_key(name: str, party: str | None) -> frozenset[str]:
    """The words that name a body, whatever their order and spelling; empty where they do not.

    Case, articles, the party's own name, and an owning ministry are left out; translations of one
    head word (Directorate, Directory, Department) are made one.
    """
    plain = _BRACKETS.sub(" ", name)
    if not any(c.isupper() for c in plain):
        return frozenset()
    heads, fillers = canon("head_words"), listed("organisations", "fillers")
    words: list[str] = []
    for word in tokens(plain):
        bare = word.removesuffix("'s").removesuffix("'")
        if not is_party_word(word, party):
            words.append(heads.get(bare, bare))
        if word != bare:
            words.append("|")
    own = frozenset(w for w in _without_owner(words) if w not in fillers and w != "|")
    return own or frozenset(w for w in tokens(plain) if w not in fillers)


def is_generic(key: frozenset[str]) -> bool:
    """Whether a body's words alone could mean a body of any country: army, defence ministry."""
    common = listed("organisations", "owners") | listed("organisations", "units")
    return len(key) < 3 and bool(key & (common | listed("organisations", "bodies")) or len(key) < 1)


def acronyms_in(name: str) -> frozenset[str]:
    """The acronyms that stand in a name, lower case; a name all in capitals has none."""
    if name.isupper() and " " in name:
        return frozenset()
    return frozenset(a.lower() for a in _ACRONYM.findall(name))


def initials(name: str) -> str:
    """The first letters of the capitalised words of a name, lower case."""
    return "".join(w[0] for w in _BRACKETS.sub(" ", name).split() if w[0].isupper()).lower()


@lru_cache(maxsize=65536)
def person_name(name: str) -> PersonName | None:
    """Given name and surname of a named person; None for a description ("his mother")."""
    words = [w.strip(',."“”') for w in name.replace("’", "'").split()]
    titled = False
    while words and words[0].lower().rstrip(".") in listed("titles"):
        words, titled = words[1:], True
    particles = listed("particles")
    if not words or any("'s" in w or w.endswith("'") for w in words):
        return None
    if not all(w[:1].isupper() or w.lower() in particles for w in words if w):
        return None
    if words[0].lower() in {"a", "an", "the", "his", "her", "their", "one", "another"}:
        return None
    cut = next((i for i, w in enumerate(words) if i and w.lower() in particles), len(words) - 1)
    surname = " ".join(words[cut:]).lower()
    return PersonName(" ".join(words[:cut]).lower(), surname, titled)


def given_agrees(one: str, other: str) -> bool:
    """Whether two given names may be one person's: equal, or an initial, or a middle name more."""
    a, b = one.replace(".", "").split(), other.replace(".", "").split()
    if not a or not b:
        return True
    return a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0])


@lru_cache(maxsize=65536)
def description_key(name: str) -> str:
    """The head of a description, kin words made one: "Karl's mom" and "his mother" are mother."""
    words = [w.removesuffix("'s") for w in tokens(name.split(",", maxsplit=1)[0])]
    kin = canon("kin")
    heads = [kin[w] for w in words if w in kin]
    return heads[-1] if heads else (words[-1] if words else "")
