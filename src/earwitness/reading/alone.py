"""What the rules may say alone where a trained model is silent, and where it should look again.

The model learnt from running news prose. It passes over headlines in the style of telegrams, notes
of one line, dialogue without cues; the rules take plural nouns for verbs ("swing states"). So a
rule is heard alone only where its cue cannot be a noun and its content is a clause.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .cues import Cue, cue_nouns, cue_table
from .tagger import RawAttribution

WORD = re.compile(r"\w+(?:[’']\w+)?")
SHORT = 3  # words; fewer are a phrase, not a clause
QUOTED = 5  # words that a quotation has at least, if nobody is said to speak
# After such a word stands when or where something was said, not what.
PLACES = frozenset("on at in when as after before during while for from with to of by".split())
LONE = ("quote-before", "colon", "told after")
UNCUED = ("turn", "same speaker", "unclaimed")
UNNAMED = frozenset("who which that it this".split())
MARKS = "\"“„«‘'"
MODALS = frozenset("must could can should may might without to".split())
BE = frozenset("am is are was were be been being".split())
LOOK = 14  # code points that hold a clause with a cue


def stands_alone(raw: RawAttribution, text: str) -> bool:
    """Whether an attribution that only the rules see is kept."""
    rule = raw.origin.rpartition("#")[2]
    words = [w for span in raw.content for w in WORD.findall(span.of(text))]
    if rule in LONE:
        return True
    if rule in UNCUED:
        return raw.source is not None and len(words) >= QUOTED
    if len(words) < SHORT or words[0].lower() in PLACES:
        return False
    source = raw.source.of(text).lower() if raw.source else ""
    return source not in UNNAMED and any(_plain(c.of(text)) for c in raw.cue)


def _plain(cue: str) -> bool:
    """A verb of saying in a form that is no noun: "said", "told", "put the number at"."""
    if " " in cue:
        return True
    readings = cue_table().get(cue.lower(), ())
    return any(_is_saying(c) for c in readings)


def _is_saying(cue: Cue) -> bool:
    surely = cue.form == "past" or cue.lemma in ("say", "tell")
    return surely and not cue.weak and not cue.act and cue.type == "assertion"


def is_hearsay(cue: str) -> bool:
    """ "had been told", "heard": the one beside the cue is who got it, not who gave it."""
    words = cue.lower().split()
    if not words:
        return False
    if any(c.hearsay for c in cue_table().get(words[-1], ())):
        return True
    return not BE.isdisjoint(words[:-1]) and _is_given(words[-1])


@lru_cache(maxsize=1 << 16)
def _is_given(word: str) -> bool:
    """A participle of a verb whose object is who is spoken to: told, assured, ordered."""
    return any(
        c.form in ("past", "participle") and {"obj", "objto"} & c.frames
        for c in cue_table().get(word, ())
    )


def told_in_passing(raw: RawAttribution, text: str) -> bool:
    """Whether a cue of the rules' inside a quotation tells of somebody's saying."""
    if raw.hearsay or any(s.of(text)[:1] in MARKS for s in raw.content):
        return True
    readings = (c for k in raw.cue for c in cue_table().get(k.of(text).lower(), ()))
    return not only_could_say(raw, text) and any(c.type == "assertion" for c in readings)


def only_could_say(raw: RawAttribution, text: str) -> bool:
    """ "I must say", "it goes without saying": nobody is reported to have said it."""
    if not raw.cue:
        return False
    cue = raw.cue[0]
    before = WORD.findall(text[max(0, cue.start - LOOK) : cue.start])[-1:]
    words = [w.lower() for w in (*before, *WORD.findall(cue.of(text)))]
    return "used" not in words and not MODALS.isdisjoint(words[:-1])


@cache
def _telling() -> frozenset[str]:
    """Words of which one stands in every statement inside a statement."""
    verbs = {form.split()[0] for form in cue_table()}
    return frozenset(verbs | cue_nouns() | {"according"})


def worth_looking_into(words: str) -> bool:
    """Whether words may hold what somebody else said: a cue word with something behind it."""
    return len(words) > LOOK and any(w.lower() in _telling() for w in WORD.findall(words))
