"""`earwitness read` of addresses: from a real server on this machine, by the real program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_cli_read import FERRY, STORM, exported, paths_of, run

from website import Page, Site, free_port, site

OURS = ("--allow-private", "--pause", "0", "--reader", "rules")
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Echo</title>
<item><title>Storm closes port</title><link>{url}/storm</link>
<description>The port was closed on Sunday, the harbour board said.</description></item>
<item><title>Ferry held</title><link>{url}/ferry</link>
<description>The ferry was held, the harbour master said on Monday.</description></item>
</channel></rss>"""


@pytest.fixture
def paper() -> Iterator[Site]:
    with site() as made:
        made.pages["/storm"] = Page(STORM.encode())
        made.pages["/ferry.txt"] = Page(FERRY.encode(), kind="text/plain")
        made.pages["/feed"] = Page(FEED.format(url=made.url).encode(), kind="application/rss+xml")
        yield made


def log_of(case: Path) -> list[dict]:
    return [json.loads(line) for line in (case / "custody.log").read_text().splitlines()]


def test_a_page_is_fetched_kept_as_its_capture_and_says_whence_it_is(
    tmp_path: Path, paper: Site
) -> None:
    paper.pages["/old"] = Page(status=301, headers={"Location": "/storm"})
    case = tmp_path / "case"
    done = run("read", f"{paper.url}/old", "--case", case, *OURS)
    assert (done.returncode, done.stderr) == (0, b"")
    (document,) = json.loads(exported(case))["documents"]
    assert document["headline"] == "Storm closes port"
    assert (document["path"], document["url"]) == (f"{paper.url}/old", f"{paper.url}/storm")
    came = document["provenance"]
    assert (came["url"], came["final_url"]) == (f"{paper.url}/old", f"{paper.url}/storm")
    original = (case / "originals" / document["sha256"][:2] / document["sha256"]).read_bytes()
    assert original.startswith(b"WARC/1.1")
    assert came["record"].encode() in original
    added = next(line for line in log_of(case) if line["action"] == "added")
    assert added["sha256"] == document["sha256"]
    assert added["detail"]["final_url"] == f"{paper.url}/storm"
    assert added["detail"]["record"] == came["record"]
    assert added["detail"]["captured"][:19] == came["time"][:19]
    read = next(line for line in log_of(case) if line["action"] == "read")
    assert "rules" in read["detail"]["reader"]


def test_the_same_page_again_changes_nothing_though_its_menu_changes(
    tmp_path: Path, paper: Site
) -> None:
    case = tmp_path / "case"
    run("read", f"{paper.url}/storm", "--case", case, *OURS)
    before = {p: p.read_bytes() for p in case.rglob("*") if p.is_file()}
    menu = "<body><nav><a href='/x'>Most read: a dog</a></nav>"
    paper.pages["/storm"] = Page(STORM.replace("<body>", menu).encode())
    done = run("read", f"{paper.url}/storm", "--case", case, "--json", *OURS)
    assert json.loads(done.stdout)["known"] == [f"{paper.url}/storm"]
    assert {p: p.read_bytes() for p in case.rglob("*") if p.is_file()} == before


def test_a_page_that_was_rewritten_is_a_second_report(tmp_path: Path, paper: Site) -> None:
    case = tmp_path / "case"
    run("read", f"{paper.url}/storm", "--case", case, *OURS)
    paper.pages["/storm"] = Page(STORM.replace("drops", "turns").encode())
    run("read", f"{paper.url}/storm", "--case", case, *OURS)
    assert paths_of(case) == [f"{paper.url}/storm"] * 2


def test_the_entries_of_a_feed_are_reports_and_the_feed_is_kept(
    tmp_path: Path, paper: Site
) -> None:
    case = tmp_path / "case"
    run("read", f"{paper.url}/feed", "--case", case, *OURS)
    assert paths_of(case) == [f"{paper.url}/feed#1", f"{paper.url}/feed#2"]
    log = log_of(case)
    (captured,) = [line for line in log if line["action"] == "captured"]
    for line in (line for line in log if line["action"] == "added"):
        assert line["detail"]["container_sha256"] == captured["sha256"]
    kept = case / "originals" / captured["sha256"][:2] / captured["sha256"]
    assert b"application/rss+xml" in kept.read_bytes()
    assert run("check", case).returncode == 0
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"Ferry held", b"Ferry sunk"))
    assert b"not those that were added" in run("check", case).stdout


def test_what_cannot_be_fetched_gets_one_sentence_and_the_rest_goes_on(
    tmp_path: Path, paper: Site
) -> None:
    paper.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /kept-out\n")
    paper.pages["/film"] = Page(b"\x00" * 99, kind="video/mp4")
    wrong = {
        f"{paper.url}/kept-out": "robots",
        f"{paper.url}/film": "not-text",
        f"{paper.url}/gone": "status",
        f"http://127.0.0.1:{free_port()}/": "refused",
        "http://no-such-host.invalid/": "host-not-found",
    }
    case = tmp_path / "case"
    done = run("read", *wrong, f"{paper.url}/ferry.txt", "--case", case, "--json", *OURS)
    assert done.returncode == 1
    failed = json.loads(done.stdout)["failed"]
    assert {f["path"]: f["code"] for f in failed} == wrong
    lines = done.stderr.decode().splitlines()
    assert len(lines) == len(wrong)
    assert all(line.endswith(".") for line in lines)
    assert paths_of(case) == [f"{paper.url}/ferry.txt"]
    logged = [line for line in log_of(case) if line["action"] == "failed"]
    assert {line["path"]: line["detail"]["code"] for line in logged} == wrong


def test_nothing_of_this_machine_is_fetched_unasked(tmp_path: Path, paper: Site) -> None:
    done = run("read", f"{paper.url}/storm", "--case", tmp_path / "case", "--reader", "rules")
    assert done.returncode == 3
    assert b"--allow-private" in done.stderr
    assert paper.asked == []


def test_what_came_out_of_an_archive_names_it(tmp_path: Path) -> None:
    mails = b"".join(
        b"From a@b.example Sat Jan  1 00:00:00 2022\nFrom: a@b.example\nSubject: Number %d\n"
        b"Date: Sat, 1 Jan 2022 00:00:00 +0000\n\nThe ferry was held, he said.\n\n" % n
        for n in (1, 2)
    )
    (tmp_path / "news.mbox").write_bytes(mails)
    case = tmp_path / "case"
    run("read", tmp_path / "news.mbox", "--case", case, "--reader", "rules")
    added = [line for line in log_of(case) if line["action"] == "added"]
    assert [line["path"] for line in added] == ["news.mbox#1", "news.mbox#2"]
    assert {line["detail"]["container"] for line in added} == {"news.mbox"}
    assert len({line["detail"]["container_sha256"] for line in added}) == 1
