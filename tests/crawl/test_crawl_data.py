"""What a data set holds: sources of every kind, failures, filters, and who can read it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pyarrow.dataset
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness import pipeline
from earwitness.crawl import CrawlError, places
from earwitness.crawl.about import About
from earwitness.crawl.run import Summary, crawl
from earwitness.crawl.schema import TABLES, columns
from earwitness.crawl.shard import Settings
from earwitness.crawl.sources import indexed, records, sources_of

from .conftest import RULES
from .made_archive import Here, digest, page, rows, wacz, warc

DOCS = Path(__file__).parents[2] / "docs" / "scale.md"


def made(folder: Path, data: bytes, name: str = "a.warc.gz", **settings: Any) -> Summary:
    (folder / name).write_bytes(data)
    chosen = Settings(**{"reader": "rules", **settings})
    return crawl((str(folder / name),), str(folder / "set"), Here(), settings=chosen)


def test_every_capture_is_one_row_and_a_failure_says_why(local: Path) -> None:
    documents, failures = rows(local, "documents"), rows(local, "failures")
    captures = [row["capture"] for row in (*documents, *failures)]
    assert len(captures) == len(set(captures)) == 15  # the picture is no page
    assert [(f["stage"], f["code"]) for f in failures] == [("intake", "no-text")]
    assert failures[0]["reason"].startswith("one.warc.gz#")
    assert failures[0]["url"] == "https://post.example/6"


def test_the_rows_are_what_the_pipeline_reads(local: Path, archives: Path) -> None:
    (source,) = sources_of((str(archives / "one.warc.gz"),))
    index = indexed(source)
    (record,) = records(source, [index.starts[2]], [index.lengths[2]])
    assert isinstance(record, bytes)
    reading = pipeline.read_bytes(record, path="p", by=pipeline.reader("rules"))
    of_it = [s for s in rows(local, "statements") if s["outlet"] == "The Tessel Post 2"]
    said = [
        " … ".join(span.of(reading.document.text) for span in s.content)  # type: ignore[union-attr]
        for s in reading.statements  # type: ignore[union-attr]
    ]
    assert set(said) <= {s["words"] for s in of_it}
    assert any("pier 2 was rotten" in s for s in said)


def test_rows_lie_under_the_day_of_their_capture(local: Path) -> None:
    days = {str(d["day"]) for d in rows(local, "documents")}
    assert days == {"2026-03-01", "2026-03-02"}
    assert all(str(d["day"]) == d["captured"][:10] for d in rows(local, "documents"))


def test_copies_are_marked_and_kept(local: Path) -> None:
    """Page 3 under another outlet's name, and page 2 once more in the other archive."""
    files = pyarrow.parquet.read_table(local / "copies").to_pylist()
    heads = {d["capture"]: d["headline"] for d in rows(local, "documents")}
    assert [heads[c["capture"]] == heads[c["copy_of"]] for c in files] == [True, True]
    assert sorted(c["how"] for c in files) == ["same bytes", "same words"]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_duckdb_and_pyarrow_read_the_same_columns(local: Path, table: str) -> None:
    by_arrow = pyarrow.dataset.dataset(local / table, partitioning="hive").to_table()
    files = f"{local}/{table}/**/*.parquet"
    by_duck = duckdb.sql(f"SELECT * FROM read_parquet('{files}', hive_partitioning=true)")
    assert by_arrow.num_rows == len(by_duck.fetchall())
    assert [n for n in by_arrow.schema.names if n != "day"] == list(columns(table))
    assert set(by_duck.columns) == {*columns(table), "day"}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_in_the_docs(table: str) -> None:
    section = DOCS.read_text("utf-8").split(f"### {table}\n")[1].split("\n### ")[0]
    for name in columns(table):
        assert f"`{name}`" in section, name


@pytest.mark.parametrize("stored", [True, False])
def test_wacz_gives_the_rows_of_the_archive_inside(tmp_path: Path, stored: bool) -> None:
    archive = warc([page(1), page(2)])
    made(tmp_path, wacz(archive, stored=stored), "a.wacz")
    assert sorted(d["outlet"] for d in rows(tmp_path / "set", "documents")) == [
        "The Tessel Post 1", "The Tessel Post 2",
    ]  # fmt: skip


def test_parquet_of_pages_is_read_row_by_row(tmp_path: Path) -> None:
    pages = pyarrow.table(
        {"url": [f"https://a.example/{n}" for n in range(3)],
         "html": [page(1).decode(), None, page(2).decode()],
         "captured": ["2026-03-04T01:00:00Z", "2026-03-04", None]}
    )  # fmt: skip
    pyarrow.parquet.write_table(pages, tmp_path / "pages.parquet", row_group_size=2)
    summary = crawl(
        (str(tmp_path / "pages.parquet"),), str(tmp_path / "set"), Here(), settings=RULES, size=1
    )
    assert (summary.rows["documents"], summary.rows["failures"]) == (2, 1)
    found = {d["url"]: d for d in rows(tmp_path / "set", "documents")}
    assert found["https://a.example/0"]["captured"] == "2026-03-04T01:00:00Z"
    assert found["https://a.example/2"]["captured"] is None  # nobody says when: no day is made up
    assert found["https://a.example/2"]["day"] is None


