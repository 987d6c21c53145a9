"""One request and its answer, byte for byte, within bounds of time and size.

On the standard library's reader of answers (http.client); the socket is ours, so that it leads to
the machine that was checked, and what was sent and received can be kept as evidence.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from .addresses import Place, Target
from .errors import FetchError

_HEAD = 100_000  # bytes that the headers of an answer may take besides its body


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one answer may take in all, and between two of its parts; how large it may be."""

    seconds: float = 60.0
    wait: float = 20.0
    size: int = 20_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request as sent and its answer as received; `body` is the answer's content, unpacked."""

    url: str
    number: str
    time: datetime
    request: bytes
    response: bytes
    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The content type, bare and in lower case; that of a page where there is none."""
        given = self.headers.get("content-type", "").split(";")[0].strip().lower()
        return given or "text/html"


class _TooLargeError(Exception):
    """The answer is larger than its bound."""


class _Tee(io.RawIOBase):
    """What comes in from a socket, kept, and stopped where it takes too long or grows too large."""

    def __init__(self, sock: socket.socket, limits: Limits, until: float) -> None:
        self.sock, self.limits, self.until = sock, limits, until
        self.seen = bytearray()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(min(left, self.limits.wait))
        got = self.sock.recv_into(buffer)
        self.seen += buffer[:got]
        if len(self.seen) > self.limits.size + _HEAD:
            raise _TooLargeError
        return got

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What http.client asks a socket for."""
        return io.BufferedReader(self)


def exchange(
    target: Target,
    places: Sequence[Place],
    headers: Mapping[str, str],
    *,
    limits: Limits,
    context: ssl.SSLContext,
    wanted: frozenset[str] | None = None,
    body: bytes | None = None,
) -> Exchange:
    """Ask one of the places for the target. Raises FetchError.

    Of an answer whose kind is not wanted, only the head is read.
    """
    until = time.monotonic() + limits.seconds
    with _explained(target):
        sock, place = _connected(target, places, limits, context)
        with sock:
            request = _request(target, headers, body)
            started = datetime.now(UTC)
            sock.sendall(request)
            tee = _Tee(sock, limits, until)
            answer = http.client.HTTPResponse(tee)  # type: ignore[arg-type]
            answer.begin()
            fields = {k.lower(): v for k, v in answer.getheaders()}
            head = Exchange(
                target.url, place.number, started, request, b"", answer.status, answer.reason,
                fields, b"",
            )  # fmt: skip
            _refuse_unwanted(head, wanted, limits)
            content = _unpacked(answer.read(), fields.get("content-encoding", ""), limits.size)
    return Exchange(
        head.url, head.number, started, request, bytes(tee.seen), head.status, head.reason,
        fields, content,
    )  # fmt: skip


def _connected(
    target: Target, places: Sequence[Place], limits: Limits, context: ssl.SSLContext
) -> tuple[socket.socket, Place]:
    """A connection to the first place that takes one; TLS for https."""
    failed: OSError | None = None
    for place in places[:4]:
        sock = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            sock.settimeout(limits.wait)
            sock.connect(place.where)
            if target.scheme == "https":
                sock = context.wrap_socket(sock, server_hostname=target.host)
            return sock, place
        except OSError as error:
            sock.close()
            failed = error
    raise failed or OSError("no place to ask")


def _request(target: Target, headers: Mapping[str, str], body: bytes | None) -> bytes:
    fields = {
        "Host": target.authority,
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **headers,
    }
    if body is not None:
        fields["Content-Length"] = str(len(body))
    lines = [f"{'GET' if body is None else 'POST'} {target.way} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in fields.items() if not {*value} & {*"\r\n"}]
    return "\r\n".join((*lines, "", "")).encode("latin-1", "replace") + (body or b"")


def _refuse_unwanted(head: Exchange, wanted: frozenset[str] | None, limits: Limits) -> None:
    if head.status // 100 != 2:
        return
    if wanted is not None and head.kind not in wanted:
        raise FetchError(
            "not-text", f"{head.url} is no report ({head.kind[:80]}): name a page, a feed or a PDF."
        )
    length = head.headers.get("content-length", "")
    if length.isdigit() and int(length) > limits.size:
        raise _TooLargeError


def _unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """The content of a body that was packed on its way; never more than the bound."""
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        if len(body) > most:
            raise _TooLargeError
        return body
    window = 47 if "gzip" in encoding.lower() or body[:1] == b"\x78" else -15
    unpacker = zlib.decompressobj(window)
    found = unpacker.decompress(body, most + 1)
    if len(found) > most:
        raise _TooLargeError
    return found


@contextmanager
def _explained(target: Target) -> Iterator[None]:
    """What the system says of a connection, as a FetchError in one sentence."""
    url = target.url
    try:
        yield
    except _TooLargeError as error:
        raise FetchError(
            "too-large", f"{url} is too large for a report: save it yourself."
        ) from error
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "") or "the two could not agree on a connection"
        raise FetchError(
            "tls", f"{url}: {target.host} cannot show that it is that host ({why}): open it in a "
            "browser and look."
        ) from error  # fmt: skip
    except TimeoutError as error:
        raise FetchError("timeout", f"{url} takes too long to answer: try again later.") from error
    except (http.client.HTTPException, zlib.error) as error:
        raise FetchError(
            "bad-answer", f"{url}: {target.host} breaks off or answers in a way that is not the "
            "web's: try again later."
        ) from error  # fmt: skip
    except OSError as error:
        why = error.strerror or "the connection broke off"
        raise FetchError(
            "refused", f"{url}: {target.host} gives no connection ({why}): try again later."
        ) from error
