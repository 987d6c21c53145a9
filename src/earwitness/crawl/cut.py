"""A case cut out of a data set: the reports that are about something, from their originals."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from earwitness.captures import Report
from earwitness.intake import IntakeError, capture_of
from earwitness.model import Failure
from earwitness.tracing.words import tokens

from . import places
from .about import ENOUGH, About
from .dataset import DataSet, own_words
from .errors import CODES, CrawlError
from .rows import Place
from .sources import Index, Source, records

_FIND = """
SELECT capture, source, "offset", length, text, furniture, headline, content_sha256 FROM documents
WHERE {wanted} ORDER BY captured NULLS LAST, source, "offset"
"""


_PLAIN = re.compile("'|i\u0307")
_HAS = "contains(lower(coalesce(headline, '') || text), ?)"


@dataclass(frozen=True, slots=True)
class Found:
    """A report that is wanted, and where its original lies."""

    place: Place
    headline: str | None
    sha256: str


def reports_about(held: DataSet, about: About, *, copies: bool = False) -> Iterator[Found]:
    """The reports of the data set with one of the phrases, the oldest capture first.

    Copies in bytes or in words of an earlier capture are left out, but where they are asked for.
    """
    first, values = _first_look(about)
    if not copies:
        held.view("copies")
        first += " AND capture NOT IN (SELECT capture FROM copies)"
    for row in held.rows(_FIND.format(wanted=first), values):
        words = own_words(row["text"], row["furniture"])
        if about.is_in_words(f"{row['headline'] or ''}\n{words}"):
            place = Place(row["source"], row["offset"], row["length"])
            yield Found(place, row["headline"], row["content_sha256"])


def _first_look(about: About) -> tuple[str, list[str]]:
    """What the database can ask: reports that hold all words of the beginning of a phrase."""
    asked, values = [], []
    for phrase in about.phrases:
        # Databases make small letters in their own way: of a word, what both make alike.
        found = [part for word in tokens(phrase) if (part := _PLAIN.split(word)[0])]
        if found and len(tokens(phrase)) <= ENOUGH:
            asked.append(" AND ".join([_HAS] * len(found)))
            values += found
        elif tokens(phrase):
            asked.append("true")  # a part of a long phrase is enough: all are looked at
    return "(" + (" OR ".join(f"({one})" for one in asked) or "true") + ")", values


def originals(held: DataSet, wanted: Sequence[Found]) -> Iterator[Report]:
    """The reports as they were captured, each as an archive of its own; failures for those gone."""
    sources: dict[str, Source] = {}
    gone: set[str] = set()
    for found in wanted:
        place = found.place
        if place.source in gone:
            continue  # one sentence for an archive, however many reports it had
        try:
            source = sources.get(place.source) or _source(held, place.source)
            sources[place.source] = source
            data = next(records(source, [place.offset], [place.length]), None)
        except CrawlError as error:
            gone.add(place.source)
            yield Report(place.source, Failure(place.source, "inputs", "unreadable", str(error)))
            continue
        name = f"{source.short}#{place.offset}"
        if data is None or isinstance(data, IntakeError) or not _is_same(data, found):
            says = f"{name}: {CODES['lost-place']}."
            yield Report(name, Failure(name, "crawl", "lost-place", says))
        else:
            digest = hashlib.sha256(data).hexdigest()
            came = {"container": place.source, "offset": str(place.offset), "record_sha256": digest}
            yield Report(name, data, came)


def _is_same(record: bytes, found: Found) -> bool:
    """Whether the page is still the one that was crawled."""
    try:
        payload = capture_of(record, found.place.source).payload
    except IntakeError:
        return False
    return hashlib.sha256(payload).hexdigest() == found.sha256


def _source(held: DataSet, name: str) -> Source:
    """The source of that name, as the crawl noted it."""
    key = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Index.of_json(places.read(places.joined(held.folder, "_index", f"{key}.json"))).source
