"""The program `earwitness`: its commands, and what becomes of errors."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

import click

from earwitness import __version__

from . import codes
from .options import with_web

_FOLDER = click.Path(path_type=Path)
# The names of earwitness.exports.formats.FORMATS, which --help must not wait for; a test compares.
_FORMATS = tuple(
    "json csv parquet annotations prov jsonld ftm stix ninjs citron passim html text docx pdf"
    " rocrate all".split()
)
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
@click.option("--case", "folder", type=_FOLDER, help="Keep the reports in this case.")
@_READER
@_THREADS
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON, not the brief.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but what could not be read.")
@with_web
def read_command(
    *,
    paths: tuple[str, ...],
    folder: Path | None,
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
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option(
    "--certificate", type=_FOLDER, metavar="FILE", help="Verify time stamps by this certificate."
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check_command(*, folder: Path, certificate: Path | None, as_json: bool) -> int:
    """Hold the originals, the custody log and the tables of a case against each other.

    \b
    Examples:
      earwitness check my-case
      earwitness check my-case --certificate authority.pem
    """
    from .keeping import check

    return check(folder, certificate=certificate, as_json=as_json)


@program.command("brief")
@click.argument("folder", type=_FOLDER, metavar="DIR")
def brief_command(*, folder: Path) -> int:
    """Print the brief of a case.

    \b
    Example:
      earwitness brief my-case | less -R
    """
    from .keeping import brief

    return brief(folder)


@program.command("export")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), required=True, help="The format, or all."
)
@click.option("--out", type=_FOLDER, help="Write to this file (or folder), not to standard output.")
def export_command(*, folder: Path, form: str, out: Path | None) -> int:
    """Export a whole case, with every name: the owner's own complete copy.

    A format of one file goes to standard output or to the file --out; one of several files, and
    all, go into the folder --out. For a copy that others may see: earwitness publish.

    \b
    Examples:
      earwitness export my-case --format json --out case.json
      earwitness export my-case --format json | jq '.findings[].says'
      earwitness export my-case --format csv --out tables
    """
    from .keeping import export

    return export(folder, form, out)


@program.command("publish")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="all",
    show_default=True,
    help="The format, or all.",
)
@click.option("--out", type=_FOLDER, metavar="FOLDER", help="Write into this folder.")
@click.option("--check", is_flag=True, help="List what would leave, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --check: print the list as JSON.")
def publish_command(
    *, folder: Path, form: str, out: Path | None, check: bool, as_json: bool
) -> int:
    """Write what others may see: the case with placeholders for private persons.

    Speakers of intercepted calls and those whom they name, families, minors, patients and sources
    who are not to be named have placeholders in every format. See first who is withheld and who
    is named, with --check; then earwitness reveal or hide.

    \b
    Examples:
      earwitness publish my-case --check
      earwitness publish my-case --format pdf --out for-the-editor
      earwitness publish my-case --out public
    """
    from .publishing import publish

    return publish(folder, form, out, check=check, as_json=as_json)


@program.command("reveal")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.argument("person", metavar="PERSON")
@click.option("--reason", required=True, help="Why this person may be named.")
@click.option("--by", help="Who decides.  [default: your name on this machine]")
def reveal_command(*, folder: Path, person: str, reason: str, by: str | None) -> int:
    """Name a private person in published copies all the same, for a reason that is kept.

    PERSON is a name or id as earwitness publish --check lists it. The log of the case keeps who
    decided, when and why; earwitness hide takes it back.

    \b
    Example:
      earwitness reveal my-case 'Mirel' --reason 'He agreed in writing on 3 May.'
    """
    from .publishing import decide_on

    return decide_on(folder, "reveal", person, reason, by)


@program.command("hide")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.argument("person", metavar="PERSON")
@click.option("--reason", required=True, help="Why this person must not be named.")
@click.option("--by", help="Who decides.  [default: your name on this machine]")
def hide_command(*, folder: Path, person: str, reason: str, by: str | None) -> int:
    """Withhold a name in published copies that the rules would let pass.

    PERSON is a full name as the reports give it; every other form of it is found from there.

    \b
    Example:
      earwitness hide my-case 'Orla Finch' --reason 'Her nephews serve there.'
    """
    from .publishing import decide_on

    return decide_on(folder, "hide", person, reason, by)


@program.command("figures")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print groups and figures as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print one line a figure, as CSV.")
@click.option("--svg", type=_FOLDER, metavar="FOLDER", help="Write a chart of each group there.")
@click.option(
    "--profile",
    type=click.Choice(["acled", "ucdp", "min-max"]),
    help="How words such as “dozens” become numbers; without it they stay words.",
)
def figures_command(
    *, folder: Path, as_json: bool, as_csv: bool, svg: Path | None, profile: str | None
) -> int:
    """Print which figures of a case count the same thing, and what they are to each other.

    \b
    Examples:
      earwitness figures my-case
      earwitness figures my-case --csv --profile acled > figures.csv
      earwitness figures my-case --svg charts
    """
    from .figures import figures

    return figures(folder, as_json_text=as_json, csv_text=as_csv, svg=svg, profile_name=profile)


@program.command("stamp")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--authority", required=True, metavar="URL", help="The service that stamps.")
@click.option("--allow-private", is_flag=True, help="It may be on a private network.")
def stamp_command(*, folder: Path, authority: str, allow_private: bool) -> int:
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
@click.option("--case", "folder", type=_FOLDER, required=True, help="The case to keep up to date.")
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
    folder: Path,
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


@program.command("schema")
def schema_command() -> int:
    """Print the JSON Schema of the export.

    \b
    Example:
      earwitness schema > casefile.schema.json
    """
    from .keeping import schema

    return schema()


@program.command("trace")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.argument("statement", metavar="STATEMENT")
@click.option("--json", "as_json", is_flag=True, help="Print the chain as JSON.")
def trace_command(*, folder: Path, statement: str, as_json: bool) -> int:
    """Follow a statement back to the mouth it came from, hand by hand.

    STATEMENT is a statement's id, a place such as 2:5 (report and line, as the brief has it), or
    a few of its words.

    \b
    Examples:
      earwitness trace my-case 2:5
      earwitness trace my-case 'no bread for nine days'
    """
    from .asking import trace

    return trace(folder, statement, as_json=as_json)


@program.command("roots")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the roots as JSON.")
def roots_command(*, folder: Path, as_json: bool) -> int:
    """Say how many sources are behind the reports, and by which ways their words came.

    \b
    Example:
      earwitness roots my-case
    """
    from .asking import roots

    return roots(folder, as_json=as_json)


@program.command("leads")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the leads as JSON.")
def leads_command(*, folder: Path, as_json: bool) -> int:
    """List what to go and get next: what, where it should be, who cites it.

    \b
    Example:
      earwitness leads my-case
    """
    from .asking import leads

    return leads(folder, as_json=as_json)


@program.command("same")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.argument("text", metavar="TEXT")
@click.option("--json", "as_json", is_flag=True, help="Print the places as JSON.")
def same_command(*, folder: Path, text: str, as_json: bool) -> int:
    """Find the same words elsewhere: identical, trimmed, censored, changed, translated anew.

    \b
    Example:
      earwitness same my-case 'Nobody told us the deck was rotten'
    """
    from .asking import same

    return same(folder, text, as_json=as_json)


@program.command("versions")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the pairs of reports as JSON.")
def versions_command(*, folder: Path, as_json: bool) -> int:
    """Find reports that are one report: copies, new headlines, updated versions, with what changed.

    \b
    Example:
      earwitness versions my-case
    """
    from .asking import versions

    return versions(folder, as_json=as_json)


@program.command("verify")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as JSON.")
def verify_command(*, folder: Path, as_json: bool) -> int:
    """Say of each cited report in the case whether it says what it is cited for.

    Yes, no (with both passages), or cannot tell.

    \b
    Example:
      earwitness verify my-case
    """
    from .asking import verify

    return verify(folder, as_json=as_json)


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
    from earwitness.exports.formats import ExtraMissingError
    from earwitness.leaving import LeakError
    from earwitness.pipeline import ModelError, StageError

    if isinstance(error, CaseError):
        click.echo(str(error), err=True)
        return codes.CASE_DAMAGED if error.code == "case-damaged" else codes.USAGE
    if isinstance(error, ModelError | ExtraMissingError):
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
