"""Recordings and the hands through which they came, and what was checked of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from earwitness.model import Anchor, Link, Recording, Statement, Verification

from .brief_checks import Point, grouped_checks, recording_title, response_point
from .brief_index import Index, Ref
from .brief_roots import recording_of
from .brief_wording import capital, count, day, listed, number

_ROLES = {
    "speaker": "",
    "relay": "passed on by",
    "recorder": "recorded by",
    "releaser": "released by",
    "translator": "translated by",
    "publisher": "published by",
    "republisher": "carried by",
}
_OPEN = {
    "speaker": "speaker not named",
    "relay": "passed on by somebody not named",
    "recorder": "who recorded it is not said",
    "releaser": "who released it is not said",
    "translator": "translator not named",
    "publisher": "first publisher not named",
    "republisher": "publisher not named",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One hand in a chain; `known` is False where the reports leave it open."""

    says: str
    name: str
    known: bool
    when: str | None = None
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class ChainView:
    """One way from mouth to page."""

    steps: tuple[Step, ...]
    statements: int = 0


@dataclass(frozen=True, slots=True)
class RecordingView:
    """A recording: what it is, how it came to each page, and what was checked of it.

    `counts` is False where a report only mentions it: nobody released it, nobody is quoted from it.
    """

    id: str
    kind: str
    title: str
    hedges: tuple[str, ...]
    chains: tuple[ChainView, ...]
    checks: tuple[Point, ...]
    checked: bool
    outlets: tuple[str, ...]
    refs: tuple[Ref, ...]
    counts: bool = True


def chain_view(ix: Index, links: Iterable[Link], *, statements: int = 0) -> ChainView:
    """A chain in words, from the mouth on."""
    return ChainView(tuple(_step(ix, link) for link in links), statements)


def chain_line(chain: ChainView) -> str:
    """A chain as one line of text."""
    return " → ".join(step_text(step) for step in chain.steps)


def step_text(step: Step) -> str:
    """A hand in a chain as plain words."""
    when = f" ({step.when})" if step.when else ""
    return f"{step.says} {step.name}".strip() + when


def _step(ix: Index, link: Link) -> Step:
    ref = ix.ref(link.evidence.document, (link.evidence.span,)) if link.evidence else None
    when = day((link.date or "")[:10] or None)  # the day will do: the report's head has the minute
    known = link.actor in ix.actors
    if not known:
        return Step(_OPEN[link.role], "", False, when, ref)
    return Step(_ROLES[link.role], ix.name(link.actor), True, when, ref)


def recording_views(ix: Index) -> tuple[RecordingView, ...]:
    """Every recording of the case, in its order."""
    through: dict[str, list[Statement]] = defaultdict(list)
    for statement in ix.case.statements:
        if recording := recording_of(ix, statement):
            through[recording].append(statement)
    return tuple(_view(ix, r, through[r.id]) for r in ix.case.recordings)


def _view(ix: Index, recording: Recording, statements: list[Statement]) -> RecordingView:
    checks = recording_checks(ix, recording, statements)
    spoke = {v.document for v in _verifications(ix, recording, statements)}
    documents = dict.fromkeys([*(m.document for m in recording.mentions)])
    documents |= dict.fromkeys(s.document for s in statements)
    return RecordingView(
        id=recording.id,
        kind=capital(recording.kind),
        title=recording_title(ix, recording),
        hedges=_hedges(ix, recording),
        chains=_chains(ix, recording, statements),
        checks=(*checks, *_silence(ix, spoke, tuple(documents))),
        checked=bool(spoke),
        outlets=tuple(dict.fromkeys(ix.outlet(d) for d in documents)),
        refs=ix.refs(_first_in_each(ix, recording), most=6),
        counts=bool(recording.released_by) or any(_heard_by_name(s) for s in statements),
    )


def _heard_by_name(statement: Statement) -> bool:
    """Whether somebody is quoted: in marks, or by name."""
    return statement.form != "indirect" or statement.source.actor is not None


def _first_in_each(ix: Index, recording: Recording) -> list[Anchor]:
    firsts = {m.document: m for m in sorted(recording.mentions, reverse=True)}
    return sorted(firsts.values(), key=lambda m: ix.numbers.get(m.document, 0))


