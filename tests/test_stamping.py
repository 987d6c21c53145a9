"""Time stamps by a real authority on this machine: `openssl ts` behind a real server."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from earwitness import pipeline
from earwitness.captures import fetcher
from earwitness.casefile import CaseError
from earwitness.cases import open_case
from earwitness.stamping import stamp, wrong_stamps
from website import Page, Site, site

pytest.importorskip("rfc3161_client")
CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {here}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[stamper]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[req]
distinguished_name = dn
[dn]
"""


def openssl(here: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=here, check=True, capture_output=True)


def make_authority(here: Path) -> Path:
    """Keys and certificates of an authority; its root certificate."""
    here.mkdir()
    (here / "a.cnf").write_text(CONFIG.format(here=here))
    (here / "serial").write_text("01\n")
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "a.cnf"]
    openssl(here, "req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", "-days", "9",
            "-subj", "/CN=Test Root", "-extensions", "ca")  # fmt: skip
    openssl(here, "req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test Stamps")
    openssl(here, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-out",
            "tsa.pem", "-days", "9", "-extfile", "a.cnf", "-extensions", "stamper",
            "-CAcreateserial")  # fmt: skip
    return here / "ca.pem"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_authority(tmp_path_factory.mktemp("authority") / "a")


@pytest.fixture
def authority(root: Path) -> Iterator[Site]:
    here = root.parent

    def answer(request: BaseHTTPRequestHandler) -> Page:
        length = int(request.headers["Content-Length"])
        (here / "q.tsq").write_bytes(request.rfile.read(length))
        openssl(here, "ts", "-reply", "-queryfile", "q.tsq", "-signer", "tsa.pem", "-inkey",
                "tsa.key", "-config", "a.cnf", "-out", "r.tsr")  # fmt: skip
        return Page((here / "r.tsr").read_bytes(), kind="application/timestamp-reply")

    with site() as made:
        made.pages["/"] = answer
        yield made


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Ferry held\n\nNobody was hurt, the harbour master said.\n")
    with open_case(tmp_path / "case", by=pipeline.reader("rules")) as opened:
        opened.add(tmp_path / "a.txt")
    return tmp_path / "case"


def stamped(case: Path, authority: Site) -> object:
    with open_case(case) as opened:
        return stamp(opened.folder, authority.url, fetcher(allow_private=True, pause=0.0))


def problems(case: Path, certificate: Path) -> list[str]:
    with open_case(case) as opened:
        found = (*opened.check(), *wrong_stamps(opened.folder, certificate))
    return [problem.code for problem in found]


def test_a_stamp_is_kept_logged_and_verified_offline(
    case: Path, authority: Site, root: Path, tmp_path: Path
) -> None:
    held = stamped(case, authority)
    assert problems(case, root) == []
    assert stamped(case, authority) is None  # nothing was done since
    with open_case(case) as opened:
        last = opened.folder.log.last()
    assert (last.action, last.detail["hash"]) == ("stamped", held.hash)
    # Anybody can verify it without us.
    (tmp_path / "letters").write_text(held.hash)
    openssl(tmp_path, "ts", "-verify", "-data", "letters", "-in", held.place, "-CAfile",
            str(root))  # fmt: skip


def test_another_authority_s_certificate_does_not_do(
    case: Path, authority: Site, tmp_path: Path
) -> None:
    stamped(case, authority)
    assert problems(case, make_authority(tmp_path / "b")) == ["stamp-wrong"]


def test_a_stamp_of_another_case_does_not_do(
    case: Path, authority: Site, root: Path, tmp_path: Path
) -> None:
    held = stamped(case, authority)
    other = tmp_path / "other"
    (tmp_path / "b.txt").write_text("Ferry sunk\n\nNobody was hurt, the harbour master said.\n")
    with open_case(other, by=pipeline.reader("rules")) as opened:
        opened.add(tmp_path / "b.txt")
    theirs = stamped(other, authority)
    Path(theirs.place).chmod(0o644)
    shutil.copyfile(held.place, theirs.place)
    assert problems(other, root) == ["stamp-changed", "stamp-wrong"]
    Path(theirs.place).unlink()
    assert problems(other, root) == ["stamp-missing", "stamp-wrong"]


def test_a_log_made_anew_does_not_fit_its_stamp(case: Path, authority: Site, root: Path) -> None:
    stamped(case, authority)
    lines = (case / "custody.log").read_bytes()
    (case / "custody.log").write_bytes(lines.replace(b"a.txt", b"b.txt"))
    assert "log-chain" in problems(case, root)


def test_what_is_no_authority_gets_one_sentence(case: Path, authority: Site) -> None:
    authority.pages["/"] = Page(b"<p>hello</p>")
    before = (case / "custody.log").read_bytes()
    with pytest.raises(CaseError, match="sends something else"):
        stamped(case, authority)
    authority.pages["/"] = Page(status=500)
    with pytest.raises(CaseError, match="500"):
        stamped(case, authority)
    assert (case / "custody.log").read_bytes() == before
