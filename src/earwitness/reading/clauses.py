"""One sentence's attributions: which cue reports which words, and whose they are.

The sentence comes as tokens in which each quotation is one token, so that a clause rule need not
care what is said inside. Each cue is looked at for words before it (a quotation, a clause closed by
a comma), after it (a clause, a quotation, "to" and a verb …), or on both sides ("The road, she
said, was mined").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .cues import Cue, cue_nouns, cue_table
from .grammar import grammar, is_time
from .phrases import (
    Range,
    clause_subject,
    is_adverbial,
    is_name,
    phrase_after,
    phrase_before,
)
from .words import Token, classes_of

DOCUMENT_NOUNS = frozenset(
    "statement letter email post tweet message report note text video memo filing lawsuit document"
    " release article editorial sign poll survey study caption".split()
)

Ranges = list[Range]


@dataclass(slots=True)
class Clause:
    """A cue found in a sentence, with token ranges for all that belongs to it."""

    start: int
    end: int
    cue: Cue
    source: Range | None = None
    inverted: bool = False
    content: Ranges = field(default_factory=list)
    addressee: Range | None = None
    control: bool = False
    rule: str = ""
    via: Range | None = None
    parent: Clause | None = None

    @property
    def left(self) -> int:
        """The first token of cue and source."""
        return min(self.start, self.source[0]) if self.source and not self.inverted else self.start

    @property
    def right(self) -> int:
        """One past the last token of cue and source."""
        return max(self.end, self.source[1]) if self.source and self.inverted else self.end


def clauses_of(tokens: Sequence[Token], *, quoted: bool = False) -> list[Clause]:
    """All attributions of a sentence, outer ones before those inside their content.

    `quoted` says that the sentence stands inside a quotation, where a speaker's own "I think" and
    "you know" report nobody else.
    """
    found = [*_verbs(tokens), *_according(tokens)]
    found.sort(key=lambda c: (c.start, c.end))
    for i, clause in enumerate(found):
        _fill(tokens, clause, found, i)
    _attach_via(found)
    kept = [c for c in found if c.content and c.rule != "via" and not (quoted and _own(tokens, c))]
    _nest(tokens, kept)
    return [c for c in kept if c.content]


# -- cues ------------------------------------------------------------------------------------


_NO_ANSWER = frozenset({"comment", "respond", "answer", "elaborate", "discuss", "speculate"})


def _verbs(tokens: Sequence[Token]) -> Iterator[Clause]:
    table = cue_table()
    skip = -1
    for i, token in enumerate(tokens):
        if i <= skip or token.quote is not None:
            continue
        pair = f"{token.lower} {tokens[i + 1].lower}" if i + 1 < len(tokens) else ""
        cues, end = (table[pair], i + 2) if pair in table else (table.get(token.lower), i + 1)
        if not cues or (i and token.text[:1].isupper()) or _hides_name(tokens, end):
            continue
        clause = _verb(tokens, i, end, cues)
        if clause is not None:
            skip = end - 1
            yield clause


def _hides_name(tokens: Sequence[Token], end: int) -> bool:
    """ "asked not to be named", "spoke on condition of anonymity": says how, not what."""
    words = [t.lower for t in tokens[end : end + 5]]
    if words[:1] == ["to"] and words[1:2] and words[1] in _NO_ANSWER:
        return True
    named = {"named", "identified", "quoted", "published", "photographed"} & set(words)
    return words[:3] == ["not", "to", "be"] or ("be" in words and bool(named)) or "anonymity" in words


def _verb(tokens: Sequence[Token], i: int, end: int, cues: tuple[Cue, ...]) -> Clause | None:
    """A cue verb that really is one here, with its source where the sentence names it."""
    first = cues[0]
    if _is_noun(tokens, i, first):
        return None
    voice = _voice(tokens, i, first)
    if voice == "passive":
        return _passive(tokens, i, end, cues)
    if voice == "none" or _unsaid(tokens, i, end):
        return None
    clause = Clause(i, end, _reading(tokens, end, cues))
    if voice == "control":
        clause.control = True
        return clause
    clause.source = _left_source(tokens, i)
    if clause.source is None or _after_quote(tokens, i):
        inverted = _inverted_source(tokens, i, end) if first.form in ("past", "third") else None
        if inverted is not None:
            clause.source, clause.inverted = inverted, True
    if clause.source is None and first.form == "base":
        return None
    if clause.source is None and _shares_subject(tokens, i):
        clause.control = True
    elif clause.source is None:
        return None
    return clause if _sane(tokens, clause) else None


def _unsaid(tokens: Sequence[Token], i: int, end: int) -> bool:
    """ "did not say how", "would not respond": nothing is reported."""
    negated = any(w == "not" or w.endswith(("n't", "never")) for w in _verb_group(tokens, i))
    after = tokens[end].lower if end < len(tokens) else "."
    return negated and (after in grammar().question_words or after in (".", "to", ",", "when"))


def _is_noun(tokens: Sequence[Token], i: int, cue: Cue) -> bool:
    """ "the claims", "their report": the word is a noun here."""
    if i == 0:
        return cue.form in ("base", "third", "ing") and cue.form != "ing"
    before = tokens[i - 1]
    if before.quote is not None:
        return False
    if before.lower in ("'s", "the", "a", "an", "his", "its", "their", "of", "no", "any"):
        return cue.form != "participle" and not (before.lower == "'s" and cue.form == "ing")
    if cue.form in ("base", "third"):
        kinds = classes_of(before.lower)
        own = classes_of(tokens[i].lower)
        return (kinds[0] in "DJI" and before.lower not in grammar().subject_pronouns) or (
            own[0] == "N" and kinds == "J"
        )
    return (
        cue.form == "past"
        and classes_of(before.lower)[0] == "D"
        and before.lower not in (grammar().subject_pronouns)
    )


def _voice(tokens: Sequence[Token], i: int, cue: Cue) -> str:
    """active | passive | control (no subject of its own) | none (not used as a cue)."""
    g = grammar()
    words = _verb_group(tokens, i)
    if cue.form == "ing":
        return _ing_voice(tokens, i, words)
    if "to" in words:
        return "none" if not _reported_infinitive(tokens, i) else "control"
    if cue.form in ("past", "participle"):
        if any(w in g.be for w in words) and not any(w in ("'s", "'d") for w in words[:1]):
            return "passive"
        if i + 1 < len(tokens) and tokens[i + 1].lower == "by":
            return "passive" if words else "none"
    if cue.form == "base" and words and words[0] in ("'s",):
        return "none"
    return "active"


def _verb_group(tokens: Sequence[Token], i: int) -> list[str]:
    """Auxiliaries and adverbs before the verb, and a "to", nearest last."""
    words: list[str] = []
    at = i - 1
    while at >= 0 and (is_adverbial(tokens[at]) or tokens[at].lower == "to"):
        words.append(tokens[at].lower)
        at -= 1
    return words[::-1]


def _ing_voice(tokens: Sequence[Token], i: int, words: list[str]) -> str:
    if any(w in grammar().be for w in words):
        return "active"
    if i and tokens[i - 1].lower in ("heard", "seen", "shown", "recorded", "filmed", "quoted"):
        return "active"
    if i == 0 or not tokens[i - 1].text[:1].isalnum() or tokens[i - 1].quote is not None:
        return "control"
    opener = tokens[i - 1].lower in ("by", "in", "while", "after", "before", "when", "without")
    return "control" if opener or _message(tokens[i - 1]) else "none"


def _message(token: Token) -> bool:
    """ "a statement saying", "a letter warning": the thing says it."""
    return token.lower in cue_nouns() or token.lower in DOCUMENT_NOUNS


def _reported_infinitive(tokens: Sequence[Token], i: int) -> bool:
    """ "went on to say", "continued to insist", "seemed to suggest"."""
    at = i - 1
    while at >= 0 and tokens[at].lower != "to":
        at -= 1
    return at > 0 and tokens[at - 1].lower in (
        "on", "continued", "continues", "appeared", "seemed", "appears", "seems", "quick", "began",
    )  # fmt: skip


def _passive(tokens: Sequence[Token], i: int, end: int, cues: tuple[Cue, ...]) -> Clause | None:
    """ "was told by X that …", "X was quoted as saying …" (the -ing form follows by itself)."""
    if end < len(tokens) and tokens[end].lower == "by":
        source = phrase_after(tokens, end + 1, len(tokens))
        if source is not None:
            clause = Clause(i, end, _reading(tokens, source[1], cues), source, inverted=True)
            clause.rule = "passive"
            return clause
    return None


def _reading(tokens: Sequence[Token], end: int, cues: tuple[Cue, ...]) -> Cue:
    """The reading of an ambiguous cue that fits what follows: "told him to" is an order."""
    if len(cues) == 1:
        return cues[0]
    after = [t.lower for t in tokens[end : end + 6]]
    orders = "to" in after and "that" not in after[: after.index("to")]
    for cue in cues:
        if (cue.type == "eventuality") == orders and ("objto" in cue.frames or not orders):
            return cue
    return cues[0]


def _left_source(tokens: Sequence[Token], i: int) -> Range | None:
    at = i
    while at > 0 and (
        is_adverbial(tokens[at - 1])
        or tokens[at - 1].lower
        in ("heard", "seen", "recorded", "quoted", "as", "to", "on", "went", "goes")
        and _in_verb_group(tokens, at - 1)
    ):
        at -= 1
    return phrase_before(tokens, at, 0)


def _in_verb_group(tokens: Sequence[Token], at: int) -> bool:
    """ "could be heard saying": the participle belongs to the verb, not to a noun."""
    return at > 0 and (is_adverbial(tokens[at - 1]) or tokens[at].lower in ("as", "to", "on"))


def _after_quote(tokens: Sequence[Token], i: int) -> bool:
    at = i - 1
    if at >= 0 and tokens[at].lower in (",", "—", "–", "-"):
        at -= 1
    return at >= 0 and tokens[at].quote is not None


def _inverted_source(tokens: Sequence[Token], i: int, end: int) -> Range | None:
    """`"…," said Smith`, `…, said the ministry`."""
    closed = _after_quote(tokens, i) or (i > 0 and tokens[i - 1].lower in (",", "—", "–", ":"))
    if not closed:
        return None
    return phrase_after(tokens, end, len(tokens))


def _shares_subject(tokens: Sequence[Token], i: int) -> bool:
    """ "… said A and added B": the verb leans on the subject before it."""
    at = i - 1
    while at >= 0 and is_adverbial(tokens[at]):
        at -= 1
    return at > 0 and tokens[at].lower in ("and", "but", "or", ",", "then")


def _sane(tokens: Sequence[Token], clause: Clause) -> bool:
    if clause.source is None:
        return True
    words = [t.text for t in tokens[clause.source[0] : clause.source[1]]]
    return not any("*" in w for w in words) and not all(w[:1].isdigit() for w in words)


def _according(tokens: Sequence[Token]) -> Iterator[Clause]:
    """ "according to X", with X up to a comma, a quotation or the sentence's end."""
    told = Cue("according to", "", "assertion", frozenset({"paren"}))
    for i in range(len(tokens) - 2):
        if tokens[i].lower == "according" and tokens[i + 1].lower == "to":
            end = i + 2
            while end < len(tokens) and not _phrase_ends(tokens, i + 2, end):
                end += 1
            if end > i + 2:
                yield Clause(i, i + 2, told, (i + 2, end), inverted=True, rule="according")


