"""The brief as a Word document; the one place that imports python-docx."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from earwitness.model import Case

from .base import About, ExtraMissingError, Files
from .brief_parts import parts
from .ro_crate import zipped

_STYLES = {
    "title": "Title",
    "note": "Intense Quote",
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "text": "Normal",
    "point": "List Bullet",
    "quote": "Quote",
    "small": "Normal",
}
# The template's own says that Word for the Macintosh made it.
_PROGRAM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Earwitness</Application></Properties>"
)
_MADE = datetime(1980, 1, 1)  # a case has no clock: equal cases give equal bytes


def write(case: Case, about: About) -> Files:
    """`brief.docx`; its properties name nobody, and no computer."""
    try:
        import docx  # noqa: PLC0415 (only this format needs it)
    except ImportError as error:
        raise ExtraMissingError("docx", "office") from error
    made = docx.Document()
    _properties(made)
    for part in parts(case, about):
        made.add_paragraph(part.words, style=_STYLES[part.look])
    out = io.BytesIO()
    made.save(out)
    return {"brief.docx": _still(out.getvalue())}


def _properties(made: Any) -> None:
    about = made.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "category", "subject"):
        setattr(about, name, "")
    about.title = "Brief"
    about.created = about.modified = _MADE
    about.revision = 1


def _still(data: bytes) -> bytes:
    """The same archive without the times at which its parts were written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"docProps/app.xml": _PROGRAM})
