"""The desk in a real browser: read, search, decide, undo, two at once, keys alone, hostility."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "desk"), str(TESTS / "deciding"), str(TESTS / "exports")]

from decided_bridge import made_case  # noqa: E402
from desk_server import Desk, served  # noqa: E402
from large_case import large_case, write_case  # noqa: E402
from test_brief_page import EVIL, hostile  # noqa: E402

from earwitness.model import Block, Case, Span  # noqa: E402

pytestmark = pytest.mark.browser
WAIT = 60_000
expect.set_options(timeout=WAIT)
SHOTS = os.environ.get("DESK_SHOTS")
VIEWS = {
    "front": "/", "report": "/reports/d_ledger?s=s_hold", "statements": "/statements",
    "roots": "/roots", "figures": "/figures", "timeline": "/timeline",
    "recordings": "/recordings", "findings": "/findings", "leads": "/leads",
    "people": "/people", "person": "/people/a_joren", "decisions": "/decisions", "add": "/add",
}  # fmt: skip


def astral(case: Case) -> Case:
    """The case with a report that ends in emoji and right-to-left words."""
    first = case.documents[0]
    more = "\n\nHe wrote 😀👩‍👩‍👧 שלום עולם and then “we 🌊 crossed at dawn” on the wall.\n"
    span = Span(len(first.text) + 2, len(first.text) + len(more) - 1)
    page = replace(first, text=first.text + more, blocks=(*first.blocks, Block(span, "body")))
    return replace(case, documents=(page, *case.documents[1:]))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(write_case(tmp_path_factory.mktemp("desk") / "case", astral(made_case()))) as one:
        yield one


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.set_default_timeout(WAIT)
    yield made
    made.close()


def enter(context: BrowserContext, desk: Desk) -> Page:
    page = context.new_page()
    page.goto(desk.entry())
    return page


def test_reading_deciding_and_undoing_with_the_mouse(context: BrowserContext, desk: Desk) -> None:
    page = enter(context, desk)
    page.click("text=purported call describes collapse")
    page.click(".m-s_dead")
    expect(page.locator("#panel h2")).to_contain_text("Statement")
    expect(page.locator("#panel")).to_contain_text("Velmora’s ministry of defence")
    page.fill("#reject-why", "A misreading")
    page.click("#panel button:has-text('Reject')")
    expect(page.locator("#panel .badge")).to_have_text("rejected")
    expect(page.locator("#m-s_dead")).to_have_class(re.compile(r"\blayer-rejected\b"))
    page.click("#panel .log button")
    expect(page.locator("#panel .badge")).to_have_text("found by the program")
    page.goto(desk.url + "/decisions")
    expect(page.locator(".log")).to_contain_text("(undone)")


def test_keys_alone_are_enough(context: BrowserContext, desk: Desk) -> None:
    page = enter(context, desk)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip")
    page.goto(desk.url + "/reports/d_coastline")
    page.keyboard.press("n")
    expect(page.locator("#panel-title")).to_be_focused()
    first = page.inner_text("#panel blockquote")
    page.keyboard.press("n")
    expect(page.locator("#panel blockquote")).not_to_have_text(first)
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator("#panel .badge")).to_have_text("accepted")
    page.keyboard.press("Escape")
    expect(page.locator("#panel .card")).to_have_count(0)
    expect(page.locator(":focus")).to_have_class("n")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .badge")).to_have_text("accepted")
    page.keyboard.press("/")
    page.keyboard.type("lorry")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Three statements")


def test_search_follows_what_is_typed_and_its_address_can_be_shared(
    context: BrowserContext, desk: Desk
) -> None:
    page = enter(context, desk)
    page.goto(desk.url + "/statements")
    page.locator("#q").press_sequentially("bridge")
    expect(page.locator("#many")).to_have_text("Three statements")
    address = page.url
    assert "q=bridge" in address
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#many")).to_have_text("Three statements")


def test_words_are_selected_and_added_where_they_stand(context: BrowserContext, desk: Desk) -> None:
    page = enter(context, desk)
    page.goto(desk.url + "/reports/d_ledger")
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector('#text'), 4)
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf(words)
            if (at < 0) continue
            const range = document.createRange()
            range.setStart(node, at); range.setEnd(node, at + words.length)
            getSelection().removeAllRanges(); getSelection().addRange(range)
          }
        }""",
        "“we 🌊 crossed at dawn”",
    )
    page.click("#adding summary")
    expect(page.locator("#add-words")).to_have_value("“we 🌊 crossed at dawn”")
    text = desk.bench.now().case.documents[0].text
    at = text.index("“we 🌊")
    assert page.locator("#adding [name=start]").input_value() == str(at)
    page.select_option("#add-speaker", label="nobody named")
    page.click("#adding button")
    expect(page.locator(".layer-added")).to_have_text("“we 🌊 crossed at dawn”")
    made = next(s for s in desk.bench.now().case.statements if s.origin == "decided")
    assert made.content[0].of(text) == "“we 🌊 crossed at dawn”"


