"""Mail: one message as a report, forwarded newsletters too; a mailbox as its messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from earwitness.knowledge.outlets import looks_like_outlet, outlet_for_host, outlet_named

from .errors import IntakeError
from .source import Given, Source, Stretch, page_of

_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[ \t][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)")
_KNOWN = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|delivered-to"
    rb"|content-type|reply-to|list-unsubscribe):",
    re.IGNORECASE,
)
_POSTMARK = re.compile(rb"^From [^\r\n]{3,200}\d{4}[^\r\n]{0,20}\r?\n", re.MULTILINE)
_FORWARDED = re.compile(
    r"^[ \t]*(?:-{2,} ?(?:Forwarded message|Original Message) ?-{2,}|Begin forwarded message:)"
    r"[ \t]*$\s*(?P<heads>(?:^(?:From|Date|Sent|Subject|To|Cc|Reply-To):[^\n]*\n\s*){2,12})",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(r"^(From|Date|Sent|Subject):[ \t]*([^\n]*)", re.MULTILINE | re.IGNORECASE)
_TAGS = re.compile(r"<(?:br|/p|/div|/tr|/td|/h\d)[^<>]{0,300}>|<[^<>]{0,2000}>", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:(?:fwd?|re|wg|aw)\s?:\s*)+", re.IGNORECASE)


def is_mail(data: bytes, name: str) -> bool:
    """Whether the bytes begin with the headers of a mail."""
    head = data[:6000]
    found, at = 0, 0
    while match := _HEADER.match(head, at):
        found += bool(_KNOWN.match(match[0]))
        at = match.end()
    return found >= (1 if name.lower().endswith(".eml") else 3)


def is_mailbox(data: bytes) -> bool:
    """Whether the bytes begin as a mailbox does, with a postmark and headers."""
    mark = _POSTMARK.match(data[:400])
    return bool(mark) and bool(_HEADER.match(data[:4000], mark.end() if mark else 0))


def messages_of(data: bytes) -> Iterator[bytes]:
    """The messages of a mailbox, without their postmarks."""
    marks = list(_POSTMARK.finditer(data))
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(data)
        yield data[mark.end() : end].strip(b"\r\n") + b"\n"


def open_mail(data: bytes, name: str) -> Source:
    """The report in a message: its HTML where it has some, else its text."""
    message = message_from_bytes(data, policy=policy.default)
    part = message.get_body(preferencelist=("html", "plain"))
    if part is None:
        raise IntakeError(
            "no-text", f"{name} is a mail without words: save what is attached to it."
        )
    body = _content(part)
    plain = _TAGS.sub("\n", body) if part.get_content_subtype() == "html" else body
    given = _given(message, plain)
    if part.get_content_subtype() == "html":
        return page_of(body, given)
    return _text(body, given)


def _content(part: Any) -> str:
    """The words of a part; in a charset that nobody knows, as near as may be."""
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, UnicodeError, KeyError, ValueError):
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


def _text(body: str, given: Given) -> Source:
    """The message as text, its subject above; what forwards it is furniture."""
    found = _FORWARDED.search(body)
    stretches: tuple[Stretch, ...] = ()
    if found:
        lines = found[0].strip().split("\n")
        stretches = tuple(Stretch(line.strip(), "mail header") for line in lines if line.strip())
    title = f"{given.headline}\n\n" if given.headline else ""
    return Source(f"{title}{body.strip()}\n", "text", given, stretches)


def _given(message: EmailMessage, plain: str) -> Given:
    """Subject, sender and date; those of the mail that was forwarded where there is one."""
    inner = _FORWARDED.search(plain)
    fields = {k.lower(): v.strip() for k, v in _FIELD.findall(inner["heads"])} if inner else {}
    sender = fields.get("from") or _header(message, "from")
    subject = fields.get("subject") or _header(message, "subject")
    sent = fields.get("date") or fields.get("sent") or _header(message, "date")
    outlet, person = _sender(sender)
    return Given(
        headline=_PREFIX.sub("", " ".join(subject.split())) or None,
        authors=(person,) if person else (),
        outlet=outlet,
        published=_moment(sent),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message[name] or "")
    except (ValueError, IndexError, AttributeError):  # headers that the library cannot parse
        return ""


def _sender(value: str) -> tuple[str | None, str | None]:
    """The outlet or the person that sends: by the name, else by the host."""
    shown, address = parseaddr(value.replace("*", ""))
    host = address.rpartition("@")[2].lower()
    known = outlet_named(shown) or (outlet_for_host(host) if host else None)
    if known or looks_like_outlet(shown):
        return known or shown, None
    return None, shown if len(shown.split()) > 1 and "@" not in shown else None


def _moment(value: str) -> str | None:
    """The date of a mail in ISO 8601, to the minute, with its zone."""
    try:
        moment: datetime | None = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        moment = None
    return moment.isoformat(timespec="minutes") if moment else None
