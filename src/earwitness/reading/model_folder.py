"""What a model folder says of itself, read without the model's libraries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_CONFIG = "config.json"


class ModelError(Exception):
    """A model folder that cannot be used; `str()` is a sentence for the user."""


def open_config(folder: Path) -> dict[str, Any]:
    """What the folder says of its network. Raises ModelError."""
    try:
        config = json.loads((folder / _CONFIG).read_text("utf-8"))
        for name in ("name", "window", "margin", "settings"):
            config[name]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise unusable(folder, f"its {_CONFIG} cannot be read ({error})") from error
    return dict(config)


def unusable(folder: Path, why: str) -> ModelError:
    """The error for a folder, with what to do about it."""
    return ModelError(
        f"The model in {folder} cannot be used: {why}. Install earwitness anew, "
        "or read with --reader rules, which needs no model."
    )
