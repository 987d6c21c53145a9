"""Persons whom the speakers of a call name, and all whom the reports tell of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from earwitness.knowledge.parties import find_parties
from earwitness.knowledge.people import gender_of_name, kin, office_words, titles
from earwitness.model import Case, Document, Span, Statement

from .hinted import hinted, whole_names
from .seeking import Names
from .told import CAP, Named, told_of, who_is_heard, who_speaks
from .words import (
    is_capital,
    is_name_like,
    is_office,
    listed,
    proper,
    says,
    table,
    without_courtesy,
)

_RUN = re.compile(rf"{CAP}(?:[ \u00a0]+{CAP})*")
_SENTENCE = re.compile(r"(?:^|[.!?:…]\s*[”’\"')]*\s*|\n\s*|[“‘\"'«„]\s*)$")
_STOP = re.compile(r"[.!?…][”\"’)]*\s+(?=[“\"‘A-Z])|\n[ \t]*\n")
_LOWER = re.compile(r"[^\W\d_A-ZА-Я][\w’'ʼ]*\.?[ \u00a0]+$")
_SMALL = frozenset("a an the and or but nor of to in on at by for with from as into".split())


def told_persons(case: Case, tapes: frozenset[str]) -> tuple[Named, ...]:
    """Those of whom the reports' own words tell why they are private.

    `tapes` are recordings that nobody meant for others.
    """
    found: dict[Named, None] = {}
    for document in case.documents:
        beside = (*_beside_tapes(case, tapes, document), *told_of(document.text))
        for one in whole_names(document.text, (*beside, *hinted(document.text))):
            found[one] = None
    return tuple(found)


def named_in_calls(case: Case, tapes: frozenset[str], names: Names) -> tuple[Named, ...]:
    """Those whom the speakers of a call name, but for `names`, which are known to be private."""
    found: dict[Named, None] = {}
    spoken: dict[str, list[Statement]] = defaultdict(list)
    beside = _beside_calls(case, tapes)
    for statement in case.statements:
        if statement.recording in tapes or statement.id in beside:
            spoken[statement.document].append(statement)
    for document in case.documents:
        heard = _in_calls(document, spoken[document.id], names)
        for one in whole_names(document.text, heard):
            found[one] = None
    return tuple(found)


def _in_calls(document: Document, spoken: list[Statement], names: Names) -> Iterator[Named]:
    places = _places(document, spoken)
    for statement in spoken:
        for span in statement.content if statement.form != "indirect" else ():
            words = span.of(document.text)
            known = [(hit.start, hit.end) for hit in names.find(words)]
            for run in _RUN.finditer(words):
                if _all_known(run, known):
                    continue
                name = _person(run, words, places)
                if name:
                    yield Named(name, "named_in_call")


def _beside_calls(case: Case, tapes: frozenset[str]) -> frozenset[str]:
    """Quotations of somebody without a whole name, in a report on a call or in a transcript.

    Where the next sentence does not say again that it is heard there: "Ask Tuman," says Kedr.
    """
    told = {m.document for r in case.recordings if r.id in tapes for m in r.mentions}
    if told:
        told |= {d.id for d in case.documents if any(_is_timed(b.element) for b in d.blocks)}
    full = {a.id for a in case.actors if a.kind == "person" and not _has_one_name(a.name)}
    full |= {
        a.id
        for a in case.actors
        if a.kind == "outlet" or says(" ".join((a.name, *a.aliases)), "public")
    }
    return frozenset(
        s.id
        for s in case.statements
        if s.document in told
        and s.recording is None
        and s.source.actor
        and s.source.actor not in full
    )


def _is_timed(element: str | None) -> bool:
    return bool(element and element.startswith("t="))


def _has_one_name(name: str) -> bool:
    return len(without_courtesy(proper(name) or name).split()) < 2


def _beside_tapes(case: Case, tapes: frozenset[str], document: Document) -> Iterator[Named]:
    """Those whom the sentence that mentions a call introduces as its speakers."""
    for tape in case.recordings:
        for mention in tape.mentions if tape.id in tapes else ():
            if mention.document == document.id:
                text, span = document.text, mention.span
                start = max((m.end() for m in _STOP.finditer(text, 0, span.start)), default=0)
                stop = _STOP.search(text, span.end)
                yield from who_speaks(text[start : stop.start() if stop else len(text)])
    if any(m.document == document.id for r in case.recordings if r.id in tapes for m in r.mentions):
        yield from who_is_heard(document.text)


def _all_known(run: re.Match[str], known: list[tuple[int, int]]) -> bool:
    """Whether every word of the run stands in a name that is known already."""
    starts = [run.start() + word.start() for word in re.finditer(r"\S+", run[0])]
    return all(any(start <= at < end for start, end in known) for at in starts)


def _person(run: re.Match[str], words: str, places: frozenset[str]) -> str | None:
    """What of a run of capital words can name a person."""
    parts = re.sub(r"[’'ʼ]s?$", "", run[0]).split()
    if _is_place(parts, words, run):
        return None
    kept: list[str] = []
    for n, part in enumerate(parts):
        if is_capital(part) or part in places or (part.isupper() and not words.isupper()):
            if not kept:
                continue
            kept = kept if gender_of_name(kept[0]) or not is_capital(part) else []
            break  # Merry Christmas is nobody
        if kept or _is_name(part, n, run, words):
            kept.append(part)
    name = " ".join(kept)
    return proper(name) if name and not find_parties(name) else None


def _is_name(part: str, n: int, run: re.Match[str], words: str) -> bool:
    """Whether a capital word of a call begins a name: also a common one, where nothing else fits.

    After a rank, beside another given name, or within a sentence that is not in title case.
    """
    first = n == 0 and bool(_SENTENCE.search(words[: run.start()]))
    if is_name_like(part, first):
        return True
    if is_office(part) or part.lower() in kin() or len(part) < 2 or re.search(r"[’'ʼ]", part):
        return False
    before = run[0].split()[n - 1] if n else _before(words, run.start())
    if before.strip(".").lower() in _ranks():
        return True
    paired = re.match(rf"\s+and\s+({CAP})", words[run.end() :])
    if first:
        return bool(paired and gender_of_name(part))
    return n == 0 and _has_small_letters(words)


def _before(words: str, at: int) -> str:
    found = _LOWER.search(words[:at])
    return found[0].strip() if found else ""


def _ranks() -> frozenset[str]:
    """Titles and ranks as single words, in small letters."""
    spoken = {word.strip(".").lower() for title in titles() for word in title.split()}
    return frozenset(spoken & office_words() | listed("soldier"))


def _has_small_letters(words: str) -> bool:
    """Whether it is written as speech, and not as a headline in which Every Word Has a Capital."""
    return any(w.islower() and w not in _SMALL for w in re.findall(r"[^\W\d_]+", words))


def _is_place(parts: list[str], words: str, run: re.Match[str]) -> bool:
    """Marsh Hill; the Kalyna hospital. Anna Hill is a person."""
    given = gender_of_name(parts[0])
    if len(parts) > 1 and parts[-1].lower() in listed("place", "nouns") and not given:
        return True
    after = "|".join(table("place")["after"].split())
    if re.search(r"\b[Ii]n[ \u00a0]+$", words[: run.start()]) and not given:
        return True
    the = re.search(r"\b[Tt]he[ \u00a0]+$", words[: run.start()])
    return bool(the and re.match(rf"[ \u00a0]+(?:{after})\b", words[run.end() :]))


def is_place(name: str, texts: Mapping[str, str]) -> bool:
    """Whether the reports use it as a place, more than once: at Arlen, Arlen bridge."""
    if gender_of_name(name):
        return False
    before, after = ("|".join(table("place")[key].split()) for key in ("before", "after"))
    word = re.escape(name)
    use = re.compile(rf"\b(?:{before})\s+(?:the\s+)?{word}\b(?![’'ʼ])|\b{word}\s+(?:{after})\b")
    return sum(len(use.findall(text)) for text in texts.values()) > 1


def _places(document: Document, spoken: Iterable[Statement]) -> frozenset[str]:
    """Words that the report itself, outside the calls, uses as the name of a place."""
    before, after = (
        "|".join(table("place")["before"].split()),
        "|".join(table("place")["after"].split()),
    )
    inside = [span for statement in spoken for span in statement.content]
    found: set[str] = set()
    for pattern, group in (
        (rf"\b(?i:{before})\s+(?:the\s+)?({CAP})", 1),
        (rf"({CAP})\s+(?:{after})\b", 1),
    ):
        for place in re.finditer(pattern, document.text):
            at = Span(place.start(group), place.end(group))
            if not any(span.holds(at) for span in inside):
                found.add(re.sub(r"[’'ʼ]s?$", "", place[group]))
    return frozenset(found)
