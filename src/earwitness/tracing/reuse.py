"""What two reports have in common that is nobody's speech: sentences, slips of name and number.

Words of a reporter's own that stand in another's text show that the texts depend on each other
(Clough, Gaizauskas, Piao and Wilks, "METER: MEasuring TExt Reuse", ACL 2002); so do rare values
that two sources share, wrong ones above all (Dong, Berti-Équille and Srivastava, PVLDB 2009).
Neither says who had them first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from earwitness.model import Anchor, Figure, Span

from .folder import Folder
from .words import WORD, listed

RUN = 10
"""Words in a row that two reporters do not choose alike by chance."""

_MEANING, _PAGES, _SPELT, _OTHERS = 5, 20, 6, 3
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a report, as it is compared and where it stands."""

    word: str
    span: Span


def own_words(folder: Folder) -> dict[Pair, tuple[Anchor, Anchor]]:
    """The longest run of the reporters' own words that each two documents share."""
    texts = {d.id: _own_tokens(folder, d.id) for d in folder.documents}
    seen: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for document, tokens in texts.items():
        words = [t.word for t in tokens]
        for at in range(len(words) - RUN + 1):
            seen[tuple(words[at : at + RUN])].append((document, at))
    return _longest(texts, seen)


def _longest(
    texts: Mapping[str, list[Token]], seen: Mapping[tuple[str, ...], list[tuple[str, int]]]
) -> dict[Pair, tuple[Anchor, Anchor]]:
    best: dict[Pair, tuple[int, int, int]] = {}
    for places in seen.values():
        for (one, at), (other, there) in combinations(places[:_PAGES], 2):
            length = best.get((one, other), (0, 0, 0))[0]
            if one != other and (run := _run(texts[one], at, texts[other], there)) > length:
                best[one, other] = run, at, there
    return {
        (one, other): (_anchor(one, texts[one], at, run), _anchor(other, texts[other], there, run))
        for (one, other), (run, at, there) in best.items()
        if sum(t.word not in listed("stop") for t in texts[one][at : at + run]) >= _MEANING
    }


def _run(one: list[Token], at: int, other: list[Token], there: int) -> int:
    """How many words are the same from here on; 0 where the run began before."""
    if at and there and one[at - 1].word == other[there - 1].word:
        return 0
    run = 0
    while at + run < len(one) and there + run < len(other):
        if one[at + run].word != other[there + run].word:
            break
        run += 1
    return run


def _anchor(document: str, tokens: list[Token], at: int, run: int) -> Anchor:
    return Anchor(document, Span(tokens[at].span.start, tokens[at + run - 1].span.end))


def _own_tokens(folder: Folder, document: str) -> list[Token]:
    """The words of the body outside all speech; a run does not go on over what is left out."""
    page = folder.document[document]
    speech = sorted(span for s in folder.by_document[document] for span in s.content)
    said = _said(page.text, speech)
    found: list[Token] = []
    for block in page.blocks_of("body"):
        found.append(Token(f"\x1f{document}{block.span.start}", block.span))
        for match in WORD.finditer(page.text, block.span.start, block.span.end):
            span = Span(*match.span())
            if not any(said[span.start : span.end]):
                found.append(Token(match.group().lower().replace("’", "'"), span))
            elif found and not found[-1].word.startswith("\x1f"):
                found.append(Token(f"\x1f{document}{span.start}", span))
    return found


def _said(text: str, speech: Iterable[Span]) -> bytearray:
    """For each code point of a text, 1 where it is part of somebody's words."""
    said = bytearray(len(text))
    for span in speech:
        said[span.start : span.end] = b"\1" * len(span)
    return said


def rare_spellings(folder: Folder) -> Iterator[tuple[Pair, str, str, tuple[Anchor, Anchor]]]:
    """Names that two reports alone spell one way, and several others another: a shared slip."""
    names, small = _names(folder)
    by_pages: dict[frozenset[str], list[str]] = defaultdict(list)
    for name, places in names.items():
        if name.lower() not in small:
            by_pages[frozenset(places)].append(name)
    near = _neighbours(names)
    for pages, spelt in by_pages.items():
        if len(pages) != 2:
            continue
        one, other = (d.id for d in folder.documents if d.id in pages)
        for name in spelt:
            usual = next((u for u in near(name) if _is_slip(folder, names, name, u)), None)
            if usual:
                yield (one, other), name, usual, (names[name][one], names[name][other])


def _neighbours(names: Iterable[str]) -> Callable[[str], list[str]]:
    """The names that may be a slip apart: one slip leaves two letters at one end as they are."""
    by_end: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for name in names:
        by_end[True, name[:2]].append(name)
        by_end[False, name[-2:]].append(name)
    return lambda name: sorted({*by_end[True, name[:2]], *by_end[False, name[-2:]]})


def _names(folder: Folder) -> tuple[dict[str, dict[str, Anchor]], set[str]]:
    """Each long word with a capital and where each report has it first; the words without one."""
    names: dict[str, dict[str, Anchor]] = defaultdict(dict)
    small: set[str] = set()
    for page in folder.documents:
        for block in page.blocks_of("body", "headline", "standfirst"):
            for match in WORD.finditer(page.text, block.span.start, block.span.end):
                word = match.group().replace("’", "'").removesuffix("'s")
                if word[0].isupper() and len(word) >= _SPELT:
                    names[word].setdefault(page.id, Anchor(page.id, Span(*match.span())))
                elif word[0].islower():
                    small.add(word)
    return names, small


def _is_slip(
    folder: Folder, names: Mapping[str, Mapping[str, Anchor]], name: str, usual: str
) -> bool:
    pages, others = names[name].keys(), names[usual].keys()
    if len(others) < _OTHERS or usual.startswith(name) or name.startswith(usual) or pages & others:
        return False
    if not _one_apart(name, usual):
        return False
    return len({folder.outlet_name(page) for page in others}) >= _OTHERS


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter is put in, left out or exchanged, or two have changed places."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True
    here, there = one[at + 1 :], other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and here[1:] == there[1:]
    return swapped or here in (there, other[at:]) or one[at:] == there


def rare_numbers(folder: Folder) -> Iterator[tuple[Pair, Figure, Figure, int]]:
    """A number that two reports alone give for what several others give another one for."""
    counts: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for f in folder.figures:
        if f.as_of and f.value is not None and f.qualifier == "exact":
            counts[f.counted, f.of, f.of_party, f.place, f.since, f.as_of].append(f)
    for figures in counts.values():
        yield from _shared_slips(folder, figures)


def _shared_slips(
    folder: Folder, figures: list[Figure]
) -> Iterator[tuple[Pair, Figure, Figure, int]]:
    by_value: dict[int, dict[str, Figure]] = defaultdict(dict)
    for f in figures:
        by_value[f.value or 0].setdefault(folder.outlet_name(f.document), f)
    for value, held in by_value.items():
        usual = max((v for v in by_value if v != value), key=lambda v: len(by_value[v]), default=0)
        others = by_value[usual].keys() - held.keys() if usual in by_value else set()
        if len(held) == 2 and len(others) >= _OTHERS:
            one, other = held.values()
            yield (one.document, other.document), one, other, usual
