"""Finding quotations: every style of mark, their nesting, and their accidents.

One pass over a paragraph with a stack of open marks. Straight marks open or close by what stands
beside them; an apostrophe is told from a closing single mark by its neighbours. A quotation that is
never closed runs to the end of its paragraph when the next one opens with the same mark (the
convention for quotations of several paragraphs), or when nothing else would give it an end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from earwitness.model import Span

_MARK = re.compile(r"''|``|[“”„‟\"«»‹›‘’‚‛'「」『』]")
_PAIRS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«»",  # German; Finnish and Swedish
    "”": "”",  # Swedish
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    '"': '"',
    "‘": "’",
    "'": "'",
    "‚": "‘’",
}
_DEEPEST = 7  # marks open at once; beyond that the page is broken, and time stays bounded
_DOUBLE = set('“”„‟"«»「」『』')
_CORNERS = set("「『")  # in languages without spaces between words
_TIPS = set("«»‹›")
_LONGEST = 3000  # code points within which a mark of two meanings must find its end
_ELISIONS = re.compile(r"(?:em|til|cause|tis|twas|n|round|bout|\d\ds?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation in one paragraph: the marks included, the words inside, how deep it lies."""

    span: Span
    inner: Span
    level: int
    closed: bool
    single: bool


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    after: int


def find_quotes(text: str, block: Span, *, next_start: str = "") -> tuple[Quote, ...]:
    """The quotations of one paragraph, in order of their opening marks.

    `next_start` is the first mark of the following paragraph: it tells whether a quotation that
    is left open goes on there.
    """
    found: list[Quote] = []
    stack: list[_Open] = []
    end = block.end
    for match in _MARK.finditer(text, block.start, end):
        at, after, mark = match.start(), match.end(), match.group()
        mark = '"' if mark in ("''", "``") else mark
        if _closes(text, block, at, after, mark, stack):
            _close(stack, found, mark, at, after)
        elif _opens(text, block, at, after, mark):
            stack = [*stack[-_DEEPEST:], _Open(mark, at, after)]
    for depth, left in enumerate(stack):
        if left.mark in _DOUBLE and _runs_on(text, block, left, depth, next_start):
            found.append(Quote(Span(left.at, end), Span(left.after, end), depth, False, False))
            break
    return _levelled(found)


def _closes(text: str, block: Span, at: int, after: int, mark: str, stack: Sequence[_Open]) -> bool:
    """Whether the mark ends a quotation that stands open."""
    holder = next((o for o in reversed(stack) if mark in _PAIRS.get(o.mark, "")), None)
    if holder is None:
        return mark == '"' and _mixed_marks(text, block, at, after, stack)
    before = text[at - 1] if at > block.start else " "
    follows = text[after] if after < block.end else " "
    if mark == '"':
        return not (before.isspace() and not follows.isspace()) or at == holder.after
    if mark in "'’":
        return _closes_single(text, block, after, before, follows)
    return True


def _mixed_marks(text: str, block: Span, at: int, after: int, stack: Sequence[_Open]) -> bool:
    """A curly mark opened it, a straight one ends it: an accident of many editors."""
    spaced = after >= block.end or not text[after].isalnum()
    closing = spaced and not text[at - 1].isspace() and text.find("”", after, block.end) < 0
    return closing and any(o.mark == "“" for o in stack)


def _closes_single(text: str, block: Span, after: int, before: str, follows: str) -> bool:
    """A closing single mark, not an apostrophe: nothing of a word follows it."""
    if follows.isalnum() or before.isspace():
        return False
    if before in "sS" and follows == " " and text[after + 1 : after + 2].islower():
        # "the soldiers' bags": an apostrophe, if a better end stands later in the paragraph.
        return re.search(r"[.,!?…][’'](?!\w)", text[after : block.end]) is None
    return True


def _opens(text: str, block: Span, at: int, after: int, mark: str) -> bool:
    """Whether the mark begins a quotation."""
    before = text[at - 1] if at > block.start else " "
    follows = text[after] if after < block.end else " "
    if mark in _CORNERS:
        return True
    if mark in _TIPS or mark == "”":
        return _opens_abroad(text, block, at, after, mark)
    if follows.isspace() or mark in "’‛":
        return False
    if mark in "'‘":
        if _ELISIONS.match(text, after):
            return False
        return not before.isalnum() and before not in ".,;)]"
    if mark == '"':
        return not before.isalnum() and before not in ",;)]%"
    return mark in _PAIRS


def _opens_abroad(text: str, block: Span, at: int, after: int, mark: str) -> bool:
    """A mark that opens in one language and closes in another: by its neighbours, and its end.

    French sets its marks off by spaces; a pointer in a menu (Home » Ports) has them too.
    """
    before = text[at - 1] if at > block.start else " "
    follows = text[after] if after < block.end else " "
    if not (before.isspace() or before in "([—–-:'’„“«»‹"):
        return False
    if mark == "«":
        return not follows.isspace() or "»" in text[after : block.end]
    if follows.isspace() or not (follows.isalnum() or follows in "¿¡…‹›„“'‚‘"):
        return False
    ends = _PAIRS[mark]
    return any(
        text[i] in ends and not text[i - 1].isspace() and not text[i + 1 : i + 2].isalnum()
        for i in range(after + 1, min(block.end, after + _LONGEST))
    )


def _close(stack: list[_Open], found: list[Quote], mark: str, at: int, after: int) -> None:
    """Take the opening mark that fits from the stack, with all that was opened inside it."""
    while stack:
        opened = stack.pop()
        if mark in _PAIRS[opened.mark] or (mark == '"' and opened.mark == "“"):
            single = opened.mark not in _DOUBLE
            level = len(stack)
            found.append(Quote(Span(opened.at, after), Span(opened.after, at), level, True, single))
            return


def _runs_on(text: str, block: Span, left: _Open, depth: int, next_start: str) -> bool:
    """An open quotation is believed when it goes on below, or when it looks whole in itself."""
    if depth:
        return False
    if next_start and next_start in (left.mark, "“", '"', "«", "»"):
        return True
    rest = text[left.after : block.end].rstrip()
    return len(rest.split()) >= 4 and rest[-1:] in ".!?…"


def _levelled(found: list[Quote]) -> tuple[Quote, ...]:
    """In order, with levels counted from what really holds what."""
    ordered = sorted(found, key=lambda q: (q.span.start, -q.span.end))
    out: list[Quote] = []
    holders: list[Span] = []
    for quote in ordered:
        while holders and holders[-1].end <= quote.span.start:
            holders.pop()
        level = len(holders)
        out.append(Quote(quote.span, quote.inner, level, quote.closed, quote.single))
        holders.append(quote.span)
    return tuple(out)
