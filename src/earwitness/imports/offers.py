"""What a file from elsewhere offers, before anybody decides: each to be held against the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from earwitness.model import Form, StatementType

What = Literal["note", "accept", "reject", "grade", "statement", "person"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words at which somebody points, as they stand in the file.

    `sources` are all names by which the file knows the report. `prefix` and `suffix` are None, and
    so are `start` and `end`, where the file does not give them.
    """

    sources: tuple[str, ...]
    exact: str
    prefix: str | None = None
    suffix: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One annotation or entity: what it says, of which words or of whom.

    `note` goes with `text`; `grade` with `grade`; `statement` is words that `speaker` (a name, or
    empty) is said to have said; `person` is somebody with several `names`, known to the case by
    `ids` too, and notes on them in `text`. `by` and `time` are as the file gives them.
    """

    id: str
    what: What
    words: tuple[Words, ...] = ()
    text: str = ""
    grade: str = ""
    form: Form | None = None
    type: StatementType | None = None
    speaker: str = ""
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    by: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """One that is not taken in, and why, in a clause."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Offered:
    """All that a file offers, in its order; `known` items are just as the case would write them."""

    form: str
    known: int
    offers: tuple[Offer, ...]
    unread: tuple[Unread, ...]
