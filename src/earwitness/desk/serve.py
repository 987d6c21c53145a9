"""Opens the desk: one process, no other service."""

from __future__ import annotations

import ipaddress
import socket
import threading
import webbrowser
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from earwitness import __version__
from earwitness.casefile import CasePlace, store_at
from earwitness.login import local_user
from earwitness.recordings import How

from .accounts import Accounts
from .app import application
from .door import Door
from .workbench import Workbench


class DeskError(Exception):
    """The desk cannot be opened; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk stands: its address, the names it answers to, its certificate."""

    host: str = "127.0.0.1"
    port: int = 0
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None


def serve(
    folder: CasePlace,
    place: Place,
    *,
    say: Callable[[str], None],
    browse: bool = True,
    owner: str = "",
    how: How | None = None,
) -> None:
    """Serve a case until it is interrupted; `say` is told the address with its token.

    `how` is how recordings that are added at the desk are listened to.

    Raises CaseError where there is no case, DeskError where the desk cannot stand there.
    """
    store = store_at(folder, version=__version__)
    accounts = Accounts(store)
    if not is_loopback(place.host) and not accounts.all():
        raise DeskError(
            f"{place.host} can be reached by others: make an account first, with "
            f"earwitness account {folder} NAME --role owner."
        )
    bench = Workbench(folder)
    bench.now().opening  # noqa: B018 - the first page need not wait for it
    if any(account.role == "reader" for account in accounts.all().values()):
        bench.withheld()
    bound = _bind(place)
    port = bound.getsockname()[1]
    door = Door(accounts, owner or local_user())
    secure = place.certificate is not None
    app = application(
        bench,
        door,
        hosts=hosts_of(place, port),
        cookie=f"earwitness-{port}",
        secure=secure,
        how=how,
    )
    address = (
        f"{'https' if secure else 'http'}://{_shown(place)}:{port}/enter?token={door.ticket()}"
    )
    say(address)
    if browse:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        ssl_certfile=place.certificate, ssl_keyfile=place.key, timeout_graceful_shutdown=2,
    )  # fmt: skip
    try:
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        bench.close()
        store.close()


def is_loopback(host: str) -> bool:
    """Whether only this machine can come."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hosts_of(place: Place, port: int) -> Collection[str]:
    """What requests may call the desk. Other names are refused: a page elsewhere could use them."""
    names = {*place.names, "127.0.0.1", "localhost", "[::1]"}
    if not is_loopback(place.host) and place.host not in ("0.0.0.0", "::"):  # noqa: S104
        names.add(f"[{place.host}]" if ":" in place.host else place.host)
    return {f"{name}:{port}" for name in names} | set(place.names)


def _shown(place: Place) -> str:
    if place.names:
        return place.names[0]
    if is_loopback(place.host) or place.host in ("0.0.0.0", "::"):  # noqa: S104
        return "127.0.0.1" if place.host != "::1" else "[::1]"
    return f"[{place.host}]" if ":" in place.host else place.host


def _bind(place: Place) -> socket.socket:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((place.host, place.port))
        bound.listen(128)  # whoever is told the address may come at once
    except OSError as error:
        bound.close()
        reason = error.strerror or "it is refused"
        raise DeskError(
            f"The desk cannot stand at {place.host}:{place.port}: {reason}; try another --port."
        ) from error
    return bound
