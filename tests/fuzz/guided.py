"""Fuzzing for hours, led by the code that each try reaches (atheris, libFuzzer): `make fuzz`.

    python tests/fuzz/guided.py --minutes 120 --side-by-side 2

Each target runs in a child for its share of the time, from a good file where it has one, and from what
earlier runs kept in build/fuzz. A child that finds a fault, takes a minute for one try, or more than 2 GB
leaves the bytes in build/fuzz/TARGET/found and goes on with the time that is left. Ends with 1 where
something was found.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
KEPT = Path("build/fuzz")
SLOW, MUCH = 60, 2000  # seconds and megabytes for one try
FOUND_ENOUGH = 5  # of one target: more are mostly the same fault


@dataclass
class Ran:
    """What became of one target."""

    target: str
    minutes: float = 0.0
    tries: int = 0
    reached: int = 0  # branches of the program that were gone through
    found: tuple[str, ...] = ()


# -- in a child


def _with_member(data: bytes, good: bytes) -> bytes:
    """A zip as the good one, but for one member: the first byte says which."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        for n, name in enumerate(names):
            new.writestr(name, data[1:] if n == data[0] % len(names) else old.read(name))
    return out.getvalue()


def _members(good: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(BytesIO(good)) as old:
        for n, name in enumerate(old.namelist()):
            yield bytes([n]) + old.read(name)


def _tried(name: str) -> tuple[Callable[[bytes], None], list[bytes]]:
    """What takes the bytes of a try, and good ones to begin with."""
    from targets import FILES, TARGETS, read_or_reason  # noqa: PLC0415 - after atheris has hooked imports

    kind, _, file = name.partition(" ")
    if kind == "file":
        return (lambda data: read_or_reason(data, file)), [FILES[file]]
    if kind == "inside":
        return (
            lambda data: read_or_reason(_with_member(data or b"\0", FILES[file]), file)
        ), list(_members(FILES[file]))  # fmt: skip
    from hypothesis import HealthCheck, given, settings  # noqa: PLC0415 - the same

    target = TARGETS[name]
    calm = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))
    test = calm(given(*target.drawn)(target.check))
    # Beginning with nothing at all, it would stay with short texts for a long time.
    chance = random.Random(name)
    return test.hypothesis.fuzz_one_input, [chance.randbytes(200 * n) for n in range(1, 20)]


def child(name: str, seconds: int) -> None:
    """Try one target until the time is over or a fault is found; libFuzzer ends the process."""
    with atheris.instrument_imports(include=["earwitness"]):
        tried, good = _tried(name)
    folder = _folder(name)
    for n, data in enumerate(good):
        (folder / "kept" / f"good{n}").write_bytes(data)
    options = [f"-max_total_time={seconds}", f"-timeout={SLOW}", f"-rss_limit_mb={MUCH}",
               "-max_len=20000", "-print_final_stats=1", f"-artifact_prefix={folder}/found/"]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder / "kept")], tried)
    atheris.Fuzz()


# -- in the parent


def _folder(name: str) -> Path:
    folder = KEPT / name.replace(" ", "_")
    for part in ("kept", "found"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return folder


def _shares() -> dict[str, int]:
    """Every target and its share of the time."""
    from targets import FILES, TARGETS  # noqa: PLC0415 - children import it with hooks

    zips = [name for name, good in FILES.items() if good.startswith(b"PK")]
    return {name: t.share for name, t in TARGETS.items()} | {f"inside {name}": 2 for name in zips}


def _once(name: str, seconds: int) -> tuple[int, int, int]:
    """Tries and reached branches of one child, and how it ended."""
    command = [sys.executable, __file__, "--child", name, "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    (_folder(name) / "log").write_text(done.stderr[-20_000:], encoding="utf-8")
    tries = re.findall(r"number_of_executed_units: (\d+)|^#(\d+)\t", done.stderr, re.MULTILINE)
    reached = re.findall(r"cov: (\d+)", done.stderr)
    return (
        max((int(a or b) for a, b in tries), default=0),
        int(reached[-1]) if reached else 0,
        done.returncode,
    )


def run(name: str, seconds: int) -> Ran:
    """One target for its time, begun again after each thing found."""
    ran, start = Ran(name), time.monotonic()
    before = set((_folder(name) / "found").iterdir())
    while (left := int(start + seconds - time.monotonic())) > 0 and len(ran.found) < FOUND_ENOUGH:
        tries, reached, ended = _once(name, left)
        ran.tries, ran.reached = ran.tries + tries, max(ran.reached, reached)
        ran.found = tuple(sorted(map(str, set((_folder(name) / "found").iterdir()) - before)))
        if ended and not ran.found:
            ran.found = (f"the child ended with {ended}: see {_folder(name)}/log",)
            break
    ran.minutes = round((time.monotonic() - start) / 60, 1)
    print(json.dumps(asdict(ran)), flush=True)
    return ran


def main() -> None:
    """Share the minutes among the targets; print a line for each and what they come to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=120, help="of all targets together")
    options.add_argument("--side-by-side", type=int, default=2, help="children at a time")
    options.add_argument("--target", action="append", help="only this one; may be given again")
    options.add_argument("--child", help=argparse.SUPPRESS)
    options.add_argument("--seconds", type=int, default=0, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        child(chosen.child, chosen.seconds)
        return
    shares = {n: s for n, s in _shares().items() if n in (chosen.target or _shares())}
    one = chosen.minutes * 60 * chosen.side_by_side / sum(shares.values())
    with ThreadPoolExecutor(chosen.side_by_side) as pool:
        done = list(pool.map(lambda name: run(name, int(one * shares[name])), shares))
    found = [one for ran in done for one in ran.found]
    print(f"{sum(r.minutes for r in done) / 60:.2f} hours of the processor, "
          f"{sum(r.tries for r in done):,} tries of {len(shares)} targets, {len(found)} found.")  # fmt: skip
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
