"""Annotations and entities from elsewhere become decisions, or are left with a reason."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "deciding"))

from decided_bridge import made_case

from earwitness.casefile import CaseFolder
from earwitness.deciding import Drafts, decided, layer_of
from earwitness.exports.formats import About, render
from earwitness.importing import Taken, take_in
from earwitness.imports import IMPORT_ERRORS, ImportFileError
from earwitness.model import Anchor, Case, Decision, Span

CASE = made_case()
PAGE = CASE.documents[0]
SAID = next(s for s in CASE.statements if s.document == PAGE.id and len(s.content) == 1)
EXACT = SAID.content[0].of(PAGE.text)
SPEAKER = next(a for a in CASE.actors if a.id == SAID.source.actor)


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    made = CaseFolder.create(tmp_path / "case", version="1")
    made.save(CASE)
    return made


def _target(exact: str, **more: Any) -> dict[str, Any]:
    return {
        "source": PAGE.url or PAGE.path,
        "selector": [{"type": "TextQuoteSelector", "exact": exact, **more}],
    }


def _annotation(target: object, body: object, **more: Any) -> dict[str, Any]:
    return {"id": "urn:x:1", "type": "Annotation", "target": target, "body": body, **more}


def _take(folder: CaseFolder, thing: object, **more: Any) -> Taken:
    return take_in(folder, json.dumps(thing).encode(), name="from.jsonld", by="Ada", **more)


def _body(value: str, purpose: str = "") -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def test_a_note_on_the_words_of_a_statement_is_one_on_the_statement(folder: CaseFolder) -> None:
    taken = _take(folder, _annotation(_target(EXACT), "Ask him again.", creator={"name": "Orla"}))
    [made] = taken.decisions
    assert (made.act, made.target.kind, made.target.id) == ("note", "statement", SAID.id)
    assert (made.text, made.by) == ("Ask him again.", "Ada")
    assert "Orla" in made.why
    assert folder.check() == ()


def test_a_note_on_other_words_holds_to_these_words(folder: CaseFolder) -> None:
    words = PAGE.text.split("\n\n")[1][:12]
    [made] = _take(folder, _annotation(_target(words), "Look here.")).decisions
    assert made.target.kind == "document"
    assert [q.exact for q in made.target.quotes] == [words.strip()]
    [ruling] = layer_of(decided(CASE, folder.decisions())).rulings
    assert [a.span.of(PAGE.text) for a in ruling.words] == [words.strip()]


@pytest.mark.parametrize(
    ("bodies", "act"),
    [
        ([_body("accept", "assessing")], "accept"),
        ([_body("reject", "assessing"), _body("Not his words.", "commenting")], "reject"),
        ([_body("grade 3", "assessing")], "grade"),
        ([_body("indirect belief", "classifying"), _body(SPEAKER.name, "identifying")], "correct"),
    ],
)
def test_what_our_own_annotations_say_is_understood(
    bodies: list[object], act: str, folder: CaseFolder
) -> None:
    [made] = _take(folder, _annotation(_target(EXACT), bodies)).decisions
    assert (made.act, made.target.id) == (act, SAID.id)


def test_a_statement_that_the_case_has_not_is_added(folder: CaseFolder) -> None:
    words = EXACT[1 : len(EXACT) // 2].strip()
    bodies = [_body("direct assertion", "classifying"), _body(SPEAKER.name, "identifying")]
    [made] = _take(folder, _annotation(_target(words), bodies)).decisions
    assert made.act == "add"
    now = decided(CASE, folder.decisions())
    [added] = [s for s in now.case.statements if now.state("statement", s.id).speaks == "added"]
    assert added.source.actor == SPEAKER.id
    assert added.content[0].of(PAGE.text) == words


LEFT = [
    ({"source": "https://elsewhere.example/x", "selector": {"type": "TextQuoteSelector", "exact": EXACT}},
     "does not have its report", "the report is not in the case, though its words are"),
    ({"source": PAGE.path, "selector": {"type": "TextPositionSelector", "start": 3, "end": 9}},
     "a position alone", "an offset of another text could be anything"),
    (_target("e"), "several places", "nothing tells which is meant"),
    (_target("words that nobody wrote"), "do not stand", "gone"),
    (_target(EXACT, prefix="Nobody said: ", suffix=" — never"), "among the words", "a lookalike"),
    (PAGE.path, "whole page", "no words at all"),
    ({"source": PAGE.path, "selector": {"type": "CssSelector", "value": "p"}}, "no selector", "of pages"),
    ({"source": PAGE.path, "selector": {"type": "TextQuoteSelector", "exact": ["x"]}},
     "no words", "no string"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "says", "why"), LEFT, ids=[why for *_, why in LEFT])
def test_what_cannot_be_placed_is_said_and_left(
    target: object, says: str, why: str, folder: CaseFolder
) -> None:
    taken = _take(folder, [_annotation(target, "A note.")])
    assert taken.decisions == (), why
    assert says in taken.left[0].why, why
    assert folder.decisions() == ()


def test_a_speaker_whom_nobody_or_more_than_one_is_called_is_not_guessed(
    folder: CaseFolder,
) -> None:
    bodies = [_body("direct assertion", "classifying"), _body("Nobody Atall", "identifying")]
    taken = _take(folder, _annotation(_target(EXACT), bodies))
    assert taken.decisions == ()
    assert "nobody in the case is called" in taken.left[0].why


def test_a_dry_run_keeps_nothing(folder: CaseFolder) -> None:
    taken = _take(folder, _annotation(_target(EXACT), "A note."), keep=False)
    assert [d.act for d in taken.decisions] == ["note"]
    assert folder.decisions() == ()


def test_an_import_does_not_overrule_what_was_decided_meanwhile(folder: CaseFolder) -> None:
    folder.decide(Drafts(decided(CASE, ())).verdict("accept", SAID.id))
    [made] = _take(folder, _annotation(_target(EXACT), [_body("reject", "assessing")])).decisions
    assert made.contests == 1
    now = decided(CASE, folder.decisions())
    assert now.state("statement", SAID.id).speaks == "accepted"
    assert [d.seq for d in now.state("statement", SAID.id).conflicts] == [2]


def _several(case: Case) -> list[Decision]:
    drafts = Drafts(decided(case, ()))
    other = next(s for s in case.statements if s.id != SAID.id and s.document == PAGE.id)
    return [
        drafts.note("statement", SAID.id, "A note."),
        drafts.verdict("reject", other.id, why="Not so."),
        drafts.credibility(SAID.id, "2", why="Plausible."),
        drafts.note_on(PAGE.id, [SAID.content[0]], "On the words."),
        drafts.correct(SAID.id, speaker=None, form="mixed", type="belief", why="So he wrote."),
    ]


def _layer_words(folder: CaseFolder) -> list[tuple[object, ...]]:
    layer = layer_of(decided(CASE, folder.decisions()))
    return sorted((r.act, r.words, r.text, r.grade, r.thing) for r in layer.rulings)


def test_our_own_annotations_bring_the_decisions_into_another_copy(
    folder: CaseFolder, tmp_path: Path
) -> None:
    folder.decide_all(_several(CASE))
    about = About(layer=layer_of(decided(CASE, folder.decisions())))
    data = render("annotations", CASE, about)["annotations.jsonld"]
    here = take_in(folder, data, name="own", by="Ada")
    assert (here.decisions, here.left) == ((), ())
    other = CaseFolder.create(tmp_path / "other", version="1")
    other.save(CASE)
    there = take_in(other, data, name="own", by="Orla")
    assert there.left == ()
    # A note on all the words of a statement is one on it.
    assert [row[:4] for row in _layer_words(other)] == [row[:4] for row in _layer_words(folder)]
    again = take_in(other, data, name="own", by="Orla")
    assert again.decisions == ()
    assert other.check() == ()


def test_what_a_program_found_in_another_reading_is_not_taken_for_a_decision(
    folder: CaseFolder,
) -> None:
    items = json.loads(render("annotations", CASE, About())["annotations.jsonld"])["items"]
    items[0]["id"] = "urn:earwitness:s-of-another-reading"
    taken = _take(folder, {"type": "AnnotationPage", "items": items})
    assert taken.decisions == ()
    assert "found by a program" in taken.left[0].why
    assert taken.known == len(items) - 1


# -- FollowTheMoney


def _entity(schema: str, key: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties}


def test_our_own_entities_say_nothing_new(folder: CaseFolder) -> None:
    data = render("ftm", CASE, About())["entities.ftm.json"]
    taken = take_in(folder, data, name="own", by="Ada")
    assert (taken.form, taken.decisions, taken.left) == ("ftm", (), ())


def test_one_entity_with_the_names_of_two_actors_joins_them(folder: CaseFolder) -> None:
    one, other = [a for a in CASE.actors if " " in a.name][:2]
    taken = _take(folder, _entity("Person", "NK-1", name=[one.name], alias=[other.name.upper()]))
    [made] = taken.decisions
    assert made.act == "join"
    assert {made.target.id, made.other.id if made.other else ""} == {one.id, other.id}


def test_an_entity_that_names_ours_in_its_referents_is_they(folder: CaseFolder) -> None:
    keys = [a.id.replace("_", "-") for a in CASE.actors[:2]]
    taken = _take(folder, {**_entity("Person", "NK-1", notes=["Resigned."]), "referents": keys})
    assert [d.act for d in taken.decisions] == ["join", "note"]
    assert taken.decisions[1].text == "notes: Resigned."


def test_one_word_is_nobodys_name_and_other_kinds_are_said(folder: CaseFolder) -> None:
    lines = [_entity("Person", "x", name=[SPEAKER.name.split()[-1]]), _entity("Ownership", "y")]
    taken = _take(folder, lines)
    assert taken.decisions == ()
    assert {one.id for one in taken.left} == {"x", "y"}


# -- hostile files


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import-json"),
        (b"\xff\xfe\x00", "import-json"),
        (b'{"type": "AnnotationPage"', "import-json"),
        (b"[" * 100_000, "import-json"),
        (b'{"a":' * 90 + b"1" + b"}" * 90, "import-json"),
        (b"[" + b"9" * 6000 + b"]", "import-json"),
        (b"{}", "import-kind"),
        (b"[]", "import-kind"),
        (b"3", "import-kind"),
        (b'[{"type": "Annotation"}, 7]', "import-kind"),
        (b'{"type": "AnnotationPage", "items": [' + b"{}," * 50_001 + b"{}]}", "import-many"),
        (b" " * (64 * 2**20 + 1), "import-size"),
    ],
)
def test_a_file_that_is_none_gives_one_sentence(data: bytes, code: str, folder: CaseFolder) -> None:
    with pytest.raises(ImportFileError) as caught:
        take_in(folder, data, name="x", by="Ada")
    assert caught.value.code == code
    assert code in IMPORT_ERRORS
    assert str(caught.value).endswith((".", "read."))


@pytest.mark.parametrize(
    "item",
    [
        {"type": "Annotation"},
        {"type": "Annotation", "target": None, "body": {"items": {"items": 3}}},
        {"type": ["Annotation"], "target": [[[]]], "body": [[{}]]},
        {"type": "Annotation", "target": {"selector": {"refinedBy": {"refinedBy": 7}}}},
        {
            "type": "Annotation",
            "id": {"a": 1},
            "target": _target(EXACT, prefix=3),
            "creator": [[1]],
        },
        {"type": "Annotation", "target": _target(EXACT), "body": "x" * 5000},
        {"type": "Annotation", "target": _target(EXACT), "body": "\u202ex\0\ud800"},
        {"type": "Annotation", "target": [_target(EXACT)] * 3000, "body": "x"},
        {"schema": "Person", "properties": {"name": [None, 3, {"a": 1}], "alias": "x"}},
        {"schema": "Note", "properties": {"entity": [[]], "description": ["x"]}, "id": []},
    ],
)
def test_a_strange_item_does_no_harm(item: dict[str, Any], folder: CaseFolder) -> None:
    data = json.dumps([item]).encode()
    take_in(folder, data, name="x", by="Ada")
    assert folder.check() == ()
    for made in folder.decisions():
        assert "\0" not in (made.text or "")


def _of_hypothesis(**more: Any) -> dict[str, Any]:
    """An annotation as the service's search gives it."""
    target = _target(EXACT)
    target["selector"] = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": 1, "end": 2},
        *target["selector"],
    ]
    return {
        "id": "Ab1", "user": "acct:orla@example.org", "uri": target["source"],
        "created": "2026-03-12T08:00:00.5+00:00", "text": "Ask him again.", "tags": ["tape"],
        "group": "__world__", "target": [target], **more,
    }  # fmt: skip


