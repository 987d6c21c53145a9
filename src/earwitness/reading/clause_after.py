"""Words after a cue, in one of the shapes that it takes: clause, quotation, "to" and a verb."""

from __future__ import annotations

from collections.abc import Sequence

from .clause import Clause
from .grammar import grammar, is_time
from .phrase_words import Range
from .phrases_after import phrase_after
from .words import Token, classes_of

_CLAUSE_REACH = 22


_HEARSAY_REACH = 7


_TOLLS = frozenset({"toll", "number", "figure", "count", "total", "dead", "losses", "tally"})
_THINGS = frozenset(
    {"call", "calls", "recording", "recordings", "video", "audio", "footage", "intercept"}
)


def take_after(tokens: Sequence[Token], clause: Clause, high: int) -> None:
    """The words after the cue, in a shape that the cue takes."""
    frames = clause.cue.frames
    at = clause.right
    if at >= high:
        return
    at = _over_adverbials(tokens, at, high)
    if frames & {"obj", "objto"} and at < high:
        at = _take_addressee(tokens, clause, at, high)
    elif at + 1 < high and tokens[at].lower == "to":
        at = _over_listener(tokens, clause, at, high)
    if at >= high:
        return
    start = _content_start(tokens, clause, at, high)
    if start is not None and start < high:
        stop = _content_stop(tokens, start, high)
        clause.content = [(start, stop)]


def _over_adverbials(tokens: Sequence[Token], at: int, high: int) -> int:
    """Past "on Friday", "in a statement", "during a visit", where "that" or a mark follows."""
    first = tokens[at]
    if first.lower == ":":
        return at + 1
    if first.quote is not None or first.lower in ("to", "about", "of"):
        return at
    if is_time(first.text) or classes_of(first.lower)[0] in "IRG" or first.lower == ",":
        for i in range(at, min(high, at + 14)):
            if tokens[i].lower in ("that", ":") or (tokens[i].quote is not None and i > at):
                return i + (tokens[i].lower == ":")
        while at < high and (is_time(tokens[at].text) or tokens[at].lower.endswith("ly")):
            at += 1
    return at


def _over_listener(tokens: Sequence[Token], clause: Clause, at: int, high: int) -> int:
    """ "complained to his mother about …", "explained to reporters that …"."""
    person = phrase_after(tokens, at + 1, high)
    if person is None or person[1] >= high:
        return at
    follows = tokens[person[1]]
    opens = {"that", "about", "of", "on", ":", ","} | grammar().question_words
    if follows.quote is not None or follows.lower in opens:
        clause.addressee = person
        return person[1]
    return at


def told_after(tokens: Sequence[Token], clause: Clause, high: int) -> Range | None:
    """`"…?" she asked her son.`: whom the cue names after itself."""
    if not clause.cue.frames & {"obj", "objto"} or clause.right >= high:
        return None
    person = phrase_after(tokens, clause.right, high)
    if person is None or any(s < person[1] and person[0] < e for s, e in clause.content):
        return None
    return person


def _take_addressee(tokens: Sequence[Token], clause: Clause, at: int, high: int) -> int:
    person = phrase_after(tokens, at, high)
    if person is None:
        return at
    follows = tokens[person[1]] if person[1] < high else None
    pronoun = tokens[at].lower in grammar().object_pronouns and tokens[at].lower != "it"
    opens = (
        follows is None
        or follows.quote is not None
        or follows.lower
        in (
            {"that", "to", ":", ",", "about", "of", "on", "in", "not", "how", "."}
            | grammar().question_words
        )
    )
    starts = follows is not None and (
        classes_of(follows.lower)[0] in "DO"
        or follows.lower in grammar().subject_pronouns
        or follows.text[:1].isupper()
        or is_time(follows.text)
    )
    if pronoun or opens or starts:
        clause.addressee = person
        after = person[1]
        return _over_adverbials(tokens, after, high) if after < high else after
    return at


