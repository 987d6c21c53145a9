"""The brief before it is laid out: what it says, in the order in which an editor needs it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from earwitness.model import (
    NOTHING_DECIDED,
    Anchor,
    Case,
    Document,
    Finding,
    Layer,
    Lead,
    Verification,
)

from .brief_chains import RecordingView, media_held, recording_views
from .brief_checks import (
    Point,
    check_point,
    denial_points,
    nothing_of_a_check,
    response_point,
    subject_of,
)
from .brief_decided import decided_points
from .brief_figures import FigureGroup, figure_groups
from .brief_index import Index, Ref, index
from .brief_opening import opening
from .brief_roots import Asserter, Bar, asserters, root_bars, unrooted
from .brief_speakers import SpeakerView, speakers
from .brief_wording import capital, day, listed, shorten
from .chart_svg import chart
from .figure_series import groups

_HIGHLIGHTS = 5
_CHARTS = 12
_ECHOES = ("root", "circular", "quotation", "citation", "repeat", "release", "version")
TAPE_KINDS = frozenset(
    ("held against the tape", "misquoted from the tape", "not on the tape",
     "other words than the tape", "not as a machine heard it")
)  # fmt: skip
_CLOCK = re.compile(r"(\d\d:\d\d) UTC\S*$")


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as the brief lists it."""

    document: Document
    number: int
    outlet: str
    title: str
    byline: str
    published: str
    file: str
    statements: int


@dataclass(frozen=True, slots=True)
class Story:
    """All sections of the brief, in their order."""

    ix: Index
    opening: str
    highlights: tuple[Point, ...]
    bars: tuple[Bar, ...]
    unrooted: int
    unrooted_refs: tuple[Ref, ...]
    echoes: tuple[Point, ...]
    asserters: tuple[Asserter, ...]
    recordings: tuple[RecordingView, ...]
    media: str
    taped: tuple[Point, ...]
    figures: tuple[FigureGroup, ...]
    figure_points: tuple[Point, ...]
    charts: tuple[str, ...]
    headlines: tuple[Point, ...]
    checks: tuple[Point, ...]
    open_checks: tuple[Point, ...]
    denials: tuple[Point, ...]
    unverified: tuple[Point, ...]
    responses: tuple[Point, ...]
    leads: tuple[Point, ...]
    other: tuple[Point, ...]
    speakers: tuple[SpeakerView, ...]
    reports: tuple[ReportView, ...]
    decided: tuple[Point, ...] = ()


def story(case: Case, layer: Layer = NOTHING_DECIDED) -> Story:
    """What the brief says of a case as found; what was decided has a section of its own."""
    ix = index(case)
    bars, words_of, recordings = root_bars(ix), asserters(ix), recording_views(ix)
    sorted_findings = {
        part: _points(ix, part) for part in ("figure", "headline", "tape", "echo", "check", "other")
    }
    bare = unrooted(ix)
    many = Counter(s.document for s in case.statements)
    tapes = {r.id for r in case.recordings}
    return Story(
        ix=ix,
        opening=opening(ix, bars, words_of, recordings),
        highlights=_highlights(ix),
        bars=bars,
        unrooted=len(bare),
        unrooted_refs=ix.refs([Anchor(s.document, s.content[0]) for s in bare if s.content]),
        echoes=_echoes(sorted_findings["echo"]),
        asserters=words_of,
        recordings=recordings,
        media=media_held(ix, recordings),
        taped=sorted_findings["tape"],
        figures=figure_groups(ix),
        figure_points=sorted_findings["figure"],
        charts=tuple(filter(None, map(chart, groups(case))))[:_CHARTS],
        headlines=sorted_findings["headline"],
        checks=_checks(ix, case.verifications),
        open_checks=_checks(ix, [v for v in case.verifications if v.of not in tapes]),
        denials=denial_points(ix),
        unverified=sorted_findings["check"] or _unverified(ix, recordings),
        responses=tuple(response_point(ix, r) for r in case.responses),
        leads=tuple(conclusion_point(ix, lead) for lead in case.leads),
        other=sorted_findings["other"],
        speakers=speakers(ix),
        reports=tuple(report_view(ix, d, many[d.id]) for d in case.documents),
        decided=decided_points(ix, layer),
    )


