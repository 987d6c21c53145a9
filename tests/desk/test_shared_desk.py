"""One case on a server, several desks: the same words are found, and all decisions are seen."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from decided_bridge import made_case
from desk_server import served
from large_case import write_case

from earwitness.casefile import CasePlace, place_of, store_at
from earwitness.desk.workbench import Workbench
from earwitness.model import Block, Case, Document, Span, Statement, Voice
from postgres_server import Postgres

LINES = (
    "The Übergabe at Šahty was résumé-like, he said",
    "“Нам никто не сказал, что мост гнилой”",
    "没有人告诉我们桥面已经腐烂",
    "قال إن الجسر انهار",
    "It cost 100% of under_score, a\\b and o'clock",
    "ΟΔΟΣ and straße and İstanbul",
    "",
)
ASKED = (
    *("ubergabe", "Übergabe šahty", "RÉSUMÉ", "resume like", "мост", "МОСТ гнил", "桥面", "腐烂"),
    *(
        "الجسر",
        "100",
        "100%",
        "score",
        "o'clock",
        "a\\b",
        "%",
        "_",
        "nothing",
        '"',
        "*",
        "said) OR",
    ),
    *(
        "οδος",
        "bridge",
        "BRIDGE hold",
        "brid",
        "Joren",
        "lorry",
        " ",
        "!",
        "'; DROP TABLE said; --",
    ),
)


def _many_tongues() -> Case:
    text = "\n".join(LINES)
    spans, at = [], 0
    for line in LINES:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        "d_tongues", sha, "t.txt", None, "The Ledger", None, None, (), "en", None, text,
        (Block(Span(0, len(text)), "body"),),
    )  # fmt: skip
    said = tuple(
        Statement(f"s_t{n}", "d_tongues", "direct", "assertion", (span,), (), Voice(None, None))
        for n, span in enumerate(spans)
    )
    base = made_case()
    return Case(**{
        **{name: getattr(base, name) for name in base.__dataclass_fields__},
        "documents": (*base.documents, document), "statements": (*base.statements, *said),
    })  # fmt: skip


@pytest.fixture
def server(postgres: Postgres) -> CasePlace:
    place = place_of(postgres.fresh())
    with store_at(place, version="1", create=True) as store:
        store.save(_many_tongues())
    return place


@pytest.fixture
def benches(server: CasePlace, tmp_path: Path) -> Iterator[tuple[Workbench, Workbench]]:
    """The same case on disk and on a server."""
    both = Workbench(write_case(tmp_path / "case", _many_tongues())), Workbench(server)
    yield both
    for bench in both:
        bench.close()


def _answers(bench: Workbench) -> dict[str, set[str] | None]:
    return {asked: bench.now().words.matching(asked) for asked in ASKED}


def test_the_same_words_are_found_on_a_server(benches: tuple[Workbench, Workbench]) -> None:
    disk, shared = map(_answers, benches)
    assert disk == shared
    assert disk["ubergabe"] == {"s_t0"}
    assert disk["桥面"] == {"s_t2"}
    assert disk["%"] == {"s_t4"}
    assert disk[" "] is None


def test_so_are_those_that_people_changed(benches: tuple[Workbench, Workbench]) -> None:
    for bench in benches:
        bench.decide(lambda drafts: drafts.verdict("reject", "s_t1", why="not said"), "ada")
        mine = next(s for s in bench.now().case.statements if s.id == "s_nine")
        actors = [a.id for a in bench.now().case.actors]
        other = next(a for a in actors if a != mine.source.actor)
        bench.decide(
            lambda drafts, a=mine.source.actor, b=other: drafts.join(a, b, why="one"), "ada"
        )  # type: ignore[misc]
    disk, shared = map(_answers, benches)
    assert disk == shared


def test_what_one_desk_decides_the_other_shows(server: CasePlace) -> None:
    here, there = Workbench(server), Workbench(server)
    there.now()
    here.decide(lambda drafts: drafts.verdict("accept", "s_nine"), "ada")
    assert there.now().now.state("statement", "s_nine").speaks == "accepted"
    # Both have the page open: the second decides without sight of the first, and does not speak.
    blind = there.now().drafts.verdict("reject", "s_t0", why="No.")
    here.decide(lambda drafts: drafts.verdict("accept", "s_t0"), "ada")
    made = there.decide(lambda _: blind, "ben")
    assert made.contests == 2
    assert here.now().now.state("statement", "s_t0").speaks == "accepted"
    assert len(here.now().now.state("statement", "s_t0").conflicts) == 1
    for bench in (here, there):
        bench.close()


def test_desks_that_decide_at_once_lose_nothing(server: CasePlace) -> None:
    desks = [Workbench(server) for _ in range(4)]

    def decide(bench: Workbench, name: str) -> None:
        for at in range(5):
            bench.decide(lambda d: d.note("statement", "s_nine", f"{name} {at}"), name)  # noqa: B023

    editors = [
        threading.Thread(target=decide, args=(bench, f"editor{n % 4}"))
        for n, bench in enumerate(desks * 2)  # two at each desk
    ]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    for bench in desks:
        assert len(bench.now().now.decisions) == 40
        bench.close()
    with store_at(server, version="1") as store:
        assert store.check() == ()


def test_the_pages_of_a_desk_on_a_server(server: CasePlace) -> None:
    with served(server) as desk:
        one = desk.client()
        assert "Joren" in one.get("/statements?q=Joren")
        assert one.decide(act="accept", thing="s_nine", back="/")[0] == 303
        assert "accepted" in one.get("/statements/s_nine")


def test_a_case_that_was_moved_says_so(server: CasePlace) -> None:
    with served(server) as desk:
        one = desk.client()
        with store_at(server, version="1") as store:
            store.files.write("moved.txt", b"it was moved to the archive.")
        status, text = one.decide(act="accept", thing="s_nine", back="/")
        assert status == 503
        assert "it was moved to the archive" in text
        assert one.get("/statements/s_nine")


def test_a_reader_of_a_case_on_a_server_sees_placeholders(server: CasePlace) -> None:
    with served(server) as desk:
        assert "s_hold" in desk.client().get("/statements?q=Joren")
        reader = desk.client("rea", "reader")
        for path in ("/people", "/statements", "/brief", "/export/case.json"):
            assert "Joren" not in reader.get(path), path
        script = desk.script("reader")
        for word, many in (("Joren", 0), ("resume", 1)):
            assert json.loads(script.get(f"/api/statements?q={word}"))["total"] == many
