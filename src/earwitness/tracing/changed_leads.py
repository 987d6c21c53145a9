"""Which leads of a case are done since further reports came: what was sought is there."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from earwitness.model import Case, Change, Lead

from .folder import Folder

_ABSENT = ": not in the folder"


def resolved_leads(before: Case, after: Case, folder: Folder) -> Iterator[Change]:
    """Leads of the earlier case that the later one has no more, with the report that came."""
    if before.documents == after.documents:
        return
    arrived = _arrived(before, after)
    later = [(lead.kind, _marks(after, lead)) for lead in after.leads]
    for lead in before.leads:
        marks = _marks(before, lead)
        came = [folder.document[d] for ref in lead.refs if (d := arrived.get(ref))]
        gone = not any(kind == lead.kind and marks & other for kind, other in later)
        if came or (gone and marks):
            paths = dict.fromkeys(d.path or d.outlet or d.id for d in came)
            by = f" It came as {', '.join(paths)}." if paths else ""
            says = f"No longer open: {_bare(lead.says)}.{by}"
            yield Change("lead resolved", says, lead.refs, lead.evidence)


def _arrived(before: Case, after: Case) -> dict[str, str]:
    """The documents that citations now lead to, by citation and by statement."""
    cited = {c.id for c in before.citations if c.resolved}
    found = {c.id: c.resolved for c in after.citations if c.resolved and c.id not in cited}
    old = {d.id for d in before.documents}
    for trace in after.traces:
        for link in trace.chain:
            if link.role == "publisher" and link.document and link.document not in old:
                found.setdefault(trace.statement, link.document)
    return found


def _marks(case: Case, lead: Lead) -> frozenset[Hashable]:
    """What a lead rests on, in ids and places that stay when reports are added."""
    recordings = {r.id: r.mentions for r in case.recordings}
    actors = {a.id for a in case.actors}
    found: set[Hashable] = set(lead.evidence)
    for ref in lead.refs:
        if ref in recordings:
            found.update(recordings[ref])
        elif ref not in actors:
            found.add(ref)
    return frozenset(found)


def _bare(says: str) -> str:
    """The lead's sentence without its end, and without that it is missing."""
    head, _, tail = says.rstrip(".").partition(_ABSENT)
    return f"{head[:1].lower()}{head[1:]}{tail}"
