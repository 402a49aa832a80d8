#!/usr/bin/env bash
# The checks of the source text. Usage: packaging/lint.sh NAME... or packaging/lint.sh all
# One list for .ci/run and the pre-commit hooks; each runs in the environment that ./test makes.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/packaging/lib.sh"
cd "$root" || exit 1

names="style format types contracts waits shell docs"

in_venv() { "$(venv_python)" -m "$@"; }

lint_style() { in_venv ruff check .; }
lint_format() { in_venv ruff format --check .; }
lint_types() { in_venv mypy; }
lint_contracts() { "$(dirname "$(venv_python)")/lint-imports" --no-cache; }

# Waiting for time instead of a fact. Ruff bans time.sleep by its import; this finds what hides
# behind another name or an object.
lint_waits() {
    ! grep -rnE 'qtbot\.wait\(|\.qWait\(|[^a-z_.]sleep\([0-9.]' --include='*.py' editor tests
}

lint_shell() {
    local script
    for script in run test .ci/run packaging/*.sh; do
        bash -n "$script" || return
    done
}

# Broken links and pages that nobody finds are warnings, and warnings are errors.
lint_docs() { in_venv sphinx -W --keep-going -q -b html docs build/docs; }

failed=""
# shellcheck disable=SC2086 # one name a word
[ "$*" != all ] || set -- $names
for name in "$@"; do
    SECONDS=0
    if "lint_$name"; then
        say "ok      $name (${SECONDS} s)"
    else
        say "FAILED  $name (${SECONDS} s)"
        failed="$failed $name"
    fi
done
[ -z "$failed" ] || die "These checks failed:$failed"
