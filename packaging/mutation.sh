#!/usr/bin/env bash
# Mutation testing of the document core; docs/mutation-testing.md tells what came of it.
# Usage: packaging/mutation.sh [NAME...], such as "editor.transcript.history*"; some minutes.
# It works on a copy in build/mutation, with an environment of its own: mutmut writes the files
# that it changes beside the originals. Settings are in packaging/mutation/.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/packaging/lib.sh"
cd "$root"

find_python
place="$root/build/mutation"
tools="$place/venv/bin"
if [ ! -x "$tools/mutmut" ]; then
    "$python" -m venv "$place/venv"
    "$tools/python" -m pip --disable-pip-version-check install --quiet \
        --requirement packaging/mutation/requirements.txt
fi
rm -rf "$place/copy"
mkdir -p "$place/copy/tests"
cp -R editor "$place/copy/"
cp -R tests/transcript tests/notation.py "$place/copy/tests/"
cp packaging/mutation/* "$place/copy/"
cd "$place/copy"
"$tools/mutmut" run "$@"
"$tools/mutmut" results
