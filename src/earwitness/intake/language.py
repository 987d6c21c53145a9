"""The language of a report, and of the passages in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from earwitness.model import Block, Passage, Span

from .data import load

_WORD = re.compile(r"[^\W\d_]+")
_SURE = 4.0
"""By how much (in natural logarithms) the likeliest language must lead the next one."""
_FEW = 6
_LETTERS = 60
"""Letters that a paragraph needs to be held for another language than its neighbours."""
_WORDS_OF = "rules/english-words@1"
_ENDINGS_OF = "rules/english-endings@1"
_MODEL = "py3langid@1"


_SYLLABIC = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NO_WORDS = re.compile(r"https?://\S+|\b[\w.-]+\.com/\S+|\bpic\.\S+|[@#]\w+|<[^<>]*>")
"""Addresses, handles and marks-up: in no language."""
_MISTAKEN = frozenset({"pcm", "la"})
"""What the model takes headlines and posts in English for."""


@cache
def _english() -> frozenset[str]:
    return frozenset(load("stamps.toml")["english"]["words"])


@cache
def _others() -> frozenset[str]:
    return frozenset(load("stamps.toml")["other_languages"]["words"])


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('stamps.toml')['english_endings']['words'])})\b")


def guess_language(text: str) -> str | None:
    """ "en" where English function words make a quarter of the words; None when unsure."""
    words = _WORD.findall(text[:20_000].lower())
    if len(words) < 20:
        return None
    return "en" if sum(word in _english() for word in words) >= 0.22 * len(words) else None


def passages_of(text: str, blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """The report's paragraphs by language, those of one language that follow each other joined.

    A paragraph that tells nothing (a name, a number) goes with the one before it.
    """
    found: list[Passage] = []
    home = guess_language(text) == "en"
    for block in blocks:
        if block.kind in ("furniture", "byline", "dateline"):
            continue
        told = _language(block.span.of(text)[:2000], home=home)
        if told is None and not found:
            continue
        language, origin = told or (found[-1].language, found[-1].origin)
        if found and found[-1].language == language:
            last = found.pop()
            found.append(Passage(Span(last.span.start, block.span.end), language, last.origin))
        else:
            found.append(Passage(block.span, language, origin))
    return tuple(found)


def main_language(passages: Iterable[Passage]) -> str | None:
    """The language of most of the report; None where no passage told its own."""
    letters: Counter[str] = Counter()
    for passage in passages:
        letters[passage.language] += len(passage.span)
    return max(letters, key=lambda name: (letters[name], name), default=None)


def _language(words: str, *, home: bool) -> tuple[str, str] | None:
    """The language of a paragraph, with what told it; English by its small words, cheaply.

    `home` says that the report is English, so that less tells it of a short paragraph.
    """
    bare = _NO_WORDS.sub(" ", words)
    found = _WORD.findall(bare.lower())
    small = sum(word in _english() for word in found)
    others = sum(word in _others() for word in found)
    if len(found) >= _FEW and small >= 0.15 * len(found) and small >= others:
        return "en", _WORDS_OF
    if _length(found) < _LETTERS or (others <= small >= 0.08 * len(found)) or _is_list(bare):
        return None
    if home and not others and small + len(_endings().findall(bare)) >= 0.15 * len(found):
        return "en", _ENDINGS_OF
    return _modelled(bare)


def _length(words: list[str]) -> int:
    """Letters, those that stand for a syllable or a word for four."""
    return sum(map(len, words)) + 3 * sum(len(_SYLLABIC.findall(word)) for word in words)


def _is_list(words: str) -> bool:
    """Whether nearly every word has a capital: names, and no sentence of any language."""
    spelt = _WORD.findall(words)
    capitals = sum(str(word)[0].isupper() for word in spelt)
    return capitals > 0.6 * len(spelt)


def _modelled(words: str) -> tuple[str, str] | None:
    """What the language model says, where it is sure."""
    import py3langid  # noqa: PLC0415  its model takes a second to load; English pages need none

    (first, best), (_, second) = py3langid.rank(words)[:2]
    sure = best - second >= _SURE and first not in _MISTAKEN
    return (str(first), _MODEL) if sure else None
