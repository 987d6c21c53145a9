"""A RO-Crate of the whole case: originals, texts, case file, log and hashes in one zip.

A published crate has no originals and no log: they hold every name.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

from earwitness.exports.json_export import dumps
from earwitness.model import Case

from .base import About, Files, as_json, file_of, moment
from .page import page_of

_EPOCH = (1980, 1, 1, 0, 0, 0)
_KINDS = {"html": "text/html", "json": "application/json", "txt": "text/plain", "log": "text/plain"}


def write(case: Case, about: About) -> Files:
    """`case.crate.zip`, with `ro-crate-metadata.json` as RO-Crate 1.1 wants it."""
    files = _files(case, about)
    metadata = {"ro-crate-metadata.json": as_json(_metadata(case, about, files))}
    return {"case.crate.zip": zipped(metadata | files)}


def _files(case: Case, about: About) -> Files:
    files: Files = {"case.json": dumps(case, about.layer).encode("utf-8", "replace")}
    files["brief.html"] = page_of(case, about)
    for number, document in enumerate(case.documents, 1):
        text = document.text.encode("utf-8", "replace")
        files[f"texts/{file_of(document, number, '.txt')}"] = text
    if not about.published:
        files |= about.originals
        if about.log is not None:
            files["custody.log"] = about.log
    return files


def _metadata(case: Case, about: About, files: Files) -> dict[str, Any]:
    described = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    dates = sorted(filter(None, map(moment, case.documents)))
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"A case of {len(case.documents)} reports",
        "description": about.note,
        "datePublished": dates[-1][:10] if dates else "1970-01-01",
        "license": "Of the reports: their publishers'. Of what was derived: the case owner's.",
        "hasPart": [{"@id": name} for name in files],
    }
    parts = [_part(name, data) for name, data in files.items()]
    graph = [described, root, *parts]
    # 1.1 is older than schema.org's word for a digest, which would have no meaning without.
    context = ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://schema.org/sha256"}]
    return {"@context": context, "@graph": graph}


def _part(name: str, data: bytes) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "contentSize": str(len(data)),
        "encodingFormat": _KINDS.get(name.rpartition(".")[2], "application/octet-stream"),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def zipped(files: Files) -> bytes:
    """The files as a zip whose bytes depend on nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()
