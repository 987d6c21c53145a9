"""Finding the cues of a sentence, and who each one says is speaking.

A cue word counts only where it is used as one: a verb with a subject, a participle that leans on
one, a passive with its agent, or "according to".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .clause import Clause
from .cues import Cue, cue_nouns, cue_table
from .grammar import grammar
from .phrase_words import Range, is_adverbial, is_name
from .phrases_after import phrase_after
from .phrases_before import phrase_before
from .words import Token, classes_of

DOCUMENT_NOUNS = frozenset(
    "statement letter email post tweet message report note text video memo filing lawsuit document"
    " release article editorial sign poll survey study caption".split()
)


_NO_ANSWER = frozenset({"comment", "respond", "answer", "elaborate", "discuss", "speculate"})


def verb_cues(tokens: Sequence[Token]) -> Iterator[Clause]:
    """The cue verbs of a sentence, each with its source."""
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
    named = {"named", "called", "identified", "quoted", "published", "photographed"} & set(words)
    return (
        words[:3] == ["not", "to", "be"] or ("be" in words and bool(named)) or "anonymity" in words
    )


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
    silent = (".", "to", ",", "when", "on", "about")
    return negated and (after in grammar().question_words or after in silent)


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
        if [t.lower for t in tokens[i + 1 : i + 3]] == ["to", "be"] and cue.type == "belief":
            return "none"  # "the man believed to be …"
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
        if source is not None and _reports(tokens, source[1]):
            clause = Clause(i, end, _reading(tokens, source[1], cues), source, inverted=True)
            clause.rule = "passive"
            return clause
    return None


def _reports(tokens: Sequence[Token], at: int) -> bool:
    """After "told by X": that, a question word, "to" or a quotation; else it is about a thing."""
    if at >= len(tokens):
        return False
    opens = {"that", "to", ":"} | grammar().question_words
    return tokens[at].quote is not None or tokens[at].lower in opens - {"which", "who"}


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
        or (
            tokens[at - 1].lower
            in ("heard", "seen", "recorded", "quoted", "as", "to", "on", "went", "goes")
            and _in_verb_group(tokens, at - 1)
        )
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


def according_cues(tokens: Sequence[Token]) -> Iterator[Clause]:
    """ "according to X", with X up to a comma, a quotation or the sentence's end."""
    told = Cue("according to", "", "assertion", frozenset({"paren"}))
    for i in range(len(tokens) - 2):
        if tokens[i].lower == "according" and tokens[i + 1].lower == "to":
            end = i + 2
            while end < len(tokens) and not _phrase_ends(tokens, i + 2, end):
                end += 1
            if end > i + 2:
                yield Clause(i, i + 2, told, (i + 2, end), inverted=True, rule="according")


def noun_cues(tokens: Sequence[Token]) -> Iterator[Clause]:
    """ "the navy’s claim that …", "their fear that …": a noun that holds somebody's claim."""
    held = Cue("claim", "", "assertion", frozenset({"that"}))
    for i in range(1, len(tokens) - 2):
        if tokens[i].lower not in cue_nouns() or tokens[i + 1].lower != "that":
            continue
        before = tokens[i - 1].lower
        source = None
        if before == "'s":
            source = phrase_before(tokens, i - 1, 0)
        elif before in ("his", "her", "their", "its"):
            source = (i - 1, i)
        if source is not None:
            yield Clause(i, i + 1, held, source, rule="noun")


def _phrase_ends(tokens: Sequence[Token], start: int, at: int) -> bool:
    token = tokens[at]
    if token.quote is not None or token.lower in (",", ".", ";", ":", "—", "–", "?", "!"):
        return True
    if token.lower in ("and", "but") and at + 2 < len(tokens):
        return not is_name(tokens, at + 1) and classes_of(tokens[at + 1].lower)[0] in "OV"
    return token.lower in ("who", "which", "while", "as", "that", "but") and at > start
