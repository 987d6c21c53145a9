"""What an editor's hands do at the desk: focus, the back button, filters while typing, odd text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "desk"), str(TESTS / "deciding"), str(TESTS / "exports")]

from at_desk import at_desk  # noqa: E402
from decided_bridge import made_case  # noqa: E402
from desk_server import Desk, served  # noqa: E402
from large_case import large_case, write_case  # noqa: E402

from earwitness.model import Block, Case, Span  # noqa: E402

pytestmark = pytest.mark.browser
WAIT = 60_000
expect.set_options(timeout=WAIT)
SAID = "\u202bهو قال\u202c and “the \u200fשלום\u200f boat 🚣🏽‍♀️ was \u202dempty\u202c”, he wrote"
LONG = "Ministry of " + "Reconstructionofthefloodedprovinces" * 6


def odd(case: Case) -> Case:
    """The case with a last paragraph of overrides and emoji, and somebody with a very long name."""
    first = case.documents[0]
    more = f"\n\n{SAID}.\n"
    span = Span(len(first.text) + 2, len(first.text) + len(more) - 1)
    page = replace(first, text=first.text + more, blocks=(*first.blocks, Block(span, "body")))
    actors = tuple(
        replace(a, name=LONG) if a.id == case.statements[0].source.actor else a for a in case.actors
    )
    return replace(case, documents=(page, *case.documents[1:]), actors=actors)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with served(write_case(tmp_path / "case", odd(made_case()))) as one:
        yield one


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    with at_desk(browser, desk) as made:
        yield made


def test_after_a_lead_is_done_the_keys_go_on_from_it(page: Page, desk: Desk) -> None:
    page.goto(desk.url + "/leads")
    item = page.locator(".item").nth(1)
    one = item.get_attribute("id")
    item.locator("button:has-text('Done')").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{one} .badge")).to_have_text("done")
    expect(page.locator(f"#{one}")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('#{one}').contains(document.activeElement)")


def test_what_was_added_by_hand_is_gone_when_it_is_undone(page: Page, desk: Desk) -> None:
    page.goto(desk.url + "/reports/d_ledger")
    page.click("#adding summary")
    page.fill("#add-words", "he wrote")
    page.click("#adding button")
    page.click(".layer-added")
    expect(page.locator("#panel .badge")).to_have_text("added by hand")
    page.click("#panel .log button")
    expect(page.locator(".layer-added")).to_have_count(0)
    assert len(desk.bench.now().now.decisions) == 2


def test_a_filter_that_is_chosen_after_typing_keeps_the_words(page: Page, desk: Desk) -> None:
    page.goto(desk.url + "/statements")
    page.locator("#q").press_sequentially("bridge")
    expect(page.locator("#many")).to_have_text("Three statements")
    form = page.locator(".filters details", has_text="Form")
    form.locator("summary").click()
    expect(form.locator("small").first).to_have_text("2")
    form.locator("a").first.click()
    expect(page.locator("#many")).to_have_text("Two statements")
    assert "q=bridge" in page.url
    expect(page.locator("#q")).to_have_value("bridge")


def test_back_leads_to_the_view_before_not_through_every_letter(page: Page, desk: Desk) -> None:
    page.goto(desk.url + "/people")
    page.goto(desk.url + "/statements")
    page.locator("#q").press_sequentially("brid", delay=400)
    expect(page.locator("#many")).to_have_text("Three statements")
    page.click(".sts a >> nth=0")
    expect(page.locator("#panel .card")).to_be_visible()
    page.go_back()
    expect(page.locator("#many")).to_have_text("Three statements")
    expect(page.locator("#q")).to_have_value("brid")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("People")


@pytest.mark.parametrize("path", ["/decisions", "/people", "/timeline"])
def test_on_a_narrow_screen_the_view_is_seen_among_the_others(
    page: Page, desk: Desk, path: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(desk.url + path)
    box = page.locator(".views [aria-current=page]").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_the_words_of_a_chart_can_be_read_on_a_narrow_screen(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    with served(write_case(tmp_path / "charts", large_case(4, 2))) as desk:
        page.goto(desk.entry())
        _charts(page, desk)


def _charts(page: Page, desk: Desk) -> None:
    page.goto(desk.url + "/figures")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('.chart text')]
          .map((t) => t.getBoundingClientRect().height)"""
    )
    assert sizes
    assert min(sizes) >= 10
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def _choose(page: Page, words: str, *, all_of_it: bool = False) -> None:
    """Select words in the text as a mouse would, or all of the last paragraph and beyond."""
    page.evaluate(
        """([words, whole]) => {
          const range = document.createRange()
          if (whole) {
            const last = [...document.querySelectorAll('#text .b')].at(-1)
            range.setStart(last.firstChild, 0)
            range.setEnd(document.querySelector('#adding summary'), 0)
          } else {
            const walker = document.createTreeWalker(document.querySelector('#text'), 4)
            for (let node; (node = walker.nextNode());) {
              const at = node.data.indexOf(words)
              if (at < 0) continue
              range.setStart(node, at); range.setEnd(node, at + words.length)
            }
          }
          getSelection().removeAllRanges(); getSelection().addRange(range)
        }""",
        [words, all_of_it],
    )


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ("he wrote", "he wrote"),
        ("boat 🚣🏽‍♀️ was", "boat 🚣🏽‍♀️ was"),
        ("“the \u200fשלום\u200f boat", "“the \u200fשלום\u200f boat"),
        ("was [U+202D]empty[U+202C]”", "was \u202dempty\u202c”"),
    ],
)
def test_words_among_overrides_and_emoji_are_added_where_they_stand(
    page: Page, desk: Desk, chosen: str, kept: str
) -> None:
    page.goto(desk.url + "/reports/d_ledger")
    _choose(page, chosen)
    page.click("#adding summary")
    page.click("#adding button")
    expect(page.locator(".layer-added")).not_to_have_count(0)
    [made] = [s for s in desk.bench.now().case.statements if s.origin == "decided"]
    text = desk.bench.now().case.documents[0].text
    assert [c.of(text) for c in made.content] == [kept]


