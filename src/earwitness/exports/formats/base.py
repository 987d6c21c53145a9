"""What every format needs: what the copy is, and names for things that hold everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from earwitness.model import NOTHING_DECIDED, Case, Document, Layer, Span, Spans

Files = dict[str, bytes]
"""The files of a format by their names, `/` between folders; equal cases give equal bytes."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?")
OWNER = "Complete copy with every name, for the owner of the case."
PUBLIC = (
    "Published copy: private persons have placeholders, and ids and digests are salted. "
    "Quotations are as they were published, and can be searched for."
)


class ExtraMissingError(Exception):
    """A format needs a library that is not installed; the message names the extra."""

    code = "extra-missing"

    def __init__(self, form: str, extra: str) -> None:
        super().__init__(f'The format {form} needs more: pip install "earwitness[{extra}]".')


@dataclass(frozen=True, slots=True)
class About:
    """What the copy is, and what people decided of the case: a layer beside what was found.

    `originals` (by file name) and `log` are there in an owner's copy alone.
    """

    published: bool = False
    version: str = ""
    originals: Mapping[str, bytes] = field(default_factory=dict)
    log: bytes | None = None
    layer: Layer = NOTHING_DECIDED

    @property
    def note(self) -> str:
        """One sentence for whoever opens a file of this copy."""
        return PUBLIC if self.published else OWNER


def as_json(value: Any) -> bytes:
    """JSON as text, two spaces deep, in UTF-8."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def as_lines(values: list[Any]) -> bytes:
    """One JSON object a line."""
    lines = (json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    return "".join(lines).encode("utf-8", "replace")


def urn(thing: str) -> str:
    """A name for a thing of the case that holds in every linked format."""
    return f"urn:earwitness:{re.sub(r'[^A-Za-z0-9_.:-]', '-', thing)}"


def texts(case: Case) -> dict[str, str]:
    """The texts of the reports by id."""
    return {document.id: document.text for document in case.documents}


def said(spans: Spans, text: str) -> str:
    """The words of a statement as one string, spans joined by an ellipsis."""
    return " … ".join(span.of(text) for span in spans)


def moment(document: Document) -> str | None:
    """When the report was published, where the page gives a day at least."""
    value = document.published.value if document.published else ""
    return value if _DATE.fullmatch(value) else None


def instant(document: Document | None) -> str | None:
    """The same as a time in RFC 3339; midnight UTC where the page gives the day alone."""
    value = moment(document) if document else None
    if value is None:
        return None
    day, _, time = value.partition("T")
    clock = re.match(r"(\d\d:\d\d)(:\d\d)?(.*)", time)
    if not clock:
        return f"{day}T00:00:00Z"
    zone = clock[3] if clock[3] not in ("", "+00:00") else "Z"
    return f"{day}T{clock[1]}{clock[2] or ':00'}{zone}"


def file_of(document: Document, number: int, ending: str) -> str:
    """A file name for a report: its number in the case, no words of anybody's."""
    del document
    return f"report-{number:02d}{ending}"


def quote(text: str, span: Span, around: int = 32) -> dict[str, str]:
    """The words with those before and after them, as a TextQuoteSelector has them."""
    return {
        "exact": span.of(text),
        "prefix": text[max(0, span.start - around) : span.start],
        "suffix": text[span.end : span.end + around],
    }