def _hedges(ix: Index, recording: Recording) -> tuple[str, ...]:
    """The words that hold it at a distance, in the report where they stand."""
    places = tuple(dict.fromkeys(mention.document for mention in recording.mentions))
    found: dict[str, None] = {}
    for hedge in recording.hedges:
        refs = [ref for place in places if (ref := ix.ref(place, (hedge.span,)))]
        named = (ref for ref in refs if hedge.kind.split()[0].lower() in ref.words.lower())
        best = next(named, refs[0] if len(refs) == 1 else None) if hedge.kind else None
        found[best.words if best else hedge.kind] = None
    return tuple(words for words in found if words)


def _chains(ix: Index, recording: Recording, statements: list[Statement]) -> tuple[ChainView, ...]:
    """The different ways in which its statements came, those with the most statements first."""
    ways: dict[tuple[tuple[str, str | None], ...], list[tuple[Link, ...]]] = defaultdict(list)
    for statement in statements:
        links = tuple(_dated(link, recording) for link in _hands(ix, statement))
        if links:
            ways[tuple((link.role, link.actor) for link in links)].append(links)
    ordered = sorted(ways.values(), key=lambda found: -len(found))
    views = [chain_view(ix, found[0], statements=len(found)) for found in ordered]
    mouths = _mouths(ix, recording)
    if not views:
        views = [chain_view(ix, _own_links(recording))]
    return tuple(ChainView((mouths, *view.steps), view.statements) for view in views)


def _hands(ix: Index, statement: Statement) -> tuple[Link, ...]:
    """The links that come after the mouths."""
    trace = ix.traces.get(statement.id)
    links = trace.chain if trace else ()
    return tuple(link for link in links if link.role not in ("speaker", "relay"))


def _dated(link: Link, recording: Recording) -> Link:
    """One report says "this week", another "on Monday": the joined recording has the day."""
    if link.role != "releaser" or recording.released_on is None:
        return link
    return replace(link, date=recording.released_on)


def _mouths(ix: Index, recording: Recording) -> Step:
    names = listed([ix.name(actor) for actor in recording.speakers])
    return Step("", names, True) if names else Step(_OPEN["speaker"], "", False)


def _own_links(recording: Recording) -> tuple[Link, ...]:
    """What the case knows of a recording of which no statement came through."""
    at = recording.release_evidence
    links = [Link("releaser", recording.released_by, None, None, recording.released_on, at)]
    if recording.translator:
        seen = recording.translator_evidence
        links.append(Link("translator", recording.translator, None, None, None, seen))
    if recording.publisher:
        seen = recording.publisher_evidence
        links.append(Link("publisher", recording.publisher, None, None, None, seen))
    return tuple(links)


def _verifications(
    ix: Index, recording: Recording, statements: Iterable[Statement]
) -> list[Verification]:
    ids = {recording.id, *(s.id for s in statements)}
    return [v for v in ix.case.verifications if v.of in ids]


def recording_checks(
    ix: Index, recording: Recording, statements: Iterable[Statement]
) -> tuple[Point, ...]:
    """What the reports say was checked of a recording or of the statements on it."""
    ids = {recording.id, *(s.id for s in statements)}
    checks = grouped_checks(ix, _verifications(ix, recording, statements))
    answers = [response_point(ix, r) for r in ix.case.responses if r.of in ids]
    return (*checks, *answers)


def _silence(ix: Index, spoke: set[str], documents: tuple[str, ...]) -> tuple[Point, ...]:
    """Silence said as silence: which of its reports do not mention a check of it."""
    if not spoke:
        return (Point("No report says that it was checked.", (), "silent", True),)
    silent = [ix.outlet(d) for d in documents if d not in spoke]
    if not silent:
        return ()
    verb = "says" if len(silent) == 1 else "say"
    return (Point(f"{listed(silent)} {verb} nothing of a check.", (), "silent"),)


def media_held(ix: Index, views: Iterable[RecordingView]) -> str:
    """What the case holds of the recordings: what is said of them, and transcripts."""
    n = sum(view.counts for view in views)
    if not n:
        return ""
    says = f"The case holds what the reports say of {count(n, 'recording')}"
    written = len({t.recording for t in ix.case.transcripts})
    if not written:
        return f"{says}, and no audio."
    return f"{says}, and {'a transcript' if n == 1 else f'transcripts of {number(written)}'}."
