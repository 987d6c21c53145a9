"""The readers that a user can name, and which version of each this program has."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from .model_folder import ModelError, open_config
from .report import RULES_VERSION
from .rules import RuleTagger
from .tagger import Tagger

RULES, ACCURATE, FAST = "rules", "accurate", "fast"
READERS = (ACCURATE, FAST, RULES)
DEFAULT = ACCURATE
_MODELS = Path(__file__).parent / "neural" / "models"


@dataclass(frozen=True)
class Reader:
    """A reader by name: `accurate`, `fast`, `rules`, or the folder of a model.

    Nothing is loaded before `tagger` is asked for. `threads` changes the speed alone.
    """

    name: str
    threads: int = field(default=1, compare=False)

    @cached_property
    def tagger(self) -> Tagger:
        """What finds the attributions. Raises ModelError where a model cannot be used."""
        if self.name == RULES:
            return RuleTagger()
        from .combine import CombinedTagger  # noqa: PLC0415 - the model's libraries are heavy
        from .neural import NeuralTagger  # noqa: PLC0415

        model = NeuralTagger(self.folder, threads=self.threads)
        return CombinedTagger(RuleTagger(), model, inside=self.name != FAST)

    @cached_property
    def version(self) -> str:
        """Model and rules; a reading by another version is out of date."""
        if self.name == RULES:
            return RULES_VERSION
        return f"{open_config(self.folder)['name']}+{RULES_VERSION}"

    @property
    def folder(self) -> Path:
        """Where the model lies."""
        return _MODELS / self.name if self.name in READERS else Path(self.name)


@lru_cache(maxsize=8)
def reader(name: str = DEFAULT, threads: int = 1) -> Reader:
    """The reader of that name, one for the whole process. Raises ModelError."""
    if name not in READERS and not Path(name).is_dir():
        raise ModelError(
            f"There is no reader {name!r}: name {', '.join(READERS)}, or the folder of a model."
        )
    return Reader(name, threads)


def known_versions() -> tuple[str, ...]:
    """The version of every reader that comes with the program. Raises ModelError."""
    return tuple(reader(name).version for name in READERS)
