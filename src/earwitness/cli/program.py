"""The program `earwitness`: its commands, and what becomes of errors."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import click

from earwitness import __version__

from . import codes

_FOLDER = click.Path(path_type=Path)
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
def read_command(
    *,
    paths: tuple[str, ...],
    folder: Path | None,
    reader: str,
    threads: int | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Read reports (pages, text, mail, PDF, feeds, archives) and print the brief.

    PATH is a file, a folder (with all that lies in it), a pattern, or - for standard input. With
    --case the reports are added to the case, which is made if there is none; without it nothing
    is kept.

    \b
    Examples:
      earwitness read reports/ --case my-case
      earwitness read one.html 'more/*.txt'
      curl -s https://example.org/report.html | earwitness read - --case my-case
    """
    from .reading import run

    return run(paths, folder, reader=reader, threads=threads, as_json=as_json, quiet=quiet)


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
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check_command(*, folder: Path, as_json: bool) -> int:
    """Hold the originals, the custody log and the tables of a case against each other.

    \b
    Example:
      earwitness check my-case
    """
    from .keeping import check

    return check(folder, as_json=as_json)


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
@click.option("--format", "form", type=click.Choice(["json"]), required=True, help="The format.")
@click.option("--out", type=_FOLDER, help="Write to this file, not to standard output.")
def export_command(*, folder: Path, form: str, out: Path | None) -> int:
    """Export a whole case, with every name: the owner's own complete copy.

    \b
    Examples:
      earwitness export my-case --format json --out case.json
      earwitness export my-case --format json | jq '.findings[].says'
    """
    from .keeping import export

    del form  # one choice so far
    return export(folder, out)


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


@program.command("serve")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default="a free one", help="The port."
)
@click.option("--no-open", is_flag=True, help="Do not open a browser; print the address alone.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to stand at.")
@click.option("--name", "names", multiple=True, help="A name by which others reach the desk.")
@click.option("--certificate", type=_FOLDER, help="A certificate for HTTPS (PEM).")
@click.option("--key", type=_FOLDER, help="The key of the certificate (PEM).")
@click.option("--as", "owner", default="", show_default="your login", help="Who you are.")
def serve_command(
    *,
    folder: Path,
    port: int,
    no_open: bool,
    host: str,
    names: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    owner: str,
) -> int:
    """Open a case at the desk: read, look up, compare and decide in a browser.

    The desk stands on this machine alone, unless --host says otherwise; then everybody who comes
    needs an account (see earwitness account). It asks nothing of any other machine.

    \b
    Examples:
      earwitness serve my-case
      earwitness serve my-case --port 8300 --no-open
    """
    from earwitness.desk.serve import Place

    from .desk import run

    place = Place(host, port, names, certificate, key)
    return run(folder, place, browse=not no_open, owner=owner)


@program.command("account")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "editor", "owner"]),
    default="editor",
    show_default=True,
    help="What they may do: a reader reads, editors and owners decide and add reports.",
)
@click.option("--remove", is_flag=True, help="Take the account away.")
def account_command(*, folder: Path, name: str, role: str, remove: bool) -> int:
    """Say who may come to the desk from another machine. The password is asked for, or piped in.

    \b
    Example:
      earwitness account my-case ada --role editor
    """
    from .desk import account

    return account(folder, name, role=role, remove=remove)  # type: ignore[arg-type]


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
    from earwitness.pipeline import ModelError, StageError

    if isinstance(error, CaseError):
        click.echo(str(error), err=True)
        return codes.CASE_DAMAGED if error.code == "case-damaged" else codes.USAGE
    if isinstance(error, ModelError):
        click.echo(str(error), err=True)
        return codes.USAGE
    if isinstance(error, StageError):
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
