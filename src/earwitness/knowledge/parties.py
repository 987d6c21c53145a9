"""States, territories, international bodies and armed groups, and the words that point to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from earwitness.knowledge._phrases import Phrases, level, load

_SECTIONS = ("states", "territories", "international", "armed")
_NONE = ""
# Words that name a source are few; the rest of a longer run is not looked at (bounds the time).
_LONGEST = 300

# What stands before a name decides whether the words belong to it.
_ABOUT = re.compile(
    r"\b(?:on|about|against|over|to|with|towards?|between|into|versus|vs\.?|near|regarding|concerning"
    r"|upon|under|amid|through|via|despite|inside|outside|across|around|beyond|leaving|left|fighting"
    r"|invading|attacking|entering|targeting|who|whom|whose|which|that|when|where|while|after|before)\b"
)
_PLACED = re.compile(r"(?:([\w-]+) )?\b(?:in|at|within)\b")
_ORIGIN = re.compile(r"\bfrom\b")
_LEAD_IN = re.compile(r"^(?:according to|as per|quoting|citing|by|said|says) ")
_GLUED_AGAINST = re.compile(r"(?:\bpro|\banti|\bnon)-$", re.I)
_GLUED_AFTER = re.compile(
    r"-(?:backed|led|aligned|controlled|installed|appointed|occupied|annexed|supported|funded|held"
    r"|run|allied|speaking|born|trained|made|sponsored|imposed|linked|friendly|leaning)\b"
)
_BASED = re.compile(r"-based\b")
_JOINED = re.compile(r"[^,;.:]{0,60}\s(?:and|or|nor)\s(?:[\w-]+\s){0,2}|\s*[-–/&,]\s*(?:the\s)?")


class Parties:
    """The names of all parties, those of a case added to the built-in ones."""

    def __init__(self, extra: Mapping[str, Sequence[str]] | None = None) -> None:
        data = load("parties.toml")
        extra_names = [
            (level(form), key) for key, forms in (extra or {}).items() for form in (key, *forms)
        ]
        self._phrases = Phrases((*extra_names, *_names(data)))
        self._personal = frozenset(data["also_personal"])
        self._given = frozenset(data["also_given"])
        self._words = frozenset(data["also_words"])
        self._placed = frozenset(data["placed_heads"].split())

    def find(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Every mention of a party as (start, end, party), in code points, longest name first."""
        plain = level(text)
        return tuple(self._scan(plain))

    def of(self, words: str) -> str | None:
        """The party that the words belong to, or None where they do not decide.

        A possessor or leading adjective wins; names in a phrase that only says what the words are
        about ("on Russian losses", "against Iran") do not count; two joined parties give None.
        """
        plain = _LEAD_IN.sub("", level(words[:_LONGEST]))
        ranked = [(self._rank(plain, hit), hit) for hit in self._scan(plain)]
        best = max((rank for rank, _ in ranked), default=0)
        chosen = [hit for rank, hit in ranked if rank == best and rank]
        if not chosen or _is_joined(plain, chosen):
            return None
        return chosen[0][2]

    def _scan(self, plain: str) -> Iterator[tuple[int, int, str]]:
        persons: set[str] = set()
        for start, end, party in self._phrases.scan(plain):
            form = plain[start:end]
            if party == _NONE:
                persons.update(self._given & {form.rpartition(" ")[2]})
                continue
            if form in self._words and _SHOUTED.search(plain[max(0, start - 12) : end + 12]):
                continue
            if form in self._personal and self._is_person(plain, start, end):
                persons.add(form)
            if form not in persons:
                yield start, end, party

    def _rank(self, plain: str, hit: tuple[int, int, str]) -> int:
        """2: the words belong to the party; 1: only if nothing better does; 0: they do not."""
        before = plain[: hit[0]]
        if _GLUED_AGAINST.search(before) or _BASED.match(plain, hit[1]) or _ABOUT.search(before):
            return 0
        if _GLUED_AFTER.match(plain, hit[1]) or _ORIGIN.search(before):
            return 1
        place = _PLACED.search(before)
        if place is None:
            return 2
        return 1 if (place.group(1) or "").lower() in self._placed else 0

    def _is_person(self, plain: str, start: int, end: int) -> bool:
        if _title_before(plain, start) or _given_before(plain, start):
            return True
        return plain[start:end] in self._given and _surname_after(plain, end)


def _names(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in (*data["not_parties"], *_outlet_names()):
        yield level(name), _NONE
    for section in _SECTIONS:
        for party, forms in data[section].items():
            yield party, party
            for form in forms:
                yield level(form), party


def _outlet_names() -> Iterator[str]:
    """Names of outlets of two words and more: "The Moscow Times" says nothing of Moscow."""
    for name, entry in load("outlets.toml")["outlets"].items():
        for form in (name.removeprefix("The "), *entry["names"]):
            if " " in form and not form.startswith(("the ", "The ")):
                yield form


_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Judge|Justice)\.? $")
_GIVEN = re.compile(r"(?<![\w])([A-Z][a-z]+) $")


_SURNAME = re.compile(r" ([A-Z][a-z]+)\b")
_SHOUTED = re.compile(r"\b[A-Z]{2,} [A-Z]{2,}\b")
_DATED = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May)$"
)


def _title_before(plain: str, start: int) -> bool:
    return _TITLE.search(plain, max(0, start - 10), start) is not None


def _given_before(plain: str, start: int) -> bool:
    from earwitness.knowledge.people import gender_of_name  # noqa: PLC0415 - loads only when needed

    match = _GIVEN.search(plain, max(0, start - 20), start)
    return match is not None and gender_of_name(match.group(1)) is not None


def _is_joined(plain: str, hits: Sequence[tuple[int, int, str]]) -> bool:
    if len(hits) < 2 or hits[0][2] == hits[1][2]:
        return False
    return _JOINED.fullmatch(plain, hits[0][1], hits[1][0]) is not None


def _surname_after(plain: str, end: int) -> bool:
    """Whether a capitalised word follows that names no office, body or day."""
    from earwitness.knowledge.people import office_words  # noqa: PLC0415 - loads only when needed

    match = _SURNAME.match(plain, end)
    if match is None or _DATED.match(match.group(1)):
        return False
    return match.group(1).lower() not in office_words()


@cache
def _default() -> Parties:
    return Parties()


def party_of(words: str) -> str | None:
    """The party that the words belong to, by the built-in names; see `Parties.of`."""
    return _default().of(words)


def find_parties(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every mention of a party by the built-in names; see `Parties.find`."""
    return _default().find(text)


@cache
def _regions() -> dict[str, str]:
    return {
        name: state for state, names in load("parties.toml")["regions"].items() for name in names
    }


def state_of_region(name: str) -> str | None:
    """The state that a region belongs to ("Texas" -> "United States"), or None."""
    return _regions().get(name)
