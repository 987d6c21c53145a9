"""The views: each reads the case as it stands and gives a page, or a part that htmx asks for.

None is `async`: each runs in a thread of its own, so that who waits for the case holds up nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from earwitness.exports.brief_marks import stretches
from earwitness.exports.brief_story import report_view
from earwitness.exports.chart_svg import chart
from earwitness.exports.figure_series import alone
from earwitness.recordings import MOST_VOICES

from . import exporting, people, timeline, worklists
from .adding import Additions
from .api import who
from .marking import legend, marked_text
from .originals import original_page
from .panel import others, panel
from .rendering import page
from .search import FILTERS, Found, search
from .snapshot import Snapshot
from .tapes import tape_sums, tape_view
from .workbench import Workbench

_PAGE = 50
_DRAWN_APART = 40
"""So many reports get a box each in the picture; beyond, those of an outlet share one."""


def pages(bench: Workbench, additions: Additions) -> APIRouter:
    """All views."""
    router = APIRouter()
    _add_reports(router, bench)
    _add_statements(router, bench)
    _add_overviews(router, bench)
    _add_work(router, bench)
    _add_rest(router, bench, additions)
    return router


def _add_reports(router: APIRouter, bench: Workbench) -> None:
    @router.get("/")
    def front(request: Request, q: str = "") -> Response:
        now = bench.seen(who(request))
        wanted = q.casefold().split()
        views = [report_view(now.ix, d, len(now.ix.said.get(d.id, ()))) for d in now.case.documents]
        fits = [
            v
            for v in views
            if all(w in f"{v.outlet} {v.title} {v.file}".casefold() for w in wanted)
        ]
        return page(request, "front.html.j2", now=now, reports=fits, q=q, all=len(views))

    @router.get("/reports/{document}")
    def report(request: Request, document: str, s: str = "") -> Response:
        now = bench.seen(who(request))
        found = now.ix.documents.get(document)
        if found is None:
            raise HTTPException(404, "The case has no such report.")
        passages, marked, numbered = marked_text(now, found, s)
        ordered = [d.id for d in now.case.documents]
        at = ordered.index(document)
        values: dict[str, Any] = {
            "view": report_view(now.ix, found, len(now.ix.said.get(document, ()))),
            "times": exporting.times(found),
            "starts": [span.start for span, _, _ in stretches(found)],
            "panel": panel(now, s) if s else None,
            "people": now.people_in(document),
            "before": ordered[at - 1] if at else None,
            "after": ordered[at + 1] if at + 1 < len(ordered) else None,
            "is_page": not now.withheld and _is_page(bench, found.sha256),
        }
        return page(
            request, "report.html.j2", now=now, document=found, passages=passages, marked=marked,
            numbered=numbered, legend=legend(now, found), **values,
        )  # fmt: skip

    @router.get("/reports/{document}/original")
    def original(request: Request, document: str) -> Response:
        who(request, "editor")  # the page as it was saved has every name
        found = bench.now().ix.documents.get(document)
        if found is None:
            raise HTTPException(404, "The case has no such report.")
        return original_page(bench, found)


def _is_page(bench: Workbench, sha256: str) -> bool:
    head = bench.original(sha256)[:4000].lower()
    return b"<html" in head or b"<!doctype html" in head


def _add_statements(router: APIRouter, bench: Workbench) -> None:
    @router.get("/statements")
    def statements(
        request: Request, q: str = "", first: str = "", last: str = "", start: int = 0
    ) -> Response:
        now, wanted = bench.seen(who(request)), asked(request)
        found = searched(now, q, wanted, first, last)
        start = max(0, min(start, max(len(found.statements) - 1, 0)) // _PAGE * _PAGE)
        values: dict[str, Any] = {"q": q, "first": first, "last": last, **wanted}
        return page(
            request, "statements.html.j2", now=now, found=found, wanted=wanted, q=q, first=first,
            last=last, start=start, size=_PAGE, values=values,
            named=lambda name, value: value_name(now, name, value),
            shown=found.statements[start : start + _PAGE],
        )  # fmt: skip

    @router.get("/statements/{statement}")
    def one(request: Request, statement: str) -> Response:
        now = bench.seen(who(request))
        found = panel(now, statement)
        if found is None:
            raise HTTPException(404, "The case has no such statement.")
        return page(request, "statement.html.j2", now=now, panel=found)

    @router.get("/statements/{statement}/elsewhere")
    def elsewhere(request: Request, statement: str) -> Response:
        now = bench.seen(who(request))
        found = panel(now, statement)
        if found is None:
            raise HTTPException(404, "The case has no such statement.")
        same = others(now, statement, found.words)
        return page(request, "elsewhere.html.j2", panel=found, others=same)


def asked(request: Request) -> dict[str, list[str]]:
    """The filters of an address."""
    given = {name: request.query_params.getlist(name) for name in FILTERS}
    return {name: [v for v in values if v] for name, values in given.items() if any(values)}


def searched(
    now: Snapshot, q: str, wanted: Mapping[str, list[str]], first: str, last: str
) -> Found:
    """The statements that fit an address."""
    return search(
        now.case.statements,
        now.facts,
        among=now.words.matching(q),
        wanted=wanted,
        first=first,
        last=last,
    )


def value_name(now: Snapshot, name: str, value: str) -> str:
    """A filter's value as people read it."""
    if value == "-":
        return {"speaker": "nobody named", "root": "nobody is said to vouch"}.get(name, "none")
    if name == "speaker":
        return now.ix.name(value)
    if name == "recording" and value in now.recordings:
        return next((v.title for v in now.tapes if v.id == value), value)
    return value


