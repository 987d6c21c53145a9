"""What can be wrong with a case as a whole."""

from __future__ import annotations

import errno
import sqlite3

BROKEN = (sqlite3.DatabaseError, ValueError, KeyError, TypeError)
"""What a damaged log, file or table raises where it is read."""

_OF_THE_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_IOERR: errno.EIO,
}

CLOSED = frozenset({"case-moved", "server-forbids"})
"""Codes of CaseError where a case can be read, and not be changed."""

CASE_ERRORS: dict[str, str] = {
    "no-case": "there is no case in the folder",
    "not-a-case": "the folder holds other things, and is not made a case",
    "not-empty": "a case is moved only to a place that is empty",
    "case-moved": "the case was moved, and is changed where it was moved to",
    "server-address": "the address of a case on a server is none",
    "server-extra": "the library that speaks to the server is not installed",
    "no-server": "the server cannot be reached, or was lost",
    "server-login": "the server does not let this user in",
    "server-tls": "the server does not prove who it is",
    "no-database": "the server has no database of this name",
    "server-version": "the server is too old",
    "server-encoding": "the database does not keep text as UTF-8",
    "server-forbids": "the user may not do that on the server",
    "server-refuses": "the server refuses, for a reason of its own that the message names",
    "too-large-for-server": "an original or a file is larger than a server keeps",
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


def of_the_disk(error: Exception) -> int | None:
    """The number of an OSError, where it is the disk that is full, closed or broken."""
    if not isinstance(error, sqlite3.OperationalError):
        return None
    return _OF_THE_DISK.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
