"""What a crawl says of sources and folders that are not as it would have them."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from click.testing import CliRunner

from earwitness.cli import program
from earwitness.crawl import CrawlError, places
from earwitness.crawl.about import About
from earwitness.crawl.cluster import _no_ray
from earwitness.crawl.cut import originals, reports_about
from earwitness.crawl.dataset import opened
from earwitness.crawl.run import crawl
from earwitness.crawl.sources import sources_of
from earwitness.crawl.survey import survey
from earwitness.model import Failure

from .conftest import RULES
from .made_archive import Here, digest, page, rows, wacz, warc


def ran(*words: str | Path) -> tuple[int, str]:
    """Status of a command and all that it printed."""
    done = CliRunner().invoke(program, [str(word) for word in words], standalone_mode=False)
    if isinstance(done.exception, Exception) and not isinstance(done.exception, SystemExit):
        raise done.exception
    return int(done.return_value or 0), done.output


def put(folder: Path, pages: list[bytes], name: str = "a.warc") -> Path:
    (folder / name).write_bytes(warc(pages, packed=False))
    return folder / name


def test_what_is_not_there_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match=r"There is no file or folder .*nothing\.warc"):
        sources_of((str(tmp_path / "nothing.warc"),))
    with pytest.raises(CrawlError, match="holds no archive"):
        sources_of((str(tmp_path),))


def test_a_broken_wacz_is_a_failure_and_stops_no_other(tmp_path: Path) -> None:
    archives = tmp_path / "in"
    archives.mkdir()
    put(archives, [page(1)])
    (archives / "junk.wacz").write_bytes(b"PK no zip")
    with zipfile.ZipFile(archives / "none.wacz", "w") as out:
        out.writestr("datapackage.json", "{}")
    flawed = bytearray(wacz(warc([page(2), page(3)])))
    flawed[-300] ^= 0xFF  # a byte of the stored archive: the zip's checksum does not fit
    (archives / "sum.wacz").write_bytes(bytes(flawed))
    made = crawl((str(archives),), str(tmp_path / "set"), Here(), settings=RULES)
    assert made.rows["failures"] == len(made.broken) >= 3
    assert "Pier 1 gives way in Tessel" in [
        d["headline"] for d in rows(tmp_path / "set", "documents")
    ]
    assert {f["code"] for f in rows(tmp_path / "set", "failures")} == {"damaged"}


def test_a_data_set_is_no_source_of_itself(tmp_path: Path) -> None:
    put(tmp_path, [page(1), page(2)])
    for read in (2, 0):
        made = crawl((str(tmp_path),), str(tmp_path / "news"), Here(), settings=RULES)
        assert (made.captures, made.read, made.broken) == (2, read, ())
    assert len(rows(tmp_path / "news", "documents")) == 2


def test_lists_and_records_in_parquet_are_no_pages(tmp_path: Path) -> None:
    table = pyarrow.table({"html": [["a"], ["b"]], "Text": [page(1).decode(), page(2).decode()]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    pyarrow.parquet.write_table(table.select(["html"]), tmp_path / "b.parquet")
    made = crawl((str(tmp_path),), str(tmp_path / "set"), Here(), settings=RULES)
    assert made.rows["documents"] == 2
    assert [f["reason"][:39] for f in rows(tmp_path / "set", "failures")] == [
        "The Parquet file has no column of pages"
    ]


def test_pages_in_parquet_need_no_address(tmp_path: Path) -> None:
    pages = [page(1).decode(), "<html><body></body></html>", "Le café, “où tout va bien”, dit-il."]
    table = pyarrow.table({"html": pages, "captured": ["2026-03-04T01:00:00Z"] * 3})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    crawl((str(tmp_path),), str(tmp_path / "set"), Here(), settings=RULES)
    documents, failures = (rows(tmp_path / "set", t) for t in ("documents", "failures"))
    assert {d["url"] for d in documents} == {None}
    assert {str(d["captured"]) for d in (*documents, *failures)} == {"2026-03-04T01:00:00Z"}
    assert [f["code"] for f in failures] == ["no-text"]
    assert "Le café, “où tout va bien”, dit-il." in {d["text"] for d in documents}


@pytest.mark.parametrize("pages", [[], [b"<html><body><p>Short.</p></body></html>"]])
def test_a_survey_of_nothing_says_so(tmp_path: Path, pages: list[bytes]) -> None:
    crawl((str(put(tmp_path, pages)),), str(tmp_path / "set"), Here(), settings=RULES)
    made = survey(str(tmp_path / "set"), Here())
    assert (made.quotations, made.documents, made.roots) == (0, len(pages), 0)
    for table in ("same", "reports", "roots"):
        assert rows(tmp_path / "set", table) == []


_HOLDS = """
import sys, time
from earwitness.crawl import places
with places.alone(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_two_crawls_at_once_do_not_write_one_folder(tmp_path: Path) -> None:
    source, out = put(tmp_path, [page(1)]), tmp_path / "set"
    out.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(out)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(CrawlError, match="another crawl or survey") as refused:
            crawl((str(source),), str(out), Here(), settings=RULES)
        other.kill()  # and whoever dies holds nothing any more
        other.wait()
    assert refused.value.code == "busy"
    assert crawl((str(source),), str(out), Here(), settings=RULES).read == 1


def test_a_first_run_that_died_at_its_beginning_is_gone_on_with(tmp_path: Path) -> None:
    source, out = put(tmp_path, []), tmp_path / "set"
    crawl((str(source),), str(out), Here(), settings=RULES)
    (out / "figures" / "day=__HIVE_DEFAULT_PARTITION__" / "empty.parquet").unlink()
    crawl((str(source),), str(out), Here(), settings=RULES)
    assert rows(out, "figures") == []


def test_what_was_lost_of_a_data_set_is_read_again(tmp_path: Path) -> None:
    """A table that somebody removed, and notes that were torn by a disk."""
    source, out = put(tmp_path, [page(n) for n in range(4)]), tmp_path / "set"
    crawl((str(source),), str(out), Here(), settings=RULES, size=2)
    whole, notes = digest(out), sorted((out / "_done").iterdir())
    next(out.glob("statements/*/*-*.parquet")).unlink()
    assert crawl((str(source),), str(out), Here(), settings=RULES).read == 2
    notes[1].write_bytes(b"")
    next((out / "_index").iterdir()).write_bytes(b'{"source"')
    assert crawl((str(source),), str(out), Here(), settings=RULES).read == 2
    assert digest(out) == whole
    (out / "_crawl.json").write_bytes(b"{")
    with pytest.raises(CrawlError, match=r"_crawl\.json is damaged"):
        crawl((str(source),), str(out), Here(), settings=RULES)


def test_a_data_set_of_another_program_is_told_as_that(tmp_path: Path) -> None:
    source, out = put(tmp_path, []), tmp_path / "set"
    crawl((str(source),), str(out), Here(), settings=RULES)
    note = json.loads((out / "_crawl.json").read_text())
    (out / "_crawl.json").write_text(json.dumps({**note, "program": "0.0.9"}))
    with pytest.raises(CrawlError, match=r"was crawled by Earwitness 0\.0\.9"):
        crawl((str(source),), str(out), Here(), settings=RULES)


def test_a_table_that_is_damaged_is_told_as_that(tmp_path: Path) -> None:
    source, out = put(tmp_path, [page(1)]), tmp_path / "set"
    crawl((str(source),), str(out), Here(), settings=RULES)
    next(out.glob("statements/*/*-*.parquet")).write_bytes(b"no table")
    with pytest.raises(CrawlError, match=r"The data set .* cannot be read"):
        survey(str(out), Here())


def test_where_nothing_stands_twice_no_zeros_are_counted(tmp_path: Path) -> None:
    source, out = put(tmp_path, []), tmp_path / "set"
    crawl((str(source),), str(out), Here(), settings=RULES)
    status, said = ran("survey", out)
    assert status == 6
    assert said.splitlines()[:2] == [
        "0 quotations; none stands more than once.",
        "0 captures; none is printed more than once.",
    ]


def test_a_case_takes_only_the_pages_that_were_crawled(tmp_path: Path) -> None:
    """The archive was replaced by another one with records of the same length."""
    source, out = put(tmp_path, [page(11), page(12)]), tmp_path / "set"
    crawl((str(source),), str(out), Here(), settings=RULES)
    put(tmp_path, [page(21), page(12)])
    with opened(str(out)) as held:
        found = list(reports_about(held, About(("harbour master",))))
        taken = [report.data for report in originals(held, found)]
    assert [isinstance(one, Failure) for one in taken] == [True, False]
    assert isinstance(taken[0], Failure)
    assert (taken[0].stage, taken[0].code) == ("crawl", "lost-place")


def test_an_archive_that_is_gone_is_told_once(tmp_path: Path) -> None:
    source, out = put(tmp_path, [page(11), page(12)]), tmp_path / "set"
    crawl((str(source),), str(out), Here(), settings=RULES)
    source.unlink()
    status, said = ran("case", "--from", out, "--about", "pier", "--case", tmp_path / "c")
    assert (status, said.count("cannot be opened")) == (3, 1)


def test_letters_that_databases_make_small_in_their_own_way(tmp_path: Path) -> None:
    words = ["İstanbul", "STRASSE", "Мост", "O’Neil"]
    source = put(tmp_path, [page(1, more="İstanbul, Straße strasse, МОСТ; O'Neil. İZMİR")])
    crawl((str(source),), str(tmp_path / "set"), Here(), settings=RULES)
    with opened(str(tmp_path / "set")) as held:
        for word in words:
            assert len(list(reports_about(held, About((word,))))) == 1, word


@pytest.mark.parametrize("words", ["", "…", " – "])
def test_words_that_are_none_are_refused(tmp_path: Path, words: str) -> None:
    source = put(tmp_path, [page(1)])
    for command in (
        ("crawl", source, "--out", tmp_path / "set"),
        ("case", "--from", tmp_path / "set", "--case", tmp_path / "c"),
    ):
        done = CliRunner().invoke(program, [*map(str, command), "--about", words])
        assert done.exit_code == 2
        assert "has no word to look for" in done.output


def test_one_report_at_most_is_said_of_one(tmp_path: Path) -> None:
    source, out = put(tmp_path, [page(11), page(12)]), tmp_path / "set"
    crawl((str(source),), str(out), Here(), settings=RULES)
    status, said = ran(
        "case", "--from", out, "--about", "pier", "--case", tmp_path / "c", "--most", "1",
        "--reader", "rules",
    )  # fmt: skip
    assert status == 0
    assert "More than 1 report has these words; the first one is taken." in said


def test_a_ray_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    """In a process of its own: Ray looks at its surroundings when it is loaded."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = ["crawl", str(put(tmp_path, [page(1)])), "--out", str(tmp_path / "set")]
    done = subprocess.run(
        [sys.executable, "-m", "earwitness", *words, "--cluster", address],
        capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 2
    said = (
        f"No Ray answers at {address} (ConnectionRefusedError). Start one with: ray start --head."
    )
    assert done.stderr.strip() == said


def test_a_ray_that_asks_for_a_token_is_told_as_that() -> None:
    """Ray asks for half a minute before it says so: here is what it then says."""
    error = ConnectionError("Failed to connect")
    error.__cause__ = RuntimeError("RPC error: InvalidAuthToken: token is missing or incorrect.")
    assert "asks for its token" in str(_no_ray("10.0.0.5:6379", error))
    assert "No Ray answers" in str(_no_ray("10.0.0.5:6379", ConnectionError("Failed")))


def test_a_folder_that_is_none_is_told_before_anything_is_read(tmp_path: Path) -> None:
    source = put(tmp_path, [page(1)])
    with pytest.raises(CrawlError, match="cannot be written: File exists"):
        crawl((str(source),), str(source), Here(), settings=RULES)
    with places.alone(str(tmp_path / "not there yet")):
        pass
