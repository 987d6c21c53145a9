"""Killed at any point of any command, a case opens, holds, and has lost nothing that was acknowledged.

A child process does the work and is killed with SIGKILL just before or after one of its changes to the
disk (opening, renaming and flushing files, statements to SQLite). `make soak` kills 200 times.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from earwitness.casefile.database import SCHEMA_VERSION
from earwitness.cases import open_case
from earwitness.cli.program import program
from earwitness.deciding import Drafts, decided

KILLS = int(os.environ.get("EARWITNESS_KILLS", "8"))
OLD = Path(__file__).parent / "old"
# What a further reading mends; anything else would be damage.
MENDED = {"log-torn", "document-missing", "case-stale", "case-changed", "original-extra"}
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")

FIRST = (
    "The Ledger\n\nBridge fails\n\n“The bridge fell,” Ada Brenk, a spokeswoman, said on Monday.\n"
)
SECOND = (
    "The Coast\n\nMany dead\n\n“We counted nine killed,” said Orla Finch, the mayor of Arlen.\n"
)


def _reports(folder: Path) -> tuple[Path, Path]:
    folder.mkdir()
    for name, text in (("one.txt", FIRST), ("two.txt", SECOND)):
        (folder / name).write_text(text)
    return folder / "one.txt", folder / "two.txt"


def _run(*words: object) -> None:
    status = program.main([str(word) for word in words], standalone_mode=False)
    assert status in (0, None), status


def _read(path: Path, case: Path) -> None:
    _run("read", path, "--case", case, "--reader", "rules", "--threads", "1", "--quiet")


class _Changes:
    """Counts what a process does to the disk; kills it at the change with that number."""

    def __init__(self, folder: Path, kill_at: int | None) -> None:
        self.folder, self.kill_at, self.count = str(folder), kill_at, 0

    def tick(self) -> None:
        self.count += 1
        if self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        def hook(event: str, about: tuple[object, ...]) -> None:
            if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod") and str(
                about[0]
            ).startswith(self.folder):
                self.tick()

        changes = self

        class Watched(sqlite3.Connection):
            def execute(self, *words: object) -> sqlite3.Cursor:  # type: ignore[override]
                changes.tick()
                try:
                    return super().execute(*words)  # type: ignore[arg-type]
                finally:
                    changes.tick()

        connect, flush = sqlite3.connect, os.fsync

        def watched(*words: object, **more: object) -> sqlite3.Connection:
            return connect(*words, factory=Watched, **more)  # type: ignore[call-overload]

        def fsync(handle: int) -> None:
            self.tick()
            flush(handle)
            self.tick()

        sqlite3.connect, os.fsync = watched, fsync  # type: ignore[assignment]
        sys.addaudithook(hook)


def _in_child(folder: Path, kill_at: int | None, work: Callable[[], None]) -> int:
    """Do the work in a child; how many changes it made, -1 where it was killed."""
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
        changes = _Changes(folder, kill_at)
        changes.watch()
        try:
            work()
            os.write(out, str(changes.count).encode())
        finally:
            os._exit(0)
    os.close(out)
    with os.fdopen(into, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return -1
    return int(told or 0)


def _older(case: Path) -> None:
    """The case as the first layout of the tables had it."""
    base = sqlite3.connect(case / "case.sqlite")
    for line in (
        "ALTER TABLE documents DROP COLUMN entries",
        "DROP TABLE comparisons",
        "DROP TABLE series",
        "ALTER TABLE figures DROP COLUMN tally",
        "ALTER TABLE figures DROP COLUMN part_of",
        "ALTER TABLE documents DROP COLUMN provenance",
        "ALTER TABLE documents DROP COLUMN passages",
        "ALTER TABLE documents DROP COLUMN updated",
        "ALTER TABLE documents DROP COLUMN section",
        "DROP TABLE decisions",
        "DROP TABLE watched",
        "DROP TABLE watched_entries",
        "DROP TABLE told",
        "DROP TABLE amounts",
        "DROP TABLE transcripts",
        "DROP TABLE tape_checks",
        "DELETE FROM migrations WHERE version > 1",
        "PRAGMA user_version = 1",
    ):
        base.execute(line)
    base.commit()
    base.close()


def _works(tmp: Path, second: Path) -> dict[str, Callable[[Path], Callable[[], None]]]:
    return {
        "read": lambda case: lambda: _read(second, case),
        "migrate": lambda case: lambda: _run("brief", case),
        "export": lambda case: (
            lambda: _run("export", case, "--format", "csv", "--out", tmp / "out")
        ),
        "publish": lambda case: (
            lambda: _run("publish", case, "--format", "csv", "--out", tmp / "out")
        ),
        "reveal": lambda case: (
            lambda: _run("hide", case, "Ada Brenk", "--reason", "Asked.", "--by", "E")
        ),
        "decide": lambda case: lambda: _decide(case),
        "import": lambda case: lambda: _run("import", case, tmp / "notes.jsonld", "--by", "E"),
    }


NOTES = ("First look.", "Second look.", "Third look.")


def _decide(case: Path) -> None:
    """Three decisions; each is acknowledged by a file outside the case once it is kept."""
    with open_case(case, create=False) as opened:
        for text in NOTES:
            now = decided(opened.load(), opened.folder.decisions())
            one = now.case.statements[0].id
            made = opened.folder.decide(replace(Drafts(now).note("statement", one, text), by="E"))
            handle = os.open(case.parent / f"kept-{made.seq}", os.O_CREAT)
            os.close(handle)


def _annotated(folder: Path) -> None:
    """Two notes from elsewhere on the first report."""
    items = [
        {
            "id": f"urn:x:{at}", "type": "Annotation", "bodyValue": text,
            "target": {"source": "one.txt",
                       "selector": {"type": "TextQuoteSelector", "exact": "The bridge fell"}},
        }
        for at, text in enumerate(NOTES[:2])
    ]  # fmt: skip
    (folder / "notes.jsonld").write_text(json.dumps({"type": "AnnotationPage", "items": items}))


WORKS = ("read", "migrate", "export", "publish", "reveal", "decide", "import")


@pytest.mark.parametrize("name", WORKS)
def test_a_killed_program_leaves_a_case_that_holds(name: str, tmp_path: Path) -> None:
    first, second = _reports(tmp_path / "reports")
    _annotated(tmp_path)
    case = tmp_path / "case"
    _read(first, case)
    if name == "migrate":
        _older(case)
    work = _works(tmp_path, second)[name]
    trial = tmp_path / "trial"
    shutil.copytree(case, trial)
    changes = _in_child(trial, None, work(trial))
    assert changes > 2
    chance = random.Random(name)
    points = sorted(chance.choices(range(1, changes + 1), k=max(2, -(-KILLS // len(WORKS)))))
    for at in points:
        shutil.rmtree(trial)
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        shutil.copytree(case, trial)
        for old in tmp_path.glob("kept-*"):
            old.unlink()
        killed = _in_child(trial, at, work(trial)) == -1
        assert killed, at
        _holds(trial, at, name)
        if name in ("decide", "import"):
            _decided(trial, at, work(trial))
        if name == "read":
            _read(second, trial)
        with open_case(trial, create=False) as opened:
            if name != "migrate":
                assert opened.check() == (), at
            assert len(opened.load().documents) == (2 if name == "read" else 1)


def _holds(case: Path, at: int, name: str) -> None:
    with open_case(case, create=False) as opened:
        kept = {d.path for d in opened.load().documents}
        added = [e for e in opened.folder.log.entries() if e.action == "added"]
        problems = {p.code for p in opened.check()}
        for entry in added:
            assert opened.folder.originals.read(str(entry.sha256)), at
    assert "one.txt" in kept, at  # acknowledged before
    mended = {"decide": {"decision-missing", "log-torn"}, "read": MENDED, "migrate": MENDED}
    assert problems <= mended.get(name, mended["decide"] if name == "import" else set()), at


def _decided(case: Path, at: int, again: Callable[[], None]) -> None:
    """What was acknowledged is there; what was not can be done again."""
    kept = {int(p.name.removeprefix("kept-")) for p in case.parent.glob("kept-*")}
    with open_case(case, create=False) as opened:
        opened.folder.replay()
        assert kept <= {d.seq for d in opened.folder.decisions()}, at
    if not kept:
        again()
        with open_case(case, create=False) as opened:
            texts = [d.text for d in opened.folder.decisions()]
            assert set(texts) <= set(NOTES), at
            assert len(texts) >= 2, at


def test_a_full_disk_gives_one_sentence_and_leaves_the_case(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: writing beyond it fails alike."""
    first, _ = _reports(tmp_path / "reports")
    case = tmp_path / "case"
    _read(first, case)
    code = (
        "import resource, signal, sys\n"
        "sys.dont_write_bytecode = True  # a cut-off one would break every later import\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))\n"
        "from earwitness.cli import main\n"
        "main()\n"
    )
    for words in (
        ["export", case, "--format", "json", "--out", tmp_path / "case.json"],
        ["publish", case, "--format", "html", "--out", tmp_path / "out"],
        ["read", tmp_path / "reports" / "two.txt", "--case", case, "--reader", "rules"],
    ):
        done = _python(code, *words)
        assert done.returncode == 2, (words, done.stderr)
        said = done.stderr.strip().splitlines()
        assert len([line for line in said if "copy" not in line]) == 1, said
        assert "Traceback" not in done.stderr
        with open_case(case, create=False) as opened:
            assert {p.code for p in opened.check()} <= MENDED
            assert "one.txt" in {d.path for d in opened.load().documents}


