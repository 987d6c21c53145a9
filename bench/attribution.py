"""How well and how fast who says what is found: python bench/attribution.py POLNEAR/dev [--peer]

Reads the articles with each reader as `earwitness read` does, scores the exported statements with
the scorer beside the articles, and prints words a second (one and two threads, the whole process
and after loading) and peak memory. With --peer, textacy on spaCy's small English model runs on the
same articles in the same minute (pip install textacy and en_core_web_sm; neither is needed else).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve()
MEASURES = (
    "attributions",
    "attributed",
    "quoted_attributed",
    "unquoted_attributed",
    "content_tokens",
)


def scorer(folder: Path):
    path = folder.resolve().parents[1] / "bench" / "score_attributions.py"
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def statements(case: dict) -> dict[str, list[dict]]:
    """Statements of a case export that are not nested, by article: PolNeAR knows no nesting."""
    names = {d["id"]: Path(d["path"]).stem for d in case["documents"]}
    found: dict[str, list[dict]] = {name: [] for name in names.values()}
    for s in case["statements"]:
        if s["nested_in"] is None:
            span = s["source"]["span"]
            found[names[s["document"]]].append(
                {
                    "content": [[c["start"], c["end"]] for c in s["content"]],
                    "cue": [[c["start"], c["end"]] for c in s["cue"]],
                    "source": [[span["start"], span["end"]]] if span else [],
                }
            )
    return found


def whole(folder: Path, reader: str, threads: int) -> tuple[dict, float, float]:
    """The command as a user runs it: its export, its seconds, its peak memory in MB."""
    with tempfile.TemporaryDirectory() as place:
        case = Path(place) / "case"
        base = [sys.executable, "-m", "earwitness"]
        args = ["read", str(folder / "text"), "--case", str(case), "--reader", reader, "-q"]
        begun = time.perf_counter()
        peak = _run([*base, *args, "--threads", str(threads)])
        took = time.perf_counter() - begun
        text = subprocess.run(
            [*base, "export", str(case), "--format", "json"], capture_output=True, check=True
        ).stdout
        return json.loads(text), took, peak


def _run(command: list[str]) -> float:
    """Run it; the most memory that the process and its helpers held at a time, in MB."""
    process = subprocess.Popen(command)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(_held(pid) for pid in _family(process.pid)))
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return peak


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            text = Path(f"/proc/{one}/task/{one}/children").read_text()
        except OSError:
            continue
        found += [int(child) for child in text.split()]
    return found


def _held(pid: int) -> float:
    """Proportional set size: what several processes share counts once."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except (OSError, ValueError):
        pass
    return 0.0


LOADED = """
import sys, time, resource
from pathlib import Path
from earwitness import pipeline
reader = pipeline.reader(sys.argv[2], int(sys.argv[3]))
pages = [p.read_bytes() for p in sorted(Path(sys.argv[1]).glob("*.txt"))]
words = sum(len(p.decode().split()) for p in pages)
begun = time.perf_counter()
pipeline.read_bytes(pages[0], by=reader)
load = time.perf_counter() - begun
begun = time.perf_counter()
for page in pages:
    pipeline.read_bytes(page, by=reader)
speed = words / (time.perf_counter() - begun)
print(speed, load, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def loaded(folder: Path, reader: str, threads: int) -> tuple[float, float, float]:
    """Words a second in one process after the first page, seconds of that page, peak MB."""
    command = [sys.executable, "-c", LOADED, str(folder / "text"), reader, str(threads)]
    out = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    speed, first, peak = map(float, out.split())
    return speed, first, peak


def peer(folder: Path) -> tuple[dict[str, list[dict]], float]:
    """textacy's direct quotations, paragraph by paragraph, as it raises on whole articles."""
    import spacy
    from textacy import extract

    nlp = spacy.load("en_core_web_sm")
    found, begun = {}, time.perf_counter()
    for path in sorted((folder / "text").glob("*.txt")):
        text, rows, at = path.read_text("utf-8"), [], 0
        for part in text.split("\n"):
            if part.strip():
                doc = nlp(part)
                try:
                    quotes = list(extract.direct_quotations(doc))
                except ValueError:
                    quotes = []
                for q in quotes:
                    content, source = q.content, q.speaker
                    s = (
                        [[at + source[0].idx, at + source[-1].idx + len(source[-1])]]
                        if source
                        else []
                    )
                    rows.append(
                        {"content": [[at + content.start_char, at + content.end_char]], "source": s}
                    )
            at += len(part) + 1
        found[path.stem] = rows
    return found, time.perf_counter() - begun


def show(name: str, figures: dict, more: str) -> None:
    f1 = "  ".join(f"{figures[m]['f1']:.3f}" for m in MEASURES)
    print(f"{name:<24}{f1}  {more}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readers", nargs="*", default=["accurate", "fast", "rules"])
    parser.add_argument("--threads", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--peer", action="store_true")
    args = parser.parse_args()
    marks = scorer(args.folder)
    gold = marks.read_gold(str(args.folder))
    words = sum(len(text.split()) for text, _ in gold.values())
    print(f"{len(gold)} articles, {words} words; F1 of {', '.join(MEASURES)}")
    for reader in args.readers:
        for threads in args.threads:
            case, took, peak = whole(args.folder, reader, threads)
            speed, first, rss = loaded(args.folder, reader, threads)
            show(
                f"{reader}, {threads} thread{'s' * (threads > 1)}",
                marks.score(gold, statements(case))["metrics"],
                f"{words / took:,.0f} words/s whole command with tracing, {peak:.0f} MB; "
                f"{speed:,.0f} words/s once loaded, first page {first:.2f} s, {rss:.0f} MB",
            )
    if args.peer:
        found, took = peer(args.folder)
        rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show(
            "textacy, 1 thread",
            marks.score(gold, found)["metrics"],
            f"{words / took:,.0f} words/s, {rss:.0f} MB",
        )


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
