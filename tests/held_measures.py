"""What a set of marked reports asks of a reading, measure by measure.

found       noted statements for which one came out whose content holds at least 70 % of the noted
            words (`at` and `also`) and not many others (more than 0.4 of all words shared)
form        … with the noted form, or one of them (one not found is not right, here and below)
source      … with the noted source; a list names what a reasonable editor would accept
recording   statements heard in a recording that came out as heard in one released by who is noted
releaser    noted recordings of which a mention stands at the noted words, with the right releaser
checks      verifications at the noted words with the right status and question (said or true)
verifier    … and the right verifier
citations   noted citations for which the same report has one of the same actor
figures     noted figures for which one stands at the noted words
right       … with value (or range), qualifier, measure, who and as-of all right; who is null for a
            report's own voice, which a reading may leave open or give to the outlet
value, qualifier, measure, who, as-of
            the parts of `right`, one by one
read, extra statements that came out, and those of no note and no optional passage (nested ones are
            free); in the same way read and extra figures
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from earwitness.intake import read_document
from earwitness.model import Case, Document, Figure, Reading, Statement, cover
from earwitness.tracing import trace_case

MEASURES = (
    "found", "form", "source", "recording", "releaser", "checks", "verifier", "citations",
    "figures", "right", "value", "qualifier", "measure", "who", "as-of",
)  # fmt: skip
COUNTS = ("marked", "read", "extra", "marked figures", "read figures", "extra figures")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class Marked:
    """One folder of reports, read and traced, held against the notes beside them."""

    def __init__(self, folder: Path, read: Callable[[Document], Reading]) -> None:
        self.notes = yaml.safe_load((folder / "notes.yaml").read_text(encoding="utf-8"))
        pages = [read_document(p.read_bytes(), path=p.name) for p in sorted(folder.glob("*.txt"))]
        self.case: Case = trace_case([read(page) for page in pages])
        self.pages = {d.path: d for d in self.case.documents}
        self.traces = {t.statement: t for t in self.case.traces}
        self.names = {
            a.id: " | ".join([a.name, *a.aliases, a.party or ""]).lower() for a in self.case.actors
        }
        self.held: dict[str, list[bool]] = {name: [] for name in MEASURES}
        self.counts: dict[str, int] = {}
        self.misses: list[str] = []

    def score(self) -> None:
        for note in self.notes["statements"]:
            self._statement(note)
        for note in self.notes["recordings"]:
            self._recording(note)
        for note in self.notes["verifications"]:
            self._check(note)
        for note in self.notes["citations"]:
            self._citation(note)
        for note in self.notes["figures"]:
            self._figure(note)
        self._count()

    def add(self, name: str, right: bool, note: dict[str, Any], told: object = "") -> bool:
        self.held[name].append(right)
        if not right:
            self.misses.append(f"{name}: {note['file'][:3]} “{note['at'][:70]}” {told}")
        return right

    def named(self, actor: str | None, wanted: Any) -> bool:
        """Whether the actor is one of those wanted, each a key of the notes or null for nobody."""
        name = self.names.get(actor or "")
        for one in listed(wanted):
            forms = self.notes["actors"].get(one, [one])
            if (name is None) if one is None else (name and any(f.lower() in name for f in forms)):
                return True
        return False

    def statement(self, note: dict[str, Any]) -> Statement | None:
        wanted = {w for part in [note["at"], *note.get("also", [])] for w in words(part)}
        page = self.pages[note["file"]]
        best: tuple[float, Statement | None] = (0.4, None)
        for one in self.case.statements:
            if one.document == page.id:
                got = {w for s in one.content for w in words(s.of(page.text))}
                both = len(got & wanted)
                if both / len(wanted) >= 0.7 and both / len(got | wanted) > best[0]:
                    best = both / len(got | wanted), one
        return best[1]

    def _statement(self, note: dict[str, Any]) -> None:
        one = self.statement(note)
        actor = one.source.actor if one else None
        self.add("found", one is not None, note)
        self.add("form", one is not None and one.form in listed(note["form"]), note,
                 f"{note['form']}, got {one and one.form}")  # fmt: skip
        right = one is not None and self.named(actor, note["source"])
        got = self.names.get(actor or "", "nobody") if one else "not found"
        self.add("source", right, note, f"{note['source']}, got {got}")
        if "recording" in note:
            noted = next(r for r in self.notes["recordings"] if r["id"] == note["recording"])
            through = {x.recording for x in self.traces[one.id].chain} - {None} if one else set()
            made = [r for r in self.case.recordings if r.id in through]
            right = any(self.named(r.released_by, noted["released_by"]) for r in made)
            self.add("recording", right, note, [self.names.get(r.released_by or "") for r in made])

    def _place(self, note: dict[str, Any]) -> tuple[str, int, int]:
        page = self.pages[note["file"]]
        start = page.text.find(note["at"])
        assert start >= 0, note["at"]
        return page.id, start, start + len(note["at"])

    def at(self, note: dict[str, Any], found: Iterable[Any]) -> list[Any]:
        """Those of `found` (each with document and span) that overlap the noted words."""
        page, start, end = self._place(note)
        return [
            x for x in found if x.document == page and x.span.start < end and start < x.span.end
        ]

    def _recording(self, note: dict[str, Any]) -> None:
        made = [r for r in self.case.recordings if self.at(note, r.mentions)]
        right = any(self.named(r.released_by, note["released_by"]) for r in made)
        told = [self.names.get(r.released_by or "", "nobody") for r in made]
        self.add("releaser", right, note, f"{note['released_by']}, got {told}")

    def _check(self, note: dict[str, Any]) -> None:
        made = self.at(note, self.case.verifications)
        good = [
            v for v in made
            if v.status in listed(note["status"]) and v.about in note["about"].split("|")
        ]  # fmt: skip
        told = [(v.status, v.about, self.names.get(v.verifier or "", "none")) for v in made]
        self.add("checks", bool(good), note, f"{note['status']} {note['about']}, got {told}")
        names = [self.names.get(v.verifier or "", "none") for v in good]
        right = any(w in name for w in note["verifier"] for name in names)
        self.add("verifier", right, note, f"{note['verifier']}, got {names}")

    def _citation(self, note: dict[str, Any]) -> None:
        page = self.pages[note["file"]].id
        names = [self.names.get(c.actor or "", "") for c in self.case.citations
                 if c.document == page]  # fmt: skip
        right = any(w in name for w in note["actor"] for name in names)
        self.add("citations", right, note, f"{note['actor']}")

    def _figure(self, note: dict[str, Any]) -> None:
        made = [(self._parts(note, f), f) for f in self.at(note, self.case.figures)]
        self.add("figures", bool(made), note)
        parts, one = max(
            made, key=lambda m: (m[0]["value"], sum(m[0].values())), default=({}, None)
        )
        told = one and (one.value, one.low, one.high, one.qualifier, one.counted,
                        self.names.get(one.actor or ""), one.as_of)  # fmt: skip
        for name in ("value", "qualifier", "measure", "who", "as-of"):
            self.held[name].append(parts.get(name, False))
        wrong = [name for name, held in parts.items() if not held]
        self.add("right", bool(parts) and not wrong, note, f"wrong {wrong}, got {told}")

    def _parts(self, note: dict[str, Any], one: Figure) -> dict[str, bool]:
        outlet = (self.pages[note["file"]].outlet or "?").lower()
        own = None in listed(note["who"]) and outlet in self.names.get(one.actor or "", "")
        ranged = (one.low, one.high) == (note["low"], note["high"])
        return {
            "value": one.value == note["value"] and (note["value"] is not None or ranged
                                                     or note["low"] is None),
            "qualifier": one.qualifier in listed(note["qualifier"]),
            "measure": any(sorted(one.counted) == sorted(m) for m in note["measure"]),
            "who": own or self.named(one.actor, note["who"]),
            "as-of": one.as_of in listed(note["as_of"]),
        }  # fmt: skip

    def _count(self) -> None:
        noted = {s.id for n in self.notes["statements"] if (s := self.statement(n))}
        free = [self._place(n) for n in self.notes["optional"]]
        extra = [
            s for s in self.case.statements
            if s.id not in noted and not s.nested_in and not any(
                p == s.document and a <= cover(s.content).start < b for p, a, b in free
            )
        ]  # fmt: skip
        text = {d.id: d.text for d in self.case.documents}
        of = {d.id: d.path for d in self.case.documents}
        for s in extra:
            shown = " … ".join(x.of(text[s.document]) for x in s.content)
            self.misses.append(f"extra: {of[s.document][:3]} “{shown[:90]}” {s.origin}")
        known = [*self.notes["figures"], *self.notes["optional_figures"]]
        taken = {f.id for n in known for f in self.at(n, self.case.figures)}
        odd = [f for f in self.case.figures if f.id not in taken]
        for f in odd:
            shown = f.span.of(text[f.document])
            self.misses.append(f"extra figure: {of[f.document][:3]} “{shown[:90]}” {f.counted}")
        numbers = (len(self.notes["statements"]), len(self.case.statements), len(extra),
                   len(self.notes["figures"]), len(self.case.figures), len(odd))  # fmt: skip
        self.counts = dict(zip(COUNTS, numbers, strict=True))
