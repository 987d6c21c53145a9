"""What a single word can be in a noun phrase: name, head, determiner, what stands before a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from earwitness.knowledge.people import group_nouns, kin, organisation_nouns, person_nouns

from .grammar import grammar
from .words import Token, classes_of, is_known

Range = tuple[int, int]


_PARTICLES = frozenset("del de la el al bin ibn von van der den da dos di le du y".split())


def is_name(tokens: Sequence[Token], i: int) -> bool:
    """A capitalised word that is not merely the first of its sentence."""
    token = tokens[i]
    if token.quote is not None:
        return False
    if token.lower in _PARTICLES and 0 < i < len(tokens) - 1:
        return tokens[i + 1].text[:1].isupper() and tokens[i - 1].text[:1].isupper()
    if not token.text[:1].isupper():
        return False
    return i > 0 or _known_only_capitalised(token.lower)


@lru_cache(maxsize=1 << 16)
def _known_only_capitalised(lower: str) -> bool:
    return classes_of(lower) == "N" and not is_known(lower)


def is_adverbial(token: Token) -> bool:
    """Words that may stand between a subject and its verb."""
    g = grammar()
    if token.lower in g.auxiliaries or token.lower in g.adverbs:
        return True
    return token.lower.endswith("ly") and classes_of(token.lower)[:1] == "R"


def part_of(tokens: Sequence[Token], i: int) -> bool:
    """ "one of them", "two of us"."""
    if i + 2 >= len(tokens) or tokens[i + 1].lower != "of":
        return False
    number = tokens[i].lower in grammar().subject_pronouns or classes_of(tokens[i].lower)[0] == "U"
    return number and tokens[i + 2].lower in ("them", "us", "those")


def may_head(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word can be the last of a noun phrase."""
    token = tokens[i]
    if is_name(tokens, i):
        return True
    kinds = classes_of(token.lower)
    if kinds[0] in "NU":
        return True
    if "N" in kinds and i and (determines(tokens[i - 1]) or tokens[i - 1].lower == "'s"):
        return True
    return kinds[0] in "JP" and i > 0 and determines(tokens[i - 1])


def determines(token: Token) -> bool:
    """Whether the word is a determiner by its class."""
    return classes_of(token.lower)[:1] == "D"


_SORTS = frozenset(
    "state party county district opposition city newspaper paper site website broadcaster channel"
    " magazine outlet daily weekly station network portal blog podcast group charity company firm"
    " airline bank monitor watchdog think-tank tank militia movement call operation".split()
)


@cache
def before_names() -> frozenset[str]:
    """Lower-cased nouns that may stand right before a name: spokesman, newspaper, group."""
    words = {*person_nouns(), *kin(), *organisation_nouns(), *group_nouns()}
    return frozenset(words) | _SORTS


def is_finite(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word is an auxiliary or, by its class, a finite verb."""
    token = tokens[i]
    if token.lower in grammar().auxiliaries and token.lower not in ("'s", "not", "never"):
        return True
    return not token.text[:1].isupper() and classes_of(token.lower)[0] == "V"
