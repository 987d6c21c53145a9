"""Reports and recordings dropped on the desk in a real browser; a real model hears them."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "desk"))

from desk_server import Desk, served  # noqa: E402

from earwitness.cases import open_case  # noqa: E402
from earwitness.recordings import How  # noqa: E402

pytestmark = pytest.mark.browser
EXAMPLE = TESTS.parent / "examples" / "ferry-call"
WAIT = 120_000
DROP = """async (files) => {
  const given = new DataTransfer();
  for (const [name, kind, data] of files) {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    given.items.add(new File([bytes], name, { type: kind }));
  }
  const event = { dataTransfer: given, bubbles: true, cancelable: true };
  for (const kind of ["dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, event));
}"""


def _desk(folder: Path, how: How | None = None) -> Iterator[Desk]:
    with open_case(folder, reader="rules") as case:
        case.add(*sorted(EXAMPLE.glob("0*")))
    with served(folder, how) as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    yield from _desk(tmp_path / "case", How(model=str(tmp_path / "no-model")))


@pytest.fixture
def listening_desk(tmp_path: Path, whisper: Path) -> Iterator[Desk]:
    yield from _desk(tmp_path / "case", How(model=str(whisper)))


@pytest.fixture
def context(browser: Browser) -> Iterator[Page]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(WAIT)
    yield made.new_page()
    made.close()


def _drop(page: Page, desk: Desk, *files: tuple[str, bytes]) -> None:
    page.goto(desk.entry())
    page.goto(desk.url + "/add")
    given = [[name, "", base64.b64encode(data).decode()] for name, data in files]
    page.evaluate(DROP, given)
    expect(page.locator("#progress")).to_contain_text("Done:", timeout=WAIT)


def test_a_recording_with_its_subtitles_is_dropped_and_said_to_be_that_of_the_reports(
    context: Page, desk: Desk
) -> None:
    page = context
    sound, words = (EXAMPLE / "call.ogg").read_bytes(), (EXAMPLE / "call.vtt").read_bytes()
    _drop(page, desk, ("ferry.ogg", sound), ("ferry.vtt", words))
    expect(page.locator("#progress")).to_contain_text("The sound of ferry.vtt is kept.")
    page.click("text=To the recordings")
    page.click("text=ferry.vtt")
    assert page.evaluate("document.querySelector('.peaks').getAttribute('d').length") > 5000
    page.wait_for_function("() => document.querySelector('audio').readyState > 0")
    if page.locator("#of").count():
        page.select_option("#of", index=1)
        page.click("text=Say so")
        [entry] = [e for e in desk.store.log.entries() if e.action == "named"]
        assert (entry.path, entry.detail["by"]) == ("ferry.vtt", "ada")
    expect(page.locator(".turn", has_text="He was not drunk")).to_contain_text("Evening Lantern")


def test_a_transcript_without_sound_is_given_it_on_its_page(context: Page, desk: Desk) -> None:
    page = context
    _drop(page, desk, ("ferry.vtt", (EXAMPLE / "call.vtt").read_bytes()))
    page.goto(desk.url + "/recordings")
    page.click("text=ferry.vtt")
    expect(page.locator("audio")).to_have_count(0)
    page.set_input_files("#sound", files=[
        {"name": "note.txt", "mimeType": "text/plain", "buffer": b"no sound"}
    ])  # fmt: skip
    page.click("text=Keep it")
    expect(page.locator("body")).to_contain_text("note.txt is no sound")
    page.go_back()
    page.set_input_files("#sound", EXAMPLE / "call.ogg")
    page.click("text=Keep it")
    page.wait_for_function("() => document.querySelector('audio').readyState > 0")


def test_a_recording_is_heard_and_its_transcript_read(context: Page, listening_desk: Desk) -> None:
    page, desk = context, listening_desk
    page.goto(desk.entry())
    page.goto(desk.url + "/add")
    page.fill("#spoken", "en")
    page.fill("#voices", "2")
    page.set_input_files("#files", EXAMPLE / "call.ogg")
    page.click("#drop button")
    expect(page.locator("#progress")).to_contain_text("minutes heard", timeout=WAIT)
    expect(page.locator("#progress")).to_contain_text("call.ogg.transcript.json", timeout=WAIT)
    page.click("text=To the recordings")
    page.click("text=call.ogg.transcript.json")
    page.wait_for_function("() => document.querySelector('audio').readyState > 0")
    assert page.locator(".turn").count() > 3
    expect(page.locator(".turns")).to_contain_text("The line is terrible")


def test_where_no_model_is_it_says_so_and_the_reports_are_read(context: Page, desk: Desk) -> None:
    page = context
    report = b"Quay shut\n\nThe quay is shut, the harbour master, Ilse Dane, said on Monday."
    _drop(page, desk, ("call.ogg", (EXAMPLE / "call.ogg").read_bytes()), ("quay.txt", report))
    expect(page.locator("#progress")).to_contain_text("one report added, none known before, 1 not")
    expect(page.locator("#progress .problem")).to_contain_text(
        "open the desk with earwitness serve"
    )
    assert "quay.txt" in {d.path for d in desk.bench.now().case.documents}


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_and_is_accessible(context: Page, desk: Desk, width: int) -> None:
    page = context
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(desk.entry())
    page.goto(desk.url + "/add")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    if shots := os.environ.get("DESK_SHOTS"):
        page.screenshot(path=f"{shots}/add-{width}.png", full_page=True)
