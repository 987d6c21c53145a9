"""A page as a tree, and what its elements say of the words inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from .data import any_of, load

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_DEEP = re.compile(
    rb"</?(?:div|span|section|b|i|font|center|blockquote|ul|ol|li)\b[^>]{0,500}>", re.I
)
DEEPEST = 2000
"""Elements inside each other; a page with more is flattened before it is read."""
Element = Any
"""An lxml element: lxml is imported when a page is read, not with this module."""


class Around(NamedTuple):
    """What the elements around a paragraph say of it. `mark_of` numbers the marking element.

    `held` says that the paragraph stands in an embedded post or a pull quote, `entry` numbers the
    entry of a live page, `stated` the element that the page calls the body of its article,
    and `apart` says that it stands in a quotation or an aside.
    """

    tag: str = ""
    mark: str | None = None
    mark_of: int = 0
    role: str | None = None
    heading: str | None = None
    article: int = 0
    pre: bool = False
    held: str | None = None
    entry: int = 0
    stated: int = 0
    apart: bool = False


@dataclass(slots=True)
class Piece:
    """A paragraph of the page: its words, its links (start, end, target), what is around it, the
    number of the element that holds it, and how many of its code points are bold.
    """

    words: str
    links: list[tuple[int, int, str]]
    around: Around
    node: int = 0
    bold: int = 0

    @property
    def linked(self) -> float:
        """The share of the words that are links."""
        return sum(end - start for start, end, _ in self.links) / max(1, len(self.words))


@dataclass(slots=True)
class Tree:
    """The paragraphs of a page, and for each element's number that of the element around it.

    `signs` are tag and class of the elements with a number, `paths` the ways to them (XPath),
    `times` what the time elements in them say.
    """

    pieces: list[Piece]
    parents: list[int]
    signs: list[str]
    paths: list[str]
    times: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class PageWords:
    """page.toml, turned round for look-up."""

    dropped: frozenset[str]
    hidden: frozenset[str]
    block: frozenset[str]
    tags: dict[str, str]
    marks: dict[str, str]
    roles: dict[str, str]
    held: dict[str, str]
    stated: re.Pattern[str]
    entries: re.Pattern[str]


@cache
def page_words() -> PageWords:
    """The lists of page.toml."""
    data = load("page.toml")

    def by_word(lists: dict[str, list[str]]) -> dict[str, str]:
        return {word: kind for kind, words in lists.items() for word in words}

    return PageWords(
        frozenset(data["dropped"]),
        frozenset(data["hidden_classes"]),
        frozenset(data["block"]),
        data["tags"],
        by_word(data["marks"]),
        by_word(data["roles"]),
        by_word(data["held"]),
        re.compile(any_of(data["article"]["stated"])),
        re.compile(any_of(data["article"]["entries"])),
    )


class Told(NamedTuple):
    """What class and id of an element tell."""

    mark: str | None
    role: str | None
    held: str | None
    hidden: bool
    stated: bool
    entry: bool


@lru_cache(maxsize=8192)
def told(names: str) -> Told:
    """What the class and id of an element say of the words inside it."""
    words = page_words()
    parts = [part.lower() for part in _CAMEL.split(names)]
    low = names.lower()
    return Told(
        next((words.marks[part] for part in parts if part in words.marks), None),
        next((words.roles[part] for part in parts if part in words.roles), None),
        next((words.held[part] for part in (*low.split(), *parts) if part in words.held), None),
        not words.hidden.isdisjoint(low.split()),
        bool(words.stated.search(low)),
        bool(words.entries.search(low)),
    )


def parse(text: str, *, flat: bool = False) -> Element | None:
    """The page as a tree; None where there is none. `flat` drops what nests."""
    from lxml import etree  # noqa: PLC0415  heavy, and plain text does not need it

    data = text.replace("\x00", "\ufffd").encode("utf-8", "replace")
    if flat:
        data = _DEEP.sub(b"<br>", data)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
