"""The scorer beside the articles: `bench/score_attributions.py` next to PolNeAR's folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

MEASURES = (
    "attributions", "attributed", "quoted_attributed", "unquoted_attributed", "content_tokens",
)  # fmt: skip
Rows = list[dict[str, list[list[int]]]]


@lru_cache(maxsize=1)
def scorer(data: Path) -> Any:
    """The module; its `read_gold` reads a part, its `score` compares."""
    path = data.resolve().parent / "bench" / "score_attributions.py"
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise SystemExit(f"There is no scorer at {path}; it belongs beside the articles.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measures(
    data: Path, gold: dict[str, tuple[str, Rows]], found: dict[str, Rows]
) -> dict[str, float]:
    """F1 of each measure."""
    metrics = scorer(data).score(gold, found)["metrics"]
    return {name: metrics[name]["f1"] for name in MEASURES}


__all__: Sequence[str] = ["MEASURES", "measures", "scorer"]
