from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness import pipeline
from earwitness.model import Document, Failure, Reading

TEXT = "The ferry had left, the harbour master said. “Nobody was hurt,” he said."


class Broken:
    """A reader whose tagger has a fault."""

    name = version = "broken"

    @property
    def tagger(self) -> Broken:
        return self

    def tag(self, document: Document) -> tuple[()]:
        raise ZeroDivisionError(document.path)


def _broken() -> Iterator[Reading]:
    raise ZeroDivisionError
    yield


def test_a_report_becomes_a_reading() -> None:
    reading = pipeline.read_bytes(TEXT.encode(), path="ferry.txt")
    assert isinstance(reading, Reading)
    assert (reading.document.text, reading.document.path) == (TEXT, "ferry.txt")
    assert pipeline.trace([reading]).documents == (reading.document,)


def test_what_cannot_be_read_becomes_a_failure_with_the_code_of_intake() -> None:
    failure = pipeline.read_bytes(b"", path="empty.txt")
    assert isinstance(failure, Failure)
    assert (failure.path, failure.stage, failure.code) == ("empty.txt", "intake", "empty")


def test_a_fault_of_a_stage_becomes_a_failure_and_goes_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG, logger="earwitness"):
        failure = pipeline.read_bytes(TEXT.encode(), path="ferry.txt", by=Broken())  # type: ignore[arg-type]
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.code) == ("reading", "internal")
    assert "ZeroDivisionError" in failure.message
    assert "Traceback" not in failure.message
    assert "test_pipeline.py" in caplog.text


def test_a_fault_of_tracing_says_so() -> None:
    with pytest.raises(pipeline.StageError) as caught:
        pipeline.trace(_broken())
    assert (caught.value.failure.stage, caught.value.failure.code) == ("tracing", "internal")


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_give_a_reading_or_a_failure_that_is_not_our_fault(data: bytes) -> None:
    found = pipeline.read_bytes(data, path="any.txt")
    if isinstance(found, Failure):
        assert found.code != "internal", found.message
