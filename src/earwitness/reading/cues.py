"""The words that bring speech and thought onto the page, from `data/cues.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from earwitness.model import StatementType

_VOWELS = "aeiou"
_DOUBLED = frozenset(
    {
        "rebut",
        "forget",
        "swear",
        "chat",
        "quip",
        "dub",
        "slam",
        "brag",
        "snap",
        "plan",
        "sob",
        "beg",
    }
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word's meaning: its type, the shapes of content that it takes, and its verb form.

    `form` is base, third, past, participle or ing ("" for phrases). A weak cue counts only with
    "that", a question word or a quotation. Hearsay cues (heard, learnt) have their source unsaid.
    An act (refused to) is as much a deed as a word.
    """

    lemma: str
    form: str
    type: StatementType
    frames: frozenset[str]
    weak: bool = False
    hearsay: bool = False
    act: bool = False


@cache
def cue_table() -> dict[str, tuple[Cue, ...]]:
    """Lower-cased word or two-word phrase → its readings, in the order of the data file."""
    table: dict[str, list[Cue]] = {}
    for group in _data()["group"]:
        for entry in group["verbs"]:
            _enter(table, entry, group)
    for phrase in _data()["phrase"]:
        for form in phrase["forms"]:
            table.setdefault(form, []).append(_cue(form, "", phrase))
    return {form: _merged(tuple(cues)) for form, cues in table.items()}


@cache
def cue_nouns() -> frozenset[str]:
    """Nouns that hold a claim: estimate, allegation, warning."""
    return frozenset(_data()["nouns"]["claims"])


@cache
def speech_words() -> frozenset[str]:
    """Every single-word verb form that can stand beside a quotation."""
    return frozenset(
        form
        for form, cues in cue_table().items()
        if " " not in form and any("quote" in cue.frames for cue in cues)
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data/cues.toml").read_text("utf-8"))


def _enter(table: dict[str, list[Cue]], entry: str, group: dict[str, Any]) -> None:
    forms = _forms(entry)
    for name, form in zip(("base", "third", "past", "participle", "ing"), forms, strict=True):
        table.setdefault(form, []).append(_cue(forms[0], name, group))


def _cue(lemma: str, form: str, group: dict[str, Any]) -> Cue:
    weak, hearsay = bool(group.get("weak")), bool(group.get("hearsay"))
    act = bool(group.get("act"))
    return Cue(lemma, form, group["type"], frozenset(group["frames"]), weak, hearsay, act)


def _merged(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The same word in the same type, entered twice: one reading with the frames of both."""
    kept: dict[tuple[str, str], Cue] = {}
    for cue in cues:
        key = (cue.lemma, cue.type)
        other = kept.get(key)
        if other is None or (other.form == "past" and cue.form == "participle"):
            kept[key] = cue if other is None else other
            continue
        kept[key] = Cue(
            cue.lemma,
            other.form,
            cue.type,
            other.frames | cue.frames,
            other.weak and cue.weak,
            other.hearsay or cue.hearsay,
            other.act and cue.act,
        )
    return tuple(kept.values())


def _forms(entry: str) -> list[str]:
    """Base, third person, past, participle and -ing form; particles follow each."""
    words = entry.split()
    if len(words) >= 5:
        size = len(words) // 5
        return [" ".join(words[i : i + size]) for i in range(0, len(words), size)]
    verb, tail = words[0], " ".join(["", *words[1:]])
    return [form + tail for form in _regular(verb)]


def _regular(verb: str) -> tuple[str, str, str, str, str]:
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    if verb.endswith("e"):
        return verb, third, verb + "d", verb + "d", verb[:-1] + "ing"
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    return verb, third, stem + "ed", stem + "ed", stem + "ing"
