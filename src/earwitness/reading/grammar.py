"""Closed word classes for the phrase and clause rules, from `data/grammar.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Grammar:
    """Each field is a closed class of lower-cased words; the data file says which."""

    auxiliaries: frozenset[str]
    be: frozenset[str]
    have: frozenset[str]
    adverbs: frozenset[str]
    subject_pronouns: frozenset[str]
    object_pronouns: frozenset[str]
    noun_prepositions: frozenset[str]
    joined_right: frozenset[str]
    subordinators: frozenset[str]
    question_words: frozenset[str]
    time_words: frozenset[str]
    calendar: frozenset[str]
    reduced: frozenset[str]
    indefinite_sources: frozenset[str]
    place_nouns: frozenset[str]
    place_prepositions: frozenset[str]
    reported: frozenset[str]
    after_this: frozenset[str]


def is_time(word: str) -> bool:
    """Whether a word as written tells a time: "Friday" and "week", but not "may" or "Evening"."""
    lower = word.lower()
    if lower not in grammar().time_words:
        return False
    return word[:1].isupper() == (lower in grammar().calendar) or lower in ("a.m", "p.m", "noon")


@cache
def grammar() -> Grammar:
    """The closed classes, read once."""
    table = tomllib.loads(files(__package__).joinpath("data/grammar.toml").read_text("utf-8"))
    return Grammar(**{field.name: frozenset(table[field.name]) for field in fields(Grammar)})
