"""What stands in the place of a name: the same within a case, another in another case."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from .people import Person
from .words import table


def keyed(secret: bytes, *parts: str) -> bytes:
    """A digest that nobody without the case's secret can guess."""
    words = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hmac.digest(secret, words, "sha256")


def placeholders(persons: Iterable[Person], secret: bytes) -> dict[str, str]:
    """The placeholder of each person, by key: a word for the sort of person, and two letters.

    Which letters hangs on the person and the secret alone, so it stays when reports are added.
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    for person in sorted(persons, key=lambda p: keyed(secret, "order", p.key)):
        word = table("placeholder")[person.sort]
        label = next(one for one in _labels(word, person.key, secret) if one not in taken)
        taken.add(label)
        made[person.key] = label
    return made


def _labels(word: str, key: str, secret: bytes) -> Iterable[str]:
    letters = table("placeholder")["letters"]
    for turn in range(10_000):
        drawn = keyed(secret, "label", key, str(turn))
        size = 2 if turn < 50 else 3
        yield f"{word} {''.join(letters[byte % len(letters)] for byte in drawn[:size])}"
