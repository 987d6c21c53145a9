"""Feeds (RSS, Atom, JSON): each entry as a report of its own."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from .errors import IntakeError
from .metadata import iso_of
from .source import Given, Source, page_of, paragraphs_html

_XML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*){0,9}"
    rb"<(?:rss|(?:\w+:)?RDF|feed)[\s>]",
    re.DOTALL,
)
_JSON = re.compile(
    rb"^\s*\{.{0,2000}?\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org", re.DOTALL
)
_ENTRIES = frozenset(("item", "entry"))
_KEPT = frozenset(("title", "link", "language", "id"))
"""What an entry keeps of its feed; the rest changes from one fetch to the next."""
_TAG = re.compile(r"<[a-zA-Z/!]")


def is_feed(data: bytes) -> bool:
    """Whether the bytes begin as a feed does."""
    head = data[:4000].removeprefix(b"\xef\xbb\xbf")
    return bool(_XML.match(head) or _JSON.match(head))


def entries_of(data: bytes, name: str) -> Iterator[bytes]:
    """The entries of a feed, each as a feed of its own with what it needs of the whole."""
    if _is_json(data):
        feed = _json(data, name)
        kept = {
            k: v
            for k, v in feed.items()
            if k in ("version", "title", "home_page_url", "language", "authors")
        }
        for item in _items(feed):
            yield json.dumps({**kept, "items": [item]}, ensure_ascii=False, indent=1).encode()
        return
    from lxml import etree  # noqa: PLC0415  heavy, and most inputs do not need it

    root = _parsed(data, name)
    found = [e for e in root.iter() if _name(e) in _ENTRIES]
    for entry in found:
        shell, place = _shell(root)
        place.append(copy.deepcopy(entry))
        yield etree.tostring(shell, xml_declaration=True, encoding="utf-8", pretty_print=True)


def open_feed(data: bytes, name: str) -> Source:
    """The one entry of a feed as a report."""
    if _is_json(data):
        feed = _json(data, name)
        items = _items(feed)
        return _only(items, name, lambda item: _from_json(item, feed))
    root = _parsed(data, name)
    found = [e for e in root.iter() if _name(e) in _ENTRIES]
    return _only(found, name, lambda entry: _from_xml(entry, root))


def _only(found: list[Any], name: str, read: Any) -> Source:
    if len(found) != 1:
        code, what = ("no-text", "no entry") if not found else ("several", f"{len(found)} entries")
        raise IntakeError(code, f"{name} is a feed with {what}: read one entry at a time.")
    source: Source = read(found[0])
    return source


def _is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _json(data: bytes, name: str) -> dict[str, Any]:
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise IntakeError("damaged", f"{name} is a broken feed: fetch it again.") from error
    return feed if isinstance(feed, dict) else {}


def _items(feed: dict[str, Any]) -> list[dict[str, Any]]:
    items = feed.get("items")
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _parsed(data: bytes, name: str) -> Any:
    """The tree of a feed; entities are not followed, so that none can grow or reach out."""
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    root = etree.fromstring(data.strip(), parser)
    if root is None:
        raise IntakeError("damaged", f"{name} is a broken feed: fetch it again.")
    return root


def _shell(root: Any) -> tuple[Any, Any]:
    """The feed without its entries, and the place where one goes."""
    shell = copy.copy(root)
    for child in list(shell):
        shell.remove(child)
    shell.text = None
    outer = next((c for c in root if _name(c) == "channel"), None)
    place = shell
    if outer is not None:
        channel = copy.copy(outer)
        for child in list(channel):
            channel.remove(child)
        channel.text = None
        shell.append(channel)
        # In RSS 1.0 the entries stand beside the channel, not in it.
        place = channel if _name(root) == "rss" else shell
        _keep(outer, channel)
    else:
        _keep(root, shell)
    return shell, place


def _keep(whole: Any, shell: Any) -> None:
    for child in whole:
        if _name(child) in _KEPT:
            shell.append(copy.deepcopy(child))


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _from_xml(entry: Any, root: Any) -> Source:
    body = max(_values(entry, "encoded", "content", "description", "summary"), key=len, default="")
    authors = [_author(e) for e in entry if _name(e) in ("author", "creator", "dc:creator")]
    dates = _values(entry, "pubDate", "published", "date", "issued", "updated")
    given = Given(
        headline=_plain(next(iter(_values(entry, "title")), "")),
        authors=(" and ".join(dict.fromkeys(a for a in authors if a)),) if any(authors) else (),
        outlet=_plain(_feed_field(root, "title")),
        published=next((iso for d in dates if (iso := _moment(d))), None),
        url=_link(entry),
        language=_feed_field(root, "language") or None,
    )
    return page_of(_body(body), given)


def _from_json(item: dict[str, Any], feed: dict[str, Any]) -> Source:
    def text(key: str, of: dict[str, Any]) -> str:
        value = of.get(key)
        return value if isinstance(value, str) else ""

    authors = item.get("authors") or ([item["author"]] if item.get("author") else None) or []
    names = (
        [text("name", a) for a in authors if isinstance(a, dict)]
        if isinstance(authors, list)
        else []
    )
    content = text("content_html", item)
    given = Given(
        headline=_plain(text("title", item)),
        authors=(" and ".join(n for n in names if n),) if any(names) else (),
        outlet=text("title", feed) or None,
        published=iso_of(item.get("date_published")) or iso_of(item.get("date_modified")),
        url=text("url", item) or None,
        language=text("language", item) or text("language", feed) or None,
    )
    return page_of(
        content or paragraphs_html(text("content_text", item) or text("summary", item)), given
    )


def _values(entry: Any, *names: str) -> list[str]:
    """The words of an entry's fields, in the order of the names."""
    found = []
    for name in names:
        for child in entry:
            if _name(child) == name:
                found.append(_inner(child))
    return [value for value in found if value.strip()]


def _inner(element: Any) -> str:
    """The content of a field: its text, or its elements as they are written."""
    from lxml import etree  # noqa: PLC0415

    if len(element) == 0:
        return element.text or ""
    parts = [element.text or ""]
    parts += [etree.tostring(c, encoding="unicode", method="html") for c in element]
    return "".join(parts)


def _author(element: Any) -> str:
    """The name in an author field: "Ada Lindqvist", or "desk@example.org (Ada Lindqvist)"."""
    inner = next((c.text or "" for c in element if _name(c) == "name"), element.text or "")
    found = re.search(r"\(([^()]{3,80})\)", inner)
    name = (found[1] if found else inner).strip()
    return "" if "@" in name else name


def _link(entry: Any) -> str | None:
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or child.text or "").strip() or None
    return None


def _feed_field(root: Any, name: str) -> str:
    channel = next((c for c in root if _name(c) == "channel"), root)
    return next(((c.text or "").strip() for c in channel if _name(c) == name), "")


def _plain(words: str) -> str | None:
    return " ".join(re.sub(r"<[^<>]{0,300}>", "", words).split()) or None


def _body(words: str) -> str:
    return words if _TAG.search(words) else paragraphs_html(words)


def _moment(value: str) -> str | None:
    """A date as feeds write it, of a mail or in ISO 8601."""
    try:
        return iso_of(value) or parsedate_to_datetime(value).isoformat(timespec="minutes")
    except (TypeError, ValueError):
        return None
