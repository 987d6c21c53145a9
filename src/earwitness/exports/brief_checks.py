"""What was checked, who was asked and who denied: each as a sentence with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from earwitness.model import Anchor, Recording, Response, Verification

from .brief_index import Index, Ref
from .brief_wording import listed, shorten

_MARKS = "“”\"«»„‘’'"
STATUSES = {
    "not verified": "could not verify",
    "verified": "verified",
    "partly verified": "verified in part",
    "disputed": "disputes",
}
_NAMELESS = {
    "asked": "Asked",
    "answered": "Answered",
    "denied": "Denied",
    "declined": "Declined to answer",
    "did not answer": "No answer",
}
_PASSIVE = {
    "not verified": "nobody has verified",
    "verified": "it is verified",
    "partly verified": "it is verified in part",
    "disputed": "it is disputed",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of the brief with the words that it rests on."""

    says: str
    refs: tuple[Ref, ...] = ()
    kind: str = ""
    grave: bool = False


def recording_title(ix: Index, recording: Recording) -> str:
    """What a recording is called: its kind and its speakers."""
    speakers = [ix.name(actor) for actor in recording.speakers]
    return f"{recording.kind} ({listed(speakers)})" if speakers else recording.kind


def _bare(ref: Ref) -> str:
    """Words for a sentence of the brief: without their own marks and full stop."""
    return ref.words.strip(_MARKS).rstrip(".")


def check_point(ix: Index, found: Verification, *, subject: str = "it") -> Point:
    """What the page says of a check, with the question that was checked: was it said, is it so."""
    refs = ix.refs([Anchor(found.document, found.span)])
    if not subject:
        own = shorten(_bare(refs[0]), 80) if refs else "…"
        who = ix.name(found.verifier, ix.outlet(found.document))
        return Point(f"{who} says of a check: “{own}”.", refs, found.status, True)
    what = f"{subject} is authentic"
    if found.about == "true":
        what = "what it says is so" if subject == "it" else f"it is so: {subject}"
    elif subject.startswith("“"):
        what = f"it was said: {subject}"
    if found.verifier is None:
        says = f"{ix.outlet(found.document)} says that {_PASSIVE[found.status]} that {what}."
    else:
        says = f"{ix.name(found.verifier)} {STATUSES[found.status]} that {what}."
    return Point(says, refs, found.status, found.status in ("not verified", "disputed"))


def denial_points(ix: Index) -> tuple[Point, ...]:
    """Who denies what: one sentence for each denier, with the words of every denial."""
    by: dict[str, list[Response]] = defaultdict(list)
    for found in ix.case.responses:
        if found.kind == "denied":
            by[ix.name(found.actor, "Somebody not named")].append(found)
    return tuple(_denies(ix, name, found) for name, found in by.items())


def _what(ix: Index, found: Response, *, first: bool) -> str:
    words = denial(ix, found, bare=not first)
    subject = subject_of(ix, found.of)
    return f"disputes {subject}" if words == "denied it" and subject else words


def _denies(ix: Index, name: str, found: list[Response]) -> Point:
    each = {denial(ix, one, bare=True): one for one in reversed(found)}  # the same words once
    kept = reversed(each.values())
    said = dict.fromkeys(_what(ix, one, first=n == 0) for n, one in enumerate(kept))
    refs = ix.refs([Anchor(one.document, one.span) for one in found])
    return Point(f"{name} {listed(list(said))}.", refs, "denied", True)


def grouped_checks(ix: Index, found: Iterable[Verification]) -> tuple[Point, ...]:
    """What was checked of one thing: those who found the same together in one sentence."""
    by: dict[tuple[str, ...], list[Verification]] = defaultdict(list)
    for one in found:
        by[one.status, one.about, "" if one.verifier else one.document].append(one)
    return tuple(_together(ix, same) for same in by.values())


def _together(ix: Index, same: list[Verification]) -> Point:
    first = check_point(ix, same[0])
    names = list(dict.fromkeys(ix.name(one.verifier) for one in same))
    if len(names) < 2:
        return first
    says = first.says.replace(names[0], listed(names, most=5), 1)
    if same[0].status == "disputed":
        says = says.replace(" disputes ", " dispute ", 1)
    refs = ix.refs([Anchor(one.document, one.span) for one in same])
    return Point(says, refs, first.kind, first.grave)


def subject_of(ix: Index, of: str | None) -> str:
    """What was checked or asked about, in a few words; empty where the case does not know it."""
    recording = next((r for r in ix.case.recordings if r.id == of), None)
    if recording:
        return f"the {recording_title(ix, recording)}"
    if of in ix.documents:
        return f"the page by {ix.outlet(str(of))}"
    refs = ix.evidence((), (of,)) if of else ()
    return f"“{shorten(_bare(refs[0]), 60)}”" if refs else ""


def response_point(ix: Index, found: Response) -> Point:
    """Who was asked and what became of it."""
    where = ix.outlet(found.document)
    refs = ix.refs([Anchor(found.document, found.span)])
    if found.kind == "denied" and found.actor in ix.actors:
        says = f"{ix.name(found.actor)} {denial(ix, found)} ({where})."
        return Point(says, refs, "denied", True)
    if found.actor not in ix.actors:  # the words beside it name them
        return Point(f"{_NAMELESS[found.kind]} ({where}).", refs, found.kind)
    verb = {
        "asked": "was asked",
        "answered": "answered",
        "declined": "declined to answer",
        "did not answer": "did not answer",
    }[found.kind]
    return Point(f"{ix.name(found.actor)} {verb} ({where}).", refs, found.kind)


def denial(ix: Index, found: Response, *, bare: bool = False) -> str:
    """What somebody denied, in the words of the report; `bare` after another denial."""
    words = [
        f"“{_bare(ref)}”" for s in ix.denials_in(found) if (ref := ix.ref(s.document, s.content))
    ]
    if words:
        return listed(words) if bare else f"denied {listed(words)}"
    return "denied it" if found.of else "issued a denial"


def nothing_of_a_check(ix: Index) -> tuple[str, ...]:
    """Reports that say nothing about verification at all."""
    spoke = {v.document for v in ix.case.verifications}
    return tuple(ix.outlet(d.id) for d in ix.case.documents if d.id not in spoke)