def _phrase_ends(tokens: Sequence[Token], start: int, at: int) -> bool:
    token = tokens[at]
    if token.quote is not None or token.lower in (",", ".", ";", ":", "—", "–", "?", "!"):
        return True
    if token.lower in ("and", "but") and at + 2 < len(tokens):
        return not is_name(tokens, at + 1) and classes_of(tokens[at + 1].lower)[0] in "OV"
    return token.lower in ("who", "which", "while", "as", "that", "but") and at > start


# -- content ---------------------------------------------------------------------------------


def _fill(tokens: Sequence[Token], clause: Clause, found: list[Clause], i: int) -> None:
    """Find the words that the cue reports."""
    low = _low(tokens, found[:i])
    high = _high(tokens, clause, found[i + 1 :])
    if clause.rule == "according":
        _fill_according(tokens, clause, low, high)
    elif not (
        _take_quote_before(tokens, clause, low, high)
        or _take_parenthesis(tokens, clause, low, high)
    ):
        _take_after(tokens, clause, high)
    if clause.control:
        clause.source = _controlled(tokens, clause, found)


def _low(tokens: Sequence[Token], earlier: list[Clause]) -> int:
    """Where the words before a cue may begin: after the earlier attribution beside it."""
    low = 0
    for other in earlier:
        ends = [other.right, *(r[1] for r in other.content)]
        if other.content:
            low = max(low, max(ends))
    return low


