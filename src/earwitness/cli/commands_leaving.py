"""Commands by which something leaves a case."""

from __future__ import annotations

from pathlib import Path

import click

from .options import FOLDER

# The names of earwitness.exports.formats.FORMATS, which --help must not wait for; a test compares.
_FORMATS = tuple(
    "json csv parquet annotations prov jsonld ftm stix ninjs citron passim html text docx pdf"
    " rocrate all".split()
)


@click.command("export")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), required=True, help="The format, or all."
)
@click.option("--out", type=FOLDER, help="Write to this file (or folder), not to standard output.")
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


@click.command("publish")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="all",
    show_default=True,
    help="The format, or all.",
)
@click.option("--out", type=FOLDER, metavar="FOLDER", help="Write into this folder.")
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


@click.command("reveal")
@click.argument("folder", type=FOLDER, metavar="DIR")
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


@click.command("hide")
@click.argument("folder", type=FOLDER, metavar="DIR")
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


@click.command("import")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", help="Who takes it in.  [default: your name on this machine]")
@click.option("--dry-run", is_flag=True, help="Say what would be decided, and decide nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of it as JSON.")
def import_command(
    *, folder: Path, file: Path, by: str | None, dry_run: bool, as_json: bool
) -> int:
    """Take in what others noted: W3C Web Annotations, or FollowTheMoney entities.

    Each becomes a decision, beside what the program found, and can be undone at the desk. Words
    must stand in a report of the case just as the file gives them, and names must be those of one
    actor: what cannot be placed beyond doubt is said, and left.

    \b
    Examples:
      earwitness import my-case annotations.jsonld --dry-run
      earwitness import my-case entities.ftm.json --by 'Ada Brenk'
    """
    from .importing import take

    return take(folder, file, by=by, dry=dry_run, as_json=as_json)


@click.command("schema")
def schema_command() -> int:
    """Print the JSON Schema of the export.

    \b
    Example:
      earwitness schema > casefile.schema.json
    """
    from .keeping import schema

    return schema()


COMMANDS: tuple[click.Command, ...] = (
    export_command,
    publish_command,
    reveal_command,
    hide_command,
    import_command,
    schema_command,
)
