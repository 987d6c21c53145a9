"""The same words among millions of quotations, on disk and in parts.  python bench/spread.py N

The quotations and their altered copies are those of bench/same_words.py. Making them and finding
them are processes of their own, so that the memory of the one is not counted for the other. Prints
recall and precision, CPU seconds and peak memory of each step: the machine may be busy.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from same_words import Made

from earwitness.crawl.spread import Deciding, Pairing, groups, put_quotations, same_pairs


def make(number: int, folder: Path) -> None:
    """Texts, one a line, and which is a copy of which."""
    made = Made(number)
    (folder / "texts").write_text("\n".join(made.texts) + "\n", encoding="utf-8")
    (folder / "copies.json").write_text(json.dumps(list(made.original.items())))


def find(number: int, folder: Path) -> None:
    """The whole work, each step with its CPU seconds; prints JSON."""
    steps: dict[str, float] = {}
    start = time.process_time()
    with (folder / "texts").open(encoding="utf-8") as lines:
        parts = put_quotations(folder / "store", (line[:-1] for line in lines), number)
    steps["words and marks"] = time.process_time() - start
    store, looked = str(folder / "store"), 0
    for name, kind in (("pairs", Pairing), ("deciding", Deciding)):
        start = time.process_time()
        for part in range(parts):
            looked = kind(store, "quotations", part, parts).run(lambda _: None) + looked * (
                kind is Deciding
            )
        steps[name] = time.process_time() - start
    start = time.process_time()
    groups(number, same_pairs(folder / "store", parts))
    steps["groups"] = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    disk = sum(f.stat().st_size for f in (folder / "store").iterdir()) / 1e6
    print(json.dumps({"steps": steps, "peak": peak, "disk": disk, "parts": parts}))


def main() -> None:
    number = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 2_000_000
    if len(sys.argv) > 3:
        {"make": make, "find": find}[sys.argv[2]](number, Path(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, __file__, str(number)]
        subprocess.run([*command, "make", name], check=True)
        told = json.loads(
            subprocess.run([*command, "find", name], check=True, capture_output=True).stdout
        )
        of = dict(json.loads((folder / "copies.json").read_text()))
        pairs = [(a, b) for a, b, _ in same_pairs(folder / "store", told["parts"])]
    right = [p for p in pairs if of.get(p[0], p[0]) == of.get(p[1], p[1])]
    tied = {n for p in right for n in p}
    total = sum(told["steps"].values())
    print(
        f"{number:,} quotations, {len(of):,} altered copies of earlier ones, {told['parts']} parts"
    )
    print(f"  copies found   {sum(n in tied for n in of) / max(1, len(of)):.4f}")
    print(
        f"  pairs right    {len(right) / max(1, len(pairs)):.4f}  ({len(pairs):,} pairs said to be)"
    )
    print(f"  CPU time       {total:.0f} s on one core: " + ", ".join(
        f"{step} {seconds:.0f}" for step, seconds in told["steps"].items()))  # fmt: skip
    print(f"  peak memory    {told['peak']:,.0f} MB; on disk meanwhile {told['disk']:,.0f} MB")


if __name__ == "__main__":
    main()
