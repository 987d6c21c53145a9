"""W3C Web Annotations as offers: pages and collections of them, and what this program wrote."""

from __future__ import annotations

import re
from typing import Any, cast

from earwitness.model import Form, StatementType

from .loading import Thing, listed, offset, text_of, texts_of
from .offers import Offer, Unread, Words

_KIND = re.compile(r"(direct|indirect|mixed) (assertion|belief|eventuality)")
_GRADE = re.compile(r"grade ([A-F1-6])")
_VERDICTS = ("accept", "reject")
_FEW = 50
"""So many targets and bodies of one annotation are looked at."""


def annotations_in(value: Any) -> list[Any] | None:
    """The annotations of a page, a collection or a list; None where it is none of these."""
    if isinstance(value, list):
        good = value and all(isinstance(one, dict) and _one(one) for one in value)
        return [_plain(one) for one in value] if good else None
    if not isinstance(value, dict):
        return None
    if _one(value):
        return [_plain(value)]
    if isinstance(value.get("rows"), list):  # what Hypothesis answers to a search
        return annotations_in(value["rows"])
    if isinstance(value.get("@graph"), list):
        found = [one for one in value["@graph"] if isinstance(one, dict) and _one(one)]
        return [_plain(one) for one in found] or None
    if _is(value, "AnnotationPage"):
        return listed(value.get("items"))
    first = value.get("first")
    if _is(value, "AnnotationCollection") and isinstance(first, dict):
        return listed(first.get("items"))
    return None


def _is(thing: Thing, kind: str) -> bool:
    return kind in {
        t.removeprefix("oa:") for t in texts_of(thing.get("type") or thing.get("@type"))
    }


def _one(thing: Thing) -> bool:
    """Whether it is an annotation, of the standard's form or of Hypothesis's own."""
    return _is(thing, "Annotation") or _of_hypothesis(thing)


def _of_hypothesis(thing: Thing) -> bool:
    return isinstance(thing.get("target"), list) and {"uri", "user", "text"} <= thing.keys()


def _plain(thing: Thing) -> Thing:
    """An annotation of Hypothesis in the standard's form; any other as it is."""
    if _is(thing, "Annotation") or not _of_hypothesis(thing):
        return thing
    tags = [{"value": t, "purpose": "tagging"} for t in texts_of(thing.get("tags"))]
    said = {"value": text_of(thing["text"]), "purpose": "commenting"}
    targets = [
        {"source": thing["uri"]} | one if isinstance(one, dict) else one
        for one in thing["target"][:_FEW]
    ]
    return {
        "id": thing.get("id"),
        "type": "Annotation",
        "creator": text_of(thing["user"]).removeprefix("acct:"),
        "created": thing.get("created"),
        "body": [said, *tags],
        "target": targets,
    }


def offer_of(item: Thing, number: int) -> Offer | Unread:
    """What an annotation offers."""
    name = text_of(item.get("id")) or text_of(item.get("@id")) or f"annotation {number}"
    words = [_words(target) for target in listed(item.get("target"))[:_FEW]]
    placed = [w for w in words if isinstance(w, Words)]
    if not placed or len(placed) < len(words):
        why = next((w for w in words if isinstance(w, str)), "it has no target")
        return Unread(name, why)
    return _offer(name, item, tuple(placed))


