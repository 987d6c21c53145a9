"""Does a report say what it is cited for: yes, no, or cannot tell; a false yes is the worst answer.

Yes needs one passage of a sentence or two that holds nearly all that carries the claim's meaning,
in the same order, with the same numbers, days, names, negation and hedge, and the one who is said
to have said it beside it. No needs such a passage in which one of these plainly differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from earwitness.model import Answer, Document, Span

from .alignment import Version, compare, version
from .words import QUOTED, SINGLE, canon, data, listed, spelling, stem

_LEAST, _NEARLY, _MUCH, _ORDER = 3, 0.8, 0.6, 0.85
_SENTENCE = re.compile(r"(?:[.!?…][”\"’')]*\s+(?=[“\"‘'(]?[A-Z0-9])|\n+)")
_OPEN = re.compile(r"\?|^\W*(?:if|whether|unless|suppose)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a report is cited for: the words, whether quoted, the cue, and who is said to say it."""

    text: str
    quoted: bool = False
    cue: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer, the passage of the cited page that gives it, and why in a few words."""

    answer: Answer
    why: str
    passage: Span | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words that carry the meaning of a passage, in order, and where it turns or hedges."""

    stems: tuple[str, ...]
    numbers: tuple[str, ...]
    names: frozenset[str]
    places: tuple[int, ...]
    words: tuple[str, ...]


def judge(claim: Claim, page: Document) -> Judgement:
    """Whether the page says it."""
    passages = list(_passages(page))
    if claim.quoted:
        return _judge_quotation(claim, page, passages)
    wanted = meaning(claim.text)
    if len(wanted.stems) < _LEAST:
        return Judgement("cannot tell", "the claim is too short to be looked for")
    found = [(share, -len(s), s, m) for s, m in passages if (share := _share(wanted, m)) >= _MUCH]
    if not found:
        return Judgement("cannot tell", "the page has no passage that speaks of it")
    best = max(found, key=lambda f: (round(f[0], 2), f[1]))
    return _judge_passage(claim, wanted, page, best[2], best[3], best[0])


def _passages(page: Document) -> Iterator[tuple[Span, Meaning]]:
    """Every sentence of the report, and every two in a row."""
    for block in page.blocks_of("headline", "standfirst", "subheading", "body"):
        sentences = list(_sentences(page.text, block.span))
        runs = [*sentences, *(Span(a.start, b.end) for a, b in pairwise(sentences))]
        for span in runs:
            yield span, meaning(span.of(page.text))


def _sentences(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for match in _SENTENCE.finditer(text, block.start, block.end):
        yield Span(start, match.start() + len(match[0].rstrip()))
        start = match.end()
    if start < block.end:
        yield Span(start, block.end)


def meaning(text: str) -> Meaning:
    """The content words of a text, in order; numbers in digits."""
    words = tuple(spelling(text))
    lower = [canon("digits").get(w.lower(), w.lower()) for w in words]
    kept = [at for at, word in enumerate(lower) if _carries(word)]
    return Meaning(
        stems=tuple(_same(stem(lower[at])) for at in kept),
        numbers=tuple(w.replace(",", "") for w in lower if _is_count(w)),
        names=frozenset(stem(lower[at]) for at in kept if at and words[at][0].isupper()),
        places=tuple(kept),
        words=words,
    )


def _carries(word: str) -> bool:
    """Whether a word says something: no grammar, no negation, no hedge; those are told apart."""
    if word[0].isdigit() or word in _opposed():
        return True
    if len(word) < 2 or word in listed("stop") or word in listed("holding", "hedges"):
        return False
    return word not in listed("negations") and not word.endswith("n't")


@cache
def _opposed() -> frozenset[str]:
    pairs = data()["holding"]["opposites"]
    return frozenset(word for pair in pairs for side in pair for word in side.split())


@cache
def _forms() -> dict[str, str]:
    return {stem(w): stem(head) for head, words in data()["forms"].items() for w in words.split()}


def _same(one: str) -> str:
    return _forms().get(one, one)


def _share(wanted: Meaning, held: Meaning) -> float:
    """How much of what carries the claim the passage holds, opposites counted as held."""
    have = set(held.stems)
    opposite = _opposites()
    both = sum(s in have or bool(opposite.get(s, frozenset()) & have) or _is_count(s)
               for s in wanted.stems)  # fmt: skip
    plain = sum(s in have for s in wanted.stems)
    return both / len(wanted.stems) if plain >= _LEAST else 0.0


def _is_count(word: str) -> bool:
    return word[0].isdigit() or word in listed("holding", "times")


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in data()["holding"]["opposites"]:
        sides = [[stem(w) for w in side.split()] for side in pair]
        for here, there in (sides, sides[::-1]):
            for word in here:
                found.setdefault(word, set()).update(there)
    return {word: frozenset(others) for word, others in found.items()}


def _judge_passage(
    claim: Claim, wanted: Meaning, page: Document, span: Span, held: Meaning, share: float
) -> Judgement:
    text = span.of(page.text)
    if _OPEN.search(text) and not _OPEN.search(claim.text):
        return Judgement("cannot tell", "the page asks or supposes it", span)
    window = _window(wanted, held)
    if share >= _NEARLY and _in_order(wanted, held):
        differs = _difference(claim, wanted, held, window)
        if differs:
            return Judgement("no", differs, span)
    missing = [s for s in wanted.stems if s not in held.stems]
    if len(missing) > (1 - _NEARLY) * len(wanted.stems):
        return Judgement("cannot tell", "the page has only a part of it", span)
    if any(_weighty(s, wanted) for s in missing):
        return Judgement("cannot tell", "a name or a number is not in the page’s passage", span)
    if not _in_order(wanted, held):
        return Judgement("cannot tell", "the words stand in another order", span)
    if not _is_by(claim, page, span):
        return Judgement("cannot tell", f"the page does not give it to {claim.by[0]}", span)
    if _wishes(held, window):
        return Judgement("cannot tell", "the page has it as a wish or an order", span)
    return Judgement("yes", "the page has the same claim", span)


def _weighty(one: str, wanted: Meaning) -> bool:
    return one in wanted.names or _is_count(one)


def _window(wanted: Meaning, held: Meaning) -> tuple[int, int]:
    """From a few words before the first to a few after the last of the shared words."""
    want = set(wanted.stems) | {o for s in wanted.stems for o in _opposites().get(s, ())}
    at = [held.places[n] for n, s in enumerate(held.stems) if s in want]
    return max(0, min(at) - 5), max(at) + 2


def _in_order(wanted: Meaning, held: Meaning) -> bool:
    """Whether the shared words come in the claim's order: who rammed whom matters."""
    both = set(wanted.stems) & set(held.stems)
    one = [s for s in wanted.stems if s in both]
    other = [s for s in held.stems if s in both]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks) >= _ORDER * len(one)


