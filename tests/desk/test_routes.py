"""Every route of the desk, walked: what a stranger gets of it, what a reader gets, what writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from desk_server import Client, Desk
from starlette.routing import Route

FOR_ALL = {"/enter", "/static/{name}", "/api/session"}
"""Open to strangers."""
FOR_READERS = {
    "/", "/reports/{document}", "/statements", "/statements/{statement}",
    "/statements/{statement}/elsewhere", "/roots", "/figures", "/timeline", "/recordings",
    "/findings", "/leads", "/decisions", "/people", "/people/{actor}", "/account", "/brief",
    "/export/{name}", "/api/openapi.json", "/api/case", "/api/reports", "/api/statements",
    "/api/statements/{statement}", "/api/roots", "/api/decisions",
}  # fmt: skip
"""Views that are made of the redacted case: test_readers looks for names in each."""
OF_ONESELF = {"/leave", "/account/key"}
"""What a reader may send: it changes nothing of the case."""


def _flat(routes: Iterable[Any]) -> Iterator[Any]:
    """FastAPI keeps a router that is included as one route, or as its routes, by its version."""
    for route in routes:
        router = getattr(route, "original_router", None)
        yield from _flat(router.routes) if router else (route,)


def _routes(desk: Desk) -> Iterator[tuple[str, str]]:
    for route in _flat(desk.app.app.routes):  # type: ignore[attr-defined]
        assert isinstance(route, Route), f"{route} is of a kind that this test does not know"
        for method in sorted(route.methods or ()):
            if method != "HEAD":
                yield method, route.path


def _filled(path: str, desk: Desk) -> str:
    case = desk.bench.now().case
    for name, value in (
        ("document", case.documents[0].id), ("statement", case.statements[0].id),
        ("actor", case.actors[0].id), ("name", "case.json"),
    ):  # fmt: skip
        path = path.replace(f"{{{name}}}", value)
    assert "{" not in path
    return path


def test_a_reader_is_refused_every_route_that_is_not_known_to_be_for_readers(desk: Desk) -> None:
    reader, script = desk.client("rea", "reader"), desk.script("reader")
    walked = list(_routes(desk))
    assert len(walked) > 35
    for method, path in walked:
        one = script if path.startswith("/api/") else reader
        address = _filled(path, desk)
        if method == "GET" and path in FOR_READERS | FOR_ALL:
            # Ids are salted for readers: those of the case itself lead nowhere.
            assert one.ask("GET", address)[0] in (200, 303, 404), path
        elif path not in FOR_ALL | OF_ONESELF:
            body = {"csrf": one.csrf, "act": "accept", "thing": "s_nine"}
            if path.startswith("/api/"):
                body = {"act": "accept", "thing": "s_nine"}
            assert one.ask(method, address, body)[0] == 403, (method, path)
    assert desk.bench.now().now.decisions == ()


def test_a_stranger_is_refused_every_route_but_the_door(desk: Desk) -> None:
    stranger = Client(desk, {}, "")
    for method, path in _routes(desk):
        if path not in FOR_ALL:
            status, told, answer = stranger.ask(method, _filled(path, desk))
            entry = answer.getheader("location", "").startswith("/enter")
            assert status == 401 or (status == 303 and entry), (method, path)
            assert "Joren" not in told


def test_every_form_needs_the_token_of_its_session(desk: Desk) -> None:
    one = desk.client()
    for method, path in _routes(desk):
        if method != "GET" and not path.startswith("/api/") and path != "/enter":
            assert one.ask(method, _filled(path, desk), {"csrf": "guess"})[0] == 403, path
    assert one.ask("GET", "/")[0] == 200, "it was not shown out"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "FOO"])
def test_no_other_method_is_known(desk: Desk, method: str) -> None:
    assert desk.client().ask(method, "/decide")[0] == 405
