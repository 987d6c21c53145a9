"""What the later of two reports is to the earlier one, in words and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from earwitness.model import Anchor, Case, Document, Edit, Revision

_SAYS = {
    "same text": "the same text as",
    "new headline": "the same text, under another headline, as",
    "updated": "a later version of",
    "shared text": "much of the text of",
}
_SIGNS = {"added": "+", "dropped": "-"}


def revision_lines(case: Case, found: Iterable[Revision]) -> Iterator[str]:
    """Each pair of reports, and under it what was added, dropped or changed."""
    pages = {document.id: document for document in case.documents}
    none = True
    for one in found:
        none = False
        earlier, later = pages[one.earlier], pages[one.later]
        yield f"{_named(later)}: {_SAYS[one.kind]} {_named(earlier)}."
        yield from (line for edit in one.edits for line in _edit_lines(pages, edit))
        yield ""
    if none:
        yield "No report of the case is another one again."


def _edit_lines(pages: dict[str, Document], edit: Edit) -> Iterator[str]:
    if edit.before:
        yield f"  {_SIGNS.get(edit.kind, '-')} {_words(pages, edit.before)}"
    if edit.after:
        yield f"  {_SIGNS.get(edit.kind, '+')} {_words(pages, edit.after)}"
    if edit.kind not in _SIGNS:
        yield f"    ({edit.kind})"


def revision_value(case: Case, found: Iterable[Revision]) -> list[dict[str, Any]]:
    """The pairs for scripts; offsets are code points of the documents' texts."""
    pages = {document.id: document for document in case.documents}
    return [
        {
            "kind": one.kind,
            "earlier": one.earlier,
            "later": one.later,
            "shared": one.shared,
            "edits": [
                {
                    "kind": edit.kind,
                    "before": _place(pages, edit.before),
                    "after": _place(pages, edit.after),
                }
                for edit in one.edits
            ],
            "origin": one.origin,
        }
        for one in found
    ]


def _place(pages: dict[str, Document], anchor: Anchor | None) -> dict[str, Any] | None:
    if anchor is None:
        return None
    return {
        "document": anchor.document,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "words": anchor.span.of(pages[anchor.document].text),
    }


def _words(pages: dict[str, Document], anchor: Anchor) -> str:
    return " ".join(anchor.span.of(pages[anchor.document].text).split())


def _named(document: Document) -> str:
    stamp = document.published.value if document.published else None
    name = document.path or document.url or document.id
    whence = ", ".join(part for part in (document.outlet, stamp) if part)
    return f"{name} ({whence})" if whence else name
