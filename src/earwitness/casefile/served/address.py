"""The address of a case on a server; its password is never shown, whatever shows the address."""

from __future__ import annotations

import getpass
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from earwitness.casefile.errors import CaseError

_SCHEMES = ("postgresql://", "postgres://")
_CASE = re.compile(r"[a-z][a-z0-9_]{0,50}")
_SOCKETS = "/var/run/postgresql"
_OWN = frozenset({"", "localhost", "127.0.0.1", "::1"})
TLS = ("disable", "prefer", "require", "verify-ca", "verify-full")
"""How far the server is trusted, as `sslmode` names it."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a case lies: server, database, and the schema in it that is named like the case."""

    host: str
    port: int
    user: str
    database: str
    case: str = "earwitness"
    password: str | None = field(default=None, repr=False)
    sslmode: str = "verify-full"
    sslrootcert: str | None = None

    @property
    def socket(self) -> str | None:
        """The socket of a server on this machine; None where it is reached by network."""
        return f"{self.host}/.s.PGSQL.{self.port}" if self.host.startswith("/") else None

    def __str__(self) -> str:
        """The address without its password, fit to be given to the program again."""
        path = self.socket is not None
        host = "" if path else f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == 5432 else f":{self.port}"
        given = {"host": self.host} if path and self.host != _SOCKETS else {}
        given |= {"case": self.case} if self.case != "earwitness" else {}
        given |= {"sslmode": self.sslmode} if self.sslmode != _trust(self.host) else {}
        given |= {"sslrootcert": self.sslrootcert} if self.sslrootcert else {}
        rest = "&".join(f"{name}={quote(value, safe='/')}" for name, value in given.items())
        user = quote(self.user, safe="")
        return f"postgresql://{user}@{host}{port}/{quote(self.database, safe='')}" + (
            f"?{rest}" if rest else ""
        )

    def secret(self) -> str:
        """The password: of the address, of PGPASSWORD, or of the password file; or none."""
        given = self.password if self.password is not None else os.environ.get("PGPASSWORD")
        return given if given is not None else _from_file(self)


def is_server(text: str) -> bool:
    """Whether this names a server, not a folder."""
    return text.startswith(_SCHEMES)


def server_of(text: str) -> Server:
    """The server that an address names. Raises CaseError, which does not repeat the address."""
    try:
        parts = urlsplit(text)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True))
        port = parts.port or int(options.pop("port", "5432"))
    except ValueError as error:
        raise _bad("its port or its options cannot be read") from error
    host = options.pop("host", None) or unquote(parts.hostname or "") or _SOCKETS
    database = unquote(parts.path[1:])
    case = options.pop("case", "earwitness")
    sslmode = options.pop("sslmode", _trust(host))
    if not database or "/" in database:
        raise _bad("it names no database")
    if not _CASE.fullmatch(case) or case.startswith("pg_"):
        raise _bad("a case is named by small letters, digits and _, at most 51")
    if sslmode not in TLS:
        raise _bad(f"sslmode is one of {', '.join(TLS)}")
    found = Server(
        host, port, unquote(parts.username or "") or getpass.getuser(), database, case,
        unquote(parts.password) if parts.password is not None else None, sslmode,
        options.pop("sslrootcert", None),
    )  # fmt: skip
    if options:
        raise _bad("it has options other than case, host, port, sslmode and sslrootcert")
    return found


def _trust(host: str) -> str:
    """Another machine must prove who it is, unless the address says otherwise."""
    return "prefer" if host in _OWN or host.startswith("/") else "verify-full"


def _bad(why: str) -> CaseError:
    message = f"That is no address of a case on a server ({why}): write {_EXAMPLE}."
    return CaseError("server-address", message)


_EXAMPLE = "postgresql://user@host/database?case=name"
_FIELD = re.compile(r"((?:[^:\\]|\\.)*)(?::|$)")


def _from_file(server: Server) -> str:
    """What PostgreSQL's own programs would find in `~/.pgpass`; a file that others can read is
    left alone, as they leave it.
    """
    path = Path(os.environ.get("PGPASSFILE") or Path.home() / ".pgpass")
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return ""
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    host = "localhost" if server.host == _SOCKETS else server.host
    wanted = (host, str(server.port), server.database, server.user)
    for line in lines:
        fields = [re.sub(r"\\(.)", r"\1", one) for one in _FIELD.findall(line)[:5]]
        if len(fields) == 5 and all(f in ("*", w) for f, w in zip(fields, wanted, strict=False)):
            return fields[4]
    return ""
