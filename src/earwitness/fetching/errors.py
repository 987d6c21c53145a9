"""Why an address cannot be fetched. All codes that `Fetcher` raises are listed here."""

from __future__ import annotations

CODES: dict[str, str] = {
    "bad-url": "the address is none that can be fetched",
    "private": "the address leads into a private network, and that was not allowed",
    "host-not-found": "no such host is known",
    "refused": "the host refuses the connection, or breaks it off",
    "timeout": "the host takes longer than the program waits",
    "tls": "the host cannot show that it is the one that was asked for",
    "robots": "the site's robots.txt asks programs to stay away",
    "status": "the site answers that it has no such page, or does not give it",
    "redirects": "the site sends on too often, or in a ring",
    "too-large": "the answer is larger than the program reads",
    "not-text": "the answer is a picture, a film, a program: no report",
    "bad-answer": "the answer is not as the web's protocol has it",
}


class FetchError(Exception):
    """An address that cannot be fetched.

    `code` is a key of CODES; the message is one sentence for the user: what, where, what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        if code not in CODES:
            raise ValueError(f"no such code: {code}")
        super().__init__(message)
        self.code = code
