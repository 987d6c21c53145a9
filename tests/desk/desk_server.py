"""A desk that serves a case in this process, and a small client that scripts could be."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode

import uvicorn

from earwitness.casefile import CasePlace, store_at
from earwitness.desk.accounts import Accounts
from earwitness.desk.app import application
from earwitness.desk.door import Door
from earwitness.desk.workbench import Workbench
from earwitness.recordings import How


class Desk:
    """A desk under its address."""

    def __init__(self, folder: CasePlace, port: int, how: How | None = None) -> None:
        self.folder, self.port = folder, port
        self.bench = Workbench(folder)
        self.store = store_at(folder, version="1")
        self.door = Door(Accounts(self.store), "ada")
        self.app = application(
            self.bench, self.door, hosts=[f"127.0.0.1:{port}"], cookie=f"earwitness-{port}", how=how
        )
        self.url = f"http://127.0.0.1:{port}"

    def entry(self) -> str:
        """An address that opens the desk once."""
        return f"{self.url}/enter?token={self.door.ticket()}"

    def client(self, name: str = "ada", role: Any = "owner") -> Client:
        """Somebody who came in with a browser."""
        session = self.door.open(name, role)
        return Client(self, {"Cookie": f"earwitness-{self.port}={session.key}"}, session.csrf)

    def script(self, role: Any = "editor") -> Client:
        """A script with a key."""
        session = self.door.open("script", role, bearer=True)
        return Client(self, {"Authorization": f"Bearer {session.key}"}, "")


class Client:
    """Sends requests, and reads all of the answer."""

    def __init__(self, desk: Desk, headers: dict[str, str], csrf: str) -> None:
        self.desk, self.headers, self.csrf = desk, headers, csrf

    def ask(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, str, HTTPResponse]:
        """Status, text, and the answer with its headers."""
        sent = self.headers | {k.replace("_", "-"): v for k, v in headers.items()}
        if isinstance(body, dict):
            kind = "application/json" if path.startswith("/api") else None
            data = json.dumps(body) if kind else urlencode(body, doseq=True)
            sent["Content-Type"] = kind or "application/x-www-form-urlencoded"
            body = data.encode()
        connection = HTTPConnection("127.0.0.1", self.desk.port, timeout=120)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8"), answer
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> str:
        """A page that must be there."""
        status, text, _ = self.ask("GET", path, **headers)
        assert status == 200, (status, path, text[:500])
        return text

    def decide(self, **fields: Any) -> tuple[int, str]:
        """Send the form of a decision."""
        status, text, _ = self.ask("POST", "/decide", {"csrf": self.csrf, **fields})
        return status, text


@contextmanager
def served(folder: CasePlace, how: How | None = None) -> Iterator[Desk]:
    """The desk of a case, open while the block runs; `how` it listens to recordings."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    desk = Desk(folder, bound.getsockname()[1], how)
    config = uvicorn.Config(desk.app, log_level="error", access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield desk
    finally:
        server.should_exit = True
        thread.join(10)
        bound.close()
        desk.bench.close()
        desk.store.close()
