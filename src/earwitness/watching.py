"""Feeds and pages watched for a case: what is new is read, and what that changes is told.

Nothing is lost by a stop at any point, and nothing is done twice. A report is kept before its entry
is marked as dealt with, and the entries before the state of their feed; what reports change is told
against the case of all reports that were told of before, and each line of it once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from earwitness import fetching, intake, pipeline
from earwitness.captures import Report, container_of, failure_of, is_url, reports_in
from earwitness.casefile import State
from earwitness.cases import OpenCase
from earwitness.exports import change_feed
from earwitness.fetching import Fetched, Fetcher, FetchError
from earwitness.intake import IntakeError, Member, members_of
from earwitness.model import Case, Change, Document, Failure, Notice, make_id


@dataclass(slots=True)
class Round:
    """What one look at all addresses gave: lines to tell, and what could not be had."""

    told: tuple[Notice, ...] = ()
    failed: list[Failure] = field(default_factory=list)
    looked: int = 0


class Watch:
    """A case and the addresses that are watched for it."""

    def __init__(self, case: OpenCase, fetcher: Fetcher) -> None:
        self.case, self.fetcher = case, fetcher
        self.state = case.folder.watched
        self._before: Case | None = None

    def round(self, urls: Iterable[str], stopped: Callable[[], bool] = lambda: False) -> Round:
        """Look at each address once, read what is new, and tell what it changes."""
        done = Round()
        before = self._before or self._told_case()
        for url in urls:
            if stopped():
                break
            done.looked += 1
            self._look(url, done, stopped)
        done.told = self._tell(before, self.case.update())
        return done

    # -- what is new

    def _look(self, url: str, done: Round, stopped: Callable[[], bool]) -> None:
        known = self.state.state(url)
        try:
            got = self.fetcher.get(url, known.conditions())
        except FetchError as error:
            self._fail(failure_of(url, error), done)
            return
        digest = hashlib.sha256(got.body).hexdigest()
        now = State(url, got.etag, got.last_modified, digest, got.time)
        if got.unchanged:
            now = replace(known, checked=got.time)
        elif now.sha256 != known.sha256 and not self._deal_with(got, done, stopped):
            return  # not to the end: the state stays as it was, so that the rest is seen again
        self.state.put(now)

    def _deal_with(self, got: Fetched, done: Round, stopped: Callable[[], bool]) -> bool:
        """Read a page, or the new entries of a feed; False where that was stopped."""
        entries = _entries(got)
        if entries is None:
            done.failed += self.case.keep(reports_in(got), renew=False).failed
            return True
        for number, entry in enumerate(entries, 1):
            mark = hashlib.sha256(entry.data).hexdigest()
            if self.state.has_entry(got.asked, mark):
                continue
            if stopped():
                return False
            self._entry(got, number, entry, done)
            self.state.put_entry(got.asked, mark)
        return True

    def _entry(self, feed: Fetched, number: int, entry: Member, done: Round) -> None:
        """The page that an entry leads to; if it cannot be had, the entry as the feed gave it."""
        found = pipeline.document_of(entry.data, path=entry.name)
        link = found.url if isinstance(found, Document) else None
        link = urljoin(feed.url, link) if link else None
        why = "no-link"
        if link and is_url(link):
            missing = self._page(link)
            if missing is None:
                return
            why = missing.code
        came = {**container_of(feed), "member": str(number), "as_given": why}
        name = link or f"{feed.asked}#{hashlib.sha256(entry.data).hexdigest()[:12]}"
        report = Report(name, entry.data, came, feed.archive)
        done.failed += self.case.keep([report], renew=False).failed

    def _page(self, link: str) -> Failure | None:
        """Read the page into the case; what stood in the way of it."""
        try:
            reports = list(reports_in(self.fetcher.get(link)))
        except FetchError as error:
            failure = failure_of(link, error)
            self.case.folder.fail(failure, None)
            return failure
        if len(reports) > 1:
            return Failure(link, "intake", "several", f"{link} holds several reports.")
        failed = self.case.keep(reports, renew=False).failed
        return failed[0] if failed else None

    def _fail(self, failure: Failure, done: Round) -> None:
        self.case.folder.fail(failure, None)
        done.failed.append(failure)

    # -- what it changes

    def _told_case(self) -> Case:
        """The case of the reports that were told of; at first, of those that are there already."""
        self.case.renew()
        told = self.state.told()
        if told is None:
            # What lies there already is no news; of a new case nothing is written yet.
            case = self.case.update() if self.case.folder.stored() else Case()
            self.state.put_told((d.sha256 for d in case.documents), self.case.now())
            return case
        return self.case.traced_from(told)

    def _tell(self, before: Case, after: Case) -> tuple[Notice, ...]:
        folder = self.case.folder
        with folder.lock():
            told = folder.notices.append(self._notices(before, after))
            changes = [n for n in folder.notices.all() if n.kind != _ADDED]
            mark = folder.mark()
            folder.write("changes.atom", change_feed(changes, name=folder.name, mark=mark))
            self.state.put_told((d.sha256 for d in after.documents), self.case.now())
        self._before = after
        return told

    def _notices(self, before: Case, after: Case) -> Iterator[Notice]:
        old = {d.id for d in before.documents}
        as_given = self.case.folder.as_given()
        time = self.case.now()
        for document in after.documents:
            if document.id not in old:
                yield _added(document, as_given.get(document.sha256), time)
        texts = {d.id: d for d in after.documents}
        for change in pipeline.changes(before, after):
            yield _notice(change, texts, time)


_ADDED = "report added"
_WHY = intake.CODES | fetching.CODES


def _entries(got: Fetched) -> list[Member] | None:
    """The entries of a feed; None for a page, and for a feed that is broken or empty."""
    try:
        found = list(members_of(got.body, got.asked))
    except IntakeError as error:
        return [] if error.code == "no-text" else None
    return None if len(found) == 1 and found[0].name == got.asked else found


def _added(document: Document, as_given: str | None, time: str) -> Notice:
    who = document.outlet or "A report"
    title = f": “{document.headline}”" if document.headline else ""
    given = ""
    if as_given == "no-link":
        given = " It is kept as the feed gave it, which names no page."
    elif as_given:
        why = _WHY.get(as_given, as_given)
        given = f" Its page could not be read ({why}): it is kept as the feed gave it."
    name = document.path or document.id
    says = f"{who}{title} ({name}).{given}"
    return Notice(make_id("n", _ADDED, document.id), time, _ADDED, says, (document.id,), (name,))


def _notice(change: Change, texts: dict[str, Document], time: str) -> Notice:
    known = [a for a in change.evidence if a.document in texts]
    reports = dict.fromkeys(texts[a.document].path or a.document for a in known)
    words = dict.fromkeys(" ".join(a.span.of(texts[a.document].text).split()) for a in known)
    name = make_id("n", change.kind, change.says, *change.refs)
    return Notice(name, time, change.kind, change.says, change.refs, tuple(reports), tuple(words))
