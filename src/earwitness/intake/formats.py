"""Which format the bytes are in, and the door that opens it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from .archives import MAX_UNPACKED, entry, is_warc, opened, records_of
from .feeds import entries_of, is_feed, open_feed
from .mail import is_mail, is_mailbox, messages_of, open_mail
from .markdown import is_markdown, open_markdown
from .office import open_epub, open_word
from .pdf import is_pdf, open_pdf
from .source import Door
from .subtitles import is_subtitles, open_subtitles
from .transcripts import is_transcript, open_transcript

_ZIP = b"PK\x03\x04"
_PAGES = (
    ".txt",
    ".text",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".eml",
    ".vtt",
    ".srt",
    ".pdf",
    ".docx",
    ".epub",
)


def door_for(data: bytes, name: str) -> Door | None:
    """What opens one report in these bytes; None for web pages and plain text."""
    if is_pdf(data):
        return open_pdf
    if data.startswith(_ZIP):
        archive = opened(data, name)
        paths = set(archive.namelist())
        if "META-INF/container.xml" in paths:
            return lambda _data, name: open_epub(archive, name)
        if "word/document.xml" in paths:
            return lambda _data, name: open_word(archive, name)
        return None
    if is_subtitles(data):
        return open_subtitles
    if is_transcript(data):
        return open_transcript
    if is_mail(data, name):
        return open_mail
    if is_feed(data):
        return open_feed
    return open_markdown if is_markdown(name) else None


def many_in(data: bytes, name: str) -> Iterator[tuple[str, bytes]] | None:
    """The reports in a file that holds many, each with a name of its own; None for one report."""
    if is_mailbox(data):
        return _numbered(name, messages_of(data))
    if is_warc(data):
        return _numbered(name, records_of(data, name))
    if is_feed(data):
        return _numbered(name, entries_of(data, name))
    if data.startswith(_ZIP):
        return _zipped(data, name)
    return None


def _numbered(name: str, found: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    for number, data in enumerate(found, 1):
        yield f"{name}#{number}", data


def _zipped(data: bytes, name: str) -> Iterator[tuple[str, bytes]] | None:
    archive = opened(data, name)
    paths = archive.namelist()
    if {"META-INF/container.xml", "word/document.xml"} & set(paths):
        return None
    warcs = [p for p in paths if p.lower().endswith((".warc", ".warc.gz"))]
    if "datapackage.json" in paths and warcs:
        parts = (
            records_of(entry(archive, p, name, most=MAX_UNPACKED), name) for p in sorted(warcs)
        )
        return _numbered(name, (record for part in parts for record in part))
    pages = sorted(p for p in paths if p.lower().endswith(_PAGES) and not _hidden(p))
    # Nothing is written to disk, so a path cannot lead out; the name it gives must not look so.
    return ((f"{name}#{_inside(p)}", entry(archive, p, name)) for p in pages)


def _hidden(path: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.split("/") if part != "..")


def _inside(path: str) -> str:
    """A path of a zip as a name: no way up, none from the root."""
    return posixpath.normpath("/" + path.replace("\\", "/")).lstrip("/")
