"""Markdown: a page in the making, with the fields that may stand above it."""

from __future__ import annotations

import re

from .decoding import decode
from .metadata import iso_of
from .source import Given, Source, page_of

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]{2,30})[ \t]*:[ \t]*(.{1,500}?)[ \t]*$", re.MULTILINE)


def is_markdown(name: str) -> bool:
    """Whether the name says so; nothing else does for sure."""
    return name.lower().endswith((".md", ".markdown"))


def open_markdown(data: bytes, name: str) -> Source:
    """The page that the text describes."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  few inputs need it

    text = decode(data, name)
    front = _FRONT.match(text)
    fields = {k.lower(): _bare(v) for k, v in _FIELD.findall(front[1])} if front else {}
    body = MarkdownIt("commonmark").enable("table").render(text[front.end() :] if front else text)
    author = fields.get("author") or fields.get("authors") or fields.get("byline")
    given = Given(
        headline=fields.get("title") or fields.get("headline"),
        authors=(author.strip("[]"),) if author else (),
        outlet=fields.get("outlet") or fields.get("publisher") or fields.get("source"),
        published=iso_of(fields.get("date") or fields.get("published")),
        url=fields.get("url") or fields.get("link"),
        language=fields.get("lang") or fields.get("language"),
    )
    return page_of(f"<article>{body}</article>", given)


def _bare(value: str) -> str:
    return value.strip().strip("\"'")
