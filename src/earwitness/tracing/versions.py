"""A report that is in the case twice: copies to the word, new headlines, later versions.

Two versions of one page are one source, and what was changed on the way is often the news: a
number corrected, a hedge that went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from earwitness.model import Anchor, Document, Edit, EditKind, Finding, Revision

from .folder import Folder
from .phrases import count, first_upper, in_words, some, together
from .revisions import revisions
from .words import plain_quote

KIND = "version of a report"
ORIGIN = "rules/versions@1"
_LONG = 40
"""Code points of a paragraph that two reports do not share by chance."""
_SHOWN = 3
_QUOTED = 70
_DONE: dict[EditKind, str] = {
    "added": "added",
    "dropped": "dropped",
    "reworded": "reworded",
    "hedged": "given a hedge",
}


def versions(folder: Folder) -> Iterator[Finding]:
    """A finding for each report that is an earlier one again, and one for all copies of a text."""
    pages = folder.document
    found = [r for r in revisions(_sharing(folder.documents)) if r.kind != "shared text"]
    yield from (_copies(folder, copies) for copies in _one_text(found))
    for one in _latest(found):
        earlier, later = pages[one.earlier], pages[one.later]
        says = f"{_told(one, earlier, later)}."
        words = tuple(dict.fromkeys(a for e in one.edits for a in (e.before, e.after) if a))
        weight = 0.55 if any(e.kind in ("corrected", "un-hedged") for e in one.edits) else 0.3
        yield Finding(KIND, (one.earlier, one.later), first_upper(says), words, weight, ORIGIN)


def _one_text(found: Iterable[Revision]) -> list[list[str]]:
    """The reports that carry one text, each group once, in the order of the reports."""
    group: dict[str, list[str]] = {}
    for one in found:
        if one.kind != "updated":
            large = group.setdefault(one.earlier, [one.earlier])
            small = group.setdefault(one.later, [one.later])
            if large is not small:
                large.extend(small)
                group.update(dict.fromkeys(small, large))
    return list({id(g): g for g in group.values()}.values())


def _latest(found: Iterable[Revision]) -> Iterator[Revision]:
    """Each later version beside the one that is most like it: the version just before, mostly."""
    best: dict[str, Revision] = {}
    for one in found:
        held = best.get(one.later)
        if one.kind == "updated" and (held is None or one.shared >= held.shared):
            best[one.later] = one
    yield from best.values()


def _copies(folder: Folder, group: Sequence[str]) -> Finding:
    pages = [d for d in folder.documents if d.id in set(group)]
    names = some(dict.fromkeys(_named(d, pages[not i]) for i, d in enumerate(pages)))
    heads = tuple(dict.fromkeys(f"“{d.headline}”" for d in pages if d.headline))
    says = f"{names} carry one text to the word: one report, not {in_words(len(pages))}"
    if len(heads) > 1:
        says = f"{names} carry one text under {in_words(len(heads))} headlines: {some(heads, 3)}"
    words = tuple(a for d in pages for a in _first(d))
    refs = tuple(d.id for d in pages)
    return Finding(KIND, refs, first_upper(f"{says}."), words, 0.3, ORIGIN)


def _sharing(documents: Sequence[Document]) -> Iterator[Document]:
    """Those that share a whole paragraph, or an address, with another: no others are compared."""
    held: dict[object, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for mark in {*_paragraphs(document), *_address(document)}:
            held[mark].append(number)
    wanted = {n for numbers in held.values() if len(numbers) > 1 for n in numbers}
    return (documents[n] for n in sorted(wanted))


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.blocks_of("body", "standfirst"):
        if len(block.span) >= _LONG:
            yield " ".join(block.span.of(document.text).split())


def _address(document: Document) -> Iterator[tuple[str, str]]:
    if document.url:
        parts = urlsplit(document.url)
        yield (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


def _named(document: Document, beside: Document) -> str:
    """The report by its outlet, and by its path where both are of one outlet."""
    name = document.path or document.url or document.id
    outlet = document.outlet
    return outlet if outlet and outlet != beside.outlet else f"“{name}”"


def _told(one: Revision, earlier: Document, later: Document) -> str:
    names = _named(earlier, later), _named(later, earlier)
    whose = f" ({later.outlet})" if later.outlet else ""
    changes = _changes(one.edits, earlier, later)
    return f"{names[1]} is a later version of {names[0]}{whose}: {changes}"


def _changes(edits: Sequence[Edit], earlier: Document, later: Document) -> str:
    """What was corrected or lost its hedge, in words; then "two sentences added, one dropped"."""
    telling = [e for e in edits if e.kind in ("corrected", "un-hedged")]
    shown = [_became(e, earlier, later) for e in telling[:_SHOWN]]
    if len(telling) > _SHOWN:
        shown.append(f"{count(len(telling) - _SHOWN, 'other number or hedge', 'others')} changed")
    number = Counter(e.kind for e in edits)
    parts = [f"{_many(number[kind], first=not i)} {_DONE[kind]}"
             for i, kind in enumerate(k for k in _DONE if number[k])]  # fmt: skip
    return "; ".join([*shown, *([together(parts)] if parts else [])])


def _many(number: int, *, first: bool) -> str:
    return count(number, "sentence") if first else in_words(number)


def _became(edit: Edit, earlier: Document, later: Document) -> str:
    before = plain_quote(edit.before.span.of(earlier.text), _QUOTED) if edit.before else ""
    after = plain_quote(edit.after.span.of(later.text), _QUOTED) if edit.after else ""
    what = "now, without the hedge," if edit.kind == "un-hedged" else "corrected to"
    return f"{before} is {what} {after}"


def _first(document: Document) -> list[Anchor]:
    """The headline, or the first paragraph of a report without one."""
    if document.headline_span:
        return [Anchor(document.id, document.headline_span)]
    blocks = document.blocks_of("body", "standfirst", "headline")
    return [Anchor(document.id, b.span) for b in blocks[:1]]
