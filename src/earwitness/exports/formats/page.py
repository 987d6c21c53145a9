"""The brief as one page."""

from __future__ import annotations

from earwitness.exports.brief_html import brief_page
from earwitness.model import Case

from .base import About, Files


def write(case: Case, about: About) -> Files:
    """`brief.html`."""
    page = brief_page(case, published=about.published)
    return {"brief.html": page.encode("utf-8", "replace")}
