"""Figures against incidents with known tolls: bench/tolls.py FILE.jsonl[.gz] [--half H]

Each line: text, title, published, killed, injured. Right: the incident's number among at most three
figures of its kind that the report gives, the most frequent first, then the earliest (an incident
with none is right where no more is counted). Noisy: a toll may have grown after the report.
The kept half are the incidents whose number has an odd SHA-256; only misses of the tuning half are
read for tuning.
"""

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from pathlib import Path

from earwitness.model import Block, Document, Figure, Span, Stamp
from earwitness.reading.dates import read_dates
from earwitness.reading.figures import read_figures


def load(path: Path) -> list[dict]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def half(item: dict) -> str:
    odd = int(hashlib.sha256(item["incident"].encode()).hexdigest(), 16) % 2
    return "kept" if odd else "tuning"


def page(item: dict) -> Document:
    title, text = item["title"], item["title"] + "\n\n" + item["text"]
    blocks = [Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"\S[^\n]*", text)]
    if blocks and blocks[0].span.start == 0:
        blocks[0] = Block(blocks[0].span, "headline")
    return Document(
        item["incident"],
        "0" * 64,
        None,
        None,
        None,
        title,
        None,
        (),
        "en",
        Stamp(item["published"], None),
        text,
        tuple(blocks),
    )


def read(document: Document) -> tuple[Figure, ...]:
    return read_figures(document, dates=read_dates(document), statements=(), actors=())


def candidates(figures: tuple[Figure, ...], kind: str) -> list[int]:
    """At most three values of this kind; combined kinds count for each of theirs."""
    values = [
        figure.value for figure in figures if kind in figure.counted and figure.value is not None
    ]
    times = Counter(values)
    ordered = sorted(times, key=lambda value: (-times[value], values.index(value)))
    return ordered[:3]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", choices=("tuning", "kept"))
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    items = [item for item in load(args.file) if args.half in (None, half(item))]
    pages = [page(item) for item in items]
    read(pages[0])
    begun = time.process_time()
    found = [read(document) for document in pages]
    took = time.process_time() - begun
    right = Counter()
    for item, document, figures in zip(items, pages, found, strict=True):
        killed = item["killed"] in (candidates(figures, "killed") or [0])
        injured = item["injured"] in (candidates(figures, "wounded") or [0])
        right.update(killed=killed, injured=injured, both=killed and injured)
        if args.misses and not (killed and injured):
            args.misses -= 1
            show(item, document, figures)
    for kind in ("killed", "injured", "both"):
        print(f"{kind:8} {right[kind]} of {len(items)} ({right[kind] / len(items):.3f})")
    words = sum(len(document.text.split()) for document in pages)
    print(f"{words} words in {took:.2f} s: {words / took:,.0f} words a second, dates included")


def show(item: dict, document: Document, figures: tuple[Figure, ...]) -> None:
    print(f"--- killed {item['killed']} injured {item['injured']}: {item['title']}")
    for figure in figures:
        print("   ", figure.value, figure.counted, repr(figure.span.of(document.text)))
    numbers = re.compile(r"[^.\n]*\b(?:kill|dead|died|wound|injur|shot|hurt|hospital)[^.\n]*")
    for sentence in list(numbers.findall(document.text))[:12]:
        print("      >", sentence.strip()[:200])


if __name__ == "__main__":
    main()
