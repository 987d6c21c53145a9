"""Which nouns may name the same person or body when they come back, from `data/roles.toml`."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@cache
def role_data() -> dict[str, Any]:
    """The tables of `data/roles.toml`."""
    return tomllib.loads(files(__package__).joinpath("data/roles.toml").read_text("utf-8"))


@cache
def _same() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for words in role_data()["same"].values():
        for word in words:
            table.setdefault(word, set()).update(words)
    return {word: frozenset(others) for word, others in table.items()}


@cache
def general() -> frozenset[str]:
    """Nouns that say no more than that it is a person."""
    return frozenset(role_data()["general"]["person"])


@cache
def officials() -> frozenset[str]:
    """Nouns for people who speak for a body."""
    return frozenset(role_data()["officials"]["words"])


@lru_cache(maxsize=1 << 16)
def kin_role(noun: str) -> str:
    """One word for each kinship: mom, mum, mama → mother."""
    for name in ("mother", "father", "grandmother", "grandfather", "partner"):
        if noun in role_data()["same"][name]:
            return name
    return noun


@lru_cache(maxsize=1 << 16)
def singular(noun: str) -> str:
    """A rough singular: soldiers → soldier, women → woman, troops → trooper."""
    irregular = {
        "women": "woman",
        "men": "man",
        "troops": "troop",
        "people": "person",
        "wives": "wife",
    }
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


@lru_cache(maxsize=1 << 16)
def same_person_noun(one: str, other: str) -> bool:
    """Whether a noun (`one`) may take up somebody named by another: equal, synonyms, or "man".

    "The man" takes up any man; "the coroner" takes up no mere man, since offices are told.
    """
    one, other = singular(one), singular(other)
    if one == other or other in _same().get(one, frozenset()):
        return True
    if one in general():
        return True
    return other in role_data()["general"]["loose"] and one not in officials()


@lru_cache(maxsize=1 << 16)
def same_body_noun(taken_up: str, head: str) -> bool:
    """Whether "the agency" may take up a body whose head noun this is."""
    if taken_up == head:
        return True
    return head in role_data()["bodies"].get(taken_up, ())
