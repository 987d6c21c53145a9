"""How much of saved pages is read right, beside trafilatura on the same pages in the same run.

    python bench/intake.py FOLDER [--misses] [--half 0|1] [--texts INCIDENTS.jsonl.gz]

FOLDER holds */Outlet_*.html.gz beside */Outlet.json, whose fields come from another parser
(silver, not gold). Headline: equal after folding case and signs. Authors: the same set of names.
Day: the same calendar day; minute: the same instant to the minute, so the zone must be known.
Body: F1 of mean precision and mean recall over 4-grams of words. Pages a second of CPU time, the
best of three rounds. --half takes every second page alone, to read on one half and measure on
the other. A headline of the other parser that stands nowhere in the page as shown is counted:
it is the page's title for searches or shares, not its headline.

Furniture: bench/furniture_marks.tsv holds what was found by eye in pages of FOLDER and in the
texts of INCIDENTS (lines of JSON with "text"), by hash and offsets. Found: the passages of which
more than half is marked as furniture. Right: the same share of what we mark.
"""

import argparse
import contextlib
import gzip
import hashlib
import json
import re
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import trafilatura

from earwitness.intake import IntakeError, read_document

WORD = re.compile(r"\w+")


def grams(text):
    words = WORD.findall(text.lower())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def shares(got, wanted):
    """Precision and recall of what was read."""
    both = sum((got & wanted).values())
    return both / max(1, sum(got.values())), both / max(1, sum(wanted.values()))


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def minute(value):
    """The instant of a time with a zone, in minutes; None where that is not given."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return int(moment.timestamp() // 60) if moment.tzinfo else None


def silver_pages(folder):
    """Each page with the fields of the version whose words it holds."""
    for page in sorted(folder.glob("*/*.html.gz")):
        fields = page.parent / f"{page.name.split('_')[0]}.json"
        if not fields.exists():
            continue
        data = gzip.decompress(page.read_bytes())
        source = " ".join(WORD.findall(data.decode("utf-8", "replace").lower()))
        best, score = None, 0
        for version in json.loads(fields.read_text("utf-8")).values():
            paragraphs = paragraphs_of(version)
            held = sum(" ".join(WORD.findall(p.lower())) in source for p in paragraphs)
            if paragraphs and held / len(paragraphs) > score:
                best, score = version, held / len(paragraphs)
        if best and score > 0.5:
            yield page, data, best


def paragraphs_of(version):
    body = version["body"]
    found = list(body["summary"])
    for section in body["sections"]:
        found += section["headline"] + section["paragraphs"]
    return found


def plain(words):
    return " ".join(WORD.findall((words or "").lower()))


def row(title, authors, time, body, silver):
    wanted = {plain(a) for a in silver.get("authors", [])}
    when = minute(time)
    return (
        plain(title) == plain(silver["title"]),
        {plain(a) for a in authors} == wanted,
        (time or "")[:10] == silver["publishing_date"][:10],
        when is not None and when == minute(silver["publishing_date"]),
        *shares(grams(body), grams(" ".join(paragraphs_of(silver)))),
    )


def ours(data):
    doc = read_document(data)
    body = " ".join(b.span.of(doc.text) for b in doc.blocks_of("body", "subheading", "standfirst"))
    return doc.headline, doc.byline, doc.published and doc.published.value, body


def peer(data):
    found = trafilatura.bare_extraction(data, with_metadata=True)
    if found is None:
        return None, (), None, ""
    found = found.as_dict()
    return found["title"], (found["author"] or "").split("; "), found["date"], found["text"] or ""


def measured(read, pages):
    """The means of all columns, and what was read wrong."""
    rows, misses = [], []
    for page, data, silver in pages:
        try:
            fields = read(data)
        except IntakeError as error:
            fields = (None, (), None, "")
            misses.append(f"{page.name}: {error}")
        got = row(*fields, silver)
        rows.append(got)
        body = f1(*got[4:])
        seen = (fields[0], tuple(fields[1]), fields[2], f"{body:.2f}")
        wanted = (silver["title"], tuple(silver.get("authors", [])), silver["publishing_date"])
        if not all(got[:4]) or body < 0.9:
            misses.append(f"{page.name}: {seen}\n      silver: {wanted}")
    *fields, precision, recall = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return [*fields, precision, recall, f1(precision, recall)], misses


def pace(read, pages, rounds=3):
    """Pages a second of CPU time."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for _, data, _ in pages:
            with contextlib.suppress(IntakeError):
                read(data)
        best = min(best, time.process_time() - start)
    return len(pages) / best


