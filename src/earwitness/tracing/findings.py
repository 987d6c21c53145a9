"""Findings about roots and verification, and all findings ranked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from earwitness.model import Anchor, Finding, Span, Statement

from .chains import tapes
from .folder import Folder, anchors_of
from .phrases import count, first_upper, in_words, some, together
from .roots import group_of

_LISTED = 5


@dataclass(frozen=True, slots=True)
class RootGroup:
    """All statements that hang on one root party, and what else hangs on it."""

    name: str
    roots: tuple[str, ...]
    statements: tuple[Statement, ...]
    recordings: tuple[str, ...]
    documents: tuple[str, ...]
    speakers: tuple[str, ...]


def root_groups(folder: Folder, roots: Mapping[str, Sequence[str]]) -> tuple[RootGroup, ...]:
    """Statements by the party of their root, the largest group first."""
    groups: dict[str, list[tuple[Statement, str]]] = defaultdict(list)
    for statement in folder.statements:
        for root in roots.get(statement.id, ()):
            groups[group_of(folder, root)].append((statement, root))
    made = [_group(folder, name, held) for name, held in groups.items()]
    return tuple(sorted(made, key=lambda g: (-len(g.statements), g.name)))


def _group(folder: Folder, name: str, held: Sequence[tuple[Statement, str]]) -> RootGroup:
    said = tuple(dict.fromkeys(s for s, _ in held))
    recordings = (folder.recording_of(s) for s in said)
    return RootGroup(
        name,
        tuple(dict.fromkeys(r for _, r in held)),
        said,
        tuple(dict.fromkeys(r.id for r in recordings if r)),
        tuple(dict.fromkeys(s.document for s in said)),
        tuple(dict.fromkeys(s.source.actor for s in said if s.source.actor)),
    )


def single_roots(folder: Folder, roots: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Where several mouths, recordings or outlets hang on one root."""
    groups = root_groups(folder, roots)
    for group in groups:
        if _hangs(folder, group):
            yield _single_root(folder, group, [g for g in groups if g is not group])


def _hangs(folder: Folder, group: RootGroup) -> bool:
    """Whether what looks like several sources is one: else a root is only a source."""
    others = [s for s in group.statements if s.source.actor not in (*group.roots, None)]
    outlets = {folder.outlets.get(d) for d in group.documents}
    if outlets <= set(group.roots) or len(group.statements) < 2:
        return False
    if group.recordings:
        return bool(others)
    spoken_in = {folder.outlets.get(s.document) for s in others}
    return len(others) > 2 or (len(others) > 1 and len(spoken_in) > 1)


def _single_root(folder: Folder, group: RootGroup, rest: Sequence[RootGroup]) -> Finding:
    outlets = list(dict.fromkeys(folder.outlet_name(d) for d in group.documents))
    every = "All" if not rest else ""
    said = count(len(group.statements), "statement")
    parts = [f"{every + ' ' if every else ''}{said} in {count(len(group.documents), 'report')}"]
    parts.append(f" ({some(outlets)})")
    if group.recordings:
        parts.append(f", among them the words of {_recordings(folder, group)},")
    side, stake = _stake(folder, group)
    parts.append(f" hang on one root, {group.name}{side}: nobody else vouches that the words were")
    parts.append(" said.")
    if rest:
        parts.append(f" {_rest(rest)}")
    evidence = (*_release_words(folder, group), *stake)
    refs = (*group.roots, *group.recordings, *(s.id for s in group.statements))
    weight = 0.7 + 0.01 * min(len(group.statements), 20) + (0.1 if group.recordings else 0.0)
    return Finding(
        "single root", refs, first_upper("".join(parts)), evidence, weight, "rules/roots@1"
    )


def _recordings(folder: Folder, group: RootGroup) -> str:
    kinds = {folder.recording[r].kind for r in group.recordings}
    total = sum(1 for r in folder.recordings if r.kind in kinds)
    noun = next(iter(kinds)) if len(kinds) == 1 else "recording"
    whole = len(group.recordings) == total and total > 1
    if whole and total == 2:
        return f"both {noun}s"
    return ("all " if whole else "") + count(len(group.recordings), noun)