def _high(tokens: Sequence[Token], clause: Clause, later: list[Clause]) -> int:
    """Where the words after a cue must end: before a sibling cue, or at the sentence's end."""
    end = len(tokens)
    while end > clause.end and tokens[end - 1].lower in (".", "!", "?", "…"):
        end -= 1
    if clause.source is not None and tokens[clause.source[0]].lower in ("who", "which"):
        end = next((i for i in range(clause.end, end) if tokens[i].lower == ","), end)
    for other in later:
        left = other.left
        if left <= clause.right:
            continue
        before = tokens[left - 1]
        if before.lower in (",", ";", "—", "–") or (
            before.lower in ("and", "but") and _sibling(tokens, left)
        ):
            if other.control or other.rule == "according" or _trails(tokens, other):
                return min(end, _trim(tokens, clause.end, left))
            if before.lower in ("and", "but", ";"):
                return min(end, _trim(tokens, clause.end, left))
        elif (
            before.lower in ("as", "while", "when", "which", "whom", "after", "before") and left > 1
        ):
            if tokens[left - 2].lower in (",", "to") or clause.content:
                return min(end, _trim(tokens, clause.end, left - 1))
    return end


def _sibling(tokens: Sequence[Token], left: int) -> bool:
    """A second finite cue, not one inside "that A and B said"."""
    return left > 1 and tokens[left - 2].lower != "that"


