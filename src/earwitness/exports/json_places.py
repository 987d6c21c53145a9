"""Where words stand, as the export prints it."""

from __future__ import annotations

from earwitness.model import Anchor, Span

from .json_types import AnchorJson, SpanJson


def span_json(span: Span) -> SpanJson:
    """Code points of a document that is known."""
    return {"start": span.start, "end": span.end}


def anchor_json(anchor: Anchor) -> AnchorJson:
    """Code points, and of which document."""
    return {"document": anchor.document, "start": anchor.span.start, "end": anchor.span.end}
