"""Archives and a data set in object storage that answers over HTTP, from the crawl to the case."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from .made_archive import page, warc

KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The variables of a program that uses the storage, which stands at a port of its own."""
    log = tmp_path_factory.mktemp("storage") / "log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "moto.server", "-p", "0"]
        server = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        yield os.environ | KEYS | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{_port(server, log)}"}
    finally:
        server.terminate()
        server.wait(20)


def _port(server: subprocess.Popen[bytes], log: Path) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        said = [line for line in log.read_text().splitlines() if "Running on http://" in line]
        if said:
            return int(said[0].rsplit(":", 1)[1])
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _put(storage: dict[str, str], path: str, data: bytes = b"") -> None:
    """An object, or without a key its bucket."""
    asked = HTTPConnection(storage["AWS_ENDPOINT_URL"].removeprefix("http://"), timeout=60)
    signed = "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
    asked.request("PUT", path, data, {"Authorization": signed})
    assert asked.getresponse().status == 200
    asked.close()


def _run(storage: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "earwitness", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=storage, check=False)


def test_a_crawl_a_survey_and_a_case_of_archives_in_object_storage(
    storage: dict[str, str], tmp_path: Path
) -> None:
    _put(storage, "/store")
    _put(storage, "/store/day/one.warc.gz", warc([page(n) for n in range(4)]))
    _put(storage, "/store/day/two.warc", warc([page(9), page(2)], packed=False))
    crawl = (
        "crawl",
        "s3://store/day/",
        "--out",
        "s3://store/set",
        "--reader",
        "rules",
        "--shard",
        "2",
    )
    done = _run(storage, *crawl, "--workers", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "6 captures in 2 sources: 6 read, 0 failed; 1 copy of earlier ones." in done.stdout
    again = _run(storage, *crawl)
    assert "6 of the captures had been read before." in again.stdout
    told = _run(storage, "survey", "s3://store/set")
    assert (told.returncode, told.stderr) == (0, "")
    assert "6 captures; 2 of them are 1 report printed more than once." in told.stdout
    cut = _run(storage, "case", "--from", "s3://store/set", "--about", "Tessel", "--case",
               str(tmp_path / "case"), "--reader", "rules")  # fmt: skip
    assert cut.returncode == 0, cut.stderr
    assert (tmp_path / "case" / "case.sqlite").exists()


def test_storage_that_is_not_there_is_one_sentence(storage: dict[str, str], tmp_path: Path) -> None:
    done = _run(storage, "crawl", "s3://nobody/day/", "--out", str(tmp_path / "set"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "s3://nobody/day" in done.stderr
