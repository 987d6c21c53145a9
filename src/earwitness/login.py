"""Who sits at this machine: the name under which the log keeps what is done here."""

from __future__ import annotations

import getpass


def local_user() -> str:
    """The login; "owner" where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "owner"
