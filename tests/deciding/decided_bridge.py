"""The bridge case, each report under bytes of its own."""

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "exports"))

from bridge import bridge_case

from earwitness.model import Case


def made_case() -> Case:
    """The case built by hand, with a digest for each report."""
    case = bridge_case()
    return replace(
        case,
        documents=tuple(
            replace(d, sha256=hashlib.sha256(d.text.encode()).hexdigest()) for d in case.documents
        ),
    )
