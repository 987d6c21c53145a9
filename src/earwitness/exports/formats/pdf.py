"""The brief as PDF; the one place that imports reportlab.

The fonts that come with the program have Latin, Greek and Cyrillic letters; others are shown as a
box, and the page (HTML) is the copy to read then.
"""

from __future__ import annotations

import io
from html import escape
from importlib import resources
from typing import Any

from earwitness.model import Case

from .base import About, ExtraMissingError, Files
from .brief_parts import parts

_SIZES = {
    "title": (20, 12, 0),
    "note": (8.5, 8, 0),
    "heading": (13, 14, 0),
    "subheading": (10.5, 8, 0),
    "text": (9.5, 4, 0),
    "point": (9.5, 4, 12),
    "quote": (8.5, 2, 24),
    "small": (8, 1, 24),
}
_BOLD = {"title", "heading", "subheading"}


def write(case: Case, about: About) -> Files:
    """`brief.pdf`; its properties name nobody, and no computer."""
    try:
        from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissingError("pdf", "office") from error
    looks = _looks()
    flow = [_paragraph(Paragraph, part.look, part.words, looks) for part in parts(case, about)]
    out = io.BytesIO()
    SimpleDocTemplate(
        out,
        pagesize=(595.28, 841.89),
        title="Brief",
        author="",
        subject="",
        creator="Earwitness",
        producer="Earwitness",
        invariant=1,
        leftMargin=56,
        rightMargin=56,
        topMargin=56,
        bottomMargin=56,
    ).build(flow, onFirstPage=_number, onLaterPages=_number)
    return {"brief.pdf": out.getvalue()}


def _paragraph(kind: Any, look: str, words: str, looks: dict[str, Any]) -> Any:
    bullet = "•" if look == "point" else None
    return kind(escape(words, quote=False).replace("\n", "<br/>"), looks[look], bulletText=bullet)


def _number(canvas: Any, page: Any) -> None:
    canvas.setFont("Earwitness", 8)
    canvas.drawCentredString(297, 32, str(page.page))


def _looks() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415

    _fonts()
    return {
        look: ParagraphStyle(
            look,
            fontName="Earwitness-Bold" if look in _BOLD else "Earwitness",
            fontSize=size,
            leading=size * 1.35,
            spaceBefore=before,
            leftIndent=indent,
            bulletIndent=0,
            firstLineIndent=0,
            bulletFontName="Earwitness",
            keepWithNext=look in _BOLD,
        )
        for look, (size, before, indent) in _SIZES.items()
    }


def _fonts() -> None:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    folder = resources.files("earwitness.exports").joinpath("fonts")
    for name, file in (
        ("Earwitness", "DejaVuSans.ttf"),
        ("Earwitness-Bold", "DejaVuSans-Bold.ttf"),
    ):
        if name not in pdfmetrics.getRegisteredFontNames():
            data = io.BytesIO(folder.joinpath(file).read_bytes())
            pdfmetrics.registerFont(TTFont(name, data))
