"""A model folder: the network, its settings and its wordpieces, opened when first needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ..model_folder import unusable
from .arrays import Array
from .blocks import LINK, Settings

TAGS, VECTORS = "tags", "vectors"


def open_session(folder: Path, file: str) -> Any:
    """The network, with one thread for each call: windows run side by side instead.

    Raises ModelError.
    """
    import onnxruntime  # noqa: PLC0415 - heavy: only who reads with a model waits for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # Windows come in all lengths: a plan of memory for each would only grow.
    options.enable_mem_pattern = False
    try:
        return onnxruntime.InferenceSession(
            str(folder / file), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise unusable(folder, f"its network {file} cannot be loaded") from error


def open_tokenizer(folder: Path) -> Any:
    """The wordpieces: the folder's own, or those of the folder above. Raises ModelError."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - heavy

    places = [folder / "tokenizer.json", folder.parent / "tokenizer.json"]
    path = next((place for place in places if place.is_file()), places[0])
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:
        raise unusable(folder, "its tokenizer.json cannot be loaded") from error
    tokenizer.no_truncation()  # cutting and padding are ours to do
    tokenizer.no_padding()
    return tokenizer


def settings_of(config: dict[str, Any]) -> Settings:
    """Decoding settings as stored beside the network."""
    stored: dict[str, Any] = dict(config["settings"])
    for name in ("moves", "far", "apart"):
        stored[name] = np.array(stored[name], np.float32)
    for name in {"bias", "calibration", "curve"} & stored.keys():
        stored[name] = tuple(stored[name])
    return Settings(**stored)


def nothing() -> tuple[Array, Array]:
    """Scores and vectors of a text without pieces."""
    return np.zeros((0, 7), np.float32), np.zeros((0, 4 * LINK + 1), np.float32)
