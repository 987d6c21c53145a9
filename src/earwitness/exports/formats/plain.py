"""The brief as text."""

from __future__ import annotations

from earwitness.exports.brief_terminal import brief_text
from earwitness.model import Case

from .base import About, Files


def write(case: Case, about: About) -> Files:
    """`brief.txt`, with a sentence on what the copy is."""
    words = brief_text(case, layer=about.layer)
    return {"brief.txt": f"{about.note}\n\n{words}".encode("utf-8", "replace")}
