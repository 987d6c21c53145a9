"""The brief as a Word document; the one place that imports python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from itertools import zip_longest
from typing import Any

from earwitness.model import Case

from .base import About, ExtraMissingError, Files
from .brief_parts import Part, linked, parts, stays, title
from .ro_crate import zipped

_STYLES = {
    "title": "Title",
    "note": "Intense Quote",
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "text": "Normal",
    "point": "List Bullet",
    "quote": "Quote",
    "small": "Caption",
}
# The template's own says that Word for the Macintosh made it.
_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Earwitness</Application></Properties>"
)
# The template has a picture of another document, which folders would show for the brief.
_PICTURE = "docProps/thumbnail.jpeg"
_TO_PICTURE = re.compile(rb'<Relationship [^>]*thumbnail\.jpeg"[^>]*/>')
_MADE = datetime(1980, 1, 1)  # a case has no clock: equal cases give equal bytes


def write(case: Case, about: About) -> Files:
    """`brief.docx`; its properties name nobody, and no computer."""
    try:
        import docx  # noqa: PLC0415 (only this format needs it)
    except ImportError as error:
        raise ExtraMissingError("docx", "office") from error
    made = docx.Document()
    _properties(made, title(case))
    _page(made)
    told = parts(case, about)
    for part, after in zip_longest(told, told[1:]):
        _paragraph(made, part, keep=after is not None and stays(part, after))
    out = io.BytesIO()
    made.save(out)
    return {"brief.docx": _still(out.getvalue())}


def _paragraph(made: Any, part: Part, *, keep: bool) -> None:
    one = made.add_paragraph(part.words, style=_STYLES[part.look])
    if keep:
        one.paragraph_format.keep_with_next = True
    if linked(part.url):
        _link(one, part.url)
    elif part.url:
        one.add_run(part.url)


def _link(paragraph: Any, url: str) -> None:
    """An address that can be clicked."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    to = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link, run, words = (OxmlElement(f"w:{name}") for name in ("hyperlink", "r", "t"))
    link.set(qn("r:id"), to)
    words.text = url
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


def _page(made: Any) -> None:
    """A4 as the PDF has it, with the number of each page at its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Mm, Pt, RGBColor  # noqa: PLC0415

    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(22)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    small = made.styles["Caption"]
    small.font.size, small.font.bold, small.font.color.rgb = Pt(9), False, RGBColor(64, 64, 64)
    small.paragraph_format.space_after = Pt(4)
    made.styles["List Bullet"].paragraph_format.space_after = Pt(4)


def _field(paragraph: Any, name: str) -> None:
    """A field that Word fills in, such as the number of the page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = "1"
    run.append(words)
    field.append(run)
    paragraph._p.append(field)


def _properties(made: Any, title: str) -> None:
    about = made.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "category", "subject"):
        setattr(about, name, "")
    about.title, about.language = title, "en"
    about.created = about.modified = _MADE
    about.revision = 1


def _still(data: bytes) -> bytes:
    """The same archive without the times at which its parts were written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != _PICTURE}
    held = parts["_rels/.rels"]
    return zipped(parts | {"_rels/.rels": _TO_PICTURE.sub(b"", held), "docProps/app.xml": _PROGRAM})
