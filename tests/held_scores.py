"""How far the tracing of the reports in tests/held agrees with the notes made by hand beside them.

python tests/held_scores.py            the shares
python tests/held_scores.py --misses   what was missed, too
python tests/held_scores.py tests/held2 [--reader accurate|fast|rules] [--misses]
                                       another set, by the measures of held_measures.py
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from earwitness.intake import read_document
from earwitness.model import Case, Statement, cover
from earwitness.reading import read_report, reader
from earwitness.tracing import trace_case
from held_measures import COUNTS, MEASURES, Marked

HELD = Path(__file__).parent / "held"
KINDS = ("denials", "intercepts", "rereporting", "tolls")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@dataclass
class Scores:
    """What held and what did not, by name of the measure."""

    held: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    total: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, right: bool, told: str) -> None:
        self.total[name] += 1
        self.held[name] += right
        if not right:
            self.misses.append(f"{name}: {told}")

    def share(self, name: str) -> float:
        return self.held[name] / self.total[name] if self.total[name] else 1.0


class Held:
    """The traced case of one kind of reports, and its notes."""

    def __init__(self, kind: str, scores: Scores) -> None:
        folder = HELD / kind
        self.notes = yaml.safe_load((folder / "notes.yaml").read_text(encoding="utf-8"))
        readings = [
            read_report(read_document(path.read_bytes(), path=path.name))
            for path in sorted(folder.glob("*.txt"))
        ]
        self.case: Case = trace_case(readings)
        self.scores = scores
        self.names = {
            a.id: " | ".join([a.name, *a.aliases, a.party or ""]).lower() for a in self.case.actors
        }
        self.pages = {d.path: d for d in self.case.documents}
        self.traces = {t.statement: t for t in self.case.traces}
        self.known: dict[str, list[str]] = self.notes["actors"]

    def is_(self, actor: str | None, wanted: str | None) -> bool:
        if wanted is None or actor is None:
            return wanted is None and actor is None
        forms = self.known.get(wanted, [wanted.lower()])
        return any(form.lower() in self.names[actor] for form in forms)

    def statement(self, note: dict[str, Any]) -> Statement | None:
        wanted = {w for part in [note["at"], *note.get("also", [])] for w in words(part)}
        page = self.pages[note["file"]]
        best: tuple[float, Statement | None] = (0.4, None)
        for statement in self.case.statements:
            if statement.document != page.id:
                continue
            got = {w for s in statement.content for w in words(s.of(page.text))}
            both = len(got & wanted)
            if both / len(wanted) >= 0.7 and both / len(got | wanted) > best[0]:
                best = both / len(got | wanted), statement
        return best[1]

    def score(self) -> None:
        for note in self.notes["statements"]:
            self._statement(note)
        for note in [*self.notes["verifications"], *self.notes.get("verifications_other", [])]:
            self._verification(note)
        for note in self.notes["responses"]:
            self._response(note)
        for note in self.notes["leads"]:
            told = [x.says.lower() for x in self.case.leads]
            right = any(all(w in says for w in note["words"]) for says in told)
            self.scores.add("leads", right, note["says"])
        kinds = {f.kind for f in self.case.findings}
        for note in self.notes["findings"]:
            self.scores.add("findings", note["kind"] in kinds, note["kind"])
        page_of = {d.path: d for d in self.case.documents}
        for note in self.notes["documents"]:
            outlet = page_of[note["file"]].outlet or ""
            self.scores.add("outlet", note["outlet"].lower() in outlet.lower(), note["file"])

    def _statement(self, note: dict[str, Any]) -> None:
        told = f"{note['file']} “{note['at'][:60]}”"
        found = self.statement(note)
        self.scores.add("found", found is not None, told)
        forms = note["form"] if isinstance(note["form"], list) else [note["form"]]
        self.scores.add("form", found is not None and found.form in forms, told)
        mouth = found.source.actor if found else None
        right = found is not None and self.is_(mouth, note["source"])
        got = self.names.get(mouth or "", "?")
        self.scores.add("source", right, f"{told} {note['source']}, got {got}")
        self._chain(note, found, told)
        if "roots" in note:
            roots = self.traces[found.id].roots if found else ()
            right = len(roots) == 1 and self.is_(roots[0], note["roots"][0])
            got = "; ".join(self.names[r] for r in roots)
            self.scores.add("roots", right, f"{told} {note['roots']}, got {got}")

    def _chain(self, note: dict[str, Any], found: Statement | None, told: str) -> None:
        chain = self.traces[found.id].chain if found else ()
        roles = (
            ("first_published_by", "publisher"), ("translated_by", "translator"),
        )  # fmt: skip
        for key, role in roles:
            if key in note:
                right = any(x.role == role and self.is_(x.actor, note[key]) for x in chain)
                got = "; ".join(f"{x.role} {self.names.get(x.actor or '', '?')}" for x in chain)
                self.scores.add("chain", right, f"{told} {key} {note[key]}, got {got}")
        if "relayed_by" in note:
            right = any(x.role == "relay" and self.is_(x.actor, note["relayed_by"][0])
                        for x in chain)  # fmt: skip
            self.scores.add("chain", right, f"{told} relayed by {note['relayed_by']}")
        if "recording" in note:
            noted = next(r for r in self.notes["recordings"] if r["id"] == note["recording"])
            right = found is not None and self._is_recording(found, noted)
            self.scores.add("chain", right, f"{told} recording {note['recording']}")

    def _is_recording(self, found: Statement, noted: dict[str, Any]) -> bool:
        through = {x.recording for x in self.traces[found.id].chain} - {None}
        page = self.pages[noted["file"]]
        start = page.text.find(noted["at"])
        at = range(start, start + len(noted["at"]))
        for recording in self.case.recordings:
            here = [m for m in recording.mentions if m.document == page.id]
            if any(m.span.start in at or start in range(m.span.start, m.span.end) for m in here):
                return recording.id in through and self.is_(
                    recording.released_by, noted["released_by"]
                )
        return False

    def _verification(self, note: dict[str, Any]) -> None:
        page = self.pages[note["file"]]
        start = page.text.find(note["at"])
        assert start >= 0, note["at"]
        end = start + len(note["at"])
        abouts = note["about"].split("|")
        who = note.get("verifier")
        got = [
            v for v in self.case.verifications
            if v.document == page.id and v.span.start < end and start < v.span.end
        ]  # fmt: skip
        right = any(
            v.status == note["status"] and v.about in abouts and self._by(v.verifier, who)
            for v in got
        )
        told = [(v.status, v.about, self.names.get(v.verifier or "", "?")) for v in got]
        self.scores.add("verification", right, f"{note['file']} “{note['at'][:60]}” {told}")

    def _by(self, actor: str | None, who: str | list[str] | None) -> bool:
        if isinstance(who, list):
            name = self.names.get(actor or "", "none")
            return any(w.lower() in name for w in who)
        return self.is_(actor, who)

    def _response(self, note: dict[str, Any]) -> None:
        page = self.pages[note["file"]]
        start = page.text.find(note["at"])
        assert start >= 0, note["at"]
        end = start + len(note["at"])
        got = [
            r for r in self.case.responses
            if r.document == page.id and r.span.start < end and start < r.span.end
        ]  # fmt: skip
        right = any(r.kind == note["kind"] and self._by(r.actor, note["actor"]) for r in got)
        told = [(r.kind, self.names.get(r.actor or "", "?")) for r in got]
        self.scores.add("responses", right, f"{note['file']} “{note['at'][:60]}” {told}")

    def extra(self) -> int:
        """Statements of no note and no optional passage; nested ones are free."""
        noted = {s.id for n in self.notes["statements"] if (s := self.statement(n))}
        free = [(self.pages[n["file"]], n["at"]) for n in self.notes["optional"]]
        spans = [(p.id, p.text.find(at), p.text.find(at) + len(at)) for p, at in free]
        return sum(
            s.id not in noted
            and not s.nested_in
            and not any(d == s.document and a <= cover(s.content).start < b for d, a, b in spans)
            for s in self.case.statements
        )


def scores_of(kind: str) -> Scores:
    scores = Scores()
    Held(kind, scores).score()
    return scores


def print_held() -> None:
    total = Scores()
    for one in KINDS:
        held = Held(one, total)
        total.misses.append(f"-- {one}")
        held.score()
        print(one, "extra", held.extra())  # noqa: T201
    if "--misses" in sys.argv:
        print("\n".join(total.misses))  # noqa: T201
    for name in total.total:
        print(f"{name:13} {total.held[name]:3} of {total.total[name]:3}  {total.share(name):.2f}")  # noqa: T201


def print_set(folder: Path, name: str) -> None:
    """The measures of one set by kind and over all, with the misses where they are asked for."""
    tagger = reader(name).tagger
    sets = []
    for one in sorted(p.parent for p in folder.glob("*/notes.yaml")):
        sets.append((one.name, Marked(one, lambda page: read_report(page, tagger=tagger))))
        sets[-1][1].score()
    if "--misses" in sys.argv:
        print("\n".join(f"{kind} {miss}" for kind, held in sets for miss in held.misses))  # noqa: T201
    print(f"{name:15}" + "".join(f"{kind:>17}" for kind, _ in sets) + f"{'all':>17}")  # noqa: T201
    for measure in MEASURES:
        columns = [held.held[measure] for _, held in sets]
        columns.append([x for column in columns for x in column])
        cells = (f"{sum(c)}/{len(c)} {sum(c) / max(len(c), 1):.2f}" for c in columns)
        print(f"{measure:15}" + "".join(f"{cell:>17}" for cell in cells))  # noqa: T201
    for count in COUNTS:
        numbers = [held.counts[count] for _, held in sets]
        print(f"{count:15}" + "".join(f"{n:>17}" for n in [*numbers, sum(numbers)]))  # noqa: T201


def main() -> None:
    """What the command line asks for."""
    args = sys.argv[1:]
    folders = [a for a in args if Path(a).is_dir()]
    if folders:
        at = args.index("--reader") + 1 if "--reader" in args else None
        print_set(Path(folders[0]), args[at] if at else "accurate")
    else:
        print_held()


if __name__ == "__main__":
    main()
