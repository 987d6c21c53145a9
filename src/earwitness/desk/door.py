"""Who is at the desk: one-time tickets, sessions, and the tokens that scripts carry."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from anyio import CapacityLimiter, to_thread

from .accounts import ROLES, Accounts, Role

_LASTS = 12 * 3600.0
_TRIES, _WAIT = 5, 60.0
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who came in. `bearer` is a script, which sends its key with each request."""

    key: str
    name: str
    role: Role
    csrf: str
    until: float
    bearer: bool = False
    account: bool = False

    def may(self, role: Role) -> bool:
        """Whether the role allows what this one does."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(slots=True)
class Door:
    """Lets people in. All of it is in memory: when the desk closes, everybody is out.

    Passwords are tried one after the other: guesses at once are no more than guesses in a row,
    and cannot take all of the machine. Safe to use from several threads.
    """

    accounts: Accounts
    owner: str
    clock: Callable[[], float] = time.monotonic
    _tickets: set[str] = field(default_factory=set)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _failed: dict[str, list[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _trying: threading.Lock = field(default_factory=threading.Lock)
    _turn: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(1))

    def ticket(self) -> str:
        """A token that opens the door once, for the owner."""
        made = secrets.token_urlsafe(24)
        self._tickets.add(made)
        return made

    def by_ticket(self, ticket: str, *, bearer: bool = False) -> Session | None:
        """The owner's session for a ticket; the ticket is used up."""
        with self._lock:
            if ticket not in self._tickets:
                return None
            self._tickets.discard(ticket)
        return self.open(self.owner, "owner", bearer=bearer)

    def by_password(self, name: str, password: str, *, bearer: bool = False) -> Session | None:
        """A session for an account; after some failures in a row the name waits."""
        with self._trying:
            if self.waits(name):
                return None
            found = self.accounts.allows(name, password)
            if found is None:
                if len(self._failed) > _MOST:
                    since = self.clock() - _WAIT
                    self._failed = {n: at for n, at in self._failed.items() if at[-1] > since}
                self._failed.setdefault(name[:100], []).append(self.clock())
                return None
            self._failed.pop(name, None)
        return self.open(found.name, found.role, bearer=bearer, account=True)

    async def tried(self, name: str, password: str, *, bearer: bool = False) -> Session | None:
        """As `by_password`; whoever waits for a turn holds no thread."""
        attempt = partial(self.by_password, name, password, bearer=bearer)
        return await to_thread.run_sync(attempt, limiter=self._turn)

    def waits(self, name: str) -> bool:
        """Whether too many passwords were wrong lately."""
        since = self.clock() - _WAIT
        recent = [at for at in self._failed.get(name[:100], []) if at > since]
        return len(recent) >= _TRIES

    def open(
        self, name: str, role: Role, *, bearer: bool = False, account: bool = False
    ) -> Session:
        """A new session; `account` where it holds only as long as the account does."""
        now = self.clock()
        made = Session(
            secrets.token_urlsafe(32), name, role, secrets.token_urlsafe(24), now + _LASTS, bearer,
            account,
        )  # fmt: skip
        with self._lock:
            held = {k: s for k, s in self._sessions.items() if s.until > now}
            self._sessions = {**held, made.key: made}
        return made

    def session(self, key: str | None, *, bearer: bool) -> Session | None:
        """The session of a cookie or a script's token, if it still holds."""
        found = self.opened(key, bearer=bearer)
        return found if found and self.holds(found) else None

    def opened(self, key: str | None, *, bearer: bool) -> Session | None:
        """The session of a cookie or a token, whether its account still stands or not."""
        found = self._sessions.get(key or "")
        fits = found is not None and found.until > self.clock() and found.bearer == bearer
        return found if fits else None

    def holds(self, session: Session) -> bool:
        """Whether the account of a session stands as it did; looks into the case."""
        held = self.accounts.all().get(session.name) if session.account else session
        return held is not None and held.role == session.role

    def close(self, session: Session) -> None:
        """Show somebody out."""
        with self._lock:
            self._sessions.pop(session.key, None)
