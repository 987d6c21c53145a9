"""The brief as a run of headings, paragraphs and points, for Word and PDF alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from earwitness.exports.brief_chains import chain_line
from earwitness.exports.brief_checks import Point
from earwitness.exports.brief_decided import DECIDED, NOTE
from earwitness.exports.brief_index import Ref
from earwitness.exports.brief_roots import Bar
from earwitness.exports.brief_speakers import Said, SpeakerView, vouched
from earwitness.exports.brief_story import Story, story
from earwitness.exports.brief_terminal import bar_words
from earwitness.exports.brief_wording import capital, count, visible
from earwitness.model import Case

from .base import About

Look = Literal["title", "note", "heading", "subheading", "text", "point", "quote", "small"]
_POINTS, _BARS = 12, 12


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph: how it looks, its words, and an address on the web that ends it."""

    look: Look
    words: str
    url: str = ""


def title(case: Case) -> str:
    """The title of the brief, for the first page and for the properties of the file."""
    return _title(len(case.documents))


def _title(reports: int) -> str:
    return f"What {count(reports, 'report')} rest on"


def parts(case: Case, about: About) -> tuple[Part, ...]:
    """The brief from its title to the list of the reports."""
    return tuple(
        Part(part.look, _printable(part.words), _printable(part.url))
        for part in _all(story(case, about.layer), about)
    )


def stays(part: Part, after: Part) -> bool:
    """Whether a paragraph stays on the page of the next: a point with the words that show it."""
    return part.look == "point" and after.look in ("quote", "small")


def linked(url: str) -> bool:
    """Whether an address may be clicked: of the web, and nothing that a program would run."""
    return url.startswith(("http://", "https://"))


def _printable(words: str) -> str:
    """Without controls, which neither Word nor PDF can hold."""
    return "".join(c for c in visible(words) if c in "\t\n" or c.isprintable() or c == " ")


def _all(told: Story, about: About) -> Iterator[Part]:
    yield Part("title", _title(len(told.reports)))
    yield Part("note", about.note)
    yield Part("text", told.opening)
    if told.decided:
        yield from _section(DECIDED, told.decided)
        yield Part("small", NOTE)
    yield from _section("What weighs most", told.highlights)
    yield from _roots(told)
    yield from _section("Where several pages are one source", told.echoes)
    yield from _truth(told)
    yield from _recordings(told)
    yield from _section("Quotations against the tape", told.taped)
    yield from _figures(told)
    yield from _section("Says more than its body", told.headlines)
    yield from _section("Verification", (*told.checks, *told.unverified))
    yield from _section("Who was asked, and who denied", told.responses)
    yield from _section("What else the reports show", told.other)
    yield from _section("What to get next", told.leads)
    yield from _reports(told)
    yield from _speakers(told)


def _section(heading: str, points: Iterable[Point]) -> Iterator[Part]:
    found = tuple(points)
    if found:
        yield Part("heading", heading)
        for point in found[:_POINTS]:
            yield Part("point", point.says)
            yield from _refs(point.refs[:2])
        if len(found) > _POINTS:
            yield Part("small", f"And {len(found) - _POINTS} more.")


def _refs(refs: Iterable[Ref]) -> Iterator[Part]:
    for ref in refs:
        words = f"“{ref.words}”" if ref.bare else ref.words
        yield Part("quote", f"{words} — {ref.outlet}, line {ref.line} [{ref.report}]")


def _roots(told: Story) -> Iterator[Part]:
    if told.bars:
        yield Part("heading", "Was it said? Who vouches that these words were said")
        for bar in told.bars[:_BARS]:
            yield Part("point", f"{bar.name}: {bar_words(bar)}{_members(bar)}")
    if told.unrooted:
        yield Part("small", f"For {count(told.unrooted, 'statement')} the reports do not say.")


def _members(bar: Bar) -> str:
    names = ", ".join(member.name for member in bar.members)
    return f" ({names})" if names and names != bar.name else ""


def _truth(told: Story) -> Iterator[Part]:
    if told.asserters:
        yield Part("heading", "Is it so? Who asserts it")
        for one in told.asserters[:_BARS]:
            through = ", ".join(one.vouched_by[:3])
            tail = f"; that they said so, {through} vouches" if through else ""
            yield Part("point", f"{one.name}: {count(one.statements, 'statement')}{tail}")
    yield from _section("Who says that it is not so", told.denials)


def _recordings(told: Story) -> Iterator[Part]:
    known = [one for one in told.recordings if one.counts]
    if known:
        yield Part("heading", "Recordings, from the mouth to the page")
    for one in known:
        yield Part("subheading", capital(one.title))
        for chain in one.chains:
            yield Part("text", chain_line(chain))
        for check in one.checks:
            yield Part("point", check.says)


def _figures(told: Story) -> Iterator[Part]:
    if told.figures:
        yield Part("heading", "Figures side by side")
    for group in told.figures:
        yield Part("subheading", group.counted)
        for row in group.rows:
            about = "; ".join(part for part in (row.of, row.side, row.place) if part)
            words = f"{row.value}, said by {row.said_by}, as of {row.as_of}"
            yield Part("point", f"{words} ({about})" if about else words)
    yield from _section("Why figures agree or not", told.figure_points)


def _reports(told: Story) -> Iterator[Part]:
    yield Part("heading", "The reports")
    for one in told.reports:
        url = one.document.url or ""
        where = ", " if url else ""
        words = f"[{one.number}] {one.outlet}, {one.published}: {one.title}{where}"
        yield Part("text", words, url)


def _speakers(told: Story) -> Iterator[Part]:
    if told.speakers:
        yield Part("heading", "Statements by speaker")
    for view in told.speakers:
        yield from _speaker(view)


def _speaker(view: SpeakerView) -> Iterator[Part]:
    yield Part("subheading", view.name + (f", {view.about}" if view.about else ""))
    for said in view.statements:
        yield from _said(said)


def _said(said: Said, inner: bool = False) -> Iterator[Part]:
    who = f"{said.speaker}: " if inner else ""
    hedges = "".join(f" “{hedge}”" for hedge in said.hedges)
    at = f" {said.ref.outlet}, line {said.ref.line}." if said.ref else ""
    yield Part("point", f"{said.number}. {who}{said.words}")
    yield Part("small", f"{capital(said.form)}.{hedges}{at}")
    if not inner:
        yield Part("small", f"{chain_line(said.chain)}. {vouched(said)}".removeprefix(". "))
    for one in said.inner:
        yield from _said(one, inner=True)
