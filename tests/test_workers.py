"""Reading side by side gives what reading one by one gives, in the same order."""

from __future__ import annotations

from pathlib import Path

from earwitness import pipeline
from earwitness.cases import open_case
from earwitness.inputs import inputs_of
from earwitness.model import Failure
from earwitness.workers import SMALL, read_ahead

LINE = "“Nobody was hurt at the pier,” harbour master Mara Osei said on Friday. "


def reports(count: int, size: int) -> list[tuple[str, bytes]]:
    body = LINE * (size // len(LINE))
    return [(f"{i:02}.txt", f"Report {i}\n\n{body}".encode()) for i in range(count)]


def test_many_are_read_in_processes_and_come_back_in_order() -> None:
    given = reports(6, SMALL // 4)
    got = list(read_ahead(given, pipeline.reader("rules", 2)))
    assert [(name, data) for name, data, _ in got] == given
    one_by_one = [pipeline.read_bytes(d, path=n, by=pipeline.reader("rules", 1)) for n, d in given]
    assert [found for _, _, found in got] == one_by_one


def test_few_and_short_ones_start_no_process() -> None:
    got = list(read_ahead(reports(3, 500), pipeline.reader("rules", 2)))
    assert [found for _, _, found in got] == [None] * 3


def test_what_is_known_is_not_read_again() -> None:
    given = reports(3, SMALL)
    got = list(
        read_ahead(given, pipeline.reader("rules", 2), known=lambda name, _: name == "01.txt")
    )
    assert [found is None for _, _, found in got] == [False, True, False]


def test_a_report_that_cannot_be_read_is_a_failure_and_the_rest_goes_on() -> None:
    given = [*reports(2, SMALL), ("empty.txt", b""), *reports(1, SMALL)]
    found = [f for _, _, f in read_ahead(given, pipeline.reader("rules", 2))]
    assert [isinstance(f, Failure) for f in found] == [False, False, True, False]


def test_the_case_is_the_same_with_one_process_and_with_two(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, data in reports(5, SMALL // 3):
        (pages / name).write_bytes(data)
    exports = []
    for threads in (1, 2):
        by = pipeline.reader("rules", threads)
        with open_case(tmp_path / f"case{threads}", by=by) as case:
            case.take(inputs_of([str(pages)]))
            exports.append(case.json())
    assert exports[0] == exports[1]