def test_a_selection_that_runs_out_of_the_text_ends_with_it(page: Page, desk: Desk) -> None:
    """Three clicks on the last paragraph select up to what stands below the text."""
    page.goto(desk.url + "/reports/d_ledger")
    _choose(page, "", all_of_it=True)
    page.click("#adding summary")
    page.click("#adding button")
    expect(page.locator(".layer-added")).not_to_have_count(0)
    [made] = [s for s in desk.bench.now().case.statements if s.origin == "decided"]
    assert made.content[0].of(desk.bench.now().case.documents[0].text) == f"{SAID}."


@pytest.mark.parametrize("width", [360, 1280])
def test_a_very_long_name_stays_on_the_page(page: Page, desk: Desk, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    case = desk.bench.now().case
    one = case.statements[0]
    person, report = f"/people/{one.source.actor}", f"/reports/{one.document}?s={one.id}"
    views = ("/", "/statements", "/people", person, "/roots", report, "/timeline", "/findings")
    for path in views:
        page.goto(desk.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path


def test_a_link_to_somebody_who_was_joined_leads_to_the_one(page: Page, desk: Desk) -> None:
    desk.bench.decide(lambda d: d.join("a_joren", "a_mirel", why="One."), "ada")
    kept = {a.id for a in desk.bench.now().case.actors} & {"a_joren", "a_mirel"}
    assert len(kept) == 1
    for gone in ("a_joren", "a_mirel"):
        page.goto(f"{desk.url}/people/{gone}")
        assert page.url == f"{desk.url}/people/{next(iter(kept))}"


def test_print_from_a_dark_screen_is_ink_on_paper(page: Page, desk: Desk) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    for path, marked in (
        ("/reports/d_ledger", "#text .m.said"),
        ("/leads", ".chosen [aria-current]"),
    ):
        page.goto(desk.url + path)
        shown = page.locator(marked).first.evaluate("(e) => getComputedStyle(e).backgroundColor")
        light = [float(part) for part in shown.split("(")[1].rstrip(")").split(",")[:3]]
        assert min(light) > 150, (path, shown)
    page.goto(desk.url + "/roots")
    shown = page.locator(".flow-box.root rect").first.evaluate("(e) => getComputedStyle(e).fill")
    assert min(float(part) for part in shown.split("(")[1].rstrip(")").split(",")[:3]) > 150


def test_what_readers_are_told_stands_with_the_head(page: Page, desk: Desk) -> None:
    session = desk.door.open("rea", "reader")
    name = f"earwitness-{desk.port}"
    page.context.add_cookies([{"name": name, "value": session.key, "url": desk.url}])
    page.goto(desk.url + "/")
    told = page.locator(".withheld").evaluate(
        "(e) => { const r = document.createRange(); r.selectNodeContents(e);"
        " return r.getBoundingClientRect().left }"
    )
    assert told == page.locator(".brand").evaluate("(e) => e.getBoundingClientRect().left")