def _add_overviews(router: APIRouter, bench: Workbench) -> None:
    @router.get("/roots")
    def roots(request: Request, root: str = "") -> Response:
        now = bench.seen(who(request))
        known = root if root in {b.name for b in now.bars} else ""
        many = len(now.case.documents) > _DRAWN_APART
        return page(
            request, "roots.html.j2", now=now, root=known, flow=now.flow(known, many), many=many
        )

    @router.get("/figures")
    def figures(request: Request) -> Response:
        now = bench.seen(who(request))
        where = {f.id: f.document for f in now.case.figures}
        charts = {g.id: chart(g) for g in now.groups[:60]}
        rest = alone(now.case)[:200]
        return page(request, "figures.html.j2", now=now, where=where, charts=charts, rest=rest)

    @router.get("/timeline")
    def times(request: Request) -> Response:
        now = bench.seen(who(request))
        kinds = frozenset(request.query_params.getlist("kind")) & frozenset(timeline.KINDS)
        return page(
            request, "timeline.html.j2", days=timeline.days(now, kinds), kinds=kinds,
            undated=timeline.undated(now), KINDS=timeline.KINDS,
        )  # fmt: skip

    @router.get("/recordings")
    def recordings(request: Request) -> Response:
        now = bench.seen(who(request))
        return page(request, "recordings.html.j2", now=now, tapes=now.tapes,
                    transcripts=exporting.transcripts(now), held=tape_sums(now))  # fmt: skip

    @router.get("/tapes/{document}")
    def tape(request: Request, document: str) -> Response:
        who(request, "editor")  # a transcript has every name, and a voice tells whose it is
        now = bench.now()
        found = now.ix.documents.get(document)
        view = tape_view(bench, now, found) if found else None
        if view is None:
            raise HTTPException(404, "The case has no such transcript.")
        return page(request, "tape.html.j2", now=now, view=view)

    @router.get("/tapes/{document}/sound")
    def sound(request: Request, document: str) -> Response:
        who(request, "editor")
        found = bench.now().ix.documents.get(document)
        kept = bench.sound(found) if found else None
        if kept is None:
            raise HTTPException(404, "The case holds no sound of it.")
        return FileResponse(kept[0], media_type=kept[1])


def _add_work(router: APIRouter, bench: Workbench) -> None:
    @router.get("/findings")
    def findings(
        request: Request, status: str = "open", kind: str = "", start: int = 0
    ) -> Response:
        return _work(request, bench, "finding", status, kind, start)

    @router.get("/leads")
    def leads(request: Request, status: str = "open", kind: str = "", start: int = 0) -> Response:
        return _work(request, bench, "lead", status, kind, start)

    @router.get("/decisions")
    def decisions(request: Request) -> Response:
        now = bench.seen(who(request))
        return page(request, "decisions.html.j2", now=now, told=worklists.log(now))

    @router.get("/people")
    def everybody(request: Request, q: str = "") -> Response:
        now = bench.seen(who(request))
        return page(request, "people.html.j2", now=now, q=q, rows=people.rows(now, q))

    @router.get("/people/{actor}")
    def somebody(request: Request, actor: str) -> Response:
        now = bench.seen(who(request))
        found = people.person(now, actor)
        if found is None and (one := people.joined(now, actor)):
            return RedirectResponse(f"/people/{one}", 303)
        if found is None:
            raise HTTPException(404, "The case has no such actor.")
        return page(request, "person.html.j2", now=now, person=found, everybody=people.names(now))


def _work(
    request: Request, bench: Workbench, sort: str, status: str, kind: str, start: int
) -> Response:
    now = bench.seen(who(request))
    found = worklists.items(now, sort, status, kind)
    start = max(0, min(start, max(len(found) - 1, 0)) // _PAGE * _PAGE)
    return page(
        request, "work.html.j2", now=now, sort=sort, status=status, kind=kind, start=start,
            size=_PAGE,
        items=found[start : start + _PAGE], total=len(found), counts=worklists.counts(now, sort),
        kinds=worklists.kinds(now, sort), sorts=worklists.SORTS,
    )  # fmt: skip


def _add_rest(router: APIRouter, bench: Workbench, additions: Additions) -> None:
    @router.get("/add")
    def add(request: Request) -> Response:
        who(request, "editor")
        return page(
            request, "add.html.j2", progress=additions.progress, voices=additions.how.speakers,
            most_voices=MOST_VOICES,
        )  # fmt: skip

    @router.get("/add/progress")
    def progress(request: Request) -> Response:
        who(request, "editor")
        return page(request, "progress.html.j2", progress=additions.progress)

    @router.get("/account")
    def account(request: Request) -> Response:
        who(request)
        return page(request, "account.html.j2", key="")

    @router.get("/brief")
    def brief(request: Request) -> Response:
        return exporting.brief(bench.seen(who(request)))

    @router.get("/export/{name}")
    def export(
        request: Request, name: str, q: str = "", first: str = "", last: str = ""
    ) -> Response:
        now = bench.seen(who(request))
        found = searched(now, q, asked(request), first, last).statements
        made = exporting.export(now, name, found)
        if made is None:
            raise HTTPException(404, "There is no such export.")
        return made
