"""A report taken out of the file that wraps it: a page or text, and what is said of it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Given:
    """What the wrapping says of a report: headers of a mail, fields of a feed, properties."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph whose kind, or place in the original, the format itself tells."""

    words: str
    furniture: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a report. `stretches` are its paragraphs where the format knows more of them."""

    words: str
    kind: Literal["html", "text"]
    given: Given = Given()
    stretches: tuple[Stretch, ...] = ()


Door = Callable[[bytes, str], Source]
"""What takes a report out of its file; raises IntakeError, with the name, where it cannot."""


def page_of(body: str, given: Given) -> Source:
    """A page with what is said of it in its head, and the headline above where it is missing."""
    fields = {
        "og:title": given.headline,
        "og:site_name": given.outlet,
        "article:published_time": given.published,
        "og:url": given.url,
    }
    metas = [f'<meta property="{k}" content="{html.escape(v)}">' for k, v in fields.items() if v]
    metas += [f'<meta name="author" content="{html.escape(name)}">' for name in given.authors[:1]]
    head = f'<html lang="{html.escape(given.language or "")}"><head>{"".join(metas)}</head>'
    shown = _shows(body, given.headline)
    title = "" if shown or not given.headline else f"<h1>{html.escape(given.headline)}</h1>"
    return Source(f"{head}<body>{title}{body}", "html", given)


def _shows(body: str, headline: str | None) -> bool:
    """Whether a heading of the page is the headline already."""
    if not headline:
        return False
    heads = re.findall(r"<h[12][^>]{0,300}>(.{1,400}?)</h[12]>", body[:200_000], re.I | re.S)
    return any(_letters(re.sub(r"<[^<>]{0,300}>", "", h)) == _letters(headline) for h in heads)


def _letters(words: str) -> str:
    return re.sub(r"\W+", "", html.unescape(words)).lower()


def paragraphs_html(text: str) -> str:
    """Plain paragraphs as elements of a page."""
    parts = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{html.escape(part)}</p>" for part in parts if part.strip())
