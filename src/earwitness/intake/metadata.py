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
_ITEMS = frozenset(("headline", "author", "datePublished"))
_ORGANISATIONS = ("Organization", "NewsMediaOrganization", "Corporation")
_ACCOUNT = re.compile(r"/(?:author/)?(?:admin|administrator|webmaster|editor)/?$")


@dataclass(frozen=True, slots=True)
class Author:
    """Who signs, by the metadata: a name, and whether it is an organisation's or an account's."""

    name: str
    organisation: bool = False
    account: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """An entry of a live page, by the metadata."""

    headline: str
    published: str | None
    authors: tuple[Author, ...]


@dataclass(slots=True)
class Meta:
    """Fields as the page gives them; None and () where it is silent."""

    headline: str | None = None
    standfirst: str | None = None
    authors: tuple[Author, ...] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    body: str = ""
    titles: list[str] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)


def metadata_of(root: Any) -> Meta:
    """The metadata of a parsed page: JSON-LD first, then meta elements, then microdata."""
    meta = Meta()
    stamps: list[str | None] = []
    for item in _articles(root):
        _take_article(meta, item)
        stamps.append(iso_of(item.get("datePublished")))
        meta.updated = meta.updated or iso_of(item.get("dateModified"))
    properties, parts = _properties(root), _microdata(root)
    first = properties.get
    for key in ("og:title", "twitter:title", "title"):
        if value := first(key):
            meta.titles.append(value)
    title = _string(root.findtext(".//title"))
    if title and title.count(" ") >= 2:
        meta.titles.append(title)
    meta.headline = meta.headline or parts.get("headline") or next(iter(meta.titles), None)
    meta.standfirst = first("og:description") or first("description") or meta.standfirst
    meta.authors = meta.authors or _meta_authors(properties, parts.get("author"))
    meta.outlet = meta.outlet or first("og:site_name") or first("application-name")
    keys = load("page.toml")["meta"]
    stamps += [iso_of(first(key)) for key in keys["published"]]
    meta.published = _sharpest([*stamps, *_times(root, parts)])
    meta.updated = meta.updated or next(
        (v for k in keys["updated"] if (v := iso_of(first(k)))), None
    )
    meta.section = first("article:section") or meta.section
    meta.url = _canonical(root) or first("og:url")
    meta.language = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    ) or None
    return meta


def _sharpest(stamps: list[str | None]) -> str | None:
    """The first time that is given, or the same day's with the minute and the zone beside it."""
    known = [stamp for stamp in stamps if stamp]
    same = [stamp for stamp in known if stamp[:10] == known[0][:10]]
    return max(same, key=_sharpness, default=None)


def _sharpness(stamp: str) -> int:
    """0 for a day, 1 for a time of day, 2 for one with its zone."""
    return ("T" in stamp) + bool(re.search(r"T.*[+-]", stamp))


def _times(root: Any, parts: dict[str, str]) -> list[str | None]:
    """Times that the page's elements give, those that say what they are first."""
    given = [iso_of(element.get("datetime")) for element in root.iter("time")]
    return [iso_of(parts.get("datePublished")), *given[:1]]


def _microdata(root: Any) -> dict[str, str]:
    """The first value of each property of an article that the page's elements name."""
    found: dict[str, str] = {}
    for element in root.iterfind(".//*[@itemprop]"):
        names = element.get("itemprop").split()
        for name in names:
            if name in _ITEMS and name not in found and element.tag != "meta":
                value = element.get("datetime") or element.get("content")
                if value is None and element.tag != "time":
                    named = element.find(".//*[@itemprop='name']")
                    value = "".join((named if named is not None else element).itertext())
                if shown := _string((value or "")[:1000]):
                    found[name] = shown
    return found


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
    """The JSON-LD objects that describe an article, in order, their authors filled in."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        source = re.sub(r"^\s*(?://)?<!(?:--|\[CDATA\[)|(?://)?(?:-->|\]\]>)\s*$", "", script.text)
        try:
            data = json.loads(source.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        objects = list(_objects(data, 0))
        named = {str(o["@id"]): o for o in objects if "@id" in o and o.get("name")}
        found += [_joined(item, named) for item in objects if _is_article(item)]
    return found


def _joined(item: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The article with the authors that it only points to."""
    authors = item.get("author")
    listed = authors if isinstance(authors, list) else [authors]
    full = [
        named.get(str(a.get("@id")), a) if isinstance(a, dict) and not a.get("name") else a
        for a in listed
    ]
    return {**item, "author": full}


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
    meta.authors = (
        meta.authors or tuple(_people(item.get("author"))) or tuple(_people(item.get("creator")))
    )
    meta.outlet = meta.outlet or next(iter(_names(item.get("publisher"))), None)
    section = item.get("articleSection")
    meta.section = meta.section or _string(
        section[0] if isinstance(section, list) and section else section
    )
    updates = item.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else []:
        if isinstance(update, dict) and (name := _string(update.get("headline"))):
            authors = tuple(_people(update.get("author")))
            meta.updates.append(Update(name, iso_of(update.get("datePublished")), authors))
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


def _people(value: Any) -> Iterator[Author]:
    """The authors, persons and organisations, of a JSON-LD field."""
    for item in value if isinstance(value, list) else [value]:
        kind = item.get("@type") if isinstance(item, dict) else None
        where = f"{item.get('url') or item.get('@id') or ''}" if isinstance(item, dict) else ""
        for name in _names(item):
            yield Author(name, kind in _ORGANISATIONS, bool(_ACCOUNT.search(where)))


def _properties(root: Any) -> dict[str, str]:
    """The first value of each meta element, by name, property or itemprop in lower case."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = _string(element.get("content"))
        if key and value:
            found.setdefault(key.lower(), value)
    return found


def _meta_authors(properties: dict[str, str], item: str | None) -> tuple[Author, ...]:
    values = [properties.get(key) for key in load("page.toml")["meta"]["author"]]
    for value in [*values, item]:
        if value and not value.startswith(("http", "www.", "/")):
            return (Author(value),)
    return ()


def _canonical(root: Any) -> str | None:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            return str(element.get("href"))
    return None