def _offer(name: str, item: Thing, words: tuple[Words, ...]) -> Offer | Unread:
    bodies = [_body(one) for one in (*_bodies(item), *listed(item.get("bodyValue")))[:_FEW]]
    says = [(purpose, value) for purpose, value in bodies if value]
    by, time = _creator(item.get("creator")), text_of(item.get("created"))[:40]
    said = [value for _, value in says]
    comment = "\n".join(v for p, v in says if p not in ("classifying", "identifying", "editing"))
    kind = next((k for v in said if (k := _KIND.fullmatch(v))), None)
    if kind:
        speaker = next((v for p, v in says if p == "identifying"), "")
        return Offer(
            name, "statement", words, form=cast(Form, kind[1]), speaker=speaker,
            type=cast(StatementType, kind[2]), text=comment, by=by, time=time,
        )  # fmt: skip
    grade = next((g for p, v in says if p == "assessing" and (g := _GRADE.fullmatch(v))), None)
    if grade:
        return Offer(name, "grade", words, grade=grade[1], text=_rest(says, grade[0]),
                     by=by, time=time)  # fmt: skip
    verdict = next((v for p, v in says if p == "assessing" and v in _VERDICTS), None)
    if verdict in _VERDICTS:
        what = cast(Any, verdict)
        return Offer(name, what, words, text=_rest(says, str(verdict)), by=by, time=time)
    whole = "\n".join(v if p != "tagging" else f"#{v}" for p, v in says)
    if not whole:
        return Unread(name, "it says nothing that can be read")
    return Offer(name, "note", words, text=whole, by=by, time=time)


def _rest(says: list[tuple[str, str]], word: str) -> str:
    return "\n".join(value for _, value in says if value != word)


def _bodies(item: Thing) -> list[Any]:
    return [
        inner
        for body in listed(item.get("body"))
        for inner in (
            listed(body.get("items")) if isinstance(body, dict) and "items" in body else [body]
        )
    ]


def _body(body: Any) -> tuple[str, str]:
    """Purpose and words of a body. The address of a page that is a body is its words."""
    if isinstance(body, str):
        return "", text_of(body).strip()
    if not isinstance(body, dict):
        return "", ""
    value = text_of(body.get("value")) or text_of(body.get("source")) or text_of(body.get("id"))
    return next(iter(texts_of(body.get("purpose"))), ""), value.strip()


def _creator(value: Any) -> str:
    names = [
        text_of(one.get("name")) or text_of(one.get("nickname")) or text_of(one.get("id"))
        if isinstance(one, dict)
        else text_of(one)
        for one in listed(value)[:_FEW]
    ]
    return ", ".join(filter(None, names))[:200]


def _words(target: Any) -> Words | str:
    """The words of a target, or why there are none."""
    if not isinstance(target, dict):
        return "it is on a whole page, not on words of it"
    sources = tuple(
        name
        for key in ("source", "scope", "id", "canonical")
        for name in _named(target.get(key))
    )  # fmt: skip
    selectors = [s for one in listed(target.get("selector"))[:_FEW] for s in _refined(one)]
    quote = next((s for s in selectors if _is(s, "TextQuoteSelector")), None)
    at = next((s for s in selectors if _is(s, "TextPositionSelector")), None)
    if quote is None:
        alone = "it gives a position alone, and no words to hold it against"
        return alone if at else "it has no selector of words (TextQuoteSelector)"
    where = at or {}
    return Words(
        sources, text_of(quote.get("exact")), _around(quote.get("prefix")),
        _around(quote.get("suffix")), offset(where.get("start")), offset(where.get("end")),
    )  # fmt: skip


def _named(value: Any) -> list[str]:
    found = []
    for one in listed(value)[:_FEW]:
        inner = [one.get("id"), one.get("@id")] if isinstance(one, dict) else [one]
        found += [text for i in inner if (text := text_of(i))]
    return list(dict.fromkeys([*found, *(name.partition("#")[0] or name for name in found)]))


def _refined(selector: Any) -> list[Thing]:
    """A selector, those that refine it, and those among which it leaves the choice."""
    found: list[Thing] = []
    waiting = [selector]
    while waiting and len(found) < _FEW:
        one = waiting.pop(0)
        if isinstance(one, dict):
            found.append(one)
            waiting += listed(one.get("refinedBy"))[:_FEW] + listed(one.get("items"))[:_FEW]
    return found


def _around(value: Any) -> str | None:
    return text_of(value) if isinstance(value, str) else None
