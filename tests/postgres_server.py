"""A real PostgreSQL for the tests: started once, as a user without rights, on a socket alone."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pg8000.native
import pytest

OWNER = "earwitness"
_numbers = count(1)


def _programs() -> Path:
    """Where Debian keeps the newest server's programs."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    bins = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[-3])
    if not bins:
        pytest.fail("There is no PostgreSQL here: apt-get install postgresql, as make test does.")
    return bins[-1].parent


@dataclass(frozen=True)
class Postgres:
    """A server that runs: its socket lies in `folder`, and everybody on this machine is let in."""

    folder: Path
    programs: Path
    user: str | None

    def url(self, case: str = "earwitness", *, user: str = OWNER, database: str = "cases") -> str:
        """The address of a case."""
        host = quote(str(self.folder), safe="/")
        return f"postgresql://{quote(user)}@/{database}?host={host}&case={case}"

    def fresh(self) -> str:
        """The address of a case that nobody has made yet."""
        return self.url(f"case_{os.getpid()}_{next(_numbers)}")

    def sql(self, *queries: str, database: str = "cases", user: str = OWNER) -> list[list[object]]:
        """Run queries behind the program's back; the rows of the last."""
        with pg8000.native.Connection(
            user, database=database, unix_sock=f"{self.folder}/.s.PGSQL.5432"
        ) as base:
            rows: list[list[object]] = []
            for query in queries:
                rows = base.run(query) or []
            return rows

    def run(self, program: str, *words: str) -> None:
        """Run one of the server's programs as its user."""
        _run([str(self.programs / program), *words], self.user, self.folder)

    def start(self, *more: str) -> None:
        """Start the server and wait until it answers."""
        settings = ["-k", str(self.folder), "-c", "listen_addresses=", *more]
        self.run(
            "pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-t", "60",
            "-o", " ".join(settings), "start",
        )  # fmt: skip

    def stop(self) -> None:
        """Stop it at once, as a power cut would."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")


def _run(words: Sequence[str], user: str | None, folder: Path) -> None:
    # initdb refuses root, and a server of root's would be none that anybody runs.
    as_user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL,
        **as_user,  # type: ignore[call-overload]
    )  # fmt: skip
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"


@contextmanager
def started(*more: str) -> Iterator[Postgres]:
    """A server of its own, with a database `cases`, while the block runs."""
    folder = Path(tempfile.mkdtemp(prefix="earwitness-pg-", dir="/tmp"))
    user = None
    if os.getuid() == 0:
        user = next((u.pw_name for u in pwd.getpwall() if u.pw_name == "postgres"), "nobody")
        shutil.chown(folder, user)
        folder.chmod(0o755)
    server = Postgres(folder, _programs(), user)
    try:
        server.run(
            "initdb", "-D", f"{folder}/data", "-U", OWNER, "-A", "trust", "-E", "UTF8",
            "--locale=C", "--no-sync",
        )  # fmt: skip
        rules = folder / "data" / "pg_hba.conf"
        rules.write_text(
            "local all locked scram-sha-256\nlocal all kept_out reject\nlocal all all trust\n"
        )
        server.start(*more)
        server.sql(
            "CREATE DATABASE cases",
            "CREATE ROLE locked LOGIN PASSWORD 'right:pass/word'",
            "CREATE ROLE kept_out LOGIN",
            "CREATE ROLE guest LOGIN",
            database="postgres",
        )
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of all tests. What is lost by a power cut is no matter here: no fsync."""
    with started(
        "-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=40"
    ) as made:
        yield made
