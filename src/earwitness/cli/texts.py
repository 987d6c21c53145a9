"""`earwitness text`: reports as they would be read aloud."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from earwitness.inputs import inputs_of, reports_of
from earwitness.model import Document, Failure
from earwitness.pipeline import document_of

from . import codes


def text(paths: tuple[str, ...], *, body: bool, as_json: bool) -> int:
    """Print the reports in the paths, one after the other."""
    failures: list[Failure] = []
    documents = _documents(paths, failures)
    if as_json:
        given = [_described(document) for document in documents]
        _write(json.dumps(given, ensure_ascii=False, indent=2) + "\n")
        count = len(given)
    else:
        count = _print_all(documents, body=body)
    for failure in failures:
        click.echo(failure.message, err=True)
    if not failures:
        return codes.ALL_READ
    return codes.SOME_FAILED if count else codes.NOTHING_READ


def _documents(paths: Iterable[str], failures: list[Failure]) -> Iterator[Document]:
    for one in inputs_of(paths):
        for name, data, *_ in reports_of(one):
            found = data if isinstance(data, Failure) else document_of(data, path=name)
            if isinstance(found, Failure):
                failures.append(found)
            else:
                yield found


def _print_all(documents: Iterable[Document], *, body: bool) -> int:
    count = 0
    for count, document in enumerate(documents, 1):
        if count > 1:
            _write("\n\f\n")
        _write("\n\n".join([*([] if body else _head(document)), *_body(document)]) + "\n")
    return count


def _write(words: str) -> None:
    # UTF-8 whatever the terminal speaks, as the export does.
    sys.stdout.buffer.write(words.encode("utf-8", "replace"))


def _head(document: Document) -> list[str]:
    """Headline, byline with the outlet, date: each in a paragraph, where they are known."""
    signed = [f"By {_listed(document.byline)}"] if document.byline else []
    stamp = document.published.value if document.published else None
    whence = ", ".join(part for part in (*signed, document.outlet, stamp) if part)
    return [part for part in (document.headline, whence) if part]


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _body(document: Document) -> list[str]:
    blocks = document.blocks_of("standfirst", "subheading", "body")
    return [" ".join(block.span.of(document.text).split()) for block in blocks]


def _described(document: Document) -> dict[str, Any]:
    """The document for scripts: offsets are code points of `text`, end exclusive."""
    stamp = document.published
    return {
        "path": document.path,
        "sha256": document.sha256,
        "url": document.url,
        "outlet": document.outlet,
        "headline": document.headline,
        "byline": list(document.byline),
        "published": stamp.value if stamp else None,
        "language": document.language,
        "updated": document.updated,
        "section": document.section,
        "passages": [
            {"start": p.span.start, "end": p.span.end, "language": p.language, "origin": p.origin}
            for p in document.passages
        ],
        "text": document.text,
        "blocks": [
            {
                "start": block.span.start,
                "end": block.span.end,
                "kind": block.kind,
                "furniture": block.furniture,
                "element": block.element,
            }
            for block in document.blocks
        ],
        "entries": [
            {
                "start": entry.span.start,
                "end": entry.span.end,
                "published": entry.published,
                "byline": list(entry.byline),
            }
            for entry in document.entries or ()
        ],
        "links": [
            {"start": link.span.start, "end": link.span.end, "target": link.target}
            for link in document.links
        ],
    }
