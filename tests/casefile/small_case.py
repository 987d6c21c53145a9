"""A case of two short reports, as the tests of the store have it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from earwitness.casefile import CaseStore
from earwitness.model import Block, Case, Document, Finding, Reading, Span

TEXT = "The ferry had left, the harbour master said."
PAGE = TEXT.encode()
SHA = hashlib.sha256(PAGE).hexdigest()


def reading_of(data: bytes, path: str) -> Reading:
    digest = hashlib.sha256(data).hexdigest()
    text = data.decode()
    blocks = (Block(Span(0, len(text)), "body"),)
    return Reading(
        Document(digest[:8], digest, path, None, None, None, None, (), "en", None, text, blocks)
    )


def case_of(readings: Iterable[Reading]) -> Case:
    documents = tuple(reading.document for reading in readings)
    return Case(documents, findings=(Finding("count", (), f"{len(documents)} reports."),))


def fill(store: CaseStore) -> CaseStore:
    for data, path in ((PAGE, "ferry.txt"), (b"All well, she said.", "well.txt")):
        store.add(data, path, reading_of(data, path), reader="r1")
    store.save(case_of(store.readings()), by="program 1")
    store.write_brief("brief\n", "<p>brief</p>\n")
    return store


def codes(store: CaseStore, *, retrace: bool = False) -> set[str]:
    return {problem.code for problem in store.check(case_of if retrace else None)}
