"""A saved web page: which of its paragraphs are the report, and what the page says of itself."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from earwitness.knowledge.outlets import looks_like_outlet, outlet_for_host, outlet_named
from earwitness.model import Block, Document, Hyperlink, Span, Stamp

from .bylines import has_by, is_bare_names, names_in, signs
from .captions import has_credit
from .furniture import furniture_kind
from .language import guess_language
from .metadata import Meta, iso_of, metadata_of
from .naming import outlet_of, plain_name
from .text import Line, byline_of, mark_date, published_of
from .tree import Piece, parse, pieces_of

_WORDS = re.compile(r"\W+")
_SURE = 25
"""Letters that a paragraph needs before its being part of the extraction counts."""


@dataclass(slots=True)
class Page:
    """A page while it is being read."""

    meta: Meta
    pieces: list[Piece]
    lines: list[Line]
    text: str
    confirmed: list[bool] = field(default_factory=list)


def read_page(source: str) -> Page | None:
    """The page's paragraphs with their kinds, and its metadata; None where it shows no words."""
    root = parse(source)
    if root is None:
        return None
    meta = metadata_of(root)
    times = [iso for el in root.iter("time") if (iso := iso_of(el.get("datetime")))]
    meta.published = meta.published or (times[0] if times else None)
    pieces = pieces_of(root)
    if not any(char.isalnum() for piece in pieces for char in piece.words):
        return None
    page = _laid_out(meta, pieces)
    _confirm(page, _extracted(source))
    _classify(page)
    return page


def _laid_out(meta: Meta, pieces: list[Piece]) -> Page:
    """The paragraphs one below the other."""
    lines, start = [], 0
    for piece in pieces:
        lines.append(Line(Span(start, start + len(piece.words)), piece.words))
        start += len(piece.words) + 1
    return Page(meta, pieces, lines, "\n".join(piece.words for piece in pieces))


def _extracted(source: str) -> str:
    """What the extraction library takes for the article; nothing where it fails."""
    import trafilatura  # noqa: PLC0415  heavy, and plain text does not need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(source, include_comments=False, fast=True)
    except Exception:
        return ""
    return found or ""


def _plain(words: str) -> str:
    return " ".join(_WORDS.split(words.lower())).strip()


def _confirm(page: Page, extracted: str) -> None:
    """Which paragraphs stand in the extraction or in the page's own articleBody."""
    body = f" {_plain(page.meta.body)} "
    whole = f" {_plain(extracted)} "
    rows = {_plain(row.lstrip("-# ")) for row in f"{extracted}\n{page.meta.body}".split("\n")}
    for piece in page.pieces:
        words = _plain(piece.words)
        sure = len(words) >= _SURE and (f" {words} " in whole or f" {words} " in body)
        page.confirmed.append(bool(words) and (sure or words in rows))


def _void_marks(page: Page) -> set[int]:
    """Marking elements that hold much of the article: their class names mean something else."""
    held: Counter[int] = Counter()
    total = 1
    for piece, sure in zip(page.pieces, page.confirmed, strict=True):
        if sure:
            total += len(piece.words)
            held[piece.around.mark_of if piece.around.mark else 0] += len(piece.words)
    return {mark for mark, size in held.items() if size > 0.25 * total}


def _classify(page: Page) -> None:
    if sum(page.confirmed) == 0:
        _by_our_own_signs(page)
    void = _void_marks(page)
    shown = _headline_index(page)
    first = next((i for i, sure in enumerate(page.confirmed) if sure and i > shown), 0)
    last = max((i for i, sure in enumerate(page.confirmed) if sure), default=-1)
    for i, (piece, line) in enumerate(zip(page.pieces, page.lines, strict=True)):
        if i == shown:
            line.kind = "headline"
            continue
        _from_words(piece, line, head=i <= first + 3, sure=page.confirmed[i], meta=page.meta)
        if line.open:
            _from_place(piece, line, page.confirmed[i], void, inside=first <= i <= last)


def _by_our_own_signs(page: Page) -> None:
    """Without an extraction: paragraphs of prose, not links, in no marked place."""
    for i, (piece, line) in enumerate(zip(page.pieces, page.lines, strict=True)):
        page.confirmed[i] = line.prose and piece.linked < 0.5 and piece.around.mark is None
    if not any(page.confirmed):
        page.confirmed = [piece.linked < 0.5 for piece in page.pieces]


def _headline_index(page: Page) -> int:
    """The paragraph that shows the headline: the one that says what the metadata say, or the h1."""
    titles = [_plain(title) for title in (page.meta.headline, *page.meta.titles) if title]
    tops = [i for i, piece in enumerate(page.pieces) if piece.around.heading == "h1"]
    order: list[int] = [*tops, *range(len(page.pieces))]
    for i in order:
        if _plain(page.pieces[i].words) in titles:
            return i
    shown = [i for i in tops if _could_be_headline(page, i)]
    return shown[0] if len(shown) == 1 or (shown and not titles) else -1


def _could_be_headline(page: Page, i: int) -> bool:
    """Whether an h1 has words enough for a headline, and not those of a site or section."""
    return page.pieces[i].words.count(" ") >= 3 and page.pieces[i].around.mark is None


