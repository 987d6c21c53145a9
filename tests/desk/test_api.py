"""The API as its own description tells it: whatever is sent, the server does not break."""

from __future__ import annotations

import json
from pathlib import Path

import schemathesis
from decided_bridge import made_case
from desk_server import Client, Desk, served
from hypothesis import HealthCheck, given, settings
from large_case import write_case
from schemathesis.checks import not_a_server_error

from strategies import some

SOME = settings(
    max_examples=some(12).max_examples,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_the_description_names_every_route_and_its_refusals(desk: Desk) -> None:
    told = json.loads(desk.client().get("/api/openapi.json"))
    assert set(told["paths"]) == {
        "/api/session",
        "/api/case",
        "/api/reports",
        "/api/statements",
        "/api/statements/{statement}",
        "/api/roots",
        "/api/decisions",
    }
    assert {"200", "401", "403"} <= set(told["paths"]["/api/case"]["get"]["responses"])


def test_a_script_comes_in_with_the_printed_token(desk: Desk) -> None:
    nobody = Client(desk, {}, "")
    token = desk.door.ticket()
    status, text, _ = nobody.ask("POST", "/api/session", {"token": token})
    assert status == 200
    script = Client(desk, {"Authorization": f"Bearer {json.loads(text)['key']}"}, "")
    assert json.loads(script.get("/api/statements?form=direct&most=2"))["total"] > 2
    assert nobody.ask("POST", "/api/session", {"token": token})[0] == 401


def test_schemathesis_finds_no_server_error(tmp_path: Path) -> None:
    with served(write_case(tmp_path / "case", made_case())) as desk:
        script = desk.script("editor")
        schema = schemathesis.openapi.from_dict(json.loads(script.get("/api/openapi.json")))
        tried = set()

        def attempt(case: schemathesis.Case) -> None:
            tried.add(case.operation.path)
            answer = case.call(base_url=desk.url, headers=script.headers)
            case.validate_response(answer, checks=[not_a_server_error])

        for result in schema.get_all_operations():
            SOME(given(result.ok().as_strategy())(attempt))()
        assert len(tried) == 7
