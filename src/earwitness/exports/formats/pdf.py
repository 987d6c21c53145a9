"""The brief as PDF; the one place that imports reportlab.

The fonts that come with the program have Latin, Greek and Cyrillic letters; others are shown as a
box, which a line under the title says, and the page (HTML) is the copy to read then.
"""

from __future__ import annotations

import io
from dataclasses import replace
from html import escape
from importlib import resources
from itertools import count, pairwise
from typing import Any
from unicodedata import category

from earwitness.model import Case

from .base import About, ExtraMissingError, Files
from .brief_parts import Part, linked, parts, stays, title

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
_BOX = "□"
_MISSING = (
    f"{_BOX} stands for a letter that the fonts of this copy do not have; "
    "the page (HTML) and the Word copy show it."
)
_LEVELS = {"heading": 0, "subheading": 1}
_BOLD = {"title", "heading", "subheading"}


def write(case: Case, about: About) -> Files:
    """`brief.pdf`; its properties name nobody, and no computer."""
    try:
        from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissingError("pdf", "office") from error
    looks = _looks()
    told = _shown(parts(case, about))
    flow = [_paragraph(Paragraph, part, looks) for part in told]
    for at, (part, after) in enumerate(pairwise(told)):
        if stays(part, after):
            flow[at].keepWithNext = True
    out = io.BytesIO()
    made = SimpleDocTemplate(
        out,
        pagesize=(595.28, 841.89),
        title=title(case),
        lang="en",
        author="",
        subject="",
        creator="Earwitness",
        producer="Earwitness",
        invariant=1,
        leftMargin=56,
        rightMargin=56,
        topMargin=56,
        bottomMargin=56,
    )
    keys = map("heading-{}".format, count(1))
    made.afterFlowable = lambda one: _outlined(made.canv, one, next(keys))
    made.build(flow, onFirstPage=_number, onLaterPages=_number)
    return {"brief.pdf": out.getvalue()}


def _shown(told: tuple[Part, ...]) -> tuple[Part, ...]:
    """With a box for each letter that the fonts do not have, and a line that says so."""
    shown = tuple(replace(part, words=_boxed(part.words), url=_boxed(part.url)) for part in told)
    return shown if shown == told else (shown[0], Part("note", _MISSING), *shown[1:])


def _boxed(words: str) -> str:
    """What has no shape of its own, such as a mark on a letter, gets no box."""
    has = _glyphs()
    return "".join(
        c if c in "\n\t" or ord(c) in has else "" if category(c)[0] in "MC" else _BOX for c in words
    )


def _glyphs() -> frozenset[int]:
    """The letters that both fonts have."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415

    _fonts()
    plain, bold = (
        pdfmetrics.getFont(n).face.charToGlyph for n in ("Earwitness", "Earwitness-Bold")
    )
    return frozenset(plain.keys() & bold.keys())


def _outlined(canvas: Any, one: Any, key: str) -> None:
    """Headings are the bookmarks of the file."""
    level = _LEVELS.get(one.style.name) if hasattr(one, "style") else None
    if level is not None:
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(one.getPlainText(), key, level, closed=True)


def _paragraph(kind: Any, part: Part, looks: dict[str, Any]) -> Any:
    bullet = "•" if part.look == "point" else None
    words, url = escape(part.words, quote=False).replace("\n", "<br/>"), escape(part.url)
    shown = f'<a href="{url}" color="#1a4f8b">{url}</a>' if linked(part.url) else url
    return kind(words + shown, looks[part.look], bulletText=bullet)


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
