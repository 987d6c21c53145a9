"""One report, from its bytes to a Document."""

from __future__ import annotations

import hashlib

from earwitness.model import Document

from .decoding import decode, kind_of, refuse_foreign, where
from .describing import document_of
from .errors import IntakeError
from .language import guess_language
from .masthead import headline_span, masthead_name, persons, settle_top
from .naming import outlet_of
from .page import read_page
from .text import blocks_of, byline_of, classify, headline_of, lines_of, published_of

ORIGIN = "rules/intake@1"


def read_document(data: bytes, *, path: str | None = None, url: str | None = None) -> Document:
    """Read one saved report, plain text or a web page; raises IntakeError where it cannot be read.

    The document's id and sha256 are of the bytes; its text is the page's text exactly as read.
    """
    name = where(path, url)
    refuse_foreign(data, name)
    text = decode(data, name)
    digest = hashlib.sha256(data).hexdigest()
    if kind_of(text, path or url) == "html":
        page = read_page(text)
        if page is None:
            raise IntakeError("no-text", f"{name} shows no words: save the report again as text.")
        return document_of(page, digest=digest, path=path, url=url, origin=ORIGIN)
    return _plain(text, digest, path, url)


def _plain(text: str, digest: str, path: str | None, url: str | None) -> Document:
    lines = lines_of(text)
    if not any(char.isalnum() for char in text):
        raise IntakeError("no-text", f"{where(path, url)} holds no words: save the report again.")
    classify(lines)
    furniture = [line.words for line in lines if line.kind == "furniture"]
    body = [line.words for line in lines if line.kind == "body"]
    outlet = outlet_of(furniture, body) or masthead_name(lines)
    settle_top(lines, outlet)
    headline = headline_of(lines)
    span = headline_span(headline.span, headline.words, outlet) if headline else None
    return Document(
        id=f"d_{digest[:12]}",
        sha256=digest,
        path=path,
        url=url,
        outlet=outlet,
        headline=" ".join(span.of(text).split()) if span else None,
        headline_span=span,
        byline=persons(byline_of(lines), outlet),
        language=guess_language(text),
        published=published_of(lines),
        text=text,
        blocks=blocks_of(lines),
        origin=ORIGIN,
    )
