"""Found and decided leave side by side: no decision changes a word of what was found."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "deciding"))

from decided_bridge import made_case
from jsonschema import Draft202012Validator

from earwitness.casefile import CaseFolder
from earwitness.cases import open_case
from earwitness.deciding import Drafts, decided, layer_of
from earwitness.exports import brief_page, brief_text
from earwitness.exports.formats import FORMATS, About, render
from earwitness.exports.json_export import case_to_json
from earwitness.exports.json_schema import schema
from earwitness.leaving import outgoing, owner_files, published_files
from file_words import words_in

CASE = made_case()
SAID = next(s for s in CASE.statements if s.source.actor == "a_joren")
NEW = ("decisions", "standing", "decided_statements", "decided_actors")


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    """The bridge case with a rejection, a correction, a join, a grade and a note; one undone."""
    made = CaseFolder.create(tmp_path / "case", version="1")
    made.save(CASE)
    other = next(s for s in CASE.statements if s.id != SAID.id)
    for ask in (
        lambda d: d.verdict("reject", other.id, why="Orla told Joren so."),
        lambda d: d.correct(
            SAID.id, speaker="a_sister", form="indirect", type="belief", why="Heard."
        ),
        lambda d: d.join("a_brenk", "a_mission", why="One and the same."),
        lambda d: d.credibility(SAID.id, "3"),
        lambda d: d.note("statement", SAID.id, "Joren was at home, his mother says."),
        lambda d: d.undo(4),
    ):
        now = decided(CASE, made.decisions())
        made.decide(replace(ask(Drafts(now)), by="Edda Editor"))
    return made


def test_the_found_layer_is_the_same_with_and_without_decisions(folder: CaseFolder) -> None:
    layer = layer_of(decided(CASE, folder.decisions()))
    with_them, without = case_to_json(CASE, layer), case_to_json(CASE)
    assert {k: v for k, v in with_them.items() if k not in NEW} == {
        k: v for k, v in without.items() if k not in NEW
    }
    assert [without[key] for key in NEW] == [[], [], [], []]  # type: ignore[literal-required]
    Draft202012Validator(schema()).validate(with_them)


def test_the_decided_layer_says_what_stands_and_whose_word_it_is(folder: CaseFolder) -> None:
    made = json.loads(owner_files(folder, "json")["case.json"])
    assert [d["act"] for d in made["decisions"]] == [
        "reject", "correct", "join", "grade", "note", "undo",
    ]  # fmt: skip
    assert [d["seq"] for d in made["decisions"] if d["undone"]] == [4]
    assert {d["by"] for d in made["decisions"]} == {"Edda Editor"}
    stands = {s["thing"]: s for s in made["standing"]}
    assert stands[SAID.id]["verdict"] == "corrected"
    assert stands[SAID.id]["grade"] is None
    assert stands[SAID.id]["notes"] == [5]
    [one] = [s for s in made["decided_statements"] if s["id"] == SAID.id]
    assert (one["form"], one["source"]["actor"]) == ("indirect", "a_sister")
    assert next(s for s in made["statements"] if s["id"] == SAID.id)["form"] == SAID.form
    assert {a["id"] for a in made["decided_actors"]} == {"a_brenk"}


def test_tables_have_the_layer_in_tables_of_their_own(folder: CaseFolder) -> None:
    files = owner_files(folder, "csv")
    rows = {n: list(csv.DictReader(io.StringIO(files[f"{n}.csv"].decode()))) for n in NEW}
    assert [r["act"] for r in rows["decisions"]][:2] == ["reject", "correct"]
    assert [r["words"] for r in rows["decided_statements"] if r["id"] == SAID.id] == [
        " … ".join(s.of(CASE.documents[0].text) for s in SAID.content)
    ]
    package = {r["name"] for r in json.loads(files["datapackage.json"])["resources"]}
    assert set(NEW) <= package


def test_every_brief_has_a_section_of_what_was_decided(folder: CaseFolder) -> None:
    layer = layer_of(decided(CASE, folder.decisions()))
    page, text = brief_page(CASE, layer=layer), brief_text(CASE, layer=layer)
    assert "What people decided" in page
    assert "Edda Editor" in page
    assert "graded" not in page.split('id="decided"')[1].split("</section>")[0]  # undone
    assert "WHAT PEOPLE DECIDED" in text
    assert "What people decided" not in brief_page(CASE)


def test_what_is_published_has_no_editor_no_reason_and_no_note(folder: CaseFolder) -> None:
    out = outgoing(folder)
    made = json.loads(published_files(out, "json")["case.json"])
    assert [d["act"] for d in made["decisions"]] == ["reject", "correct", "join", "grade", "undo"]
    assert {(d["by"], d["why"], d["text"]) for d in made["decisions"]} == {(None, None, None)}
    [one] = [
        s
        for s in made["decided_statements"]
        if s["form"] == "indirect" and s["origin"] == "decided"
    ]
    text = next(d["text"] for d in made["documents"] if d["id"] == one["document"])
    words = "".join(text[s["start"] : s["end"]] for s in one["content"])
    assert "bridge" in words
    for name in FORMATS:
        for path, data in published_files(out, name).items():
            told = "\n".join(words_in(path, data))
            for word in ("Edda", "Editor", "Joren", "his mother says", "Heard."):
                assert word not in told, (name, word)


def test_the_brief_beside_the_case_follows_the_decisions(tmp_path: Path) -> None:
    report = tmp_path / "one.txt"
    report.write_text("The Ledger\n\nBridge fails\n\n“It fell,” Ada Brenk, a spokeswoman, said.\n")
    with open_case(tmp_path / "case", reader="rules") as opened:
        opened.add(report)
        case = opened.load()
        draft = Drafts(decided(case, ())).note("statement", case.statements[0].id, "Look again.")
        opened.folder.decide(replace(draft, by="Edda"))
        assert "Look again." not in Path(opened.page).read_text()
        opened.update()
        assert "Look again." in Path(opened.page).read_text()
        before = Path(opened.page).stat().st_mtime_ns
        opened.update()
        assert Path(opened.page).stat().st_mtime_ns == before
        assert opened.check() == ()


@pytest.mark.parametrize("name", FORMATS)
def test_equal_layers_give_equal_bytes(name: str, folder: CaseFolder) -> None:
    layer = layer_of(decided(CASE, folder.decisions()))
    assert render(name, CASE, About(layer=layer)) == render(name, CASE, About(layer=layer))
