"""A real Chromium, where the machine has one."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "exports"), str(TESTS)]

from whisper_base import model_folder  # noqa: E402

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the tests are skipped where there is none."""
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page, 1200 px wide."""
    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small real speech model of the tests."""
    return model_folder(tmp_path_factory.mktemp("model") / "base")
