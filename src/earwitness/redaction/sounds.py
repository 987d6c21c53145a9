"""Names as they sound: what ways of writing and endings leave of them.

Several ways lead from one alphabet to the other ("Юрій": Yurii, Yuriy, Iurii, Jurij), and names
bend ("Юрія", "Юрієм"). Both are levelled: letters to coarse sounds, the sound to a stem that may be
followed by one of a closed set of endings. It is meant to find too much rather than too little.
"""

from __future__ import annotations

import re
from functools import cache

_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("szcz|shch|tsch|sch|sh|sz", "s"),
        ("tch|ch|cz", "c"),
        ("zh|rz", "z"),
        ("kh", "h"),
        ("ts|tz", "c"),
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("q", "k"),
        ("[yj]", "i"),
        ("h", "g"),
        (r"(.)\1+", r"\1"),
        ("i([aeou])", r"\1"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = "aeiou"
_ENDING = re.compile(
    r"[aeiou]{0,2}s?|[aeiou]m[aeiou]?|[aeiou]mu|[aeiou]v[aeiou]?|[aeo]g[aou]?|ig|ami|imi|iu|in[aiou]?"
)
_TURNS = {"g": "z", "k": "c", "h": "s"}
SHORT = 3  # a stem below this is too little to go by


@cache
def sound(letters: str) -> str:
    """The coarse sound of plain letters."""
    for pattern, to in _STEPS:
        letters = pattern.sub(to, letters)
    return letters


@cache
def stem(letters: str) -> str:
    """The sound without the vowels at its end."""
    heard = sound(letters)
    return heard.rstrip(_VOWELS) or heard


@cache
def turned(letters: str) -> tuple[str, ...]:
    """Other stems that the name has before an ending that begins with a vowel.

    Кравець, Кравця; Антін, Антона; Ольга, Ользі.
    """
    heard, base = sound(letters), stem(letters)
    found = []
    if base == heard and (gone := re.fullmatch(r"(.+)[eoi]([^aeiou])", base)):
        found += [gone[1] + gone[2], f"{gone[1]}o{gone[2]}", f"{gone[1]}e{gone[2]}"]
    if base[-1:] in _TURNS:
        found.append(base[:-1] + _TURNS[base[-1]])
    return tuple(one for one in found if len(one) > SHORT and one != base)


def bends_to(name: str, heard: str) -> bool:
    """Whether a sound is the name in one of its forms."""
    if heard == sound(name):
        return True
    base = stem(name)
    if len(base) < SHORT:
        return heard.startswith(base) and heard[len(base) :] in _SHORT_ENDINGS
    if heard.startswith(base) and _ENDING.fullmatch(heard, len(base)):
        return True
    return any(_after(one, heard) for one in turned(name))


_SHORT_ENDINGS = frozenset("a e i o u oi ou om em ei u".split())


def _after(base: str, heard: str) -> bool:
    rest = heard[len(base) :]
    return heard.startswith(base) and rest[:1] in tuple(_VOWELS) and bool(_ENDING.fullmatch(rest))
