"""PDF: lines put back into columns and paragraphs; running heads are furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from .columns import Box, Row, in_order, rows_of
from .decoding import MAX_BYTES
from .errors import IntakeError
from .source import Source, Stretch

MAX_PAGES = 2000
_MARK = re.compile(rb"[^A-Za-z<]{0,1000}%PDF-")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:page |p\. ?)?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?$|^[ivxlc]{1,7}$", re.I)
_STOP = re.compile(r"[.!?…:][\"'”’)\]]*$")
_HYPHEN = re.compile(r"(?<=[a-zß-ÿ])[-\u00ad\u2010]$")
_MOST_BOXES = 20_000
_EDGE = 2
"""How many lines at the top and foot of a page may be running heads."""


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF file; a few bytes may stand before its mark."""
    return bool(_MARK.match(data[:1024]))


def open_pdf(data: bytes, name: str) -> Source:
    """The text of a PDF in reading order, hyphens at line ends undone."""
    pages = [in_order(rows) for rows in _pages(data, name)]
    if not any(pages):
        raise IntakeError(
            "no-text", f"{name} shows pictures of pages, no text: have it recognised (OCR) first."
        )
    heads = _running_heads(pages)
    stretches: list[Stretch] = []
    waiting: list[Stretch] = []
    open_rows: list[Row] = []
    for page in pages:
        begun = False
        for group, head in _groups(page, heads):
            if head:
                waiting += [Stretch(row.words, "running head") for row in group]
                continue
            over, begun = not begun and bool(open_rows), True
            if over and _continues(open_rows[-1], group[0]):
                open_rows += group
            else:
                stretches += [*_paragraph(open_rows), *waiting]
                waiting, open_rows = [], group
    stretches += [*_paragraph(open_rows), *waiting]
    words = "\n\n".join(stretch.words for stretch in stretches)
    return Source(words, "text", stretches=tuple(s for s in stretches if s.furniture))


def _pages(data: bytes, name: str) -> Iterable[list[Row]]:
    """The lines of each page with their places."""
    import pypdfium2  # noqa: PLC0415  few inputs need it

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "locked with a password: unlock" if locked else "broken: fetch or save"
        raise IntakeError("damaged", f"{name} is {what} it first.") from error
    try:
        if len(document) > MAX_PAGES:
            raise IntakeError("too-large", f"{name} has {len(document)} pages: cut the report out.")
        yield from _read_pages(document, name)
    finally:
        document.close()


def _read_pages(document: Any, name: str) -> Iterable[list[Row]]:
    import pypdfium2  # noqa: PLC0415

    size = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        boxes = [text.get_rect(i) for i in range(min(text.count_rects(), _MOST_BOXES))]
        found = [(_evened(text, box), text.get_text_bounded(*box)) for box in boxes]
        size += sum(len(words) for _, words in found)
        if size > MAX_BYTES:
            raise IntakeError("too-large", f"{name} is too long for a report: cut it out.")
        yield rows_of(found)
        text.close()
        page.close()


def _evened(text: Any, box: Box) -> Box:
    """The box as tall as its font, so that lines compare whatever letters they hold."""
    left, bottom, right, top = box
    at = text.get_index(left + 1, (bottom + top) / 2, 3, 3)
    if at is None:
        return box
    _, low, _, high = text.get_charbox(at, loose=True)
    return (left, low, right, high) if high > low else box


def _running_heads(pages: list[list[Row]]) -> set[str]:
    """Lines at the edges of pages that come again and again, numbers aside."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(row.words) for row in _edges(page)})
    least = 2 if len(pages) < 6 else max(3, len(pages) // 4)
    return {key for key, times in seen.items() if times >= least and len(pages) > 1}


def _edges(page: list[Row]) -> list[Row]:
    by_height = sorted(page, key=lambda row: -row.top)
    return by_height[:_EDGE] + by_height[-_EDGE:]


def _key(words: str) -> str:
    return _NUMBER.sub("#", " ".join(words.lower().split()))


def _groups(page: list[Row], heads: set[str]) -> Iterable[tuple[list[Row], bool]]:
    """The rows of a page by paragraph, running heads apart."""
    edges = {id(row) for row in _edges(page)}
    group: list[Row] = []
    for row in page:
        edge = id(row) in edges
        if edge and (_key(row.words) in heads or _PAGE_NUMBER.match(row.words.strip())):
            yield [row], True
        elif group and _same_paragraph(group, row):
            group.append(row)
        else:
            if group:
                yield group, False
            group = [row]
    if group:
        yield group, False


def _same_paragraph(group: list[Row], row: Row) -> bool:
    """Whether a row goes on with the paragraph above it."""
    last = group[-1]
    if row.column != last.column:
        return _continues(last, row)
    height = max(last.height, 1.0)
    if abs(row.height - last.height) > 0.25 * height or last.bottom - row.top > 0.75 * height:
        return False
    ends = bool(_STOP.search(last.words))
    indented = row.left - min(r.left for r in group[-3:]) > 0.8 * height and len(group) > 1
    short = last.right < row.column_right - 3 * height
    return not (ends and (indented or short))


def _continues(last: Row, first: Row) -> bool:
    """Whether a paragraph runs on in the next column or on the next page."""
    alike = abs(last.height - first.height) <= 0.25 * max(last.height, 1.0)
    begun = first.words[:1].islower() or bool(_HYPHEN.search(last.words))
    return alike and (begun or (not _STOP.search(last.words) and last.full))


def _paragraph(rows: list[Row]) -> list[Stretch]:
    """The rows as one paragraph; a word cut at the end of a line is whole again."""
    if not rows:
        return []
    words = rows[0].words.strip()
    for _, row in pairwise(rows):
        part = row.words.strip()
        cut = _HYPHEN.search(words)
        whole = cut and part[:1].islower()
        words = words[: cut.start()] + part if cut and whole else f"{words} {part}"
    return [Stretch(words)]
