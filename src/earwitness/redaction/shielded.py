"""Sources whom a report shields: by what stands beside a name, or by a note on all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from earwitness.model import Actor

from .words import table


def is_shielded(actor: Actor, texts: Mapping[str, str]) -> bool:
    """Whether the sentence of a mention says that the name is not to be known."""
    phrases = table("shielded")["phrases"]
    for mention in actor.mentions:
        text = texts.get(mention.document, "")
        near = text[max(0, mention.span.start - 60) : mention.span.end + 180].lower()
        after = _with_next(re.split(r"[.!?][”\"’)]*\s|\n", near[min(60, mention.span.start) :]))
        before = re.split(r"[.!?]\s|\n", near[: min(60, mention.span.start)])[-1]
        if any(phrase in before + after for phrase in phrases):
            return True
    return False


def _with_next(sentences: list[str]) -> str:
    """The sentence, with the next one where that speaks of the name: Her name has been changed."""
    told = len(sentences) > 1 and re.match(r"(?:\w+\s+){1,3}?(?:name|identity)\b", sentences[1])
    return " ".join(sentences[:2] if told else sentences[:1])


_CHANGED = re.compile(
    r"\b(?:names|identities)\b[^.\n]{0,80}\b(?:have\s+been|were|are\s+being|are)\s+"
    r"(?:changed|altered|withheld|protected)\b",
    re.IGNORECASE,
)


def names_changed(actor: Actor, texts: Mapping[str, str]) -> bool:
    """Whether a report that names the actor says that it changed or withheld the names in it."""
    return any(_CHANGED.search(texts.get(m.document, "")) for m in actor.mentions)
