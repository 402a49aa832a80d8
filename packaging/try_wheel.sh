#!/usr/bin/env bash
# Builds the wheel and the source distribution into dist/, installs each with pip into an empty
# environment away from the checkout, and does the whole job there: ./packaging/try_wheel.sh
# With a display (or xvfb-run) the real window is tried too.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/packaging/lib.sh"

find_python
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# try_one NAME FILE: install it and let it work on the sample that it carries.
try_one() {
    local home="$scratch/$1"
    "$python" -m venv "$home/venv"
    "$home/venv/bin/python" -m pip --disable-pip-version-check --quiet install \
        --constraint "$scratch/versions" "$2"
    # Not in the checkout: Python would find the package there.
    (cd "$home" && PATH="$home/venv/bin:$PATH" bash "$root/packaging/try_program.sh" "$home")
}

cd "$root"
"$python" -m venv "$scratch/build"
"$scratch/build/bin/python" -m pip --disable-pip-version-check --quiet install build
rm -f dist/*.whl dist/*.tar.gz
"$scratch/build/bin/python" -m build --outdir dist . >"$scratch/log" 2>&1 ||
    die "The build failed:" "$(tail -n 20 "$scratch/log")"
sed -n 's/^\([a-z0-9-]*==[^ ;]*\)\( *;[^\\]*\)\{0,1\} *\\$/\1\2/p' packaging/requirements.lock >"$scratch/versions"
try_one wheel dist/*.whl
try_one sdist dist/*.tar.gz
say "Both install and work:" dist/*.whl dist/*.tar.gz
