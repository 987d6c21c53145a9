"""The program `earwitness`: its commands, and what becomes of errors."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from earwitness import __version__

from . import codes
from .commands_asking import COMMANDS as ASKING
from .commands_desk import COMMANDS as DESK
from .commands_leaving import COMMANDS as LEAVING
from .commands_listening import COMMANDS as LISTENING
from .commands_moving import COMMANDS as MOVING
from .commands_scale import COMMANDS as SCALE
from .options import CASE, FOLDER, with_web

if TYPE_CHECKING:
    from earwitness.casefile import CasePlace

_READER = click.option(
    "--reader",
    default="accurate",
    show_default=True,
    metavar="accurate|fast|rules",
    help="What finds who said what: the large model, the small one, or rules alone.",
)
_THREADS = click.option(
    "--threads",
    type=click.IntRange(1, 64),
    show_default="one a core, 4 at most",
    help="How much is read side by side; the result is the same.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show where the program broke, if it does.")
@click.version_option(__version__, message="earwitness %(version)s")
def program(*, debug: bool) -> None:
    """Trace every statement in a set of reports back to the mouth it came from.

    \b
    Example:
      earwitness read reports/ --case my-case
    """
    if debug:
        ours = logging.getLogger("earwitness")
        ours.addHandler(logging.StreamHandler(sys.stderr))
        ours.setLevel(logging.DEBUG)


@program.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--case", "folder", type=CASE, help="Keep the reports in this case.")
@_READER
@_THREADS
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON, not the brief.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but what could not be read.")
@with_web
def read_command(
    *,
    paths: tuple[str, ...],
    folder: CasePlace | None,
    reader: str,
    threads: int | None,
    as_json: bool,
    quiet: bool,
    **web: Any,
) -> int:
    """Read reports (pages, text, mail, PDF, feeds, archives) and print the brief.

    PATH is a file, a folder (with all that lies in it), a pattern, an address (http://, https://),
    which is fetched, or - for standard input. With
    --case the reports are added to the case, which is made if there is none; without it nothing
    is kept.

    \b
    Examples:
      earwitness read reports/ --case my-case
      earwitness read one.html 'more/*.txt'
      earwitness read https://example.org/report.html --case my-case
      curl -s https://example.org/report.html | earwitness read - --case my-case
    """
    from .reading import run

    return run(paths, folder, reader=reader, threads=threads, as_json=as_json, quiet=quiet, web=web)


@program.command("text")
@click.argument("paths", nargs=-1, required=True, metavar="FILE…")
@click.option("--body", is_flag=True, help="Print the body alone: no headline, byline, date.")
@click.option("--json", "as_json", is_flag=True, help="Print all of the text, with offsets.")
def text_command(*, paths: tuple[str, ...], body: bool, as_json: bool) -> int:
    """Print reports as they would be read aloud: headline, byline, date, body, no furniture.

    Several reports are parted by a form feed. With --json: a list, each with its whole text, the
    kind of every stretch of it, and the links.

    \b
    Examples:
      earwitness text page.html
      earwitness text --body reports/*.html > all.txt
      earwitness text --json page.html | jq '.[0].blocks[] | select(.kind == "caption")'
    """
    from .texts import text

    return text(paths, body=body, as_json=as_json)


@program.command("check")
@click.argument("folder", type=CASE, metavar="DIR")
@click.option(
    "--certificate", type=FOLDER, metavar="FILE", help="Verify time stamps by this certificate."
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check_command(*, folder: CasePlace, certificate: Path | None, as_json: bool) -> int:
    """Hold the originals, the custody log and the tables of a case against each other.

    \b
    Examples:
      earwitness check my-case
      earwitness check my-case --certificate authority.pem
    """
    from .keeping import check

    return check(folder, certificate=certificate, as_json=as_json)


@program.command("brief")
@click.argument("folder", type=CASE, metavar="DIR")
def brief_command(*, folder: CasePlace) -> int:
    """Print the brief of a case.

    \b
    Example:
      earwitness brief my-case | less -R
    """
    from .keeping import brief

    return brief(folder)


@program.command("stamp")
@click.argument("folder", type=CASE, metavar="DIR")
@click.option("--authority", required=True, metavar="URL", help="The service that stamps.")
@click.option("--allow-private", is_flag=True, help="It may be on a private network.")
def stamp_command(*, folder: CasePlace, authority: str, allow_private: bool) -> int:
    """Have the state of the custody log stamped by a time-stamping authority (RFC 3161).

    Only the hash of the log's last line is sent. earwitness check --certificate verifies stamps.

    \b
    Example:
      earwitness stamp my-case --authority https://tsa.example.org
    """
    from .stamping import stamp

    return stamp(folder, authority, {"allow_private": allow_private})


@program.command("watch")
@click.argument("feeds", nargs=-1, metavar="[FEED]…")
@click.option("--case", "folder", type=CASE, required=True, help="The case to keep up to date.")
@click.option(
    "--every", default="15m", show_default=True, metavar="TIME", help="How often: 90s, 15m, 2h, 1d."
)
@click.option("--once", is_flag=True, help="Look once, and end.")
@click.option("--times", type=click.IntRange(1), metavar="N", help="Look N times, and end.")
@_READER
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object in each line.")
@with_web
def watch_command(
    *,
    feeds: tuple[str, ...],
    folder: CasePlace,
    every: str,
    once: bool,
    times: int | None,
    reader: str,
    as_json: bool,
    **web: Any,
) -> int:
    """Watch feeds and pages, add what is new, and tell what that changes for the case.

    FEED is the address of a feed or of a page; without any, those that were watched for the case
    before. Ctrl-C stops it; the next watch goes on from there. What is told is also kept in the
    case: changes.jsonl, and changes.atom for a feed reader.

    \b
    Examples:
      earwitness watch https://example.org/feed.xml --case my-case --every 30m
      earwitness watch --case my-case --once
    """
    from .watching import seconds_of, watch

    many = 1 if once else times
    pace = seconds_of(every)
    return watch(feeds, folder, every=pace, times=many, reader=reader, as_json=as_json, web=web)


for _command in (*ASKING, *LEAVING, *DESK, *MOVING, *LISTENING, *SCALE):
    program.add_command(_command)


def main() -> None:
    """Run the program; the exit status is one of `codes.EXIT_CODES`."""
    sys.exit(_status())


def _status() -> int:
    try:
        status = program.main(prog_name="earwitness", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return codes.ALL_READ
    except Exception as error:
        return _explained(error)
    return int(status or 0)


def _explained(error: Exception) -> int:
    logging.getLogger(__name__).debug("the program gave up", exc_info=error)
    if isinstance(error, OSError):
        click.echo(f"{error.filename or 'A file'}: {error.strerror or error}.", err=True)
        return codes.USAGE
    # A broken installation cannot tell its own errors apart either.
    return _our_fault(error) if isinstance(error, ImportError) else _sentence(error)


def _sentence(error: Exception) -> int:
    from earwitness.casefile import CaseError
    from earwitness.crawl import CrawlError
    from earwitness.exports.formats import ExtraMissingError
    from earwitness.imports import ImportFileError
    from earwitness.leaving import LeakError
    from earwitness.pipeline import ModelError, StageError

    if isinstance(error, CaseError):
        click.echo(str(error), err=True)
        return codes.CASE_DAMAGED if error.code == "case-damaged" else codes.USAGE
    if isinstance(error, ModelError | ExtraMissingError | ImportFileError | CrawlError):
        click.echo(str(error), err=True)
        return codes.USAGE
    if isinstance(error, StageError | LeakError):
        click.echo(str(error), err=True)
        return codes.OUR_FAULT
    return _our_fault(error)


def _our_fault(error: Exception) -> int:
    click.echo(
        f"The program broke ({type(error).__name__}): the fault is ours; "
        "run it again as earwitness --debug … and report what it prints.",
        err=True,
    )
    return codes.OUR_FAULT
