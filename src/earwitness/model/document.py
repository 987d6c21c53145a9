"""A report as it was read: its whole text, and what each stretch of it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span

BlockKind = Literal[
    "headline", "standfirst", "byline", "dateline", "subheading", "body", "caption", "furniture"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of the page. `furniture` names the kind where `kind` is "furniture".

    `element` is the way (XPath) to the element of a web page in which the paragraph stands.
    """

    span: Span
    kind: BlockKind
    furniture: str | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time at the precision of the page, and where the page gives it (None: in metadata)."""

    value: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link in the page: the words that carry it, and where it leads."""

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a live page, with its own time and authors where the page gives them."""

    span: Span
    published: str | None
    byline: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a page came from the web: the address asked for, where it led, when, in what record."""

    url: str
    final_url: str
    time: str | None
    record: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the report in one language, and what told it (`origin`)."""

    span: Span
    language: str
    origin: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report. `text` is the page's text exactly as read, furniture included.

    `blocks` are in order, do not overlap, and leave out only white space. `published` is None when
    the page gives no date. `path` is the name under which the report was given. `entries` are
    those of a live page, None where it is none. `provenance` is known of captures alone.
    `passages` are the stretches of the report by language, where it can be told; what is not
    English is kept and not read. `updated` is when the page says that it was last changed,
    `section` where it stands in its outlet.
    """

    id: str
    sha256: str
    path: str | None
    url: str | None
    outlet: str | None
    headline: str | None
    headline_span: Span | None
    byline: tuple[str, ...]
    language: str | None
    published: Stamp | None
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Hyperlink, ...] = ()
    origin: str = ""
    entries: tuple[Entry, ...] | None = None
    provenance: Provenance | None = None
    passages: tuple[Passage, ...] = ()
    updated: str | None = None
    section: str | None = None

    def __hash__(self) -> int:
        """By its id and name alone: equal documents have one hash, and most have one of their own.

        Stages remember what they found by document; the hash of all blocks took longer than that.
        """
        return hash((self.id, self.path, len(self.blocks)))

    def blocks_of(self, *kinds: BlockKind) -> tuple[Block, ...]:
        """The blocks of these kinds, in order."""
        return tuple(block for block in self.blocks if block.kind in kinds)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input could not be read: one sentence for the user, with what to do."""

    path: str
    stage: str
    code: str
    message: str
