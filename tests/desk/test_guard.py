"""Nobody comes in who should not, and nothing is done that the one at the desk did not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk_server import Client, Desk

from earwitness.casefile import CaseFolder
from earwitness.desk.accounts import AccountError, Accounts
from earwitness.desk.door import Door
from earwitness.desk.serve import Place, hosts_of, is_loopback


def stranger(desk: Desk) -> Client:
    return Client(desk, {}, "")


@pytest.mark.parametrize("path", ["/", "/statements", "/export/case.json", "/brief", "/add"])
def test_a_stranger_is_sent_to_the_door(desk: Desk, path: str) -> None:
    status, _, answer = stranger(desk).ask("GET", path)
    assert status == 303
    assert answer.getheader("location", "").startswith("/enter?after=")


@pytest.mark.parametrize("path", ["/api/case", "/api/decisions", "/api/openapi.json"])
def test_a_stranger_gets_nothing_of_the_api(desk: Desk, path: str) -> None:
    assert stranger(desk).ask("GET", path)[0] == 401


def test_a_ticket_opens_once_and_leaves_the_address(desk: Desk) -> None:
    address = desk.entry().removeprefix(desk.url)
    status, _, answer = stranger(desk).ask("GET", address)
    assert (status, answer.getheader("location")) == (303, "/")
    cookie = answer.getheader("set-cookie", "")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert stranger(desk).ask("GET", address)[0] == 403
    held = Client(desk, {"Cookie": cookie.split(";")[0]}, "")
    assert held.ask("GET", "/")[0] == 200


def test_another_host_name_is_refused(desk: Desk) -> None:
    """A page elsewhere could point its own name at this machine."""
    assert desk.client().ask("GET", "/", Host="evil.example")[0] == 421
    assert desk.client().ask("GET", "/", Host=f"localhost.evil.example:{desk.port}")[0] == 421


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Origin": "null"}],
)
def test_a_form_of_another_site_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    one = desk.client()
    form = {"csrf": one.csrf, "act": "accept", "thing": "s_nine"}
    assert one.ask("POST", "/decide", form, **headers)[0] == 403
    assert desk.bench.now().now.decisions == ()


def test_a_form_without_the_token_of_its_session_is_refused(desk: Desk) -> None:
    one = desk.client()
    for token in ("", "guess", desk.client().csrf):
        assert (
            one.ask("POST", "/decide", {"csrf": token, "act": "accept", "thing": "s_nine"})[0]
            == 403
        )
    assert desk.bench.now().now.decisions == ()


def test_a_cookie_alone_does_not_open_the_api_for_writing(desk: Desk) -> None:
    body = {"act": "accept", "thing": "s_nine"}
    assert desk.client().ask("POST", "/api/decisions", body)[0] == 403
    assert desk.script().ask("POST", "/api/decisions", body)[0] == 201


def test_a_reader_reads_and_does_not_decide(desk: Desk) -> None:
    reader = desk.client("rea", "reader")
    # A reader's statements have ids of their own: names are in what ids are made of.
    answer = json.loads(desk.script("reader").get("/api/statements"))
    one = answer["statements"][0]["id"]
    assert '<form method="post" action="/decide"' not in reader.get(f"/statements/{one}")
    assert reader.decide(act="accept", thing="s_nine")[0] == 403
    assert reader.ask("GET", "/add")[0] == 403
    assert (
        desk.script("reader").ask("POST", "/api/decisions", {"act": "accept", "thing": "s_nine"})[0]
        == 403
    )


def test_every_answer_carries_the_policy(desk: Desk) -> None:
    for path in ("/", "/static/desk.js", "/api/roots", "/nowhere"):
        _, _, answer = desk.client().ask("GET", path)
        policy = answer.getheader("content-security-policy", "")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.getheader("x-content-type-options") == "nosniff"


def test_a_page_elsewhere_is_not_gone_to_after_the_door(desk: Desk) -> None:
    for after in ("//evil.example", "https://evil.example", "/\\evil.example"):
        _, _, answer = desk.client().ask("GET", "/enter?after=" + after)
        assert answer.getheader("location") == "/"


def test_static_files_are_those_of_the_package_alone(desk: Desk) -> None:
    one = desk.client()
    for path in ("/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/htmx.LICENSE.txt"):
        assert one.ask("GET", path)[0] == 404


def _accounts(folder: Path) -> Accounts:
    return Accounts(CaseFolder.create(folder / "case", version="1"))


def test_accounts_are_kept_as_hashes_for_the_owner_alone(tmp_path: Path) -> None:
    accounts = _accounts(tmp_path)
    accounts.put("ada", "editor", "correct horse battery")
    path = tmp_path / "case" / "accounts.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert "horse" not in path.read_text()
    assert accounts.allows("ada", "correct horse battery") is not None
    assert accounts.allows("ada", "wrong horse battery") is None
    assert accounts.allows("nobody", "correct horse battery") is None
    accounts.remove("ada")
    assert accounts.all() == {}


@pytest.mark.parametrize(
    ("name", "password"), [("a b", "x" * 12), ("ada", "short"), ("", "x" * 12)]
)
def test_an_account_that_is_none_is_refused(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(AccountError):
        _accounts(tmp_path).put(name, "reader", password)


def test_who_guesses_waits(tmp_path: Path) -> None:
    accounts, now = _accounts(tmp_path), [0.0]
    accounts.put("ada", "editor", "correct horse battery")
    door = Door(accounts, "owner", clock=lambda: now[0])
    for _ in range(5):
        assert door.by_password("ada", "guess guess guess") is None
    assert door.by_password("ada", "correct horse battery") is None
    now[0] = 61.0
    made = door.by_password("ada", "correct horse battery")
    assert made is not None
    assert (made.name, made.role) == ("ada", "editor")
    now[0] += 13 * 3600
    assert door.session(made.key, bearer=False) is None


def test_only_this_machine_is_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.2", "desk.example.org")))


def test_the_names_of_a_desk_are_those_that_it_was_given() -> None:
    assert "desk.example.org:8443" in hosts_of(Place("0.0.0.0", 8443, ("desk.example.org",)), 8443)
    assert "0.0.0.0:8443" not in hosts_of(Place("0.0.0.0", 8443), 8443)


def test_an_account_that_is_gone_or_means_less_is_out_at_once(tmp_path: Path) -> None:
    accounts = _accounts(tmp_path)
    accounts.put("ada", "editor", "correct horse battery")
    door = Door(accounts, "owner")
    made = door.by_password("ada", "correct horse battery")
    assert made is not None
    assert door.session(made.key, bearer=False) == made
    accounts.put("ada", "reader", "correct horse battery")
    assert door.session(made.key, bearer=False) is None
    accounts.remove("ada")
    assert door.session(made.key, bearer=False) is None
