#!/usr/bin/env bash
# Keep a small case of the present layout of the tables, for the test that later versions open it.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
version=$("$python" -c 'from earwitness.casefile.database import SCHEMA_VERSION; print(f"{SCHEMA_VERSION:04d}")')
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
"$python" - "$reports" <<'END'
import sys, pathlib
sys.path.insert(0, "tests/casefile")
from test_crash import FIRST, SECOND
for name, text in (("one.txt", FIRST), ("two.txt", SECOND)):
    pathlib.Path(sys.argv[1], name).write_text(text)
END
rm -rf "tests/casefile/old/$version"
mkdir -p tests/casefile/old
"$python" -m earwitness read "$reports" --case "tests/casefile/old/$version" --reader rules --quiet
"$python" - "tests/casefile/old/$version" <<'END'
import sys, pathlib
from earwitness.desk.workbench import Workbench
bench = Workbench(pathlib.Path(sys.argv[1]))
said = bench.now().case.statements[0].id
bench.decide(lambda drafts: drafts.verdict("accept", said, why="to be kept"), "ada")
END
rm -f "tests/casefile/old/$version"/{brief.html,brief.txt,.lock}
