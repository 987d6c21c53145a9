"""Real reports and real pages beside the repository: read where they are, skipped where not."""

import importlib.util
from pathlib import Path

import pytest

from earwitness.intake import read_document

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def desk_notes():
    notes = SHARED / "reports" / "desk-notes.yaml"
    if not notes.exists():
        return []
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load(notes.read_text("utf-8"))["documents"]


@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the real reports are not here")
def test_the_editor_s_notes_on_the_pages_hold():
    for noted in desk_notes():
        data = (SHARED / "reports" / noted["file"]).read_bytes()
        document = read_document(data, path=noted["file"])
        text = document.text
        published = document.published and document.published.value
        assert document.outlet == noted["outlet"]
        assert published == noted["published"]
        assert document.headline == noted.get("headline")
        assert list(document.byline) == noted.get("byline", [])
        for kind in ("furniture", "caption"):
            for words in noted.get(kind if kind == "furniture" else "captions", []):
                at = text.index(words)
                assert any(b.span.start <= at < b.span.end for b in document.blocks_of(kind))


def load_bench():
    spec = importlib.util.spec_from_file_location("intake_bench", ROOT / "bench" / "intake.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    return bench


@pytest.mark.skipif(not (SHARED / "pages").exists(), reason="the saved pages are not here")
def test_saved_pages_are_read_at_least_this_well():
    bench = load_bench()
    means, _ = bench.measured(bench.ours, list(bench.silver_pages(SHARED / "pages")))
    headline, authors, day, minute, _, _, body = means
    assert headline >= 0.83
    assert authors >= 0.9
    assert day >= 0.975
    assert minute >= 0.95
    assert body >= 0.97


@pytest.mark.skipif(not (SHARED / "pages").exists(), reason="the saved pages are not here")
def test_furniture_of_real_pages_and_texts_is_marked_at_least_this_well():
    bench = load_bench()
    pages = bench.by_hash(data for _, data, _ in bench.silver_pages(SHARED / "pages"))
    texts = bench.by_hash(bench.texts_of(SHARED / "tolls" / "incidents-dev.jsonl.gz"))
    for form, originals in (("page", pages), ("text", texts)):
        found, right, passages, _ = bench.furniture(originals, form)
        assert passages > 50
        assert found >= 0.8
        assert right >= 0.9
