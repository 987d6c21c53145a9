"""Quotations that reports of one incident share: python bench/same_event.py FILE.jsonl[.gz] …

    --reader NAME       who reads the reports: rules (no model), fast, accurate
    --each N            at most N pairs of the same two reports (8): copies of one page have many
    --sample N          N pairs in an order that depends on their words alone (100)
    --verdicts FILE     judgements by hand, one a line (bench/same_event_verdicts.jsonl)
    --show              print the pairs' words, to be judged; else the figures alone

Each line of FILE: incident, url, title, published, text. The reports of each incident are read
and joined as one case; a pair is two statements, in two reports, that the program says give the
same words. A pair is right where the words are one quotation of one mouth; the verdicts
hold places and hashes, not the words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from earwitness.model import Block, Document, Reading, Span, Stamp, cover
from earwitness.reading.dates import read_dates
from earwitness.reading.ownership import with_outlet
from earwitness.reading.readers import READERS, RULES, reader
from earwitness.reading.statements import Freezer
from earwitness.reading.tagger import Tagger
from earwitness.reading.voices import hear
from earwitness.tracing.assemble import folder_of, in_order
from earwitness.tracing.matches import Match, Quote, matches

_VERDICTS = Path(__file__).parent / "same_event_verdicts.jsonl"
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/")


@dataclass(frozen=True)
class Pair:
    """Two statements of two reports that the program says to be the same words."""

    incident: str
    match: Match
    texts: tuple[str, str]
    mouths: tuple[str, str]

    @property
    def key(self) -> str:
        """What a verdict is kept under: the words of both, whatever else changes."""
        words = sorted(" ".join(q.words) for q in (self.match.one, self.match.other))
        return sha256("\x1f".join((self.incident, *words)).encode()).hexdigest()[:16]


def load(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The reports by incident, those of several reports alone, each text once."""
    opener = gzip.open if path.suffix == ".gz" else open
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    with opener(path, "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            found[item["incident"]].setdefault(item["text"], item)
    return {key: list(items.values()) for key, items in found.items() if len(items) > 1}


def document(item: dict[str, Any]) -> Document:
    """The page of a line; its outlet is the host of its address."""
    title, text = item["title"], item["title"] + "\n\n" + item["text"]
    blocks = [Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"\S[^\n]*", text)]
    if title and blocks:
        blocks[0] = Block(blocks[0].span, "headline")
    host = urlsplit(_ARCHIVE.sub("", item["url"])).netloc.removeprefix("www.") or None
    sha = sha256(text.encode()).hexdigest()
    return Document(
        id=f"doc_{sha[:12]}", sha256=sha, path=f"{item['incident']}-{sha[:12]}", url=item["url"],
        outlet=host, headline=title, headline_span=None, byline=(), language="en",
        published=Stamp(item["published"], None), text=text, blocks=tuple(blocks),
    )  # fmt: skip


def read(page: Document, tagger: Tagger) -> Reading:
    """Who says what in it; no figures, which nothing here asks for."""
    page = with_outlet(page)
    dates = read_dates(page)
    freezer = Freezer(page, hear(page, tagger.tag(page), dates), dates)
    statements, recordings = freezer.statements(), freezer.recordings()
    actors = freezer.actors(freezer.used())
    return Reading(page, actors, statements, dates, recordings)


def pairs(incidents: dict[str, list[dict[str, Any]]], tagger: Tagger) -> Iterator[Pair]:
    """The pairs of all incidents, an incident at a time."""
    for incident, items in sorted(incidents.items()):
        folder = folder_of(in_order(read(document(item), tagger) for item in items))
        names = {a.id: a.name for a in folder.actors}
        text = {d.id: d.text for d in folder.documents}
        for match in matches(folder):
            both = match.one.statement, match.other.statement
            if both[0].document != both[1].document:
                yield Pair(
                    incident, match,
                    tuple(_passage(text[s.document], cover(s.content)) for s in both),
                    tuple(names.get(s.source.actor or "", "?") for s in both),
                )  # fmt: skip


def _passage(text: str, span: Span) -> str:
    around = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 90]
    before, after = (" ".join(part.split()) for part in around)
    return f"{before} [[{' '.join(span.of(text).split())}]] {after}"


def sample(found: list[Pair], number: int, each: int = 8) -> list[Pair]:
    """The first pairs by the hash of their words, no more than `each` of two reports."""
    taken: Counter[tuple[str, str]] = Counter()
    kept: dict[str, Pair] = {}
    for pair in sorted(found, key=lambda p: p.key):
        pages = (pair.match.one.statement.document, pair.match.other.statement.document)
        if pair.key not in kept and taken[pages] < each and len(kept) < number:
            taken[pages] += 1
            kept[pair.key] = pair
    return list(kept.values())


def show(number: int, pair: Pair) -> None:
    """A pair to be judged."""
    print(f"\n{number}. {pair.key} {pair.match.sameness} incident {pair.incident}")
    for mouth, text in zip(pair.mouths, pair.texts, strict=True):
        print(f"   {mouth}: {text[:700]}")
    for change in pair.match.changes:
        print(f"   {change.kind}: “{change.one}” / “{change.other}”")


def row(pair: Pair) -> dict[str, Any]:
    """What a verdict's line says of the pair besides the verdict."""
    return {
        "pair": pair.key, "incident": pair.incident, "sameness": pair.match.sameness,
        "one": _place(pair.match.one), "other": _place(pair.match.other),
    }  # fmt: skip


def _place(quote: Quote) -> dict[str, Any]:
    span = cover(quote.statement.content)
    return {"document": quote.statement.document, "start": span.start, "end": span.end}


def main() -> None:
    """Print how many pairs there are, and what became of those that were judged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--verdicts", type=Path, default=_VERDICTS)
    parser.add_argument("--reader", choices=READERS, default=RULES)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--rows", type=Path, help="write the sample's lines without verdicts here")
    args = parser.parse_args()
    begun = time.process_time()
    incidents = load(args.file)
    found = list(pairs(incidents, reader(args.reader).tagger))
    chosen = sample(found, args.sample, args.each)
    for number, pair in enumerate(chosen, 1) if args.show else ():
        show(number, pair)
    if args.rows:
        lines = (json.dumps(row(p)) + "\n" for p in chosen)
        args.rows.write_text("".join(lines), encoding="utf-8")
    reports, seconds = sum(map(len, incidents.values())), time.process_time() - begun
    print(f"{len(incidents)} incidents with several reports, {reports} reports, {args.reader}:")
    print(f"  {len(found)} pairs of the same words, {seconds:.0f} s of CPU")
    how = sorted(Counter(p.match.sameness for p in found).items())
    print("  " + ", ".join(f"{n} {kind}" for kind, n in how))
    if args.verdicts.exists():
        judged(chosen, args.verdicts)


def judged(chosen: list[Pair], path: Path) -> None:
    """The precision of the sample, over the pairs that have a verdict."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    verdicts = {row["pair"]: row["verdict"] for row in rows}
    known = [verdicts[p.key] for p in chosen if p.key in verdicts]
    if known:
        right = known.count("right")
        print(f"  of {len(chosen)} in the sample {len(known)} are judged: {right} right "
              f"({right / len(known):.3f}), {dict(Counter(known))}")  # fmt: skip


if __name__ == "__main__":
    main()