def test_two_sessions_at_once_keep_both_decisions(browser: Browser, desk: Desk) -> None:
    contexts = [browser.new_context(), browser.new_context()]
    for one in contexts:
        one.set_default_timeout(WAIT)
    ada, ben = (enter(one, desk) for one in contexts)
    for page in (ada, ben):
        page.goto(desk.url + "/reports/d_quayside?s=s_sheet")
    ada.fill("#reject-why", "She signed nothing")
    ada.click("#panel button:has-text('Reject')")
    expect(ada.locator("#panel .badge")).to_have_text("rejected")
    ben.click("#panel button:has-text('Accept')")
    expect(ben.locator("#panel .conflict")).to_contain_text("Two editors do not agree")
    expect(ben.locator("#panel .log li")).to_have_count(2)
    ben.click("#panel [data-key=a]")
    expect(ben.locator("#panel .conflict")).to_have_count(0)
    expect(ben.locator("#panel .badge")).to_have_text("accepted")
    for one in contexts:
        one.close()


def test_a_lead_is_dismissed_with_a_reason(context: BrowserContext, desk: Desk) -> None:
    page = enter(context, desk)
    page.goto(desk.url + "/leads")
    item = page.locator(".item").first
    item.locator("input[name=why]").fill("It cannot be had")
    item.locator("button:has-text('Dismiss')").click()
    expect(page.locator(".item .badge").first).to_have_text("dismissed")
    page.goto(desk.url + "/leads?status=dismissed")
    expect(page.locator(".items")).to_contain_text("It cannot be had")


def _grave(page: Page) -> list[tuple[str, str]]:
    """What axe holds for serious on a page, with the beginning of each place."""
    return [
        (v["id"], n["html"][:160])
        for v in Axe().run(page).response["violations"]
        if v["impact"] in ("serious", "critical")
        for n in v["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_no_request_leaves(
    browser: Browser, desk: Desk, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(WAIT)
    page = enter(context, desk)
    asked: set[str] = set()
    told: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: told.append(message.text))
    for name, path in VIEWS.items():
        page.goto(desk.url + path)
        assert _grave(page) == [], name
    assert [url for url in asked if not url.startswith(desk.url)] == []
    assert told == []
    context.close()


@pytest.mark.parametrize("width", [360, 2560])
def test_nothing_sticks_out(browser: Browser, desk: Desk, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.set_default_timeout(WAIT)
    page = enter(context, desk)
    for name, path in VIEWS.items():
        page.goto(desk.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png")
    context.close()


def test_nothing_of_a_hostile_case_runs(context: BrowserContext, tmp_path: Path) -> None:
    case = hostile(made_case())
    first = case.documents[0]
    text = first.text + "\n\n" + EVIL + "<svg onload=window.ran=1>\n"
    span = Span(len(first.text) + 2, len(text) - 1)
    page_of = replace(first, text=text, blocks=(*first.blocks, Block(span, "body")))
    spoilt = replace(case, documents=(page_of, *case.documents[1:]))
    with served(write_case(tmp_path / "case", spoilt)) as desk:
        page = enter(context, desk)
        for path in VIEWS.values():
            page.goto(desk.url + path)
            assert page.evaluate("window.ran") is None, path
        page.goto(desk.url + "/reports/d_ledger")
        page.click(".m-s_dead")
        expect(page.locator("#panel blockquote")).to_be_visible()
        assert page.evaluate("window.ran") is None


def test_a_case_of_300_reports_is_read_searched_and_decided(
    context: BrowserContext, tmp_path: Path
) -> None:
    with served(write_case(tmp_path / "case", large_case())) as desk:
        page = enter(context, desk)
        expect(page.locator("h1")).to_have_text("What 300 reports rest on")
        expect(page.locator(".reports > li")).to_have_count(300)
        page.goto(desk.url + "/roots")
        box = page.locator(".flow svg").bounding_box()
        assert box is not None
        assert box["height"] < 1400, "the picture fits on a screen or two"
        page.click(".flow-box.root a >> nth=0")
        expect(page.locator("h1")).to_contain_text("vouches for")
        page.goto(desk.url + "/statements?form=direct")
        page.locator("#q").press_sequentially("causeway")
        expect(page.locator("#many")).not_to_have_text("5,100 statements")
        page.click(".sts a >> nth=0")
        expect(page.locator("#panel .badge")).to_have_text("found by the program")
        page.keyboard.press("a")
        expect(page.locator("#panel .badge")).to_have_text("accepted")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/large-report.png")
        page.click("#panel .log button")
        expect(page.locator("#panel .badge")).to_have_text("found by the program")


def test_each_view_of_300_reports_opens_and_is_accessible(
    context: BrowserContext, tmp_path: Path
) -> None:
    case = large_case()
    own = {"report": f"/reports/{case.documents[7].id}", "person": f"/people/{case.actors[0].id}"}
    with served(write_case(tmp_path / "case", case)) as desk:
        page = enter(context, desk)
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        for name, path in (VIEWS | own).items():
            page.goto(desk.url + path)
            expect(page.locator("h1")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name
            assert _grave(page) == [], name
        assert told == []


def test_two_editors_of_300_reports_keep_both_decisions(browser: Browser, tmp_path: Path) -> None:
    case = large_case()
    one = case.statements[40].id
    with served(write_case(tmp_path / "case", case)) as desk:
        pages = [browser.new_page() for _ in range(2)]
        for page in pages:
            page.goto(desk.entry())
            page.goto(f"{desk.url}/statements/{one}")
        pages[0].click("#panel [data-key=a]")
        expect(pages[0].locator("#panel .badge")).to_have_text("accepted")
        pages[1].fill("#reject-why", "Not said")
        pages[1].click("#panel button:has-text('Reject')")
        expect(pages[1].locator("#panel")).to_contain_text("Not said")
        assert {d.act for d in desk.bench.now().now.decisions} == {"accept", "reject"}
        for page in pages:
            page.close()
