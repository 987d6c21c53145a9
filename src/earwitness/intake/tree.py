"""The words of a web page as a reader sees them, paragraph by paragraph, with what marks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .data import load
from .segmenting import paragraphs

_SPACE = re.compile(r"[ \t\r\n\f]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEP = re.compile(
    rb"</?(?:div|span|section|b|i|font|center|blockquote|ul|ol|li)\b[^>]{0,500}>", re.I
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST = 2000
_Element = Any
"""An lxml element: lxml is imported when a page is read, not with this module."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the elements around a paragraph say of it. `mark_of` numbers the marking element."""

    tag: str = ""
    mark: str | None = None
    mark_of: int = 0
    role: str | None = None
    heading: str | None = None
    article: bool = False
    pre: bool = False


@dataclass(slots=True)
class Piece:
    """A paragraph of the page: its words, its links (start, end, target), and what is around it."""

    words: str
    links: list[tuple[int, int, str]]
    around: Around

    @property
    def linked(self) -> float:
        """The share of the words that are links."""
        return sum(end - start for start, end, _ in self.links) / max(1, len(self.words))


@dataclass(frozen=True, slots=True)
class PageWords:
    """page.toml, turned round for look-up."""

    dropped: frozenset[str]
    hidden: frozenset[str]
    block: frozenset[str]
    tags: dict[str, str]
    marks: dict[str, str]
    roles: dict[str, str]


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
    )


def parse(text: str) -> _Element | None:
    """The page as a tree; None where there is none. Pages nested too deep are flattened first."""
    from lxml import etree, html  # noqa: PLC0415  heavy, and plain text does not need it

    data = text.replace("\x00", "\ufffd").encode("utf-8", "replace")
    root = _parsed(data, etree, html)
    if data.count(b"<") > _DEEPEST and root is not None and _depth(root, etree) >= _DEEPEST:
        return _parsed(_DEEP.sub(b"<br>", data), etree, html)
    return root


def _parsed(data: bytes, etree: Any, html: Any) -> _Element | None:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _depth(root: _Element, etree: Any) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def pieces_of(root: _Element) -> list[Piece]:
    """The paragraphs that a reader of the page sees, in order."""
    from lxml import etree  # noqa: PLC0415

    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            if _unseen(element):
                events.skip_subtree()
                walk.unseen += 1
            else:
                walk.enter(element)
        elif event == "end" and walk.unseen:
            walk.unseen -= 1
            walk.after(element)
        elif event == "end":
            walk.leave(element)
        else:
            walk.after(element)
    walk.flush()
    return walk.pieces


def _unseen(element: _Element) -> bool:
    """Scripts, styles, and what the page hides."""
    words = page_words()
    if element.tag in words.dropped or element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and _HIDING.search(style[:2000]):
        return True
    names = element.get("class")
    return bool(names) and not words.hidden.isdisjoint(names.lower().split())


@dataclass(slots=True)
class _Walk:
    """The state of a walk through the tree."""

    pieces: list[Piece] = field(default_factory=list)
    stack: list[Around] = field(default_factory=lambda: [Around()])
    buffer: list[str] = field(default_factory=list)
    length: int = 0
    links: list[tuple[int, int, str]] = field(default_factory=list)
    anchors: list[tuple[int, str]] = field(default_factory=list)
    around: Around | None = None
    unseen: int = 0
    marked: int = 0

    def enter(self, element: _Element) -> None:
        if element.tag in page_words().block:
            self.flush()
        self.stack.append(self._inside(element))
        if element.tag == "a":
            self.anchors.append((self.length, element.get("href") or ""))
        self._add(element.text)

    def leave(self, element: _Element) -> None:
        if element.tag == "a" and self.anchors:
            self._link(*self.anchors.pop())
        if element.tag in page_words().block:
            self.flush()
        self.stack.pop()
        self._add(element.tail)

    def after(self, element: _Element) -> None:
        """The words after something that is not shown."""
        self._add(element.tail)

    def _inside(self, element: _Element) -> Around:
        outer, words = self.stack[-1], page_words()
        tag = element.tag if isinstance(element.tag, str) else ""
        mark, role = self._mark(element, tag, outer)
        if mark and mark != outer.mark:
            self.marked += 1
        return Around(
            tag if tag in words.block else outer.tag,
            mark or outer.mark,
            self.marked if mark and mark != outer.mark else outer.mark_of,
            role or outer.role,
            tag if tag in _HEADINGS else outer.heading,
            outer.article or tag in ("article", "main"),
            outer.pre or tag == "pre",
        )

    def _mark(self, element: _Element, tag: str, outer: Around) -> tuple[str | None, str | None]:
        """The furniture kind and the role that tag, class and id give the element."""
        words = page_words()
        mark = words.tags.get(tag) if outer.mark is None else None
        role = "caption" if tag == "figcaption" else "dateline" if tag == "time" else None
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            role = "byline"
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if tag in ("html", "body", "main", "article") or len(names) < 3:
            return mark, role
        for name in _CAMEL.split(names[:300]):
            low = name.lower()
            mark = mark or words.marks.get(low)
            role = role or words.roles.get(low)
        return mark, role

    def _add(self, words: str | None) -> None:
        if not words:
            return
        if not self.stack[-1].pre:
            words = _SPACE.sub(" ", words)
            if self.length == 0 or self.buffer[-1].endswith(" "):
                words = words.lstrip(" ")
        if words:
            inner = self.stack[-1]
            # Words outside the marking element make the paragraph more than a date or a name.
            if not self.buffer or (self.around and self.around.role and inner.role is None):
                self.around = inner
            self.buffer.append(words)
            self.length += len(words)

    def flush(self) -> None:
        """End the paragraph."""
        for start, target in self.anchors:
            self._link(start, target)
        if self.buffer and self.around is not None:
            self.pieces.extend(_pieces("".join(self.buffer), self.links, self.around))
        self.buffer, self.links, self.length = [], [], 0
        self.anchors = [(0, target) for _, target in self.anchors]

    def _link(self, start: int, target: str) -> None:
        if target and start < self.length:
            self.links.append((start, self.length, target))


def _pieces(words: str, links: list[tuple[int, int, str]], around: Around) -> Iterator[Piece]:
    """A paragraph, or those of preformatted text, without white space at the ends."""
    if around.pre:
        for span in paragraphs(words):
            yield Piece(" ".join(span.of(words).split("\n")), [], around)
        return
    left = len(words) - len(words.lstrip())
    shown = words.strip()
    if shown:
        kept = [(max(0, a - left), min(len(shown), b - left), t) for a, b, t in sorted(links)]
        yield Piece(shown, [link for link in kept if link[0] < link[1]], around)