def _content_start(  # noqa: C901, PLR0912 - one line for each shape of content
    tokens: Sequence[Token], clause: Clause, at: int, high: int
) -> int | None:
    frames, word = clause.cue.frames, tokens[at]
    if word.lower == "," and at + 1 < high and tokens[at + 1].quote is not None:
        at, word = at + 1, tokens[at + 1]
    if word.quote is not None:
        return at if "quote" in frames or "clause" in frames or "np" in frames else None
    if word.lower == "that":
        fits = frames & {"clause", "that", "quote", "np", "obj", "objto"}
        return at + 1 if fits and high - at > 2 else None
    if word.lower in grammar().question_words:
        return at if "wh" in frames and high - at > 2 else None
    if word.lower == "to":
        if frames & {"to", "objto"}:
            return at + 1
        return at + 1 if _quote_within(tokens, at, high, 3) and "quote" in frames else None
    if (
        word.lower == "not"
        and at + 1 < high
        and tokens[at + 1].lower == "to"
        and frames & {"to", "objto"}
    ):
        return at
    if word.lower in ("about", "of", "for", "on", "as", "with", "against") and word.lower in frames:
        return None if word.lower == "as" and tokens[high - 1].lower in _THINGS else at + 1
    quote = _quote_within(tokens, at, high, 4)
    if quote and "quote" in frames and not clause.cue.weak:
        return at
    if clause.cue.hearsay and any(t.lower in _THINGS for t in tokens[at : at + 4]):
        return None
    reach = _HEARSAY_REACH if clause.cue.weak else _CLAUSE_REACH
    if (
        "clause" in frames
        and (not clause.cue.weak or clause.cue.hearsay)
        and _is_clause(tokens, at, high, reach)
    ):
        return at
    if "toll" in frames:
        toll = any(t.lower in _TOLLS for t in tokens[at : at + 3])
        return clause.end - 1 if toll else None
    if "ing" in frames and classes_of(word.lower)[0] == "G":
        return at
    if "np" in frames and phrase_after(tokens, at, high) is not None:
        return None if tokens[high - 1].lower in _THINGS else at
    if "for_np" in frames and quote:
        return at
    return None


def _quote_within(tokens: Sequence[Token], at: int, high: int, reach: int) -> bool:
    return any(t.quote is not None for t in tokens[at : min(high, at + reach)])


def _is_clause(tokens: Sequence[Token], at: int, high: int, reach: int) -> bool:
    """A subject and, soon after, a verb."""
    first = tokens[at]
    if reach == _HEARSAY_REACH:
        high = next((i for i in range(at, high) if tokens[i].lower == ","), high)
    if classes_of(first.lower)[0] in "I" and first.lower not in grammar().subject_pronouns:
        return any(t.lower == "," for t in tokens[at:high]) and _has_verb(tokens, at, high, 25)
    return _has_verb(tokens, at + 1, high, reach)


def _has_verb(tokens: Sequence[Token], at: int, high: int, reach: int) -> bool:
    for token in tokens[at : min(high, at + reach)]:
        if token.quote is not None:
            return True  # the rest of the clause is quoted, its verb with it
        verb = token.lower in grammar().auxiliaries or "V" in classes_of(token.lower)
        if verb and token.lower not in ("not", "never"):
            return True
    return False


def _content_stop(tokens: Sequence[Token], start: int, high: int) -> int:
    """A whole quoted sentence ends the content; what the reporter adds after it is his own."""
    token = tokens[start]
    if token.quote is not None and token.text.rstrip("”\"'’»“").rstrip()[-1:] in (
        ",",
        ".",
        "!",
        "?",
    ):
        nearby = start + 1
        if nearby >= high or tokens[nearby].lower not in ("and", "or", "but"):
            return start + 1
        if nearby + 1 < high and (
            tokens[nearby + 1].quote is not None or tokens[nearby + 1].lower == "that"
        ):
            return high
        return start + 1
    return high
