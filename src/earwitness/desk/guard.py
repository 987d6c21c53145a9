"""What stands before every request: its host, its origin, its sender, and what pages may do."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from earwitness.casefile import CaseError

from .accounts import AccountError
from .door import Door, Session

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Under "no-referrer" browsers send forms with the origin "null", which is refused here.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_SAFE = ("GET", "HEAD")
_OPEN = ("/enter", "/static/", "/api/session")
_LONG = ("/add", "/tapes/")
_MOST = 4 << 20
"""Bytes of a request that brings no files: far more than any form or decision has."""


class Guard:
    """The first to see a request: refuses strangers, names the session, adds the headers."""

    def __init__(
        self, app: ASGIApp, *, door: Door, hosts: Collection[str], cookie: str, secure: bool
    ) -> None:
        self.app, self.door, self.cookie, self.secure = app, door, cookie, secure
        self.hosts = frozenset(h.lower() for h in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    if name not in answer:
                        answer[name] = value
            await send(message)

        refusal = await self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, with_headers)
            return
        if not scope["path"].startswith(_LONG):
            receive = _bounded(receive)
        await self.app(scope, receive, with_headers)

    async def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if headers.get("host", "").lower() not in self.hosts:
            return PlainTextResponse("This desk does not answer under that name.\n", 421)
        if scope["method"] not in _SAFE and not self._same_origin(headers):
            return _refused(scope, 403, "The request comes from another page.")
        scope.setdefault("state", {})
        session = self._session(headers)
        try:  # the account stands in the case, which may lie on a server
            if session and session.account:
                session = session if await run_in_threadpool(self.door.holds, session) else None
        except (AccountError, CaseError) as error:
            return _refused(scope, 503, str(error))
        scope["state"]["session"] = session
        if session is None and not scope["path"].startswith(_OPEN):
            return self._stranger(scope)
        return None

    def _same_origin(self, headers: Headers) -> bool:
        """Browsers name the page that sends a form; scripts name none, and carry a token."""
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = headers.get("origin")
        return origin is None or origin.lower() in {
            f"{scheme}://{host}" for host in self.hosts for scheme in ("http", "https")
        }

    def _session(self, headers: Headers) -> Session | None:
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.door.opened(token.strip(), bearer=True)
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return None
        return self.door.opened(found.value if found else None, bearer=False)

    def _stranger(self, scope: Scope) -> Response:
        if scope["path"].startswith("/api/") or scope["method"] not in _SAFE:
            return _refused(
                scope, 401, "Come in first: POST /api/session, or open the printed address."
            )
        after = scope["path"] + (
            f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
        )
        return RedirectResponse(f"/enter?after={quote(after, safe='')}", 303)

    def admit(self, response: Response, session: Session) -> None:
        """Give the browser the cookie of its session."""
        response.set_cookie(
            self.cookie, session.key, httponly=True, samesite="strict", secure=self.secure, path="/"
        )


def _bounded(receive: Receive) -> Receive:
    """Takes no more than a form may have; the rest of a longer one is let go, and it is refused."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken <= _MOST:
            return message
        while message.get("more_body"):
            message = await receive()
        told = {"code": "request", "message": "What was sent is too long."}
        raise HTTPException(413, told)  # type: ignore[arg-type]

    return bounded


def right_token(session: Session, given: Any) -> bool:
    """Whether a form carries the token of its session; a script's own token does as well."""
    return session.bearer or (
        isinstance(given, str) and secrets.compare_digest(given.encode(), session.csrf.encode())
    )


def _refused(scope: Scope, status: int, words: str) -> Response:
    if scope["path"].startswith("/api/"):
        return JSONResponse({"code": "refused", "message": words}, status)
    return PlainTextResponse(words + "\n", status)
