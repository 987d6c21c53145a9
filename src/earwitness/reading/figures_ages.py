"""Numbers that are somebody's age, and count nobody: "Jane Doe, 19," and "ages 7, 8 and 12"."""

from __future__ import annotations

import re
from functools import lru_cache

from earwitness.model import Span

from .figures_words import STOP
from .numbers import NUMBER

_AGE = re.compile(
    r"\b(?:aged?|ages|(?:in age|ages?|aged|ranging) (?:from|between)"
    r"|(?:man|woman|boy|girl|child) of|between the ages of|No\."
    r"|(?<!casualties )(?<!dead )(?<!injured )"
    r"(?<!wounded )(?<!fatalities )number|flat|room|page)[\s\u00a0]+$",
    re.I,
)
_AGE_LIST = re.compile(
    r"(?:\bage[ds]?|[A-Za-z],)[\s\u00a0]+(?:\d{1,3},?[\s\u00a0]+){0,6}\d{1,3},?[\s\u00a0]+and[\s\u00a0]+$"
    r"|\bage[ds]?[\s\u00a0]+(?:\d{1,3},[\s\u00a0]+){1,6}$"
    r"|\b(?:children|kids|boys|girls|people|those|adults|men|women|anyone|everyone)[\s\u00a0]+"
    r"(?:under|over|below|above)[\s\u00a0]+$",
    re.I,
)
_BOTH = re.compile(r"\b(?:both|each)[\s\u00a0]+$", re.I)
_AGE_BEFORE = re.compile(r"[A-Za-z.]\)?,[\s\u00a0]*(?:also[\s\u00a0]+)?$")
_AGE_AFTER = re.compile(
    r"[\s\u00a0]*(?:[,;.)]|[—–-][\s\u00a0]|(?:of|from)[\s\u00a0]+[A-Z]|and[\s\u00a0]+(?:[A-Z]|his|her))"
)
_NEXT = re.compile(r"[\s\u00a0]{1,3}([^\W\d_][\w’'-]*)")


def is_age(text: str, number: Span) -> bool:
    """Whether the number is an age, or the number of a room, page or flat."""
    before = text[max(0, number.start - 40) : number.start]
    if _AGE.search(before) or _age_range().search(before):
        return True
    if _AGE_LIST.search(before) and _is_headless(text, number.end):
        return True
    if _BOTH.search(before) and re.match(r"[,;.)]", text[number.end : number.end + 1]):
        return True
    return bool(_AGE_BEFORE.search(before) and _AGE_AFTER.match(text, number.end))


@lru_cache(maxsize=1)
def _age_range() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:aged?|in[\s\u00a0]age[\s\u00a0]from|ranging[\s\u00a0]from)[\s\u00a0]+{NUMBER}[\s\u00a0]+(?:to|and)[\s\u00a0]+$",
        re.I,
    )


def _is_headless(text: str, end: int) -> bool:
    """Whether no noun follows the number."""
    noun = _NEXT.match(text, end)
    return noun is None or STOP.match(noun[1]) is not None
