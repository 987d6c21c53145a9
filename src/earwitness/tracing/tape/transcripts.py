"""Which document of a case is a transcript of which recording, and why; never a silent guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from earwitness.knowledge.given import GivenNames
from earwitness.model import Anchor, Document, Lead, Recording, TapeTurn, TranscriptOf

from ..folder import Folder
from ..names import person_name
from ..phrases import count, first_upper, in_words
from ..words import plain_quote
from .aligning import Tape
from .judging import judge
from .quoting import Quoted, quotations
from .tokens import tokens
from .turns import Turn, is_timed, turns

_LONG, _SHORT, _SHARE = 8, 5, 0.8
_KINDS = frozenset("interview briefing document statement".split())


def transcripts(folder: Folder, given: GivenNames) -> tuple[TranscriptOf, ...]:
    """Each transcript of the case that is known to be of a recording."""
    papers = [d for d in folder.documents if turns(d)]
    if not papers:
        return ()
    quoted = list(quotations(folder, {d.id for d in papers if is_timed(d)}))
    made = (
        one
        for d in papers
        for one in _given(folder, d, given) or _named(folder, d) or _matching(folder, d, quoted)
    )
    return tuple(replace(t, turns=_turns(folder.document[t.document])) for t in made)


def _turns(document: Document) -> tuple[TapeTurn, ...]:
    """The turns as the case keeps them."""
    return tuple(
        TapeTurn(Anchor(document.id, t.words), t.speaker, t.start, t.end) for t in turns(document)
    )


def loose_transcripts(folder: Folder, known: Sequence[TranscriptOf]) -> Iterator[Lead]:
    """Transcripts of which nothing says of what: somebody has to say it."""
    if not folder.recordings:
        return
    held = {t.document for t in known}
    for document in folder.documents:
        if is_timed(document) and document.id not in held:
            says = (
                f"The file {document.path or document.id} is a transcript, and nothing in the case "
                "says of which recording: say it (earwitness tape --transcript), and the "
                "quotations are held against it."
            )
            yield Lead("transcript", (document.id,), says, (), 0.5, "rules/tape@1")


def _given(folder: Folder, document: Document, given: GivenNames) -> tuple[TranscriptOf, ...]:
    """The owner's word: a report's name, and the words by which it speaks of the recording."""
    for one in given.transcripts:
        if one.file not in (document.path, PurePosixPath(document.path or "").name):
            continue
        for recording in folder.recordings:
            if any(_means(folder, recording, one.report, one.words)):
                why = "The owner of the case says so."
                return (TranscriptOf(document.id, recording.id, why, "owner"),)
    return ()


def _means(folder: Folder, recording: Recording, report: str, words: str) -> Iterator[bool]:
    for mention in recording.mentions:
        page = folder.document[mention.document]
        yield (
            page.path == report
            and words
            in page.text[max(0, mention.span.start - len(words)) : mention.span.end + len(words)]
        )


def _named(folder: Folder, document: Document) -> tuple[TranscriptOf, ...]:
    """The only recording all of whose named speakers have turns in it, two at least."""
    labels = {_folded(t.speaker) for t in turns(document) if t.speaker}
    fits = []
    for recording in folder.recordings:
        names = [folder.name(a) for a in recording.speakers]
        named = [n for n in names if person_name(n)]
        if len(named) > 1 and {_folded(n) for n in named} <= labels:
            fits.append((recording, named))
    if len(fits) != 1:
        return ()
    recording, named = fits[0]
    who = " and ".join(named)
    why = f"Its turns are those of {who}, who speak together on no other recording of the case."
    return (TranscriptOf(document.id, recording.id, why, "rules/tape@1"),)


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _matching(
    folder: Folder, document: Document, quoted: Sequence[Quoted]
) -> tuple[TranscriptOf, ...]:
    """Recordings whose quotations stand in it: two, or a long one; of one report, the best."""
    tape = tape_of(document, turns(document))
    found: dict[str, list[Quoted]] = defaultdict(list)
    every: dict[str, int] = defaultdict(int)
    for one in quoted:
        every[one.recording] += 1
        if len(one.tokens) < _SHORT:
            continue
        told = judge(one.tokens, tape)
        if told.verdict != "not found" and told.share >= _SHARE and len(told.pieces) == 1:
            found[one.recording].append(one)
    ranked = sorted(found.items(), key=lambda item: -len(item[1]))
    made: list[TranscriptOf] = []
    taken: set[str] = set()
    for recording, held in ranked:
        pages = {m.document for m in folder.recording[recording].mentions}
        longest = max(held, key=lambda q: len(q.tokens))
        if pages & taken or (len(held) < 2 and len(longest.tokens) < _LONG):
            continue
        taken |= pages
        why = _stands(folder, held, every[recording], longest)
        made.append(TranscriptOf(document.id, recording, why, "rules/tape@1"))
    return tuple(made)


def _stands(folder: Folder, held: Sequence[Quoted], every: int, longest: Quoted) -> str:
    """How many of a recording's quotations stand in a transcript, with the longest."""
    words = " … ".join(s.of(folder.document[longest.statement.document].text)
                       for s in longest.spans)  # fmt: skip
    if every == 1:
        return f"The quotation from it stands there: {plain_quote(words)}."
    many = f"{in_words(len(held))} of the {count(every, 'quotation')} from it"
    verb = "stands" if len(held) == 1 else "stand"
    return f"{first_upper(many)} {verb} there, such as {plain_quote(words)}."


def tape_of(document: Document, spoken: Sequence[Turn]) -> Tape:
    """The words of these turns, ready to be searched."""
    language = spoken[0].language if spoken else "en"
    return Tape(tokens(document.text, [t.words for t in spoken], language))
