"""Which formats there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from earwitness.model import Case

from .base import About, Files


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its one file (None: several, in a folder), the extra that it needs."""

    name: str
    module: str
    says: str
    file: str | None
    extra: str | None = None


_ALL = (
    Format("json", "casefile", "the case file, as docs/reference.md describes it", "case.json"),
    Format("csv", "csv_tables", "tables with a Data Package", None),
    Format("parquet", "parquet", "the same tables for analysis", None, "parquet"),
    Format("annotations", "annotations", "W3C Web Annotations on the texts", None),
    Format("prov", "provenance", "PROV of every chain, as JSON and as RDF", None, "prov"),
    Format("jsonld", "schema_org", "schema.org as JSON-LD", "case.jsonld"),
    Format("ftm", "follow_the_money", "FollowTheMoney entities", "entities.ftm.json"),
    Format("stix", "stix", "a STIX 2.1 bundle", "bundle.stix.json"),
    Format("ninjs", "ninjs", "IPTC ninjs 2.1 items", "items.ninjs.json"),
    Format("citron", "citron", "Citron's annotations, one line a report", "quotes.citron.jsonl"),
    Format("passim", "passim", "passim's clusters of passages", "clusters.passim.jsonl"),
    Format("html", "page", "the brief as a page", "brief.html"),
    Format("text", "plain", "the brief as text", "brief.txt"),
    Format("docx", "word", "the brief as a Word document", "brief.docx", "office"),
    Format("pdf", "pdf", "the brief as PDF", "brief.pdf", "office"),
    Format("rocrate", "ro_crate", "a RO-Crate of the whole case", "case.crate.zip"),
)
FORMATS: dict[str, Format] = {form.name: form for form in _ALL}
"""Every format by its name."""


def render(name: str, case: Case, about: About) -> Files:
    """The files of a format. Raises ExtraMissingError where its library is not installed."""
    module = import_module(f"{__package__}.{FORMATS[name].module}")
    write = cast(Callable[[Case, About], Files], module.write)
    return write(case, about)
