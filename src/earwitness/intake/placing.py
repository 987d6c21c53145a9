"""Which paragraph of a web page is what: by its words, its place, and the elements around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .article import Found
from .bylines import has_by, is_bare_names, signs
from .captions import has_credit
from .cues import folded
from .furniture import bare_kind, furniture_kind
from .metadata import Meta
from .text import Line, mark_date
from .tree import Piece, Tree

_AND = re.compile(r",?\s+(?:and|&)\s+|,\s*")
_WORDS = re.compile(r"\W+")
_AGO = re.compile(
    r"(?:.{3,60}[\W\d]|^)\d{1,2} (?:sec|min|minute|hour|hr|day|week)s? ago(?:\W.{0,40})?$"
)
_LINKED = 0.9
_HEADS = 12
"""Words that a heading in bold has at most."""
_QUOTES = re.compile('[“”"«»„]')
_ASKING = frozenset(("subscription", "login", "newsletter", "campaign", "comments", "notification"))
_HEAD = 3
"""How many paragraphs of the report may stand above its byline and date."""
_REPEATED = 5
"""Words that a pull quote has at least."""


@dataclass(slots=True)
class Page:
    """A page while it is being read. `told` is the furniture that each paragraph's words tell."""

    meta: Meta
    tree: Tree
    lines: list[Line]
    text: str
    told: list[str | None] = field(default_factory=list)
    found: Found = field(default_factory=lambda: Found([], frozenset(), sure=False))

    @property
    def pieces(self) -> list[Piece]:
        """The paragraphs as they stand in the tree."""
        return self.tree.pieces


def plain(words: str) -> str:
    """Words in lower case, without signs."""
    return " ".join(_WORDS.split(words.lower())).strip()


def word_kinds(page: Page) -> list[str | None]:
    """The furniture that each paragraph's own words tell; short links are only looked up."""
    told = [
        bare_kind(folded(piece.words))
        if piece.linked > _LINKED and len(piece.words) < 60
        else furniture_kind(piece.words)
        for piece in page.pieces
    ]
    _tell_lists(page, told)
    return told


def _tell_lists(page: Page, told: list[str | None]) -> None:
    """Lists of what a subscriber gets: where two items or more speak as furniture, all do."""
    lists: dict[int, list[int]] = {}
    for i, piece in enumerate(page.pieces):
        if piece.around.tag == "li":
            lists.setdefault(page.tree.parents[piece.node], []).append(i)
    for items in lists.values():
        asking = [kind for i in items if (kind := told[i]) in _ASKING]
        if len(asking) >= 2 and 3 * len(asking) >= len(items):
            for i in items:
                told[i] = told[i] or asking[0]


def classify(page: Page) -> None:
    """Give every paragraph its kind."""
    inside = page.found.inside
    shown = _headline_index(page)
    _free_header(page, shown)
    first = next((i for i, sure in enumerate(inside) if sure and i > shown), 0)
    last = max((i for i, sure in enumerate(inside) if sure), default=-1)
    for i, line in enumerate(page.lines):
        if i == shown:
            line.kind = "headline"
            continue
        _from_words(page, i, head=i <= first + _HEAD)
        if line.open:
            _from_place(page, i, between=not page.found.sure and first <= i <= last)
    _mark_pull_quotes(page)


def _headline_index(page: Page) -> int:
    """The paragraph that shows the headline: the one that says what the metadata say, or the h1."""
    titles = [plain(title) for title in (page.meta.headline, *page.meta.titles) if title]
    tops = [i for i, piece in enumerate(page.pieces) if piece.around.heading == "h1"]
    longest = max(map(len, titles), default=0) * 2
    order: list[int] = [*tops, *range(len(page.pieces))]
    for i in order:
        words = page.pieces[i].words
        if len(words) <= longest and plain(words) in titles:
            return i
    shown = [i for i in tops if _could_be_headline(page, i)]
    return shown[0] if len(shown) == 1 or (shown and not titles) else -1


def _free_header(page: Page, shown: int) -> None:
    """A marking element round the headline means something else by its class name."""
    mark = page.pieces[shown].around.mark_of if shown >= 0 else 0
    if mark:
        page.found = replace(page.found, void=page.found.void | {mark})


