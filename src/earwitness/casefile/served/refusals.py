"""What a server refuses, as one sentence each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from earwitness.casefile.errors import CaseError

from .address import Server

OLDEST = 13
"""The oldest version of PostgreSQL that is taken."""

_LOST = frozenset({"57P01", "57P02", "57P03"})
_DAMAGED = frozenset({"42P01", "42703", "42883"})
_FORBIDDEN = frozenset({"42501", "25006"})


def refused(server: Server, told: Mapping[str, str]) -> CaseError:
    """The error that the server told (fields C and M of its answer)."""
    code, words = told.get("C", ""), _first_line(told.get("M", ""))
    if code.startswith("28"):
        return CaseError(
            "server-login",
            f"{server} does not let {server.user} in: the name or the password is wrong, or the "
            "server's rules keep this user out.",
        )
    if code == "3D000":
        return CaseError(
            "no-database",
            f"The server of {server} has no database {server.database}: make it with createdb.",
        )
    if code in _FORBIDDEN:
        return CaseError(
            "server-forbids", f"{server} does not allow that to {server.user}: {words}."
        )
    if code in _LOST or code.startswith("08"):
        return unreachable(server, words)
    if code in _DAMAGED:
        return CaseError("case-damaged", f"The case in {server} is damaged: {words}.")
    return CaseError("server-refuses", f"{server} refuses: {words}.")


def unreachable(server: Server, why: str) -> CaseError:
    """There is no server, or it is there no more."""
    return CaseError("no-server", f"No server can be reached at {server}: {why or 'no answer'}.")


def unfit(server: Server, version: str, encoding: str) -> CaseError | None:
    """Why a case cannot lie on such a server; None where it can."""
    number = re.match(r"\d+", version)
    if number is None or int(number[0]) < OLDEST:
        return CaseError(
            "server-version",
            f"{server} runs PostgreSQL {version}: earwitness needs {OLDEST} or later.",
        )
    if encoding.upper() != "UTF8":
        return CaseError(
            "server-encoding",
            f"{server} keeps text as {encoding}: make a database with createdb --encoding UTF8 "
            "--template template0.",
        )
    return None


def _first_line(words: str) -> str:
    line = words.strip().partition("\n")[0].rstrip(".")
    return line if len(line) <= 200 else f"{line[:200]}…"
