"""One report, from its bytes to a Document."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from earwitness.model import Document, Passage

from .archives import capture_of, is_warc
from .decoding import MAX_TEXT, decode, kind_of, refuse_empty, refuse_foreign, where
from .describing import address, document_of
from .errors import IntakeError
from .formats import door_for
from .language import guess_language, main_language, passages_of
from .masthead import headline_span, masthead_name, persons, settle_top
from .naming import outlet_of
from .page import read_page
from .source import Source, Stretch
from .text import blocks_of, byline_of, classify, headline_of, lines_of, published_of
from .wrapping import mark_stretches, with_given, with_places

ORIGIN = "rules/intake@1"


def _any(data: bytes, path: str | None, url: str | None) -> Document:
    name = where(path, url)
    refuse_empty(data, name)
    digest = hashlib.sha256(data).hexdigest()
    if is_warc(data):
        capture = capture_of(data, name)
        refuse_empty(capture.payload, name)
        found = _read(capture.payload, digest, path, url or capture.url, capture.charset)
        return replace(found, provenance=capture.provenance)
    return _read(data, digest, path, url, None)


def _read(
    data: bytes, digest: str, path: str | None, url: str | None, charset: str | None
) -> Document:
    name = where(path, url)
    door = door_for(data, name)
    if door is not None:
        return _opened(door(data, name), digest, path, url)
    refuse_foreign(data, name)
    text = decode(data, name, charset=charset)
    if kind_of(text, path or url) == "html":
        return _page(text, digest, path, url)
    return _plain(text, digest, path, url)


def read_document(data: bytes, *, path: str | None = None, url: str | None = None) -> Document:
    """Read one report of any kind that is read; raises IntakeError where it cannot be.

    The document's id and sha256 are of the bytes; its text is the page's text exactly as read.
    """
    try:
        document = _any(data, path, url)
    except RecursionError as error:
        told = f"{where(path, url)} is nested too deep to be read: save the report as text."
        raise IntakeError("damaged", told) from error
    if len(document.text) > MAX_TEXT:
        size, most = len(document.text) / 1e6, MAX_TEXT / 1e6
        raise IntakeError(
            "too-large",
            f"{where(path, url)} has {size:.1f} million characters and may have {most:.0f}:"
            " cut out what you mean.",
        )
    passages = passages_of(document.text, document.blocks)
    language = _settled(document, passages)
    own = address(document.url)
    return replace(document, language=language, passages=passages, url=own)


def _settled(document: Document, passages: tuple[Passage, ...]) -> str | None:
    """The language of the report: a page of another language that says "en" is not English."""
    told = main_language(passages)
    if told is None or (document.language not in (None, "en") and told != "en"):
        return document.language
    return told


def _opened(source: Source, digest: str, path: str | None, url: str | None) -> Document:
    """The report that came out of its wrapping, with what that says of it."""
    if source.kind == "html":
        document = _page(source.words, digest, path, url or source.given.url)
        # The elements are of the page that we made, not of the file.
        blocks = tuple(replace(block, element=None) for block in document.blocks)
        return replace(document, blocks=blocks)
    document = _plain(source.words, digest, path, url or source.given.url, source.stretches)
    return with_places(with_given(document, source.given), source.stretches)


def _page(text: str, digest: str, path: str | None, url: str | None) -> Document:
    page = read_page(text)
    if page is None:
        name = where(path, url)
        raise IntakeError("no-text", f"{name} shows no words: save the report again as text.")
    return document_of(page, digest=digest, path=path, url=url, origin=ORIGIN)


def _plain(
    text: str,
    digest: str,
    path: str | None,
    url: str | None,
    stretches: tuple[Stretch, ...] = (),
) -> Document:
    lines = lines_of(text)
    mark_stretches(lines, stretches)
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
