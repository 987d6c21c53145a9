"""What people send from a page: coming in and deciding."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from earwitness.deciding import DecisionError

from .api import who
from .asking import Ask, decision
from .door import Door, Session
from .guard import Guard, right_token
from .panel import panel
from .rendering import page
from .workbench import Workbench
from .worklists import item

_LISTS = ("documents", "beside")


def forms(bench: Workbench, door: Door, guard: Guard) -> APIRouter:
    """The routes that take a form, but for those that add something."""
    router = APIRouter()
    _add_entry(router, door, guard)
    _add_deciding(router, bench)
    return router


def _add_entry(router: APIRouter, door: Door, guard: Guard) -> None:
    @router.get("/enter")
    def enter(request: Request, token: str = "", after: str = "/") -> Response:
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
        async with request.form(max_files=0) as form:
            name, password = str(form.get("name", "")), str(form.get("password", ""))
            after = _own(str(form.get("after", "/")))
        made = await door.tried(name, password)
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
            session = sender(request, form, "reader")
        door.close(session)
        return RedirectResponse("/enter", 303)

    @router.post("/account/key")
    async def key(request: Request) -> Response:
        async with request.form() as form:
            session = sender(request, form, "reader")
        made = door.open(session.name, session.role, bearer=True, account=session.account)
        return page(request, "account.html.j2", key=made.key)


def _add_deciding(router: APIRouter, bench: Workbench) -> None:
    @router.post("/decide")
    async def decide(request: Request) -> Response:
        async with request.form() as form:
            session = sender(request, form, "editor")
            ask, back = _ask(form), _own(str(form.get("back", "/")))
        return await run_in_threadpool(_decide, request, bench, ask, session.name, back)


def _decide(request: Request, bench: Workbench, ask: Ask, by: str, back: str) -> Response:
    try:
        made = bench.decide(lambda drafts: decision(drafts, ask), by)
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
    # An address that differs by its fragment alone would not be loaded anew.
    return Response(status_code=204, headers={"HX-Redirect": back.partition("#")[0]})


def sender(request: Request, form: FormData, role: Any) -> Session:
    """The session of whoever sent the form, if its token is right and the role suffices."""
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
