"""What further reports change in a case: two traced cases held against each other.

Ids of statements, figures and documents stay when reports are added; those of actors and recordings
need not, since a join may give them others. So whether a thing is new is asked of the later case
alone where that can be done: what does it say of the reports that were there before?
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from earwitness.model import Actor, Anchor, Case, Change, Comparison, Figure, Finding, Verification

from .changed_leads import resolved_leads
from .folder import Folder, anchors_of
from .phrases import count, first_upper, some
from .roots import group_of
from .words import one_line, plain_quote

_LONG = 90
_STATUS = {
    "verified": "has verified",
    "partly verified": "has verified in part",
    "disputed": "disputes",
}
_ABOUT = {"said": "that it was said", "true": "that it is so"}


def changes(before: Case, after: Case) -> tuple[Change, ...]:
    """What is otherwise in the later case, kind by kind, in the order of its reports."""
    folder = folder_of_case(after)
    old = {d.id for d in before.documents}
    return (
        *_new_roots(before, after, folder),
        *_superseded(before, after, folder, old),
        *_conflicts(before, after, folder, old),
        *_verifications(after, folder, old),
        *_altered(before, after, old),
        *resolved_leads(before, after, folder),
    )


def folder_of_case(case: Case) -> Folder:
    """A traced case as the folder that the sentences look things up in."""
    return Folder(
        documents=case.documents,
        actors=case.actors,
        statements=case.statements,
        recordings=case.recordings,
        figures=case.figures,
        verifications=case.verifications,
        citations=case.citations,
    )


def _new_roots(before: Case, after: Case, folder: Folder) -> Iterator[Change]:
    """Roots of which no name and no side was among the roots before."""
    rooted = {root for trace in before.traces for root in trace.roots}
    known = {n for a in before.actors if a.id in rooted for n in _names(a)}
    groups: dict[str, list[tuple[str, str]]] = {}
    for trace in after.traces:
        for root in trace.roots:
            groups.setdefault(group_of(folder, root), []).append((root, trace.statement))
    for name, held in groups.items():
        actors = [folder.actor[root] for root, _ in held]
        if not any(known & _names(actor) for actor in actors):
            yield _new_root(folder, name, held)


def _names(actor: Actor) -> frozenset[str]:
    found = (actor.name, *actor.aliases, actor.party or "")
    return frozenset(" ".join(n.casefold().split()) for n in found if n)


def _new_root(folder: Folder, name: str, held: Sequence[tuple[str, str]]) -> Change:
    said = [folder.statement[s] for s in dict.fromkeys(s for _, s in held)]
    pages = some(_page(folder, s.document) for s in said)
    words = plain_quote(folder.words(said[0]), _LONG)
    if len(said) == 1:
        says = f"{name} alone vouches for {words} (in {pages})."
    else:
        number = count(len(said), "statement")
        says = f"{name} alone vouches for {number} (in {pages}), such as {words}."
    refs = (*dict.fromkeys(root for root, _ in held), *(s.id for s in said))
    return Change("new root", first_upper(says), refs, anchors_of(said[0]))


def _superseded(before: Case, after: Case, folder: Folder, old: set[str]) -> Iterator[Change]:
    """Figures that stand in place of others, and did not before."""
    known = {(c.one, c.other) for c in before.comparisons if c.verdict == "supersedes"}
    place = {f.id: f for f in after.figures}
    held = [(c, place[c.one], place[c.other]) for c in after.comparisons
            if c.verdict == "supersedes"]  # fmt: skip
    told = {
        _matter(folder, one, other)
        for c, one, other in held
        if {one.document, other.document} <= old and (c.one, c.other) in known
    }
    for c, one, other in held:
        if (key := _matter(folder, one, other)) not in told:
            told.add(key)
            yield _superseding(folder, c, one, other)


def _matter(folder: Folder, *figures: Figure) -> Hashable:
    """The numbers with those who give them: whichever pages print them, one matter."""
    return tuple((_giver(folder, f), f.value, f.low, f.high, f.counted) for f in figures)


def _giver(folder: Folder, figure: Figure) -> str:
    # By name: a body whose mentions could not be joined gives one number all the same.
    return folder.name(figure.actor, figure.document).casefold().removeprefix("the ")


def _superseding(folder: Folder, c: Comparison, one: Figure, other: Figure) -> Change:
    here, there = (
        f"“{one_line(f.span.of(folder.document[f.document].text), _LONG)}” "
        f"({folder.name(f.actor, 'nobody named')}, in {_page(folder, f.document)})"
        for f in (one, other)
    )
    evidence = (Anchor(one.document, one.span), Anchor(other.document, other.span))
    says = f"{here} takes the place of {there}: {c.says}."
    return Change("figure superseded", first_upper(says), (c.id, one.id, other.id), evidence)


def _conflicts(before: Case, after: Case, folder: Folder, old: set[str]) -> Iterator[Change]:
    """Numbers that cannot both be right, one of them in a further report."""
    earlier = folder_of_case(before)
    known = [_numbers(earlier, f) for f in before.findings if f.kind == "figures conflict"]
    for finding in after.findings:
        if finding.kind != "figures conflict" or _only_old(finding.evidence, old):
            continue
        numbers = _numbers(folder, finding)
        # A further report that repeats a number of an old conflict only adds to what it rests on.
        if numbers not in known:
            known.append(numbers)
            refs = tuple(dict.fromkeys(finding.refs))
            yield Change("figures in conflict", finding.says, refs, finding.evidence)


def _numbers(folder: Folder, finding: Finding) -> frozenset[Hashable]:
    figures = {f.id: f for f in folder.figures}
    return frozenset(_matter(folder, figures[r]) for r in finding.refs if r in figures)


def _verifications(after: Case, folder: Folder, old: set[str]) -> Iterator[Change]:
    """Checks with a result. One that a further report retells is the same check."""
    told = {_check(v) for v in after.verifications if v.document in old}
    for v in after.verifications:
        if v.document in old or v.status == "not verified" or _check(v) in told:
            continue
        told.add(_check(v))
        who = folder.name(v.verifier, "somebody who is not named")
        page = _page(folder, v.document)
        words = one_line(v.span.of(folder.document[v.document].text), 2 * _LONG)
        says = f"{who} {_STATUS[v.status]} {_ABOUT[v.about]} ({page}): “{words.rstrip('.')}”."
        refs = (v.id, *filter(None, (v.of, v.verifier)))
        yield Change("verification", first_upper(says), refs, (Anchor(v.document, v.span),))


def _check(v: Verification) -> Hashable:
    # Of an unnamed verifier each report's check is its own.
    return (v.verifier or v.document, v.of, v.status, v.about)


def _altered(before: Case, after: Case, old: set[str]) -> Iterator[Change]:
    """Quotations whose words differ from a version that was told before."""
    known = {f.says for f in before.findings} | {f.refs for f in before.findings}
    for finding in after.findings:
        if finding.kind != "quotation differs" or known & {finding.says, finding.refs}:
            continue
        if not _only_old(finding.evidence, old):
            yield Change("quotation altered", finding.says, finding.refs, finding.evidence)


def _only_old(anchors: Iterable[Anchor], old: set[str]) -> bool:
    return all(anchor.document in old for anchor in anchors)


def _page(folder: Folder, document: str) -> str:
    known = folder.document[document]
    return known.outlet or known.path or "a page"
