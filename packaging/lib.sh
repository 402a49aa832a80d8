# shellcheck shell=bash disable=SC2154
# What ./run, ./test and .ci/run share: Python, system packages, the virtual environment.
# Sourced with `root` (the checkout) set. Bash 3.2, which macOS has, must understand it.

venv="$root/.venv"
installed="$venv/installed-from"
unfinished="$venv/unfinished"
supported="Python 3.11, 3.12 or 3.13"

# Each argument is a line.
say() { printf '%s\n' "$@"; }
complain() { say "$@" >&2; }
die() {
    complain "$@"
    exit 1
}

is_linux() { [ "$(uname -s)" = Linux ]; }
is_root() { [ "$(id -u)" = 0 ]; }
has_apt() { command -v apt-get >/dev/null 2>&1; }
has_display() { ! is_linux || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# --- system packages -----------------------------------------------------------------------

apt_install() {
    say "Installing system packages: $*"
    DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null || return 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
        </dev/null >/dev/null
}

# Install packages where that is allowed; otherwise print the exact command and stop.
need_packages() {
    [ $# -gt 0 ] || return 0
    if has_apt && is_root; then
        apt_install "$@" || die "The system packages could not be installed; see above."
    elif has_apt; then
        die "System packages are missing. Install them with:" \
            "  sudo apt-get install --no-install-recommends $*" \
            "and start this again."
    else
        die "System libraries are missing. Debian and Ubuntu call their packages:" \
            "  $*" \
            "Install what your system calls them and start this again."
    fi
}

# need_groups GROUP...: the groups of packaging/system-packages.tsv.
need_groups() {
    # shellcheck disable=SC2046 # one package a word
    need_packages $("$python" "$root/packaging/missing_packages.py" "$@")
}

# --- Python --------------------------------------------------------------------------------

# A supported interpreter that can make virtual environments (Debian keeps that apart).
python_works() {
    "$1" -c 'import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
        >/dev/null 2>&1
}

search_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3 python; do
        if python_works "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# The newest supported Python that this Debian or Ubuntu offers, as package names.
offered_python() {
    local name
    apt-get update -qq </dev/null >/dev/null 2>&1 || true
    for name in python3.13 python3.12 python3.11; do
        if [ -n "$(apt-cache madison "$name-venv" 2>/dev/null)" ]; then
            say "$name" "$name-venv"
            return
        fi
    done
}

no_python() {
    if [ "$(uname -s)" = Darwin ]; then
        die "Proofcast needs $supported. Install it with:" "  brew install python@3.13" \
            "and start this again."
    fi
    die "Proofcast needs $supported with its venv module, and found none." \
        "Install one, or name one: PROOFCAST_PYTHON=/path/to/python3.12 $0"
}

# Sets `python`. PROOFCAST_PYTHON names one; else an environment made before; else the system's.
find_python() {
    if [ -n "${PROOFCAST_PYTHON:-}" ]; then
        python_works "$PROOFCAST_PYTHON" ||
            die "PROOFCAST_PYTHON is $PROOFCAST_PYTHON, which is not $supported with venv."
        python=$PROOFCAST_PYTHON
        return
    fi
    python=$(venv_python)
    ! venv_is_sound || return 0
    python=$(search_python) && return
    has_apt || no_python
    # shellcheck disable=SC2046
    set -- $(offered_python)
    [ $# -gt 0 ] || no_python
    need_packages "$@"
    python=$(search_python) || no_python
}

# --- the virtual environment ---------------------------------------------------------------

venv_python() {
    if [ -x "$venv/Scripts/python.exe" ]; then
        say "$venv/Scripts/python.exe"
    else
        say "$venv/bin/python"
    fi
}

# Whole (no installation was cut off), running, and of the version asked for.
venv_is_sound() {
    [ ! -e "$unfinished" ] && python_works "$(venv_python)" &&
        { [ -z "${PROOFCAST_PYTHON:-}" ] || same_version "$(venv_python)" "$PROOFCAST_PYTHON"; }
}

same_version() {
    local ask='import sys; print(sys.version_info[:2])'
    [ "$("$1" -c "$ask")" = "$("$2" -c "$ask")" ]
}

# What an installation from a lock file stands for: its content and, as the environment holds
# absolute paths, the place of the checkout.
fingerprint() {
    say "$1 $(cksum <"$root/packaging/$1.lock") $root"
}

is_installed() {
    local found
    found=$(cat "$installed" 2>/dev/null) || return 1
    # The development lock file holds all of the other.
    [ "$found" = "$(fingerprint "$1")" ] || [ "$found" = "$(fingerprint requirements-dev)" ]
}

pip_install() {
    "$python" -m pip --disable-pip-version-check --no-input install "$@"
}

install_lock() {
    local progress=--quiet
    [ ! -t 1 ] || progress=--progress-bar=on
    pip_install "$progress" --require-hashes --requirement "$root/packaging/$1.lock" &&
        pip_install --quiet --no-deps --no-build-isolation --editable "$root"
}

# The mark goes last: clearing may be cut off, too.
clear_venv() {
    mkdir -p "$venv"
    : >"$unfinished"
    find "$venv" -mindepth 1 -maxdepth 1 ! -name "${unfinished##*/}" -exec rm -rf {} +
}

# ensure_venv LOCK: makes the environment, or brings it up to date, and points `python` at it.
# The file `unfinished` lies in it meanwhile: an environment that was cut off is made anew.
ensure_venv() {
    if ! venv_is_sound; then
        clear_venv
        say "Making a Python environment in .venv with $("$python" --version)"
        "$python" -m venv "$venv" || die "The Python environment could not be made; see above."
    fi
    python=$(venv_python)
    ! is_installed "$1" || return 0
    say "Installing Python packages (the first time: some 500 MB to fetch, a few minutes)"
    : >"$unfinished"
    install_lock "$1" || die "The Python packages could not be installed; see above."
    fingerprint "$1" >"$installed"
    rm -f "$unfinished"
}
