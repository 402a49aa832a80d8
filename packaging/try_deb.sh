#!/usr/bin/env bash
# Installs dist/*.deb into a bare Debian without Python, made with debootstrap, and does the whole
# job there: sudo packaging/try_deb.sh [SUITE]. In CI, in a container, the system itself is bare.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/packaging/lib.sh"
suite=${1:-bookworm}
deb=$(ls "$root"/dist/proofcast_*.deb)

is_root || die "This makes a system in a folder, which only root may: sudo $0"
has_program() { command -v "$1" >/dev/null; }
has_program debootstrap || need_packages debootstrap
bare=$(mktemp -d)
clean() {
    umount "$bare/proc" "$bare/dev/shm" 2>/dev/null || true
    rm -rf --one-file-system "$bare"
}
trap clean EXIT

debootstrap --variant=minbase "$suite" "$bare" >"$bare.log" 2>&1 || die "$(tail -n 5 "$bare.log")"
rm -f "$bare.log"
mkdir -p "$bare/work/resources" "$bare/work/packaging" "$bare/dev/shm"
mount -t proc proc "$bare/proc"
mount -t tmpfs tmpfs "$bare/dev/shm"
cp "$deb" "$bare/work/"
cp -r "$root/resources/sample" "$bare/work/resources/"
cp "$root/packaging/try_program.sh" "$bare/work/packaging/"
cp /etc/resolv.conf "$bare/etc/" 2>/dev/null || true

in_bare() { chroot "$bare" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"; }
in_bare sh -c 'apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        /work/proofcast_*.deb xvfb xauth >/dev/null'
! in_bare sh -c 'command -v python3' || die "There is a Python in the bare system already."
in_bare bash /work/packaging/try_program.sh /tmp/home
say "The package installs and works on a bare $suite without Python."
