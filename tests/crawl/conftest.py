"""A data set that is made once, and a Ray that is started once."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture(scope="session")
def ray_address() -> Iterator[str]:
    """A Ray of two workers on this machine."""
    os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ray  # noqa: PLC0415

        held = ray.init(
            num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=10**8
        )
        yield held.address_info["gcs_address"]
        ray.shutdown()
