"""Dates and times against TimeML files: bench/dates.py FOLDER… [--half tuning|kept] [--misses]

Prints span F1 (relaxed: any overlap) and value F1 (the right value on such a match), as TempEval-3
counts them, and words a second. Each file's own creation time is the anchor. The kept half are the
files whose name has an odd SHA-256; only the misses of the tuning half may be read for tuning.
"""

import argparse
import hashlib
import html
import re
import time
from pathlib import Path

from earwitness.model import Block, Document, Span, Stamp
from earwitness.reading.dates import read_dates

TIMEX = re.compile(r"<TIMEX3 ([^>]*)>")


def half(path: Path) -> str:
    return "kept" if int(hashlib.sha256(path.name.encode()).hexdigest(), 16) % 2 else "tuning"


def attribute(name: str, tag: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def load(path: Path) -> tuple[Document, list[tuple[int, int, str, str]]]:
    raw = path.read_text(encoding="utf-8", errors="replace")
    created = next(t for t in TIMEX.findall(raw) if "CREATION_TIME" in t)
    body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
    text, gold, stack = "", [], []
    for piece in re.split(r"(<[^>]+>)", body):
        if piece.startswith("<TIMEX3"):
            stack.append((len(text), attribute("type", piece), attribute("value", piece)))
        elif piece.startswith("</TIMEX3"):
            start, kind, value = stack.pop()
            gold.append((start, len(text), kind, value))
        elif not piece.startswith("<"):
            text += html.unescape(piece)
    return page(path.name, text, attribute("value", created)), sorted(gold)


def page(name: str, text: str, published: str) -> Document:
    blocks = tuple(
        Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)
    )
    stamp = Stamp(published, None)
    return Document(name, "0" * 64, None, None, None, None, None, (), "en", stamp, text, blocks)


def match(gold: list, got: list) -> list[tuple]:
    """Pairs of a gold expression and the first prediction that overlaps it, each used once."""
    pairs, free = [], list(got)
    for g in gold:
        hit = next((d for d in free if d.span.start < g[1] and g[0] < d.span.end), None)
        if hit:
            free.remove(hit)
            pairs.append((g, hit))
    return pairs


def f1(hits: int, gold: int, got: int) -> str:
    p, r = hits / max(got, 1), hits / max(gold, 1)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(p + r, 1e-9):.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--half", choices=("tuning", "kept"))
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    totals = dict.fromkeys(("gold", "got", "span", "strict", "type", "value"), 0)
    paths = [path for folder in args.folders for path in sorted(folder.glob("*.tml"))]
    pages = [load(path) for path in paths if args.half in (None, half(path))]
    read_dates(pages[0][0])
    begun = time.process_time()
    found = [read_dates(document) for document, _ in pages]
    took = time.process_time() - begun
    for (document, gold), got in zip(pages, found, strict=True):
        pairs = match(gold, list(got))
        totals["gold"] += len(gold)
        totals["got"] += len(got)
        totals["span"] += len(pairs)
        for g, d in pairs:
            totals["strict"] += (g[0], g[1]) == (d.span.start, d.span.end)
            totals["type"] += g[2] == d.type
            totals["value"] += g[3] == d.value
        if args.misses:
            show(document, gold, got, pairs)
    for key in ("span", "strict", "type", "value"):
        print(f"{key:7} {f1(totals[key], totals['gold'], totals['got'])}")
    words = sum(len(document.text.split()) for document, _ in pages)
    print(f"{words} words in {took:.2f} s: {words / took:,.0f} words a second")


def show(document: Document, gold: list, got: tuple, pairs: list) -> None:
    text, when = document.text, document.published.value if document.published else ""
    for g, d in pairs:
        if g[3] != d.value:
            print(f"VALUE {text[g[0] : g[1]]!r} {g[3]} / {d.span.of(text)!r} {d.value} @{when}")
    for g in gold:
        if g not in [p[0] for p in pairs]:
            print(f"MISSED {text[g[0] : g[1]]!r} {g[2]} {g[3]} @{when}")
    for d in got:
        if d not in [p[1] for p in pairs]:
            s = d.span
            print(f"EXTRA {s.of(text)!r} {d.value} in {text[s.start - 30 : s.end + 20]!r}")


if __name__ == "__main__":
    main()
