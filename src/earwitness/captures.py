"""What an address on the web gives, as reports: a page, or the entries of a feed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from earwitness import __version__
from earwitness.fetching import Fetched, Fetcher, FetchError, Policy, is_public
from earwitness.intake import IntakeError, members_of
from earwitness.model import Document, Failure

AGENT = f"earwitness/{__version__} (reads news reports for one person, who named this page)"
_FEEDS = ("xml", "json")
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Report(NamedTuple):
    """A report that was given: its name and bytes, and what the custody log says of their way.

    `container` is what it came out of, where the case keeps that too.
    """

    name: str
    data: bytes | Failure
    came: Mapping[str, str] = _NOTHING
    container: bytes | None = None


def is_url(argument: str) -> bool:
    """Whether the user named an address on the web."""
    return argument.lower().startswith(("http://", "https://"))


def fetcher(
    *,
    allow_private: bool = False,
    ignore_robots: bool = False,
    pause: float = 1.0,
    wait: Callable[[float], object] = time.sleep,
) -> Fetcher:
    """What fetches, as the user wants it; `wait` waits between two requests."""
    allow = (lambda _number: True) if allow_private else is_public
    return Fetcher(Policy(AGENT, allow=allow, robots=not ignore_robots, pause=pause), wait=wait)


def fetched(url: str, by: Fetcher | None) -> Iterator[Report]:
    """The reports at an address; one Failure where it cannot be had."""
    if by is None:
        message = f"{url} is not fetched here: earwitness read fetches addresses."
        yield Report(url, Failure(url, "inputs", "not-found", message))
        return
    try:
        got = by.get(url)
    except FetchError as error:
        yield Report(url, failure_of(url, error))
        return
    yield from reports_in(got)


def failure_of(url: str, error: FetchError) -> Failure:
    """The error as what the log and the user are told."""
    return Failure(url, "fetching", error.code, str(error))


def reports_in(got: Fetched) -> Iterator[Report]:
    """The page, as the archive of its capture; or each entry of a feed, out of that archive."""
    name = got.asked
    try:
        first, *rest = members_of(got.body, name)
    except IntakeError as error:
        yield Report(name, Failure(name, "intake", error.code, str(error)))
        return
    if not rest and first.name == name:
        yield _page(got)
        return
    for number, member in enumerate((first, *rest), 1):
        came = {**container_of(got), "member": str(number)}
        yield Report(member.name, member.data, came, got.archive)


def _page(got: Fetched) -> Report:
    if got.kind.endswith(_FEEDS) and not got.kind.startswith("application/xhtml"):
        message = f"{got.asked} is neither a page nor a feed ({got.kind}): name one of these."
        return Report(got.asked, Failure(got.asked, "fetching", "not-text", message))
    return Report(got.asked, got.archive, way_of(got))


def way_of(got: Fetched) -> dict[str, str]:
    """What the custody log says of a capture."""
    return {
        "url": got.asked,
        "final_url": got.url,
        "captured": got.time,
        "record": got.record,
        "content_sha256": hashlib.sha256(got.body).hexdigest(),
    }


def container_of(got: Fetched) -> dict[str, str]:
    """What the custody log says of a report that came out of a capture."""
    return {
        "container": got.asked,
        "container_sha256": hashlib.sha256(got.archive).hexdigest(),
        "captured": got.time,
        "record": got.record,
    }


def words_of_report(document: Document) -> tuple[str, ...]:
    """The words of a page that are of the report: what stands around them changes every minute."""
    kept = (block for block in document.blocks if block.kind != "furniture")
    return tuple(" ".join(block.span.of(document.text).split()) for block in kept)
