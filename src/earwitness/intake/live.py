"""The entries of a live page, each with its own time and authors."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from earwitness.model import Entry, Span

from .bylines import has_by, is_bare_names, names_in
from .metadata import Author, Update, iso_of
from .placing import Page, plain

_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b\.?)?", re.IGNORECASE)
Signers = Callable[[Author], list[str]]


def entries_of(page: Page, signers: Signers) -> tuple[Entry, ...] | None:
    """The entries in the order of the page; None for a page that is not live."""
    numbered = groupby(range(len(page.pieces)), key=lambda i: page.pieces[i].around.entry)
    groups = [(number, list(members)) for number, members in numbered if number]
    read = [g for g in groups if any(page.lines[i].kind == "body" for i in g[1])]
    if len(read) < 2:
        return None
    times = _times(page)
    updates = {plain(update.headline): update for update in page.meta.updates}
    return tuple(_entry(page, members, times.get(n), updates, signers) for n, members in read)


def _entry(
    page: Page,
    members: list[int],
    time: str | None,
    updates: dict[str, Update],
    signers: Signers,
) -> Entry:
    lines = [page.lines[i] for i in members]
    told = next((u for line in lines if (u := updates.get(plain(line.words)))), None)
    names = [n for author in told.authors for n in signers(author)] if told else []
    if not names:
        shown = [i for i in members if page.pieces[i].around.role in ("byline", "dateline")]
        parts = [part.strip() for i in shown for part in _CLOCK.split(page.lines[i].words)]
        names = [
            name for part in parts if is_bare_names(part) or has_by(part) for name in names_in(part)
        ]
    span = Span(lines[0].span.start, lines[-1].span.end)
    return Entry(span, (told.published if told else None) or time, tuple(dict.fromkeys(names)))


def _times(page: Page) -> dict[int, str]:
    """The first time that stands in each entry's element, by the element's number."""
    found: dict[int, str] = {}
    entries = {piece.around.entry for piece in page.pieces} - {0}
    for node, given in page.tree.times:
        time, at = iso_of(given), node
        while at and at not in entries:
            at = page.tree.parents[at]
        if at and time:
            found.setdefault(at, time)
    return found
