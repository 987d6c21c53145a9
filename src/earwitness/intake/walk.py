"""The words of a web page as a reader sees them, paragraph by paragraph, with what marks them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .segmenting import paragraphs
from .tree import DEEPEST, Around, Element, PageWords, Piece, Told, Tree, page_words, told

_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHOLE = frozenset(("html", "body", "main", "article"))
_STRONG = frozenset({"strong", "b"})
_ROLES = {"figcaption": "caption", "figure": "caption", "time": "dateline"}
_APART = frozenset(("blockquote", "aside", "figure"))
_TELLING = _HEADINGS | _APART | {"article", "pre"}
_NOTHING = Told(None, None, None, False, False, False)


class TooDeepError(ValueError):
    """The elements of the page stand inside each other beyond all measure."""


def tree_of(root: Element) -> Tree:
    """The paragraphs that a reader of the page sees, in order; raises TooDeepError.

    The tree loses its scripts and comments on the way.
    """
    from lxml import etree  # noqa: PLC0415  heavy, and plain text does not need it

    walk = _Walk()
    # What nobody sees goes first, in C; the words after it stay.
    unseen = (*walk.words.dropped - {root.tag}, etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(root, *unseen, with_tail=False)
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end":
            walk.leave(element)
        elif not walk.enter(element):
            events.skip_subtree()
    walk.flush()
    return Tree(walk.pieces, walk.parents, walk.signs, walk.paths(), walk.times)


@dataclass(slots=True)
class _Walk:
    """The state of a walk through the tree."""

    words: PageWords = field(default_factory=page_words)
    pieces: list[Piece] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    signs: list[str] = field(default_factory=lambda: [""])
    times: list[tuple[int, str]] = field(default_factory=list)
    stack: list[Around] = field(default_factory=lambda: [Around()])
    ways: list[tuple[tuple[str, int], ...]] = field(default_factory=lambda: [()])
    depths: list[int] = field(default_factory=lambda: [0])
    nodes: list[int] = field(default_factory=lambda: [0])
    steps: list[tuple[str, int]] = field(default_factory=list)
    counts: list[dict[str, int] | None] = field(default_factory=lambda: [None])
    buffer: list[str] = field(default_factory=list)
    length: int = 0
    bold: int = 0
    strong: int = 0
    links: list[tuple[int, int, str]] = field(default_factory=list)
    anchors: list[tuple[int, str]] = field(default_factory=list)
    around: Around | None = None
    node: int = 0
    marked: int = 0

    def enter(self, element: Element) -> bool:
        """Take an element; False where a reader does not see what is in it."""
        tag = element.tag
        self._step(tag)
        given = dict(element.items())
        names, says = "", _NOTHING
        if given:
            names, name = given.get("class", ""), given.get("id", "")
            says = told(f"{names} {name}"[:300]) if names or name else _NOTHING
        if says.hidden or (given and _hides(given)):
            self._skip()
            return False
        block = tag in self.words.block
        if block:
            self.flush()
            self._number(f"{tag} {names}")
        elif tag == "time":
            self.times.append((self.nodes[-1], given.get("datetime", "")))
        self.nodes.append(self.nodes[-1] if not block else len(self.parents) - 1)
        self.stack.append(self._inside(given, tag, says, block=block))
        if tag == "a":
            self.anchors.append((self.length, given.get("href", "")))
        elif tag in _STRONG:
            self.strong += 1
        self.add(element.text)
        return True

    def leave(self, element: Element) -> None:
        """Leave an element, seen or not, for the words after it."""
        tag = element.tag
        self.steps.pop()
        self.counts.pop()
        if self.stack[-1] is _UNSEEN:
            self.stack.pop()
            self.nodes.pop()
            self.add(element.tail)
            return
        if tag == "a" and self.anchors:
            self._link(*self.anchors.pop())
        elif tag in _STRONG:
            self.strong -= 1
        if tag in self.words.block:
            self.flush()
        self.stack.pop()
        self.nodes.pop()
        self.add(element.tail)

    def _step(self, tag: str) -> None:
        """Note which child this is of its parent, for the way to it."""
        if len(self.steps) >= DEEPEST:
            raise TooDeepError
        counts = self.counts[-1]
        if counts is None:
            counts = self.counts[-1] = {}
        count = counts[tag] = counts.get(tag, 0) + 1
        self.steps.append((tag, count))
        self.counts.append(None)

    def _skip(self) -> None:
        self.stack.append(_UNSEEN)
        self.nodes.append(self.nodes[-1])

    def _number(self, signs: str) -> None:
        self.parents.append(self.nodes[-1])
        self.signs.append(signs)
        # The way is that of the element around, and the steps from there.
        self.ways.append(tuple(self.steps[self.depths[self.nodes[-1]] :]))
        self.depths.append(len(self.steps))

    def paths(self) -> list[str]:
        """The ways (XPath) to the elements that hold paragraphs; empty for the others."""
        wanted = {piece.node for piece in self.pieces}
        known: dict[int, str] = {0: ""}
        return [self._path(n, known) if n in wanted else "" for n in range(len(self.parents))]

    def _path(self, node: int, known: dict[int, str]) -> str:
        chain, outer = [], node
        while outer not in known:
            chain.append(outer)
            outer = self.parents[outer]
        for inner in reversed(chain):
            way = "".join([f"/{tag}[{count}]" for tag, count in self.ways[inner]])
            known[inner] = known[self.parents[inner]] + way
        return known[node]

    def _inside(self, given: dict[str, str], tag: str, says: Told, *, block: bool) -> Around:
        outer = self.stack[-1]
        whole = tag in _WHOLE
        mark = self.words.tags.get(tag) if outer.mark is None else None
        role = _ROLES.get(tag)
        item = given.get("itemprop")
        if item == "author" or given.get("rel") == "author":
            role = "byline"
        if not whole:
            mark, role = mark or says.mark, role or says.role
        stated = says.stated or item == "articleBody"
        entry = says.entry or item == "liveBlogUpdate"
        quiet = mark is None and role is None and not says.held
        if quiet and (not block or (outer.tag == tag and not (stated or entry or tag in _TELLING))):
            return outer
        if mark and mark != outer.mark:
            self.marked += 1
        number = len(self.parents) - 1
        return Around(
            tag if block else outer.tag,
            mark or outer.mark,
            self.marked if mark and mark != outer.mark else outer.mark_of,
            role or outer.role,
            tag if tag in _HEADINGS else outer.heading,
            number if tag == "article" else outer.article,
            outer.pre or tag == "pre",
            outer.held or says.held,
            outer.entry or (number if entry and block else 0),
            outer.stated or (number if stated and block else 0),
            outer.apart or tag in _APART,
        )

    def add(self, words: str | None) -> None:
        """Add words to the paragraph under way."""
        if not words or (not self.buffer and words.isspace() and not self.stack[-1].pre):
            return
        inner = self.stack[-1]
        if not inner.pre:
            words = _SPACE.sub(" ", words)
            if self.length == 0 or self.buffer[-1].endswith(" "):
                words = words.lstrip(" ")
        if words:
            # Words outside the marking element make the paragraph more than a date or a name.
            if not self.buffer or (self.around and self.around.role and inner.role is None):
                if not self.buffer:
                    self.node = self.nodes[-1]
                self.around = inner
            self.buffer.append(words)
            self.length += len(words)
            if self.strong:
                self.bold += len(words)

    def flush(self) -> None:
        """End the paragraph."""
        if not self.buffer and not self.anchors:
            return
        for start, target in self.anchors:
            self._link(start, target)
        if self.buffer and self.around is not None:
            piece = Piece("".join(self.buffer), self.links, self.around, self.node, self.bold)
            self.pieces.extend(_trimmed(piece))
        self.buffer, self.links, self.length, self.bold = [], [], 0, 0
        self.anchors = [(0, target) for _, target in self.anchors]

    def _link(self, start: int, target: str) -> None:
        if target and start < self.length:
            self.links.append((start, self.length, target))


_UNSEEN = Around("unseen")


def _hides(given: dict[str, str]) -> bool:
    """Whether the element itself says that it is not shown."""
    if "hidden" in given:
        return True
    style = given.get("style")
    return style is not None and bool(_HIDING.search(style[:2000]))


def _trimmed(piece: Piece) -> Iterator[Piece]:
    """A paragraph, or those of preformatted text, without white space at the ends."""
    words, around = piece.words, piece.around
    if around.pre:
        for span in paragraphs(words):
            plain = " ".join(span.of(words).split("\n"))
            yield Piece(plain, [], around, piece.node)
        return
    left = len(words) - len(words.lstrip())
    shown = words.strip()
    if shown:
        kept = [(max(0, a - left), min(len(shown), b - left), t) for a, b, t in sorted(piece.links)]
        piece.words, piece.links = shown, [link for link in kept if link[0] < link[1]]
        yield piece
