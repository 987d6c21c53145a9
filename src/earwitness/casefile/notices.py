"""What was told of a case: `changes.jsonl`, a JSON object in each line, written once each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from earwitness.model import Notice

from . import codec


class Notices:
    """The file `changes.jsonl`. Append only under the lock of the case."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def all(self) -> tuple[Notice, ...]:
        """Every whole line, the oldest first; a line that is not of ours raises ValueError."""
        lines = self.path.read_bytes().split(b"\n")[:-1] if self.path.exists() else []
        return tuple(codec.decode(Notice, json.loads(line)) for line in lines)

    def append(self, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        """Write those that do not stand there yet, and flush them to the disk; what was written."""
        self._drop_torn_end()
        known = {notice.id for notice in self.all()}
        fresh = tuple({n.id: n for n in notices if n.id not in known}.values())
        if fresh:
            with self.path.open("ab") as file:
                file.write("".join(_line(notice) for notice in fresh).encode())
                file.flush()
                os.fsync(file.fileno())
        return fresh

    def _drop_torn_end(self) -> None:
        # Its writer died in the middle of it; what it was to tell is told anew.
        data = self.path.read_bytes() if self.path.exists() else b""
        if data and not data.endswith(b"\n"):
            with self.path.open("r+b") as file:
                file.truncate(data.rfind(b"\n") + 1)


def _line(notice: Notice) -> str:
    return json.dumps(codec.encode(notice), ensure_ascii=False) + "\n"
