"""What a site's robots.txt lets programs have (RFC 9309), asked once an hour."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from .addresses import Target
from .errors import FetchError
from .wire import Exchange

_KEPT = 3600.0  # seconds
_LONGEST = 30.0  # seconds between two requests that a site may ask for
_NAME = "earwitness"
_MOST = 500_000  # bytes of a robots.txt that are read, as the RFC has it


@dataclass(frozen=True, slots=True)
class _Known:
    rules: Protego
    until: float


class Robots:
    """The rules of the sites that were asked. `ask` fetches a robots.txt, redirects followed."""

    def __init__(self, ask: Callable[[Target], Exchange]) -> None:
        self._ask = ask
        self._known: dict[str, _Known] = {}

    def check(self, target: Target) -> None:
        """Raises FetchError where the site does not want the target fetched."""
        if not self._rules(target).can_fetch(target.url, _NAME):
            raise FetchError(
                "robots",
                f"{target.url}: programs are asked not to fetch it ({target.origin}/robots.txt):"
                " save the page by hand, or say --ignore-robots if the site is yours.",
            )

    def pause(self, target: Target) -> float:
        """Seconds that the site wants between two requests; 0 where it says nothing."""
        known = self._known.get(target.origin)
        return min(_LONGEST, float(known.rules.crawl_delay(_NAME) or 0)) if known else 0.0

    def _rules(self, target: Target) -> Protego:
        known = self._known.get(target.origin)
        if known is None or known.until < time.monotonic():
            known = _Known(self._fetched(target), time.monotonic() + _KEPT)
            self._known[target.origin] = known
        return known.rules

    def _fetched(self, target: Target) -> Protego:
        way = "/robots.txt"
        place = Target(target.origin + way, target.scheme, target.host, target.port, way)
        try:
            answer = self._ask(place)
        except FetchError as error:
            # The user named the page, and nothing of robots.txt.
            raise FetchError(error.code, str(error).replace(place.url, target.url)) from error
        if answer.status >= 500:
            raise FetchError(
                "robots",
                f"{target.url}: the site cannot say just now what programs may fetch "
                f"({target.origin}/robots.txt answers {answer.status}): try again later.",
            )
        text = answer.body[:_MOST].decode("utf-8", "replace") if answer.status // 100 == 2 else ""
        return Protego.parse(text)
