"""Each format is read back by a library that is not ours, and compared with the case."""

from __future__ import annotations

import csv
import io
import json
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
from earwitness.model import Case, Stamp, words_of

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
    assert len(list(graph.subjects(RDF.type, prov.Quotation))) == len(case.statements)
    ours = Namespace("urn:earwitness:")
    assert len(list(graph.subjects(RDF.type, ours.Statement))) == len(case.statements)


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