def unshown(pages):
    """How many headlines of the other parser stand nowhere in the words that the page shows."""
    return sum(
        f" {plain(silver['title'])} " not in f" {plain(read_document(data).text)} "
        for _, data, silver in pages
    )


MARKS = Path(__file__).parent / "furniture_marks.tsv"


def marked():
    """What was found by eye: form, hash, first and last offset looked at, (start, end, kind)."""
    for line in MARKS.read_text("utf-8").splitlines()[1:]:
        form, digest, start, end, passages = line.split("\t")
        found = [re.match(r"(\d+)-(\d+):(\w+)", passage).groups() for passage in passages.split()]
        yield form, digest, int(start), int(end), [(int(a), int(b), kind) for a, b, kind in found]


def covered(start, end, ranges):
    """Whether more than half of a stretch lies in the ranges."""
    return sum(max(0, min(end, b) - max(start, a)) for a, b, *_ in ranges) > (end - start) / 2


def furniture(originals, form, misses=None):
    """Recall and precision of furniture, and how many passages and files; originals by hash."""
    found = wanted = right = said = files = 0
    for kind, digest, start, end, passages in marked():
        if kind != form or digest not in originals:
            continue
        files += 1
        document = read_document(originals[digest])
        ours = [
            (b.span.start, b.span.end)
            for b in document.blocks_of("furniture")
            if start <= b.span.start < end and any(map(str.isalnum, b.span.of(document.text)))
        ]
        hits = [covered(a, b, ours) for a, b, _ in passages]
        good = [covered(a, b, passages) for a, b in ours]
        if misses is not None:
            lost = [(p[2], p[:2]) for p, hit in zip(passages, hits, strict=True) if not hit]
            lost += [("report", p) for p, hit in zip(ours, good, strict=True) if not hit]
            misses += [f"{digest} {k}: {document.text[a:b][:100]!r}" for k, (a, b) in lost]
        found, wanted = found + sum(hits), wanted + len(hits)
        right, said = right + sum(good), said + len(good)
    return found / max(1, wanted), right / max(1, said), wanted, files


def by_hash(files):
    return {hashlib.sha256(data).hexdigest()[:16]: data for data in files}


def show_furniture(form, originals, show):
    misses = []
    recall, precision, passages, files = furniture(originals, form, misses)
    print(
        f"furniture of {form}s: found {recall:.3f}, right {precision:.3f}"
        f" ({passages} passages in {files} files)"
    )
    if show:
        print("\n".join(f"   {miss}" for miss in misses))


def texts_of(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"].encode() for line in lines]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--texts", type=Path)
    args = parser.parse_args()
    pages = list(silver_pages(args.folder))
    pages = pages if args.half is None else pages[args.half :: 2]
    print(f"{len(pages)} pages, {sum(len(data) for _, data, _ in pages) / 1e3 / len(pages):.0f} kB")
    print(f"{unshown(pages)} headlines of the other parser are not shown by their pages")
    print(f"{'':14}headline authors      day   minute  precis.   recall  body F1  pages/s")
    for name, read in (("earwitness", ours), ("trafilatura", peer)):
        means, misses = measured(read, pages)
        print(f"{name:14}" + "".join(f"{m:8.3f} " for m in means) + f"{pace(read, pages):8.1f}")
        if args.misses:
            print("\n".join(f"   {miss}" for miss in misses))
    show_furniture("page", by_hash(data for _, data, _ in pages), args.misses)
    if args.texts:
        show_furniture("text", by_hash(texts_of(args.texts)), args.misses)


if __name__ == "__main__":
    main()
