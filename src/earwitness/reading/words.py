"""Words, their likely classes, and sentences in which each quotation is one opaque token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from earwitness.model import Span

from .quotes import Quote

_TOKEN = re.compile(
    r"\w+[nN][’']t\b|[’'](?:s|d|ll|re|ve|m)\b|(?:[A-Za-z]\.){2,}|\d[\d.,:]*\d|"
    r"[^\W\d]+\*+[^\W\d]*|\w+(?:[-‑]\w+)*(?:[’'](?!(?:s|d|ll|re|ve|m)\b)\w+)*|\.{2,}|[^\w\s]"
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl cmdr adm rev hon gov sen rep st jr sr no vs etc"
    " inc ltd co corp dept jan feb mar apr jun jul aug sep sept oct nov dec approx supt det insp"
    " pvt pfc fr msgr atty ariz calif conn fla ga ill ind kan ky mass md mich minn miss mo mont neb"
    " nev okla ore pa tenn tex va vt wash wis wyo".split()
)
_STARTERS = frozenset(
    "The He She It They We I You In On At But And A An This That These Those There As If When While"
    " After Before However Its His Her Their Our My Some Many Most Both Another Other One"
    " Two".split()
)
_LONGEST = 250  # tokens in a sentence; a longer one is cut, so that no page takes quadratic time
_ENDS = frozenset({".", "!", "?", "…"})
_TRAILERS = frozenset("”\"’')]»")


class Token(NamedTuple):
    """A word, a number, a mark, or a whole quotation (`quote` set); offsets in the document."""

    start: int
    end: int
    text: str
    lower: str
    quote: Quote | None = None


class Sentence(NamedTuple):
    """A sentence's tokens, in a text block."""

    tokens: tuple[Token, ...]
    block: int

    @property
    def span(self) -> Span:
        """From the first token to the last."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


@cache
def _classes() -> dict[str, str]:
    table = files(__package__).joinpath("data/word_classes.txt").read_text("utf-8")
    known: dict[str, str] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            kinds, *words = line.split()
            known.update(dict.fromkeys(words, kinds))
    return known


@lru_cache(maxsize=1 << 16)
def classes_of(lower: str) -> str:
    """The likely classes of a lower-cased word, the likeliest first ("NV"); see the data file."""
    known = _classes().get(lower)
    if known is not None:
        return known
    if lower[:1].isdigit():
        return "U"
    for ending, kinds in (("ly", "R"), ("ing", "G"), ("ed", "VP"), ("ous", "J"), ("ful", "J")):
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            return kinds
    return "N"


def is_known(lower: str) -> bool:
    """Whether the data file lists the word at all."""
    return lower in _classes()


def tokenise(text: str, span: Span, quotes: Sequence[Quote] = ()) -> list[Token]:
    """The tokens of a stretch of text; each of the quotations (not overlapping) is one token."""
    tokens: list[Token] = []
    at = span.start
    for quote in quotes:
        _plain(text, at, quote.span.start, tokens)
        words = text[quote.span.start : quote.span.end]
        tokens.append(Token(quote.span.start, quote.span.end, words, "\x00", quote))
        at = quote.span.end
    _plain(text, at, span.end, tokens)
    return tokens


def _plain(text: str, start: int, end: int, tokens: list[Token]) -> None:
    append = tokens.append
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        append(Token(match.start(), match.end(), word, word.lower().replace("’", "'")))


def sentences(
    text: str, span: Span, quotes: Sequence[Quote], block: int, speech: frozenset[str]
) -> list[Sentence]:
    """The sentences of a block. `speech` holds cue words: `"Why?" Smith asked` is one sentence."""
    tokens = tokenise(text, span, quotes)
    return [Sentence(part, block) for part in _split(text, tokens, speech)]


def _split(text: str, tokens: list[Token], speech: frozenset[str]) -> Iterator[tuple[Token, ...]]:
    first = 0
    for i, token in enumerate(tokens[:-1]):
        if _ends(text, tokens, i, token, speech) or i - first >= _LONGEST:
            yield tuple(tokens[first : i + 1])
            first = i + 1
    if first < len(tokens):
        yield tuple(tokens[first:])


def _ends(text: str, tokens: list[Token], i: int, token: Token, speech: frozenset[str]) -> bool:
    """Whether a sentence ends after token i."""
    after = tokens[i + 1]
    if token.quote is not None:
        return _quote_ends(text, tokens, i, speech)
    if token.lower in ("!", "?", "…") or token.lower.startswith(".."):
        return after.quote is not None or not after.text[:1].islower()
    if token.lower == ".":
        return _stop_ends(tokens, i, after)
    if token.text in _TRAILERS and i and tokens[i - 1].lower in _ENDS:
        return after.quote is not None or not after.text[:1].islower()
    return len(token.text) > 3 and token.text.endswith(".") and after.text in _STARTERS


def _stop_ends(tokens: list[Token], i: int, after: Token) -> bool:
    """Whether a full stop is more than the mark of an abbreviation."""
    if after.text in _TRAILERS and after.quote is None:
        return False
    before = tokens[i - 1] if i else None
    if before is not None and before.end == tokens[i].start:
        single = len(before.text) == 1 and before.text.isalpha() and before.text != "I"
        if single or before.lower in _ABBREVIATIONS:
            return after.quote is None and after.text in _STARTERS and not single
    return after.quote is not None or not after.text[:1].islower()


def _quote_ends(text: str, tokens: list[Token], i: int, speech: frozenset[str]) -> bool:
    """Whether a quotation ends its sentence: by its last mark, and by what comes after it."""
    quote = tokens[i].quote
    assert quote is not None  # noqa: S101 - the caller looked
    last = text[quote.inner.start : quote.inner.end].rstrip().rstrip("”’\"'")[-1:]
    after = tokens[i + 1]
    if last not in ".!?…":
        return False
    if after.quote is not None:
        return True
    if not after.text[:1].isalpha():
        return False
    if after.text[:1].islower():
        return False
    return last == "." or not _tag_follows(tokens, i + 1, speech)


def _tag_follows(tokens: list[Token], start: int, speech: frozenset[str]) -> bool:
    """`"Why?" Jane Smith of Acme asked.` - a cue within a few words, before any comma."""
    for token in tokens[start : start + 7]:
        if token.lower in speech:
            return True
        if token.quote is not None or token.lower in (",", ".", ";"):
            return False
    return False
