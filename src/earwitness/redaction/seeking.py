"""Finding names in a text, however they are written, bent or cut."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from earwitness.knowledge.common import is_common
from earwitness.knowledge.parties import find_parties

from .fond import Fond, is_given
from .joining import Hit, first_name_before, joined
from .letters import Word, words_of
from .sounds import SHORT, bends_to, sound, stem, turned
from .words import name_parts

# What may stand inside a name that was cut: an apostrophe, a hyphen, the end of a line, nothing.
_CUT = re.compile(r"[’'ʼ`´′]|[\-‐‑–]?[ \t]*\r?\n\s*|[\-‐‑]|")
# Before these a common word at the head of a sentence is no name: Will you come?
_ASKS = re.compile(r"[ \u00a0](?:i|you|he|she|it|we|they|there|this|that)\b", re.IGNORECASE)
_LETTERED = re.compile(r"[ .\-·_]{1,2}")
_LONG = 6  # letters that are enough to be recognised inside a longer word
_MOST_PARTS = 4


class Names:
    """The names to look for. `public` are full names that stay, whatever they share with others."""

    def __init__(
        self, persons: Iterable[tuple[str, Iterable[str]]], public: Iterable[str] = ()
    ) -> None:
        self._owners: dict[str, set[str]] = defaultdict(set)
        self._stems: dict[str, set[str]] = defaultdict(set)
        self._script: dict[str, set[str]] = defaultdict(set)
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._last: dict[str, set[str]] = defaultdict(set)
        self._fond = Fond()
        self._clean: set[int] = set()
        self._seen: dict[tuple[str, bool], frozenset[str]] = {}
        for key, names in persons:
            for name in names:
                self.add(key, name)
        self._public = [
            parts
            for parts in (tuple(w.letters for w in words_of(name)) for name in public)
            if len(parts) > 1 and not all(self._is_ours(part) for part in parts)
        ]
        self._public_words = frozenset(word for parts in self._public for word in parts)

    def __bool__(self) -> bool:
        return bool(self._owners or self._script)

    def add(self, key: str, name: str) -> None:
        """One more name of a person."""
        self._seen.clear()
        self._clean.clear()
        parts = name_parts(name)
        for part in parts:
            if not part.isascii():
                self._script[part].add(key)
            elif len(part) > 1:
                self._owners[part].add(key)
                self._stems[stem(part)].add(part)
                for other in turned(part):
                    self._stems[other].add(part)
        known = [part for part in parts if part.isascii() and len(part) > 1]
        if known:
            self._fond.add(known[0])
        if len(known) > 1:
            self._last[key].add(known[-1])
            for order in (known, known[::-1]):
                self._whole[sound("".join(order))].add(key)

    def _is_ours(self, letters: str) -> bool:
        return letters in self._owners

    # -- one word

    def owners(self, letters: str, *, inside: bool = True) -> frozenset[str]:
        """The persons of whose names these plain letters are a form, or hold one inside."""
        key = (letters, inside)
        if key not in self._seen:
            self._seen[key] = frozenset(self._look_up(letters, inside))
        return self._seen[key]

    def _look_up(self, letters: str, inside: bool) -> Iterator[str]:
        if letters in self._owners:
            yield from self._owners[letters]
            return
        if "x" in letters:  # х in scholarly writing, ks in all others
            yield from self._look_up(letters.replace("x", "kh"), inside)
        heard = sound(letters)
        for end in range(1, len(heard) + 1):
            for name in self._stems.get(heard[:end], ()):
                if bends_to(name, heard) or _plain_bend(name, letters):
                    yield from self._owners[name]
        if inside and len(heard) > _LONG:
            yield from self._inside(heard)

    def _inside(self, heard: str) -> Iterator[str]:
        for whole, keys in self._whole.items():
            if len(whole) >= _LONG and whole.rstrip("aeiou") in heard:
                yield from keys
        for base, names in self._stems.items():
            if len(base) >= _LONG and base in heard:
                for name in names:
                    yield from self._owners[name]

    def _of(
        self, letters: str, looks: str, capital: bool, *, inside: bool = True
    ) -> frozenset[str]:
        """The same for a word where it stands: one in small letters must be no common word."""
        found = self.owners(letters, inside=inside)
        if not found and looks != letters:
            found = self.owners(looks, inside=inside)
        if not found or capital or (letters in self._owners and not is_common(letters)):
            return found
        weak = is_common(letters) or len(stem(letters)) <= SHORT
        return frozenset() if weak else found

    # -- a text

    def find(self, text: str, *, hidden: bool = False) -> tuple[Hit, ...]:
        """Every name in the text, in order and without overlap.

        `hidden` says that words stand closer than in prose (an address, a file name), so that
        small letters say nothing.
        """
        words = words_of(text)
        kept = _ranges(words, text, self._public)
        hits: list[Hit] = [hit for hit in self._in_script(text) if not _in(hit.start, kept)]
        at = 0
        while at < len(words):
            hit, at = self._at(words, at, text, hidden)
            if hit and not _in(hit.start, kept):
                hits.append(hit)
        hits += self._spelled(words, text)
        apart = _apart(sorted(hits, key=lambda h: (h.start, -h.end)))
        return tuple(apart) if hidden else joined(self._families(apart, text), text)

    def leaks(self, text: str) -> bool:
        """Whether somebody is named in words that were redacted and cut or joined since.

        What the name of a public person has too may have lost the rest of it, and a common word
        may be one of our own: neither is told from the words alone.
        """
        seen = hash(text)  # most words stand in many files
        if seen in self._clean:
            return False
        found = any(
            hit.who
            and not all(self._may_stay(word) for word in words_of(text[hit.start : hit.end]))
            for hit in self.find(text)
        )
        if not found:
            self._clean.add(seen)
        return found

    def _may_stay(self, word: Word) -> bool:
        return word.letters in self._public_words or is_common(word.letters)

    def _families(self, hits: list[Hit], text: str) -> list[Hit]:
        """A surname with another first name before it is all of it the name of somebody else."""
        made: list[Hit] = []
        for hit in hits:
            last = made[-1] if made else None
            if not self._is_last(hit, text):
                made.append(hit)
            elif last and last.who and not last.who & hit.who and self._beside(last, hit, text):
                made[-1] = Hit(last.start, hit.end, last.who)
            elif not (last and last.end + 1 >= hit.start) and (
                start := first_name_before(text, hit.start, last.end if last else 0)
            ):
                self._add_other(made, Hit(start, hit.end, hit.who), text)
            else:
                made.append(hit)
        return made

    def _add_other(self, made: list[Hit], hit: Hit, text: str) -> None:
        """Somebody else of the family; or a middle name, where the first name stands before it."""
        last = made[-1] if made else None
        if last and last.who & hit.who and text[last.end : hit.start] in (" ", "\u00a0"):
            made[-1] = Hit(last.start, hit.end, last.who & hit.who)
        else:
            made.append(Hit(hit.start, hit.end, frozenset()))

    def _beside(self, last: Hit, hit: Hit, text: str) -> bool:
        return text[last.end : hit.start] in (" ", "\u00a0") and not self._is_last(last, text)

    def _is_last(self, hit: Hit, text: str) -> bool:
        """Whether it is a surname of all who bear it."""
        letters = "".join(word.letters for word in words_of(text[hit.start : hit.end]))
        return bool(hit.who) and all(
            any(letters == name or bends_to(name, sound(letters)) for name in self._last[key])
            for key in hit.who
        )

    def _at(
        self, words: tuple[Word, ...], at: int, text: str, hidden: bool
    ) -> tuple[Hit | None, int]:
        word = words[at]
        found = self._of(word.letters, word.looks, word.capital or hidden)
        if found and not (is_common(word.letters) and _ASKS.match(text, word.end)):
            return Hit(word.start, word.end, found), at + 1
        if (
            (word.capital or hidden)
            and (not is_common(word.letters) or self._is_short(word, text, hidden))
            and self._fond.holds(word.letters)
            and not find_parties(text[word.start : word.end])
        ):
            return Hit(word.start, word.end, frozenset()), at + 1
        for last in range(at + 1, min(at + _MOST_PARTS, len(words))):
            if not _CUT.fullmatch(text, words[last - 1].end, words[last].start):
                break
            run = words[at : last + 1]
            letters = "".join(w.letters for w in run)
            broken = len(stem(letters)) > SHORT or letters in self._owners
            looks = "".join(w.looks for w in run)
            who = self._of(letters, looks, word.capital or hidden, inside=False)
            if who and broken and not _two_words(run):
                return Hit(word.start, words[last].end, who), last + 1
        return None, at + 1

    def _is_short(self, word: Word, text: str, hidden: bool) -> bool:
        """Whether a common word can be a short form where it stands: Max was no hero."""
        return not hidden and is_given(word.letters) and not _ASKS.match(text, word.end)

    def _spelled(self, words: tuple[Word, ...], text: str) -> Iterator[Hit]:
        """Names in single letters: "J o r e n"."""
        run: list[Word] = []
        for word in (*words, None):
            beside = word and run and _LETTERED.fullmatch(text, run[-1].end, word.start)
            if word and word.end - word.start == 1 and (not run or beside):
                run.append(word)
                continue
            if len(run) > SHORT:
                yield from self._spelled_in(run)
            run = [word] if word and word.end - word.start == 1 else []

    def _spelled_in(self, run: list[Word]) -> Iterator[Hit]:
        letters = "".join(word.letters for word in run)
        if found := self.owners(letters):
            yield Hit(run[0].start, run[-1].end, found)
            return
        for name, keys in self._owners.items():
            if len(name) > SHORT and name in letters and len(letters) == len(run):
                start = letters.index(name)
                yield Hit(run[start].start, run[start + len(name) - 1].end, frozenset(keys))

    def _in_script(self, text: str) -> Iterator[Hit]:
        """Names in scripts that we do not put into Latin letters, letter for letter."""
        for name, keys in self._script.items():
            for found in re.finditer(re.escape(name), text, re.IGNORECASE):
                yield Hit(found.start(), found.end(), frozenset(keys))


def _plain_bend(name: str, letters: str) -> bool:
    """Short names bend letter by letter: Ян, Яна, Яном."""
    base = name.rstrip("aeiouy") or name
    return len(stem(name)) < SHORT and bool(
        re.fullmatch(rf"{re.escape(base)}(?:[aeiouy]{{1,2}}|[aeiouy]m|ov[iy]|ev[iy])", letters)
    )


def _two_words(run: tuple[Word, ...]) -> bool:
    """Whether what was joined reads as words of their own: "in a", "the n"."""
    return all(is_common(word.letters) for word in run)


def _in(at: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in ranges)


def _ranges(
    words: tuple[Word, ...], text: str, names: list[tuple[str, ...]]
) -> list[tuple[int, int]]:
    """Where the full names of public persons and bodies stand."""
    first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for parts in names:
        first[parts[0]].append(parts)
    found = []
    for at, word in enumerate(words):
        for parts in first.get(word.letters, ()):
            run = words[at : at + len(parts)]
            if (
                tuple(w.letters for w in run) == parts
                and "\n\n" not in text[word.start : run[-1].end]
            ):
                found.append((word.start, run[-1].end))
    return found


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
