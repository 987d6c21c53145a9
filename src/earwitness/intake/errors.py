"""Why an input cannot be read. All codes that `read_document` raises are listed here."""

from __future__ import annotations

CODES: dict[str, str] = {
    "empty": "the file holds nothing, or white space alone",
    "too-large": "the file is larger than MAX_BYTES, or its text longer than MAX_TEXT",
    "binary": "the bytes are a picture, an archive, a program: no text",
    "unknown-type": "a document of a kind that is not read (audio, an old office file)",
    "damaged": "an archive, book, feed or PDF that is broken or locked",
    "several": "the file holds several reports where one was asked for",
    "encoding": "the bytes are text in no encoding that fits",
    "no-text": "the page holds no words that a reader would see",
}


class IntakeError(Exception):
    """An input that cannot be read.

    `code` is a key of CODES; `message` is one sentence for the user: what, where, what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        if code not in CODES:
            raise ValueError(f"no such code: {code}")
        super().__init__(message)
        self.code = code
        self.message = message
