"""What an expression is worth, what it is read against, and the small words that decide both."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from earwitness.model import Span

from .dates_calendar import Day
from .dates_grammar import words

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Value:
    """Type, value and modifier; `relative` where the page's own date decided the value.

    `anchor` holds the words of the other expression that decided it, where one did.
    """

    type: TimexType
    value: str | None
    mod: str | None = None
    relative: bool = False
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against: the anchor, and the way that the words around look."""

    anchor: Day | None
    way: str  # "back", "past", "future" or "open"

    @property
    def future(self) -> bool:
        """Whether the words look ahead."""
        return self.way == "future"


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in the text, before it becomes part of the reading."""

    span: Span
    kind: str
    value: Value


Match = re.Match[str]
Reader = Callable[[Match, Setting], Value | None]


def key(text: str) -> str:
    """The words in lower case, with single spaces and no full stops at the end."""
    return " ".join(text.lower().split()).rstrip(".")


def lookup(table: str, text: str | None) -> Any:
    """The entry of a word list; None where the words are none of it."""
    return words()[table].get(key(text)) if text else None


def get(match: Match, name: str) -> str | None:
    """A named part, None where the pattern has none of that name."""
    return match.groupdict().get(name)


def step_of(rel: str | None) -> int:
    """Which way a relative word goes: -1 for "last", 1 for "next", 0 for "this"."""
    return {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(key(rel or ""), 0)


def part_code(word: str | None) -> str:
    """The part of the day as TIMEX3 has it, "TNI" for night; empty where there is none."""
    return f"T{words()['dayparts'][key(word)]}" if word else ""


def unit_code(word: str) -> str:
    """The code of a unit of time, "TH" for hours."""
    return str(words()["units"][key(word)])


def coded(code: str, count: str) -> str:
    """A duration of that many units, "PT4H"."""
    return f"PT{count}{code[1]}" if code.startswith("T") else f"P{count}{code}"


def bound_of(m: Match) -> str | None:
    """The modifier of a quantity ("more than"), None where it has none."""
    found = lookup("bounds", m["b"])
    return str(found) if found else None
