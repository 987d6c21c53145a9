"""Number words of English: a pattern that finds them, and what they are worth.

Source of method: the usual cardinal grammar of English (tens, hundreds, scales), digits with
thousands commas, and dozens. Ordinals, roman numerals and fractions are not numbers here.
"""

from __future__ import annotations

import re
from fractions import Fraction

ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}

_SMALL = "|".join(sorted(ONES, key=len, reverse=True))
_UNDER_HUNDRED = rf"(?:(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(list(ONES)[1:10])}))?|{_SMALL})"
_SCALE = "(?:hundred|thousand|million|billion)"
SPELLED = (
    rf"(?:half\sa\sdozen|(?:a|{_UNDER_HUNDRED})\sdozen"
    rf"|(?:(?:a\s)?(?:{_UNDER_HUNDRED}\s)?{_SCALE}(?:\s{_SCALE})?(?:\sand)?(?:\s{_UNDER_HUNDRED})?"
    rf"(?:\s{_SCALE})?)|{_UNDER_HUNDRED})"
)
DIGITS = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}})(?:\.\d{{1,6}})?(?:\s{_SCALE}\b)?"
NUMBER = rf"(?:{DIGITS}|(?i:{SPELLED})\b)"

_TOKEN = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?")


def number_of(words: str) -> Fraction | None:
    """What the words are worth ("1.2 million", "eighty-three", "half a dozen"); None if nothing."""
    tokens = _TOKEN.findall(words.lower())
    if tokens[:1] == ["half"]:
        return Fraction(6) if tokens[-1] == "dozen" else Fraction(1, 2)
    total, current = Fraction(0), None
    for token in tokens:
        if token in ("a", "an", "and"):
            continue
        if token in SCALES:
            scale = SCALES[token]
            current = (Fraction(1) if current is None else current) * scale
            if scale >= 1000:
                total, current = total + current, Fraction(0)
            continue
        value = _worth(token)
        if value is None:
            return None
        current = value + (current or 0)
    return None if current is None else total + current


_NTH = {
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
}


def ordinal(words: str) -> int | None:
    """What an ordinal is worth ("12th", "fifth", "twenty-first"); None where it is none."""
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits[0])
    head, _, last = words.lower().rpartition("-")
    plain = ONES.get(last.removesuffix("th")) or TENS.get(last.removesuffix("ieth") + "y")
    value = _NTH.get(last) or plain
    return None if value is None else value + TENS.get(head, 0)


def whole(words: str) -> int | None:
    """The words as a whole number; None where they are none ("1.5")."""
    value = number_of(words)
    return int(value) if value is not None and value.denominator == 1 else None


def _worth(token: str) -> Fraction | None:
    if token[0].isdigit():
        return Fraction(token.replace(",", "").rstrip("."))
    value = ONES.get(token, TENS.get(token))
    return None if value is None else Fraction(value)
