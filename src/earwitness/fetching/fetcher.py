"""Fetching with manners: robots.txt, a pause for each host, redirects counted and checked."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .addresses import Ip, Resolve, Target, is_public, places_of, sent_on, target_of
from .errors import FetchError
from .robots import Robots
from .warc import archive_of
from .wire import Exchange, Limits, exchange

PAGES = frozenset(("text/html", "application/xhtml+xml", "text/plain", "application/pdf"))
FEEDS = frozenset(
    "application/rss+xml application/atom+xml application/rdf+xml application/xml text/xml"
    " application/feed+json application/json".split()
)
_SENT_ON = frozenset((301, 302, 303, 307, 308))
_ACCEPT = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5"


@dataclass(frozen=True)
class Policy:
    """Who asks, and what is allowed. `pause` is seconds between two requests to one host."""

    agent: str
    allow: Callable[[Ip], bool] = is_public
    robots: bool = True
    pause: float = 1.0
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: as `asked` for, `url` in the end, `archive` with all that was sent.

    `unchanged` says that the site has nothing newer than what the conditions named.
    """

    asked: str
    url: str
    time: str
    kind: str
    body: bytes
    archive: bytes
    record: str
    etag: str | None
    last_modified: str | None
    unchanged: bool = False


class Fetcher:
    """Fetches addresses. One for a whole run: it remembers rules and when a host was last asked."""

    def __init__(
        self,
        policy: Policy,
        *,
        wait: Callable[[float], object] = time.sleep,
        resolve: Resolve = socket.getaddrinfo,
    ) -> None:
        self.policy = policy
        self._wait, self._resolve = wait, resolve
        self._context = ssl.create_default_context()
        self._asked: dict[str, float] = {}
        self._robots = Robots(self._plain)

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Fetched:
        """Fetch a page, feed or PDF, redirects followed. Raises FetchError."""
        headers = {"Accept": _ACCEPT, **(conditions or {})}
        hops = self._followed(target_of(url), headers, PAGES | FEEDS, robots=self.policy.robots)
        last = hops[-1]
        unchanged = last.status == 304 and bool(conditions)
        if last.status != 200 and not unchanged:
            said = f"{last.status} {last.reason}".strip()
            raise FetchError(
                "status", f"{url}: the site does not give it ({said[:80]}): look in a browser."
            )
        said = "obeyed" if self.policy.robots else "ignored, by the user's choice"
        archive, record = archive_of(hops, software=self.policy.agent, robots=said)
        return Fetched(
            asked=url,
            url=last.url,
            time=last.time.isoformat(timespec="milliseconds"),
            kind=last.kind,
            body=last.body,
            archive=archive,
            record=record,
            etag=last.headers.get("etag"),
            last_modified=last.headers.get("last-modified"),
            unchanged=unchanged,
        )

    def post(self, url: str, body: bytes, kind: str) -> bytes:
        """Send bytes to a service that the user named, and give its answer. Raises FetchError."""
        answer = self._asked_for(target_of(url), {"Content-Type": kind}, None, body)
        if answer.status != 200:
            said = f"{answer.status} {answer.reason}".strip()
            raise FetchError("status", f"{url}: the service refuses ({said[:80]}).")
        return answer.body

    def _plain(self, target: Target) -> Exchange:
        """The last answer, whatever it is; nobody's rules asked."""
        return self._followed(target, {}, None, robots=False)[-1]

    def _followed(
        self,
        target: Target,
        headers: Mapping[str, str],
        wanted: frozenset[str] | None,
        *,
        robots: bool,
    ) -> list[Exchange]:
        hops: list[Exchange] = []
        seen: set[str] = set()
        while True:
            if target.url in seen or len(hops) > self.policy.limits.redirects:
                raise FetchError(
                    "redirects",
                    f"{hops[0].url} sends on in a ring or too often: open it yourself.",
                )
            seen.add(target.url)
            if robots:
                self._robots.check(target)
            hops.append(self._asked_for(target, headers, wanted))
            location = hops[-1].headers.get("location")
            if hops[-1].status not in _SENT_ON or not location:
                return hops
            target = sent_on(target, location)

    def _asked_for(
        self,
        target: Target,
        headers: Mapping[str, str],
        wanted: frozenset[str] | None,
        body: bytes | None = None,
    ) -> Exchange:
        """One request, after the pause; to a machine that was looked up once and checked."""
        places = places_of(target, self.policy.allow, self._resolve)
        self._pause(target)
        try:
            return exchange(
                target,
                places,
                {"User-Agent": self.policy.agent, **headers},
                limits=self.policy.limits,
                context=self._context,
                wanted=wanted,
                body=body,
            )
        finally:
            self._asked[target.host] = time.monotonic()

    def _pause(self, target: Target) -> None:
        pause = max(self.policy.pause, self._robots.pause(target))
        left = self._asked.get(target.host, -pause) + pause - time.monotonic()
        if pause and left > 0:
            self._wait(left)