def _from_words(piece: Piece, line: Line, *, head: bool, sure: bool, meta: Meta) -> None:
    """The kinds that a paragraph's own words or role tell."""
    role, marked = piece.around.role, piece.around.mark is not None
    words = line.words
    if role == "caption" or (has_credit(words) and not marked):
        line.kind = "caption"
    elif signs(words):
        line.kind = "byline"
    elif head and len(words) <= 200 and not marked:
        mark_date(line)
        if line.open and _is_signature(words, role, meta):
            line.kind = "byline"
        elif line.open and (
            role == "standfirst" or _plain(words) == _plain(meta.standfirst or "-")
        ):
            line.kind = "standfirst"
    if line.open:
        line.furniture = furniture_kind(words, lean=-1.0 if sure and len(words) > 150 else 0.0)
        line.kind = "furniture" if line.furniture else None


def _is_signature(words: str, role: str | None, meta: Meta) -> bool:
    """Whether a line signs the page: "By A B", names in a place for them, or an author's name."""
    if has_by(words) or (role == "byline" and is_bare_names(words)):
        return True
    return _plain(words) in {_plain(author) for author in meta.authors}


def _from_place(piece: Piece, line: Line, sure: bool, void: set[int], *, inside: bool) -> None:
    """Body, subheading or furniture, by the extraction, the elements around, and the links."""
    around = piece.around
    marked = around.mark if around.mark_of not in void else None
    good = sure or (inside and line.prose and piece.linked < 0.5 and marked is None)
    if good and not (marked and not sure) and not (marked and len(line.words) < 60):
        short = around.heading or (not line.prose and len(line.words) < 80 and around.tag == "p")
        line.kind = "subheading" if around.heading and short else "body"
        return
    line.kind = "furniture"
    line.furniture = marked or ("related" if len(line.words.split()) >= 5 else "navigation")


def document_of(
    page: Page, *, digest: str, path: str | None, url: str | None, origin: str
) -> Document:
    """The page as a Document."""
    meta = page.meta
    shown = next((line for line in page.lines if line.kind == "headline"), None)
    outlet = _outlet(page, url or meta.url)
    headline = " ".join(shown.words.split()) if shown else meta.headline
    return Document(
        id=f"d_{digest[:12]}",
        sha256=digest,
        path=path,
        url=url or meta.url,
        outlet=outlet,
        headline=_without_suffix(headline, outlet),
        headline_span=shown.span if shown else None,
        byline=_byline(page, outlet),
        language=(meta.language or "").split("-")[0].split("_")[0].lower()
        or guess_language(page.text),
        published=_published(page),
        text=page.text,
        blocks=tuple(Block(x.span, x.kind or "body", x.furniture) for x in page.lines),
        links=_links(page),
        origin=origin,
    )


def _links(page: Page) -> tuple[Hyperlink, ...]:
    return tuple(
        Hyperlink(Span(line.span.start + start, line.span.start + end), target)
        for piece, line in zip(page.pieces, page.lines, strict=True)
        for start, end, target in piece.links
    )


def _outlet(page: Page, url: str | None) -> str | None:
    """The publisher in the metadata, the host, or the name that the page gives itself."""
    host = urlsplit(url).hostname if url else None
    if page.meta.outlet and "." not in page.meta.outlet:
        return plain_name(page.meta.outlet)
    if host and (name := outlet_for_host(host)):
        return name
    furniture = [line.words for line in page.lines if line.kind == "furniture"]
    body = [line.words for line in page.lines if line.kind == "body"]
    found = outlet_of(furniture, body)
    # A page's menus are full of names ("more from Europe"): only what is an outlet counts.
    sure = found and (outlet_named(found) or looks_like_outlet(found))
    return found if sure else page.meta.outlet


def _without_suffix(headline: str | None, outlet: str | None) -> str | None:
    """The headline without " | Outlet" or " - Outlet" at its end."""
    if not headline:
        return None
    parts = re.split(r"\s+[|\-–—:•]\s+", headline)
    tail = _plain(parts[-1])
    own = _plain(outlet or "").removeprefix("the ")
    if (
        len(parts) > 1
        and own
        and (tail.removeprefix("the ") == own or (own in tail and len(tail) < 40))
    ):
        return headline[: headline.rindex(parts[-1])].rstrip(" |-–—:•\t")
    return headline


def _byline(page: Page, outlet: str | None) -> tuple[str, ...]:
    """Persons by metadata, or as the page signs; agencies and outlets are no persons."""
    names: list[str] = []
    for author in page.meta.authors:
        names += (
            names_in(author)
            if " and " in author or "," in author or author.lower().startswith("by ")
            else [author]
        )
    own = (outlet or "").lower().removeprefix("the ")
    kept = [name for name in dict.fromkeys(names) if " " in name and not _is_house(name, own)]
    return tuple(kept) or byline_of(page.lines)


def _is_house(name: str, outlet: str) -> bool:
    """An account of the paper itself: its name, or its first word ("Herald Staff")."""
    low = name.lower().removeprefix("the ")
    return low.split()[0] == outlet.split(" ", maxsplit=1)[0] or looks_like_outlet(name)


def _published(page: Page) -> Stamp | None:
    """The time in the metadata, with the words that show the same day where there are such."""
    seen = published_of(page.lines)
    value = page.meta.published
    if value is None or (seen and seen.value.startswith(value) and seen.value != value):
        return seen
    for line in page.lines:
        if line.moment and line.moment.value[:10] == value[:10]:
            start = line.span.start
            return Stamp(value, Span(start + line.moment.start, start + line.moment.end))
    return Stamp(value, None)
