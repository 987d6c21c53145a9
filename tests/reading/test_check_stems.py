"""The parts of words that rule frames of checks out are those of the frames as they stand now."""

import importlib.util
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_stems_are_those_of_the_frames() -> None:
    spec = importlib.util.spec_from_file_location("check_stems", ROOT / "scripts/check_stems.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    kept = json.loads(script.OUT.read_text(encoding="utf-8"))
    assert kept == script.stems(), "run python scripts/check_stems.py"
    assert all(order for frame in kept for order in frame), "an order without any stem"
