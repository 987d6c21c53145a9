"""Time stamps (RFC 3161): an authority's word that the custody log had this head at this time.

What is stamped is the `hash` of the log's last line, as 64 letters; since each line holds the hash
of the one before, the stamp holds for all that was done until then. Nothing else leaves the case.
The library rfc3161-client makes and verifies; it comes with the extra `earwitness[stamp]`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from earwitness.casefile import CODES, CaseError, CaseStore, Problem, Stamped
from earwitness.fetching import Fetcher, FetchError

_KIND = "application/timestamp-query"


def stamp(folder: CaseStore, authority: str, by: Fetcher) -> Stamped | None:
    """Have the log's head stamped; None where its last line is a stamp already. CaseError."""
    library = _library()
    head = folder.log.last()
    if head is None:
        raise CaseError("stamp", f"{folder.place} holds nothing yet that could be stamped.")
    if head.action == "stamped":
        return None
    builder = library.TimestampRequestBuilder().data(head.hash.encode("ascii"))
    builder = builder.hash_algorithm(library.HashAlgorithm.SHA256)
    request = builder.cert_request(cert_request=True).build()
    try:
        token = by.post(authority, request.as_bytes(), _KIND)
        answer = library.decode_timestamp_response(token)
        said = answer.tst_info if answer.status == 0 else None
    except FetchError as error:
        raise CaseError("stamp", f"No stamp: {error}") from error
    except ValueError as error:
        raise CaseError("stamp", f"No stamp: {authority} sends something else.") from error
    if said is None or said.nonce != request.nonce or not _is_of(said, head.hash):
        raise CaseError("stamp", f"No stamp: {authority} refuses, or stamps something else.")
    time = said.gen_time.isoformat(timespec="seconds")
    return folder.keep_stamp(token, head, authority=authority, time=time)


def wrong_stamps(folder: CaseStore, certificate: Path) -> Iterator[Problem]:
    """The stamps of the case that are none, by the authority's certificate. Asks no network."""
    library = _library()
    roots = _certificates(certificate)
    for held in folder.stamps():
        why = _fault(library, roots, held)
        if why:
            words = CODES["stamp-wrong"]
            message = f"{words[0].upper()}{words[1:]}: {_shown(held)} ({why})."
            yield Problem("stamp-wrong", _shown(held), message)


def _fault(library: Any, roots: list[Any], held: Stamped) -> str | None:
    """What is wrong with one stamp; None where it holds."""
    if held.data is None:
        return "it is missing"
    try:
        answer = library.decode_timestamp_response(held.data)
        builder = library.VerifierBuilder()
        for root in roots:
            builder = builder.add_root_certificate(root)
        builder.build().verify_message(answer, held.hash.encode("ascii"))
    except library.VerificationError as error:
        return " ".join(str(error).split()).rstrip(".")
    except ValueError:
        return "it cannot be read"
    return None


def _shown(held: Stamped) -> str:
    return held.name.removeprefix("stamps/")


def _is_of(said: Any, head: str) -> bool:
    return bool(said.message_imprint.message == hashlib.sha256(head.encode("ascii")).digest())


def _library() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CaseError(
            "stamp", "Stamps need a library that is not here: pip install 'earwitness[stamp]'."
        ) from error
    return rfc3161_client


def _certificates(path: Path) -> list[Any]:
    from cryptography import x509  # noqa: PLC0415 - comes with the extra

    try:
        return list(x509.load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise CaseError("stamp", f"{path} holds no certificate: name a PEM file.") from error
