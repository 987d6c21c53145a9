"""The cues of page furniture, read once from furniture.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .data import any_of, load

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|[©|]")
_BAR = re.compile(r"[|•·›»>]")
_BARS = re.compile(r"\s*[|•·›»>]\s*")
_SHAPED = re.compile(r"[(@\d+-]|\S*@|a ")
"""A cheap look before the shapes are tried."""
_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "\u202f": " ", "\t": " "}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that speaks for one kind of furniture, with its weight."""

    kind: str
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues: whole lines by their words or their shape, patterns by the words that call them."""

    whole: dict[str, str]
    shapes: tuple[tuple[str, re.Pattern[str]], ...]
    called_by: dict[str, tuple[Cue, ...]]


@cache
def cues() -> Cues:
    """The cues of furniture.toml, compiled."""
    data = load("furniture.toml")
    called: dict[str, list[Cue]] = {}
    for entry in data["cue"]:
        cue = Cue(entry["kind"], float(entry["weight"]), re.compile(entry["pattern"]))
        for word in entry["words"]:
            called.setdefault(word, []).append(cue)
    whole = {line: kind for kind, lines in data["whole"].items() for line in lines}
    shapes = tuple((kind, re.compile(any_of(forms))) for kind, forms in data["shapes"].items())
    return Cues(whole, shapes, {word: tuple(group) for word, group in called.items()})


def folded(words: str) -> str:
    """Lower case, plain spaces, straight quotation marks; the length may change."""
    return words.translate(_FOLD).lower().strip()


def whole_line(low: str) -> str | None:
    """The kind of furniture that a folded line is as it stands."""
    return cues().whole.get(low.strip(" .:!?…»>|-–—•*")) or _shape(low) or menu(low)


def _shape(low: str) -> str | None:
    """The kind of a line that is nothing but a number, a handle, an address, or a control."""
    if not _SHAPED.match(low):
        return None
    return next((kind for kind, shape in cues().shapes if shape.fullmatch(low)), None)


def menu(low: str) -> str | None:
    """The kind of a folded line that is a row of sections: "home | world | sport"."""
    parts = _BARS.split(low) if _BAR.search(low) else [low]
    if len(parts) == 1:
        parts = low.split()
        return "navigation" if len(parts) > 2 and all(map(_is_section, parts)) else None
    short = max(map(len, parts)) <= 30 and not low.startswith("by ")
    known = sum(map(_is_section, parts))
    return "navigation" if short and known and (known == len(parts) or len(parts) > 2) else None


def _is_section(words: str) -> bool:
    return cues().whole.get(words) == "navigation"


def scores(low: str) -> dict[str, float]:
    """How strongly the folded words speak for each kind of furniture."""
    called_by = cues().called_by
    met = called_by.keys() & set(_WORD.findall(low))
    tried: dict[int, Cue] = {id(cue): cue for word in sorted(met) for cue in called_by[word]}
    found: dict[str, float] = {}
    for cue in tried.values():
        if cue.pattern.search(low):
            found[cue.kind] = found.get(cue.kind, 0.0) + cue.weight
    return found
