"""Which of two reports had the words first: from citations, dates, and what was lost on the way.

Two reports depend on each other where one cites the other, where only one of them heard the
speaker, or where they share what two reporters do not write alike by chance (`reuse`). Which was
first is told by signs that point one way: words that were cut, a number that was rounded, a hedge
that fell off (text is lost on the way more often than it is won: Clough and others, METER, 2002),
and the dates. One such sign alone decides nothing, and signs that point both ways leave it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from earwitness.model import Anchor, Citation, Clue, Copying, Figure, Finding, Statement

from .folder import Folder, anchors_of
from .matches import Match
from .phrases import day_in_words, first_day, first_upper, last_day, together
from .reuse import Pair, own_words, rare_numbers, rare_spellings
from .words import one_line

_WEIGHTS = {"cited": 3, "heard": 2, "dropped": 1, "rounded": 1, "hedge dropped": 1, "earlier": 1}
_TIES = frozenset({"cited", "heard", "own words", "rare spelling", "rare number"})
_ENOUGH, _LOOSE = 2, frozenset({"about", "more than", "at least", "nearly", "over", "almost"})


def copyings(
    folder: Folder, found: Sequence[Match], citations: Sequence[Citation]
) -> tuple[Copying, ...]:
    """Every two reports of two outlets that depend on each other, in the order of the export."""
    clues: dict[Pair, list[Clue]] = defaultdict(list)
    shared: dict[Pair, list[Match]] = defaultdict(list)
    for match in found:
        pair = _pair(folder, match.one.statement.document, match.other.statement.document)
        if pair:
            shared[pair].append(match)
    for pair, clue in (*_cited(folder, citations), *_reused(folder)):
        clues[pair].append(clue)
    for pair, matches in shared.items():
        clues[pair] += _heard(folder, matches)
    place = {d.id: n for n, d in enumerate(folder.documents)}
    pairs = sorted(
        (p for p, told in clues.items() if any(c.kind in _TIES for c in told)),
        key=lambda p: (place[p[0]], place[p[1]]),
    )
    return tuple(_copying(folder, p, clues[p], shared[p]) for p in pairs)


def _pair(folder: Folder, one: str, other: str) -> Pair | None:
    """Two documents of two outlets in the order of the export; None where they are of one."""
    if one == other or folder.outlet_name(one) == folder.outlet_name(other):
        return None
    place = [d.id for d in folder.documents if d.id in (one, other)]
    return place[0], place[1]


def _cited(folder: Folder, citations: Sequence[Citation]) -> Iterator[tuple[Pair, Clue]]:
    for c in citations:
        pair = _pair(folder, c.document, c.resolved) if c.resolved else None
        if pair and c.resolved:
            names = folder.outlet_name(c.document), folder.outlet_name(c.resolved)
            anchor = Anchor(c.document, c.span)
            says = f"{names[0]} cites {names[1]} (“{one_line(folder.says(anchor), 60)}”)"
            yield pair, Clue("cited", says, c.resolved, (anchor,))


def _reused(folder: Folder) -> Iterator[tuple[Pair, Clue]]:
    for (one, other), run in own_words(folder).items():
        if pair := _pair(folder, one, other):
            words = one_line(folder.says(run[0]), 80)
            yield pair, Clue("own words", f"both write “{words}”", None, run)
    for (one, other), name, usual, places in rare_spellings(folder):
        if pair := _pair(folder, one, other):
            says = f"only these two write “{name}”, where others have “{usual}”"
            yield pair, Clue("rare spelling", says, None, places)
    for (one, other), here, there, often in rare_numbers(folder):
        if pair := _pair(folder, one, other):
            says = f"only these two give {here.value:,}, where others have {often:,}"
            yield pair, Clue("rare number", says, None, (_at(here), _at(there)))


def _at(figure: Figure) -> Anchor:
    return Anchor(figure.document, figure.span)


def _heard(folder: Folder, matches: Sequence[Match]) -> Iterator[Clue]:
    """Words that the speaker told one of the two outlets, and of the other nobody says that."""
    for match in matches:
        one, other = match.one.statement, match.other.statement
        if any(_told(folder, s, other if s is one else one) for s in (one, other)):
            heard, bare = (one, other) if _told(folder, one, other) else (other, one)
            name, whom = folder.outlet_name(heard.document), folder.name(heard.source.actor)
            span = heard.addressee.span
            words = (Anchor(heard.document, span),) if span else anchors_of(heard)
            yield Clue("heard", f"{whom} told {name}", heard.document, (*words, *anchors_of(bare)))
            return


def _told(folder: Folder, statement: Statement, other: Statement) -> bool:
    def own(s: Statement) -> bool:
        outlet = folder.outlets.get(s.document)
        return outlet is not None and any(x.addressee.actor == outlet for x in folder.outward(s))

    return own(statement) and not own(other)


def _copying(folder: Folder, pair: Pair, ties: Sequence[Clue], matches: Sequence[Match]) -> Copying:
    lost = (*_dropped(folder, matches), *_rounded(folder, pair), *_unhedged(folder, matches))
    third = tuple(_one_source(folder, pair))
    clues = (*_each_once(ties), *lost, *_earlier(folder, pair), *third)
    counted = [c for c in clues if not third or c.kind in ("cited", "heard")]
    score = {d: sum(_WEIGHTS[c.kind] for c in counted if c.first == d) for d in pair}
    one, other = pair
    gap = score[one] - score[other]
    first = None if abs(gap) < _ENOUGH else one if gap > 0 else other
    said = [s.id for m in matches for s in (m.one.statement, m.other.statement)]
    why = _why(folder, pair, first, clues)
    return Copying(one, other, first, why, clues, tuple(dict.fromkeys(said)))


def _each_once(clues: Sequence[Clue]) -> tuple[Clue, ...]:
    return tuple({(c.kind, c.first): c for c in reversed(clues)}.values())[::-1]


def _why(folder: Folder, pair: Pair, first: str | None, clues: Sequence[Clue]) -> str:
    names = [folder.outlet_name(d) for d in pair]
    told = together(c.says for c in clues if first is None or c.first in (None, first))
    if first is None:
        open_ = f"{together(names)} depend on each other; which had it first stays open: {told}"
        return f"{first_upper(open_)}."
    return f"{first_upper(folder.outlet_name(first))} had it first: {told}."


def _dropped(folder: Folder, matches: Sequence[Match]) -> Iterator[Clue]:
    """A quotation that one of the two cut; where each cut one, neither is told by it."""
    cut = [_fuller(m) for m in matches if m.sameness == "trimmed"]
    if cut and len({full.document for full, _ in cut}) == 1:
        full, part = cut[0]
        names = folder.outlet_name(part.document), folder.outlet_name(full.document)
        says = f"{names[0]} has only a part of what {names[1]} quotes"
        yield Clue("dropped", says, full.document, (*anchors_of(full), *anchors_of(part)))


def _fuller(match: Match) -> tuple[Statement, Statement]:
    one, other = match.one, match.other
    longer = len(one.words) >= len(other.words)
    return (one.statement, other.statement) if longer else (other.statement, one.statement)


def _rounded(folder: Folder, pair: Pair) -> Iterator[Clue]:
    held = [[f for f in folder.figures if f.document == d and f.value] for d in pair]
    for here, there in ((0, 1), (1, 0)):
        for exact in held[here]:
            loose = next((f for f in held[there] if _is_rounding(exact, f)), None)
            if loose is not None:
                says = f"“{folder.says(_at(loose))}” is “{folder.says(_at(exact))}” rounded"
                yield Clue("rounded", says, pair[here], (_at(exact), _at(loose)))
                return


def _is_rounding(exact: Figure, loose: Figure) -> bool:
    a, b = exact.value or 0, loose.value or 0
    alike = exact.counted == loose.counted and exact.qualifier == "exact"
    if not alike or loose.qualifier not in _LOOSE or a == b or a < 20:
        return False
    steps = (10**n for n in range(1, len(str(a))))
    return any(b in (a // s * s, round(a / s) * s) and a % s for s in steps)


def _unhedged(folder: Folder, matches: Sequence[Match]) -> Iterator[Clue]:
    for match in matches:
        for held, bare in ((match.one, match.other), (match.other, match.one)):
            hedges = held.statement.hedges
            if hedges and not bare.statement.hedges:
                here = Anchor(held.statement.document, hedges[0].span)
                name = folder.outlet_name(bare.statement.document)
                says = f"the “{one_line(folder.says(here), 40)}” is gone in {name}"
                words = (here, *anchors_of(bare.statement))
                yield Clue("hedge dropped", says, held.statement.document, words)
                return


def _earlier(folder: Folder, pair: Pair) -> Iterator[Clue]:
    """The dates of the pages, where the one surely ends before the other begins."""
    stamps = [folder.document[d].published for d in pair]
    values = [s.value if s else None for s in stamps]
    for here, there in ((0, 1), (1, 0)):
        if _before(values[here], values[there]):
            names, times = [folder.outlet_name(d) for d in pair], _times(values)
            says = f"{names[here]} is of {times[here]}, {names[there]} of {times[there]}"
            words = tuple(Anchor(d, s.span) for d, s in zip(pair, stamps, strict=True)
                          if s and s.span)  # fmt: skip
            yield Clue("earlier", says, pair[here], words)


def _times(values: Sequence[str | None]) -> list[str]:
    """The days in words; where it is one day, the hours as the pages give them."""
    days = [day_in_words((v or "").split("T")[0]) for v in values]
    return days if days[0] != days[1] else [(v or "").partition("T")[2] for v in values]


def _before(one: str | None, other: str | None) -> bool:
    times = _instant(one), _instant(other)
    if times[0] and times[1]:
        return times[0] < times[1]
    last, first = last_day(one), first_day(other)
    return last is not None and first is not None and last < first


def _instant(value: str | None) -> datetime | None:
    """The moment of a stamp with an hour and a zone; None where one of them is not known."""
    if not value or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _one_source(folder: Folder, pair: Pair) -> Iterator[Clue]:
    """A third outlet or agency that both name: each may have it from there."""
    own = {folder.outlets.get(d) for d in pair}
    named = [{c.actor: c for c in reversed(folder.citations)
              if c.document == d and c.actor not in own and folder.kind(c.actor) == "outlet"}
             for d in pair]  # fmt: skip
    for actor in sorted((a for a in named[0].keys() & named[1].keys() if a), key=folder.name):
        words = tuple(Anchor(c.document, c.span) for c in (named[0][actor], named[1][actor]))
        says = f"both name {folder.name(actor)}, from which each may have it"
        yield Clue("one source", says, None, words)
        return


def copied(told: Sequence[Copying]) -> Iterator[Finding]:
    """One finding for each report that had its words from another, by more than a citation."""
    for one in told:
        signs = [c for c in one.clues if c.first == one.first and c.kind != "earlier"]
        if one.first and any(c.kind != "cited" for c in signs):
            later = one.other if one.first == one.one else one.one
            words = tuple(dict.fromkeys(a for c in one.clues for a in c.words))
            refs = (one.first, later, *one.statements)
            yield Finding("copied report", refs, one.why, words, 0.5, "rules/copying@1")
