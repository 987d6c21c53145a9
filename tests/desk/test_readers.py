"""Readers see the case with placeholders: in every view, export, search and answer of the API."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable

import pytest
from desk_server import Client, Desk

from earwitness.deciding import Drafts
from earwitness.leaving import ForReaders, decide, decisions
from earwitness.model import Decision
from earwitness.redaction import all_private

VIEWS = (
    "/", "/statements", "/roots", "/figures", "/timeline", "/recordings", "/findings", "/leads",
    "/findings?status=all", "/leads?status=all", "/people", "/decisions", "/account", "/brief",
)  # fmt: skip
EXPORTS = (
    "case.json", "found.json", "decisions.json", "brief.html", "figures.csv", "statements.csv",
    "findings.csv", "leads.csv", "timeline.csv", "roots.csv",
)  # fmt: skip
API = (
    "/api/case", "/api/case?layer=found", "/api/reports", "/api/statements?most=1000",
    "/api/roots", "/api/decisions",
)  # fmt: skip


def _names(desk: Desk) -> list[str]:
    now = desk.bench.now().now
    persons = all_private(now.found, now.case)
    return sorted({part for p in persons for name in p.names for part in name.split()})


def _told(desk: Desk) -> None:
    """Decisions whose words, reasons and notes name private persons."""
    bench = desk.bench
    now = bench.now()
    one = next(s.id for s in now.case.statements if s.source.actor == "a_joren")
    bench.decide(lambda d: d.note("statement", one, "Joren is the son of Mirel."), "ada")
    bench.decide(lambda d: d.verdict("reject", one, why="Pavo said it, not Joren."), "ada")
    bench.decide(lambda d: d.note("actor", "a_joren", "JOREN lives near Pavo's."), "ada")
    lead = next(iter(now.conclusions))
    kind = "finding" if lead.startswith("finding") else "lead"
    bench.decide(lambda d: d.note(kind, lead, "Ask Joren."), "ada")


def _leaks(names: list[str], text: str) -> list[str]:
    plain = html.unescape(re.sub(r"<[^>]*>", " ", text)) + " " + text
    return [n for n in names if re.search(rf"(?<!\w){re.escape(n)}", plain, re.IGNORECASE)]


def _inner(reader: Client) -> list[str]:
    """The pages of every report, statement and person, as the reader is led to them."""
    found = set()
    for path in ("/", "/statements", "/people", "/decisions", "/recordings", "/leads"):
        found |= set(
            re.findall(r'href="(/(?:reports|statements|people)/[^"#?]+)', reader.get(path))
        )
    return sorted(found)


def test_a_reader_finds_no_private_name_anywhere(desk: Desk) -> None:
    _told(desk)
    names = _names(desk)
    assert {"Joren", "Mirel", "Pavo"} <= set(names)
    reader = desk.client("rea", "reader")
    inner = _inner(reader)
    assert len(inner) > 15
    for path in (*VIEWS, *inner, *(f"/export/{name}" for name in EXPORTS)):
        assert _leaks(names, reader.get(path)) == [], path
    script = desk.script("reader")
    for path in API:
        text = script.get(path)
        assert _leaks(names, text) == [], path
        assert _leaks(names, json.dumps(json.loads(text), ensure_ascii=False)) == [], path
    for one in json.loads(script.get("/api/statements?most=1000"))["statements"]:
        assert _leaks(names, script.get(f"/api/statements/{one['id']}")) == []


def test_an_owner_and_an_editor_see_the_names(desk: Desk) -> None:
    """So that the test above can fail."""
    _told(desk)
    names = _names(desk)
    for role in ("owner", "editor"):
        client = desk.client("ada", role)
        for path in ("/statements", "/people", "/decisions", "/export/case.json", "/brief"):
            assert _leaks(names, client.get(path)), path
        assert "Copies hold every name" in client.get("/statements")


def test_what_is_withheld_cannot_be_searched_for_or_guessed(desk: Desk) -> None:
    reader, owner = desk.client("rea", "reader"), desk.client()
    script = desk.script("reader")
    assert json.loads(desk.script("editor").get("/api/statements?q=Joren"))["total"] > 0
    for word in ("Joren", "joren", "Mirel", "Jor"):
        assert json.loads(script.get(f"/api/statements?q={word}"))["total"] == 0
        assert "a_joren" not in reader.get(f"/statements?q={word}")
    for path in ("/people/a_joren", "/statements/s_hold", "/reports/d_ledger"):
        owner.get(path)
        assert reader.ask("GET", path)[0] == 404


def test_a_reader_gets_no_page_as_it_was_saved(desk: Desk) -> None:
    reader = desk.client("rea", "reader")
    reports = re.findall(r'href="(/reports/[^"#?]+)', reader.get("/"))
    assert len(reports) >= 3
    for report in reports:
        status, text, _ = reader.ask("GET", f"{report}/original")
        assert status == 403
        assert "Copies hold every name" not in reader.get(report)
        assert not _leaks(_names(desk), text)


@pytest.mark.parametrize("what", ["/tapes/any", "/tapes/any/sound"])
def test_a_reader_gets_no_transcript_and_no_voice(desk: Desk, what: str) -> None:
    assert desk.client("rea", "reader").ask("GET", what)[0] == 403
    assert desk.client("edi", "editor").ask("GET", what)[0] == 404


def test_placeholders_are_the_same_in_every_view_and_the_words_around_stay(desk: Desk) -> None:
    reader = desk.client("rea", "reader")
    views = [reader.get(p) for p in ("/brief", "/people", "/export/case.json")]
    labels = [set(re.findall(r"\b(?:Soldier|Person) [A-Z]{4}\b", v)) for v in views]
    assert labels[0]
    example = {"Person KXBT"}  # of the line that tells readers what a placeholder is
    assert labels[1] - example == labels[2] - example >= labels[0] - example
    assert "could not verify that the recording is authentic" in views[0]


@pytest.mark.parametrize("act", ["reveal", "hide"])
def test_the_owners_word_holds_at_once(act: str, desk: Desk) -> None:
    reader = desk.client("rea", "reader")
    name = "Mirel" if act == "reveal" else "Ada Brenk"
    before = bool(_leaks([name.rsplit(maxsplit=1)[-1]], reader.get("/people")))
    with desk.bench._open() as folder:
        decide(folder, "reveal" if act == "reveal" else "hide", name, "Agreed.", "ada")
    after = bool(_leaks([name.rsplit(maxsplit=1)[-1]], reader.get("/people")))
    assert (before, after) == ((False, True) if act == "reveal" else (True, False))


def test_a_decision_of_an_editor_is_seen_by_readers_at_once(desk: Desk) -> None:
    reader, now = desk.client("rea", "reader"), desk.bench.now()
    one = now.case.statements[0].id
    reader.get("/decisions")
    desk.bench.decide(lambda d: Drafts.verdict(d, "accept", one), "ada")
    assert "accepted" in reader.get("/decisions")
    assert "ada" in reader.get("/decisions")


def test_a_reader_decides_and_adds_nothing(desk: Desk) -> None:
    reader = desk.client("rea", "reader")
    assert reader.decide(act="accept", thing="s_hold")[0] == 403
    assert reader.ask("GET", "/add")[0] == 403
    assert desk.bench.now().now.decisions == ()


def _decisions(desk: Desk) -> list[Callable[[Drafts], Decision]]:
    """Decisions of each sort, one on words that were left out for readers, one undone."""
    now = desk.bench.now()
    one, other = now.case.statements[:2]
    left = next((d, b.span) for d in now.case.documents for b in d.blocks if b.kind == "furniture")
    return [
        lambda d: d.verdict("accept", one.id),
        lambda d: d.verdict("reject", other.id, why="Joren never said it."),
        lambda d: d.join("a_joren", "a_mirel", why="One and the same."),
        lambda d: d.note_on(left[0].id, [left[1]], "What Pavo wrote below."),
        lambda d: d.undo(3),
        lambda d: d.note("statement", one.id, "Ask Ada."),
    ]


def test_after_each_decision_readers_see_what_they_would_see_of_it_all_made_anew(
    desk: Desk,
) -> None:
    held, found = ForReaders(), []
    for make in _decisions(desk):
        desk.bench.decide(make, "ada")
        now = desk.bench.now().now
        with desk.bench._open() as folder:
            given = decisions(folder), held.secret(folder)
        kept, anew = held.of(now, *given), ForReaders().of(now, *given)
        assert (kept.found, kept.case, kept.decisions) == (anew.found, anew.case, anew.decisions)
        found.append(kept.found)
    made = len({id(one) for one in found})
    assert 1 < made < len(found)  # some decisions leave it as it was made, some do not
