"""Whose page it is, where intake leaves it open: a line at the top, a dateline, its own words.

A name at the top is the outlet's if it has an outlet's shape, or if the report then speaks of it as
only an outlet speaks of itself ("told the Herald", "Herald could not verify").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from earwitness.knowledge.outlets import looks_like_outlet, outlet_named
from earwitness.knowledge.people import gender_of_name
from earwitness.model import Document

_LINES, _LONGEST, _PROSE = 10, 70, 90
_PARTS = re.compile(r"\s+[|•·–—]\s+|\s*\((?=[^()]*\)$)")
_SIGNED = re.compile(
    r"^(?:by|author|authors|written by|from|photo|published|updated|posted)\b", re.I
)
_DATELINE = re.compile(r"[^\n()]{0,60}\(([A-Z][^()\n]{1,40})\)\s*(?:—|–|--|-)\s")
_HOST = re.compile(r"(?:@|\bwww\.|https?://)((?:[\w-]+\.)+[a-z]{2,})", re.I)
_NAME = re.compile(r"\b(?:[A-Z][\w’'&-]*)(?: (?:[A-Z][\w’'&-]*|of|and|the|for|without)){1,5}\b")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SMALL = frozenset("of and the for without de la del el der die du le y des in".split())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data/ownership.toml").read_text("utf-8"))


@cache
def _named_like() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_data()['names'])})\b")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_data()['beside'])})\)?", re.I)


def with_outlet(document: Document) -> Document:
    """The document with the outlet that its own words give away; as it is where they do not."""
    if document.outlet is not None:
        return document
    name = _at_the_top(document) or _in_dateline(document) or _by_address(document)
    return replace(document, outlet=name) if name else document


def _at_the_top(document: Document) -> str | None:
    body = _body(document)
    for words, labelled in _top_names(document):
        spoken_of = _speaks_as_own(body, words)
        person = gender_of_name(words.split()[0]) is not None and outlet_named(words) is None
        if spoken_of or labelled or (_is_shaped(words) and not person):
            return words.title() if words.isupper() and len(words) > 4 else words
    return None


def _top_names(document: Document) -> Iterator[tuple[str, bool]]:
    """The lines above the report that may be names, and whether a label stands beside them."""
    lines = document.text.split("\n")
    kept = [line.strip() for line in lines if line.strip()][:_LINES]
    for i, line in enumerate(kept):
        if line == document.headline:
            continue
        if len(line) > _PROSE:
            return
        if len(line) > _LONGEST or _SIGNED.match(line):
            continue
        name, *rest = _PARTS.split(line)
        following = kept[i + 1] if i + 1 < len(kept) else ""
        label = rest[-1] if rest else following
        if _may_name(name):
            yield name.strip(), _beside().fullmatch(label.strip()) is not None


def _may_name(line: str) -> bool:
    """A few words with capitals, no date and no sentence."""
    words = line.split()
    if not 1 <= len(words) <= 7 or line[-1] in ".!?:,;" or sum(c.isdigit() for c in line) > 1:
        return False
    if not all(w[:1].isupper() or w[:1].isdigit() or w in _SMALL for w in words):
        return False
    return len(words) > 1 or outlet_named(line) is not None


def _is_shaped(words: str) -> bool:
    plain = words.title() if words.isupper() else words
    known = outlet_named(words) or looks_like_outlet(plain)
    return bool(known) or (len(plain.split()) > 1 and _named_like().search(plain) is not None)


def _in_dateline(document: Document) -> str | None:
    """ "LIMA, June 5 (Pacific News Agency) - …"; a place in brackets is no agency."""
    for block in document.blocks_of("dateline", "body")[:2]:
        match = _DATELINE.match(
            document.text, block.span.start, min(block.span.end, block.span.start + 110)
        )
        if match:
            name = match.group(1)
            own = _speaks_as_own(_body(document), name)
            if outlet_named(name) or looks_like_outlet(name) or own:
                return name
    return None


def _by_address(document: Document) -> str | None:
    """A press release names its body in its own address: press@rightsmonitor.example."""
    hosts = {part for h in _HOST.findall(document.text) for part in h.lower().split(".")[:-1]}
    if not hosts:
        return None
    for match in _NAME.finditer(_body(document)):
        name = match.group()
        if "".join(c for c in name.lower() if c.isalnum()) in hosts:
            return name
    return None


def _body(document: Document) -> str:
    blocks = document.blocks_of("body", "standfirst", "subheading")
    text = "\n".join(document.text[b.span.start : b.span.end] for b in blocks)
    return _QUOTED.sub(" ", text)


def _speaks_as_own(body: str, name: str) -> bool:
    """Whether the report says of the name, or of its last word, what outlets say of themselves."""
    plain = name.removeprefix("The ").removeprefix("the ")
    forms = [re.escape(plain)]
    if " " in plain and len(plain.split()[-1]) > 3:
        forms.append(rf"(?<=[Tt]he ){re.escape(plain.split()[-1])}")
    tried = "|".join(forms)
    if not re.search(tried, body):
        return False
    return any(re.search(p.replace("NAME", f"(?:{tried})"), body) for p in _data()["own"])
