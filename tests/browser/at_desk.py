"""Somebody at a desk in the real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desk_server import Desk
from playwright.sync_api import Browser, Page

WAIT = 120_000
"""Milliseconds for which a page is waited for: the machine may be busy."""


@contextmanager
def at_desk(browser: Browser, desk: Desk, *, width: int = 1280) -> Iterator[Page]:
    """A page of a browser of its own, in which the desk was entered."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto(desk.entry())
    yield page
    context.close()
