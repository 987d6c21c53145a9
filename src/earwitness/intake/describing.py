"""What a web page says of itself, as a Document: outlet, headline, who signs, when it came out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from earwitness.knowledge.outlets import looks_like_outlet, outlet_for_host, outlet_named
from earwitness.model import Block, Document, Hyperlink, Span, Stamp

from .bylines import names_in
from .language import guess_language
from .live import entries_of
from .metadata import Author
from .naming import outlet_of, plain_name
from .placing import Page, plain
from .text import byline_of, published_of

_AND = re.compile(r",\s*(?:and\s+)?|\s+(?:and|&)\s+|\s*;\s*")
_BY = re.compile(r"^(?:By|BY|by)\s+")
_HOUSE = re.compile(
    r"\b(?:staff|newsroom|desk|team|admin|administrator|editors?|webmaster|correspondents?)\b", re.I
)


def document_of(
    page: Page, *, digest: str, path: str | None, url: str | None, origin: str
) -> Document:
    """The page as a Document."""
    meta = page.meta
    url = address(url) or address(meta.url)
    shown = next((line for line in page.lines if line.kind == "headline"), None)
    outlet = _outlet(page, url)
    headline = " ".join(shown.words.split()) if shown else meta.headline
    return Document(
        id=f"d_{digest[:12]}",
        sha256=digest,
        path=path,
        url=url,
        outlet=outlet,
        headline=_without_suffix(headline, outlet),
        headline_span=shown.span if shown else None,
        byline=_byline(page, outlet),
        language=(meta.language or "").split("-")[0].split("_")[0].lower()
        or guess_language(page.text),
        published=_published(page),
        text=page.text,
        blocks=tuple(
            Block(
                line.span, line.kind or "body", line.furniture, page.tree.paths[piece.node] or None
            )
            for line, piece in zip(page.lines, page.pieces, strict=True)
        ),
        links=_links(page),
        origin=origin,
        updated=meta.updated,
        section=meta.section,
        entries=entries_of(page, lambda author: _signers(author, outlet or "")),
    )


def address(url: str | None) -> str | None:
    """The address as it was given; None where nothing can be made of it ("http://[x")."""
    try:
        urlsplit(url or "")
    except ValueError:
        return None
    return url or None


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
    tail = plain(parts[-1])
    own = plain(outlet or "").removeprefix("the ")
    if (
        len(parts) > 1
        and own
        and (tail.removeprefix("the ") == own or (own in tail and len(tail) < 40))
    ):
        return headline[: headline.rindex(parts[-1])].rstrip(" |-–—:•\t")
    return headline


def _byline(page: Page, outlet: str | None) -> tuple[str, ...]:
    """Who signs, by the metadata or else as the page shows: persons, and agencies.

    The outlet does not sign its own page, and accounts of the paper as such are nobody.
    """
    own = outlet or ""
    names = [n for author in page.meta.authors for n in _signers(author, own)]
    return tuple(dict.fromkeys(names)) or tuple(
        name for name in byline_of(page.lines) if not _is_house(name, own)
    )


def _signers(author: Author, own: str) -> list[str]:
    """The persons and agencies in one author of the metadata."""
    if author.account or author.name.startswith(("http", "www.", "/")):
        return []
    whole = author.name.strip()
    if outlet_named(whole) or author.organisation:
        return [whole] if not _is_house(whole, own) and looks_like_agency(whole) else []
    names: list[str] = []
    for part in _AND.split(_BY.sub("", whole)):
        if outlet_named(part):
            names += [part] if not _is_house(part, own) else []
        elif _AND.search(whole) or len(part.split()) > 3 or _BY.match(whole):
            names += names_in(part)
        elif " " in part:
            names.append(part)
    return [name for name in names if not _is_house(name, own)]


def looks_like_agency(name: str) -> bool:
    """Whether an organisation that signs is an outlet: known, or named as outlets are."""
    return outlet_named(name) is not None or looks_like_outlet(name)


def _is_house(name: str, own: str) -> bool:
    """An account of the paper itself: its name, or its first word ("Herald Staff")."""
    known, outlet = outlet_named(name), outlet_named(own)
    if known:
        return known == (outlet or own)
    mine = own.lower().removeprefix("the ").split(" ", maxsplit=1)[0]
    return _bare(name).split(" ", maxsplit=1)[0] == mine or bool(_HOUSE.search(name))


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ")


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
