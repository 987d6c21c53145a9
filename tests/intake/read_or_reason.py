"""What holds of any bytes that are given to the intake."""

from __future__ import annotations

from earwitness.intake import IntakeError, members_of, read_document


def read_or_reason(data: bytes, name: str) -> None:
    """Documents whose blocks follow each other, or a sentence that says why not."""
    try:
        for member in members_of(data, name):
            document = read_document(member.data, path=member.name)
            end = 0
            for block in document.blocks:
                assert end <= block.span.start < block.span.end <= len(document.text)
                end = block.span.end
    except IntakeError as error:
        if not error.message.endswith((".", "?")):
            raise
