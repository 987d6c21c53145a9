"""The brief in a browser: nothing runs, nothing is asked for, every line leads to its words."""

from pathlib import Path

import pytest
from bridge import bridge_case
from playwright.sync_api import Page
from test_brief_page import EVIL, hostile

from earwitness.exports import brief_page
from earwitness.model import Case

pytestmark = pytest.mark.browser


def show(page: Page, folder: Path, case: Case) -> list[str]:
    """Open the brief of a case; the requests and complaints that it caused are filled in later."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    file = folder / "brief.html"
    file.write_text(brief_page(case), encoding="utf-8")
    page.goto(file.as_uri())
    heard.remove(file.as_uri())
    return heard


def contrast(page: Page, selector: str) -> float:
    """The contrast between an element's words and the paper, as WCAG 2 counts it."""
    return float(
        page.evaluate(
            """selector => {
              const light = css => {
                const [r, g, b] = css.match(/[\\d.]+/g).slice(0, 3).map(Number)
                  .map(v => v / 255)
                  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                return 0.2126 * r + 0.7152 * g + 0.0722 * b
              }
              const ink = light(getComputedStyle(document.querySelector(selector)).color)
              const paper = light(getComputedStyle(document.body).backgroundColor)
              return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
            }""",
            selector,
        )
    )


def test_asks_for_nothing_and_is_drawn_with_its_style(page: Page, tmp_path: Path) -> None:
    heard = show(page, tmp_path, bridge_case())
    assert heard == []
    assert page.evaluate("getComputedStyle(document.querySelector('.fill')).display") == "block"


def test_nothing_in_a_hostile_report_runs(page: Page, tmp_path: Path) -> None:
    heard = show(page, tmp_path, hostile(bridge_case()))
    assert page.evaluate("window.ran") is None
    assert heard == []
    assert EVIL[:20] in page.inner_text("h3 >> nth=0") + page.inner_text("body")


def test_a_script_that_slipped_in_would_not_run(page: Page, tmp_path: Path) -> None:
    spoilt = brief_page(bridge_case()).replace("</main>", "<script>window.ran = 1</script></main>")
    file = tmp_path / "spoilt.html"
    file.write_text(spoilt, encoding="utf-8")
    page.goto(file.as_uri())
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("width", [360, 768, 1200, 1360, 2560])
def test_nothing_sticks_out_at_any_width(page: Page, tmp_path: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    show(page, tmp_path, bridge_case())
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_very_long_word_does_not_widen_the_page(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    show(page, tmp_path, hostile(bridge_case()))
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_line_leads_to_its_words(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, bridge_case())
    page.click("#s6 .words a")
    target = page.locator(":target")
    assert target.inner_text() == "at least 64 Sordanian soldiers were killed"
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_all_parts_of_a_split_quotation_light_up(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, bridge_case())
    colour = "e => getComputedStyle(e).backgroundColor"
    before = [e.evaluate(colour) for e in page.locator(".m.said.direct").all()[:3]]
    page.click("#s2 .words a")
    parts = page.locator(f".{page.evaluate('location.hash.slice(1)')}").all()
    assert len(parts) == 2
    lit = {part.evaluate(colour) for part in parts}
    assert len(lit) == 1
    assert not lit & set(before)


def test_the_number_in_the_text_leads_back(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, bridge_case())
    page.click("a.n[data-n='6']")
    assert page.evaluate("location.hash") == "#s6"


def test_wide_screens_keep_the_brief_beside_the_reports(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 2560, "height": 1440})
    show(page, tmp_path, bridge_case())
    page.locator("#s11").scroll_into_view_if_needed()
    before = page.locator("#s11").bounding_box()
    page.click("#s11 .words a")
    after, words = page.locator("#s11").bounding_box(), page.locator(":target").bounding_box()
    assert before is not None
    assert after is not None
    assert words is not None
    assert abs(before["y"] - after["y"]) < 2
    assert words["x"] > after["x"] + after["width"]
    assert 0 <= words["y"] < 1440


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", [".opening", ".src", ".kind", ".bar-tail", ".owner", ".meta"])
def test_words_stand_out_from_the_paper(
    page: Page, tmp_path: Path, scheme: str, selector: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    show(page, tmp_path, bridge_case())
    assert contrast(page, selector) >= 4.5


def test_on_paper_the_reports_follow_in_full(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 2560, "height": 1440})
    show(page, tmp_path, bridge_case())
    page.emulate_media(media="print")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.reports')).overflowY") == "visible"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert len(page.pdf()) > 10_000


def test_keys_scroll_the_brief_at_once(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 2560, "height": 1440})
    show(page, tmp_path, bridge_case())
    for _ in range(40):  # the policy forbids the page to wait for a condition by itself
        page.keyboard.press("PageDown")
        page.wait_for_timeout(100)
        if page.evaluate("document.querySelector('main').scrollTop") > 300:
            break
    assert page.evaluate("document.querySelector('main').scrollTop") > 300
