"""What people send from a page: coming in, deciding, adding reports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from earwitness.captures import is_url
from earwitness.deciding import DecisionError
from earwitness.intake import MAX_ARCHIVE

from .api import who
from .asking import Ask, decision
from .door import Door, Session
from .guard import Guard, right_token
from .panel import panel
from .rendering import page
from .reports import Additions, safe_name
from .workbench import Workbench
from .worklists import item

_LISTS = ("documents", "beside")


def forms(bench: Workbench, door: Door, guard: Guard, additions: Additions) -> APIRouter:
    """All routes that take a form."""
    router = APIRouter()
    _add_entry(router, door, guard)
    _add_deciding(router, bench)
    _add_adding(router, additions)
    return router


def _add_entry(router: APIRouter, door: Door, guard: Guard) -> None:
    @router.get("/enter")
    async def enter(request: Request, token: str = "", after: str = "/") -> Response:
        if token:
            made = door.by_ticket(token)
            if made is not None:
                response = RedirectResponse("/", 303)
                guard.admit(response, made)
                return response
        if request.state.session is not None:
            return RedirectResponse(_own(after), 303)
        told = "This address was opened before: it works once." if token else ""
        values = {"message": told, "after": _own(after), "accounts": bool(door.accounts.all())}
        return page(request, "enter.html.j2", code=403 if token else 200, **values)

    @router.post("/enter")
    async def come_in(request: Request) -> Response:
        async with request.form() as form:
            name, password = str(form.get("name", "")), str(form.get("password", ""))
            after = _own(str(form.get("after", "/")))
        made = await run_in_threadpool(door.by_password, name, password)
        if made is None:
            told = "Name and password do not fit."
            if door.waits(name):
                told = "Too many tries: wait a minute."
            return page(
                request, "enter.html.j2", code=403, message=told, after=after, accounts=True
            )
        response = RedirectResponse(after, 303)
        guard.admit(response, made)
        return response

    @router.post("/leave")
    async def leave(request: Request) -> Response:
        async with request.form() as form:
            session = _sender(request, form, "reader")
        door.close(session)
        return RedirectResponse("/enter", 303)

    @router.post("/account/key")
    async def key(request: Request) -> Response:
        async with request.form() as form:
            session = _sender(request, form, "reader")
        made = door.open(session.name, session.role, bearer=True, account=session.account)
        return page(request, "account.html.j2", key=made.key)


def _add_deciding(router: APIRouter, bench: Workbench) -> None:
    @router.post("/decide")
    async def decide(request: Request) -> Response:
        async with request.form() as form:
            session = _sender(request, form, "editor")
            ask, back = _ask(form), _own(str(form.get("back", "/")))
        try:
            made = bench.decide(lambda drafts: decision(drafts, ask), session.name)
        except DecisionError as error:
            raise HTTPException(400, {"code": error.code, "message": str(error)}) from error
        if not request.headers.get("hx-request"):
            return RedirectResponse(back, 303)
        return _decided(request, bench, made.target.kind, made.target.id, back)


def _decided(request: Request, bench: Workbench, kind: str, thing: str, back: str) -> Response:
    """The part of the page that the decision changes."""
    now = bench.now()
    if kind == "statement":
        keys = {key[1]: one for one, key in now.now.keys.items()}
        found = panel(now, keys.get(thing, thing))
        if found is not None and request.headers.get("hx-target") == "panel":
            return page(request, "decided.html.j2", now=now, panel=found)
    if kind in ("finding", "lead") and thing in now.conclusions:
        return page(
            request, "item.html.j2", now=now, i=item(now, now.conclusions[thing]), status="all"
        )
    return Response(status_code=204, headers={"HX-Redirect": back})


def _add_adding(router: APIRouter, additions: Additions) -> None:
    @router.post("/add")
    async def add(request: Request) -> Response:
        async with request.form(max_files=2000, max_part_size=MAX_ARCHIVE) as form:
            _sender(request, form, "editor")
            reports = await _reports(form)
        if not reports:
            raise HTTPException(400, "There was nothing to add: choose files, or paste a report.")
        additions.add(reports)
        if request.headers.get("hx-request"):
            return page(request, "progress.html.j2", progress=additions.progress)
        return RedirectResponse("/add", 303)


async def _reports(form: FormData) -> list[tuple[str, bytes | None]]:
    addresses = str(form.get("addresses", "")).split()
    found: list[tuple[str, bytes | None]] = [(url, None) for url in addresses if is_url(url)]
    if len(found) < len(addresses):
        raise HTTPException(400, "An address begins with http:// or https://.")
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    for value in form.getlist("files"):
        if isinstance(value, UploadFile) and value.filename:
            found.append(
                (safe_name(value.filename, f"added-{stamp}"), await value.read(MAX_ARCHIVE + 1))
            )
    text = str(form.get("text", ""))
    if text.strip():
        named = safe_name(str(form.get("name", "")), "")
        name = named if named.endswith(".txt") else f"{named or f'pasted-{stamp}'}.txt"
        found.append((name, text.replace("\r\n", "\n").encode("utf-8", "replace")))
    return found


def _sender(request: Request, form: FormData, role: Any) -> Session:
    session = who(request, role)
    if not right_token(session, form.get("csrf") or request.headers.get("x-csrf-token")):
        raise HTTPException(403, "The form is out of date: load the page again.")
    return session


def _ask(form: FormData) -> Ask:
    """The form as what is asked; empty numbers are not given."""
    values: dict[str, Any] = {}
    for name in Ask.model_fields:
        given = [v for v in form.getlist(name) if isinstance(v, str)]
        if name in _LISTS:
            values[name] = [v for v in given if v]
        elif given and (given[-1] or name not in ("start", "end", "saw", "of")):
            values[name] = given[-1].replace("\r\n", "\n")
    try:
        return Ask.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise HTTPException(
            400, {"code": "request", "message": f"{where}: {first['msg']}."}
        ) from error


def _own(address: str) -> str:
    """An address of this desk, never of another site."""
    good = address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address
    return address if good and "\r" not in address else "/"
