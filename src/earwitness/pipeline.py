"""The one place where the stages are composed; every runner maps these two functions."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from earwitness import __version__
from earwitness.intake import IntakeError, read_document
from earwitness.knowledge.given import NOTHING_GIVEN, GivenNames
from earwitness.model import Case, Change, Document, Failure, Reading
from earwitness.reading import (
    READERS,
    RULES_VERSION,
    ModelError,
    Reader,
    known_versions,
    read_report,
    reader,
)
from earwitness.tracing import changes as changes_between
from earwitness.tracing import trace_case, trace_report, without_effect

__all__ = [
    "READERS",
    "ModelError",
    "Reader",
    "StageError",
    "changes",
    "document_of",
    "known_versions",
    "program_version",
    "read_bytes",
    "reader",
    "trace",
    "trace_alone",
    "without_effect",
]

_log = logging.getLogger(__name__)


class StageError(Exception):
    """A stage gave up on a whole case; `failure` says which, in a sentence for the user."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def program_version() -> str:
    """Which program this is; a case that another one traced is out of date."""
    return f"{__version__} {RULES_VERSION}"


def read_bytes(
    data: bytes, *, path: str | None = None, url: str | None = None, by: Reader | None = None
) -> Reading | Failure:
    """One report, from its bytes to all that it says; a Failure where it cannot be read.

    `by` is who reads; the default reader where it is None. Raises ModelError for a reader that
    cannot be used, since no report could then be read.
    """
    name, stage = path or url or "the text", "intake"
    try:
        document = read_document(data, path=path, url=url)
        stage = "reading"
        return read_report(document, tagger=(by or reader()).tagger)
    except IntakeError as error:
        return Failure(name, "intake", error.code, str(error))
    except ModelError:
        raise
    except Exception as error:
        return _unexpected(name, stage, error)


def document_of(data: bytes, *, path: str | None = None) -> Document | Failure:
    """One report as it stands on the page, before it is read; a Failure where it cannot be."""
    name = path or "the text"
    try:
        return read_document(data, path=path)
    except IntakeError as error:
        return Failure(name, "intake", error.code, str(error))
    except Exception as error:
        return _unexpected(name, "intake", error)


def trace(readings: Iterable[Reading], given: GivenNames = NOTHING_GIVEN) -> Case:
    """The reports held against each other. Raises StageError where tracing gives up."""
    try:
        return trace_case(readings, given)
    except Exception as error:
        raise StageError(_unexpected("the case", "tracing", error)) from error


def trace_alone(reading: Reading) -> Case:
    """One report traced by itself, for a data set of very many. Raises StageError."""
    try:
        return trace_report(reading)
    except Exception as error:
        raise StageError(_unexpected("the report", "tracing", error)) from error


def changes(before: Case, after: Case) -> tuple[Change, ...]:
    """What is otherwise in the later case. Raises StageError where comparing gives up."""
    try:
        return changes_between(before, after)
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
