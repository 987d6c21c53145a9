"""Each format is read back by a library that is not ours, and compared with the case."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.cli.program import program
from earwitness.exports.formats import FORMATS, About, render
from earwitness.exports.formats.base import instant
from earwitness.exports.formats.csv_tables import cell
from earwitness.exports.formats.opened import words_of_file
from earwitness.model import (
    Anchor,
    Case,
    Span,
    Stamp,
    TapeCheck,
    TapePiece,
    TapeTurn,
    TranscriptOf,
    words_of,
)

OWNER = About(version="1.2.3", originals={"originals/a.txt": b"raw"}, log=b"{}\n")


def _write(name: str, case: Case, folder: Path) -> dict[str, bytes]:
    files = render(name, case, OWNER)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return files


def test_the_command_offers_every_format() -> None:
    option = next(p for p in program.commands["export"].params if p.name == "form")
    assert list(option.type.choices) == [*FORMATS, "all"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_case_gives_the_same_bytes(name: str, case: Case) -> None:
    assert render(name, case, OWNER) == render(name, case, OWNER)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_of_one_file_gives_that_file(name: str, case: Case) -> None:
    files = render(name, case, OWNER)
    assert FORMATS[name].file is None or list(files) == [FORMATS[name].file]


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_case_is_written_too(name: str) -> None:
    assert render(name, Case(), OWNER)


def test_frictionless_finds_the_tables_valid_and_complete(case: Case, tmp_path: Path) -> None:
    from frictionless import Package, system

    _write("csv", case, tmp_path)
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
        assert report.valid, report.flatten(["title", "message"])
        rows = {r.name: r.read_rows() for r in package.resources}
    assert [row["id"] for row in rows["statements"]] == [s.id for s in case.statements]
    texts = {d.id: d.text for d in case.documents}
    for row in rows["statements"]:
        spans = row["content"]
        text = texts[row["document"]]
        assert row["words"] == " … ".join(text[s["start"] : s["end"]] for s in spans)
    assert len(rows["links"]) == sum(len(t.chain) for t in case.traces)
    assert {row["value"] for row in rows["figures"]} == {f.value for f in case.figures}


@given(st.text())
def test_no_cell_is_a_formula(words: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([cell(words)])
    [[back]] = list(csv.reader(io.StringIO(out.getvalue(), newline=""))) or [[""]]
    assert not back.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert back.removeprefix("'") == words.replace("\0", "␀").removeprefix("'")


def test_pyarrow_reads_the_same_rows_as_the_case(case: Case, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    _write("parquet", case, tmp_path)
    statements = pq.read_table(tmp_path / "statements.parquet").to_pylist()
    assert [s["id"] for s in statements] == [s.id for s in case.statements]
    assert [s["confidence"] for s in statements] == [s.confidence for s in case.statements]
    figures = pq.read_table(tmp_path / "figures.parquet").to_pylist()
    assert {(f["id"], f["value"], f["high"]) for f in figures} == {
        (f.id, f.value, f.high) for f in case.figures
    }


def test_a_number_beyond_parquet_is_missing(case: Case) -> None:
    huge = replace(case, figures=(replace(case.figures[0], value=10**30),))
    assert render("parquet", huge, OWNER)


def test_rdflib_reads_the_annotations_and_their_words_stand_in_the_texts(
    case: Case, tmp_path: Path
) -> None:
    from rdflib import Graph, Namespace

    files = _write("annotations", case, tmp_path)
    page = json.loads(files["annotations.jsonld"])
    oa = "http://www.w3.org/ns/oa#"
    # The context of the standard lies on the web; these of its terms are what we use.
    terms = {
        "id": "@id",
        "type": "@type",
        "@vocab": oa,
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items"},
        "target": {"@id": f"{oa}hasTarget"},
        "source": {"@id": f"{oa}hasSource", "@type": "@id"},
        "selector": {"@id": f"{oa}hasSelector"},
    }
    graph = Graph().parse(data=json.dumps(page | {"@context": terms}), format="json-ld")
    found = list(graph.subject_objects(Namespace(oa).hasTarget))
    assert len({subject for subject, _ in found}) == len(page["items"])
    for item in page["items"]:
        for target in item["target"]:
            text = files[target["source"]].decode()
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])


def _on_tape(case: Case) -> Case:
    """With a transcript that has two turns, and a quotation that was held against it."""
    page, said = case.documents[0], case.statements[0]
    words = Anchor(page.id, Span(0, 9))
    turns = (TapeTurn(words, "A", 3.25, 8.0), TapeTurn(words, None, None, None))
    pieces = (TapePiece(Anchor(said.document, said.content[0]), words, 0.5, None),)
    check = TapeCheck(said.id, "r_call", page.id, "verbatim", False, "", "", pieces)
    return replace(
        case, transcripts=(TranscriptOf(page.id, "r_call", "", "", turns),), tape_checks=(check,)
    )


def test_what_was_said_on_a_tape_has_its_seconds(case: Case) -> None:
    page = json.loads(render("annotations", _on_tape(case), OWNER)["annotations.jsonld"])
    made = {i["id"].removeprefix("urn:earwitness:"): i for i in page["items"]}
    [turn] = [i for name, i in made.items() if name.startswith("turn-")]
    [at] = turn["target"]
    assert at["selector"]["type"] == "FragmentSelector"
    assert at["selector"]["value"] == "t=3.25,8"
    assert turn["body"][0]["selector"][1]["exact"] == case.documents[0].text[:9]
    [heard] = [i for name, i in made.items() if name.startswith("heard-")]
    assert heard["body"][0]["selector"]["value"] == "t=0.5"
    assert heard["body"][0]["source"] == at["source"] == "urn:earwitness:r_call"


def test_annotations_have_hedges_and_roots(case: Case) -> None:
    page = json.loads(render("annotations", case, OWNER)["annotations.jsonld"])
    bodies = {
        i["id"].removeprefix("urn:earwitness:"): [(b.get("purpose"), b["value"]) for b in i["body"]]
        for i in page["items"]
    }
    names = {a.id: a.name for a in case.actors}
    texts = {d.id: d.text for d in case.documents}
    for s in case.statements:
        tags = [value for purpose, value in bodies[s.id] if purpose == "tagging"]
        assert tags == [h.span.of(texts[s.document]) for h in s.hedges]
    for trace in case.traces:
        vouched = [f"vouches that it was said: {names[root]}" for root in trace.roots]
        assert [v for p, v in bodies[trace.statement] if p == "describing"] == vouched


def test_prov_and_rdflib_read_every_chain(case: Case, tmp_path: Path) -> None:
    from prov.model import ProvActivity, ProvDocument, ProvEntity
    from rdflib import RDF, Graph, Namespace

    files = _write("prov", case, tmp_path)
    document = ProvDocument.deserialize(content=files["case.prov.json"].decode(), format="json")
    entities = {str(e.identifier) for e in document.get_records(ProvEntity)}
    assert {f"ew:{s.id}" for s in case.statements} <= entities
    hands = {str(a.identifier) for a in document.get_records(ProvActivity)}
    assert hands == {f"ew:{t.statement}.{n}" for t in case.traces for n in range(len(t.chain))}
    graph = Graph().parse(data=files["case.prov.ttl"].decode(), format="turtle")
    prov = Namespace("http://www.w3.org/ns/prov#")
    informed = len([1 for t in case.traces for _ in t.chain[1:]])
    assert len(list(graph.subject_objects(prov.wasInformedBy))) == informed
    assert len(list(graph.subjects(RDF.type, prov.Quotation))) == len(
        (*case.statements, *case.verifications)
    )
    ours = Namespace("urn:earwitness:")
    assert len(list(graph.subjects(RDF.type, ours.Statement))) == len(case.statements)


def _asked(case: Case, question: str) -> set[tuple[str, ...]]:
    """The answers of the case's PROV in RDF, ids without their prefix."""
    from rdflib import Graph

    data = render("prov", case, OWNER)["case.prov.ttl"].decode()
    prefixes = "PREFIX ew: <urn:earwitness:> PREFIX prov: <http://www.w3.org/ns/prov#> "
    graph = Graph().parse(data=data, format="turtle")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's, of its own parser
        found = list(graph.query(prefixes + question))
    return {tuple(str(v).removeprefix("urn:earwitness:") for v in row) for row in found}


