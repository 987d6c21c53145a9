"""Who is at the desk: one-time tickets, sessions, and the tokens that scripts carry."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

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
    """Lets people in. All of it is in memory: when the desk closes, everybody is out."""

    accounts: Accounts
    owner: str
    clock: Callable[[], float] = time.monotonic
    _tickets: set[str] = field(default_factory=set)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _failed: dict[str, list[float]] = field(default_factory=dict)

    def ticket(self) -> str:
        """A token that opens the door once, for the owner."""
        made = secrets.token_urlsafe(24)
        self._tickets.add(made)
        return made

    def by_ticket(self, ticket: str, *, bearer: bool = False) -> Session | None:
        """The owner's session for a ticket; the ticket is used up."""
        if ticket not in self._tickets:
            return None
        self._tickets.discard(ticket)
        return self.open(self.owner, "owner", bearer=bearer)

    def by_password(self, name: str, password: str, *, bearer: bool = False) -> Session | None:
        """A session for an account; after some failures in a row the name waits."""
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
        self._sessions = {k: s for k, s in self._sessions.items() if s.until > now}
        made = Session(
            secrets.token_urlsafe(32), name, role, secrets.token_urlsafe(24), now + _LASTS, bearer,
            account,
        )  # fmt: skip
        self._sessions[made.key] = made
        return made

    def session(self, key: str | None, *, bearer: bool) -> Session | None:
        """The session of a cookie or a script's token, if it still holds."""
        found = self._sessions.get(key or "")
        if found is None or found.until <= self.clock() or found.bearer != bearer:
            return None
        held = self.accounts.all().get(found.name) if found.account else found
        return found if held is not None and held.role == found.role else None

    def close(self, session: Session) -> None:
        """Show somebody out."""
        self._sessions.pop(session.key, None)
