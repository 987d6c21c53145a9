# ruff: noqa: E501 (reports are written as they would be saved)
"""A small case built by hand: an intercepted call in two reports, tolls, a page without a date.

All names and events are invented. `Maker` finds words in a report and makes spans of them, so that
a test states words and never offsets.
"""

from __future__ import annotations

from dataclasses import replace

from earwitness.model import (
    NOBODY,
    Actor,
    Anchor,
    Block,
    BlockKind,
    Case,
    Citation,
    Document,
    Figure,
    Finding,
    Hedge,
    Lead,
    Link,
    Recording,
    Response,
    Span,
    Stamp,
    Statement,
    Trace,
    Verification,
    Voice,
)

LEDGER = """The Meridian Ledger

‘The captain counted us across’: purported call describes collapse

Ines Haldane
Tuesday 10 March 2026 08:40 GMT

Officers allegedly sent conscripts over a bridge that they knew to be damaged, a man says in a purported call that Velmora’s State Signals Bureau released on Monday.

“They told us the bridge would hold,” the man, Joren, tells his sister. “It did not even hold ten minutes.”

“Pavo’s wife says the engineers told them, ‘This deck will not carry a lorry,’” the sister says.

Sign up to our morning newsletter.

The Meridian Ledger could not verify that the recording is authentic. Colonel Ada Brenk of Sordania’s ministry of defence denied that the call had taken place.

Velmora’s ministry of defence said that at least 64 Sordanian soldiers were killed.
"""

COASTLINE = """Officers drove conscripts onto broken bridge, soldier reveals

The bureau published the call on Monday.

"They said the bridge would hold. It didn't stand up for ten minutes," Joren says, according to a translation by Polyglot Wire.

Sordania's ministry of defence said nine servicemen had died. About 150 people were killed or wounded, the Joint Tessel Mission estimated.

Cookie settings | Privacy
"""

QUAYSIDE = """“I signed the sheet that said no lorries”

Friday 13 March 2026

“I signed the sheet,” Mirel, an engineer, told The Quayside Review.

The order came from brigade headquarters, he believes.
"""

ACTORS = {
    "joren": ("Joren", "anonymous person", "Sordania", ("the man",)),
    "sister": ("Joren’s sister", "anonymous person", "Sordania", ("his sister",)),
    "wife": ("Pavo’s wife", "anonymous person", None, ()),
    "engineers": ("the engineers", "group", None, ()),
    "bureau": ("State Signals Bureau", "organisation", "Velmora", ("the bureau",)),
    "vmod": ("Velmora’s ministry of defence", "organisation", "Velmora", ()),
    "smod": ("Sordania’s ministry of defence", "organisation", "Sordania", ()),
    "brenk": ("Colonel Ada Brenk", "person", "Sordania", ("Brenk",)),
    "mission": ("Joint Tessel Mission", "organisation", None, ()),
    "mirel": ("Mirel", "anonymous person", None, ()),
    "ledger": ("The Meridian Ledger", "outlet", None, ()),
    "coastline": ("Coastline Daily", "outlet", None, ()),
    "quayside": ("The Quayside Review", "outlet", None, ()),
    "polyglot": ("Polyglot Wire", "outlet", None, ()),
}


class Maker:
    """Words to spans in one report."""

    def __init__(self, document: Document) -> None:
        self.document, self.id = document, document.id

    def at(self, words: str) -> Span:
        """Where the words first stand; raises ValueError where they do not."""
        start = self.document.text.index(words)
        return Span(start, start + len(words))

    def anchor(self, words: str) -> Anchor:
        """The same, with the report."""
        return Anchor(self.id, self.at(words))

    def statement(self, key: str, actor: str | None, *words: str, **more: object) -> Statement:
        """A direct statement with these words."""
        made = Statement(
            id=f"s_{key}",
            document=self.id,
            form="direct",
            type="assertion",
            content=tuple(self.at(w) for w in words),
            cue=(),
            source=Voice(None, actor and f"a_{actor}") if actor else NOBODY,
            origin="test/hand@1",
        )
        return replace(made, **more)  # type: ignore[arg-type]


