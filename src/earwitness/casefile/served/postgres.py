"""The one place that speaks to PostgreSQL, by the library of the extra earwitness[postgres]."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import resources
from itertools import count
from typing import Any

from earwitness.casefile.errors import CaseError
from earwitness.casefile.parts import Row

from .address import Server
from .refusals import refused, unfit, unreachable
from .text import copy_cell, from_server, to_server

_WAIT = 10.0  # seconds until a server that does not answer is given up
_CHUNK = 1 << 16


class PostgresConnection:
    """An open connection. `create` says that a missing case is made."""

    def __init__(self, server: Server, *, create: bool = False) -> None:
        self._server, self._create = server, create
        self._library = _library()
        self._prepared: dict[str, Any] = {}
        self.in_transaction = False
        self._base: Any = _opened(self._library, server)
        told = self._base.parameter_statuses
        wrong = unfit(server, told.get("server_version", ""), told.get("server_encoding", ""))
        if wrong:
            self.close()
            raise wrong

    @property
    def alive(self) -> bool:
        """Whether the connection still stands."""
        return self._base is not None

    def execute(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one query; its rows."""
        rows = self._asked(lambda: self._run(query, [to_server(v) for v in values]))
        return [tuple(map(from_server, row)) for row in rows or ()]

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add many rows, in one stream."""
        names = ", ".join(f'"{name}"' for name in columns)
        query = f"COPY {table} ({names}) FROM STDIN"
        self._asked(lambda: self._base.run(query, stream=_chunks(rows)))

    def begin(self, *, write: bool) -> None:
        """Open a transaction; one that writes waits until no other does, in the same case."""
        self.in_transaction = True
        try:
            self.execute(self._first(write=write))
        except BaseException:
            self.end(keep=False)
            raise

    def _first(self, *, write: bool) -> str:
        if not write:
            return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        name = f"earwitness/{self._server.case}"  # [a-z0-9_] alone: see address.py
        lock = f"SELECT pg_advisory_xact_lock(hashtextextended('{name}', 0))"
        return f"BEGIN ISOLATION LEVEL READ COMMITTED; {lock}"

    def end(self, *, keep: bool) -> None:
        """Close the transaction; one whose connection was lost is undone by the server."""
        self.in_transaction = False
        if self.alive:
            self.execute("COMMIT" if keep else "ROLLBACK")
        elif keep:
            raise unreachable(self._server, "the connection was lost")

    def layout(self) -> int:
        """How many steps of `migrations/` the case has. CaseError where there is no case."""
        if self.execute("SELECT to_regclass(?) IS NULL", (f"{self._server.case}.migrations",))[0][
            0
        ]:
            if self._create:
                return 0
            raise CaseError(
                "no-case", f"There is no case in {self._server}: make one with earwitness read."
            )
        return int(self.execute("SELECT coalesce(max(version), 0) FROM migrations")[0][0])

    def migrate(self, number: int, name: str) -> None:
        """Take one step; the first makes the schema, unless an administrator has."""
        if number == 1:
            self._make_schema()
        step = f"migrations/postgres/{name}.sql"
        script = resources.files("earwitness.casefile").joinpath(step).read_text("utf-8")
        self.execute(script)

    def faults(self) -> tuple[str, ...]:
        """Guards that were taken off: with them nobody changes what must stay."""
        wanted = ("custody", "decisions", "originals")
        rows = self.execute(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE c.relnamespace = current_schema()::regnamespace"
            " AND t.tgname LIKE '%_stay' AND t.tgenabled <> 'D'"
        )
        held = {row[0] for row in rows}
        return tuple(f"the guard of {one} is off" for one in wanted if one not in held)

    def close(self) -> None:
        """Let go of the server."""
        base, self._base, self.in_transaction = self._base, None, False
        self._prepared.clear()
        if base is not None:
            with suppress(self._library.Error, OSError):  # it may be gone already
                base.close()

    def _make_schema(self) -> None:
        case = self._server.case
        if not self.execute("SELECT 1 FROM pg_namespace WHERE nspname = ?", (case,)):
            self.execute(f'CREATE SCHEMA "{case}"')  # [a-z0-9_] alone: see address.py

    def _run(self, query: str, values: Sequence[Any]) -> Any:
        if not values:
            return self._base.run(query)
        if query not in self._prepared:
            self._prepared[query] = self._base.prepare(_named(query))
        return self._prepared[query].run(**{f"p{at}": value for at, value in enumerate(values)})

    def _asked(self, work: Callable[[], Any]) -> Any:
        """Do it, and say in a sentence what was refused."""
        if self._base is None:
            raise unreachable(self._server, "the connection was lost")
        try:
            return work()
        except self._library.DatabaseError as error:
            told = refused(self._server, error.args[0])
            if told.code == "no-server":
                self.close()
            raise told from error
        except (self._library.Error, OSError) as error:
            self.close()
            raise unreachable(self._server, "the connection was lost") from error
        except BaseException:
            self.close()  # stopped between question and answer: nothing more can be asked
            raise


def _named(query: str) -> str:
    numbers = count()
    return "".join(f":p{next(numbers)}" if letter == "?" else letter for letter in query)


def _chunks(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    part: list[str] = []
    size = 0
    for row in rows:
        part.append("\t".join(map(copy_cell, row)) + "\n")
        size += len(part[-1])
        if size > _CHUNK:
            yield "".join(part).encode("utf-8")
            part, size = [], 0
    yield "".join(part).encode("utf-8")


def _library() -> Any:
    try:
        import pg8000.native  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CaseError(
            "server-extra",
            "A case on a server needs a library that is not here: "
            "pip install 'earwitness[postgres]'.",
        ) from error
    return pg8000.native


def _connected(library: Any, server: Server) -> Any:
    tls = _tls(server)
    way = _socket(server)
    try:
        return library.Connection(
            server.user, host=server.host, port=server.port, database=server.database,
            password=server.secret(), sock=way, ssl_context=tls, application_name="earwitness",
            startup_params={"client_encoding": "UTF8", "search_path": server.case},
        )  # fmt: skip
    except BaseException:
        way.close()
        raise


def _opened(library: Any, server: Server) -> Any:
    try:
        return _connected(library, server)
    except library.DatabaseError as error:
        raise refused(server, error.args[0]) from error
    except ssl.SSLError as error:
        why = (getattr(error, "verify_message", "") or error.reason or "TLS fails").rstrip(".")
        raise CaseError(
            "server-tls",
            f"{server} does not prove who it is ({why}): name its authority's certificate with "
            "sslrootcert=FILE, or say with sslmode=require that you trust the network.",
        ) from error
    except OSError as error:
        raise unreachable(server, error.strerror or str(error)) from error
    except (LookupError, ValueError, struct.error) as error:
        raise unreachable(server, "it speaks something else than PostgreSQL") from error
    except library.Error as error:
        told = _told(library, error)
        why = refused(server, told.args[0]) if told else unreachable(server, "it does not answer")
        raise why from error


def _told(library: Any, error: BaseException | None) -> Any:
    """What the server said before it hung up; the library tells of the hanging up alone."""
    while error is not None and not isinstance(error, library.DatabaseError):
        error = error.__context__
    return error


def _socket(server: Server) -> socket.socket:
    if server.socket is None:
        made = socket.create_connection((server.host, server.port), timeout=_WAIT)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    else:
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            made.connect(server.socket)
        except OSError:
            made.close()
            raise
    made.settimeout(None)  # a question may wait for somebody else's work
    return made


def _tls(server: Server) -> Any:
    """False: none; None: where the server has it; otherwise what a certificate is held against."""
    if server.socket is not None or server.sslmode == "disable":
        return False
    if server.sslmode == "prefer":
        return None
    try:
        made = ssl.create_default_context(cafile=server.sslrootcert)
    except OSError as error:
        message = f"The certificate {server.sslrootcert} cannot be read: name a PEM file."
        raise CaseError("server-tls", message) from error
    made.check_hostname = server.sslmode == "verify-full"
    if server.sslmode == "require":
        made.verify_mode = ssl.CERT_NONE
    return made
