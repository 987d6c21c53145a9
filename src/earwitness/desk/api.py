"""The JSON API, for scripts and for the pages' own use. FastAPI makes its description."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field

from earwitness.casefile.codec import encode
from earwitness.deciding import DecisionError
from earwitness.exports import answers
from earwitness.exports.json_export import case_to_json
from earwitness.model import Statement

from .asking import Ask, Id, decision
from .door import Door, Session
from .search import FILTERS, search
from .snapshot import Snapshot
from .workbench import Workbench

Text = Annotated[str, Query(max_length=500)]
Values = Annotated[list[Id], Query(max_length=50)]
_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"


class Problem(BaseModel):
    """Why something was refused: a code, and a sentence."""

    code: str
    message: str


class Entry(BaseModel):
    """How a script comes in: with the printed token, or with a name and password."""

    token: str = Field("", max_length=200)
    name: str = Field("", max_length=100)
    password: str = Field("", max_length=1000)


class Key(BaseModel):
    """What a script sends from then on: `Authorization: Bearer KEY`."""

    key: str
    name: str
    role: str


class StatementList(BaseModel):
    """One page of the statements that fit."""

    total: int
    statements: list[dict[str, Any]]
    facets: dict[str, list[tuple[str, int]]]


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 401, 403, 404, 421, 422)
}


def who(request: Request, role: Literal["reader", "editor", "owner"] = "reader") -> Session:
    """The session of the request, if its role is enough."""
    session: Session | None = request.state.session
    if session is None:
        raise HTTPException(401, "Come in first.")
    if not session.may(role):
        raise HTTPException(403, f"This needs the role {role}; yours is {session.role}.")
    return session


def api(bench: Workbench, door: Door) -> APIRouter:
    """All routes of the API."""
    router = APIRouter(prefix="/api", responses=_PROBLEMS)
    _add_entry(router, door)
    _add_reading(router, bench)
    _add_deciding(router, bench)
    return router


def _add_entry(router: APIRouter, door: Door) -> None:
    @router.post("/session", summary="Come in")
    async def come_in(entry: Entry) -> Key:
        made = (
            door.by_ticket(entry.token, bearer=True)
            if entry.token
            else await door.tried(entry.name, entry.password, bearer=True)
        )
        if made is None:
            raise HTTPException(401, "The token is used up, or name and password do not fit.")
        return Key(key=made.key, name=made.name, role=made.role)


def _add_reading(router: APIRouter, bench: Workbench) -> None:
    @router.get("/case", summary="The whole case, as found or as decided")
    def case(request: Request, layer: Literal["found", "decided"] = "decided") -> Response:
        now = bench.seen(who(request)).now
        made = case_to_json(now.found if layer == "found" else now.case)
        return Response(json.dumps(made, ensure_ascii=False), media_type="application/json")

    @router.get("/reports", summary="The reports, without their text")
    def reports(request: Request) -> list[dict[str, Any]]:
        now = bench.seen(who(request))
        return [_report(now, d.id) for d in now.case.documents]

    @router.get("/statements", summary="Statements by words and filters")
    def statements(
        request: Request,
        q: Text = "",
        speaker: Values = [],  # noqa: B006
        root: Values = [],  # noqa: B006
        recording: Values = [],  # noqa: B006
        outlet: Values = [],  # noqa: B006
        hedge: Values = [],  # noqa: B006
        form: Values = [],  # noqa: B006
        type: Values = [],  # noqa: A002, B006
        checked: Values = [],  # noqa: B006
        layer: Values = [],  # noqa: B006
        first: Annotated[str, Query(pattern=_DATE)] = "",
        last: Annotated[str, Query(pattern=_DATE)] = "",
        start: Annotated[int, Query(ge=0, le=10**9)] = 0,
        most: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> StatementList:
        now = bench.seen(who(request))
        given = (speaker, root, recording, outlet, hedge, form, type, checked, layer)
        found = search(
            now.case.statements, now.facts, among=now.words.matching(q),
            wanted=dict(zip(FILTERS, given, strict=True)), first=first, last=last,
        )  # fmt: skip
        page = found.statements[start : start + most]
        return StatementList(
            total=len(found.statements),
            statements=[_statement(now, s) for s in page],
            facets={name: list(values) for name, values in found.facets.items()},
        )

    @router.get("/statements/{statement}", summary="One statement with its chain and decisions")
    def one(request: Request, statement: Id) -> dict[str, Any]:
        now = bench.seen(who(request))
        found = now.statements.get(statement)
        if found is None:
            raise HTTPException(404, "The case has no such statement.")
        return answers.trace_value(now.case, found) | _statement(now, found)

    @router.get("/roots", summary="Who vouches, by party")
    def roots(request: Request) -> dict[str, Any]:
        return answers.roots_value(bench.seen(who(request)).case)


def _add_deciding(router: APIRouter, bench: Workbench) -> None:
    @router.get("/decisions", summary="All decisions, in their order")
    def decisions(request: Request) -> list[dict[str, Any]]:
        now = bench.seen(who(request)).now
        return [dict(encode(d)) | {"undone": d.seq in now.gone} for d in now.decisions]

    @router.post("/decisions", summary="Decide", status_code=201)
    def decide(request: Request, ask: Ask) -> dict[str, Any]:
        session = who(request, "editor")
        if not session.bearer:
            raise HTTPException(403, "Scripts decide with a bearer key, pages with a form.")
        try:
            made = bench.decide(lambda drafts: decision(drafts, ask), session.name)
        except DecisionError as error:
            raise HTTPException(400, {"code": error.code, "message": str(error)}) from error
        return dict(encode(made))


def _report(now: Snapshot, document: str) -> dict[str, Any]:
    d = now.ix.documents[document]
    return {
        "id": d.id, "sha256": d.sha256, "path": d.path, "url": d.url, "outlet": d.outlet,
        "headline": d.headline, "published": d.published.value if d.published else None,
        "statements": len(now.ix.said.get(d.id, ())),
    }  # fmt: skip


def _statement(now: Snapshot, s: Statement) -> dict[str, Any]:
    state = now.now.state("statement", s.id)
    ref = now.ix.ref(s.document, s.content, most=100_000)
    return {
        "id": s.id, "document": s.document, "words": ref.words if ref else "",
        "content": [{"start": c.start, "end": c.end} for c in s.content],
        "speaker": s.source.actor, "form": s.form, "type": s.type, "layer": state.speaks,
        "seen": state.seen, "conflicts": [d.seq for d in state.conflicts],
        "grade": state.grade.grade if state.grade else None,
    }  # fmt: skip