def document(key: str, path: str, outlet: str | None, text: str, when: str | None) -> Document:
    """A report whose paragraphs are its blocks; lines that plead for something are furniture."""
    blocks, at = [], 0
    for number, paragraph in enumerate(text.split("\n\n")):
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        kind: BlockKind = "headline" if number == (key == "ledger") else "body"
        pleads = any(w in paragraph for w in ("newsletter", "Cookie"))
        span = Span(start, start + len(paragraph.rstrip()))
        blocks.append(Block(span, "furniture", "newsletter") if pleads else Block(span, kind))
    headline = next(b.span for b in blocks if b.kind == "headline")
    return Document(
        id=f"d_{key}",
        sha256="0" * 64,
        path=path,
        url=None,
        outlet=outlet,
        headline=headline.of(text),
        headline_span=headline,
        byline=("Ines Haldane",) if key == "ledger" else (),
        language="en",
        published=Stamp(when, None) if when else None,
        text=text,
        blocks=tuple(blocks),
    )


def bridge_case() -> Case:
    """The case: three reports, ten statements, one recording, three figures."""
    docs = (
        document(
            "ledger", "01-ledger.txt", "The Meridian Ledger", LEDGER, "2026-03-10T08:40+00:00"
        ),
        document("coastline", "02-coastline.txt", "Coastline Daily", COASTLINE, None),
        document("quayside", "03-quayside.txt", "The Quayside Review", QUAYSIDE, "2026-03-13"),
    )
    a, b, c = (Maker(d) for d in docs)
    statements = _statements(a, b, c)
    return Case(
        documents=docs,
        actors=tuple(_actor(key) for key in ACTORS),
        statements=statements,
        traces=tuple(_trace(s, a) for s in statements),
        recordings=(_recording(a, b),),
        figures=_figures(a, b),
        verifications=(
            Verification(
                "v_1",
                a.id,
                a.at("The Meridian Ledger could not verify that the recording is authentic"),
                "a_ledger",
                "rec_1",
                "not verified",
                "said",
            ),
        ),
        responses=(
            Response(
                "q_1",
                a.id,
                a.at("denied that the call had taken place"),
                "a_brenk",
                "rec_1",
                "denied",
            ),
        ),
        citations=(
            Citation("c_1", b.id, b.at("a translation by Polyglot Wire"), "a_polyglot", None),
        ),
        findings=_findings(a, b),
        leads=(
            Lead("recording", ("rec_1",), "The recording itself is not in the folder.", (), 2.0),
            Lead(
                "date",
                ("d_coastline",),
                "The publication date of the page by Coastline Daily.",
                (b.anchor("on Monday"),),
                1.0,
            ),
        ),
    )


def _actor(key: str) -> Actor:
    name, kind, party, aliases = ACTORS[key]
    return Actor(f"a_{key}", name, kind, aliases, party, ())  # type: ignore[arg-type]


def _statements(a: Maker, b: Maker, c: Maker) -> tuple[Statement, ...]:
    alleged = (Hedge(a.at("allegedly"), "allegedly"),)
    call = {"recording": "rec_1"}
    return (
        a.statement(
            "lede",
            "joren",
            "Officers allegedly sent conscripts over a bridge that they knew to be damaged",
            form="indirect",
            hedges=alleged,
            **call,
        ),
        a.statement(
            "hold",
            "joren",
            "They told us the bridge would hold,",
            "It did not even hold ten minutes.",
            addressee=Voice(a.at("his sister"), "a_sister"),
            **call,
        ),
        a.statement(
            "outer",
            "sister",
            "Pavo’s wife says the engineers told them, ‘This deck will not carry a lorry,’",
            **call,
        ),
        a.statement(
            "middle",
            "wife",
            "the engineers told them, ‘This deck will not carry a lorry,’",
            nested_in="s_outer",
            form="mixed",
            **call,
        ),
        a.statement(
            "inner", "engineers", "This deck will not carry a lorry,", nested_in="s_middle", **call
        ),
        a.statement("dead", "vmod", "at least 64 Sordanian soldiers were killed", form="indirect"),
        b.statement(
            "hold2",
            "joren",
            "They said the bridge would hold. It didn't stand up for ten minutes,",
            translator=Voice(None, "a_polyglot"),
            **call,
        ),
        b.statement("nine", "smod", "nine servicemen had died", form="indirect"),
        b.statement(
            "stretchers",
            "mission",
            "About 150 people were killed or wounded",
            form="indirect",
        ),
        c.statement("sheet", "mirel", "I signed the sheet,"),
        c.statement(
            "order",
            "mirel",
            "The order came from brigade headquarters",
            form="indirect",
            type="belief",
            confidence=0.4,
        ),
    )


