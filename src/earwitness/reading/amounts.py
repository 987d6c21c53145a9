"""Amounts that count nobody: money, land, distances, shares, ages, weights, speeds and scores.

Each is found by its unit or sign, so that a report's numbers are told apart: what is here is
never a number of people.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from earwitness.model import Amount, Document, Span

from .numbers import NUMBER, number_of

ORIGIN = "rules/amounts@1"

_S = r"[\s\u00a0]{1,3}"
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "trillion": 10**12}
_SCALE = r"(?:[\s\u00a0]?(?P<scale>bn|mn|tn|[mk]|trillion)\b)?"
_RANGE = rf"(?:(?:{_S}(?:to|and){_S}|[\s\u00a0]?[-–—][\s\u00a0]?)(?P<hi>{NUMBER}))?"
_SCORE = re.compile(
    r"\b(?:won|wins?|lost|loses?|beat|beats|beaten|defeat\w*|drew|draw|draws|victory|score\w*|led|leads?)\b"
    r"[^.;:!?\n]{0,40}?(?<![\w-])(?P<score>\d{1,3}[-–]\d{1,3})(?![\w-]|[.,]\d)",
    re.I,
)


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, str]]:
    """Each unit as it is written: the kind of amount, and the unit's own name."""
    text = files("earwitness.reading").joinpath("data/amounts.toml").read_text(encoding="utf-8")
    return {
        written: (kind, unit)
        for kind, units in tomllib.loads(text).items()
        for unit, listed in units.items()
        for written in listed
    }


def _written(words: list[str]) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", _S) for word in longest)


@lru_cache(maxsize=1)
def _amount() -> re.Pattern[str]:
    signs = [w for w in _units() if not w[-1].isalnum() and w not in ("%", "°C", "°F", "km²", "m²")]
    words = [w for w in _units() if w not in signs]
    lead = rf"(?P<pre>between{_S}|from{_S})?"
    return re.compile(
        rf"(?P<sign>(?<![\w]){_sign(signs)})[\s\u00a0]?(?P<money>{NUMBER}){_SCALE}"
        rf"|\baged?{_S}(?P<aged>\d{{1,3}})(?![\w%]|[.,]\d)"
        rf"|(?<![\w.,])(?P<old>{NUMBER})(?P<age>[\s\u00a0-](?:year|month|week|day)s?)[\s\u00a0-]olds?\b"
        rf"|(?<![\w.,:/$£€-])(?=[\dabefhnost]){lead}(?P<lo>{NUMBER}){_RANGE}[\s\u00a0-]?(?P<unit>{_written(words)})(?!\w)",
        re.I,
    )


def _sign(signs: list[str]) -> str:
    return f"(?:{_written(signs)})"


_POSSIBLE = re.compile(
    r"[\d%$£€]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|[a-z]+ty|hundred|thousand|million|billion|dozen)\b",
    re.I,
)


def read_amounts(document: Document) -> tuple[Amount, ...]:
    """All amounts in the report's own blocks, in order; they do not meet one another."""
    found: list[Amount] = []
    for block in document.blocks:
        words = block.span.of(document.text)
        if block.kind == "furniture" or not _POSSIBLE.search(words):
            continue
        found += _in(document, block.span)
    return tuple(found)


def _in(document: Document, block: Span) -> Iterator[Amount]:
    scores = [
        Span(*m.span("score")) for m in _SCORE.finditer(document.text, block.start, block.end)
    ]
    made = [
        _made(document, match)
        for match in _amount().finditer(document.text, block.start, block.end)
    ]
    made += [_plain(document, span, "score", (None, None), None) for span in scores]
    last = block.start
    for amount in sorted(made, key=lambda a: a.span):
        if amount.span.start >= last:
            last = amount.span.end
            yield amount


def _made(document: Document, match: re.Match[str]) -> Amount:
    span = Span(match.start(), match.end())
    if match["sign"]:
        value = _value(match["money"])
        scale = _SHORT.get((match["scale"] or "").lower(), 1)
        unit = _units()[_key(match["sign"])][1]
        return _plain(
            document, span, "money", (value * scale if value is not None else None,) * 2, unit
        )
    if match["aged"]:
        return _plain(document, span, "age", (_value(match["aged"]),) * 2, "year")
    if match["old"]:
        unit = match["age"].strip(" -\u00a0").rstrip("s").lower()
        return _plain(document, span, "age", (_value(match["old"]),) * 2, unit)
    return _measured(document, match)


def _measured(document: Document, match: re.Match[str]) -> Amount:
    kind, unit = _units()[_key(match["unit"])]
    if unit == "pound" and re.match(
        r"[\s\u00a0]+of\b", document.text[match.end() : match.end() + 4]
    ):
        kind = "weight"
    low = _value(match["lo"])
    ranged = match["hi"] is not None
    start = match.start() if ranged else match.start("lo")
    high = _value(match["hi"]) if ranged else low
    return _plain(document, Span(start, match.end()), kind, (low, high), unit)


def _key(written: str) -> str:
    plain = " ".join(written.split())
    return plain if plain in _units() else plain.lower()


def _value(words: str) -> float | None:
    number = number_of(words)
    if number is None:
        return None
    return float(number)


def _plain(
    document: Document,
    span: Span,
    kind: str,
    bounds: tuple[float | None, float | None],
    unit: str | None,
) -> Amount:
    low, high = bounds
    return Amount(
        document=document.id,
        span=span,
        kind=kind,
        value=low if low == high else None,
        low=low,
        high=high,
        unit=unit,
        origin=ORIGIN,
    )
