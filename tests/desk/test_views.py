"""What the views show, and what decisions change in them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from decided_bridge import made_case
from desk_server import Client, Desk, served
from large_case import write_case
from lxml import html
from test_brief_page import EVIL, hostile

from earwitness.casefile import CaseFolder
from earwitness.cases import open_case
from earwitness.deciding.targets import conclusion_id
from earwitness.model import Span

VIEWS = (
    "/",
    "/statements",
    "/roots",
    "/figures",
    "/timeline",
    "/recordings",
    "/findings",
    "/leads",
    "/people",
    "/people/a_joren",
    "/decisions",
    "/add",
    "/account",
    "/reports/d_ledger?s=s_hold",
    "/statements/s_hold",
    "/statements/s_hold/elsewhere",
    "/roots?root=Velmora",
)


def words(page: str) -> str:
    return " ".join(html.document_fromstring(page).text_content().split())


@pytest.mark.parametrize("path", VIEWS)
def test_every_view_is_a_page_whose_links_lead_somewhere(desk: Desk, path: str) -> None:
    one = desk.client()
    tree = html.document_fromstring(one.get(path))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert tree.xpath("//main")
    assert tree.xpath("//h1 | //h2")
    assert not tree.xpath("//@style | //style | //script[not(@src)] | //@onclick")
    for href in {h.split("#")[0] for h in tree.xpath("//main//a/@href")} - {""}:
        assert one.ask("GET", href)[0] == 200, href


def test_the_report_stands_in_full_with_its_statements_marked(desk: Desk) -> None:
    tree = html.document_fromstring(desk.client().get("/reports/d_ledger"))
    text = made_case().documents[0].text
    shown = "".join(tree.xpath("//div[@id='text']//text()"))
    assert "".join(shown.split()) == "".join(text.split())
    parts = tree.xpath("//span[contains(concat(' ', @class, ' '), ' m-s_hold ')]")
    assert [p.text_content() for p in parts] == [
        "They told us the bridge would hold,",
        "It did not even hold ten minutes.",
    ]
    assert "root-A" in parts[0].get("class")


def test_each_paragraph_says_where_it_begins(desk: Desk) -> None:
    """Selections are counted from there, in code points."""
    text = made_case().documents[1].text
    for p in html.document_fromstring(desk.client().get("/reports/d_coastline")).xpath(
        "//p[@data-start]"
    ):
        start = int(p.get("data-start"))
        assert text[start:].startswith(p.text_content())


def test_a_filter_is_a_link_and_counts_what_it_would_leave(desk: Desk) -> None:
    page = desk.client().get("/statements?form=direct&speaker=a_joren")
    assert "Two statements" in words(page)
    tree = html.document_fromstring(page)
    assert tree.xpath("//a[@aria-current='true']/bdi/text()") == ["Joren", "direct"]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("bridge", 3),
        ("BRIDGE hold", 2),
        ("brid", 3),
        ("Joren", 4),
        ("nosuchword", 0),
        ('"', 0),
        ("*", 0),
        ("hold) OR (x", 0),
        ("lorry", 3),
    ],
)
def test_words_are_found_whatever_is_typed(desk: Desk, asked: str, number: int) -> None:
    now = desk.bench.now()
    found = now.words.matching(asked)
    assert found is not None
    assert len(found & set(now.statements)) == number, found


def test_a_rejected_statement_leaves_the_counts_and_stays_to_be_taken_back(desk: Desk) -> None:
    one = desk.client()
    assert (
        one.decide(act="reject", thing="s_nine", why="not said", back="/reports/d_coastline")[0]
        == 303
    )
    assert "10 statements" in words(one.get("/statements")) or "Ten statements" in words(
        one.get("/statements")
    )
    text = one.get("/reports/d_coastline")
    assert "layer-rejected" in text.split('id="text"')[1]
    assert "rejected" in words(one.get("/statements/s_nine"))
    assert one.decide(act="undo", of=1, back="/")[0] == 303
    assert "layer-rejected" not in one.get("/reports/d_coastline").split('id="text"')[1]
    told = words(one.get("/decisions"))
    assert "undid decision 1" in told
    assert "(undone)" in told


def test_both_layers_are_shown_where_they_differ(desk: Desk) -> None:
    one = desk.client()
    one.decide(
        act="correct", thing="s_nine", speaker="a_mission", form="indirect", type="assertion"
    )
    told = words(one.get("/statements/s_nine"))
    assert "corrected" in told
    assert "The program found: Sordania’s ministry of defence" in told
    found = json.loads(one.get("/api/case?layer=found"))
    held = next(s for s in found["statements"] if s["id"] == "s_nine")
    assert held["source"]["actor"] == "a_smod"


def test_two_editors_at_once_lose_nothing(desk: Desk) -> None:
    ada, ben = desk.client("ada", "editor"), desk.client("ben", "editor")
    ada.get("/statements/s_nine")
    ada.decide(act="reject", thing="s_nine", saw=0, why="a misreading")
    ben.decide(act="accept", thing="s_nine", saw=0)
    told = words(ben.get("/statements/s_nine"))
    assert "Two editors do not agree" in told
    assert "In force: rejected" in told
    ada.decide(act="accept", thing="s_nine", saw=2)
    assert "Two editors do not agree" not in words(ada.get("/statements/s_nine"))
    assert [d.by for d in desk.bench.now().now.decisions] == ["ada", "ben", "ada"]


def test_a_statement_is_added_where_it_was_selected(desk: Desk) -> None:
    text = made_case().documents[0].text
    start = text.index("the man, Joren")
    ask = {
        "act": "add",
        "thing": "d_ledger",
        "words": "the man, Joren",
        "start": start,
        "end": start + 14,
        "speaker": "a_sister",
        "form": "mixed",
    }
    made = json.loads(desk.script().ask("POST", "/api/decisions", ask)[1])
    now = desk.bench.now()
    (new,) = set(now.statements) - {s.id for s in now.now.found.statements}
    assert now.statements[new].content == (Span(start, start + 14),)
    assert made["said"]["content"][0]["exact"] == "the man, Joren"
    assert "added by hand" in words(desk.client().get(f"/statements/{new}"))


def test_words_that_stand_twice_are_not_guessed(desk: Desk) -> None:
    ask = {"act": "add", "thing": "d_ledger", "words": "the", "form": "direct"}
    status, text, _ = desk.script().ask("POST", "/api/decisions", ask)
    assert status == 400
    assert json.loads(text)["code"] == "no-words"


def test_a_lead_is_worked_through(desk: Desk) -> None:
    one, lead = desk.client(), conclusion_id(made_case().leads[0])
    assert one.decide(act="dismiss", kind="lead", thing=lead, back="/leads")[0] == 400
    assert (
        one.decide(act="dismiss", kind="lead", thing=lead, why="cannot be had", back="/leads")[0]
        == 303
    )
    assert "open 1" in words(one.get("/leads"))
    assert "The recording itself" in words(one.get("/leads?status=dismissed"))
    rows = list(csv.reader(io.StringIO(one.get("/export/leads.csv"))))
    assert rows[1][:3] == ["recording", "dismissed", "cannot be had"]


def test_joined_actors_are_one_in_the_list(desk: Desk) -> None:
    one = desk.client()
    one.decide(
        act="join",
        kind="actor",
        thing="a_smod",
        other="a_vmod",
        why="a test",
        back="/people/a_smod",
    )
    status, _, answer = one.ask("GET", "/people/a_vmod")
    assert (status, answer.getheader("location")) == (303, "/people/a_smod")
    assert "joined" in words(one.get("/people/a_smod"))


def test_credibility_one_is_refused_with_its_sentence(desk: Desk) -> None:
    status, page = desk.client().decide(act="grade", thing="s_hold", grade="1")
    assert status == 400
    assert "two independent roots" in page


def test_the_brief_of_the_desk_is_that_of_what_was_decided(desk: Desk) -> None:
    one = desk.client()
    before = one.get("/brief")
    one.decide(act="reject", thing="s_nine", why="not said")
    assert before != one.get("/brief")
    assert "nine servicemen" not in one.get("/export/statements.csv")


def added(one: Client, **fields: str) -> str:
    """Send the form for adding, and wait until all of it is read."""
    status, text, _ = one.ask("POST", "/add", {"csrf": one.csrf, **fields})
    assert status == 303, text
    until = time.monotonic() + 120
    while "Reading:" in (told := words(one.get("/add"))) and time.monotonic() < until:
        time.sleep(0.2)
    return told


def test_a_report_is_added_by_paste(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    CaseFolder.create(folder, version="1").close()
    text = "Harbour closed\n\nThe harbour is closed, the harbour master, Ilse Dane, said on Monday."
    with served(folder) as desk:
        one = desk.client()
        assert "one report added" in added(one, text=text, name="../../harbour")
        assert "harbour.txt" in words(one.get("/"))
        assert desk.bench.now().case.documents[0].path == "harbour.txt"
        refused = added(one, addresses="http://127.0.0.1:9/secret")
        assert "no reports added" in refused
        assert "1 not read" in refused
        status, told, _ = one.ask(
            "POST", "/add", {"csrf": one.csrf, "addresses": "file:///etc/passwd"}
        )
        assert (status, "http://" in told) == (400, True)


def test_a_hostile_report_is_words_and_nothing_else(tmp_path: Path) -> None:
    case = hostile(made_case())
    with served(write_case(tmp_path / "evil", case)) as desk:
        one = desk.client()
        for path in VIEWS:
            page = one.get(path)
            assert "<script>window" not in page, path
            assert "<img" not in page
            assert 'href="javascript:' not in page
        assert EVIL[:20] in words(one.get("/people"))


def test_the_saved_page_is_made_harmless(tmp_path: Path) -> None:
    page = (
        b"<!DOCTYPE html><html><head><script>window.ran=1</script>"
        b"<link rel=stylesheet href=//x.example>"
        b"<meta http-equiv=refresh content='0;url=//x.example'></head><body onload=ran()><p>Hi "
        b"<img src=//x.example/p.png onerror=ran()><a href='javascript:ran()'>go</a>"
        b"<form action=//x.example><input></form>"
        b"<iframe src=//x.example></iframe></p></body></html>"
    )
    case, folder = made_case(), tmp_path / "case"
    sha = hashlib.sha256(page).hexdigest()
    first = replace(case.documents[0], sha256=sha)
    write_case(folder, replace(case, documents=(first, *case.documents[1:])))
    kept = folder / "originals" / sha[:2] / sha
    kept.parent.mkdir(parents=True)
    kept.write_bytes(page)
    with served(folder) as desk:
        _, shown, answer = desk.client().ask("GET", "/reports/d_ledger/original")
    assert "Hi" in shown
    assert not any(
        bad in shown for bad in ("script", "x.example", "onload", "onerror", "<form", "<iframe")
    )
    assert "sandbox" in answer.getheader("content-security-policy", "")


def test_a_page_of_a_list_beyond_its_end_is_its_last(desk: Desk) -> None:
    one = desk.client()
    for path in ("/findings", "/leads"):
        assert "Nothing here." not in words(one.get(f"{path}?status=all&start=5000"))
        assert words(one.get(f"{path}?status=done")).count("Nothing here.") == 1


def test_what_was_decided_leads_to_what_it_is_now_when_a_report_was_read_anew(
    tmp_path: Path,
) -> None:
    """Another reader finds other statements, and people under other ids."""
    pages = sorted((Path(__file__).parents[2] / "examples" / "arlen-bridge").glob("0[12]*"))
    with open_case(tmp_path / "case", reader="rules") as case:
        case.add(*pages)
    with served(tmp_path / "case") as desk:
        one, now = desk.client(), desk.bench.now().case
        for s in now.statements:
            one.decide(act="note", thing=s.id, text="A note.")
        for a in now.actors:
            one.decide(act="grade", kind="actor", thing=a.id, grade="B")
        joren, sister = (a.id for a in now.actors if a.name in ("Joren", "Joren’s sister"))
        one.decide(act="join", kind="actor", thing=joren, other=sister)
        with open_case(tmp_path / "case", reader="fast") as case:
            case.add(*pages)
        log = html.document_fromstring(one.get("/decisions"))
        links = {link.split("#")[0] for link in log.xpath("//ol[@class='log']//a/@href")}
        assert len(links) > 20
        assert [link for link in links if one.ask("GET", link)[0] not in (200, 303)] == []
        lost = log.xpath("//ol[@class='log']/li[.//em[contains(., 'not in the case now')]]")
        assert not any(row.xpath(".//a") for row in lost)
        assert [row for row in log.xpath("//ol[@class='log']/li") if not row.xpath(".//a")] != []
