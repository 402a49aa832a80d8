# shellcheck shell=bash disable=SC2034,SC2154
# What build_linux.sh and build_macos.sh share. Sourced after lib.sh, with `root` set.

# An environment of its own, with PyInstaller in it.
venv="$root/build/venv"
installed="$venv/installed-from"
unfinished="$venv/unfinished"
bundle="$root/build/bundle"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/pyproject.toml")

# The program as one folder (on a Mac, as an app too), in dist/.
build_folder() {
    mkdir -p "$bundle"
    "$python" packaging/make_icons.py "$bundle"
    "$python" packaging/collect_licences.py "$bundle/licences.json"
    "$python" -m PyInstaller --noconfirm --log-level WARN --distpath dist \
        --workpath build/pyinstaller packaging/proofcast.spec
}