def test_sparql_answers_who_the_root_is_and_what_came_from_what(case: Case) -> None:
    assert _asked(case, "SELECT ?s ?r { ?s a ew:Statement ; ew:root ?r }") == {
        (t.statement, root) for t in case.traces for root in t.roots
    }
    assert _asked(case, "SELECT ?s ?r { ?s ew:trueOnWordOf ?r }") == {
        (t.statement, one) for t in case.traces for one in t.true_on_word_of
    }
    assert _asked(case, "SELECT ?s ?d { ?s a ew:Statement ; prov:wasQuotedFrom ?d }") == {
        (s.id, s.document) for s in case.statements
    }
    inner = {(s.id, s.nested_in) for s in case.statements if s.nested_in}
    assert inner
    assert _asked(case, "SELECT ?s ?o { ?s prov:wasDerivedFrom ?o }") == inner
    assert _asked(case, "SELECT ?s ?o { ?s prov:hadPrimarySource ?o }") == {
        (s.id, s.recording) for s in case.statements if s.recording
    }


def test_sparql_answers_what_was_hedged_and_what_was_checked(case: Case) -> None:
    texts = {d.id: d.text for d in case.documents}
    hedges = {(s.id, h.span.of(texts[s.document])) for s in case.statements for h in s.hedges}
    assert _asked(case, "SELECT ?s ?h { ?s ew:hedge ?h }") == hedges != set()
    asked = "SELECT ?v ?s ?a ?o { ?v a ew:Verification ; ew:status ?s ; ew:about ?a ; ew:of ?o }"
    assert _asked(case, asked) == {(v.id, v.status, v.about, v.of) for v in case.verifications}


