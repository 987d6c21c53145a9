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

from at_desk import WAIT, at_desk  # noqa: E402
from desk_server import Desk, served  # noqa: E402

from earwitness.cases import open_case  # noqa: E402
from earwitness.recordings import How  # noqa: E402

pytestmark = pytest.mark.browser
EXAMPLE = TESTS.parent / "examples" / "ferry-call"
OTHER = b"""WEBVTT

00:00.000 --> 00:02.000
<v Ann>Did you sell the boat, then?

00:02.000 --> 00:05.000
<v Bob>Not before the spring, and not to your cousin.
"""
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
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    with at_desk(browser, desk) as made:
        yield made


def _drop(page: Page, desk: Desk, *files: tuple[str, bytes]) -> None:
    page.goto(desk.url + "/add")
    given = [[name, "", base64.b64encode(data).decode()] for name, data in files]
    page.evaluate(DROP, given)
    expect(page.locator("#progress")).to_contain_text("Done:", timeout=WAIT)


def test_a_recording_with_its_subtitles_is_dropped_and_kept_as_their_sound(
    page: Page, desk: Desk
) -> None:
    sound, words = (EXAMPLE / "call.ogg").read_bytes(), (EXAMPLE / "call.vtt").read_bytes()
    _drop(page, desk, ("ferry.ogg", sound), ("ferry.vtt", words))
    expect(page.locator("#progress")).to_contain_text("The sound of ferry.vtt is kept.")
    page.click("text=To the recordings")
    page.click("text=ferry.vtt")
    assert page.evaluate("document.querySelector('.peaks').getAttribute('d').length") > 5000
    page.wait_for_function("() => document.querySelector('audio').readyState > 0")
    expect(page.locator("#of")).to_have_count(0)  # the speakers' names tell which call it is
    expect(page.locator(".turn", has_text="He was not drunk")).to_contain_text("Evening Lantern")


def test_it_is_said_of_which_recording_of_the_reports_a_transcript_is(
    page: Page, desk: Desk
) -> None:
    _drop(page, desk, ("boat.vtt", OTHER))
    page.goto(desk.url + "/recordings")
    page.click("text=boat.vtt")
    expect(page.locator("body")).to_contain_text("Nothing in the case says of which recording")
    page.select_option("#of", index=1)
    page.click("text=Say so")
    expect(page.locator("#unplaced + .pins")).to_contain_text("Evening Lantern")
    [entry] = [e for e in desk.store.log.entries() if e.action == "named"]
    assert (entry.path, entry.detail["by"]) == ("boat.vtt", "ada")


def test_a_transcript_without_sound_is_given_it_on_its_page(page: Page, desk: Desk) -> None:
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


def test_a_recording_is_heard_and_its_transcript_read(
    browser: Browser, listening_desk: Desk
) -> None:
    with at_desk(browser, listening_desk) as page:
        _heard(page, listening_desk)


def _heard(page: Page, desk: Desk) -> None:
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


def test_where_no_model_is_it_says_so_and_the_reports_are_read(page: Page, desk: Desk) -> None:
    report = b"Quay shut\n\nThe quay is shut, the harbour master, Ilse Dane, said on Monday."
    _drop(page, desk, ("call.ogg", (EXAMPLE / "call.ogg").read_bytes()), ("quay.txt", report))
    expect(page.locator("#progress")).to_contain_text("one report added, none known before, 1 not")
    expect(page.locator("#progress .problem")).to_contain_text(
        "open the desk with earwitness serve"
    )
    assert "quay.txt" in {d.path for d in desk.bench.now().case.documents}


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_and_is_accessible(page: Page, desk: Desk, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(desk.url + "/add")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    if shots := os.environ.get("DESK_SHOTS"):
        page.screenshot(path=f"{shots}/add-{width}.png", full_page=True)
