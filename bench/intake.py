"""How much of saved pages is read right, beside trafilatura on the same pages in the same run.

    python bench/intake.py FOLDER [--misses]

FOLDER holds */Outlet_*.html.gz beside */Outlet.json, whose fields come from another parser
(silver, not gold). Headline: equal after folding case and signs. Authors: the same set of names.
Day: the same calendar day. Body: F1 over 4-grams of words.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path

import trafilatura

from earwitness.intake import IntakeError, read_document

WORD = re.compile(r"\w+")


def grams(text):
    words = WORD.findall(text.lower())
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def f1(got, wanted):
    both = sum((got & wanted).values())
    return 2 * both / (sum(got.values()) + sum(wanted.values())) if both else 0.0


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


def row(title, authors, day, body, silver):
    wanted = {plain(a) for a in silver.get("authors", [])}
    return (
        plain(title) == plain(silver["title"]),
        {plain(a) for a in authors} == wanted,
        (day or "")[:10] == silver["publishing_date"][:10],
        f1(grams(body), grams(" ".join(paragraphs_of(silver)))),
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    pages = list(silver_pages(args.folder))
    print(f"{len(pages)} pages\n{'':14}headline  authors      day  body F1  pages/s")
    for name, read in (("earwitness", ours), ("trafilatura", peer)):
        rows, misses, start = [], [], time.perf_counter()
        for page, data, silver in pages:
            try:
                fields = read(data)
            except IntakeError as error:
                fields = (None, (), None, "")
                misses.append(f"{page.name}: {error}")
            got = row(*fields, silver)
            rows.append(got)
            seen = (fields[0], tuple(fields[1]), fields[2], f"{got[3]:.2f}")
            wanted = (silver["title"], tuple(silver.get("authors", [])), silver["publishing_date"])
            if not all(got[:3]) or got[3] < 0.9:
                misses.append(f"{page.name}: {seen}\n      silver: {wanted}")
        speed = len(pages) / (time.perf_counter() - start)
        shares = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        print(f"{name:14}" + "".join(f"{share:8.3f} " for share in shares) + f"{speed:8.1f}")
        if args.misses:
            print("\n".join(f"   {miss}" for miss in misses))


if __name__ == "__main__":
    main()
