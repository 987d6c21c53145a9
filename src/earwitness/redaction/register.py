"""Private persons in the making, found by any form of their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .letters import fold
from .seeking import Names
from .tied import names_of
from .told import Named
from .words import name_parts


@dataclass(slots=True)
class Found:
    """A person in the making."""

    names: dict[str, None] = field(default_factory=dict)
    actors: dict[str, None] = field(default_factory=dict)
    why: dict[str, None] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


class Register:
    """All of them; whoever proves to be somebody else's first name goes into that person."""

    def __init__(self, found: list[Found]) -> None:
        self._found: list[Found] = []
        self._in: dict[int, int] = {}
        self.names = Names(())
        for one in found:
            self._enter(one)

    def persons(self) -> tuple[Found, ...]:
        """Everybody, once."""
        return tuple(one for at, one in enumerate(self._found) if at not in self._in)

    def take_in(self, named: Named, known: Iterable[tuple[str, ...]]) -> None:
        """Add a name to the person who bears it already, or as another person.

        `known` are names that stay, word by word: a word alone is known as a surname.
        """
        plain = tuple(fold(part) for part in named.name.split())
        if any(plain[-1] == one[-1] and set(plain) <= set(one) for one in known):
            return
        owners = [self.names.owners(part, inside=False) for part in name_parts(named.name)]
        both = frozenset.intersection(*owners) if owners else frozenset()
        both = both or self._known_by_surname(owners)
        if not both:
            self._enter(Found({named.name: None}, {}, {named.why: None}, []))
            return
        at = min(self._place(key) for key in both)
        self._found[at].why[named.why] = None
        self._name(at, named.name)

    def _known_by_surname(self, owners: list[frozenset[str]]) -> frozenset[str]:
        """The only one who has the surname, and no other name yet."""
        places = {self._place(key) for key in owners[-1]} if len(owners) > 1 else set()
        alone = len(places) == 1 and all(
            len(name_parts(name)) == 1 for at in places for name in self._found[at].names
        )
        return frozenset(map(str, places)) if alone and not any(owners[:-1]) else frozenset()

    def tie(self, texts: Iterable[str]) -> None:
        """Add the names that the texts tie to somebody: first names, nicknames, call signs."""
        found = [one for text in texts for one in names_of(self.names, text)]
        for who, name, first in found:
            at = self._place(next(iter(who)))
            if not first:
                self._join(at, name)
                self._name(at, name)
            elif surname := self._surname(at):
                self._join(at, name)
                self._name(at, f"{name} {surname}")

    def adopt(self, actor: str, name: str) -> None:
        """Take an actor for whoever has the first name, where the whole name is withheld anyhow."""
        parts = name_parts(name)
        owners = [self.names.owners(part, inside=False) for part in parts]
        known = any(actor in one.actors for one in self._found)
        if len(parts) > 1 and all(owners) and not known:
            at = min(self._place(key) for key in owners[0])
            self._found[at].actors[actor] = None
            self._name(at, name)

    def _surname(self, at: int) -> str | None:
        """The only name of somebody who has one of one word."""
        names = [name for name in self._found[at].names if len(name_parts(name)) == 1]
        whole = len(names) != len(self._found[at].names)
        return None if whole or not names else names[0]

    def _join(self, at: int, name: str) -> None:
        """Take in whoever is known by this name alone."""
        for other, one in enumerate(self._found):
            if other != at and other not in self._in and set(one.names) == {name}:
                self._in[other] = at
                mine = self._found[at]
                mine.actors |= one.actors
                mine.why |= one.why
                mine.words += one.words

    def _place(self, key: str) -> int:
        at = int(key)
        while at in self._in:
            at = self._in[at]
        return at

    def _name(self, at: int, name: str) -> None:
        if name not in self._found[at].names:
            self._found[at].names[name] = None
            self.names.add(str(at), name)

    def _enter(self, one: Found) -> None:
        self._found.append(one)
        for name in one.names:
            self.names.add(str(len(self._found) - 1), name)
