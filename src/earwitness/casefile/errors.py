"""What can be wrong with a case as a whole."""

from __future__ import annotations

import sqlite3

BROKEN = (sqlite3.DatabaseError, ValueError, KeyError, TypeError)
"""What a damaged log, file or table raises where it is read."""

CASE_ERRORS: dict[str, str] = {
    "no-case": "there is no case in the folder",
    "not-a-case": "the folder holds other things, and is not made a case",
    "case-moved": "the case was moved, and is changed where it was moved to",
    "names": "the case's `names.toml` cannot be read",
    "stamp": "the case cannot be stamped, or its stamps not be checked",
    "newer-case": "the case was written by a later version of the program",
    "case-damaged": "a part of the case cannot be read",
}
"""The codes of CaseError, and what they mean."""


class CaseError(Exception):
    """A case that cannot be opened or written; the message is one sentence for the user.

    `code` is a key of CASE_ERRORS.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
