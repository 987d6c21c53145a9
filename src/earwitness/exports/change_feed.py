"""What changed in a case as an Atom feed (RFC 4287), for any feed reader."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from earwitness.model import Notice

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 100
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = "1970-01-01T00:00:00+00:00"


def change_feed(notices: Iterable[Notice], *, name: str, mark: str) -> bytes:
    """The latest changes, the newest first. `mark` tells the case from every other."""
    held = list(notices)[-_MOST:][::-1]
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    _add(feed, "id", f"urn:earwitness:case:{mark}")
    _add(feed, "title", f"What changed: {name}")
    _add(feed, "updated", held[0].time if held else _NEVER)
    _add(_add(feed, "author", None), "name", "Earwitness")
    for notice in held:
        _entry(feed, notice)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(feed: etree._Element, notice: Notice) -> None:
    entry = _add(feed, "entry", None)
    _add(entry, "id", f"urn:earwitness:{notice.id}")
    _add(entry, "title", f"{notice.kind[0].upper()}{notice.kind[1:]}")
    _add(entry, "updated", notice.time)
    _add(entry, "category", None).set("term", notice.kind)
    _add(entry, "content", notice.says).set("type", "text")
    for report in notice.reports:
        if report.startswith(("http://", "https://")):
            link = _add(entry, "link", None)
            link.set("rel", "related")
            link.set("href", _ILLEGAL.sub("", report))


def _add(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = _ILLEGAL.sub("\ufffd", text) if text is not None else None
    return child
