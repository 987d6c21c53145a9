"""Findings about the same words: one quotation in several reports, what differs, hedge drift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from earwitness.model import Anchor, Finding, Hedge, Statement

from .alignment import Change
from .folder import Folder, anchors_of
from .matches import Match, Quote, clusters, quoted
from .phrases import count, first_upper, in_words, some, together
from .words import content_words, one_line, plain_quote

_CHANGES = {"not": 3, "number": 2, "hedge": 2, "condition": 2, "left out": 1, "words": 1}
_WHY = {
    "not": " The sense is turned round.",
    "number": " The number is not the same.",
    "hedge": " One is surer than the other.",
    "condition": " Only one of them says on what it depends.",
}
_MOST = 200


def same_quotations(folder: Folder, found: Sequence[Match]) -> Iterator[Finding]:
    """One finding for each quotation that stands more than once without a change in its words."""
    plain = [m for m in found if m.sameness != "differs"]
    how: dict[str, set[str]] = defaultdict(set)
    for match in plain:
        how[match.one.statement.id].add(match.sameness)
        how[match.other.statement.id].add(match.sameness)
    for group in clusters(plain):
        ways = sorted({w for q in group for w in how[q.statement.id]} - {"identical"})
        yield _same(folder, group, ways)


def _same(folder: Folder, group: Sequence[Quote], ways: Sequence[str]) -> Finding:
    pages = list(dict.fromkeys(q.statement.document for q in group))
    outlets = list(dict.fromkeys(folder.outlet_name(p) for p in pages))
    longest = max(group, key=lambda q: (len(q.words), q.statement.id))
    if len(pages) > 1:
        often = "" if len(group) == len(pages) else f"{_times(len(group))} "
        where = f"stands {often}in {count(len(pages), 'report')} ({some(outlets)})"
    else:
        where = f"stands {_times(len(group))} in the report of {outlets[0]}"
    made = f" The versions differ in nothing that matters ({together(ways)})." if ways else ""
    says = f"{quoted(longest)} {where}: one statement, not {in_words(len(group))}.{made}"
    weight = 0.3 + 0.05 * min(len(pages), 6) if len(pages) > 1 else 0.15
    return _finding("same quotation", [q.statement for q in group], says, weight)


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{in_words(number)} times"


def differing_quotations(folder: Folder, found: Sequence[Match]) -> Iterator[Finding]:
    """One finding for each two versions of a quotation whose words differ."""
    seen: set[tuple[tuple[str, ...], ...]] = set()
    for match in found:
        versions = tuple(sorted((match.one.words, match.other.words)))
        if match.sameness == "differs" and versions not in seen and _telling(folder, match):
            seen.add(versions)
            yield _differs(folder, match)


def _telling(folder: Folder, match: Match) -> bool:
    """Whether a difference is one of telling: in one report, only its head can misquote its body.

    Two like sentences in one body are two things that somebody said.
    """
    one, other = match.one.statement, match.other.statement
    return one.document != other.document or _in_head(folder, one) != _in_head(folder, other)


def _in_head(folder: Folder, statement: Statement) -> bool:
    heads = folder.document[statement.document].blocks_of("headline", "standfirst")
    return any(block.span.meets(span) for block in heads for span in statement.content)


def _differs(folder: Folder, match: Match) -> Finding:
    one, other = match.one.statement, match.other.statement
    here, there = folder.outlet_name(one.document), folder.outlet_name(other.document)
    if one.document == other.document:
        here, there = f"{here} once", "a second time"
    elif here == there:
        here, there = f"{here} in one report", f"{here} in another"
    weightiest = max(match.changes, key=lambda c: _CHANGES[c.kind])
    heavy = _CHANGES[weightiest.kind]
    gives = "; ".join(_told(c, here, there) for c in match.changes)
    why = _WHY.get(weightiest.kind, "")
    says = f"{quoted(match.one)} does not read the same everywhere: {gives}.{why}"
    return _finding("quotation differs", [one, other], says, 0.4 + 0.12 * heavy)


def _told(change: Change, here: str, there: str) -> str:
    if change.one and change.other:
        return f"{here} has “{change.one}”, {there} “{change.other}”"
    has, lacks = (here, there) if change.one else (there, here)
    return f"{has} has “{change.one or change.other}”, which {lacks} lacks"


def hedge_drift(folder: Folder, found: Sequence[Match]) -> Iterator[Finding]:
    """The same statement held at a distance in one report, and given bare in another."""
    told: set[tuple[str, str]] = set()
    pairs = (*_in_groups(folder, found), *_same_claims(folder))
    for one, other in pairs:
        for hedged, bare in ((one, other), (other, one)):
            hedges = _hedges(folder, hedged)
            if hedged.document == bare.document or not hedges or _hedges(folder, bare):
                continue
            recording = folder.recording_of(hedged)
            # Of one recording, a report drops the hedge once, however many others keep theirs.
            what = recording.id if recording else bare.id
            if (mark := (what, bare.document)) not in told:
                told.add(mark)
                yield _drift(folder, hedged, bare, hedges[0])


def _in_groups(folder: Folder, found: Sequence[Match]) -> Iterator[tuple[Statement, Statement]]:
    """Every bare telling of a quotation with the first one of another report that is hedged."""
    place = {s.id: n for n, s in enumerate(folder.statements)}
    for group in clusters(found):
        said = sorted((q.statement for q in group), key=lambda s: place[s.id])
        hedged = [s for s in said if _hedges(folder, s)]
        for bare in said if hedged else ():
            first = next((s for s in hedged if s.document != bare.document), None)
            if first is not None:
                yield first, bare


def _same_claims(folder: Folder) -> Iterator[tuple[Statement, Statement]]:
    """Statements of one source in two reports that share most of their words."""
    by_source: dict[str, list[Statement]] = defaultdict(list)
    for statement in folder.statements:
        if statement.source.actor and statement.form == "indirect":
            by_source[statement.source.actor].append(statement)
    for said in by_source.values():
        words = {s.id: content_words(folder.words(s)) for s in said[:_MOST]}
        for one, other in combinations(said[:_MOST], 2):
            shared = words[one.id] & words[other.id]
            least = min(len(words[one.id]), len(words[other.id]))
            if one.document != other.document and len(shared) >= max(3, 0.7 * least):
                yield one, other


def _hedges(folder: Folder, statement: Statement) -> list[Hedge]:
    """The hedges on the statement, on what it stands in, and on its recording in that report."""
    found = [h for step in folder.outward(statement) for h in step.hedges]
    recording = folder.recording_of(statement)
    heard = folder.heard.get((statement.document, recording.id)) if recording else None
    return found + (list(heard.hedges) if heard else [])


def _drift(folder: Folder, hedged: Statement, bare: Statement, hedge: Hedge) -> Finding:
    word = one_line(hedge.span.of(folder.document[hedged.document].text), 40)
    one, other = folder.outlet_name(hedged.document), folder.outlet_name(bare.document)
    if one == other:
        one, other = "another of its reports", f"one report of {other}"
    words = plain_quote(folder.words(bare), 60)
    says = f"{other} gives {words} without the “{word}” of {one}."
    evidence = (Anchor(hedged.document, hedge.span), *anchors_of(bare), *anchors_of(hedged))
    refs = (hedged.id, bare.id)
    return Finding("hedge drift", refs, first_upper(says), evidence, 0.6, "rules/quotations@1")


def _finding(kind: str, said: Sequence[Statement], says: str, weight: float) -> Finding:
    firsts = (a for s in said for a in anchors_of(s)[:1])
    evidence = tuple(dict.fromkeys((*firsts, *(a for s in said for a in anchors_of(s)))))
    return Finding(
        kind, tuple(s.id for s in said), first_upper(says), evidence, weight, "rules/quotations@1"
    )
