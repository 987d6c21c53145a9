"""A case at work: reports in, the whole case brought up to date, brief and export out."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from itertools import islice
from pathlib import Path
from types import TracebackType

from earwitness import __version__, pipeline
from earwitness.captures import Report, words_of_report
from earwitness.casefile import (
    CaseError,
    CasePlace,
    CaseStore,
    Clock,
    Problem,
    StoredReading,
    place_of,
    store_at,
    system_clock,
)
from earwitness.deciding import decided, layer_of
from earwitness.exports import brief_page, brief_text
from earwitness.exports.json_export import dumps
from earwitness.fetching import Fetcher
from earwitness.inputs import Input, ends_like_report, inputs_of, reports_of
from earwitness.knowledge.given import NOTHING_GIVEN, GivenNames, given_names
from earwitness.model import Case, Failure, Layer, Reading
from earwitness.workers import read_ahead

Progress = Callable[[str], None]


def _silent(_name: str) -> None:
    """Progress that nobody watches."""


class ReadError(Exception):
    """A report could not be read; `failure` says why, `str()` is its sentence."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


@dataclass(slots=True)
class Outcome:
    """What became of the inputs: names of the added, names of those already there, failures."""

    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


class OpenCase:
    """A case, open for reading reports into it. A context manager."""

    def __init__(self, folder: CaseStore, *, by: pipeline.Reader | None = None) -> None:
        self.folder = folder
        self.reader = by or pipeline.reader()

    def __enter__(self) -> OpenCase:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.folder.close()

    def add(self, *paths: str | Path) -> Outcome:
        """Read files and folders into the case and bring all of it up to date."""
        _, outcome = self.take(inputs_of(str(path) for path in paths))
        return outcome

    def take(
        self,
        inputs: Iterable[Input],
        *,
        progress: Progress = _silent,
        fetcher: Fetcher | None = None,
    ) -> tuple[Case, Outcome]:
        """As `add`, for inputs that are already found; `progress` is told each name when done.

        `fetcher` fetches the addresses among them; without one, none is fetched.
        """
        reports = (report for one in inputs for report in reports_of(one, fetcher))
        outcome = self.keep(reports, progress=progress)
        return self.update(), outcome

    def keep(
        self, reports: Iterable[Report], *, progress: Progress = _silent, renew: bool = True
    ) -> Outcome:
        """Read reports into the case, and trace nothing yet: `update` does.

        `renew` says that the case may not be up to date yet; see there.
        """
        outcome = self.renew() if renew else Outcome()
        given: deque[Report] = deque()
        for name, _, found in read_ahead(_noted(reports, given), self.reader, known=self._is_known):
            self._take(given.popleft(), found, outcome)
            progress(name)
        return outcome

    def update(self) -> Case:
        """Trace what is stored, keep the result, write the brief; nothing where all is settled.

        Nobody waits for the tracing: the case is held to keep the result, and traced again while
        it is held only where somebody else has brought other readings meanwhile.
        """
        given, mark = self._given()
        version = f"{pipeline.program_version()}{mark}"
        settled = self.folder.settled(version)
        if settled is not None:
            return settled
        of = self.folder.readings_mark()
        case = pipeline.trace(self.folder.readings(), given)
        with self.folder.lock():
            if self.folder.readings_mark() != of:
                case = pipeline.trace(self.folder.readings(), given)
            self.folder.save(case, by=version)
            self.write_brief(case)
        return case

    def write_brief(self, case: Case) -> None:
        """Write the brief as text and as a page, with what was decided in a section of its own."""
        layer = self.layer(case)
        self.folder.write_brief(brief_text(case, layer=layer), brief_page(case, layer=layer))

    def layer(self, case: Case) -> Layer:
        """What people decided of the case, beside what was found."""
        return layer_of(decided(case, self.folder.decisions()))

    def renew(self) -> Outcome:
        """Finish what was interrupted, and read anew what an older program had read."""
        outcome = Outcome()
        self._renew(outcome)
        return outcome

    def traced_from(self, originals: Collection[str]) -> Case:
        """The case as it would be with these of its reports alone."""
        given, _ = self._given()
        stored = self.folder.stored()
        if all(s.sha256 in originals for s in stored):
            return self.update()
        return pipeline.trace((s.reading for s in stored if s.sha256 in originals), given)

    def now(self) -> str:
        """The time by the clock of the case."""
        return self.folder.clock().astimezone(UTC).isoformat(timespec="seconds")

    def load(self) -> Case:
        """The traced case."""
        return self.folder.load()

    def json(self) -> str:
        """The case file as JSON: complete, with every name."""
        case = self.load()
        return dumps(case, self.layer(case))

    def check(self) -> tuple[Problem, ...]:
        """What does not agree in the case; empty where all is as it was written."""
        given, _ = self._given()
        return self.folder.check(lambda readings: pipeline.trace(readings, given))

    def say_transcript(self, file: str, report: str, words: str, *, by: str) -> None:
        """Add to `names.toml` that a file writes down the recording of which a report speaks.

        The log has who said so.
        """
        told = "\n".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}"
            for key, value in (("file", file), ("report", report), ("words", words))
        )
        with self.folder.lock():
            before = (self.folder.files.read("names.toml") or b"").decode("utf-8")
            gap = "\n" if before and not before.endswith("\n\n") else ""
            made = f"{before}{gap}[[transcript]]\n{told}\n"
            self.folder.files.write("names.toml", made.encode("utf-8"))
            self.folder.note("named", file, {"report": report, "words": words, "by": by})

    def names_without_effect(self, case: Case) -> tuple[str, ...]:
        """What of the owner's `names.toml` changes nothing in the case, each in a sentence."""
        return pipeline.without_effect(case, self._given()[0])

    def _given(self) -> tuple[GivenNames, str]:
        """The owner's `names.toml`, and a mark of it: another one makes the case another."""
        given = self.folder.files.read("names.toml")
        if given is None:
            return NOTHING_GIVEN, ""
        try:
            text = given.decode("utf-8")
            return given_names(text), f" names {hashlib.sha256(text.encode()).hexdigest()[:12]}"
        except (UnicodeDecodeError, ValueError) as error:
            raise CaseError("names", f"{self.folder.files.shown('names.toml')}: {error}") from error

    @property
    def page(self) -> str:
        """Where the brief lies as a page."""
        return self.folder.files.shown("brief.html")

    def _is_known(self, name: str, data: bytes) -> bool:
        """Whether this reader has read these bytes under this name for the case before."""
        sha256 = hashlib.sha256(data).hexdigest()
        return self.folder.current(sha256, name, self.reader.version) is not None

    def _take(self, report: Report, found: Reading | Failure | None, outcome: Outcome) -> None:
        name, data, came, container = report
        if isinstance(data, Failure):
            self._failed(data, None, outcome)
            return
        sha256 = hashlib.sha256(data).hexdigest()
        with self.folder.lock():
            path = self.folder.path_for(sha256, name)
            reading = self.folder.current(sha256, path, self.reader.version)
            if path != name:  # read ahead under a name that another report has in this case
                found = None
            found = reading or found or pipeline.read_bytes(data, path=path, by=self.reader)
            if isinstance(found, Failure):
                self._failed(found, sha256, outcome)
            elif "url" in came and reading is None and self._has_words(name, found):
                outcome.known.append(name)
            elif self._add(data, name, found, came, container):
                outcome.added.append(name)
            else:
                outcome.known.append(name)

    def _add(
        self,
        data: bytes,
        name: str,
        found: Reading,
        came: Mapping[str, str],
        container: bytes | None,
    ) -> bool:
        if container is not None:
            self.folder.keep_capture(container, came["container"], came)
        return self.folder.add(data, name, found, reader=self.reader.version, came=came)

    def _has_words(self, name: str, found: Reading) -> bool:
        """Whether the case has the report at this address in these words: no capture is the same
        to the byte as the one before.
        """
        words = words_of_report(found.document)
        return any(words_of_report(r.document) == words for r in self.folder.readings_at(name))

    def _failed(self, failure: Failure, sha256: str | None, outcome: Outcome) -> None:
        self.folder.fail(failure, sha256)
        outcome.failed.append(failure)

    def _renew(self, outcome: Outcome) -> None:
        """Finish what a crash interrupted, and read anew what an older reader had read."""
        with self.folder.lock():
            self.folder.replay()
            for sha256, path in self.folder.unfinished():
                self._finish(sha256, path, outcome)
            for stored in self.folder.outdated(self._current_versions()):
                self._read_anew(stored, outcome)

    def _current_versions(self) -> tuple[str, ...]:
        """Readings by these stay: a report read with another of our readers is not out of date."""
        return (*pipeline.known_versions(), self.reader.version)

    def _finish(self, sha256: str, path: str, outcome: Outcome) -> None:
        data = self._original(sha256)
        name = self.folder.path_for(sha256, path)
        found = pipeline.read_bytes(data, path=name, by=self.reader)
        if isinstance(found, Failure):
            outcome.failed.append(found)
        else:
            self.folder.add(data, path, found, reader=self.reader.version, logged=True)

    def _read_anew(self, stored: StoredReading, outcome: Outcome) -> None:
        found = pipeline.read_bytes(self._original(stored.sha256), path=stored.path, by=self.reader)
        if isinstance(found, Failure):
            # The reading of the older version stays: a worse program must not lose a report.
            outcome.failed.append(found)
        else:
            version = self.reader.version
            self.folder.refresh(StoredReading(stored.sha256, stored.path, version, found))

    def _original(self, sha256: str) -> bytes:
        try:
            return self.folder.originals.read(sha256)
        except OSError as error:
            raise CaseError(
                "case-damaged",
                f"An original of the case is missing ({sha256}): "
                f"earwitness check {self.folder.place} says which.",
            ) from error


