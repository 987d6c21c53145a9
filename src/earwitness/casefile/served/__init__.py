"""A case on a PostgreSQL server, which several people can share."""

from .address import Server, is_server, server_of
from .store import CaseServer

__all__ = ["CaseServer", "Server", "is_server", "server_of"]