def _trails(tokens: Sequence[Token], other: Clause) -> bool:
    """Whether the other cue closes the sentence (", she said.") or stands between commas."""
    after = tokens[other.right : other.right + 1]
    if not after or after[0].lower in (".", ",", "!", "?"):
        return True
    return "paren" in other.cue.frames and _only_adverbial(tokens, other, len(tokens))


def _trim(tokens: Sequence[Token], low: int, end: int) -> int:
    while end > low and tokens[end - 1].lower in (
        ",",
        "and",
        "but",
        ";",
        "—",
        "–",
        "to",
        "while",
        "as",
    ):
        end -= 1
    return end


def _fill_according(tokens: Sequence[Token], clause: Clause, low: int, high: int) -> None:
    before = clause.start
    while before > low and tokens[before - 1].lower in (",", "—", "–", "("):
        before -= 1
    if before - low > 1:
        clause.content = [(low, before)]
        if clause.right < high and tokens[clause.right].lower == "," and high - clause.right > 3:
            clause.content.append((clause.right + 1, high))
        return
    start = (
        clause.right + 1
        if clause.right < high and tokens[clause.right].lower == ","
        else clause.right
    )
    if high - start > 2:
        clause.content = [(start, high)]


def _take_quote_before(tokens: Sequence[Token], clause: Clause, low: int, high: int) -> bool:
    """`"A," he said`, and the rest of a quotation split round its cue: `, "B."`"""
    if "quote" not in clause.cue.frames:
        return False
    at = clause.left - 1
    while at >= low and tokens[at].lower in (",", "—", "–", "-"):
        at -= 1
    if at < low or tokens[at].quote is None:
        return False
    start = _clause_start(tokens, at, low)
    clause.content = [(start, at + 1)]
    clause.rule = clause.rule or "quote-before"
    rest = _quote_after_tag(tokens, clause.right, high)
    if rest is not None:
        clause.content.append(rest)
    return True


