"""A data set that is made once, and a Ray that is started once."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from earwitness.crawl.run import crawl
from earwitness.crawl.runners import LocalRunner
from earwitness.crawl.shard import Settings

from .made_archive import page, warc

RULES = Settings(reader="rules")


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two archives: 14 pages of which one is empty, two are copies and one is broken."""
    folder = tmp_path_factory.mktemp("archives")
    copied = page(3, outlet="The Other Post")
    first = [*map(page, range(6)), b"<html><body></body></html>", copied, b"\x89PNG no page"]
    (folder / "one.warc.gz").write_bytes(warc(first))
    (folder / "two.warc").write_bytes(warc([*map(page, range(10, 16)), page(2)], packed=False))
    return folder


@pytest.fixture(scope="session")
def local(archives: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data set of the archives, read in two processes."""
    out = tmp_path_factory.mktemp("local") / "set"
    crawl((str(archives),), str(out), LocalRunner(2, seconds=300), settings=RULES, size=4)
    return out


_RAY = """
import os, sys
import ray
held = ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=10**8)
print("at", held.address_info["gcs_address"], flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="session")
def ray_address() -> Iterator[str]:
    """A Ray of two workers on this machine, in a process of its own; the tests connect to it.

    Ray gives itself 30 seconds to start, which a busy machine may not have: it is tried again.
    """
    # Whoever speaks to a Ray may run programs on it: this one listens to who has the token.
    os.environ.update(
        RAY_AUTH_MODE="token",
        RAY_AUTH_TOKEN=secrets.token_hex(32),
        RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO="0",
        RAY_USAGE_STATS_ENABLED="0",
    )
    import ray  # noqa: PLC0415

    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", _RAY], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as held:  # fmt: skip
            assert held.stdout is not None
            found = _first(held.stdout)
            if found:
                yield found
                ray.shutdown()
                held.communicate()
                return
    pytest.fail("Ray does not start")


def _first(lines: IO[str]) -> str | None:
    return next((line.split()[1] for line in lines if line.startswith("at ")), None)
