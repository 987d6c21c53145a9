"""The one place where the stages are composed; every runner maps these two functions."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from earwitness import __version__
from earwitness.intake import IntakeError, read_document
from earwitness.knowledge.given import NOTHING_GIVEN, GivenNames
from earwitness.model import Case, Failure, Reading
from earwitness.reading import RULES_VERSION, Tagger, read_report
from earwitness.tracing import trace_case

_log = logging.getLogger(__name__)


class StageError(Exception):
    """A stage gave up on a whole case; `failure` says which, in a sentence for the user."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def reader_version() -> str:
    """Which reader this program has; a reading by another one is out of date."""
    return RULES_VERSION


def program_version() -> str:
    """Which program this is; a case that another one traced is out of date."""
    return f"{__version__} {reader_version()}"


def read_bytes(
    data: bytes, *, path: str | None = None, url: str | None = None, tagger: Tagger | None = None
) -> Reading | Failure:
    """One report, from its bytes to all that it says; a Failure where it cannot be read."""
    name, stage = path or url or "the text", "intake"
    try:
        document = read_document(data, path=path, url=url)
        stage = "reading"
        return read_report(document, tagger=tagger)
    except IntakeError as error:
        return Failure(name, "intake", error.code, str(error))
    except Exception as error:
        return _unexpected(name, stage, error)


def trace(readings: Iterable[Reading], given: GivenNames = NOTHING_GIVEN) -> Case:
    """The reports held against each other. Raises StageError where tracing gives up."""
    try:
        return trace_case(readings, given)
    except Exception as error:
        raise StageError(_unexpected("the case", "tracing", error)) from error


def _unexpected(path: str, stage: str, error: Exception) -> Failure:
    # A fault of ours, not of the report: the user gets one sentence, --debug shows the rest.
    _log.debug("%s failed on %s", stage, path, exc_info=True)
    message = (
        f"{path} broke the program ({stage}: {type(error).__name__}); "
        "the fault is ours: run it again as earwitness --debug … and report what it prints."
    )
    return Failure(path, stage, "internal", message)