def test_no_linked_format_gives_an_hour_that_the_page_does_not(case: Case) -> None:
    day = replace(case.documents[0], published=Stamp("2026-03-10", None))
    only = replace(case, documents=(day, *case.documents[1:]))
    assert _asked(only, f"SELECT ?w {{ ew:{day.id} ew:published ?w }}") == {("2026-03-10",)}
    items = json.loads(render("ninjs", only, OWNER)["items.ninjs.json"])
    assert "contentcreated" not in items[0]
    passages = render("passim", only, OWNER)["clusters.passim.jsonl"].decode().splitlines()
    dates = {p["id"]: p["date"] for p in map(json.loads, passages) if "date" in p}
    assert dates.get(day.id, "2026-03-10") == "2026-03-10"
    assert not [when for when in dates.values() if when.endswith("T00:00:00Z")]


def test_rdflib_reads_the_quotations_of_schema_org(case: Case) -> None:
    from rdflib import RDF, Graph, Namespace

    [data] = render("jsonld", case, OWNER).values()
    graph = Graph().parse(data=data.decode(), format="json-ld")
    schema = Namespace("https://schema.org/")
    quoted = {str(q) for q in graph.subjects(RDF.type, schema.Quotation)}
    assert quoted == {f"urn:earwitness:{s.id}" for s in case.statements if s.form != "indirect"}
    articles = set(graph.subjects(RDF.type, schema.NewsArticle))
    assert len(articles) == len(case.documents)
    headlines = {str(o) for a in articles for o in graph.objects(a, schema.headline)}
    assert headlines == {d.headline for d in case.documents}


def test_schema_org_says_who_claims_who_vouches_and_what_it_rests_on(case: Case) -> None:
    graph = json.loads(render("jsonld", case, OWNER)["case.jsonld"])["@graph"]
    nodes = {node["@id"].removeprefix("urn:earwitness:"): node for node in graph}
    for statement in case.statements:
        node = nodes[statement.id]
        key = "author" if statement.form == "indirect" else "spokenByCharacter"
        who = statement.source.actor
        assert node.get(key) == ({"@id": f"urn:earwitness:{who}"} if who else None)
        based = [one for one in (statement.recording, statement.nested_in) if one]
        assert [
            b["@id"].removeprefix("urn:earwitness:") for b in node.get("isBasedOn", [])
        ] == based
        assert set(based) <= set(nodes)
    for trace in case.traces:
        parts = [
            (role["roleName"], role["contributor"]["@id"].removeprefix("urn:earwitness:"))
            for role in nodes[trace.statement].get("contributor", [])
        ]
        hands = [(link.role, link.actor) for link in trace.chain if link.actor]
        assert parts[: len(hands)] == hands
        assert [who for part, who in parts if part == "root"] == list(trace.roots)
    checks = [node for node in graph if node["@type"] == "Review"]
    assert [c["abstract"] for c in checks] == [v.status for v in case.verifications if v.of]


def test_followthemoney_accepts_every_entity(case: Case) -> None:
    from followthemoney import model

    [data] = render("ftm", case, OWNER).values()
    lines = [json.loads(line) for line in data.decode().splitlines()]
    entities = [model.get_proxy(line, cleaned=False) for line in lines]
    for entity in entities:
        entity.schema.validate({"properties": dict(entity.properties)})
    for line, entity in zip(lines, entities, strict=True):
        assert {k: sorted(v) for k, v in line["properties"].items()} == {
            k: sorted(v) for k, v in entity.to_dict()["properties"].items()
        }
    ids = {entity.id for entity in entities}
    things = (*case.documents, *case.actors, *case.statements)
    assert {thing.id.replace("_", "-") for thing in things} <= ids


