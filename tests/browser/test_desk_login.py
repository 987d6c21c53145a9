"""A reader and an owner come in by name and password, in a real browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "desk"), str(TESTS / "deciding"), str(TESTS / "exports")]

from decided_bridge import made_case  # noqa: E402
from desk_server import Desk, served  # noqa: E402
from large_case import write_case  # noqa: E402

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"  # noqa: S105


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = write_case(tmp_path_factory.mktemp("login") / "case", made_case())
    with served(folder) as opened:
        for name, role in (("rea", "reader"), ("olga", "owner")):
            opened.door.accounts.put(name, role, PASSWORD)  # type: ignore[arg-type]
        yield opened


def _come_in(browser: Browser, desk: Desk, name: str, password: str = PASSWORD) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{desk.url}/people")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Come in").click()
    return page


def test_a_wrong_password_lets_nobody_in(browser: Browser, desk: Desk) -> None:
    page = _come_in(browser, desk, "olga", "guess and guess")
    expect(page.get_by_text("Name and password do not fit.")).to_be_visible(timeout=60_000)
    page.goto(f"{desk.url}/people")
    assert "/enter" in page.url


def test_an_owner_sees_names_and_can_decide(browser: Browser, desk: Desk) -> None:
    page = _come_in(browser, desk, "olga")
    expect(page.get_by_role("link", name="Joren", exact=True)).to_be_visible(timeout=60_000)
    page.goto(f"{desk.url}/reports/d_ledger?s=s_hold")
    expect(page.get_by_role("button", name="Accept")).to_be_visible(timeout=60_000)
    assert page.get_by_role("link", name="Add reports").count() == 1


def test_a_reader_sees_placeholders_and_cannot_decide(browser: Browser, desk: Desk) -> None:
    page = _come_in(browser, desk, "rea")
    expect(page.get_by_text("Private persons have placeholders here")).to_be_visible(timeout=60_000)
    seen = [page.inner_text("body")]
    page.goto(f"{desk.url}/")
    for href in page.eval_on_selector_all("a[href^='/reports/']", "a => a.map(x => x.href)"):
        page.goto(href)
        seen.append(page.content())
    page.goto(f"{desk.url}/statements?q=Joren")
    expect(page.locator("#many")).to_have_text("No statements")
    assert page.locator(".sts > li").count() == 0
    page.goto(f"{desk.url}/statements")
    page.locator(".sts a").first.click()
    expect(page.locator("#panel blockquote").first).to_be_visible()
    assert len(seen) > 3
    for words in seen:
        assert [n for n in ("Joren", "Mirel", "Pavo") if n in words] == []
    assert page.get_by_role("button", name="Accept").count() == 0
    assert page.get_by_role("link", name="Add reports").count() == 0
