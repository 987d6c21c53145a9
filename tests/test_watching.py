"""Watching: a real server whose feed changes between looks, and a real case."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from earwitness import pipeline
from earwitness.captures import fetcher
from earwitness.cases import OpenCase, open_case
from earwitness.intake import members_of
from earwitness.model import Notice
from earwitness.watching import Round, Watch
from story import ALTERED, FIRST, REPEATED, RISEN
from website import Page, Site, site

ITEM = "<item><title>{0}</title><link>{1}/{0}</link><description>{2}</description></item>"
SAID = "The board said on Friday that nobody was hurt at {0}."


@pytest.fixture
def paper() -> Iterator[Site]:
    with site() as made:
        yield made


def feed(paper: Site, *names: str) -> None:
    items = "".join(ITEM.format(name, paper.url, SAID.format(name)) for name in names)
    channel = f"<channel><title>Wire</title>{items}</channel>"
    body = f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'
    tag = {"ETag": f'"{"-".join(names)}"'}
    paper.pages["/feed"] = Page(body.encode(), kind="application/rss+xml", headers=tag)


def opened(folder: Path) -> OpenCase:
    return open_case(folder, by=pipeline.reader("rules"))


def look(folder: Path, *urls: str, times: int = 1, stop_after: int | None = None) -> Round:
    """A run of the program: the case opened, looked at so many times, and closed."""
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return stop_after is not None and asked > stop_after

    with opened(folder) as case:
        watch = Watch(case, fetcher(allow_private=True, pause=0.0))
        for _ in range(times):
            done = watch.round(urls, stopped)
        assert case.check() == ()
    return done


def kinds(told: tuple[Notice, ...]) -> list[str]:
    return [notice.kind for notice in told]


def test_each_look_tells_what_is_new_and_what_that_changes(tmp_path: Path, paper: Site) -> None:
    case, url = tmp_path / "case", f"{paper.url}/feed"
    paper.pages |= {"/first": Page(FIRST), "/risen": Page(RISEN), "/altered": Page(ALTERED)}
    feed(paper, "first")
    done = look(case, url)
    assert kinds(done.told) == ["report added", "new root", "new root"]
    assert done.told[0].says.startswith("Harbour Echo: “Fire in the mine at Torvik”")

    done = look(case, url)
    assert (done.told, done.failed) == ((), [])
    assert paper.asked[-1][1]["if-none-match"] == '"first"'

    feed(paper, "risen", "first")
    done = look(case, url)
    assert kinds(done.told) == ["report added", "figure superseded"]
    assert "38" in done.told[1].says
    assert done.told[1].reports == (f"{paper.url}/risen", f"{paper.url}/first")

    feed(paper, "altered", "risen", "first")
    done = look(case, url)
    assert kinds(done.told) == ["report added", "new root", "quotation altered"]
    assert [path for path in paper.paths() if path == "/first"] == ["/first"]

    log = [json.loads(line) for line in (case / "changes.jsonl").read_text().splitlines()]
    assert len(log) == 8
    atom = etree.fromstring((case / "changes.atom").read_bytes())
    titles = [e.findtext("{*}title") for e in atom.iterfind("{*}entry")]
    assert titles == ["Quotation altered", "New root", "Figure superseded", "New root", "New root"]
    assert len(list(members_of((case / "changes.atom").read_bytes(), "changes.atom"))) == 5


def test_a_report_that_repeats_another_changes_nothing(tmp_path: Path, paper: Site) -> None:
    paper.pages |= {"/risen": Page(RISEN), "/repeated": Page(REPEATED)}
    feed(paper, "risen")
    look(tmp_path / "case", f"{paper.url}/feed")
    feed(paper, "repeated", "risen")
    assert kinds(look(tmp_path / "case", f"{paper.url}/feed").told) == ["report added"]


def test_an_entry_without_its_page_is_kept_as_the_feed_gave_it(tmp_path: Path, paper: Site) -> None:
    paper.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /closed\n")
    feed(paper, "closed", "gone")
    done = look(tmp_path / "case", f"{paper.url}/feed")
    closed, gone = sorted(n.says for n in done.told if n.kind == "report added")
    assert (
        "(the site's robots.txt asks programs to stay away): it is kept as the feed gave it"
        in closed
    )
    assert "(the site answers that it has no such page, or does not give it)" in gone
    with opened(tmp_path / "case") as case:
        documents = case.load().documents
        assert [d.path for d in documents] == [f"{paper.url}/closed", f"{paper.url}/gone"]
        assert SAID.format("closed") in documents[0].text
        logged = case.folder.log.entries()
    (captured,) = [entry for entry in logged if entry.action == "captured"]
    added = [entry for entry in logged if entry.action == "added"]
    assert {e.detail["container_sha256"] for e in added} == {captured.sha256}
    assert [e.detail["as_given"] for e in added] == ["robots", "status"]
    assert look(tmp_path / "case", f"{paper.url}/feed").told == ()


def test_a_run_that_is_stopped_between_entries_goes_on_there(tmp_path: Path, paper: Site) -> None:
    case, url = tmp_path / "case", f"{paper.url}/feed"
    paper.pages |= {"/first": Page(FIRST), "/risen": Page(RISEN), "/altered": Page(ALTERED)}
    feed(paper, "first", "risen", "altered")
    done = look(case, url, stop_after=2)  # asked before the feed and before each entry
    assert kinds(done.told).count("report added") == 1
    done = look(case, url)
    assert kinds(done.told).count("report added") == 2
    assert sorted(paper.paths()) == ["/altered", "/feed", "/feed", "/first", "/risen"]
    assert look(case, url).told == ()


def test_a_run_that_died_before_it_told_tells_once(tmp_path: Path, paper: Site) -> None:
    case, url = tmp_path / "case", f"{paper.url}/feed"
    paper.pages |= {"/first": Page(FIRST), "/risen": Page(RISEN)}
    feed(paper, "first")
    look(case, url)
    feed(paper, "risen", "first")
    told = look(case, url).told
    whole = (case / "changes.jsonl").read_bytes()
    # As if it had died within its second line, and before it noted what was told.
    lines = whole.splitlines(keepends=True)
    (case / "changes.jsonl").write_bytes(b"".join(lines[:-1]) + lines[-1][:40])
    with sqlite3.connect(case / "case.sqlite") as tables:
        (sha256,) = tables.execute(
            "SELECT sha256 FROM documents WHERE path LIKE '%risen'"
        ).fetchone()
        tables.execute("DELETE FROM told WHERE sha256 = ?", (sha256,))
    tables.close()
    again = look(case, url).told
    assert kinds(again) == ["figure superseded"]
    assert again[0].id == told[-1].id
    assert len((case / "changes.jsonl").read_bytes().splitlines()) == len(lines)


def test_what_was_in_the_case_before_is_taken_as_told(tmp_path: Path, paper: Site) -> None:
    (tmp_path / "first.html").write_bytes(FIRST)
    with opened(tmp_path / "case") as case:
        case.add(tmp_path / "first.html")
    paper.pages["/risen"] = Page(RISEN)
    feed(paper, "risen")
    done = look(tmp_path / "case", f"{paper.url}/feed")
    assert kinds(done.told) == ["report added", "figure superseded"]


def test_a_watched_page_is_a_new_report_when_its_words_change(tmp_path: Path, paper: Site) -> None:
    case, url = tmp_path / "case", f"{paper.url}/page"
    paper.pages["/page"] = Page(FIRST)
    assert len(look(case, url).told) == 3
    paper.pages["/page"] = Page(FIRST.replace(b"<body>", b"<body><nav><a href='/'>Home</a></nav>"))
    assert look(case, url).told == ()
    paper.pages["/page"] = Page(FIRST.replace(b"nine days", b"two days"))
    assert kinds(look(case, url).told) == ["report added", "quotation altered"]


def test_one_address_that_fails_does_not_hinder_the_others(tmp_path: Path, paper: Site) -> None:
    paper.pages["/first"] = Page(FIRST)
    feed(paper, "first")
    done = look(tmp_path / "case", f"{paper.url}/gone", f"{paper.url}/feed")
    assert [failure.code for failure in done.failed] == ["status"]
    assert kinds(done.told)[0] == "report added"
