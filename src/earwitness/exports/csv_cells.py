"""Words as a cell of a CSV file, which a spreadsheet must not take for a formula."""

from __future__ import annotations

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """The words, behind an apostrophe where a spreadsheet would run them.

    A NUL ends a cell for some readers, so it is shown as the sign for it.
    """
    text = text.replace("\0", "␀")
    return f"'{text}" if text.startswith(_RISKY) else text
