"""What was said, released and published, and when; with the gaps and what has no date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from earwitness.exports.brief_checks import recording_title
from earwitness.exports.brief_figures import counted_in_words, value_in_words
from earwitness.exports.brief_wording import capital, count

from .rendering import link
from .snapshot import Snapshot

KINDS = {"said": "Said", "released": "Released", "holds": "Holds for", "published": "Published"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has a date, and where to read of it."""

    kind: str
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class Day:
    """All that falls on one date, and how many empty days lie before it."""

    value: str
    gap: int
    events: tuple[Event, ...]


def days(now: Snapshot, kinds: frozenset[str]) -> tuple[Day, ...]:
    """The dates of the case in order."""
    found: dict[str, list[Event]] = defaultdict(list)
    for when, event in (*_published(now), *_released(now), *_said(now), *_figures(now)):
        if when and (not kinds or event.kind in kinds):
            found[when[:10]].append(event)
    made, last = [], None
    for value in sorted(found):
        events = sorted(
            dict.fromkeys(found[value]), key=lambda e: (list(KINDS).index(e.kind), e.says)
        )
        full = _full(value)
        gap = (full - last).days - 1 if full and last else 0
        made.append(Day(value, max(gap, 0), tuple(events)))
        last = full or last
    return tuple(made)


def undated(now: Snapshot) -> tuple[Event, ...]:
    """Reports and recordings for which the case has no date."""
    reports = [e for when, e in _published(now) if not when]
    return (*reports, *(e for when, e in _released(now) if not when))


def _published(now: Snapshot) -> list[tuple[str, Event]]:
    found = []
    for d in now.case.documents:
        when = d.published.value if d.published else ""
        title = " ".join((d.headline or d.path or "").split())
        says = f"{now.ix.outlet(d.id)}: {title}" if title else now.ix.outlet(d.id)
        found.append((when, Event("published", says, link(f"/reports/{d.id}"))))
    return found


def _released(now: Snapshot) -> list[tuple[str, Event]]:
    found = []
    for r in now.case.recordings:
        by = f" by {now.ix.name(r.released_by)}" if r.released_by else ""
        says = f"{capital(recording_title(now.ix, r))}{by}"
        found.append((r.released_on or "", Event("released", says, f"/recordings#{r.id}")))
    return found


def _said(now: Snapshot) -> list[tuple[str, Event]]:
    many: dict[tuple[str, str], int] = defaultdict(int)
    for trace in now.case.traces:
        for hand in trace.chain:
            if hand.role == "speaker" and hand.date and hand.actor:
                many[hand.date, hand.actor] += 1
    return [
        (when, Event("said", f"{now.ix.name(actor)}: {count(n, 'statement')}",
                     link("/statements", speaker=actor)))
        for (when, actor), n in many.items()
    ]  # fmt: skip


def _figures(now: Snapshot) -> list[tuple[str, Event]]:
    found = []
    for f in now.case.figures:
        if f.as_of:
            what = counted_in_words(f.counted).lower()
            by = now.ix.name(f.actor, now.ix.outlet(f.document))
            says = f"{value_in_words(now.ix, f)} {what} ({by}), in {now.ix.outlet(f.document)}"
            found.append((f.as_of, Event("holds", says, f"/reports/{f.document}#f-{f.id}")))
    return found


def _full(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