def _clause_start(tokens: Sequence[Token], at: int, low: int) -> int:
    """A quotation that ends a clause of the reporter's takes the clause with it (mixed speech)."""
    start = at
    while start > low and tokens[start - 1].lower not in (",", ":", ";", "—", "–"):
        start -= 1
    words = [t for t in tokens[start:at] if t.quote is None]
    if start == low and len(words) >= 2 and words[0].lower not in ("and", "but", "so", "yet"):
        return start
    return at if start != at and tokens[start].quote is None else start


def _quote_after_tag(tokens: Sequence[Token], start: int, high: int) -> Range | None:
    """The second part of a split quotation, at most a few adverbial words after the tag."""
    for at in range(start, min(high, start + 9)):
        if tokens[at].quote is not None:
            joined = at == start or tokens[at - 1].lower in (",", ":", "—", "–", ".", ";")
            return (at, high) if joined and at + 1 >= high else ((at, at + 1) if joined else None)
        if tokens[at].lower in ("and", "but", "that", "who"):
            return None
    return None


def _take_parenthesis(tokens: Sequence[Token], clause: Clause, low: int, high: int) -> bool:
    """ "A, she said." and "A, she said, B": the words stand before the cue, or on both sides."""
    if "paren" not in clause.cue.frames and "quote" not in clause.cue.frames:
        return False
    comma = clause.left - 1
    if comma <= low or tokens[comma].lower not in (",", "—", "–") or clause.control:
        return False
    if not _only_adverbial(tokens, clause, high):
        return False
    left = (low, comma)
    while left[0] < left[1] and tokens[left[0]].lower in (",", "and", "but", ";", "as"):
        left = (left[0] + 1, left[1])
    if left[1] - left[0] < 2:
        return False
    clause.content = [left]
    clause.rule = "parenthesis"
    after = _after_comma(tokens, clause, high)
    if after is not None:
        clause.content.append(after)
    return True


def _only_adverbial(tokens: Sequence[Token], clause: Clause, high: int) -> bool:
    """After the cue comes nothing, a comma, or only when, where and to whom."""
    at = clause.right
    if at >= high or tokens[at].lower in (",", "—", "–", "."):
        return True
    if tokens[at].lower in ("in", "on", "during", "at", "after", "before", "from", "through", "via"):
        return not any(t.quote is not None or t.lower == "that" for t in tokens[at + 1 : high])
    person = (
        phrase_after(tokens, at, high)
        if "obj" in clause.cue.frames or "quote" in clause.cue.frames
        else None
    )
    if person is not None and "obj" in clause.cue.frames:
        at = person[1]
    while at < high:
        token = tokens[at]
        if token.quote is not None or token.lower in (
            "that",
            "to",
            "whether",
            "if",
            "how",
            "why",
            "he",
            "she",
            "they",
            "it",
        ):
            return False
        if token.lower == ",":
            return True
        if (
            classes_of(token.lower)[0] == "V"
            and not token.text[:1].isupper()
            and at > clause.right + 1
        ):
            return False
        at += 1
    first = tokens[clause.right] if clause.right < high else None
    adverbial = first is None or (
        is_time(first.text)
        or classes_of(first.lower)[0] in "IRG"
        or person is not None
        and "obj" in clause.cue.frames
    )
    return adverbial and high - clause.right <= 18


def _after_comma(tokens: Sequence[Token], clause: Clause, high: int) -> Range | None:
    """The second half of a clause that the cue interrupts."""
    if clause.right < high and tokens[clause.right].lower == "," and high - clause.right > 2:
        start = clause.right + 1
        if tokens[start].lower in ("and", "but", "who", "which", "as", "while", "after", "before"):
            return None
        if tokens[start].quote is None and classes_of(tokens[start].lower)[0] == "G":
            return None
        return start, high
    return None


