"""Named ways in which a word for many becomes a number. None of them is ever the default.

A profile is documented with its source (`profiles.toml`). Without one, "dozens" stays a word.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from earwitness.model import Figure

_VAGUE = frozenset({"a number of", "many", "numerous"})


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of rules: its title, where they come from, and its words."""

    name: str
    title: str
    source: str
    ranges: str
    words: dict[str, tuple[int | None, int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """The least, the best and the most that a figure stands for; None where that is open."""

    low: int | None
    best: int | None
    high: int | None


@cache
def profiles() -> dict[str, Profile]:
    """The profiles by name."""
    text = resources.files(__package__).joinpath("profiles.toml").read_text(encoding="utf-8")
    return {
        name: Profile(
            name,
            given["title"],
            given["source"],
            given["ranges"],
            {word: _three(numbers) for word, numbers in given["words"].items()},
        )
        for name, given in tomllib.loads(text).items()
    }


def _three(numbers: list[int]) -> tuple[int | None, int | None, int | None]:
    low, best, high = (n or None for n in numbers)
    return low, best, high


def estimate(figure: Figure, profile: Profile | None = None) -> Estimate:
    """What a figure stands for: as it is said, and words for many as the profile has them."""
    if figure.value is not None:
        return Estimate(figure.low, figure.value, figure.high)
    if figure.low is not None or figure.high is not None:
        best = figure.low if profile and profile.ranges == "low" else None
        return Estimate(figure.low, best, figure.high)
    word = figure.qualifier
    if profile is None or word in _VAGUE:
        return Estimate(None, None, None)
    return Estimate(*profile.words.get(word, (None, None, None)))
