"""A hundred names in every spelling, in every format: every container is opened, nothing is found."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from spellings import address, cut, level, names, sought, written

from earwitness.deciding import Drafts, decided, layer_of
from earwitness.exports.formats import FORMATS, About, render
from earwitness.model import (
    Actor,
    Anchor,
    Block,
    Case,
    Decision,
    Document,
    Figure,
    Finding,
    Layer,
    Lead,
    Link,
    Recording,
    Span,
    Statement,
    Trace,
    Voice,
)
from earwitness.redaction import Names, all_private, private_persons, redact, redact_both
from file_words import words_in

NAMES = names(100)
SOUGHT = sorted({form for name in NAMES for form in sought(name)})
SECRET = b"a case's own key"


def _document(at: int, name: str) -> tuple[Document, Statement]:
    spelled = "; ".join(written(name)) + "; " + "; ".join(cut(name))
    headline = f"“I was there”: {name} speaks"
    quoted = f"They took {spelled}, and nobody came"
    caption = f"A photograph that {name} sent home"
    text = f"{headline}\n\n{caption}\n\nBy Ada Reporter\n\n“{quoted},” said {name} in a call.\n\nThe end."

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    document = Document(
        id=f"d_{at:03d}", sha256=f"{at:064x}", path=f"{name}.html", url=address(name),
        outlet="The Example", headline=headline, headline_span=span(headline),
        byline=("Ada Reporter",), language="en", published=None, text=text,
        blocks=(
            Block(span(headline), "headline", element=f"/html/{at}"),
            Block(span(caption), "caption"),
            Block(span("By Ada Reporter"), "byline"),
            Block(Span(text.index("“They"), text.index("\n\nThe end")), "body"),
            Block(span("The end."), "body"),
        ),
    )  # fmt: skip
    return document, Statement(
        id=f"s_{at:03d}", document=document.id, form="direct", type="assertion",
        content=(span(quoted),), cue=(Span(text.rindex("said"), text.rindex("said") + 4),),
        source=Voice(Span(text.rindex(name), text.rindex(name) + len(name)), f"a_{at:03d}"),
        recording="rec_1",
    )  # fmt: skip


def _case() -> Case:
    made = [_document(at, name) for at, name in enumerate(NAMES)]
    actors = tuple(
        Actor(f"a_{at:03d}", name, "person", (), None,
              (Anchor(s.document, s.source.span or Span(0, 1)),), (f"“{name}” is one person",))
        for at, (name, (_, s)) in enumerate(zip(NAMES, made, strict=True))
    )  # fmt: skip
    outlet = Actor("a_outlet", "The Example", "outlet", (), None, ())
    return Case(
        documents=tuple(d for d, _ in made),
        actors=(*actors, outlet),
        statements=tuple(s for _, s in made),
        traces=tuple(
            Trace(s.id, (Link("speaker", s.source.actor, "rec_1", None, None, None),), ("a_outlet",),
                  (str(s.source.actor),))
            for _, s in made
        ),
        recordings=(
            Recording("rec_1", "intercepted phone call", tuple(a.id for a in actors), "a_outlet",
                      None, (), (Anchor("d_000", Span(0, 3)),),
                      reasons=tuple(f"{name} is heard" for name in NAMES[:5])),
        ),
        figures=tuple(
            Figure(f"f_{at}", s.document, s.content[0], at, None, None, "exact", ("killed",),
                   f"comrades of {name}", s.source.actor, s.id, place=name.split()[1])
            for at, (name, (_, s)) in enumerate(zip(NAMES, made, strict=True))
        ),
        findings=tuple(
            Finding("same quotation", (s.id,), f"{name.split()[1]}’s words stand twice", s.content and (
                Anchor(s.document, s.content[0]),))
            for name, (_, s) in zip(NAMES, made, strict=True)
        ),
        leads=tuple(Lead("recording", ("rec_1",), f"Ask {name}.") for name in NAMES[::7]),
    )  # fmt: skip


def _decisions(case: Case) -> list[Decision]:
    """A note, a reason and a correction for each name; all of them say it, in one spelling or more."""
    drafts = Drafts(decided(case, ()))
    made: list[Decision] = []
    for name, statement in zip(NAMES, case.statements, strict=True):
        said = "; ".join((*written(name)[:8], *cut(name)))
        made += [
            drafts.note("statement", statement.id, f"Ask {said} again."),
            drafts.verdict("reject", statement.id, why=f"Not {said}."),
            drafts.note("actor", str(statement.source.actor), f"{name} is at home."),
            drafts.note_on(statement.document, [Span(0, 20)], f"Why {name}?"),
        ]
    made.append(drafts.join("a_000", "a_001", why=f"{NAMES[0]} is {NAMES[1]}."))
    lead = next(i for i in drafts.places.conclusions if i.startswith("lead"))
    made.append(drafts.work("dismiss", "lead", lead, why=NAMES[0]))
    return [replace(d, seq=n, by="Edda Editor", time="2026-01-01") for n, d in enumerate(made, 1)]


@pytest.fixture(scope="module")
def both() -> tuple[Case, Layer]:
    """The redacted case with all that was decided of it: notes and reasons too, as at the desk."""
    case = _case()
    ruled = _decisions(case)
    persons = all_private(case, decided(case, ruled).case)
    made, kept = redact_both(case, ruled, persons, SECRET)
    return made, layer_of(decided(made, kept))


@pytest.fixture(scope="module")
def redacted() -> Case:
    case = _case()
    return redact(case, private_persons(case), SECRET)


def _leaks(words: list[str]) -> list[str]:
    whole = level(" ".join(words))
    return [form for form in SOUGHT if _stands(form, whole)]


def _stands(form: str, whole: str) -> bool:
    """As a word; a long form anywhere at all."""
    if form not in whole:
        return False
    return len(form) > 6 or bool(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", whole))


@pytest.mark.parametrize("form", FORMATS)
def test_no_name_is_found_in_what_is_published(form: str, both: tuple[Case, Layer]) -> None:
    redacted, layer = both
    files = render(form, redacted, About(published=True, layer=layer))
    assert files
    for path, data in files.items():
        assert _leaks(words_in(path, data)) == [], path
        for at in ("utf-8", "utf-16-le"):
            assert not [n for n in NAMES if n.encode(at) in data], path


def test_the_search_finds_what_was_not_redacted() -> None:
    """So that the test above can fail: of the case itself, every name is found in every format."""
    case = replace(_case(), actors=_case().actors[:1])
    for form in ("json", "docx", "pdf", "parquet", "rocrate", "csv", "html"):
        found = [
            w for path, data in render(form, case, About()).items() for w in words_in(path, data)
        ]
        assert _leaks(found), form


def test_decisions_keep_their_places_and_say_who_only_by_placeholder(
    both: tuple[Case, Layer],
) -> None:
    redacted, layer = both
    texts = {d.id: d.text for d in redacted.documents}
    assert len(layer.rulings) == 402
    assert all(r.thing for r in layer.rulings)
    for ruling in layer.rulings:
        if ruling.kind in ("statement", "document"):
            assert ruling.words
        for place in ruling.words:
            assert place.span.of(texts[place.document]).strip()
        assert _leaks([ruling.why, ruling.text or "", ruling.name or ""]) == []
    assert {r.why[:4] for r in layer.rulings if r.act == "reject"} == {"Not "}


def test_every_place_still_holds_and_shows_the_redacted_words(redacted: Case) -> None:
    texts = {d.id: d.text for d in redacted.documents}
    for before, after in zip(_case().statements, redacted.statements, strict=True):
        words = after.content[0].of(texts[after.document])
        assert words.startswith("They took ")
        assert words.endswith(", and nobody came")
        assert after.cue[0].of(texts[after.document]) == "said"
        assert before.id != after.id
    for document in redacted.documents:
        for block in document.blocks:
            assert block.span.of(document.text).strip()
        assert document.headline == (document.headline_span or Span(0, 0)).of(document.text)


def test_each_person_has_one_placeholder_and_nobody_shares_it(redacted: Case) -> None:
    named = [a.name for a in redacted.actors if a.private]
    assert len(named) == len(set(named)) == 100
    texts = {d.id: d.text for d in redacted.documents}
    for actor, statement in zip(redacted.actors, redacted.statements, strict=False):
        assert statement.source.span
        assert statement.source.span.of(texts[statement.document]) == actor.name


def test_placeholders_ids_and_digests_differ_between_cases(redacted: Case) -> None:
    case = _case()
    other = redact(case, private_persons(case), b"another key")
    again = redact(case, private_persons(case), SECRET)
    assert again == redacted
    same = [a.name for a, b in zip(redacted.actors, other.actors, strict=True) if a.name == b.name]
    assert len(same) < 10
    for one in ("id", "sha256"):
        assert not {getattr(d, one) for d in redacted.documents} & {
            getattr(d, one) for d in (*other.documents, *case.documents)
        }


def test_addresses_and_file_names_say_nothing(redacted: Case) -> None:
    assert {d.url for d in redacted.documents} == {"https://news.example/"}
    assert [d.path for d in redacted.documents][:2] == ["report-001.html", "report-002.html"]


def test_findings_say_nothing_of_the_names_of_files() -> None:
    case = _case()
    path = case.documents[0].path
    assert path
    told = replace(case, findings=(Finding("version", (), f"{path} is a version of it."),))
    [one] = redact(told, private_persons(told), SECRET).findings
    assert path not in one.says
    assert one.says.startswith("report-")


def test_readers_and_outlets_keep_their_names(redacted: Case) -> None:
    assert {d.byline for d in redacted.documents} == {("Ada Reporter",)}
    assert all("By Ada Reporter" in d.text for d in redacted.documents)
    assert "nobody came" in redacted.documents[0].text


@pytest.mark.parametrize("name", NAMES[:40])
def test_every_spelling_of_a_name_is_found_alone(name: str) -> None:
    looking = Names([("k", [name])])
    for spelled in (*written(name), *cut(name)):
        text = f"Then came {spelled} to the bridge."
        hits = looking.find(text)
        left = text
        for hit in reversed(hits):
            left = left[: hit.start] + "X" + left[hit.end :]
        assert hits, spelled
        assert re.fullmatch(r"Then came [#@]?X(['’]s| X)? to the bridge\.", left), (spelled, left)
