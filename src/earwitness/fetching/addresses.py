"""What an address on the web names, and which machines may be asked for it."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from .errors import FetchError

Ip: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[..., list[Any]]
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_KEPT = "!$%&'()*+,;=:@/?~[]"
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Place:
    """A machine that may be asked: what the socket wants to know, and the bare number."""

    family: int
    where: tuple[Any, ...]
    number: str


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. `url` is as it is asked for: no fragment, only ASCII."""

    url: str
    scheme: str
    host: str
    port: int
    way: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as robots.txt holds for them."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as the header `Host` has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str) -> Target:
    """The address taken apart; raises FetchError where it is none of the web's."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        if parts.scheme not in _PORTS or not host or parts.username is not None:
            raise ValueError("not of the web, without a host, or with a password")
        if ":" not in host:
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchError(
            "bad-url",
            f"{_shown(url)} cannot be fetched: give an address that begins with http:// or "
            "https:// and holds no password.",
        ) from error
    way = quote(parts.path or "/", safe=_KEPT)
    way += f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    port = port or _PORTS[parts.scheme]
    made = Target("", parts.scheme, host, port, way)
    return Target(made.origin + way, parts.scheme, host, port, way)


def sent_on(target: Target, location: str) -> Target:
    """Where a redirect leads."""
    return target_of(urljoin(target.url, _CONTROL.sub("", location)))


def is_public(number: Ip) -> bool:
    """Whether the number is one of the public internet, however it is wrapped."""
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour
        if number in _NAT64:
            inner = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        if number.teredo:
            return False
        if inner is not None:
            return is_public(inner)
    return number.is_global and not number.is_multicast and not number.is_reserved


def places_of(
    target: Target, allow: Callable[[Ip], bool], resolve: Resolve = socket.getaddrinfo
) -> tuple[Place, ...]:
    """The machines that stand behind the host and may be asked, in the order of the resolver.

    The connection is made to one of these and the name is not looked up again, so that an answer
    that changes in between leads nowhere. Raises FetchError where there is none.
    """
    try:
        found = resolve(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            "host-not-found", f"{target.url}: no host is called {target.host}: check the spelling."
        ) from error
    places = [Place(family, where, str(where[0])) for family, _, _, _, where in found]
    allowed = tuple(p for p in places if allow(ipaddress.ip_address(p.number.partition("%")[0])))
    if not allowed:
        raise FetchError(
            "private",
            f"{target.url} leads into a private network ({places[0].number}): "
            "if you mean it, say --allow-private.",
        )
    return allowed


def _shown(url: str) -> str:
    """An address as it may be printed and logged: without a password."""
    return re.sub(r"//[^/@\s]*@", "//…@", url)[:300]
