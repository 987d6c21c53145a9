"""Which paragraphs of a page are its article, by where the prose stands in the tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .tree import Piece, Tree

_STOP = re.compile(r"[.!?…:][\"'”’)\]]*$")
_NUMBER = re.compile(r"\d+")
_SCANT = 400
"""Letters of prose below which the tree says too little."""
_HARD = frozenset(("comments", "cookie", "newsletter"))
"""Marks that stay, however much prose stands in their elements."""
_ASKING = frozenset(("subscription", "login", "campaign", "newsletter"))
_LEAVES = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4"))
_TEXTUAL = frozenset(("p", "li", "blockquote", "pre", "dd", "dt", "td", "th"))


@dataclass(frozen=True, slots=True)
class Found:
    """Which pieces are of the article, which marks mean something else, and how sure that is."""

    inside: list[bool]
    void: frozenset[int]
    sure: bool


def find_article(tree: Tree, furniture: Sequence[str | None]) -> Found:
    """The pieces of the article; `furniture` says of each what kind its own words tell.

    The article is the element that the page calls so; where none is, the one that holds nearly all
    prose. Inside it, what stands apart from the prose counts only where nothing speaks against it.
    """
    weights = [_weight(piece) for piece in tree.pieces]
    void = _void(tree.pieces, weights, furniture)
    usual = _usual(tree, weights, void)
    for i, piece in enumerate(tree.pieces):
        if furniture[i] or not _free(piece, void, usual[i]):
            weights[i] = 0
    mass = _masses(tree, weights)
    whole, tops, told = _tops(tree, weights, mass)
    inner, outer = _members(tree, tops), _members(tree, [whole])
    begin = next((i for i, p in enumerate(tree.pieces) if weights[i] and inner[p.node]), 0)
    held = [
        inner[p.node]
        or (
            weights[i] > 0
            and outer[p.node]
            and (usual[i] or p.around.stated > 0 or (0 < whole == p.around.article and i < begin))
        )
        for i, p in enumerate(tree.pieces)
    ]
    total = sum(w for w, inside in zip(weights, held, strict=True) if inside)
    inside = _settled(tree, weights, usual, furniture, held, void)
    sure = total >= _SCANT and (told or total >= 0.8 * mass[0])
    return Found(inside, void, sure)


def _weight(piece: Piece) -> int:
    """How many letters of prose a paragraph holds; links and captions are none."""
    words = piece.words
    if len(words) < 50 or piece.around.role == "caption" or piece.around.heading:
        return 0
    if piece.linked > 0.35 or (len(words) < 120 and not _STOP.search(words[-4:])):
        return 0
    return len(words)


def _void(
    pieces: list[Piece], weights: list[int], furniture: Sequence[str | None]
) -> frozenset[int]:
    """Marking elements whose class names mean something else: they hold much of the prose, or
    they are what a paywall hides, and nothing in them asks for money.
    """
    held: Counter[int] = Counter()
    walls: set[int] = set()
    asking: set[int] = set()
    for piece, weight, kind in zip(pieces, weights, furniture, strict=True):
        mark, number = piece.around.mark, piece.around.mark_of
        if mark not in _HARD:
            held[number if mark else 0] += weight
        if mark == "subscription":
            (asking if kind in _ASKING else walls).add(number)
    total = sum(held.values())
    large = {m for m, size in held.items() if m and size > 0.4 * total}
    return frozenset(large | {m for m in walls - asking if held[m]})


def _usual(tree: Tree, weights: list[int], void: frozenset[int]) -> list[bool]:
    """Whether a piece stands in the kind of element in which the bulk of the prose stands."""
    signs = [_sign(tree, piece.node) for piece in tree.pieces]
    held: Counter[str] = Counter()
    many: Counter[str] = Counter()
    for sign, weight, piece in zip(signs, weights, tree.pieces, strict=True):
        if weight and (not piece.around.mark or piece.around.mark_of in void):
            held[sign] += weight
            many[sign] += 1
    most = max(held.values(), default=0)
    usual = {s for s, size in held.items() if size >= (0.12 if many[s] > 1 else 0.5) * most}
    return [sign in usual for sign in signs]


def _sign(tree: Tree, node: int) -> str:
    """Tag and class of an element and the one around it; paragraphs are paragraphs, numbers go."""
    own, around = tree.signs[node], tree.signs[tree.parents[node]]
    tag = _tag(tree, node)
    return _NUMBER.sub("", f"{tag if tag in _LEAVES else own}/{around}")


def _free(piece: Piece, void: frozenset[int], usual: bool) -> bool:
    """Whether no mark keeps the piece out of the article."""
    mark = piece.around.mark
    return not mark or piece.around.mark_of in void or (usual and mark not in _HARD)


def _masses(tree: Tree, weights: list[int]) -> list[int]:
    """The prose in each element; elements are numbered from the outside in."""
    mass = [0] * len(tree.parents)
    for piece, weight in zip(tree.pieces, weights, strict=True):
        mass[piece.node] += weight
    for node in range(len(mass) - 1, 0, -1):
        mass[tree.parents[node]] += mass[node]
    return mass


def _tops(tree: Tree, weights: list[int], mass: list[int]) -> tuple[int, list[int], bool]:
    """The element round the article, those that hold it, and whether the page calls it so."""
    stated: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    for piece, weight in zip(tree.pieces, weights, strict=True):
        stated[piece.around.stated] += weight if piece.around.stated else 0
        articles[piece.around.article] += weight if piece.around.article else 0
    whole = _first_large(articles)
    whole = whole if whole and articles[whole] >= 0.3 * mass[0] else 0
    first = _first_large(stated)
    alike = [n for n in stated if n and tree.signs[n] == tree.signs[first]]
    if first and sum(stated[n] for n in alike) >= 0.35 * mass[0]:
        if len(alike) == 1:
            return whole or first, [_descend(tree, mass, first)], True
        return whole, alike, True
    return whole, [_descend(tree, mass, whole)], bool(whole)


def _first_large(held: Counter[int]) -> int:
    """The first element that holds at least half of what the largest one holds; 0 for none."""
    most = max(held.values(), default=0)
    return next((n for n in sorted(held) if n and most and held[n] >= 0.5 * most), 0)


def _descend(tree: Tree, mass: list[int], node: int) -> int:
    """The innermost element that still holds most of the prose of this one."""
    heaviest: dict[int, int] = {}
    for child in range(node + 1, len(mass)):
        parent = tree.parents[child]
        if parent not in heaviest or mass[child] > mass[heaviest[parent]]:
            heaviest[parent] = child
    while True:
        child = heaviest.get(node, 0)
        if not child or _tag(tree, child) in _LEAVES or mass[child] < 0.8 * mass[node]:
            return node
        node = child


def _tag(tree: Tree, node: int) -> str:
    return tree.signs[node].split(" ", 1)[0]


def _members(tree: Tree, tops: Iterable[int]) -> list[bool]:
    """Which elements stand in one of the tops."""
    chosen = set(tops)
    inside = [0 in chosen]
    for node in range(1, len(tree.parents)):
        inside.append(node in chosen or inside[tree.parents[node]])
    return inside


def _settled(
    tree: Tree,
    weights: list[int],
    usual: list[bool],
    furniture: Sequence[str | None],
    held: list[bool],
    void: frozenset[int],
) -> list[bool]:
    """Of what stands in the article's element, the pieces that are the article."""
    pieces = tree.pieces
    good = _masses(tree, [w if usual[i] and held[i] else 0 for i, w in enumerate(weights)])
    doubt = _masses(tree, [_doubtful(p, furniture[i], void) for i, p in enumerate(pieces)])
    tainted = _tainted(tree, good, doubt)
    inside = [
        held[i]
        and _free(p, void, usual[i])
        and not tainted[p.node]
        and _reads(tree, p, good, usual[i])
        for i, p in enumerate(pieces)
    ]
    last = max((i for i, w in enumerate(weights) if w and inside[i]), default=-1)
    for i, piece in enumerate(pieces):
        if piece.around.heading:
            inside[i] = inside[i] and _leads(pieces, weights, inside, i)
        elif i > last:
            inside[i] = inside[i] and bool(_STOP.search(piece.words[-4:]))
    return inside


