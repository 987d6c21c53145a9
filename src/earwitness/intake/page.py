"""A saved web page: its paragraphs with their kinds, and what it says of itself."""

from __future__ import annotations

import logging
from collections import Counter

from earwitness.model import Span

from .article import Found, find_article
from .metadata import Meta, metadata_of
from .placing import Page, classify, plain, word_kinds
from .text import Line
from .tree import Element, Tree, parse
from .walk import TooDeepError, tree_of

_SURE = 25
"""Letters that a paragraph needs before its being part of the extraction counts."""


def read_page(source: str) -> Page | None:
    """The page's paragraphs with their kinds, and its metadata; None where it shows no words."""
    root = parse(source)
    if root is None:
        return None
    try:
        return _read(root, source, deep=False)
    except TooDeepError:
        root = parse(source, flat=True)
        return None if root is None else _read(root, source, deep=True)


def _read(root: Element, source: str, *, deep: bool) -> Page | None:
    meta, tree = metadata_of(root), tree_of(root)
    if not any(char.isalnum() for piece in tree.pieces for char in piece.words):
        return None
    page = _laid_out(meta, tree)
    if deep:
        # The ways to the elements are those of a tree that is not the page's own.
        tree.paths[:] = [""] * len(tree.paths)
    page.told = word_kinds(page)
    page.found = find_article(tree, page.told)
    if not page.found.sure:
        _confirm(page, _extracted(source))
    classify(page)
    return page


def _laid_out(meta: Meta, tree: Tree) -> Page:
    """The paragraphs one below the other."""
    lines, start = [], 0
    for piece in tree.pieces:
        lines.append(Line(Span(start, start + len(piece.words)), piece.words))
        start += len(piece.words) + 1
    text = "\n".join(piece.words for piece in tree.pieces)
    return Page(meta, tree, lines, text)


def _extracted(source: str) -> str:
    """What the extraction library takes for the article; nothing where it fails."""
    import trafilatura  # noqa: PLC0415  heavy, and plain text does not need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(source, include_comments=False, fast=True)
    except Exception:
        return ""
    return found or ""


def _confirm(page: Page, extracted: str) -> None:
    """Take for the article what stands in the extraction or in the page's own articleBody."""
    body = f" {plain(page.meta.body)} "
    whole = f" {plain(extracted)} "
    rows = {plain(row.lstrip("-# ")) for row in f"{extracted}\n{page.meta.body}".split("\n")}
    inside = []
    for piece in page.pieces:
        words = plain(piece.words)
        sure = len(words) >= _SURE and (f" {words} " in whole or f" {words} " in body)
        inside.append(bool(words) and (sure or words in rows))
    if not any(inside):
        inside = _by_our_own_signs(page)
    page.found = Found(inside, _void_marks(page, inside), sure=False)


def _void_marks(page: Page, inside: list[bool]) -> frozenset[int]:
    """Marking elements that hold much of the article: their class names mean something else."""
    held: Counter[int] = Counter()
    total = 1
    for piece, sure in zip(page.pieces, inside, strict=True):
        if sure:
            total += len(piece.words)
            held[piece.around.mark_of if piece.around.mark else 0] += len(piece.words)
    return frozenset(mark for mark, size in held.items() if mark and size > 0.25 * total)


def _by_our_own_signs(page: Page) -> list[bool]:
    """Without an extraction: paragraphs of prose, not links, in no marked place."""
    inside = [
        line.prose and piece.linked < 0.5 and piece.around.mark is None
        for piece, line in zip(page.pieces, page.lines, strict=True)
    ]
    return inside if any(inside) else [piece.linked < 0.5 for piece in page.pieces]
