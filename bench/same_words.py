"""The same words among very many quotations: recall and precision, CPU time, peak memory.

    python bench/same_words.py [NUMBER]        (a million where none is given)

Quotations of 5 to 40 words are drawn from a made-up vocabulary whose words are as unevenly common
as those of English (Zipf), with common phrases among them. One in twenty is an altered copy of an
earlier one: trimmed, censored, with a word dropped, put in or exchanged, a number changed, a "not"
lost, punctuation and case changed. Found is a pair that the program finds and says to be the same
words; right is a pair of a copy and its original, or of two copies of one.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate

from earwitness.tracing.alignment import compare, version
from earwitness.tracing.same_words import alike, candidates
from earwitness.tracing.words import tokens

_SEED, _VOCABULARY, _COPIES, _BLOCK = 20, 30_000, 20, 10_000
_SYLLABLES = "ka lo mi ter san ve ro ni da bel ing or ast un del ra tho wen il ge pra sto".split()
_NUMBERS = "two three seven twelve 40 110 1,400 2019".split()


class Made:
    """Quotations and whose copy each is."""

    def __init__(self, number: int) -> None:
        self.draw = random.Random(_SEED)  # noqa: S311 - no secrets, the same every time
        self.vocabulary = self._words()
        self.weights = list(accumulate(1 / (n + 2.7) for n in range(_VOCABULARY)))
        self.phrases = [self._some(self.draw.randint(3, 5)) for _ in range(300)]
        self.texts: list[str] = []
        self.original: dict[int, int] = {}
        self.how: dict[int, str] = {}
        while len(self.texts) < number:
            self._block(min(_BLOCK, number - len(self.texts)))

    def _words(self) -> list[str]:
        known: dict[str, None] = {}
        while len(known) < _VOCABULARY:
            known["".join(self.draw.choices(_SYLLABLES, k=self.draw.randint(1, 5)))] = None
        return list(known)

    def _some(self, number: int) -> list[str]:
        return self.draw.choices(self.vocabulary, cum_weights=self.weights, k=number)

    def _block(self, size: int) -> None:
        for _ in range(size):
            at = len(self.texts)
            if at > _COPIES and at % _COPIES == 0:
                self._copy(at)
            else:
                self.texts.append(" ".join(self._fresh()))

    def _fresh(self) -> list[str]:
        words = self._some(self.draw.randint(5, 40))
        if self.draw.random() < 0.3:
            at = self.draw.randrange(len(words))
            words[at:at] = self.draw.choice(self.phrases)
        for extra, share in ((self.draw.choice(_NUMBERS), 0.2), ("not", 0.2)):
            if self.draw.random() < share:
                words.insert(self.draw.randrange(1, len(words)), extra)
        return words

    def _copy(self, at: int) -> None:
        of = self.draw.randrange(at)
        how = self.draw.choice(sorted(_CHANGES))
        words = _CHANGES[how](self, self.texts[of].split())
        self.texts.append(" ".join(words))
        self.original[at], self.how[at] = self.original.get(of, of), how

    # -- what becomes of a quotation on its way

    def trimmed(self, words: list[str]) -> list[str]:
        """The beginning or the end is left out."""
        kept = max(5, int(len(words) * self.draw.uniform(0.5, 0.9)))
        return words[:kept] if self.draw.random() < 0.5 else words[-kept:]

    def censored(self, words: list[str]) -> list[str]:
        """A word is given with asterisks."""
        at = self.draw.randrange(len(words))
        return [*words[:at], words[at][0] + "***", *words[at + 1 :]]

    def punctuated(self, words: list[str]) -> list[str]:
        """Commas, dots and capitals."""
        return [w.title() if n % 7 == 0 else w + "," * (n % 5 == 4) for n, w in enumerate(words)]

    def exchanged(self, words: list[str]) -> list[str]:
        """Another word stands for one."""
        at = self.draw.randrange(len(words))
        return [*words[:at], *self._some(1), *words[at + 1 :]]

    def dropped(self, words: list[str]) -> list[str]:
        """A word is lost; of those that have one, the "not"."""
        at = words.index("not") if "not" in words else self.draw.randrange(len(words))
        return words[:at] + words[at + 1 :]

    def renumbered(self, words: list[str]) -> list[str]:
        """A number is changed, or put in."""
        at = next((n for n, w in enumerate(words) if w in _NUMBERS), 1)
        return [*words[:at], self.draw.choice(_NUMBERS), *words[at + (words[at] in _NUMBERS) :]]


_CHANGES = {
    "trimmed": Made.trimmed,
    "censored": Made.censored,
    "re-punctuated": Made.punctuated,
    "a word exchanged": Made.exchanged,
    "a word dropped": Made.dropped,
    "a number changed": Made.renumbered,
}


class Words(Sequence[list[str]]):
    """The words of each text, made when asked for, so that memory holds the texts alone."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts

    def __getitem__(self, at: int) -> list[str]:  # type: ignore[override]
        return tokens(self.texts[at])

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[list[str]]:
        return (tokens(text) for text in self.texts)


def found(texts: Sequence[str]) -> tuple[set[tuple[int, int]], int]:
    """The pairs that are the same words, and how many candidates were looked at."""
    words, looked, same = Words(texts), 0, set()
    for one, other in candidates(words):
        looked += 1
        if alike(words[one], words[other]) and compare(version(texts[one]), version(texts[other])):
            same.add((one, other))
    return same, looked


def main() -> None:
    """Print the table."""
    number = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 1_000_000
    made = Made(number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    same, looked = found(made.texts)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    root = {**{n: n for n in range(number)}, **made.original}
    right = {p for p in same if root[p[0]] == root[p[1]]}
    tied = {n for p in right for n in p}
    recall = sum(n in tied for n in made.original) / max(1, len(made.original))
    print(f"{number:,} quotations, {len(made.original):,} altered copies of earlier ones")
    print(f"  copies found   {recall:.4f}")
    print(
        f"  pairs right    {len(right) / max(1, len(same)):.4f}  ({len(same):,} pairs said to be)"
    )
    print(f"  candidates     {looked:,}")
    print(
        f"  CPU time       {seconds:.0f} s, {number / seconds:,.0f} quotations a second, one core"
    )
    print(f"  peak memory    {peak:,.0f} MB, of it {before:,.0f} MB for the texts and their making")
    for how in sorted(_CHANGES):
        these = [n for n, h in made.how.items() if h == how]
        print(f"    {how:18} {sum(n in tied for n in these) / max(1, len(these)):.4f}")


if __name__ == "__main__":
    main()
