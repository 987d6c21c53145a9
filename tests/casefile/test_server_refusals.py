"""What can be wrong with a server: one clear sentence each, and never a password in it."""

from __future__ import annotations

import builtins
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.casefile import CASE_ERRORS, CaseError, place_of, store_at
from earwitness.casefile.served.address import Server, server_of
from earwitness.casefile.served.refusals import unfit
from earwitness.model import Decision, Target
from postgres_server import Postgres, started

SECRET = "s3cr3t-p@ss/w:rd"  # noqa: S105 - nobody's
QUOTED = "s3cr3t-p%40ss%2Fw%3Ard"


def refusal(where: str) -> CaseError:
    with pytest.raises(CaseError) as caught:
        store_at(place_of(where), version="1", create=True).close()
    words = str(caught.value)
    assert caught.value.code in CASE_ERRORS
    assert words.endswith(".")
    assert "\n" not in words
    for secret in (SECRET, QUOTED, "s3cr3t"):
        assert secret not in words
        assert secret not in repr(caught.value)
    return caught.value


def test_no_server(tmp_path: Path) -> None:
    found = refusal(f"postgresql://ada:{QUOTED}@/cases?host={tmp_path}")
    assert found.code == "no-server"
    assert "ada@" in str(found)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    assert refusal(f"postgresql://ada:{QUOTED}@127.0.0.1:{port}/cases").code == "no-server"


def test_something_else_than_a_server() -> None:
    with _talker(b"220 mail.example ESMTP\r\n") as port:
        found = refusal(f"postgresql://ada:{QUOTED}@127.0.0.1:{port}/cases?sslmode=disable")
    assert found.code in ("no-server", "server-refuses")


def test_a_server_without_tls_is_told_no_password() -> None:
    heard: list[bytes] = []
    with _talker(b"N", heard) as port:
        found = refusal(f"postgresql://ada:{QUOTED}@127.0.0.1:{port}/cases?sslmode=verify-full")
    assert found.code in ("no-server", "server-tls")
    assert b"s3cr3t" not in b"".join(heard)


class _talker:  # noqa: N801 - reads as a verb
    """A server that says one thing and hangs up."""

    def __init__(self, says: bytes, heard: list[bytes] | None = None) -> None:
        self.says, self.heard, self.bound = (
            says,
            heard if heard is not None else [],
            socket.socket(),
        )

    def __enter__(self) -> int:
        self.bound.bind(("127.0.0.1", 0))
        self.bound.listen(1)
        self.bound.settimeout(30)
        self.thread = threading.Thread(target=self._talk)
        self.thread.start()
        return int(self.bound.getsockname()[1])

    def _talk(self) -> None:
        with self.bound.accept()[0] as one:
            one.settimeout(5)
            self.heard.append(one.recv(1000))
            one.sendall(self.says)
            with contextlib.suppress(OSError):
                while more := one.recv(1000):  # a careless client would go on
                    self.heard.append(more)
                    one.sendall(b"R\0\0\0\x08\0\0\0\x03")

    def __exit__(self, *_: object) -> None:
        self.thread.join()
        self.bound.close()


def test_a_wrong_password(postgres: Postgres) -> None:
    for given_one in ("wrong", QUOTED, ""):
        where = postgres.url(user="locked").replace("@", f":{given_one}@", 1)
        found = refusal(where)
        assert found.code == "server-login"
        assert "locked" in str(found)
    assert refusal(postgres.url(user="kept_out")).code == "server-login"
    assert refusal(postgres.url(user="nobody_of_this_name")).code == "server-login"