def _could_be_headline(page: Page, i: int) -> bool:
    """Whether an h1 has words enough for a headline, and not those of a site or section."""
    return page.pieces[i].words.count(" ") >= 3 and page.pieces[i].around.mark is None


def _mark(page: Page, i: int) -> str | None:
    """The furniture that the elements around a paragraph make it, if they do."""
    around = page.pieces[i].around
    return None if around.mark_of in page.found.void or page.found.inside[i] else around.mark


def _from_words(page: Page, i: int, *, head: bool) -> None:
    """The kinds that a paragraph's own words or role tell."""
    piece, line, marked = page.pieces[i], page.lines[i], _mark(page, i) is not None
    role, words = piece.around.role, line.words
    bare = bare_kind(folded(words)) if role == "caption" else None
    if bare and bare != "separator":
        line.kind, line.furniture = "furniture", bare
    elif role == "caption" or (not marked and has_credit(words)):
        line.kind = "caption"
    elif not marked and signs(words):
        line.kind = "byline"
    elif head and len(words) <= 200 and (not marked or (role == "byline" and has_by(words))):
        _from_head(page, i, role)
    if line.open and page.told[i]:
        sure = page.found.inside[i] and len(words) > 150
        line.furniture = furniture_kind(words, lean=-1.0) if sure else page.told[i]
        line.kind = "furniture" if line.furniture else None


def _from_head(page: Page, i: int, role: str | None) -> None:
    """Byline, date line and standfirst, where they stand."""
    line = page.lines[i]
    mark_date(line)
    if not line.open:
        return
    if _is_signature(line.words, role, page.meta):
        line.kind = "byline"
    elif _AGO.search(line.words):
        line.kind = "dateline"
    elif role == "standfirst" or _same(line.words, page.meta.standfirst):
        line.kind = "standfirst"


def _same(words: str, given: str | None) -> bool:
    """Whether the words are those of the metadata; a cheap look at the length comes first."""
    if given is None or len(words) > 2 * len(given) or len(given) > 2 * len(words):
        return False
    return plain(words) == plain(given)


def _is_signature(words: str, role: str | None, meta: Meta) -> bool:
    """Whether a line signs the page: "By A B", names in a place for them, or an author's name."""
    if has_by(words) or (is_bare_names(words) and (role == "byline" or words.isupper())):
        return True
    names = [author.name for author in meta.authors if len(author.name) <= 2 * len(words)]
    known = {plain(name) for name in names}
    if not known or len(words) > 200:
        return False
    parts = {plain(part) for part in _AND.split(words)}
    # Name and date run together are no other line than the name's.
    return parts <= known or (role == "byline" and any(words.startswith(n) for n in names))


def _from_place(page: Page, i: int, *, between: bool) -> None:
    """Body, subheading or furniture, by the extraction, the elements around, and the links."""
    piece, line, marked = page.pieces[i], page.lines[i], _mark(page, i)
    prose = between and line.prose and piece.linked < 0.5 and marked is None
    if (page.found.inside[i] or prose) and not piece.around.held:
        line.kind = "subheading" if piece.around.heading or _bold_line(piece) else "body"
        return
    line.kind = "furniture"
    links = "related" if len(line.words.split()) >= 5 else "navigation"
    line.furniture = piece.around.held or marked or links


def _bold_line(piece: Piece) -> bool:
    """A few words all in bold, which end in no stop and quote nobody: a heading by its look."""
    words = piece.words
    if piece.bold < 0.9 * len(words) or piece.linked > 0.5 or not words[:1].isalnum():
        return False
    return 1 < len(words.split()) <= _HEADS and words[-1].isalnum() and not _QUOTES.search(words)


def _mark_pull_quotes(page: Page) -> None:
    """Words set apart that the body says too: once more for the eye, not a second time."""
    apart = [
        i
        for i, line in enumerate(page.lines)
        if line.kind in ("body", "subheading") and _set_apart(page.pieces[i])
    ]
    if not apart:
        return
    body = [plain(line.words) for line in page.lines if line.kind == "body"]
    for i in apart:
        words = plain(page.lines[i].words)
        if words.count(" ") + 1 >= _REPEATED and any(words in b and words != b for b in body):
            page.lines[i].kind, page.lines[i].furniture = "furniture", "pull quote"


def _set_apart(piece: Piece) -> bool:
    return piece.around.apart or piece.around.heading is not None
