"""A case cut out of a data set: the reports that are about something, from their originals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from earwitness.captures import Report
from earwitness.intake import IntakeError
from earwitness.model import Failure
from earwitness.tracing.words import tokens

from . import places
from .about import ENOUGH, About
from .dataset import DataSet, own_words
from .errors import CODES, CrawlError
from .rows import Place
from .sources import Index, Source, records

_FIND = """
SELECT capture, source, "offset", length, text, furniture, headline FROM documents
WHERE {wanted} ORDER BY captured NULLS LAST, source, "offset"
"""


_HAS = "contains(lower(coalesce(headline, '') || text), ?)"


@dataclass(frozen=True, slots=True)
class Found:
    """A report that is wanted, and where its original lies."""

    place: Place
    headline: str | None


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
            yield Found(Place(row["source"], row["offset"], row["length"]), row["headline"])


def _first_look(about: About) -> tuple[str, list[str]]:
    """What the database can ask: reports that hold all words of the beginning of a phrase."""
    asked, values = [], []
    for phrase in about.phrases:
        found = [word.split("'")[0] for word in tokens(phrase)]
        if len(found) <= ENOUGH and found:
            asked.append(" AND ".join([_HAS] * len(found)))
            values += found
        elif found:
            asked.append("true")  # a part of a long phrase is enough: all are looked at
    return "(" + (" OR ".join(f"({one})" for one in asked) or "true") + ")", values


def originals(held: DataSet, wanted: Sequence[Found]) -> Iterator[Report]:
    """The reports as they were captured, each as an archive of its own; failures for those gone."""
    sources: dict[str, Source] = {}
    for found in wanted:
        place = found.place
        try:
            source = sources.get(place.source) or _source(held, place.source)
            sources[place.source] = source
            data = next(records(source, [place.offset], [place.length]), None)
        except CrawlError as error:
            yield Report(place.source, Failure(place.source, "inputs", "unreadable", str(error)))
            continue
        name = f"{source.short}#{place.offset}"
        if data is None or isinstance(data, IntakeError):
            code = data.code if data else "lost-place"
            says = str(data) if data else f"{name}: {CODES['lost-place']}."
            yield Report(name, Failure(name, "intake", code, says))
        else:
            digest = hashlib.sha256(data).hexdigest()
            came = {"container": place.source, "offset": str(place.offset), "record_sha256": digest}
            yield Report(name, data, came)


def _source(held: DataSet, name: str) -> Source:
    """The source of that name, as the crawl noted it."""
    key = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Index.of_json(places.read(places.joined(held.folder, "_index", f"{key}.json"))).source
