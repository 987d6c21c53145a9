"""What a page says of itself in its head: JSON-LD and meta elements."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .data import load

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlog|NewsItem|Posting)\w*$")
_ISO = re.compile(
    r"\s*(\d{4}-\d\d(?:-\d\d)?)"
    r"(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?"
)
_TAGS = re.compile(r"<[^<>]{0,500}>")
_NESTING = 12


@dataclass(slots=True)
class Meta:
    """Fields as the page gives them; None and () where it is silent."""

    headline: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    body: str = ""
    titles: list[str] = field(default_factory=list)


def metadata_of(root: Any) -> Meta:
    """The metadata of a parsed page: JSON-LD first, meta elements where that is silent."""
    meta = Meta()
    for item in _articles(root):
        _take_article(meta, item)
    properties = _properties(root)
    first = properties.get
    for key in ("og:title", "twitter:title", "title"):
        if value := first(key):
            meta.titles.append(value)
    title = _string(root.findtext(".//title"))
    if title and title.count(" ") >= 2:
        meta.titles.append(title)
    meta.headline = meta.headline or (meta.titles[0] if meta.titles else None)
    meta.standfirst = first("og:description") or first("description") or meta.standfirst
    meta.authors = meta.authors or _meta_authors(properties)
    meta.outlet = meta.outlet or first("og:site_name") or first("application-name")
    meta.published = meta.published or next(
        (iso for key in load("page.toml")["meta"]["published"] if (iso := iso_of(first(key)))), None
    )
    meta.url = _canonical(root) or first("og:url")
    meta.language = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ) or None
    return meta


def iso_of(value: object) -> str | None:
    """An ISO 8601 time at its own precision, without zero seconds, "Z" as an offset; or None."""
    found = _ISO.match(value) if isinstance(value, str) else None
    if not found:
        return None
    day, clock, seconds, zone = found.groups()
    if clock is None:
        return day
    if seconds and seconds != "00":
        clock += f":{seconds}"
    zone = "+00:00" if zone == "Z" else zone or ""
    zone = zone if len(zone) != 5 else f"{zone[:3]}:{zone[3:]}"
    return f"{day}T{clock}{zone}" if len(zone) != 3 else f"{day}T{clock}{zone}:00"


def _articles(root: Any) -> list[dict[str, Any]]:
    """The JSON-LD objects that describe an article, in order."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        source = re.sub(r"^\s*(?://)?<!(?:--|\[CDATA\[)|(?://)?(?:-->|\]\]>)\s*$", "", script.text)
        try:
            data = json.loads(source.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found += [item for item in _objects(data, 0) if _is_article(item)]
    return found


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _NESTING:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(data.get(key), list | dict):
                yield from _objects(data[key], depth + 1)


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)


def _take_article(meta: Meta, item: dict[str, Any]) -> None:
    meta.headline = meta.headline or _string(item.get("headline")) or _string(item.get("name"))
    meta.standfirst = meta.standfirst or _string(item.get("description"))
    meta.authors = meta.authors or tuple(_people(item.get("author") or item.get("creator")))
    meta.outlet = meta.outlet or next(iter(_names(item.get("publisher"))), None)
    meta.published = meta.published or iso_of(item.get("datePublished"))
    body = item.get("articleBody")
    if isinstance(body, str):
        meta.body += "\n" + _TAGS.sub("\n", entities.unescape(body))


def _string(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(_TAGS.sub("", entities.unescape(value)).split()) or None


def _names(value: Any) -> Iterator[str]:
    """The names in a JSON-LD field that may be a string, an object, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        name = _string(item.get("name") if isinstance(item, dict) else item)
        if isinstance(item, dict) and isinstance(item.get("name"), list):
            yield from _names(item["name"])
        elif name:
            yield name


def _people(value: Any) -> Iterator[str]:
    """The authors that are not called an organisation."""
    for item in value if isinstance(value, list) else [value]:
        kind = item.get("@type") if isinstance(item, dict) else None
        if kind not in ("Organization", "NewsMediaOrganization", "Corporation"):
            yield from _names(item)


def _properties(root: Any) -> dict[str, str]:
    """The first value of each meta element, by name, property or itemprop in lower case."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = _string(element.get("content"))
        if key and value:
            found.setdefault(key.lower(), value)
    return found


def _meta_authors(properties: dict[str, str]) -> tuple[str, ...]:
    for key in load("page.toml")["meta"]["author"]:
        value = properties.get(key)
        if value and not value.startswith(("http", "www.", "/")):
            return (value,)
    return ()


def _canonical(root: Any) -> str | None:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            return str(element.get("href"))
    return None
