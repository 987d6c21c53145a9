"""Captions of pictures that stand as lines of the text."""

from __future__ import annotations

import re
from functools import cache

from .data import any_of, load

_MAX = 450
"""A longer line is a paragraph, whatever it ends with."""
_MAYBE = re.compile(r"[)\]][.\s]*$|[/:]|aption|nlarge this")
_BRACKET_END = re.compile(r"[^\W\d_][^.!?()]{25,300} \([^\W\d_][^()]{1,40}\)$")
_ARTICLE_START = re.compile(r"(?:A|An|The|Two|Three|Four) (?:[^\s.!?]+ ){6,}[^\s.!?:;,]+$")
_FINITE = re.compile(
    r"\b(?:was|were|had|has|have|did|is|are|will|would|could|received|sustained|died|suffered)\b"
)
_REACH = 160
"""How far from its end a line may begin to name who took the picture."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Endings, beginnings, pointing words, cues of saying."""
    lists = load("names.toml")["caption"]
    ends = any_of(lists["ends"]).replace("{AGENCY}", any_of(lists["agencies"]))
    return (
        re.compile(rf"{ends}[.\s]*$", re.IGNORECASE),
        re.compile(rf"^{any_of(lists['starts'])}", re.IGNORECASE),
        re.compile(rf"\b{any_of(lists['pointing'])}\b", re.IGNORECASE),
        re.compile(rf"\b{any_of(lists['said'])}\b"),
    )


def has_credit(line: str) -> bool:
    """Whether the line names who took the picture, or says that it describes one."""
    if len(line) > _MAX:
        return False
    ends, starts, _, _ = _patterns()
    if starts.match(line):
        return True
    tail = line[-_REACH:]
    # A cheap look first: most paragraphs end in none of the ways in which credits do.
    return bool(_MAYBE.search(tail) and ends.search(tail))


def describes_picture(line: str) -> bool:
    """A line that points at what a picture shows, and reports nobody's words."""
    _, _, pointing, said = _patterns()
    return len(line) <= _MAX and not said.search(line) and bool(pointing.search(line))


def shows(line: str) -> bool:
    """A line without a final stop and shaped as captions are: a credit in brackets, "A man …"."""
    if len(line) > _MAX or _patterns()[3].search(line) or any(mark in line for mark in '“”"'):
        return False
    return bool(_BRACKET_END.match(line) or (_ARTICLE_START.match(line) and not tells(line)))


def tells(line: str) -> bool:
    """Whether the line tells what happened, as captions in the present tense do not."""
    return bool(_FINITE.search(line))
