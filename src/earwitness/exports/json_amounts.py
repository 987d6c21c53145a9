"""Amounts as the export prints them."""

from __future__ import annotations

from earwitness.model import Amount

from .json_types import AmountJson


def amount_json(amount: Amount) -> AmountJson:
    """One amount; a whole number is printed without a point."""
    return {
        "document": amount.document,
        "start": amount.span.start,
        "end": amount.span.end,
        "kind": amount.kind,
        "value": _number(amount.value),
        "low": _number(amount.low),
        "high": _number(amount.high),
        "unit": amount.unit,
        "origin": amount.origin,
    }


def _number(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
