"""The persons who sign a page, from the line that names them."""

from __future__ import annotations

import re
from functools import cache

from .data import any_of, load

_UP = "A-ZÀ-ÖØ-ÞĀ-ɏΑ-ΫЀ-Я"
"""Capitals of Latin, Greek and Cyrillic; the blocks of extended Latin hold small letters too."""
_PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|el|al|bin|ibn|la|le|dos)(?=[ \xa0])"
_NAME_WORD = rf"(?:[{_UP}][\w'’.-]*|{_PARTICLE})"
_NAME = rf"[{_UP}][\w'’.-]*(?:[ \xa0]{_NAME_WORD}){{1,4}}"
_BY = re.compile(
    r"^(?:(?i:words |written |reported |reporting |story |exclusive |analysis )?)"
    rf"(?:By|BY|by)(?:\s?:)?[ \xa0]+(?=[{_UP}])"
)
_REPORTING = re.compile(r"^\(?(?:Additional )?[Rr]eporting by ")
_NAMES = re.compile(rf"{_NAME}(?:(?:,?[ \xa0](?:and|AND|&)[ \xa0]|,[ \xa0]){_NAME})*")
_SPLIT = re.compile(r",?[ \xa0](?:and|AND|&)[ \xa0]|,[ \xa0]")
_IN_PLACE = re.compile(r"[ \xa0]in[ \xa0][A-Z][\w .’'-]{1,30}$")
_OF_STATION = re.compile(r"^[\w.-]+['’]s ")
_MAX = 200


@cache
def _words(name: str) -> re.Pattern[str]:
    """A list of names.toml as one pattern of whole words."""
    return re.compile(rf"\b{any_of(load('names.toml')['byline'][name])}\b", re.IGNORECASE)


def has_by(line: str) -> bool:
    """Whether the line begins as a signature does: "By A B"."""
    return len(line) <= _MAX and bool(_BY.match(line)) and bool(names_in(line))


def signs(line: str) -> bool:
    """Whether the line says who reported, at the foot of a wire story."""
    return bool(_REPORTING.match(line)) and len(line) <= 400


def names_in(line: str) -> tuple[str, ...]:
    """The persons that a signature names, in order; roles, outlets and places are left out."""
    begin = _BY.match(line) or _REPORTING.match(line)
    rest = line[begin.end() :] if begin else line
    rest = _words("dates").split(rest, maxsplit=1)[0]
    rest = re.split(
        r"\s*(?:\||•|·|—|–|/|;|\(|\bfor\b|\bUpdated\b|\bPublished\b|\d)", rest, maxsplit=1
    )[0]
    run = _NAMES.match(_IN_PLACE.sub("", rest.strip()))
    if not run:
        return ()
    parts = [_OF_STATION.sub("", " ".join(part.split())) for part in _SPLIT.split(run[0])]
    return tuple(
        _cased(re.split(r"(?<=\w{3})\. ", part)[0].rstrip("."))
        for part in parts
        if _is_person(part)
    )


def is_bare_names(line: str) -> bool:
    """Whether the line is nothing but names of persons, perhaps with the place they write from."""
    core = _IN_PLACE.sub("", line.strip())
    run = _NAMES.fullmatch(core) if len(core) <= 120 else None
    parts = _SPLIT.split(core) if run else []
    return bool(parts) and all(
        _is_person(p) and len(p.split()) <= 4 and not _words("no_names").search(p) for p in parts
    )


def _is_person(words: str) -> bool:
    """Two words or more, none of them the name of a job, a paper or a month."""
    return (
        len(words.split()) >= 2
        and not _words("jobs").search(words)
        and not _words("dates").search(words)
    )


def _cased(name: str) -> str:
    """A name set in capitals as it is usually written."""
    return name.title() if name.isupper() and len(name) > 3 else name
