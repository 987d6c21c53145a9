"""Why a file cannot be taken in at all."""

from __future__ import annotations

IMPORT_ERRORS: dict[str, str] = {
    "import-size": "the file is larger than the program takes in",
    "import-json": "the file is not JSON in UTF-8, is cut off, or is nested too deeply",
    "import-kind": "the file holds neither Web Annotations nor FollowTheMoney entities",
    "import-many": "the file holds more annotations or entities than the program takes in at once",
}
"""The codes of ImportFileError, and what they mean."""


class ImportFileError(ValueError):
    """A file that cannot be taken in; `code` is a key of IMPORT_ERRORS, `str()` a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
