"""Writes data/check_stems.json: parts of words without which a frame of checks cannot stand.

    python scripts/check_stems.py

For each frame of data/checks.toml, and each order of words in it, up to six sets of letters: a
sentence can hold the order only where each set has a member in it. Most sentences fail at once, so
that the long patterns are not tried on them. Run it after every change of data/checks.toml; a test
compares the two.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from re import _constants as codes
from re import _parser as parser
from typing import Any

from earwitness.reading import check_frames

OUT = Path(check_frames.__file__).parent / "data" / "check_stems.json"
COMMON = frozenset(
    "that with said this from have been were their they here what when such state also only more"
    " made call like real some most many".split()
)


def needed(tree: Any) -> list[frozenset[str]]:
    """The sets of letters of which a text must have one each for the pattern to match."""
    found: list[frozenset[str]] = []
    run = ""
    for code, value in [*tree, (None, None)]:
        if code is codes.LITERAL and chr(value).isascii() and chr(value).isalpha():
            run += chr(value).lower()
            continue
        if len(run) > 1:
            found.append(frozenset([run]))
        run = ""
        if code is codes.SUBPATTERN:
            found += needed(value[-1])
        elif code is codes.BRANCH:
            found += _branch([needed(one) for one in value[1]])
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0]:
            found += needed(value[2])
    return sorted(found, key=_weight)


def _branch(branches: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    if not all(branches):
        return []
    return [frozenset().union(*(sets[0] for sets in branches))]


def _weight(letters: frozenset[str]) -> int:
    """Rare ones first: long parts, few of them."""
    return sum(90 if len(one) < 4 or one in COMMON else 12 - min(len(one), 9) for one in letters)


def stems() -> list[list[list[list[str]]]]:
    """For each frame the orders of its words, for each of these its sets."""
    return [
        [
            [sorted(letters) for letters in needed(parser.parse(source, re.I))[:6]]
            for source in check_frames.sources(number)
        ]
        for number in range(len(check_frames.table()["frame"]))
    ]


def main() -> None:
    """Write the file, a line for each frame."""
    rows = ",\n".join(json.dumps(frame) for frame in stems())
    OUT.write_text(f"[\n{rows}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