def _rest(rest: Sequence[RootGroup]) -> str:
    if len(rest) == 1:
        return f"{rest[0].name} is a root of its own."
    if len(rest) > _LISTED:
        return f"The rest hangs on {in_words(len(rest))} other roots."
    return f"{together(g.name for g in rest)} are roots of their own."


def _release_words(folder: Folder, group: RootGroup) -> tuple[Anchor, ...]:
    found = [folder.recording[r].release_evidence or folder.recording[r].mentions[:1]
             for r in group.recordings]  # fmt: skip
    anchors = [a if isinstance(a, Anchor) else next(iter(a), None) for a in found]
    return tuple(a for a in anchors if a) or anchors_of(group.statements[0])


def _stake(folder: Folder, group: RootGroup) -> tuple[str, tuple[Anchor, ...]]:
    """Whether the root is itself a party to the matter, and the words that show it."""
    if folder.actor[group.roots[0]].party != group.name:
        return "", ()
    name = re.escape(group.name)
    war = re.compile(
        rf"\b(?:war|invasion|fighting|offensive|conflict|battle|strikes?|attacks?)\s+"
        rf"(?:in|of|on|with|against|for)\s+(?:the\s+)?{name}\b"
    )
    for document in folder.documents:
        for block in document.blocks_of("headline", "standfirst", "body"):
            match = war.search(document.text, block.span.start, block.span.end)
            if match:
                span = Span(match.start(), match.end())
                return ", itself a party to the matter", (Anchor(document.id, span),)
    for figure in folder.figures:
        if figure.of_party == group.name or (
            figure.side in ("own side", "other side") and folder.party(figure.actor) == group.name
        ):
            side = ", itself a party to the matter"
            return side, (Anchor(figure.document, figure.span),)
    return "", ()


def unverified(folder: Folder) -> Iterator[Finding]:
    """Recordings whose authenticity nobody has confirmed, with who says so and who is silent."""
    checks = {v.of: v for v in folder.verifications if v.about == "said"}
    confirmed = {v.of for v in folder.verifications if v.status in ("verified", "partly verified")}
    known = tapes(folder)
    open_ones = [r for r in known if r.id not in confirmed]
    if not open_ones:
        return
    admits = [checks[r.id] for r in open_ones if r.id in checks]
    pages = list(dict.fromkeys(m.document for r in open_ones for m in r.mentions))
    silent = [p for p in pages if p not in {v.document for v in admits}]
    says = [f"Nobody in the folder confirms {_these(len(open_ones), len(known))} as authentic"]
    if admits:
        who = dict.fromkeys(folder.outlet_name(v.document) for v in admits)
        says.append(f"{some(who)} {'says' if len(who) == 1 else 'say'} so")
    if silent:
        who = dict.fromkeys(folder.outlet_name(p) for p in silent)
        says.append(f"{some(who)} {'is' if len(who) == 1 else 'are'} silent about it")
    evidence = tuple(Anchor(v.document, v.span) for v in admits)
    refs = (*(r.id for r in open_ones), *(v.id for v in admits))
    firsts = tuple(r.mentions[0] for r in open_ones)
    text = "; ".join(says) + "."
    yield Finding("not verified", refs, text, evidence or firsts, 0.65, "rules/verification@1")


def _these(number: int, total: int) -> str:
    if number == 1:
        return "the one recording" if total == 1 else f"one of {count(total, 'recording')}"
    if number == total:
        return (
            f"either of the {count(2, 'recording')}"
            if total == 2
            else (f"any of the {count(total, 'recording')}")
        )
    return f"{count(number, 'recording')} of {in_words(total)}"


def ranked(folder: Folder, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, the weightiest first; those that rest on nothing are dropped."""
    place = {d.id: i for i, d in enumerate(folder.documents)}
    kept = {(f.kind, f.refs, f.says): f for f in findings if f.refs}
    return tuple(
        sorted(kept.values(), key=lambda f: (-round(f.weight, 6), _first(f.evidence, place),
                                             f.kind, f.refs, f.says))
    )  # fmt: skip


def _first(evidence: Sequence[Anchor], place: Mapping[str, int]) -> tuple[int, int]:
    return min(((place.get(a.document, 0), a.span.start) for a in evidence), default=(0, 0))