def _checks(ix: Index, found: Iterable[Verification]) -> tuple[Point, ...]:
    return tuple(check_point(ix, v, subject=subject_of(ix, v.of)) for v in found)


def part_of(kind: str) -> str:
    """The section to which a kind of finding belongs."""
    if "figure" in kind or "count" in kind:
        return "figure"
    if any(word in kind for word in ("headline", "hedge", "lede", "standfirst", "first paragraph")):
        return "headline"
    if kind in TAPE_KINDS:
        return "tape"
    if any(word in kind for word in _ECHOES):
        return "echo"
    return "check" if "verif" in kind else "other"


def _echoes(found: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without the weightiest single root, which is a highlight; the others after the rest."""
    first = next((p for p in found if p.kind == "single root"), None)
    return tuple(sorted((p for p in found if p != first), key=lambda p: p.kind == "single root"))


def _points(ix: Index, part: str) -> tuple[Point, ...]:
    return tuple(conclusion_point(ix, f) for f in ix.case.findings if part_of(f.kind) == part)


def conclusion_point(ix: Index, found: Finding | Lead) -> Point:
    """A finding or lead as a sentence with the words behind it."""
    says = capital(" ".join(found.says.split()))
    refs = ix.evidence(found.evidence, found.refs)
    return Point(says, refs, found.kind, "conflict" in found.kind)


def _highlights(ix: Index) -> tuple[Point, ...]:
    """The weightiest finding of each kind, in the rank that tracing gave them."""
    first: dict[str, Finding] = {}
    for finding in ix.case.findings:
        if finding.kind != "not verified":  # the first paragraph says it
            first.setdefault(finding.kind, finding)
    return tuple(conclusion_point(ix, f) for f in list(first.values())[:_HIGHLIGHTS])


def _unverified(ix: Index, recordings: tuple[RecordingView, ...]) -> tuple[Point, ...]:
    """What nobody checked, and which reports do not speak of a check at all."""
    points = [
        Point(f"No report says that anybody checked the {r.title}.", r.refs[:3], "silent", True)
        for r in recordings
        if not r.checked
    ]
    silent = nothing_of_a_check(ix)
    if silent:
        verb = "says" if len(silent) == 1 else "say"
        where = listed(silent, most=8)
        points.append(Point(f"{where} {verb} nothing of any check.", (), "silent"))
    return tuple(points)


def _title(document: Document) -> str:
    """The headline, or the first words of a report that has none."""
    if document.headline:
        return " ".join(document.headline.split())
    first = _first_words(document)
    return f"no headline; {first}" if first else "no headline"


def _first_words(document: Document) -> str:
    """How the body begins."""
    first = next(iter(document.blocks_of("body")), None)
    return f"“{shorten(first.span.of(document.text), 70)}”" if first else ""


def _as_the_page_has_it(document: Document, when: str) -> str:
    """The hour with the letters that the page gives it: "08:40 GMT" for what is 08:40 in UTC."""
    clock = _CLOCK.search(when)
    page = clock and re.search(rf"\b{clock[1]}\s?([A-Z]{{2,4}}T|UTC)\b", document.text)
    return f"{when[: clock.start()]}{clock[1]} {page[1]}" if clock and page else when


def report_view(ix: Index, document: Document, statements: int) -> ReportView:
    """A report as it is listed."""
    when = document.published.value if document.published else None
    return ReportView(
        document=document,
        number=ix.numbers[document.id],
        outlet=ix.outlet(document.id),
        title=f"transcript; {_first_words(document)}"
        if document.id in ix.papers
        else _title(document),
        byline=listed(document.byline),
        published=_as_the_page_has_it(document, day(when) or "no date on the page"),
        file=document.path or "",
        statements=statements,
    )
