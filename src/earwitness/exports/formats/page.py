"""The brief as one page."""

from __future__ import annotations

from earwitness.exports.brief_html import brief_page
from earwitness.model import Case

from .base import About, Files


def write(case: Case, about: About) -> Files:
    """`brief.html`."""
    return {"brief.html": page_of(case, about)}


def page_of(case: Case, about: About) -> bytes:
    """The page itself."""
    page = brief_page(case, published=about.published, layer=about.layer)
    return page.encode("utf-8", "replace")