@pytest.mark.parametrize("whole", [lambda a: a, lambda a: [a], lambda a: {"total": 1, "rows": [a]}])
def test_annotations_of_hypothesis_are_taken_in(folder: CaseFolder, whole: Any) -> None:
    [made] = _take(folder, whole(_of_hypothesis())).decisions
    assert (made.act, made.target.id, made.text) == ("note", SAID.id, "Ask him again.\n#tape")
    assert "orla@example.org" in made.why


@pytest.mark.parametrize(
    "selector",
    [
        {"type": "Choice", "items": [{"type": "FragmentSelector"}, _target(EXACT)["selector"][0]]},
        {"type": "XPathSelector", "value": "/p", "refinedBy": _target(EXACT)["selector"]},
        {"@type": "oa:TextQuoteSelector", "exact": EXACT},
    ],
)
def test_words_are_found_in_other_programs_selectors(folder: CaseFolder, selector: Any) -> None:
    target = {"source": f"{PAGE.url or PAGE.path}#top", "selector": selector}
    thing = {"@id": "urn:x:2", "@type": ["oa:Annotation"], "target": target, "body": "Look."}
    [made] = _take(folder, {"@graph": [thing, {"@id": "urn:x:3"}]}).decisions
    assert (made.act, made.target.id) == ("note", SAID.id)


