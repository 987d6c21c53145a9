"""Machine translation into English: never evidence, and always said to be unverified.

Whisper can translate by itself, and invents ("baked an apple pie" became "she was a spy"): it is
not used. The default reads a model of the OPUS-MT kind in CTranslate2's form, from a folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from .errors import ListenError, missing

LABEL = "unverified machine translation"


class Translator(Protocol):
    """Words of one language in English."""

    @property
    def origin(self) -> str:
        """The program and the model."""

    def english(self, text: str, language: str) -> str | None:
        """The text in English; None where this language is not translated."""


class Marian:
    """An OPUS-MT model: a folder with `model.bin`, `source.spm`, `target.spm`."""

    def __init__(self, folder: Path, *, languages: tuple[str, ...] = ()) -> None:
        self._languages = languages
        library, pieces = _libraries()
        wanted = ("model.bin", "source.spm", "target.spm")
        if not all((folder / name).is_file() for name in wanted):
            message = f"{folder} is no translation model: it must hold {', '.join(wanted)}."
            raise ListenError("no-model", message)
        try:
            self._model = library.Translator(str(folder), device="cpu", compute_type="int8")
            self._source = pieces.SentencePieceProcessor(str(folder / "source.spm"))
            self._target = pieces.SentencePieceProcessor(str(folder / "target.spm"))
        except (RuntimeError, OSError) as error:
            message = f"The translation model in {folder} cannot be loaded: convert it anew."
            raise ListenError("no-model", message) from error
        self.origin = f"ctranslate2 {library.__version__}, {folder.name}"

    def english(self, text: str, language: str) -> str | None:
        """The text in English; None for English itself, and for what the model was not made for."""
        if language == "en" or (self._languages and language not in self._languages):
            return None
        pieces = [*self._source.encode(text, out_type=str), "</s>"]
        made = self._model.translate_batch([pieces], beam_size=4, max_decoding_length=256)
        return str(self._target.decode(made[0].hypotheses[0]))


def _libraries() -> tuple[Any, Any]:
    try:
        import ctranslate2  # noqa: PLC0415 - heavy, and an extra
        import sentencepiece  # noqa: PLC0415 - the same
    except ImportError as error:
        raise missing("Machine translation") from error
    return ctranslate2, sentencepiece
