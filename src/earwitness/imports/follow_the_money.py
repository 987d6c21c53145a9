"""FollowTheMoney entities as offers: persons with several names, and notes on them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .loading import Thing, text_of, texts_of
from .offers import Offer, Unread

_PARTIES = frozenset("Person LegalEntity Organization Company PublicBody".split())
_PAGES = frozenset(
    "Article Document HyperText PlainText Pages Email Page Folder Package Workbook".split()
)
_TOLD = ("notes", "description", "summary", "topics", "position", "country", "wikidataId")
_NAMES = ("name", "alias", "previousName", "weakAlias")
_MOST_NAMES = 100
_OURS = re.compile(r"(s|r|rec|recording|ver)-[0-9a-f]{6,}")
_LINKS = ("Documentation", "UnknownLink")


def is_entity(value: Any) -> bool:
    """Whether the value looks like an entity."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("schema"), str)
        and isinstance(value.get("properties"), dict)
    )


def offer_of(item: Thing, number: int, own: Mapping[str, Thing]) -> Offer | Unread | None:
    """What an entity offers; None for pages and links, on which others lean.

    `own` are the entities that the case itself would write: what they say is no news.
    """
    name = text_of(item.get("id")) or f"entity {number}"
    schema = text_of(item.get("schema"))
    if schema in _PARTIES:
        return _party(name, item, own)
    if schema == "Note":
        return _note(name, item)
    if schema in _PAGES or schema in _LINKS:
        return None
    return Unread(name, f"entities of the kind {schema[:60] or '?'} are not read")


def _props(item: Thing, key: str) -> list[str]:
    return texts_of(item["properties"].get(key))


def _party(name: str, item: Thing, own: Mapping[str, Thing]) -> Offer:
    ids = (name, *texts_of(item.get("referents")))[:_MOST_NAMES]
    names = [n for key in _NAMES for n in _props(item, key)]
    ours = [own[i] for i in ids if i in own]
    told = [
        f"{key}: {', '.join(news)}"
        for key in _TOLD
        if (news := [v for v in _props(item, key) if not any(v in _props(o, key) for o in ours)])
    ]
    return Offer(
        name, "person", names=tuple(dict.fromkeys(names))[:_MOST_NAMES], ids=ids,
        text="; ".join(told),
    )  # fmt: skip


def _note(name: str, item: Thing) -> Offer | Unread:
    """A note on somebody."""
    words = "\n".join(_props(item, "description")).strip()
    ids = tuple(_props(item, "entity"))[:_MOST_NAMES]
    if _OURS.fullmatch(name):
        return Unread(name, "it was found by a program, in another reading, and decided by nobody")
    if not words:
        return Unread(name, "it says nothing that can be read")
    if not ids:
        return Unread(name, "it is on nobody")
    return Offer(
        name, "person", ids=ids[:1], text=words, by=", ".join(_props(item, "author"))[:200]
    )