def _python(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_folder_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    """/proc takes no files, not even from root."""
    first, _ = _reports(tmp_path / "reports")
    case = tmp_path / "case"
    _read(first, case)
    if not Path("/proc/self").exists():
        pytest.skip("needs /proc")
    code = "from earwitness.cli import main\nmain()\n"
    for words in (
        ["publish", case, "--format", "text", "--out", "/proc/no-such"],
        ["export", case, "--format", "json", "--out", "/proc/no-such.json"],
    ):
        done = _python(code, *words)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte, where the machine lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


MAIN = "from earwitness.cli import main\nmain()\n"


def test_a_disk_that_is_really_full_gives_one_sentence(disk: Path, tmp_path: Path) -> None:
    first, second = _reports(tmp_path / "reports")
    case = disk / "case"
    _read(first, case)
    room = os.statvfs(disk)
    (disk / "filler").write_bytes(b"x" * (room.f_bavail * room.f_frsize - 8192))
    for words in (
        ["read", second, "--case", case, "--reader", "rules"],
        ["export", case, "--format", "json", "--out", disk / "case.json"],
        ["publish", case, "--format", "csv", "--out", disk / "out"],
    ):
        done = _python(MAIN, *words)
        assert done.returncode == 2, (words, done.stderr)
        said = [line for line in done.stderr.strip().splitlines() if "copy" not in line]
        assert len(said) == 1, said
    (disk / "filler").unlink()
    with open_case(case, create=False) as opened:
        assert {p.code for p in opened.check()} <= MENDED
    _read(second, case)
    with open_case(case, create=False) as opened:
        assert opened.check() == ()
        assert len(opened.load().documents) == 2


def test_media_that_are_read_only_are_read_and_refuse_with_one_sentence(
    disk: Path, tmp_path: Path
) -> None:
    first, second = _reports(tmp_path / "reports")
    _annotated(tmp_path)
    case = disk / "case"
    _read(first, case)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for words in (["brief", case], ["check", case], ["export", case, "--format", "json"]):
        done = _python(MAIN, *words)
        assert done.returncode == 0, (words, done.stderr)
    for words in (
        ["read", second, "--case", case, "--reader", "rules"],
        ["hide", case, "Ada Brenk", "--reason", "Asked."],
        ["import", case, tmp_path / "notes.jsonld"],
        ["publish", case, "--format", "text", "--out", tmp_path / "out"],
    ):
        done = _python(MAIN, *words)
        assert done.returncode == 2, (words, done.stderr)
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert "Read-only" in done.stderr


@pytest.mark.parametrize(
    "kept", sorted(OLD.iterdir()) if OLD.exists() else [], ids=lambda p: p.name
)
def test_a_case_of_each_layout_opens_and_holds(kept: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(kept, case)
    with open_case(case, create=False) as opened:
        loaded = opened.load()
        broken = {p.code for p in opened.check()}
    assert [d.path for d in loaded.documents] == ["one.txt", "two.txt"]
    assert loaded.statements
    assert broken <= {"case-stale", "case-changed"}  # a newer program traces otherwise


def test_there_is_a_case_of_the_present_layout() -> None:
    assert (OLD / f"{SCHEMA_VERSION:04d}" / "case.sqlite").exists(), (
        "keep one: scripts/keep_case.sh"
    )
