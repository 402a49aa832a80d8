#!/usr/bin/env bash
# Measures how much of the core its tests reach, and fails below the floors of core_coverage.py.
# Usage: packaging/coverage.sh [transcript] [formats] [core]; without names, all (some minutes).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/packaging/lib.sh"
cd "$root"

find_python
ensure_venv requirements-dev
exec "$python" packaging/core_coverage.py "$@"
