"""The desk as one ASGI application: guard, pages, API, static files."""

from __future__ import annotations

from collections.abc import Collection
from importlib import resources
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException

from earwitness import __version__
from earwitness.casefile import CaseError
from earwitness.recordings import How

from .adding import Additions
from .adding_forms import adding_forms
from .api import api
from .door import Door
from .forms import forms
from .guard import Guard
from .pages import pages
from .rendering import page
from .workbench import Workbench

_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def application(
    bench: Workbench,
    door: Door,
    *,
    hosts: Collection[str],
    cookie: str,
    secure: bool = False,
    how: How | None = None,
) -> Guard:
    """All of the desk, behind its guard."""
    app = FastAPI(
        title="Earwitness desk", version=__version__, openapi_url="/api/openapi.json",
        docs_url=None, redoc_url=None,
    )  # fmt: skip
    guard = Guard(app, door=door, hosts=hosts, cookie=cookie, secure=secure)
    additions = Additions(bench.folder, how)
    additions.finish()
    app.include_router(api(bench, door))
    app.include_router(pages(bench, additions), include_in_schema=False)
    app.include_router(forms(bench, door, guard), include_in_schema=False)
    app.include_router(adding_forms(bench, additions), include_in_schema=False)
    app.add_api_route("/static/{name}", _static, include_in_schema=False)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(CaseError, _unreachable)
    return guard


async def _static(name: str) -> Response:
    """A small file of the package: names are compared, never joined to a path."""
    folder = resources.files(__package__).joinpath("static")
    for file in folder.iterdir():
        kind = _KINDS.get("." + file.name.rpartition(".")[2])
        if file.name == name and kind:
            headers = {"Cache-Control": "private, max-age=3600"}
            return Response(file.read_bytes(), media_type=kind, headers=headers)
    return PlainTextResponse("There is no such file.\n", 404)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    detail: Any = error.detail
    told = detail if isinstance(detail, dict) else {"code": "refused", "message": str(detail)}
    if request.url.path.startswith("/api/"):
        return JSONResponse(told, error.status_code, headers=error.headers)
    if request.headers.get("hx-request"):
        return page(request, "message.html.j2", code=error.status_code, message=told["message"])
    return page(request, "refused.html.j2", code=error.status_code, message=told["message"])


async def _unreachable(request: Request, error: Exception) -> Response:
    """The case cannot be read or changed now: its server is gone, or it was moved."""
    assert isinstance(error, CaseError)  # noqa: S101
    detail = {"code": error.code, "message": str(error)}
    return await _refused(request, HTTPException(503, detail))  # type: ignore[arg-type]


async def _misunderstood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    found = error.errors()[0] if error.errors() else {}
    where = ".".join(str(part) for part in found.get("loc", ())[1:])
    message = f"{where or 'The request'}: {found.get('msg', 'it was not understood')}."
    return await _refused(request, HTTPException(422, {"code": "request", "message": message}))  # type: ignore[arg-type]
