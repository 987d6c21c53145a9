"""One reading as rows of the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from earwitness import pipeline
from earwitness.exports.json_export import case_to_json
from earwitness.intake import capture_of
from earwitness.model import BlockKind, Case, Failure, Reading

_TELLING: tuple[BlockKind, ...] = ("standfirst", "subheading", "body")
"""What is the same in a copy; its headline, byline and time are another outlet's."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a capture lies: the file, the first byte and the length; of Parquet the row."""

    source: str
    offset: int
    length: int

    @property
    def capture(self) -> str:
        """The id of the capture, one for each place."""
        text = f"{self.source}\x1f{self.offset}"
        return f"c_{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def day_of(time: str | None) -> str | None:
    """The day of a capture, for the folder in which its rows lie."""
    day = (time or "")[:10]
    return (
        day
        if len(day) == 10 and day[4] == day[7] == "-" and day.replace("-", "").isdigit()
        else None
    )


def rows_of(reading: Reading, record: bytes, place: Place, reader: str) -> Rows:
    """The rows of one capture, by table."""
    case = pipeline.trace_alone(reading)
    whole: Mapping[str, Any] = case_to_json(case)
    text, outlet = reading.document.text, reading.document.outlet
    names = {actor.id: actor.name for actor in case.actors}
    roots = {actor.id: _root(actor.name, actor.kind, actor.party) for actor in case.actors}
    head = {"capture": place.capture}

    def said(spans: Sequence[Mapping[str, int]]) -> str:
        return " … ".join(text[s["start"] : s["end"]] for s in spans)

    return {
        "documents": [_document(case, whole, record, place, reader)],
        "statements": [
            {
                **head,
                **s,
                "words": said(s["content"]),
                "speaker": names.get(s["source"]["actor"] or ""),
                "outlet": outlet,
                "root_names": list(dict.fromkeys(roots[r] for r in s["roots"] if r in roots)),
            }
            for s in whole["statements"]
        ],
        "actors": [{**head, **a} for a in whole["actors"]],
        "figures": [
            {**head, **f, "words": said([f["span"]]), "source_name": names.get(f["actor"] or "")}
            for f in whole["figures"]
        ],
        "citations": [
            {**head, **c, "words": said([c["span"]]), "name": names.get(c["actor"] or "")}
            for c in whole["citations"]
        ],
    }


def _root(name: str, kind: str, party: str | None) -> str:
    """What a root is counted as: the agencies of one state are one party, an outlet is itself."""
    return name if kind == "outlet" else party or name


def _document(
    case: Case, whole: Mapping[str, Any], record: bytes, place: Place, reader: str
) -> dict[str, Any]:
    document, capture = case.documents[0], capture_of(record, place.source)
    text = document.text
    words = [w for b in document.blocks_of(*_TELLING) for w in b.span.of(text).split()]
    return {
        "capture": place.capture,
        "source": place.source,
        "offset": place.offset,
        "length": place.length,
        "captured": capture.time,
        "content_sha256": hashlib.sha256(capture.payload).hexdigest(),
        "words_sha256": hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest(),
        "words": len(words),
        "reader": reader,
        **whole["documents"][0],
    }


def failure_row(
    failure: Failure, place: Place, *, url: str | None = None, captured: str | None = None
) -> Rows:
    """The row of a capture that could not be read."""
    return {
        "failures": [
            {
                "capture": place.capture,
                "source": place.source,
                "offset": place.offset,
                "length": place.length,
                "captured": captured,
                "url": url,
                "stage": failure.stage,
                "code": failure.code,
                "reason": failure.message,
            }
        ]
    }
