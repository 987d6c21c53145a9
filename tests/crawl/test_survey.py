"""A data set held against itself, and a case cut out of it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from earwitness.cases import open_case
from earwitness.crawl import CrawlError
from earwitness.crawl.dataset import opened
from earwitness.crawl.run import crawl
from earwitness.crawl.spread import Deciding, Pairing, groups, put_quotations, same_pairs
from earwitness.crawl.survey import survey
from earwitness.tracing.alignment import compare, version
from earwitness.tracing.same_words import candidates
from earwitness.tracing.words import tokens

from .conftest import RULES
from .made_archive import Here, page, rows, warc


def found(folder: Path, texts: list[str], count: int) -> set[tuple[int, int, str]]:
    parts = put_quotations(folder, texts, count)
    for kind in (Pairing, Deciding):
        for part in range(parts):
            kind(str(folder), "quotations", part, parts).run(lambda _: None)
    return set(same_pairs(folder, parts))


def test_parts_on_disk_find_what_memory_finds(tmp_path: Path) -> None:
    draw = random.Random(4)  # noqa: S311
    words = [f"w{n}" for n in range(400)]
    texts = [" ".join(draw.choices(words, k=draw.randint(5, 30))) for _ in range(300)]
    for n in range(0, 300, 10):
        texts.append(" ".join(texts[n].split()[1:]))
    plain = {
        (a, b, same.sameness)
        for a, b in candidates(map(tokens, texts))
        if (same := compare(version(texts[a]), version(texts[b])))
    }
    assert len(plain) >= 30
    assert found(tmp_path / "one", texts, len(texts)) == plain
    assert found(tmp_path / "many", texts, 1_000_000) == plain  # four parts


def test_groups_are_named_by_their_first() -> None:
    assert list(groups(6, [(1, 4, ""), (4, 5, ""), (2, 3, "")])) == [0, 1, 2, 2, 1, 1]


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six pages: a quotation in two, a wire report in two with another headline and one line more."""
    folder = tmp_path_factory.mktemp("surveyed")
    said = "We will rebuild the tower before winter and nobody will be left out"
    wire = "The region built it.</p><p>Its engineers had warned of the rust for eleven years."
    pages = [page(n) for n in range(3)]
    pages += [page(7, said=said), page(8, said=said.replace("We will", "we shall"))]
    pages += [
        page(3, more=wire),
        page(3, outlet="The Copying Herald", more=wire + " So it fell into the river."),
    ]
    (folder / "a.warc.gz").write_bytes(warc(pages))
    crawl((str(folder / "a.warc.gz"),), str(folder / "set"), Here(), settings=RULES)
    survey(str(folder / "set"), Here())
    return folder / "set"


def test_the_same_quotation_is_one_saying(surveyed: Path) -> None:
    told = [r for r in rows(surveyed, "same") if "rebuild the tower" in r["words"]]
    assert len(told) == 2
    assert len({r["quotation"] for r in told}) == 1
    assert {r["how"] for r in told} == {"first", "differs"}


def test_wire_copy_with_a_line_more_is_one_report(surveyed: Path) -> None:
    again = rows(surveyed, "reports")
    assert {r["outlet"] for r in again} >= {"The Tessel Post 0", "The Copying Herald"}
    (group,) = {r["report"] for r in again if r["outlet"] == "The Copying Herald"}
    # The copy was captured first: which had the words first is not what this says.
    assert sorted(r["how"] for r in again if r["report"] == group) == ["first", "shared text"]


def test_roots_are_counted_without_copies(surveyed: Path) -> None:
    roots = {r["root"]: r for r in rows(surveyed, "roots")}
    assert roots
    assert all(r["reports"] <= r["captures"] for r in roots.values())
    assert any(r["sayings"] < r["statements"] for r in roots.values())


def test_a_case_is_cut_out_and_read_from_the_originals(surveyed: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "earwitness", "case", "--from", str(surveyed), "--about",
               "rebuild the tower", "--case", str(tmp_path / "case"), "--reader", "rules"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with open_case(tmp_path / "case", create=False) as case:
        found = case.load()
    assert sorted(d.outlet or "" for d in found.documents) == [
        "The Tessel Post 1", "The Tessel Post 2",
    ]  # fmt: skip
    assert all(d.provenance for d in found.documents)
    assert "a.warc.gz" in (tmp_path / "case" / "custody.log").read_text()
    none = subprocess.run([*command[:7], "no such words here", *command[8:]],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert none.returncode == 6


def test_a_folder_without_a_data_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match="holds no data set"), opened(str(tmp_path)):
        pass
