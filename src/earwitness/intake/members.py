"""Files that hold many reports: what each of them is, in bytes of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .archives import MOST
from .errors import IntakeError
from .formats import many_in

MAX_ARCHIVE = 200_000_000
"""The largest archive that is opened, in bytes."""
_MANY = (".mbox", ".warc", ".warc.gz", ".wacz", ".zip")


@dataclass(frozen=True, slots=True)
class Member:
    """One report: its name, and bytes that can be read without the archive."""

    name: str
    data: bytes


def may_hold_many(name: str) -> bool:
    """Whether a file of this name is let in though it is larger than a report may be."""
    return name.lower().endswith(_MANY)


def members_of(data: bytes, name: str) -> Iterator[Member]:
    """The reports in a file, numbered as they stand in it (`news.mbox#3`); a report is its own.

    Raises IntakeError where the file is broken, perhaps after some of its reports.
    """
    found = many_in(data, name)
    if found is None:
        yield Member(name, data)
        return
    count = 0
    for count, (member, part) in enumerate(found, 1):
        if count > MOST:
            raise IntakeError("too-large", f"{name} holds more than {MOST} reports: split it.")
        yield Member(member, part)
    if count == 0:
        raise IntakeError("no-text", f"{name} holds no report: name a file that holds some.")
