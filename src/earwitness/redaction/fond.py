"""Short and fond forms of given names: Sashko of Oleksandr, Kyrylko of Kyrylo."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from earwitness.knowledge.people import gender_of_name

from .sounds import SHORT, sound, stem
from .words import listed


class Fond:
    """The fond forms of some given names. A form is nobody's alone: it says nobody."""

    def __init__(self) -> None:
        self._forms: set[str] = set()
        self._stems: set[str] = set()
        self._given: set[str] = set()

    def add(self, given: str) -> None:
        """One more given name, in plain letters."""
        self._given.add(given)
        self._forms |= _forms().get(stem(given), frozenset())
        if len(stem(given)) > SHORT:
            self._stems.add(stem(given))

    def holds(self, letters: str) -> bool:
        """Whether these plain letters are such a form."""
        heard = sound(letters)
        if stem(letters) in self._forms and len(letters) > SHORT - 1:
            return True
        return self._begins(letters) or any(
            heard[:size] in self._stems and heard[size:] in _endings()
            for size in range(SHORT + 1, len(heard))
        )

    def _begins(self, letters: str) -> bool:
        """Whether it is the beginning of such a name (Max), or one with an ending (Itaychik)."""
        short = len(letters) > SHORT or (len(letters) == SHORT and is_given(letters))
        return any(
            (short and name.startswith(letters) and len(name) > len(letters) + 1)
            or (
                letters.startswith(name)
                and len(name) > SHORT
                and len(letters) > len(name) + 1
                and sound(letters[len(name) :]).rstrip("aeiou") in _endings()
            )
            for name in self._given
        )


def is_given(letters: str) -> bool:
    """Whether these plain letters are a given name, though they may be a common word too."""
    return gender_of_name(letters.capitalize()) is not None or letters in listed("both")


@cache
def _forms() -> dict[str, frozenset[str]]:
    """By the stem of the name, the stems of its forms."""
    found: dict[str, frozenset[str]] = {}
    for name, forms in _table("forms").items():
        found[stem(name)] = found.get(stem(name), frozenset()) | set(map(stem, forms.split()))
    return found


@cache
def _endings() -> frozenset[str]:
    return frozenset(_table("endings")["sounds"].split())


@cache
def _table(name: str) -> dict[str, str]:
    text = (files(__package__) / "short_names.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)[name]
    return found