def _take_after(tokens: Sequence[Token], clause: Clause, high: int) -> None:
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
    """Past "on Friday", "in a statement", "during a visit to Oslo", where "that" or a mark follows."""
    first = tokens[at]
    if first.lower == ":":
        return at + 1
    if first.quote is not None or first.lower in ("to", "about", "of"):
        return at
    if (
        is_time(first.text)
        or classes_of(first.lower)[0] in "IRG"
        or first.lower == ","
    ):
        for i in range(at, min(high, at + 14)):
            if tokens[i].lower in ("that", ":") or (tokens[i].quote is not None and i > at):
                return i + (tokens[i].lower == ":")
        while at < high and (
            is_time(tokens[at].text) or tokens[at].lower.endswith("ly")
        ):
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


_THINGS = frozenset({"call", "calls", "recording", "recordings", "video", "audio", "footage", "intercept"})


def _content_start(  # noqa: C901, PLR0911, PLR0912 - one line for each shape of content
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
    reach = _HEARSAY_REACH if clause.cue.weak else _CLAUSE_REACH
    if (
        "clause" in frames
        and (not clause.cue.weak or clause.cue.hearsay)
        and _is_clause(tokens, at, high, reach)
    ):
        return at
    if "ing" in frames and classes_of(word.lower)[0] == "G":
        return at
    if "np" in frames and phrase_after(tokens, at, high) is not None:
        return None if tokens[high - 1].lower in _THINGS else at
    if "for_np" in frames and quote:
        return at
    return None


def _quote_within(tokens: Sequence[Token], at: int, high: int, reach: int) -> bool:
    return any(t.quote is not None for t in tokens[at : min(high, at + reach)])


_CLAUSE_REACH = 22
_HEARSAY_REACH = 7


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
        if (
            token.quote is None
            and (token.lower in grammar().auxiliaries or "V" in classes_of(token.lower))
            and token.lower not in ("not", "never")
        ):
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


# -- who, when the sentence names nobody beside the cue ---------------------------------------


def _controlled(tokens: Sequence[Token], clause: Clause, found: list[Clause]) -> Range | None:
    """The subject of the clause that a participle or a second verb leans on."""
    before = [
        c
        for c in found
        if c.start < clause.start and c.source and c.rule != "according" and not c.control
    ]
    after = [c for c in found if c.start > clause.start and c.source and c.rule != "according"]
    opening = clause.start <= 1
    if opening and after:
        return after[0].source
    if before:
        return before[-1].source
    return clause_subject(tokens, 0, len(tokens))


def _own(tokens: Sequence[Token], clause: Clause) -> bool:
    """Inside a quotation: the speaker's own "I think", and what is said of "you"."""
    if clause.source is None:
        return True
    if clause.source[1] - clause.source[0] != 1:
        return False
    return tokens[clause.source[0]].lower in ("i", "we", "you", "it", "this", "these", "those")


def _attach_via(found: list[Clause]) -> None:
    """ "…, he said, according to a recording": the phrase says how the other words came here."""
    for phrase in [c for c in found if c.rule == "according"]:
        for other in found:
            if other is phrase or other.rule == "according" or not other.content:
                continue
            if _covers(phrase, other) or (
                other.right <= phrase.start and other.rule == "quote-before"
            ):
                other.via = phrase.source
                phrase.rule = "via"


def _covers(outer: Clause, inner: Clause) -> bool:
    return any(s <= inner.start < e for s, e in outer.content)


def _same_pronoun(tokens: Sequence[Token], inner: Clause, outer: Clause) -> bool:
    if inner.source is None or outer.source is None:
        return False
    words = tokens[inner.source[0]].lower
    return words in ("he", "she", "they", "it", "we") and words == tokens[outer.source[0]].lower


def _nest(tokens: Sequence[Token], kept: list[Clause]) -> None:
    """A cue inside another's content reports words inside words."""
    for inner in kept:
        holders = [c for c in kept if c is not inner and _covers(c, inner)]
        if any(_same_pronoun(tokens, inner, c) for c in holders) and not inner.cue.hearsay:
            inner.content = []  # "they said they could confirm": nobody else speaks
            continue
        if holders:
            inner.parent = min(holders, key=lambda c: sum(e - s for s, e in c.content))


def is_claim_noun(token: Token) -> bool:
    """Whether the word is a noun that holds a claim ("estimates")."""
    return token.lower in cue_nouns()
