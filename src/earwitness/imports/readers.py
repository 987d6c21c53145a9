"""A file as offers: which format it is in, and what each of its items says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import follow_the_money as ftm
from . import web_annotations as web
from .errors import ImportFileError
from .loading import Thing, bounded, text_of, values
from .offers import Offer, Offered, Unread

Own = Callable[[str], Mapping[str, Thing]]
"""What the case itself would write in a format, by id: it is no news."""
_OURS = "urn:earwitness:"


def read_offers(data: bytes, own: Own) -> Offered:
    """What the file offers, in its order. Raises ImportFileError where it is none of ours."""
    found = values(data)
    whole = found[0] if len(found) == 1 else None
    if isinstance(whole, dict):
        whole = whole.get("results")  # what Aleph answers to a search
    if isinstance(whole, list) and whole and all(map(ftm.is_entity, whole)):
        found = whole
    if found and all(map(ftm.is_entity, found)):
        ours = own("ftm")
        return _offered("ftm", found, ours, lambda item, n: ftm.offer_of(item, n, ours))
    lists = [web.annotations_in(value) for value in found]
    if not found or any(one is None for one in lists):
        raise ImportFileError(
            "import-kind",
            "The file holds neither Web Annotations nor FollowTheMoney entities: "
            "docs/formats.md says what is taken in.",
        )
    items = [item for one in lists for item in one or ()]
    return _offered("annotations", items, own("annotations"), _annotation)


def _annotation(item: Thing, number: int) -> Offer | Unread:
    name = text_of(item.get("id"))
    if name.startswith(_OURS) and not item.get("creator") and not item.get("created"):
        return Unread(name, "it was found by a program, in another reading, and decided by nobody")
    return web.offer_of(item, number)


def _offered(
    form: str,
    found: list[Any],
    own: Mapping[str, Thing],
    made: Callable[[Thing, int], Offer | Unread | None],
) -> Offered:
    items = bounded(found)
    news = [(n, i) for n, i in enumerate(items, 1) if own.get(text_of(i.get("id"))) != i]
    each = [made(item, n) for n, item in news]
    return Offered(
        form=form,
        known=len(items) - len(news),
        offers=tuple(o for o in each if isinstance(o, Offer)),
        unread=tuple(u for u in each if isinstance(u, Unread)),
    )
