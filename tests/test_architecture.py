"""What keeps the house in order: import rules, public names, and a document for everything."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest

import earwitness
from earwitness import casefile, crawl, deciding, fetching, imports, inputs, intake, listening
from earwitness.cli.codes import EXIT_CODES
from earwitness.cli.program import program
from earwitness.exports.json_schema import schema

ROOT = Path(__file__).parent.parent
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
PARTS = tuple(
    "casefile deciding exports fetching imports intake listening model reading tracing cli".split()
)
COMMANDS = sorted(program.commands)


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def test_imports_keep_to_the_rules() -> None:
    done = subprocess.run([_tool("lint-imports")], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def test_a_planted_violation_is_seen(tmp_path: Path) -> None:
    source = tmp_path / "src"
    subprocess.run(["cp", "-r", str(ROOT / "src"), str(source)], check=True)
    planted = source / "earwitness" / "model" / "ids.py"
    planted.write_text(planted.read_text() + "\nimport earwitness.intake\n")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    done = subprocess.run(
        [_tool("lint-imports"), "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(source)},
    )
    assert done.returncode == 1
    assert "earwitness.model" in done.stdout.decode()


@pytest.mark.parametrize("name", ["earwitness", *(f"earwitness.{part}" for part in PARTS)])
def test_every_public_name_is_there_and_listed_in_order(name: str) -> None:
    module = import_module(name)
    assert module.__all__ == sorted(module.__all__, key=_as_ruff_sorts)
    for public in module.__all__:
        assert getattr(module, public) is not None


def _as_ruff_sorts(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_a_name_that_is_not_public_is_refused() -> None:
    assert not hasattr(earwitness, "no_such_name")


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert earwitness.__version__ == project["version"]


def test_no_module_prints_outside_the_command_line() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        if "cli" not in path.parts:
            assert not re.search(r"^\s*print\(", path.read_text(encoding="utf-8"), re.M), path


def test_help_loads_no_heavy_library() -> None:
    """Help comes at once; `bench/speed.py` prints how soon."""
    code = "import sys, earwitness.cli; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    heavy = {
        "numpy",
        "onnxruntime",
        "tokenizers",
        "lxml",
        "fastapi",
        "jinja2",
        "sqlite3",
        "av",
        "ray",
    }
    assert heavy.isdisjoint(loaded.decode().split())


def test_help_does_not_load_the_stages() -> None:
    code = "import sys, earwitness.cli; print(*[m for m in sys.modules if 'earwitness.' in m])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert {m.split(".")[1] for m in loaded.decode().split()} == {"cli"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_of_itself(name: str) -> None:
    command = program.commands[name]
    context = click.Context(command, info_name=name)
    shown = command.get_help(context)
    assert re.search(rf"Examples?:\n\s+(?:.*\| )?earwitness {name} ", shown), shown
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_reference(name: str) -> None:
    assert f"### earwitness {name}" in REFERENCE
    section = REFERENCE.split(f"### earwitness {name}")[1].split("\n### ")[0].split("\n## ")[0]
    for parameter in program.commands[name].params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[0]}" in section, parameter.opts[0]


@pytest.mark.parametrize(
    "code",
    sorted(
        {
            *inputs.CODES,
            *fetching.CODES,
            *intake.CODES,
            *listening.CODES,
            *casefile.CODES,
            *casefile.CASE_ERRORS,
            *deciding.DECISION_ERRORS,
            *crawl.CODES,
            *crawl.CRAWL_ERRORS,
            *imports.IMPORT_ERRORS,
        }
    ),
)
def test_every_error_code_is_in_the_reference(code: str) -> None:
    assert f"| `{code}` |" in REFERENCE


@pytest.mark.parametrize("status", sorted(EXIT_CODES))
def test_every_exit_status_is_in_the_reference(status: int) -> None:
    assert f"| {status} | {EXIT_CODES[status]} |" in REFERENCE


@pytest.mark.parametrize("kind", sorted(schema()["$defs"]))
def test_every_key_of_the_export_is_in_the_reference(kind: str) -> None:
    for key in schema()["$defs"][kind]["properties"]:
        assert f"`{key}`" in REFERENCE, f"{kind}.{key}"
