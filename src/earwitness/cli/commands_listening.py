"""Commands about recordings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import CASE, FOLDER

if TYPE_CHECKING:
    from earwitness.casefile import CasePlace


@click.command("listen")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=FOLDER)
@click.option("--case", "folder", type=CASE, required=True, help="The case that keeps them.")
@click.option(
    "--model",
    default="small",
    show_default=True,
    metavar="NAME|PATH",
    help="A Whisper model: its folder, or the name of one that is on this machine.",
)
@click.option("--download", is_flag=True, help="Fetch the model by its name, if it is not there.")
@click.option(
    "--language",
    "languages",
    metavar="CODE,…",
    default="",
    help="The languages that may be spoken, such as ru,uk; without it the model tells.",
)
@click.option(
    "--speakers",
    type=click.IntRange(1, 8),
    default=2,
    show_default=True,
    help="How many voices to tell apart where all are on one channel.",
)
@click.option(
    "--translate",
    type=FOLDER,
    metavar="PATH",
    help="Put an unverified machine translation beside each turn, by the model in this folder.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 28),
    show_default="20 for one language, else 6",
    metavar="SECONDS",
    help="How much is listened to in one go: more is faster; a language is told once in each.",
)
@click.option(
    "--threads", type=click.IntRange(1, 64), default=2, show_default=True, help="For the model."
)
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but what could not be heard.")
def listen_command(
    *,
    files: tuple[Path, ...],
    folder: CasePlace,
    model: str,
    download: bool,
    languages: str,
    speakers: int,
    translate: Path | None,
    least: float | None,
    threads: int,
    as_json: bool,
    quiet: bool,
) -> int:
    """Listen to recordings, and read what is said in them like a report.

    FILE is sound or film that FFmpeg reads. The case keeps the file, and a transcript of it: words
    with times, speakers, languages, and how sure each word is (the unsure ones have a (?) when
    printed). Interrupted, it goes on where it was. Needs: pip install "earwitness[listen]".

    \b
    Examples:
      earwitness listen call.mp3 --case my-case --model models/whisper-small --language ru,uk
      earwitness listen 'calls'/*.ogg --case my-case --speakers 3
    """
    from earwitness.recordings import How

    from .listening import listen

    spoken = tuple(code.strip().lower() for code in languages.split(",") if code.strip())
    how = How(model, spoken, speakers, threads, download, translate, least)
    return listen(files, folder, how, as_json=as_json, quiet=quiet)


@click.command("transcript")
@click.argument("folder", type=CASE, metavar="DIR")
@click.argument("report", metavar="[REPORT]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "vtt", "srt", "json"]),
    default="text",
    show_default=True,
    help="Lines to read, subtitles, or everything.",
)
@click.option("--out", type=FOLDER, metavar="FILE", help="Write to this file.")
def transcript_command(
    *, folder: CasePlace, report: str | None, form: str, out: Path | None
) -> int:
    """Print a transcript of a case, or without REPORT the names of those that it holds.

    REPORT is the name of the transcript, a part of it, or its number in the case. It is the owner's
    copy, with every name.

    \b
    Examples:
      earwitness transcript my-case
      earwitness transcript my-case call.mp3 --format vtt --out call.vtt
    """
    from .listening import transcript

    return transcript(folder, report, form, out)


@click.command("clip")
@click.argument("folder", type=CASE, metavar="DIR")
@click.argument("statement", metavar="STATEMENT")
@click.option("--out", type=FOLDER, required=True, metavar="FILE", help="The WAV file to write.")
@click.option(
    "--margin",
    type=click.FloatRange(0, 60),
    default=0.5,
    show_default=True,
    metavar="SECONDS",
    help="What is left before and after the words.",
)
@click.option("--redacted", is_flag=True, help="Put a tone over the names that publish withholds.")
@click.option("--audio", type=FOLDER, metavar="FILE", help="The recording, if not in the case.")
def clip_command(
    *,
    folder: CasePlace,
    statement: str,
    out: Path,
    margin: float,
    redacted: bool,
    audio: Path | None,
) -> int:
    """Cut the words of a statement out of its recording, as a WAV file.

    STATEMENT is a statement's id, a place such as 2:5, or a few of its words. A name that was not
    understood has no tone over it, and a voice can be recognised: listen before you pass it on.

    \b
    Example:
      earwitness clip my-case 'no bread for nine days' --out bread.wav --redacted
    """
    from .listening import clip

    return clip(folder, statement, out, margin=margin, redacted=redacted, audio=audio)


COMMANDS: tuple[click.Command, ...] = (listen_command, transcript_command, clip_command)
