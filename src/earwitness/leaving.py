"""What leaves a case: the owner's complete copy, in any format."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from earwitness import __version__
from earwitness.casefile import CaseFolder
from earwitness.casefile.files import write_atomically
from earwitness.exports.formats import FORMATS, About, ExtraMissingError, render
from earwitness.model import Case

Files = dict[str, bytes]


def owner_files(folder: CaseFolder, name: str) -> Files:
    """The files of a format, complete and with every name. Raises ExtraMissingError."""
    case = folder.load()
    return render(name, case, _owner(folder, case) if name == "rocrate" else _plain_owner())


def _plain_owner() -> About:
    return About(version=__version__)


def _owner(folder: CaseFolder, case: Case) -> About:
    """With the originals under their names, and the log: what a whole copy of the case holds."""
    originals = {}
    for document in case.documents:
        ending = PurePosixPath(document.path or "").suffix[:10]
        name = f"originals/{document.sha256}{ending}"
        originals[name] = folder.originals.read(document.sha256)
    log = folder.log.path.read_bytes() if folder.log.path.exists() else None
    return About(version=__version__, originals=originals, log=log)


def chosen(name: str) -> tuple[str, ...]:
    """The formats that a name means: itself, or all of them."""
    return tuple(FORMATS) if name == "all" else (name,)


def in_folder(name: str, files: Files, several: bool) -> Files:
    """The files as they lie in a folder with those of other formats: a format of many has its own."""
    if FORMATS[name].file is not None or not several:
        return files
    return {f"{name}/{path}": data for path, data in files.items()}


def write_files(files: Files, out: Path) -> tuple[Path, ...]:
    """Write the files below the folder, each whole or not at all; their paths."""
    written = []
    for name, data in files.items():
        path = out.joinpath(*PurePosixPath(name).parts)
        write_atomically(path, data)
        written.append(path)
    return tuple(written)


def left_out(missing: Iterable[ExtraMissingError]) -> str:
    """One sentence on the formats that could not be written."""
    return " ".join(str(error) for error in missing)
