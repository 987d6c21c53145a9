"""What was told of a case: `changes.jsonl`, a JSON object in each line, written once each."""

from __future__ import annotations

import json
from collections.abc import Iterable

from earwitness.model import Notice

from . import codec
from .parts import Files

_NAME = "changes.jsonl"


class Notices:
    """The file `changes.jsonl`. Append only under the lock of the case."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def all(self) -> tuple[Notice, ...]:
        """Every whole line, the oldest first; a line that is not of ours raises ValueError."""
        lines = (self._files.read(_NAME) or b"").split(b"\n")[:-1]
        return tuple(codec.decode(Notice, json.loads(line)) for line in lines)

    def append(self, notices: Iterable[Notice]) -> tuple[Notice, ...]:
        """Write those that do not stand there yet, and flush them to the disk; what was written."""
        self._drop_torn_end()
        known = {notice.id for notice in self.all()}
        fresh = tuple({n.id: n for n in notices if n.id not in known}.values())
        if fresh:
            self._files.append(_NAME, "".join(_line(notice) for notice in fresh).encode())
        return fresh

    def _drop_torn_end(self) -> None:
        # Its writer died in the middle of it; what it was to tell is told anew.
        data = self._files.read(_NAME) or b""
        if data and not data.endswith(b"\n"):
            self._files.write(_NAME, data[: data.rfind(b"\n") + 1])


def _line(notice: Notice) -> str:
    return json.dumps(codec.encode(notice), ensure_ascii=False) + "\n"
