"""What stands in the place of a name: the same within a case, another in another case."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from itertools import pairwise

from .people import Person
from .words import table


def keyed(secret: bytes, *parts: str) -> bytes:
    """A digest that nobody without the case's secret can guess."""
    words = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hmac.digest(secret, words, "sha256")


def placeholders(persons: Iterable[Person], secret: bytes) -> dict[str, str]:
    """The placeholder of each person, by key: a word for the sort of person, and four letters.

    Which letters hangs on the person and the secret alone, so they stay when reports are added and
    when these say more of the person; only where two would draw the same does one draw again.
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    named = (person for person in persons if person.names)
    for person in sorted(named, key=lambda p: keyed(secret, "order", p.key)):
        letters = next(one for one in _drawn(person.key, secret) if one not in taken)
        taken.add(letters)
        made[person.key] = f"{table('placeholder')[person.sort]} {letters}"
    return made


def _drawn(key: str, secret: bytes) -> Iterable[str]:
    letters = table("placeholder")["letters"]
    for turn in range(10_000):
        drawn = keyed(secret, "label", key, str(turn))
        size = 4 if turn < 50 else 5
        made = "".join(letters[byte % len(letters)] for byte in drawn[:size])
        if all(one != then for one, then in pairwise(made)):  # no KKK, no SS
            yield made
