"""Books (EPUB) and Word files: zipped XML, read with the parser that reads pages."""

from __future__ import annotations

import html
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from .archives import entry
from .decoding import MAX_BYTES
from .errors import IntakeError
from .metadata import iso_of
from .source import Given, Source, page_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TITLES = ("title", "heading1")


def open_epub(archive: zipfile.ZipFile, name: str) -> Source:
    """The chapters of a book in reading order, as one page."""
    container = _xml(entry(archive, "META-INF/container.xml", name), name)
    place = next((e.get("full-path") for e in container.iter() if _name(e) == "rootfile"), None)
    package = _xml(entry(archive, place or "", name), name)
    items = {e.get("id"): e for e in package.iter() if _name(e) == "item"}
    order = [items.get(e.get("idref")) for e in package.iter() if _name(e) == "itemref"]
    bodies, size = [], 0
    for item in order:
        if item is None or item.get("properties") == "nav":
            continue
        path = posixpath.join(posixpath.dirname(place or ""), unquote(item.get("href") or ""))
        bodies.append(_body(entry(archive, posixpath.normpath(path), name)))
        size += len(bodies[-1])
        if size > MAX_BYTES:
            raise IntakeError("too-large", f"{name} is a very large book: take out what you mean.")
    return page_of(f"<article>{''.join(bodies)}</article>", _book(package))


def _book(package: Any) -> Given:
    """Title, authors, publisher and day of a book."""
    fields: dict[str, list[str]] = {}
    for element in package.iter():
        if element.text and _name(element) in ("title", "creator", "publisher", "date", "language"):
            fields.setdefault(_name(element), []).append(" ".join(element.text.split()))
    creators = fields.get("creator", [])
    return Given(
        headline=next(iter(fields.get("title", [])), None),
        authors=(" and ".join(creators),) if creators else (),
        outlet=next(iter(fields.get("publisher", [])), None),
        published=iso_of(next(iter(fields.get("date", [])), None)),
        language=next(iter(fields.get("language", [])), None),
    )


def _body(data: bytes) -> str:
    """What stands in the body of a chapter."""
    from lxml import etree  # noqa: PLC0415  heavy, and most inputs do not need it

    if not data.strip():
        return ""
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    body = root.find("body") if root is not None else None
    if body is None:
        return ""
    parts = [html.escape(body.text or "")]
    return "".join(parts + [etree.tostring(c, encoding="unicode", method="html") for c in body])


def open_word(archive: zipfile.ZipFile, name: str) -> Source:
    """The paragraphs of a Word file: a page where it has headings, else text as it was typed.

    The author and date among its properties are of the file, not of the report: they are not used.
    """
    document = _xml(entry(archive, "word/document.xml", name), name)
    targets = _targets(archive, name)
    paragraphs = [p for p in document.iter(f"{_W}p") if not _inside(p, f"{_W}p")]
    if not any(_style(p) in _TITLES for p in paragraphs):
        return Source("\n\n".join(w for p in paragraphs if (w := _words(p).strip())), "text")
    return page_of(
        f"<article>{''.join(_element(p, targets) for p in paragraphs)}</article>", Given()
    )


def _targets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Where the links of the file lead."""
    data = entry(archive, "word/_rels/document.xml.rels", name)
    if not data.strip():
        return {}
    found = _xml(data, name).iter()
    return {e.get("Id"): e.get("Target") or "" for e in found if _name(e) == "Relationship"}


def _inside(element: Any, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return (style.get(f"{_W}val") or "").lower().replace(" ", "") if style is not None else ""


def _words(element: Any) -> str:
    """The words of a paragraph as they stand after all changes."""
    return "".join(_runs(element))


def _runs(element: Any) -> Iterator[str]:
    marks = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    for child in element.iter(f"{_W}t", *marks):
        if not _inside(child, f"{_W}del"):
            yield marks.get(child.tag) or child.text or ""


def _element(paragraph: Any, targets: dict[str, str]) -> str:
    style = _style(paragraph)
    tag = "h1" if style in _TITLES else "h2" if style.startswith("heading") else "p"
    if style == "caption":
        return f"<figure><figcaption>{html.escape(_words(paragraph))}</figcaption></figure>"
    parts = []
    for child in paragraph:
        words = html.escape(_words(child))
        target = targets.get(child.get(f"{_R}id") or "")
        parts.append(f'<a href="{html.escape(target)}">{words}</a>' if target else words)
    return f"<{tag}>{''.join(parts)}</{tag}>"


def _xml(data: bytes, name: str) -> Any:
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise IntakeError("damaged", f"{name} is broken inside: save it again.") from error


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