def test_followthemoney_has_roots_checks_and_the_language(case: Case) -> None:
    lines = render("ftm", case, OWNER)["entities.ftm.json"].decode().splitlines()
    entities = [json.loads(line) for line in lines]
    links = {
        (e["properties"]["subject"][0], e["properties"]["object"][0], e["properties"]["role"][0])
        for e in entities
        if e["schema"] == "UnknownLink"
    }
    vouches = "vouches that it was said"
    assert links == {
        (root.replace("_", "-"), trace.statement.replace("_", "-"), vouches)
        for trace in case.traces
        for root in trace.roots
    }
    checks = [e for e in entities if e["properties"].get("keywords") == ["verification"]]
    assert len(checks) == len(case.verifications) > 0
    articles = [e for e in entities if e["schema"] == "Article"]
    assert {a["properties"]["language"][0] for a in articles} == {"eng"}


def test_stix_says_the_language_the_roots_and_who_passed_words_on(case: Case) -> None:
    import stix2

    data = render("stix", case, OWNER)["bundle.stix.json"].decode()
    bundle = stix2.parse(data, allow_custom=False)
    assert {t.lang for t in bundle.objects if t.type == "note"} == {"en"}
    ties = [t for t in bundle.objects if t.type == "relationship"]
    assert len({t.id for t in ties}) == len(ties)
    inner = [s for s in case.statements if s.nested_in]
    assert len([t for t in ties if t.relationship_type == "derived-from"]) == len(inner) > 0
    roots = [t for t in ties if t.description == "vouches that it was said"]
    assert len(roots) == sum(len(t.roots) for t in case.traces)
    assert all(t.source_ref.startswith("identity--") for t in roots)
    ids = {t.id for t in bundle.objects}
    assert {ref for t in ties for ref in (t.source_ref, t.target_ref)} <= ids


def test_every_name_of_the_crate_has_a_meaning(case: Case) -> None:
    data = render("rocrate", case, OWNER)["case.crate.zip"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        crate = json.loads(archive.read("ro-crate-metadata.json"))
    # The first release of the crate's context is older than schema.org's word for a digest.
    first, own = crate["@context"]
    assert first == "https://w3id.org/ro/crate/1.1/context"
    assert own == {"sha256": "https://schema.org/sha256"}


def test_columns_that_point_into_tables_say_so(case: Case) -> None:
    package = json.loads(render("csv", case, OWNER)["datapackage.json"])
    keys = {
        (r["name"], k["fields"][0]): k["reference"]["resource"]
        for r in package["resources"]
        for k in r["schema"].get("foreignKeys", [])
    }
    assert keys["statements", "source_actor"] == "actors"
    assert keys["statements", "nested_in"] == ""
    assert keys["figures", "statement"] == "statements"
    assert keys["links", "actor"] == "actors"
    assert keys["tape_checks", "statement"] == "statements"


def test_stix2_parses_the_bundle_and_every_reference_resolves(case: Case) -> None:
    import stix2

    [data] = render("stix", case, OWNER).values()
    bundle = stix2.parse(data.decode(), allow_custom=False)
    ids = {thing.id for thing in bundle.objects}
    for thing in bundle.objects:
        assert set(thing.get("object_refs", ())) <= ids
    notes = [thing.content for thing in bundle.objects if thing.type == "note"]
    texts = {d.id: d.text for d in case.documents}
    assert len(notes) == len(case.statements)
    assert all(
        words_of((s.content[0],), texts[s.document])[:20]
        in " ".join(" ".join(note.split()) for note in notes)
        for s in case.statements
    )
    assert [t.opinion for t in bundle.objects if t.type == "opinion"] == ["neutral"]


def test_rocrate_reads_the_crate_with_its_originals(case: Case, tmp_path: Path) -> None:
    from rocrate.rocrate import ROCrate

    [data] = render("rocrate", case, OWNER).values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path)
    crate = ROCrate(tmp_path)
    assert {e.id for e in crate.data_entities} == names - {"ro-crate-metadata.json"}
    assert {"originals/a.txt", "custody.log", "case.json"} <= names


