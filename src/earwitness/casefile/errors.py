"""What can be wrong with a case as a whole."""

from __future__ import annotations


class CaseError(Exception):
    """A case that cannot be opened or written; the message is one sentence for the user.

    Codes: `no-case` (nothing there), `not-a-case` (a folder with other things in it),
    `newer-case` (written by a later version), `case-damaged` (a part cannot be read).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
