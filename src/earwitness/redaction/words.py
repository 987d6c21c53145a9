"""The words of who.toml, and what of a name is name and not rank, place or description."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from earwitness.knowledge.common import is_common
from earwitness.knowledge.parties import find_parties
from earwitness.knowledge.people import gender_of_name, kin, office_words, person_nouns

from .letters import fold

_PART = re.compile(r"[^\W\d_]+(?:[’'ʼ\-‐‑][^\W\d_]+)*")
_JOINED = re.compile(r"^(?:al|el|ad|an|ar|as|at|az|ibn|bin|d|l)[’'ʼ\-‐‑]")
CLERGY = r"(?:Father|Mother(?: Superior)?|Sister|Brother)"
_CLERIC = re.compile(rf"\b{CLERGY}(?=(?: [^\W\d_a-z][\w’'\-]+){{2}})")
_FULL = 2  # words of a whole name
_CONTRACTED = re.compile(r"[’'](?:t|ll|re|ve|d|m)$")
_PARTICLES = frozenset(
    "de da di du la le van von der den al el bin ibn abu umm the of and y".split()
)


@cache
def table(name: str) -> dict[str, Any]:
    """A table of who.toml."""
    text = (files(__package__) / "who.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)[name]
    return found


@cache
def listed(name: str, key: str = "words") -> frozenset[str]:
    """A list of words of who.toml."""
    return frozenset(table(name)[key].split())


def says(words: str, name: str, key: str = "words") -> bool:
    """Whether one of the list's words is among the words."""
    return any(
        w in listed(name, key) for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", words.lower())
    )


def is_kin(words: str) -> bool:
    """Whether a word for a relative is among the words; Father Alban Brand is nobody's."""
    words = _CLERIC.sub("", words)
    return any(word in kin() for word in re.findall(r"[a-z\-]+", words.lower()))


def reason(name: str) -> str:
    """The sentence of who.toml."""
    found: str = table("reasons")[name]
    return found


def proper(words: str) -> str | None:
    """The name in the words, without titles; None where they describe ("Arlen conscript").

    A name has capitals throughout, and is neither a title nor a party.
    """
    if "’s " in words or "'s " in words or any(w[:1].islower() for w in _plain_words(words)):
        return None
    kept = _untitled(_PART.findall(words))
    if not any(len(part) > 1 for part in kept):
        return None
    name = " ".join(kept)
    parties = find_parties(name)
    whole = any(start == 0 and end == len(name) for start, end, _ in parties)
    return None if whole or all(map(is_capital, kept)) else name


def without_courtesy(name: str) -> str:
    """Without words that stand for a surname or a rank of age: Umm Samir, Daw Mya, Doña Lupe."""
    parts = name.split()
    while len(parts) > 1 and parts[0].lower() in listed("courtesy"):
        parts = parts[1:]
    return " ".join(parts)


def name_parts(name: str) -> list[str]:
    """The words of a name in plain Latin letters; without particles and initials, if any other."""
    parts = [re.sub(r"[^\w]|_", "", part) for part in map(fold, re.split(r"[\s\-‐‑.]+", name))]
    found = [part for part in parts if part]
    kept = [p for p in found if not (p.isascii() and len(p) == 1) and p not in particles()]
    return kept or found


@cache
def particles() -> frozenset[str]:
    """What belongs to the name that comes after it."""
    return listed("particle")


@cache
def is_capital(word: str) -> bool:
    """Whether a word is written with a capital though it names no person: God, Monday."""
    return word.lower() in listed("capital")


def _untitled(parts: list[str]) -> list[str]:
    """Without offices before the name, or after a first name and surname: Ivo Hunter is a name."""
    parts = [part for part in parts if not _is_particle(part)]
    while parts and is_office(parts[0]):
        parts = parts[1:]
    while len(parts) > _FULL and is_office(parts[-1]):
        parts = parts[:-1]
    return parts


def _is_particle(word: str) -> bool:
    """In small letters, where it could be a given name (Ben)."""
    return word.lower() in _PARTICLES or word in particles()


def _plain_words(words: str) -> list[str]:
    """The words of a name without particles, those too that are joined to it (al-Masri)."""
    found = [w for w in _PART.findall(words) if not _is_particle(w)]
    return [_JOINED.sub("", word) for word in found]


def is_office(part: str) -> bool:
    """Whether a word is one of which names of offices and trades are made, or a particle."""
    lower = part.lower()
    return lower in _PARTICLES or lower in office_words() or lower in person_nouns()


def owners_in(words: str) -> list[str]:
    """The names of those to whom a description belongs: "Pavo’s wife"."""
    found = re.findall(r"((?:[^\W\d_a-z][\w’'\-]*\s)*[^\W\d_a-z][\w\-]*)[’']s\s", words)
    return [name for name in map(proper, found) if name]


def is_name_like(word: str, first: bool) -> bool:
    """Whether a capital word can be a name; one that begins a sentence must be no common word."""
    lower = _CONTRACTED.sub("", word.lower())
    if lower != word.lower() and is_common(lower.removesuffix("n")) | is_common(lower):
        return False
    if len(word) < 2 or not word[0].isupper() or lower in kin() or is_office(word):
        return False
    return not (is_common(lower) and (first or not _may_be_both(word)))


def _may_be_both(word: str) -> bool:
    return gender_of_name(word) is not None or word.lower() in listed("both")
