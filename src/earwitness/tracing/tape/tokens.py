"""Words of a quotation or of a tape as they are compared: spelt out, numbers as numbers, placed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from earwitness.model import Span

from ..words import WORD
from .data import table, words
from .numbers import numbers

_WORD = re.compile(rf"{WORD.pattern}|%")
_BRACKET = re.compile(r"\[[^\[\]]{0,200}\]")
_STOP = re.compile(r"[.!?…]")
_PAUSE = re.compile(r"[,;:—–]")
_DOTS = re.compile(r"…|\.\.\.|\. \. \.")
_ORDINAL = frozenset(("st", "nd", "rd", "th"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared (`key`) and as it stands; what comes after it.

    `turn` numbers the turn of a tape, or the part of a quotation, in which it stands. `after` is
    "." at the end of a sentence, "," before a pause, else "". `cut` says that dots or square
    brackets stand before it.
    """

    key: str
    spelt: str
    span: Span
    turn: int = 0
    after: str = ""
    cut: bool = False
    number: float | None = None
    opens: bool = False

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.spelt.lower()

    @property
    def named(self) -> bool:
        """Whether it is written like a name: with a capital that no sentence gave it."""
        return self.spelt[:1].isupper() and not self.opens and self.spelt not in ("I", "OK")


def tokens(text: str, spans: Sequence[Span], language: str = "en") -> tuple[Token, ...]:
    """The words in these spans of a text, in order; each span is a turn or part of its own."""
    found: list[Token] = []
    for turn, span in enumerate(spans):
        found += _tokens(text, span, turn, language)
    return tuple(found)


def _tokens(text: str, span: Span, turn: int, language: str) -> list[Token]:
    raw = [t for t in _raw(text, span, turn) if t.low not in words("fillers")]
    return list(_counted(raw, language))


def _raw(text: str, span: Span, turn: int) -> Iterator[Token]:
    part = span.of(text)
    hidden = [m.span() for m in _BRACKET.finditer(part)]
    found = [m for m in _WORD.finditer(part) if not any(a <= m.start() < b for a, b in hidden)]
    before = 0
    for n, match in enumerate(found):
        gap = part[before : match.start()]
        following = found[n + 1].start() if n + 1 < len(found) else len(part)
        tail = part[match.end() : following]
        after = "." if _STOP.search(tail) or n + 1 == len(found) else (
            "," if _PAUSE.search(tail) else "")  # fmt: skip
        place = Span(span.start + match.start(), span.start + match.end())
        cut = bool(_DOTS.search(gap) or _BRACKET.search(gap)) or (n == 0 and turn > 0)
        opens = n == 0 or bool(_STOP.search(gap))
        yield from _spelt_out(Token("", match.group().replace("’", "'"), place, turn, after, cut,
                                    None, opens))  # fmt: skip
        before = match.end()


def _spelt_out(token: Token) -> Iterator[Token]:
    """ "can't" as "can not"; a word of several gives several tokens in one place."""
    low = token.low
    parts = table("spelt_out").get(low, "").split()
    if not parts:
        ending = next((e for e in table("endings") if low.endswith(e) and len(low) > len(e)), None)
        parts = [low.removesuffix(ending), table("endings")[ending]] if ending else [low]
    if low.endswith("'s") and len(low) > 2 and len(parts) == 1:
        parts = [low[:-2], "'s"]
    for n, part in enumerate(parts):
        first, last = n == 0, n + 1 == len(parts)
        capital = first and token.spelt[:1].isupper()
        spelt = token.spelt if len(parts) == 1 else part.capitalize() if capital else part
        yield replace(
            token,
            key=_spelling(part),
            spelt=spelt,
            after=token.after if last else "",
            cut=token.cut and first,
            opens=token.opens and first,
        )


def _spelling(word: str) -> str:
    """One of two ways of spelling it: colour is color."""
    if len(word) > 4:
        for ending, other in table("spellings").items():
            if word.endswith(ending):
                return word.removesuffix(ending) + other
    return word


def _counted(raw: Sequence[Token], language: str) -> Iterator[Token]:
    """Numbers of several words as one token, whose key is the number."""
    raw = [
        t for n, t in enumerate(raw)
        if not (t.low in _ORDINAL and n and raw[n - 1].span.end == t.span.start)
    ]  # fmt: skip
    at = 0
    for number in numbers([t.low for t in raw], language):
        yield from raw[at : number.first]
        first, last = raw[number.first], raw[number.last - 1]
        span = Span(first.span.start, last.span.end)
        spelt = " ".join(t.spelt for t in raw[number.first : number.last])
        yield replace(first, key=f"{number.value:g}", spelt=spelt, span=span, after=last.after,
                      number=number.value)  # fmt: skip
        at = number.last
    yield from raw[at:]