def _noted(
    reports: Iterable[Report], given: deque[Report]
) -> Iterator[tuple[str, bytes | Failure]]:
    """Each report without its way, which waits in `given` until the report is read."""
    for report in reports:
        given.append(report)
        yield report.name, report.data


def open_case(
    folder: str | CasePlace,
    *,
    create: bool = True,
    clock: Clock = system_clock,
    by: pipeline.Reader | None = None,
    reader: str | None = None,
) -> OpenCase:
    """Open the case in the folder, or on the server, making it if there is none.

    `reader` is what new reports are read with: `accurate`, `fast`, `rules` or the folder of a
    model; `by` is the same as an object that is made already. Raises CaseError, and
    ModelError for a model that cannot be used.
    """
    by = pipeline.reader(reader) if reader else by
    place = place_of(folder)
    return OpenCase(store_at(place, version=__version__, create=create, clock=clock), by=by)


def read(path_or_text: str | Path, *, reader: str | None = None) -> Reading:
    """Read one report: a Path, the name of a file, or the text itself. Raises ReadError.

    A string is a name if such a file exists, or if it is one word that ends like the name of a
    report; otherwise it is the report.
    """
    by = pipeline.reader(reader) if reader else None
    if isinstance(path_or_text, Path) or _is_name(path_or_text):
        one = Input(Path(path_or_text).name, Path(path_or_text))
        name, data, *_ = _only(one)
        found = data if isinstance(data, Failure) else pipeline.read_bytes(data, path=name, by=by)
    else:
        found = pipeline.read_bytes(path_or_text.encode("utf-8"), path=None, by=by)
    if isinstance(found, Failure):
        raise ReadError(found)
    return found


