"""What people send from a page to add: reports, recordings, the sound of a transcript."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from earwitness.captures import is_url
from earwitness.cases import open_case
from earwitness.intake import MAX_ARCHIVE
from earwitness.model import Document
from earwitness.recordings import MOST_VOICES, How, say_transcript
from earwitness.tracing.tape import turns

from .adding import Added, Additions, safe_name
from .api import who
from .forms import sender
from .media import is_sound
from .rendering import page
from .workbench import Workbench


def adding_forms(bench: Workbench, additions: Additions) -> APIRouter:
    """All routes that add something to the case."""
    router = APIRouter()
    _add_adding(router, additions)
    _add_tapes(router, bench, additions)
    return router


def _add_adding(router: APIRouter, additions: Additions) -> None:
    @router.post("/add")
    async def add(request: Request) -> Response:
        who(request, "editor")  # before anything that is sent is kept
        async with request.form(max_files=2000, max_part_size=MAX_ARCHIVE) as form:
            sender(request, form, "editor")
            things = await run_in_threadpool(_added, form, additions)
        if not things:
            raise HTTPException(400, "There was nothing to add: choose files, or paste a report.")
        additions.add(things)
        if request.headers.get("hx-request"):
            return page(request, "progress.html.j2", progress=additions.progress)
        return RedirectResponse("/add", 303)


def _add_tapes(router: APIRouter, bench: Workbench, additions: Additions) -> None:
    @router.post("/tapes/{document}/sound")
    async def sound(request: Request, document: str) -> Response:
        who(request, "editor")
        async with request.form(max_files=1) as form:
            sender(request, form, "editor")
            value = form.get("file")
            if not isinstance(value, UploadFile) or not value.filename:
                raise HTTPException(400, "There was nothing to add: choose a recording.")
            if not is_sound(value.filename, _head(value.file)):
                raise HTTPException(
                    400, f"{value.filename} is no sound or film that is known here."
                )
            await run_in_threadpool(_put_sound, bench, additions, document, value)
        return RedirectResponse(f"/tapes/{document}", 303)

    @router.post("/tapes/{document}/of")
    async def of(request: Request, document: str) -> Response:
        who(request, "editor")
        async with request.form() as form:
            session = sender(request, form, "editor")
            recording = str(form.get("recording", ""))
        await run_in_threadpool(_put_of, bench, document, recording, session.name)
        return RedirectResponse(f"/tapes/{document}", 303)


def _put_sound(bench: Workbench, additions: Additions, document: str, value: UploadFile) -> None:
    added = additions.put(safe_name(value.filename or "", "sound"), value.file, how=additions.how)
    try:
        assert added.place is not None  # noqa: S101
        bench.put_sound(_transcript(bench, document), added.place)
    finally:
        additions.clear(added)


def _put_of(bench: Workbench, document: str, recording: str, by: str) -> None:
    meant = bench.now().recordings.get(recording)
    if meant is None or not meant.mentions:
        raise HTTPException(404, "The case has no such recording.")
    paper = _transcript(bench, document)
    if any(t.document == paper.id for t in bench.now().case.transcripts):
        raise HTTPException(400, "It is said already of which recording this is: load it again.")
    with open_case(bench.folder, create=False) as case:
        say_transcript(case, paper, meant, by=by)
        case.update()


def _transcript(bench: Workbench, document: str) -> Document:
    found = bench.now().ix.documents.get(document)
    if found is None or not turns(found):
        raise HTTPException(404, "The case has no such transcript.")
    return found


def _added(form: FormData, additions: Additions) -> list[Added]:
    """All that stands in the form; blocks while files are copied."""
    addresses = str(form.get("addresses", "")).split()
    found = [Added(url) for url in addresses if is_url(url)]
    if len(found) < len(addresses):
        raise HTTPException(400, "An address begins with http:// or https://.")
    how = _how(form, additions.how)
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    for value in form.getlist("files"):
        if isinstance(value, UploadFile) and value.filename:
            name = safe_name(value.filename, f"added-{stamp}")
            heard = how if is_sound(name, _head(value.file)) else None
            found.append(additions.put(name, value.file, how=heard))
    text = str(form.get("text", ""))
    if text.strip():
        named = safe_name(str(form.get("name", "")), "")
        name = named if named.endswith(".txt") else f"{named or f'pasted-{stamp}'}.txt"
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")
        found.append(additions.put(name, BytesIO(data)))
    return found


def _head(file: BinaryIO) -> bytes:
    head = file.read(16)
    file.seek(0)
    return head


def _how(form: FormData, how: How) -> How:
    """How recordings are listened to: what the form says of their languages and voices."""
    spoken = str(form.get("languages", "")).replace(",", " ").lower().split()
    voices = str(form.get("speakers", "")) or str(how.speakers)
    if not voices.isdecimal() or not 1 <= int(voices) <= MOST_VOICES:
        raise HTTPException(400, f"Voices: a number from 1 to {MOST_VOICES}.")
    if any(not re.fullmatch("[a-z]{2,3}", code) for code in spoken):
        raise HTTPException(400, "Languages: their codes, such as ru, uk.")
    return replace(how, languages=tuple(spoken) or how.languages, speakers=int(voices))
