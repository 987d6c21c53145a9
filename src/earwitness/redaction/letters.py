"""Text as plain Latin letters, with the way back to where each letter stood."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "letters.toml").read_text(encoding="utf-8"))


@cache
def _sounding() -> dict[str, str]:
    tables = _tables()
    return tables["cyrillic"] | tables["greek"] | tables["latin"]


@cache
def invisible(char: str) -> bool:
    """Whether a reader sees nothing of it: joiners, soft hyphens, marks of direction, accents."""
    return unicodedata.category(char) in ("Cf", "Mn", "Me", "Cc") and char not in "\t\n\r\v\f"


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters, half-open offsets into its text; `letters` are plain ones.

    `looks` are the letters by how they look, where scripts are mixed; otherwise the same.
    """

    start: int
    end: int
    letters: str
    looks: str
    capital: bool


def fold(words: str) -> str:
    """A word or two in plain Latin letters: no case, no accents, one script."""
    return "".join(_plain(char, False) for char in words)


@cache
def _plain(char: str, by_look: bool) -> str:
    if invisible(char):
        return ""
    base = unicodedata.normalize("NFKC", char).casefold()
    # й, ї and ё are letters of their own: their marks are no accents.
    known = _sounding() | (_tables()["looks"] if by_look else {})
    if base in known:
        return known[base]
    parts = unicodedata.normalize("NFKD", base)
    return "".join(known.get(p, p) for p in parts if not unicodedata.combining(p))


@lru_cache(maxsize=16_384)  # a text is looked at again for each list of names
def words_of(text: str) -> tuple[Word, ...]:
    """Every run of letters; a capital after a small letter begins another ("JoPask")."""
    found: list[Word] = []
    start: int | None = None
    last = ""
    for at, char in enumerate(text):
        if char.isalpha():
            if start is not None and last.islower() and char.isupper():
                found.append(_word(text, start, at))
                start = at
            start = at if start is None else start
            last = char
        elif not invisible(char) and start is not None:
            found.append(_word(text, start, at))
            start = None
    if start is not None:
        found.append(_word(text, start, len(text)))
    return tuple(found)


def _word(text: str, start: int, end: int) -> Word:
    size, letters, looks, capital = _letters(text[start:end])
    return Word(start, start + size, letters, looks, capital)


@lru_cache(maxsize=65_536)  # the same words come again and again
def _letters(raw: str) -> tuple[int, str, str, bool]:
    """How long the word is without marks at its end, its letters, its looks, whether a capital."""
    while unicodedata.category(raw[-1]) in ("Cf", "Cc"):  # accents belong to their letter
        raw = raw[:-1]
    sounding = "".join(_plain(char, False) for char in raw)
    seen = "".join(_plain(char, True) for char in raw)
    mixed = any("a" <= c.casefold() <= "z" for c in raw) and not raw.isascii()
    return len(raw), sounding, seen if mixed else sounding, raw[0].isupper()
