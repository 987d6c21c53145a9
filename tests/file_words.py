"""All that a written file says, so that a test can look for what must not stand in it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from urllib.parse import unquote

import pyarrow.parquet as pq
import pypdfium2


def words_in(path: str, data: bytes) -> list[str]:
    """All that a file says: the texts of its parts, its properties and its own name."""
    if path.endswith((".zip", ".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inner = [words_in(part, archive.read(part)) for part in archive.namelist()]
        return [path, *(words for one in inner for words in one)]
    if path.endswith(".pdf"):
        document = pypdfium2.PdfDocument(data)
        told = [page.get_textpage().get_text_range() for page in document]
        return [path, "\n".join(told), json.dumps(document.get_metadata_dict())]
    if path.endswith(".parquet"):
        table = pq.read_table(io.BytesIO(data))
        return [path, json.dumps(table.to_pylist(), ensure_ascii=False), str(table.schema.metadata)]
    text = data.decode("utf-8", "replace")
    found = [path, text, re.sub(r"<[^>]*>", "", text)]
    if "%" in text:
        found.append(unquote(text))
    if "\\u" in text:
        found.append(re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text))
    return found
