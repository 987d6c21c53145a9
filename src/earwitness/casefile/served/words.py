"""The words of statements as found, in an index of the server (tsvector)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from earwitness.casefile.parts import Connection
from earwitness.model import Case, words_of

_TERM = re.compile(r"[^\W_]+")
_LONGEST = 200  # letters of a term; the server takes no endless ones


def terms_of(text: str) -> list[str]:
    """The words of a text without case and accents, as they are looked up."""
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return [term[:_LONGEST] for term in _TERM.findall(bare.casefold())]


def said(case: Case) -> Iterator[tuple[str, str, str, str]]:
    """A row for each statement: id, words, speaker, and the terms of both."""
    texts = {document.id: document.text for document in case.documents}
    names = {actor.id: actor.name for actor in case.actors}
    for s in case.statements:
        words = words_of(s.content, texts.get(s.document, ""), joint=" ")
        name = names.get(s.source.actor or "", "")
        yield s.id, words, name, " ".join(sorted({*terms_of(words), *terms_of(name)}))


def matching(connection: Connection, asked: str) -> set[str] | None:
    """The ids of statements with all these beginnings of words; None where none is asked."""
    if not asked.strip():
        return None
    terms = terms_of(asked)
    if terms:
        query = " & ".join(f"'{term}':*" for term in terms)
        rows = connection.execute(
            "SELECT statement FROM said WHERE terms @@ CAST(? AS tsquery)", (query,)
        )
        if rows:
            return {row[0] for row in rows}
    # Scripts without spaces have no beginnings of words: look inside.
    like = "%" + re.sub(r"([\\%_])", r"\\\1", asked.strip()) + "%"
    rows = connection.execute("SELECT statement FROM said WHERE words ILIKE ?", (like,))
    return {row[0] for row in rows}
