"""Readings in, one traced case out: joins, chains, roots, findings, leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from earwitness.knowledge.given import NOTHING_GIVEN, GivenNames
from earwitness.model import Case, Link, Reading, Trace, TranscriptOf

from .assemble import folder_of, in_order
from .chains import chains
from .changes import changes
from .circles import circles, citation_chains
from .citations import cited_pages, resolved
from .copying import copied, copyings
from .denials import responses
from .findings import ranked, single_roots, unverified
from .folder import Folder
from .given import without_effect
from .headline import headline_findings
from .leads import leads
from .matches import Match, matches
from .questions import same_as, verdicts, who_had_it_first
from .quotations import differing_quotations, hedge_drift, same_quotations
from .revisions import revisions
from .roots import on_word_of, roots
from .series import comparisons, series
from .tape import loose_transcripts, tape_checks, tape_findings, transcripts
from .tolls import figure_findings
from .translations import translations
from .versions import versions

__all__ = [
    "changes",
    "revisions",
    "same_as",
    "trace_case",
    "trace_report",
    "verdicts",
    "who_had_it_first",
    "without_effect",
]


def trace_case(readings: Iterable[Reading], given: GivenNames = NOTHING_GIVEN) -> Case:
    """Hold all reports of a case against each other.

    The same readings in any order give the same case. Nothing is read from outside; a report's own
    outlet becomes an actor where its reading has none (the only actor without a mention). `given`
    is the owner's word on names.
    """
    folder = folder_of(in_order(readings), given)
    papers = transcripts(folder, given)
    taped = tape_checks(folder, papers)
    found = _between_reports(matches(folder), papers)
    citations = resolved(folder, found)
    hands = chains(folder, cited_pages(citations))
    vouched = roots(folder, hands, found)
    findings = (
        *single_roots(folder, vouched),
        *circles(folder, citations),
        *citation_chains(folder, citations),
        *versions(folder),
        *copied(copyings(folder, found, citations)),
        *headline_findings(folder),
        *figure_findings(folder),
        *same_quotations(folder, found),
        *differing_quotations(folder, found),
        *translations(folder, found),
        *hedge_drift(folder, found),
        *unverified(folder),
        *tape_findings(folder, papers, taped),
    )
    return Case(
        documents=folder.documents,
        actors=folder.actors,
        statements=folder.statements,
        traces=_traces(folder, hands, vouched),
        dates=folder.dates,
        recordings=folder.recordings,
        figures=folder.figures,
        verifications=folder.verifications,
        responses=responses(folder),
        citations=citations,
        findings=ranked(folder, findings),
        leads=leads(folder, citations, hands, loose_transcripts(folder, papers)),
        comparisons=comparisons(folder),
        series=series(folder),
        amounts=folder.amounts,
        transcripts=papers,
        tape_checks=taped,
    )


def _traces(
    folder: Folder, hands: Mapping[str, tuple[Link, ...]], vouched: Mapping[str, tuple[str, ...]]
) -> tuple[Trace, ...]:
    """For each statement its chain, who vouches that it was said, and who that it is so."""
    believed = on_word_of(folder)
    return tuple(Trace(s.id, hands[s.id], vouched[s.id], believed[s.id]) for s in folder.statements)


def _between_reports(
    found: tuple[Match, ...], papers: tuple[TranscriptOf, ...]
) -> tuple[Match, ...]:
    """The pairs without those of a transcript, which is no report: its verdicts say more."""
    kept = {p.document for p in papers}
    return tuple(
        m for m in found
        if m.one.statement.document not in kept and m.other.statement.document not in kept
    )  # fmt: skip


def trace_report(reading: Reading) -> Case:
    """One report on its own: its actors, chains and roots, and nothing that needs another one.

    For a set of very many reports, where `trace_case` would hold each against all.
    """
    folder = folder_of((reading,))
    found = matches(folder)
    citations = resolved(folder, found)
    hands = chains(folder, cited_pages(citations))
    vouched = roots(folder, hands, found)
    return Case(
        documents=folder.documents,
        actors=folder.actors,
        statements=folder.statements,
        traces=_traces(folder, hands, vouched),
        figures=folder.figures,
        citations=citations,
    )
