"""What is crawled: web archives and Parquet files of pages, and where each capture lies in them."""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import IO, Literal

from earwitness.intake import MAX_BYTES, IntakeError, places_in, record_at

from . import pages, places
from .errors import CrawlError

# What zipfile and its unpackers raise where a WACZ file is broken; OSError is of disks and nets.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, KeyError),
    *(ValueError, NotImplementedError, RuntimeError, OverflowError),
)
ENDINGS = (".warc", ".warc.gz", ".wacz", ".parquet")
Kind = Literal["warc", "parquet"]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of captures. `member` is the archive inside a WACZ file."""

    place: str
    kind: Kind
    size: int
    member: str | None = None

    def run(self, tell: Callable[[int], object]) -> Index:
        """Find where its captures lie."""
        del tell
        return indexed(self)

    @property
    def name(self) -> str:
        """What rows and reports call it."""
        return f"{self.place}!{self.member}" if self.member else self.place

    @property
    def short(self) -> str:
        """Its name without the way there."""
        return self.name.replace("!", "/").rsplit("/", 1)[-1]

    @property
    def key(self) -> str:
        """A name for files about it."""
        return hashlib.sha256(self.name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Index:
    """Where the captures of a source begin and how long they are, in its own order.

    Of a Parquet file: the numbers of its rows. `failure` says why the source ends there, if it is
    broken.
    """

    source: Source
    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    failure: str | None = None

    def json(self) -> bytes:
        """The index as it is kept beside the data set."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def of_json(cls, data: bytes) -> Index:
        """The index that was kept."""
        found = json.loads(data)
        return cls(
            Source(**found["source"]),
            tuple(found["starts"]),
            tuple(found["lengths"]),
            found["failure"],
        )


def sources_of(arguments: tuple[str, ...]) -> tuple[Source, ...]:
    """Every file that the user named, in order, each once. Raises CrawlError."""
    found: dict[str, Source] = {}
    for argument in arguments:
        place = places.settled(argument)
        files = places.listed(place, ENDINGS)
        if not files and not places.is_remote(place) and not places.exists(place):
            raise CrawlError("source", f"There is no file or folder {argument}.")
        if not files:
            raise CrawlError(
                "source", f"{argument} holds no archive: {', '.join(ENDINGS)} are looked for."
            )
        for source in (one for file in files for one in _sources(file)):
            found[source.name] = source
    return tuple(found.values())


def _sources(place: str) -> Iterator[Source]:
    size = places.size_of(place)
    if place.lower().endswith(".wacz"):
        # One that is broken, or holds no archive, is a failure and stops no other.
        members: list[str | None] = [*_archives(place)]
        for member in members or [None]:
            yield Source(place, "warc", size, member)
    else:
        yield Source(place, "parquet" if place.lower().endswith(".parquet") else "warc", size)


def _archives(place: str) -> list[str]:
    with places.opened(place) as file:
        try:
            names = zipfile.ZipFile(file).namelist()
        except _BROKEN:
            return []
    return sorted(name for name in names if name.lower().endswith((".warc", ".warc.gz")))


@contextmanager
def opened(source: Source) -> Iterator[IO[bytes]]:
    """The bytes of the source, that can be read at any offset. Raises CrawlError."""
    with places.opened(source.place) as file:
        if source.member is None:
            yield file
            return
        try:
            with zipfile.ZipFile(file).open(source.member) as held:
                yield held
        except _BROKEN as error:
            message = f"{source.short} is broken or locked: fetch it again."
            raise CrawlError("source", message) from error


def indexed(source: Source) -> Index:
    """Walk the source once and note where each capture lies; reads all of it, unpacks no page."""
    starts: list[int] = []
    lengths: list[int] = []
    failure = None
    try:
        with opened(source) as file:
            parquet = source.kind == "parquet"
            walk = pages.numbers(file) if parquet else places_in(file, source.short)
            for start, length in walk:
                starts.append(start)
                lengths.append(length)
    except IntakeError as error:
        failure = str(error)
    except CrawlError as error:
        if source.member is None:
            raise  # the file itself; what is broken inside one is a failure
        failure = str(error)
    return Index(source, tuple(starts), tuple(lengths), failure)


def records(source: Source, starts: list[int], lengths: list[int]) -> Iterator[bytes | IntakeError]:
    """The captures at these places, each as the one record of an archive of its own, unpacked."""
    with opened(source) as file:
        if source.kind == "parquet":
            yield from pages.records(file, source.name, starts)
            return
        for start, length in zip(starts, lengths, strict=True):
            try:
                if length > 2 * MAX_BYTES:
                    raise IntakeError(
                        "too-large", f"{source.short}#{start} is too large for a page."
                    )
                file.seek(start)
                yield record_at(io.BytesIO(file.read(length)), source.short)
            except IntakeError as error:
                yield error
