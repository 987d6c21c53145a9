"""Who may come to the desk from another machine: names, roles, and passwords as scrypt hashes."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import threading
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from earwitness.casefile import CaseStore

_FILE = "accounts.json"
Role = Literal["reader", "editor", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)
_COST, _BLOCK = 2**15, 8
_NAME = re.compile(r"[\w.@-]{1,60}")
_SHORTEST = 10


class AccountError(ValueError):
    """An account that cannot be made or read; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may come in."""

    name: str
    role: Role
    salt: str
    hash: str


class Accounts:
    """The file `accounts.json` of a case, which only its owner can read."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store
        self._lock = threading.Lock()

    def all(self) -> dict[str, Account]:
        """Every account by its name. Raises AccountError where the file is damaged."""
        with self._lock:
            data = self._store.files.read(_FILE)
        try:
            rows = json.loads(data.decode("utf-8")) if data is not None else []
            return {row["name"]: Account(**row) for row in rows}
        except (ValueError, KeyError, TypeError) as error:
            where = self._store.files.shown(_FILE)
            raise AccountError(f"{where} cannot be read: {error}.") from error

    def put(self, name: str, role: Role, password: str) -> None:
        """Make an account, or give it another role and password."""
        if not _NAME.fullmatch(name):
            raise AccountError("A name has 1 to 60 letters, digits, dots, dashes or @, no spaces.")
        if len(password) < _SHORTEST:
            raise AccountError(f"A password has at least {_SHORTEST} characters.")
        salt = secrets.token_hex(16)
        made = Account(name, role, salt, _hash(password, salt))
        with self._store.lock():
            self._write({**self.all(), name: made})

    def remove(self, name: str) -> None:
        """Take an account away."""
        with self._store.lock():
            kept = self.all()
            if kept.pop(name, None) is None:
                raise AccountError(f"There is no account {name}.")
            self._write(kept)

    def allows(self, name: str, password: str) -> Account | None:
        """The account, if this is its password. Takes as long where there is no such account."""
        found = self.all().get(name)
        made = _hash(password, found.salt if found else "00" * 16)
        return found if found and hmac.compare_digest(made, found.hash) else None

    def _write(self, accounts: dict[str, Account]) -> None:
        text = json.dumps([asdict(a) for a in accounts.values()], indent=2) + "\n"
        with self._lock:
            self._store.files.write(_FILE, text.encode("utf-8"))


def _hash(password: str, salt: str) -> str:
    made = hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=bytes.fromhex(salt),
        n=_COST, r=_BLOCK, p=1, maxmem=2**26, dklen=32,
    )  # fmt: skip
    return made.hex()