def test_what_lies_before_the_break_of_an_archive_is_read(tmp_path: Path) -> None:
    whole = warc([page(1), page(2), page(3)])
    summary = made(tmp_path, whole[:-40])  # the last page is cut
    assert summary.rows["documents"] == 2
    assert [f["code"] for f in rows(tmp_path / "set", "failures")] == ["damaged"]


def test_where_an_archive_ends_in_something_else_a_row_says_so(tmp_path: Path) -> None:
    whole = warc([page(1), page(2)])
    summary = made(tmp_path, whole + b"\x1f\x8b no record\r\n\r\n")
    assert summary.rows["documents"] == 2
    (failed,) = rows(tmp_path / "set", "failures")
    assert (failed["code"], failed["offset"]) == ("damaged", len(whole))
    assert summary.broken == (failed["reason"],)


def test_a_page_that_only_looks_like_an_archive_is_one_page(tmp_path: Path) -> None:
    inner = "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello"
    archive = warc([page(1, more=inner), page(2)], packed=False)
    assert made(tmp_path, archive, "a.warc").rows["documents"] == 2


def test_only_what_a_case_needs_is_read(tmp_path: Path) -> None:
    """The words of the report count, not those that stand around it."""
    around = page(4).replace(b"<article>", b"<nav><a href='/x'>Ilse Varga</a></nav><article>")
    pages = [page(1, more="Ilse <b>Var</b>ga was not asked."), page(2), page(3), around]
    summary = made(tmp_path, warc(pages), about=("ilse varga",))
    assert (summary.rows["documents"], summary.left_out) == (1, 3)


def test_a_quotation_that_was_cut_is_still_about_it() -> None:
    about = About(("Nobody told us that the pier was rotten, and we asked three times",))
    assert about.is_in_words("“… that the pier was rotten, and we asked,” he said")
    assert not about.is_in_words("The pier was rotten, and nobody asked")


@given(st.lists(st.sampled_from("pier bridge Osei d’Arc O'Neil 4,000 été".split()), min_size=1))
def test_the_first_look_at_the_bytes_loses_nothing(words: list[str]) -> None:
    about = About((" ".join(words[:3]),))
    text = " ".join(words)
    record = b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + text.encode() + b"</p>"
    assert about.is_in_words(text)
    assert about.may_be_in(record)


def test_a_sample_is_the_same_in_every_run_and_shard(tmp_path: Path) -> None:
    archive = warc([page(n) for n in range(12)])
    first, second = tmp_path / "a", tmp_path / "b"
    (tmp_path / "x.warc.gz").write_bytes(archive)
    half = Settings("rules", sample=0.5)
    for out, size in ((first, 3), (second, 12)):
        crawl((str(tmp_path / "x.warc.gz"),), str(out), Here(), settings=half, size=size)
    assert digest(first) == digest(second)
    assert 1 < len(rows(first, "documents")) < 12


def test_more_sources_are_added_and_other_settings_refused(tmp_path: Path) -> None:
    made(tmp_path, warc([page(1)]))
    more = made(tmp_path, warc([page(2)]), "b.warc.gz")
    assert (more.captures, more.read, len(rows(tmp_path / "set", "documents"))) == (1, 1, 2)
    with pytest.raises(CrawlError, match="other settings"):
        made(tmp_path, warc([page(2)]), "b.warc.gz", sample=0.5)
    with pytest.raises(CrawlError, match="no longer the file"):
        made(tmp_path, warc([page(2), page(5)]), "b.warc.gz")


def test_nothing_of_the_web_is_asked(tmp_path: Path) -> None:
    for place in (
        "http://127.0.0.1/x.warc",
        "https://a.example/",
        "simplecache::s3://b/x",
        "ftp://a/b",
    ):
        with pytest.raises(CrawlError, match="is not opened"):
            crawl((place,), str(tmp_path / "set"), Here(), settings=RULES)


def test_object_storage_takes_archive_and_data_set() -> None:
    places.write("memory://store/in/a.warc.gz", warc([page(1), page(2)]))
    for read in (2, 0):
        summary = crawl(("memory://store/in",), "memory://store/set", Here(), settings=RULES)
        assert (summary.rows["documents"], summary.read) == (2, read)
    assert places.listed("memory://store/set/documents", (".parquet",))[-1].startswith("memory://")


def test_the_command_prints_what_it_did(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc([page(1)]))
    command = [sys.executable, "-m", "earwitness", "crawl", str(tmp_path / "a.warc.gz"), "--out",
               str(tmp_path / "set"), "--reader", "rules", "--json"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"]["documents"] == 1
    gone = subprocess.run([*command[:4], str(tmp_path / "none"), *command[5:]],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert gone.returncode == 2
    assert "There is no file or folder" in gone.stderr
