"""What the README shows is what the program prints.

`python tests/exports/test_readme.py` pastes today's brief; read the difference before you keep it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from earwitness.exports import brief_text
from earwitness.model import Reading
from earwitness.pipeline import read_bytes, trace

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```text\n).*?(?=\n```)", re.DOTALL)


def readings() -> Iterator[Reading]:
    for path in sorted((ROOT / "examples/arlen-bridge").iterdir()):
        if path.suffix in (".txt", ".html"):
            found = read_bytes(path.read_bytes(), path=path.name)
            assert isinstance(found, Reading), found
            yield found


def excerpt() -> str:
    """The first paragraph, the bars, and why figures and headlines stand out."""
    first, *sections = brief_text(trace(readings()), width=80).split("\n\n")
    kept = [first]
    for section in sections:
        heading, *rest = section.split("\n")
        start = next((n for n, line in enumerate(rest) if line.startswith("  - ")), len(rest))
        if heading.startswith("WHO VOUCHES"):
            kept.append("\n".join([heading, *rest[:start]]))
        elif heading.startswith(("FIGURES", "SAYS MORE")):
            kept.append("\n".join([heading, *(["…"] if start else []), *rest[start:]]))
    return "\n\n".join(kept) + "\n…"


def test_the_brief_of_the_examples_is_read_in_two_minutes() -> None:
    assert brief_text(trace(readings()), width=80).count("\n") <= 80


def test_the_readme_shows_the_brief_as_it_is() -> None:
    shown = BLOCK.search(README.read_text(encoding="utf-8"))
    assert shown is not None
    assert shown[0] == excerpt(), "run: python tests/exports/test_readme.py"


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda _: excerpt(), text, count=1), encoding="utf-8")
