"""Given names, kin, persons, groups, organisations, titles and papers: words that readers know."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from earwitness.knowledge._phrases import load

if TYPE_CHECKING:
    from collections.abc import Mapping

Gender = Literal["f", "m"]


@cache
def _data() -> dict[str, Any]:
    return load("people.toml")


@cache
def _given_names() -> dict[str, Gender]:
    data = load("given_names.toml")
    women, men = set(data["f"].split()), set(data["m"].split())
    both = women & men
    names: dict[str, Gender] = dict.fromkeys(women - both, "f")
    names.update(dict.fromkeys(men - both, "m"))
    return names


def gender_of_name(first_name: str) -> Gender | None:
    """The gender that a given name is nearly always borne by, None for shared and unknown names."""
    names = _given_names()
    found = names.get(first_name)
    if found is None and "-" in first_name:
        found = names.get(first_name.partition("-")[0])
    return found


def _gendered(section: str, *, plural_f: str = "", plural_m: str = "") -> dict[str, Gender | None]:
    table = _data()[section]
    words: dict[str, Gender | None] = dict.fromkeys(table["none"].split())
    words.update(dict.fromkeys((table["f"] + " " + table.get(plural_f, "")).split(), "f"))
    words.update(dict.fromkeys((table["m"] + " " + table.get(plural_m, "")).split(), "m"))
    return words


@cache
def kin() -> Mapping[str, Gender | None]:
    """Words for relatives, each with the gender that it gives away."""
    return MappingProxyType(_gendered("kin", plural_f="also_f", plural_m="also_m"))


@cache
def person_nouns() -> Mapping[str, Gender | None]:
    """Words for one person, by trade, office, part played or age, with gender where it shows."""
    return MappingProxyType(_gendered("persons"))


@cache
def titles() -> Mapping[str, Gender | None]:
    """What stands before a name, abbreviated or not, with gender where it shows."""
    table = _data()["titles"]
    words: dict[str, Gender | None] = {
        word: None for line in table["none"].split("\n") for word in line.split("|") if word
    }
    words.update(dict.fromkeys(table["f"].split(), "f"))
    words.update(dict.fromkeys(table["m"].split(), "m"))
    return MappingProxyType(words)


def _words(section: str) -> frozenset[str]:
    return frozenset(_data()[section]["words"].split())


@cache
def group_nouns() -> frozenset[str]:
    """Words for several people at once."""
    return _words("groups")


@cache
def organisation_nouns() -> frozenset[str]:
    """Words for bodies that speak with one voice."""
    return _words("organisations")


@cache
def document_nouns() -> frozenset[str]:
    """Words for papers and recordings that reports quote as if they spoke."""
    return _words("documents")


@cache
def office_words() -> frozenset[str]:
    """Single words, in lower case, of which names of offices and bodies are made."""
    spoken = {word.strip(".").lower() for title in titles() for word in title.split()}
    return frozenset(spoken) | organisation_nouns() | group_nouns() | frozenset(person_nouns())


_TABLES = {
    "KIN": kin,
    "PERSON_NOUNS": person_nouns,
    "TITLES": titles,
    "GROUP_NOUNS": group_nouns,
    "ORGANISATION_NOUNS": organisation_nouns,
    "DOCUMENT_NOUNS": document_nouns,
}


if TYPE_CHECKING:
    KIN: Mapping[str, Gender | None]
    PERSON_NOUNS: Mapping[str, Gender | None]
    TITLES: Mapping[str, Gender | None]
    GROUP_NOUNS: frozenset[str]
    ORGANISATION_NOUNS: frozenset[str]
    DOCUMENT_NOUNS: frozenset[str]


def __getattr__(name: str) -> Any:
    """Load a word table when it is first asked for, so that importing costs nothing."""
    if name in _TABLES:
        return _TABLES[name]()
    raise AttributeError(name)
