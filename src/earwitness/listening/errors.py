"""Why a recording cannot be heard. All codes that this stage raises are listed here."""

from __future__ import annotations

CODES: dict[str, str] = {
    "no-sound": "the file is no sound or film, whatever its name says, or has no sound track",
    "silent": "nobody is heard to speak in it",
    "breaks-off": "the file is cut off or broken; what could be heard before that is kept",
    "too-long": "the recording is longer than the program listens to",
    "no-model": "there is no such speech or translation model on this machine",
    "listen-extra": "a library is missing: the message says what to install",
    "no-times": "the statement's report has no times of words: it is no transcript",
    "no-recording": "the case does not have the sound of this transcript",
}


class ListenError(Exception):
    """A recording that cannot be heard: `code` is a key of CODES, the message one sentence."""

    def __init__(self, code: str, message: str) -> None:
        if code not in CODES:
            raise ValueError(f"no such code: {code}")
        super().__init__(message)
        self.code = code
        self.message = message


def missing(what: str) -> ListenError:
    """The error that names the extra."""
    return ListenError("listen-extra", f'{what} needs more: pip install "earwitness[listen]".')
