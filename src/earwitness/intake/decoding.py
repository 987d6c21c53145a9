"""From bytes to characters: what kind of file this is, and in which encoding it was written."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from .errors import IntakeError

MAX_BYTES = 20_000_000
MAX_TEXT = 2_000_000
"""Code points of the text of one report: a thousand printed pages."""
"""The largest page that is read, in bytes. Callers look at a file's size before they read it."""

Kind = Literal["html", "text"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DOCUMENTS = {
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"{\\rtf": "a rich text file",
    b"ID3": "a sound file",
    b"OggS": "a sound file",
    b"fLaC": "a sound file",
    b"RIFF": "a sound or film file",
}
_BINARIES = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "an archive or office file",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"\x28\xb5\x2f\xfd": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"7z\xbc\xaf": "an archive",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a database",
}
# The declaration stands in the first kilobytes: XML prologue or meta element.
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{1,40})|<meta[^>]{0,300}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,4000}?-->\s*){0,5}"
    r"(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|span|article|section|main|script|style|meta|link|title|h[1-6]"
    r"|ul|ol|li|br|img|figure|table|a)(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_RAW_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_C1 = re.compile("[\x80-\x9f]")


def where(path: str | None, url: str | None) -> str:
    """The name under which a message speaks of the input."""
    return path or url or "the input"


def refuse_empty(data: bytes, name: str) -> None:
    """Raise IntakeError for what holds nothing, or far too much."""
    if not data.strip(b" \t\r\n\x0b\x0c"):
        raise IntakeError("empty", f"{name} is empty: save the report again and add that file.")
    if len(data) > MAX_BYTES:
        raise IntakeError(
            "too-large",
            f"{name} has {len(data) / 1e6:.0f} MB and a page may have {MAX_BYTES / 1e6:.0f}:"
            " cut the report out of it and add that.",
        )


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise IntakeError for what is no text: binary, or of a kind that is not read."""
    for magic, what in _DOCUMENTS.items():
        if data.startswith(magic):
            raise IntakeError(
                "unknown-type", f"{name} is {what}: save its words as a .txt or .html file."
            )
    for magic, what in _BINARIES.items():
        if data.startswith(magic):
            raise IntakeError(
                "binary", f"{name} is {what}, not text: save the page as .txt or .html."
            )


def decode(data: bytes, name: str, *, charset: str | None = None) -> str:
    """The characters of the bytes, a byte order mark dropped; IntakeError where nothing fits.

    Tried in order: byte order mark, strict UTF-8, the charset of the wrapping or declared inside,
    UTF-16 without a mark, UTF-8 with a few broken bytes (shown as U+FFFD), windows-1252.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _plausible(data.decode(encoding, "replace").removeprefix("\ufeff"), name)
    try:
        return _plausible(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    for text in (
        _labelled(data, charset),
        _declared(data),
        _unmarked_utf16(data),
        _nearly_utf8(data),
        _western(data),
    ):
        if text is not None:
            return _plausible(text, name)
    if len(_RAW_CONTROLS.findall(data[:4096])) > 0.02 * min(len(data), 4096):
        raise _not_text(name)
    raise IntakeError(
        "encoding",
        f"{name} is written in an encoding that could not be told: save it as UTF-8.",
    )


def kind_of(text: str, path: str | None) -> Kind:
    """Whether the characters are a web page or plain text; the name decides only a close call."""
    head = text[:20_000]
    if _HTML_START.match(head):
        return "html"
    tags = len(_HTML_TAG.findall(head))
    named = bool(path and path.lower().rsplit(".", 1)[-1] in ("html", "htm", "xhtml", "shtml"))
    return (
        "html" if tags >= (1 if named else 6) and tags * 800 >= len(head) * (not named) else "text"
    )


def _plausible(text: str, name: str) -> str:
    """The text, unless it is mostly what no writer types."""
    sample = text[:100_000]
    odd = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    if odd > max(2, len(sample) * 0.02):
        raise _not_text(name)
    return text


def _not_text(name: str) -> IntakeError:
    return IntakeError(
        "binary", f"{name} is not text: save the page as .txt or .html and add that file."
    )


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    return _labelled(data, (found[1] or found[2]).decode("ascii", "replace"))


def _labelled(data: bytes, label: str | None) -> str | None:
    """The characters in an encoding that somebody names; None where they do not fit."""
    label = (label or "utf-8").lower()
    # Browsers read "iso-8859-1" as windows-1252, and so do the people who declare it.
    label = {"iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252"}.get(label, label)
    if label in ("utf-8", "utf8"):
        return None
    try:
        return data.decode(label)
    except (LookupError, UnicodeError, ValueError):
        return None


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:4000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[offset::2].count(0) > len(sample) * 0.35:
            return data.decode(encoding, "replace")
    return None


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with few broken bytes: far more good sequences than bad ones."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text[:200_000] if char > "\x7f" and char != "\ufffd")
    return text if bad * 4 <= good else None


def _western(data: bytes) -> str | None:
    """windows-1252, where the high bytes stand as they do in words and quotation marks."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    high = sum(1 for char in text[:100_000] if char > "\x7f")
    if _C1.search(text) or high > len(text[:100_000]) * 0.25:
        return None
    return text