def _trace(s: Statement, ledger: Maker) -> Trace:
    outlet = {"d_ledger": "a_ledger", "d_coastline": "a_coastline"}.get(s.document, "a_quayside")
    links = [Link("speaker", s.source.actor, None, s.document, None, None)]
    root = s.source.actor or ""
    if s.recording:
        root = "a_bureau"
        at = ledger.anchor("Velmora’s State Signals Bureau released on Monday")
        links.append(Link("releaser", root, s.recording, None, "2026-03-09", at))
        links.append(Link("translator", s.translator.actor, None, None, None, None))
    elif s.source.actor == "a_mirel":
        root = "a_quayside"
    links.append(Link("publisher", outlet, None, s.document, None, None))
    return Trace(s.id, tuple(links), (root,), (s.source.actor or "",))


def _recording(a: Maker, b: Maker) -> Recording:
    return Recording(
        id="rec_1",
        kind="intercepted phone call",
        speakers=("a_joren", "a_sister"),
        released_by="a_bureau",
        released_on="2026-03-09",
        hedges=(Hedge(a.at("purported"), "purported"),),
        mentions=(a.anchor("a purported call"), b.anchor("the call")),
    )


def _figures(a: Maker, b: Maker) -> tuple[Figure, ...]:
    dead = a.at("at least 64 Sordanian soldiers")
    return (
        Figure("f_64", a.id, dead, 64, 64, None, "at least", ("killed",), "Sordanian soldiers",
               "a_vmod", "s_dead", as_of="2026-03-09", side="other side", of_party="Sordania"),
        Figure("f_9", b.id, b.at("nine servicemen"), 9, None, None, "exact", ("killed",),
               "servicemen", "a_smod", "s_nine", side="own side", of_party="Sordania"),
        Figure("f_150", b.id, b.at("About 150 people"), 150, None, None, "about",
               ("killed", "wounded"), "people", "a_mission", "s_stretchers"),
    )  # fmt: skip


def _findings(a: Maker, b: Maker) -> tuple[Finding, ...]:
    return (
        Finding(
            "single root",
            ("rec_1", "a_bureau"),
            "Both outlets have the call from one release: that it was said hangs on Velmora alone.",
            (a.anchor("Velmora’s State Signals Bureau released on Monday"),),
            9.0,
        ),
        Finding(
            "figures conflict",
            ("f_64", "f_9"),
            "At least 64 killed against nine killed: both count the dead of one side.",
            (),
            8.0,
        ),
        Finding(
            "figures not comparable",
            ("f_150", "f_64"),
            "About 150 counts killed and wounded together: it contradicts neither count of the dead.",
            (),
            7.0,
        ),
        Finding(
            "headline stronger than body",
            ("d_coastline", "s_hold2"),
            "The headline of Coastline Daily gives as fact what its body has from a call.",
            (b.anchor("Officers drove conscripts onto broken bridge, soldier reveals"),),
            6.0,
        ),
        Finding(
            "quotation differs",
            ("s_hold", "s_hold2"),
            "The same words in two translations: “did not even hold” and “didn't stand up”.",
            (),
            5.0,
        ),
    )
