"""The trained tagger: the same text gives the same answer, however it is cut and threaded."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from test_attributions import document_of
from test_spans import TEXTS, spans_in

from earwitness.intake import IntakeError, read_document
from earwitness.reading import READERS, ModelError, read_report, reader
from earwitness.reading.neural import NeuralTagger
from strategies import some

MODELS = Path(__file__).parents[2] / "src" / "earwitness" / "reading" / "neural" / "models"
TEXT = (
    "The council expects the port to reopen in May, two officials said. “We lost the crane,” "
    "harbour master Mara Osei told reporters. “Nobody was hurt.”\n\n"
    "The union said in a letter that Osei had warned of the mooring."
)
LONG = "\n\n".join([TEXT] * 60)


def test_it_finds_quoted_and_unquoted_statements() -> None:
    raws = reader("accurate").tagger.tag(document_of(TEXT))
    found = {(r.source.of(TEXT) if r.source else None) for r in raws}
    assert {"two officials", "harbour master Mara Osei", "The union"} <= found
    assert all(r.confidence is not None and 0 <= r.confidence <= 1 for r in raws)
    assert all(r.origin for r in raws)
    assert len({r.confidence for r in raws}) > 1


@pytest.mark.parametrize("name", ["accurate", "fast"])
def test_threads_change_nothing(name: str) -> None:
    document = document_of(LONG)
    one, two = (NeuralTagger(MODELS / name, threads=n).tag(document) for n in (1, 2))
    assert one == two
    assert len(one) > 120


def test_a_long_document_is_read_in_sections_of_bounded_size() -> None:
    tagger = NeuralTagger(MODELS / "fast")
    sizes: list[int] = []
    read = tagger.read

    def watched(text: str, blocks: object) -> object:
        found = read(text, blocks)  # type: ignore[arg-type]
        sizes.append(len(found[0]))
        return found

    tagger.read = watched  # type: ignore[method-assign,assignment]
    tagger.tag(document_of("word " * 60_000))
    assert len(sizes) > 10
    assert max(sizes) < 30_000


@some(25)
@given(TEXTS)
def test_every_span_lies_in_the_text(text: str) -> None:
    try:
        document = read_document(text.encode("utf-8", "replace"), path="page.txt")
    except IntakeError:
        return
    reading = read_report(document, tagger=reader("accurate").tagger)
    size = len(reading.document.text)
    assert all(0 <= s.start < s.end <= size for s in spans_in(reading))


def test_nested_statements_lie_in_those_that_hold_them() -> None:
    reading = read_report(document_of(LONG), tagger=reader("accurate").tagger)
    by_id = {s.id: s for s in reading.statements}
    for inner in reading.statements:
        if inner.nested_in:
            outer = by_id[inner.nested_in].content
            assert all(any(o.holds(s) for o in outer) for s in inner.content)


def test_a_reader_that_is_none_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ModelError, match="accurate, fast, rules"):
        reader("clever")


@pytest.mark.parametrize("lost", ["config.json", "reader.onnx", "tokenizer.json"])
def test_a_broken_folder_is_named_with_what_to_do(tmp_path: Path, lost: str) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(MODELS / "fast", folder)
    shutil.copy(MODELS / "tokenizer.json", folder)
    if lost == "config.json":
        (folder / lost).write_text(json.dumps({"name": "mine"}), "utf-8")
    else:
        (folder / lost).write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"cannot be used: .*--reader rules"):
        reader(str(folder)).tagger.tag(document_of(TEXT))


def test_help_loads_no_model_library() -> None:
    code = "import sys; from earwitness.cli import program; print('onnxruntime' in sys.modules, 'numpy' in sys.modules)"  # noqa: E501
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_every_reader_names_its_version() -> None:
    versions = [reader(name).version for name in READERS]
    assert len(set(versions)) == len(READERS)
    assert all("rules@" in version for version in versions)