def test_a_published_crate_has_no_originals_and_no_log(case: Case) -> None:
    [data] = render("rocrate", case, replace(OWNER, published=True)).values()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [n for n in names if n.startswith("originals") or n == "custody.log"]


def test_python_docx_reads_the_brief_and_nobody_in_its_properties(case: Case) -> None:
    import docx

    [data] = render("docx", case, OWNER).values()
    document = docx.Document(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"Macintosh" not in archive.read("docProps/app.xml")
    words = "\n".join(p.text for p in document.paragraphs)
    assert all(finding.says in words for finding in case.findings)
    about = document.core_properties
    assert not any((about.author, about.last_modified_by, about.comments))


def test_pdfium_reads_the_brief_in_the_pdf(case: Case) -> None:
    import pypdfium2

    cyrillic = replace(
        case, actors=(replace(case.actors[0], name="Олена Кравець"), *case.actors[1:])
    )
    [data] = render("pdf", cyrillic, OWNER).values()
    document = pypdfium2.PdfDocument(data)
    words = " ".join("".join(p.get_textpage().get_text_range() for p in document).split())
    assert "Олена Кравець" in words
    assert all(" ".join(f.says.split())[:40] in words for f in case.findings)
    assert not document.get_metadata_value("Author")


def _named(case: Case, name: str) -> Case:
    """With another name of the first actor, and an address of the first report."""
    actors = (replace(case.actors[0], name=name), *case.actors[1:])
    page = replace(case.documents[0], url="https://ledger.example/a?b=1&c=<2>")
    return replace(case, actors=actors, documents=(page, *case.documents[1:]))


def test_the_pdf_says_which_letters_it_cannot_show(case: Case) -> None:
    import pypdfium2

    def words(of: Case) -> str:
        document = pypdfium2.PdfDocument(render("pdf", of, OWNER)["brief.pdf"])
        return " ".join("".join(p.get_textpage().get_text_range() for p in document).split())

    shown = words(_named(case, "张伟 Zhang\u0301"))
    assert "□□ Zhang" in shown
    assert "stands for a letter" in shown
    assert "stands for a letter" not in words(_named(case, "Łucja Ђорђевић"))


def test_the_pdf_has_title_language_bookmarks_and_links(case: Case) -> None:
    import pypdfium2

    data = render("pdf", _named(case, "Ada"), OWNER)["brief.pdf"]
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == "What three reports rest on"
    marks = [mark.get_title() for mark in document.get_toc()]
    assert "The reports" in marks
    assert len(marks) == len(set(marks)) > 5
    assert b"/Lang (en)" in data
    assert b"(https://ledger.example/a?b=1&c=<2>)" in data


def test_the_word_copy_has_title_language_page_numbers_and_links(case: Case) -> None:
    import docx

    data = render("docx", _named(case, "张伟"), OWNER)["brief.docx"]
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == "What three reports rest on"
    assert document.core_properties.language == "en"
    assert "PAGE" in document.sections[0].footer._element.xml
    links = [link.address for p in document.paragraphs for link in p.hyperlinks]
    assert links == ["https://ledger.example/a?b=1&c=<2>"]
    styles = [p.style.name for p in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.index("Heading 1") < styles.index("Heading 2")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [n for n in archive.namelist() if "thumbnail" in n]
        assert b"thumbnail" not in archive.read("_rels/.rels")


def test_no_link_is_run(case: Case) -> None:
    from earwitness.exports.formats.brief_parts import linked

    assert not linked("javascript:alert(1)")
    bad = replace(case.documents[0], url="javascript:alert(1)")
    made = replace(case, documents=(bad, *case.documents[1:]))
    assert b"/URI" not in render("pdf", made, OWNER)["brief.pdf"]


def test_citron_spans_are_the_words(case: Case) -> None:
    [data] = render("citron", case, OWNER).values()
    lines = [json.loads(line) for line in data.decode().splitlines()]
    assert sum(len(line["quotes"]) for line in lines) == len(case.statements)
    for line in lines:
        for quote in line["quotes"]:
            for span in (*quote["contents"], *quote["sources"]):
                assert line["text"][span["start"] : span["end"]] == span["text"]


def test_passim_clusters_join_the_same_words(case: Case) -> None:
    [data] = render("passim", case, OWNER).values()
    passages = [json.loads(line) for line in data.decode().splitlines()]
    assert [(p["uid"], p["cluster"], p["size"]) for p in passages] == [
        ("s_hold", 1, 2),
        ("s_hold2", 1, 2),
    ]
    texts = {d.id: d.text for d in case.documents}
    assert all(texts[p["id"]][p["begin"] : p["end"]] == p["text"] for p in passages)


def _object(required: tuple[str, ...] = (), **properties: object) -> dict[str, object]:
    return {
        "type": "object", "properties": properties, "required": list(required),
        "additionalProperties": False,
    }  # fmt: skip


def _ninjs_schema() -> dict[str, object]:
    """The part of ninjs 2.1 that we use, as its specification has names and types."""
    text, uri = {"type": "string"}, {"type": "string", "format": "uri"}
    time = {"type": "string", "format": "date-time"}
    valued = {
        "type": "array",
        "items": _object(("value",), role=text, contenttype=text, value=text),
    }
    named = {"type": "array", "items": _object(name=text, rel=text, uri=uri, literal=text)}
    return _object(
        ("uri",),
        uri=uri, type={"enum": ["text", "audio", "video", "picture", "graphic", "composite"]},
        representationtype={"enum": ["full", "partial"]}, profile=text, version=text,
        contentcreated=time, copyrightholder=text, ednote=text, language=text, by=text,
        headlines=valued, bodies=valued, people=named, organisations=named,
        infosources={"type": "array", "items": _object(name=text, role=text, uri=uri)},
        altids={"type": "array", "items": _object(role=text, value=text)},
        standard=_object(name=text, version=text, schema=uri),
    )  # fmt: skip


def test_jsonschema_finds_the_ninjs_items_valid(case: Case) -> None:
    from jsonschema import Draft202012Validator

    schema = {"type": "array", "items": _ninjs_schema()}
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    [data] = render("ninjs", case, OWNER).values()
    items = json.loads(data)
    assert list(checker.iter_errors(items)) == []
    assert list(checker.iter_errors([items[0] | {"headline": "x"}])) != []
    assert all(item["infosources"] for item in items)


def test_ninjs_items_carry_the_reports(case: Case) -> None:
    [data] = render("ninjs", case, OWNER).values()
    items = json.loads(data)
    assert [item["bodies"][0]["value"] for item in items] == [d.text for d in case.documents]
    assert all(item["uri"].startswith("urn:") and item["type"] == "text" for item in items)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-10", "2026-03-10T00:00:00Z"),
        ("2026-03-10T08:40+00:00", "2026-03-10T08:40:00Z"),
        ("2026-03-10T08:40:05+02:00", "2026-03-10T08:40:05+02:00"),
        ("2026-03", None),
    ],
)
def test_a_time_is_never_more_than_the_page_gives(
    value: str, expected: str | None, case: Case
) -> None:
    assert instant(replace(case.documents[0], published=Stamp(value, None))) == expected