def _doubtful(piece: Piece, furniture: str | None, void: frozenset[int]) -> int:
    marked = bool(piece.around.mark) and piece.around.mark_of not in void
    return int(furniture not in (None, "separator") or marked or piece.linked > 0.8)


def _tainted(tree: Tree, good: list[int], doubt: list[int]) -> list[bool]:
    """Elements without any usual prose in which something is furniture: all of it is."""
    tainted = [False]
    for node in range(1, len(tree.parents)):
        own = not good[node] and doubt[node] > 0 and _tag(tree, node) not in ("p", "li")
        tainted.append(tainted[tree.parents[node]] or own)
    return tainted


def _reads(tree: Tree, piece: Piece, good: list[int], usual: bool) -> bool:
    """Whether a paragraph in the article reads as one of its own."""
    if piece.linked > (0.9 if usual and _STOP.search(piece.words[-4:]) else 0.6):
        return False
    if _weight(piece) or piece.around.heading or (usual and piece.around.tag in _TEXTUAL):
        return True
    if piece.around.tag not in _TEXTUAL and not good[piece.node]:
        return len(piece.words) >= 25 and bool(_STOP.search(piece.words[-4:]))
    around = tree.parents[piece.node]
    return good[around] > 0 or good[tree.parents[around]] > 0 or piece.around.tag in ("td", "th")


def _leads(pieces: list[Piece], weights: list[int], inside: list[bool], at: int) -> bool:
    """Whether a heading stands over prose of the article, not over a list of links."""
    for i in range(at + 1, min(at + 6, len(pieces))):
        if pieces[i].around.role == "caption" or pieces[i].around.heading:
            continue
        return bool(weights[i] and inside[i]) or (inside[i] and pieces[i].linked < 0.9)
    return False
