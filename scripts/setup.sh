#!/usr/bin/env bash
# What `make` needs, one step each:  setup.sh venv PYTHON | program | tools | fuzz | browser | postgres | spreadsheet | voices
set -euo pipefail

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# install SENTENCE PACKAGE…: system packages through apt-get, or a sentence that says what is missing.
install() {
  local why=$1
  shift
  if ! command -v apt-get >/dev/null; then
    echo "$why: please install $* by hand." >&2
    return 1
  fi
  echo "$why: installing $* with apt-get."
  local log
  log=$(mktemp)
  { as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
    >"$log" 2>&1 || {
    tail -n 5 "$log" >&2
    return 1
  }
}

# The programs alone: the package would also start a server on this machine, which nobody asked for.
install_postgres() {
  local folder=/etc/postgresql-common/createcluster.d
  as_root mkdir -p "$folder"
  echo 'create_main_cluster = false' | as_root tee "$folder/earwitness.conf" >/dev/null
  local status=0
  install "The tests keep cases on a PostgreSQL that they start themselves" postgresql || status=$?
  as_root rm -f "$folder/earwitness.conf"
  return "$status"
}

make_venv() {
  local python=$1
  command -v "$python" >/dev/null || install "There is no $python" python3 python3-venv
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Earwitness needs Python 3.11 or later: make PYTHON=python3.12 …" >&2
    exit 1
  }
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    install "This Python cannot make environments" python3-venv
  echo "Making an environment in .venv"
  "$python" -m venv .venv
}

# pip [OPTION…]: what pip warns of a source that is not there helps nobody; its errors stay.
pip_install() {
  .venv/bin/python -m pip install -q --disable-pip-version-check "$@" 2> >(grep -v '^WARNING: Location' >&2)
}

case ${1:-} in
  venv) make_venv "$2" ;;
  program)
    echo "Installing earwitness and what it needs"
    pip_install -e .
    ;;
  tools)
    echo "Installing earwitness and the tools of its tests"
    pip_install -e '.[dev]'
    ;;
  fuzz) pip_install -e '.[fuzz]' ;;
  browser)
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
      command -v google-chrome >/dev/null ||
      install "The tests look at the brief in a browser" chromium fonts-dejavu-core
    ;;
  postgres)
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
      install_postgres
    ;;
  spreadsheet)
    command -v soffice >/dev/null ||
      install "The tests open tables in a spreadsheet" libreoffice-calc-nogui
    ;;
  voices)
    { command -v festival && command -v espeak-ng && [ -d /usr/share/festival/voices/russian ]; } >/dev/null ||
      install "The tests listen to a call that they speak themselves" festival festvox-ru espeak-ng
    ;;
  *)
    echo "setup.sh venv PYTHON | program | tools | fuzz | browser | postgres | spreadsheet | voices" >&2
    exit 2
    ;;
esac