def _against(one: str, held: Meaning) -> bool:
    return bool(_opposites().get(one, frozenset()) & set(held.stems))


def _difference(
    claim: Claim, wanted: Meaning, held: Meaning, window: tuple[int, int]
) -> str | None:
    """What plainly differs between the claim and the passage; None for nothing."""
    near = held.words[window[0] : window[1]]
    here, there = set(wanted.numbers), set(held.numbers)
    lost = [n for n in wanted.numbers if n not in there]
    if lost and there - here and len(there - here) >= len(lost):
        return f"the page has {sorted(there - here)[0]}, not {lost[0]}"
    turned = [s for s in wanted.stems if s not in held.stems and _against(s, held)]
    if turned:
        return f"the page has the opposite of “{turned[0]}”"
    said = (*spelling(claim.cue), *wanted.words)
    if _turns(said) % 2 != _turns(near) % 2:
        return "one says it, the other denies it"
    if _hedges(near) and not _hedges(said):
        return f"the page holds it at a distance (“{_hedges(near)[0]}”)"
    return None


def _turns(words: Sequence[str]) -> int:
    """Negations and denials: two of them say it again."""
    lower = [w.lower() for w in words]
    turning = listed("negations") | listed("denials", "always") | listed("holding", "false")
    return sum(w in turning or w.endswith("n't") for w in lower)


def _hedges(words: Sequence[str]) -> list[str]:
    return [w for w in words if w.lower() in listed("holding", "hedges")]


def _wishes(held: Meaning, window: tuple[int, int]) -> bool:
    near = {w.lower() for w in held.words[window[0] : window[1]]}
    return bool(near & listed("holding", "wishes"))


def _is_by(claim: Claim, page: Document, span: Span) -> bool:
    """Whether the one who is said to say it stands in the passage, or in the sentence before."""
    if not claim.by:
        return True
    block = next((b for b in page.blocks if b.span.meets(span)), None)
    start = max(block.span.start if block else span.start, span.start - 160)
    near = {stem(w.lower()) for w in spelling(page.text[start : span.end + 60])}
    heads = [[stem(w.lower()) for w in spelling(name) if w.lower() not in listed("stop")]
             for name in claim.by]  # fmt: skip
    return any(head and head[-1] in near for head in heads)


def _judge_quotation(
    claim: Claim, page: Document, passages: Sequence[tuple[Span, Meaning]]
) -> Judgement:
    wanted = version(claim.text)
    if len(wanted.words) < _LEAST:
        return Judgement("cannot tell", "the quotation is too short to be looked for")
    told: Judgement | None = None
    for span, held in _quotations(page):
        found = compare(wanted, held)
        if found is None or not _is_whole(wanted, held):
            continue
        if found.matters:
            told = told or Judgement("no", _changed(found.changes[0].kind), span)
        elif not found.changes and _is_by(claim, page, span):
            return Judgement("yes", f"the page has the same words ({found.sameness})", span)
        elif not found.changes:
            why = f"the page has the words, but not from {claim.by[0]}"
            told = Judgement("cannot tell", why, span)
    if told:
        return told
    best = max(((_share(meaning(claim.text), m), s) for s, m in passages), default=None,
               key=lambda f: f[0])  # fmt: skip
    near = best[1] if best and best[0] >= _MUCH else None
    return Judgement("cannot tell", "the page does not have these words", near)


def _is_whole(wanted: Version, held: Version) -> bool:
    """Whether the cited words are all in the page's quotation, and not the other way round."""
    have = set(held.words)
    return sum(w in have or "*" in w for w in wanted.words) >= 0.8 * len(wanted.words)


def _quotations(page: Document) -> Iterator[tuple[Span, Version]]:
    """Every quotation of the page, and every two in a row of one paragraph."""
    for block in page.blocks_of("headline", "standfirst", "subheading", "body"):
        double = QUOTED.finditer(page.text, block.span.start, block.span.end)
        found = [Span(m.start(1), m.end(1)) for m in double]
        if not found:
            single = SINGLE.finditer(page.text, block.span.start, block.span.end)
            found = [Span(m.start(1), m.end(1)) for m in single]
        for span in found:
            yield span, version(span.of(page.text))
        for one, other in pairwise(found):
            yield (
                Span(one.start, other.end),
                version(f"{one.of(page.text)} {other.of(page.text)}"),
            )


def _changed(kind: str) -> str:
    return {
        "not": "the quotation has lost or gained a “not”",
        "number": "the quotation has another number",
        "hedge": "the quotation is surer or less sure",
    }[kind]
