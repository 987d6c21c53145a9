"""A crawl: sources in, a data set out; what was done before is not done again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field

from earwitness import pipeline
from earwitness.model import Failure

from . import dataset, places, tables
from .errors import CrawlError
from .rows import Place, failure_row
from .runners import Runner
from .shard import Done, Settings, Shard, shards_of
from .sources import Index, Source, sources_of

SHARD = 200
"""Captures in a shard where nobody says."""

FORMAT = "earwitness data set 1"
_TORN = (ValueError, KeyError, TypeError, AttributeError)
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a data set holds after a crawl. `read` are captures that this run read."""

    out: str
    sources: int
    captures: int
    read: int
    left_out: int
    copies: int
    rows: dict[str, int] = field(default_factory=dict)
    broken: tuple[str, ...] = ()


def crawl(
    arguments: tuple[str, ...],
    out: str,
    runner: Runner,
    *,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    size: int | None = None,
    progress: Progress = lambda _done, _of: None,
) -> Summary:
    """Read all captures of the sources into the data set. Raises CrawlError, ModelError."""
    out = places.settled(out)
    sources = sources_of(arguments)
    pipeline.reader(settings.reader)  # where there is none, no folder is made
    places.made(out)
    with places.alone(out):
        return _crawled(out, sources, runner, settings, size, progress)


def _crawled(
    out: str,
    sources: tuple[Source, ...],
    runner: Runner,
    settings: Settings,
    size: int | None,
    progress: Progress,
) -> Summary:
    size = _agreed(out, settings, size)
    indexes = _indexes(out, sources, runner)
    shards = [s for index in indexes for s in shards_of(index, out, settings, size)]
    held = places.below(out)
    known = {s.name: done for s in shards if (done := _done(s, held)) is not None}
    todo = [s for s in shards if s.name not in known]
    captures = sum(len(index.starts) for index in indexes)
    read = 0
    for done in _run(runner, todo):
        known[done.shard] = done
        read += done.captures
        progress(sum(d.captures for d in known.values()), captures)
    _accounted(shards, known)
    broken = tuple(i.failure for i in indexes if i.failure)
    rows = Counter[str]()
    for done in known.values():
        rows.update(done.rows)
    rows["failures"] += len(broken)
    copies = dataset.mark_copies(out)
    left_out = sum(d.left_out for d in known.values())
    return Summary(out, len(sources), captures, read, left_out, copies, dict(rows), broken)


def _agreed(out: str, settings: Settings, size: int | None) -> int:
    """How many captures make a shard here; the folder is made ready where it is new.

    Raises CrawlError where the folder holds what other settings made: its rows would not agree.
    """
    note = places.joined(out, places.NOTE)
    ours = {
        "format": FORMAT,
        "program": pipeline.program_version(),
        "reader_version": pipeline.reader(settings.reader).version,
        **asdict(settings),
        "about": list(settings.about),
    }
    if not places.exists(note):
        places.write(note, json.dumps({**ours, "shard": size or SHARD}, indent=2).encode())
        _empty_tables(out)
        return size or SHARD
    try:
        theirs = json.loads(places.read(note))
        before = int(theirs.pop("shard", SHARD))
    except _TORN as error:
        raise CrawlError("source", f"{note} is damaged: crawl into another folder.") from error
    if theirs.get("program") != ours["program"]:
        message = f"{out} was crawled by Earwitness {theirs.get('program')}: name another folder."
        raise CrawlError("other-crawl", message)
    differs = sorted(k for k in ours if theirs.get(k) != ours[k])
    differs += ["shard"] if size not in (None, before) else []
    if differs:
        message = (
            f"{out} was crawled with other settings ({', '.join(differs)}): name another folder."
        )
        raise CrawlError("other-crawl", message)
    places.clean(out)
    _empty_tables(out)
    return before


def _empty_tables(out: str) -> None:
    """A file without rows in each table, so that all can be read from the beginning."""
    for table, data in tables.empty().items():
        place = places.joined(out, tables.path_of(table, None, "empty"))
        if not places.exists(place):
            places.write(place, data)


def _indexes(out: str, sources: tuple[Source, ...], runner: Runner) -> list[Index]:
    """Where the captures of each source lie; walked once, then kept."""
    known = {s.name: found for s in sources if (found := _kept_index(out, s)) is not None}
    for made in runner.run(s for s in sources if s.name not in known):
        if isinstance(made, Index):
            if made.failure:
                _note_broken(out, made)
            places.write(_index_of(out, made.source), made.json())
            known[made.source.name] = made
    return [known[s.name] for s in sources]


def _kept_index(out: str, source: Source) -> Index | None:
    place = _index_of(out, source)
    if not places.exists(place):
        return None
    try:
        found = Index.of_json(places.read(place))
    except _TORN:
        return None
    if found.source != source:
        message = f"{source.name} is no longer the file that was crawled: name another folder."
        raise CrawlError("other-crawl", message)
    return found


def _index_of(out: str, source: Source) -> str:
    return places.joined(out, "_index", f"{source.key}.json")


def _note_broken(out: str, index: Index) -> None:
    """The row that says where a broken source ends."""
    end = index.starts[-1] + max(1, index.lengths[-1]) if index.starts else 0
    place = Place(index.source.name, end, 0)
    failure = Failure(index.source.short, "intake", "damaged", index.failure or "")
    rows = failure_row(failure, place)["failures"]
    path = tables.path_of("failures", None, f"{index.source.key}-end")
    places.write(places.joined(out, path), tables.parquet("failures", rows))


def _done(shard: Shard, held: frozenset[str]) -> Done | None:
    """The note that the shard is done; none where a file of it is gone, or the note is torn."""
    if not places.exists(shard.note):
        return None
    try:
        done = Done.of_json(places.read(shard.note))
    except _TORN:
        return None
    return done if held.issuperset(done.files) else None


def _run(runner: Runner, todo: list[Shard]) -> Iterator[Done]:
    for made in runner.run(todo):
        if isinstance(made, Done):
            yield made


def _accounted(shards: list[Shard], known: dict[str, Done]) -> None:
    """Every capture became a row, or was not wanted; else the program is at fault."""
    for shard in shards:
        done = known[shard.name]
        made = done.rows.get("documents", 0) + done.rows.get("failures", 0) + done.left_out
        if made != len(shard.starts):
            raise AssertionError(
                f"{shard.name}: {len(shard.starts)} captures, {made} accounted for"
            )