_PLUMBING = set(
    "@context @id @type @graph @vocab id type label items target selector prefix prov ew xsd "
    "default $ schema properties spec_version objects created modified conformsTo".split()
)
"""Keys that each of the standards has everywhere."""


def _keys(thing: object) -> set[str]:
    if isinstance(thing, dict):
        return set(thing) | {k for value in thing.values() for k in _keys(value)}
    return {k for one in thing for k in _keys(one)} if isinstance(thing, list) else set()


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("annotations", "annotations"),
        ("jsonld", "jsonld"),
        ("ftm", "ftm"),
        ("stix", "stix"),
        ("ninjs", "ninjs"),
        ("citron", "citron, passim"),
        ("passim", "citron, passim"),
    ],
)
def test_every_key_that_is_written_is_documented(name: str, section: str, case: Case) -> None:
    docs = (Path(__file__).parents[2] / "docs/formats.md").read_text()
    told = docs.split(f"\n## {section}\n")[1].split("\n## ")[0]
    files = render(name, _named(_on_tape(case), "Ada"), OWNER)
    for path, data in files.items():
        if not path.endswith(".txt"):
            lines = data.decode().splitlines() if path.endswith(("l", "ftm.json")) else []
            lines = lines if name in ("ftm", "citron", "passim") else [data.decode()]
            found = {k for line in lines for k in _keys(json.loads(line))}
            assert {k for k in found - _PLUMBING if f"`{k}`" not in told} == set()


def test_a_drawn_number_is_no_words_that_could_name_somebody() -> None:
    drawn, names = "note--b766ef7a-da55-5235-b709-008a565dad04", "note--Ada Brenk"
    told = set(words_of_file("x.json", json.dumps({"ref": drawn, "told": names}).encode()))
    assert names in told
    assert drawn not in told