def test_what_aleph_answers_to_a_search_is_taken_in(folder: CaseFolder) -> None:
    known = SPEAKER.id.replace("_", "-")
    person = {"id": "e1", "schema": "Person", "caption": SPEAKER.name, "referents": [known]}
    person["properties"] = {"name": [SPEAKER.name], "notes": ["Born 1960."]}
    [made] = _take(folder, {"status": "ok", "results": [person], "total": 1}).decisions
    assert (made.act, made.target.id, made.text) == ("note", SPEAKER.id, "notes: Born 1960.")


def test_words_of_no_report_are_left_with_the_reason(folder: CaseFolder) -> None:
    taken = _take(folder, _annotation({"selector": _target(EXACT)["selector"]}, "Look."))
    assert [one.why for one in taken.left] == ["it does not say of which report its words are"]


def test_our_own_notes_and_grades_of_somebody_in_several_reports_come_back(
    tmp_path: Path,
) -> None:
    there = tuple(Anchor(page.id, Span(0, 8)) for page in CASE.documents[:2])
    far = replace(SPEAKER, mentions=there)
    case = replace(CASE, actors=tuple(far if a.id == far.id else a for a in CASE.actors))
    folder = CaseFolder.create(tmp_path / "case", version="1")
    folder.save(case)
    for ask in (
        lambda d: d.note("actor", far.id, "Ask for the log."),
        lambda d: d.reliability(far.id, "B"),
    ):
        folder.decide(ask(Drafts(decided(case, folder.decisions()))))
    layer = layer_of(decided(case, folder.decisions()))
    data = render("annotations", case, About(layer=layer))["annotations.jsonld"]
    other = CaseFolder.create(tmp_path / "other", version="1")
    other.save(case)
    take_in(other, data, name="ours.jsonld", by="Ada")
    back = layer_of(decided(case, other.decisions()))
    assert back.standing == layer.standing