def test_the_right_password_comes_from_address_environment_or_file(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = postgres.url("none_such", user="locked")
    right = "right:pass/word"
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    assert refusal(where).code == "server-login"
    monkeypatch.setenv("PGPASSWORD", right)
    assert refusal(where).code == "server-forbids"  # it is in, and may not make a schema
    monkeypatch.delenv("PGPASSWORD")
    file = tmp_path / "pass"
    file.write_text("# ours\nother:5432:*:*:no\n*:*:cases:locked:right\\:pass/word\n")
    monkeypatch.setenv("PGPASSFILE", str(file))
    file.chmod(0o644)
    assert refusal(where).code == "server-login"  # others can read it
    file.chmod(0o600)
    assert refusal(where).code == "server-forbids"
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    assert refusal(where.replace("@", ":right%3Apass%2Fword@", 1)).code == "server-forbids"


def test_no_database(postgres: Postgres) -> None:
    found = refusal(postgres.url(database="none"))
    assert found.code == "no-database"
    assert "createdb" in str(found)


def test_another_encoding(postgres: Postgres) -> None:
    postgres.sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
    assert refusal(postgres.url(database="latin")).code == "server-encoding"


@pytest.mark.parametrize("version", ["9.6.24", "12.22 (Debian 12.22-1)", "", "devel"])
def test_an_old_server(version: str) -> None:
    found = unfit(Server("h", 5432, "u", "d"), version, "UTF8")
    assert found is not None
    assert found.code == "server-version"
    assert unfit(Server("h", 5432, "u", "d"), "13.1", "UTF8") is None
    assert unfit(Server("h", 5432, "u", "d"), "18beta1", "UTF8") is None


def test_who_may_only_read_reads_and_is_told_that_it_may_not_write(postgres: Postgres) -> None:
    where = postgres.fresh()
    with store_at(place_of(where), version="1", create=True) as store:
        store.decide(Decision("note", Target("statement", "s")))
        case = store.name
    postgres.sql(
        f"GRANT USAGE ON SCHEMA {case} TO guest",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {case} TO guest",
    )
    with store_at(place_of(postgres.url(case, user="guest")), version="1") as guest:
        assert len(guest.decisions()) == 1
        assert guest.check() == ()
        with pytest.raises(CaseError) as caught:
            guest.decide(Decision("note", Target("statement", "s")))
        assert caught.value.code == "server-forbids"
        assert len(guest.decisions()) == 1
    assert refusal(postgres.url(f"{case}_2", user="guest")).code == "server-forbids"


def test_an_editor_needs_no_right_to_change_what_stays(postgres: Postgres) -> None:
    where = postgres.fresh()
    with store_at(place_of(where), version="1", create=True) as store:
        case = store.name
    postgres.sql(
        f"GRANT USAGE ON SCHEMA {case} TO guest",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {case} TO guest",
        f"REVOKE UPDATE, DELETE ON {case}.custody, {case}.decisions, {case}.originals FROM guest",
    )
    with store_at(place_of(postgres.url(case, user="guest")), version="1") as editor:
        assert editor.decide(Decision("note", Target("statement", "s"))).seq == 1
        editor.originals.keep(b"x")
        with pytest.raises(CaseError) as caught:
            editor.database.connection.execute("DELETE FROM custody")
        assert caught.value.code == "server-forbids"


def test_an_original_that_is_too_large(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("earwitness.casefile.served.store.LARGEST", 10)
    with store_at(place_of(postgres.fresh()), version="1", create=True) as store:
        with pytest.raises(CaseError) as caught:
            store.originals.keep(b"x" * 11)
        assert caught.value.code == "too-large-for-server"
        assert store.originals.held() == ()


def test_guards_that_were_taken_off_show(postgres: Postgres) -> None:
    with store_at(place_of(postgres.fresh()), version="1", create=True) as store:
        assert store.check() == ()
        postgres.sql(f"ALTER TABLE {store.name}.custody DISABLE TRIGGER USER")
        assert [p.code for p in store.check()] == ["database-damaged"]


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = builtins.__import__

    def without(name: str, *more: object, **rest: object) -> object:
        if name.startswith("pg8000"):
            raise ImportError(name)
        return whole(name, *more, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    found = refusal("postgresql://ada@desk.example/cases")
    assert found.code == "server-extra"
    assert "earwitness[postgres]" in str(found)


def test_a_server_elsewhere_must_prove_who_it_is(tmp_path: Path) -> None:
    """A real certificate for `localhost`, and a server on the network of this machine alone."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
    with started("-c", "fsync=off") as server:
        data, crt = server.folder / "data", tmp_path / "authority.crt"
        openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        where = ["-keyout", str(data / "server.key"), "-out", str(data / "server.crt")]
        subprocess.run([*openssl, *names, *where], check=True, capture_output=True)
        crt.write_bytes((data / "server.crt").read_bytes())
        for name in ("server.key", "server.crt"):
            (data / name).chmod(0o600)
            if server.user:
                shutil.chown(data / name, server.user)
        (data / "pg_hba.conf").write_text("hostssl all locked 127.0.0.1/32 scram-sha-256\n")
        server.stop()
        server.start("-c", "ssl=on", "-c", "listen_addresses=127.0.0.1", "-c", f"port={port}")

        def met(host: str, more: str) -> str:
            head = f"postgresql://locked:right%3Apass%2Fword@{host}:{port}/cases?case=none"
            return refusal(f"{head}&{more}").code

        for inside in ("sslmode=require", f"sslmode=verify-full&sslrootcert={crt}"):
            assert met("localhost", inside) == "server-forbids"  # it is in, and may make nothing
        assert met("127.0.0.1", f"sslmode=verify-ca&sslrootcert={crt}") == "server-forbids"
        assert met("127.0.0.1", f"sslmode=verify-full&sslrootcert={crt}") == "server-tls"
        assert met("localhost", "sslmode=verify-full") == "server-tls"
        assert met("localhost", "sslmode=verify-full&sslrootcert=/none") == "server-tls"
        assert met("localhost", "sslmode=disable") == "server-login"


# -- addresses


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://ada:{SECRET}@host/db",
        f"postgresql://ada:{QUOTED}@host/",
        f"postgresql://ada:{QUOTED}@host",
        f"postgresql://ada:{QUOTED}@host:port/db",
        f"postgresql://ada:{QUOTED}@host/db?case=Big",
        f"postgresql://ada:{QUOTED}@host/db?case=x;drop",
        f"postgresql://ada:{QUOTED}@host/db?case=pg_catalog",
        f"postgresql://ada:{QUOTED}@host/db?password={QUOTED}",
        f"postgresql://ada:{QUOTED}@host/db?sslmode=maybe",
        f"postgresql://ada:{QUOTED}@host/db?case",
    ],
)
def test_an_address_that_is_none_is_not_repeated(text: str) -> None:
    assert refusal(text).code == "server-address"


@given(
    user=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
    password=st.text("pß:/@?#%&\\ 0", max_size=9).map(lambda end: f"geheim{end}"),
    host=st.sampled_from(["", "localhost", "desk.example", "[::1]", "10.0.0.7"]),
    port=st.sampled_from(["", ":5433"]),
    case=st.sampled_from(["", "?case=bridge", "?case=a&sslmode=require"]),
)
def test_what_is_shown_leads_to_the_same_place_and_has_no_password(
    user: str, password: str, host: str, port: str, case: str
) -> None:
    from urllib.parse import quote  # noqa: PLC0415

    port = port if host else ""
    head = f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@{host}{port}/db{case}"
    server = server_of(head)
    assert server.password == password
    assert server.user == user
    again = server_of(str(server))
    assert str(again) == str(server)
    assert again.password is None
    assert (again.host, again.port, again.user, again.case, again.sslmode) == (
        server.host, server.port, server.user, server.case, server.sslmode,
    )  # fmt: skip
    assert "geheim" not in str(server) + repr(server)


def test_another_machine_must_prove_who_it_is() -> None:
    assert server_of("postgresql://a@desk.example/d").sslmode == "verify-full"
    assert server_of("postgresql://a@localhost/d").sslmode == "prefer"
    assert server_of("postgresql://a@/d").socket == "/var/run/postgresql/.s.PGSQL.5432"


# -- the program


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "one.txt"
    path.write_text("The Ledger\n\n“The bridge fell,” Ada Brenk, a spokeswoman, said on Monday.\n")
    return path


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "earwitness", "--debug", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def test_the_program_works_on_a_server_and_never_prints_the_password(
    postgres: Postgres, report: Path, tmp_path: Path
) -> None:
    where = postgres.fresh().replace("@", f":{QUOTED}@", 1)
    shown = str(place_of(where))
    done = [
        run("read", report, "--case", where, "--reader", "rules", "--threads", "1"),
        run("trace", where, "bridge fell"),
        run("check", where),
        run("brief", where),
        run("export", where, "--format", "json"),
        run("export", where, "--format", "csv", "--out", tmp_path / "out"),
        run("hide", where, "Ada Brenk", "--reason", "Asked.", "--by", "E"),
        run("move", where, tmp_path / "moved"),
        run("check", tmp_path / "moved"),
    ]
    assert [d.returncode for d in done] == [0] * len(done), [d.stderr for d in done]
    assert "unbroken log" in done[2].stdout
    assert "The bridge fell" in done[4].stdout
    refused = run("read", report, "--case", where, "--reader", "rules")
    assert refused.returncode == 2
    wrong = run("brief", where.replace("/cases?", "/none?"))
    assert wrong.returncode == 2
    assert shown.replace("/cases?", "/none?") in wrong.stderr
    for one in (*done, refused, wrong):
        assert "s3cr3t" not in one.stdout + one.stderr
    for path in (tmp_path / "moved").rglob("*"):
        assert not path.is_file() or b"s3cr3t" not in path.read_bytes(), path
