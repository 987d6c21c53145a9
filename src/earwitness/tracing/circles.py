"""Who cites whom among the reports of a case: circles, and reports that lean on another report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from earwitness.model import Anchor, Citation, Finding

from .citations import claim_of
from .folder import Folder
from .phrases import first_upper, in_words, together

Cites = Mapping[str, Mapping[str, Citation]]

_NAMED = 5
_COMMON = 3


def circles(folder: Folder, citations: Sequence[Citation]) -> Iterator[Finding]:
    """Reports that have one matter from each other, straight or through further reports.

    Two reports that lean on each other for different things are no circle.
    """
    cites = _cites(citations)
    seen: set[frozenset[str]] = set()
    for document in folder.documents:
        ring = _ring(document.id, cites)
        if ring and (mark := frozenset(ring)) not in seen:
            seen.add(mark)
            used = [cites[a][b] for a, b in _steps(ring)]
            if _of_one_matter(folder, used):
                yield _circle(folder, ring, used)


def _cites(citations: Sequence[Citation]) -> dict[str, dict[str, Citation]]:
    """For each report, the reports of the case that it cites, and the first words that do so."""
    cites: dict[str, dict[str, Citation]] = defaultdict(dict)
    for citation in citations:
        if citation.resolved and citation.resolved != citation.document:
            cites[citation.document].setdefault(citation.resolved, citation)
    return cites


def _steps(ring: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(ring, (*ring[1:], ring[0]), strict=True))


def _ring(start: str, cites: Cites) -> list[str]:
    """The shortest way from a document back to itself; empty where there is none."""
    ways = [[start]]
    reached = {start}
    for way in ways:
        for after in cites.get(way[-1], {}):
            if after == start:
                return way
            if after not in reached:
                reached.add(after)
                ways.append([*way, after])
    return []


def _of_one_matter(folder: Folder, used: Sequence[Citation]) -> bool:
    """Whether what is cited is the same all the way round: a few of its words in common."""
    words = [claim_of(folder, citation).words for citation in used]
    common = frozenset.intersection(*words)
    return len(common) >= min(_COMMON, *(len(w) for w in words)) and bool(common)


def _circle(folder: Folder, ring: Sequence[str], used: Sequence[Citation]) -> Finding:
    told = [f"{folder.outlet_name(a)} cites {folder.outlet_name(b)}" for a, b in _steps(ring)]
    says = f"{together(told)}: none of them shows where it has the matter from in the first place."
    evidence = tuple(Anchor(c.document, c.span) for c in used)
    refs = (*ring, *(c.id for c in used))
    return Finding("circular reporting", refs, first_upper(says), evidence, 0.85, "rules/circles@1")


def citation_chains(folder: Folder, citations: Sequence[Citation]) -> Iterator[Finding]:
    """Reports that lean on another report of the case, which leans on no further one.

    One finding for each report at the end of such a line, with all that lead to it.
    """
    cites = _cites(citations)
    citing: dict[str, list[str]] = defaultdict(list)
    for one, others in cites.items():
        for other in others:
            citing[other].append(one)
    for document in folder.documents:
        if document.id in citing and document.id not in cites:
            yield _chain(folder, document.id, _leading_to(document.id, citing), cites)


def _leading_to(end: str, citing: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Each citing and cited report, those nearest to the end first."""
    found: list[tuple[str, str]] = []
    reached = {end}
    line = [end]
    for cited in line:
        for one in citing.get(cited, ()):
            found.append((one, cited))
            if one not in reached:
                reached.add(one)
                line.append(one)
    return found


def _chain(folder: Folder, end: str, steps: Sequence[tuple[str, str]], cites: Cites) -> Finding:
    used = [cites[a][b] for a, b in steps]
    told = [f"{folder.outlet_name(a)} cites {folder.outlet_name(b)}" for a, b in steps[:_NAMED]]
    more = [f"{in_words(len(steps) - _NAMED)} more reports do"] if len(steps) > _NAMED else []
    reports = len({a for a, _ in steps}) + 1
    take = "it takes" if reports == 2 else "they take"
    says = (
        f"{together((*told, *more))}: {in_words(reports)} reports, "
        f"and one source for what {take} from it."
    )
    evidence = tuple(Anchor(c.document, c.span) for c in used)
    refs = tuple(dict.fromkeys((*(a for a, _ in steps), end, *(c.id for c in used))))
    weight = 0.46 + 0.04 * min(reports, 5)
    return Finding("chain of citation", refs, first_upper(says), evidence, weight,
                   "rules/circles@1")  # fmt: skip
