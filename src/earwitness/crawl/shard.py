"""One shard of a crawl: a run of captures of one file, read and written as Parquet files.

A pure function of its job: the same shard gives the same files under the same names, whoever reads
it and however often. Files become whole or not at all, and the note that the shard is done is
written last: a shard that was interrupted is simply read again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from earwitness import pipeline
from earwitness.intake import IntakeError, capture_of
from earwitness.model import Failure

from . import places, tables
from .about import About
from .errors import CODES
from .rows import Place, Rows, day_of, failure_row, rows_of
from .sources import Index, Source, records

Tell = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Settings:
    """What makes the rows what they are; a data set has one of them."""

    reader: str = "fast"
    about: tuple[str, ...] = ()
    sample: float = 1.0


@dataclass(frozen=True, slots=True)
class Shard:
    """A run of captures of one source, and where its rows go. `skip`: offsets that are given up."""

    out: str
    source: Source
    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    settings: Settings
    skip: Mapping[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.source.key}-{self.starts[0]:012}-{self.starts[-1]:012}"

    def run(self, tell: Tell) -> Done:
        """Read the shard."""
        return read_shard(self, tell)

    @property
    def note(self) -> str:
        """Where it is noted that the shard is done."""
        return places.joined(self.out, "_done", f"{self.name}.json")


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the captures of a shard: rows by table, and captures that were not wanted."""

    shard: str
    captures: int
    left_out: int
    rows: Mapping[str, int]
    files: tuple[str, ...] = ()

    def json(self) -> bytes:
        """As it is noted in the data set."""
        value = {"shard": self.shard, "captures": self.captures, "left_out": self.left_out,
                 "rows": dict(sorted(self.rows.items())), "files": list(self.files)}  # fmt: skip
        return json.dumps(value).encode()

    @classmethod
    def of_json(cls, data: bytes) -> Done:
        """As it was noted."""
        found = json.loads(data)
        return cls(**{**found, "files": tuple(found["files"])})


def shards_of(index: Index, out: str, settings: Settings, size: int) -> Iterator[Shard]:
    """The captures of a source in runs of `size`."""
    for at in range(0, len(index.starts), size):
        starts, lengths = index.starts[at : at + size], index.lengths[at : at + size]
        yield Shard(out, index.source, starts, lengths, settings)


def read_shard(shard: Shard, tell: Tell = lambda _number: None) -> Done:
    """Read all captures of the shard and write their rows; `tell` hears the offset of each first.

    Raises CrawlError where the source or the data set cannot be opened, ModelError for the reader.
    """
    by = pipeline.reader(shard.settings.reader)
    by.tagger  # noqa: B018 - loaded now, not within the time of the first page
    found: dict[tuple[str, str | None], list[dict[str, Any]]] = defaultdict(list)
    left_out = 0
    for rows in _read(shard, by, tell):
        left_out += not rows
        day = _day(rows)
        for table, made in rows.items():
            found[table, day] += made
    files = [_write(shard, table, day, rows) for (table, day), rows in found.items() if rows]
    counts: dict[str, int] = defaultdict(int)
    for (table, _), made in found.items():
        counts[table] += len(made)
    done = Done(shard.name, len(shard.starts), left_out, dict(counts), tuple(sorted(files)))
    places.write(shard.note, done.json())
    return done


def _write(shard: Shard, table: str, day: str | None, rows: list[dict[str, Any]]) -> str:
    path = tables.path_of(table, day, shard.name)
    places.write(places.joined(shard.out, path), tables.parquet(table, rows))
    return path


def _day(rows: Rows) -> str | None:
    first = [*rows.get("documents", ()), *rows.get("failures", ())]
    return day_of(first[0]["captured"]) if first else None


def _read(shard: Shard, by: pipeline.Reader, tell: Tell) -> Iterator[Rows]:
    about = About(shard.settings.about)
    given_up: list[Rows] = []
    starts, lengths = [], []
    for start, length in zip(shard.starts, shard.lengths, strict=True):
        place = Place(shard.source.name, start, length)
        if not _in_sample(place, shard.settings.sample):
            given_up.append({})
        elif start in shard.skip:
            given_up.append(failure_row(_given_up(shard, place, shard.skip[start]), place))
        else:
            starts.append(start)
            lengths.append(length)
    yield from given_up
    if not starts:
        return
    found = records(shard.source, starts, lengths)
    for start, length in zip(starts, lengths, strict=True):
        tell(start)
        record = next(found, None)
        place = Place(shard.source.name, start, length)
        if record is None:
            yield failure_row(_given_up(shard, place, "lost-place"), place)
        elif isinstance(record, IntakeError):
            name = _name(shard, place)
            yield failure_row(Failure(name, "intake", record.code, str(record)), place)
        else:
            yield capture_rows(record, place, _name(shard, place), by, about)


def capture_rows(record: bytes, place: Place, name: str, by: pipeline.Reader, about: About) -> Rows:
    """The rows of one capture; nothing where it is not about what is asked for."""
    if about:
        if not about.may_be_in(record):
            return {}
        document = pipeline.document_of(record, path=name)
        if not isinstance(document, Failure) and not about.is_in(document):
            return {}
    found = pipeline.read_bytes(record, path=name, by=by)
    try:
        if not isinstance(found, Failure):
            return rows_of(found, record, place, by.version)
    except pipeline.StageError as error:
        found = error.failure
    return failure_row(found, place, **_known_of(record, name))


def _known_of(record: bytes, name: str) -> dict[str, str | None]:
    """Address and time of a capture that could not be read."""
    try:
        known = capture_of(record, name)
    except IntakeError:
        return {}
    return {"url": known.url, "captured": known.time}


def _name(shard: Shard, place: Place) -> str:
    return f"{shard.source.short}#{place.offset}"


def _given_up(shard: Shard, place: Place, code: str) -> Failure:
    name = _name(shard, place)
    return Failure(name, "crawl", code, f"{name}: {CODES[code]}.")


def _in_sample(place: Place, share: float) -> bool:
    """Whether the capture is of the sample: told by its id, so that every run takes the same."""
    draw = int(hashlib.sha256(place.capture.encode()).hexdigest()[:12], 16) / 16**12
    return draw < share