def _only(one: Input) -> Report:
    """The one report in a file; a Failure where it holds more."""
    found = list(islice(reports_of(one), 2))
    if len(found) == 1:
        return found[0]
    message = f"{one.name} holds several reports: read it into a case, or trace its parts."
    return Report(one.name, Failure(one.name, "intake", "several", message))


def trace_inputs(
    inputs: Iterable[Input],
    *,
    progress: Progress = _silent,
    by: pipeline.Reader | None = None,
    fetcher: Fetcher | None = None,
) -> tuple[Case, Outcome]:
    """Read and trace without keeping anything; the bytes of one report count once."""
    outcome, readings = Outcome(), []
    by = by or pipeline.reader()
    reports = (report for one in inputs for report in reports_of(one, fetcher))
    for name, data, ahead in read_ahead(_each_once(reports, outcome), by):
        assert isinstance(data, bytes)  # noqa: S101 - the failures are in the outcome
        found = ahead or pipeline.read_bytes(data, path=name, by=by)
        progress(name)
        if isinstance(found, Failure):
            outcome.failed.append(found)
        else:
            readings.append(found)
            outcome.added.append(name)
    return pipeline.trace(readings), outcome


def _each_once(reports: Iterable[Report], outcome: Outcome) -> list[tuple[str, bytes]]:
    """Every report once, under the first of its names in the alphabet, sorted by name."""
    names: dict[bytes, str] = {}
    for name, data, *_ in reports:
        if isinstance(data, Failure):
            outcome.failed.append(data)
        else:
            names[data] = min(name, names.get(data, name))
    return sorted((name, data) for data, name in names.items())


def _is_name(text: str) -> bool:
    if "\n" in text or len(text) > 1000 or not text.strip():
        return False
    try:
        return Path(text).is_file() or (len(text.split()) == 1 and ends_like_report(text))
    except (OSError, ValueError):
        return False
