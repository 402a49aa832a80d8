#!/usr/bin/env bash
# Builds what Linux users install, into dist/: the program as one folder (dist/proofcast) and a
# Debian package of it. Needs what ./run needs, dpkg-deb, and some 3 GB of disk.
# It runs on the oldest system that the package is for: Debian 12, glibc 2.36.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/packaging/lib.sh"
. "$root/packaging/bundle.sh"
cd "$root"

deb="dist/proofcast_${version}_$(dpkg --print-architecture).deb"

# The packages that a window needs, as Debian calls them, with commas between.
window_packages() {
    awk -F'\t' '$1 == "window" {print $3}' packaging/system-packages.tsv | sort -u | paste -sd, -
}

control_file() {
    cat <<END
Package: proofcast
Version: $version
Section: sound
Priority: optional
Architecture: $(dpkg --print-architecture)
Maintainer: The Proofcast developers <proofcast@localhost>
Depends: libc6 (>= 2.34), $(window_packages | sed 's/,/, /g')
Recommends: $(awk -F'\t' '$1 == "wayland" {print $3}' packaging/system-packages.tsv | sort -u | paste -sd, - | sed 's/,/, /g')
Installed-Size: $(du -sk "$1" | cut -f1)
Description: transcript editor with audio sync
 Proofcast opens a podcast episode and an imperfect transcript of it, finds where
 every word is spoken, and leads through the corrections by keyboard. It marks ad
 reads and exports SRT and WebVTT captions. Nothing leaves the computer.
END
}

# Debian's tools read the licence of a package here.
copyright_file() {
    sed 's/^/ /; s/^ $/ ./' LICENSE >"$bundle/licence-body"
    say "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/" \
        "Upstream-Name: Proofcast" "" "Files: *" "Copyright: The Proofcast developers" \
        "License: MIT and those of the packages inside" \
        "$(cat "$bundle/licence-body")" " ." \
        " The packages inside, with their licences in full, are under Help, Licences, and in" \
        " /opt/proofcast/_internal/editor/_data/licences.json. The FFmpeg inside makes the" \
        " whole a work under the GPL, version 3 or later (/usr/share/common-licenses/GPL-3)."
}

build_deb() {
    local tree="$root/build/deb"
    local share="$tree/usr/share"
    rm -rf "$tree"
    mkdir -p "$tree"/{DEBIAN,opt,usr/bin} \
        "$share"/{applications,mime/packages,metainfo,doc/proofcast,icons/hicolor/scalable/apps}
    cp -a dist/proofcast "$tree/opt/proofcast"
    ln -s /opt/proofcast/proofcast "$tree/usr/bin/proofcast"
    cp packaging/linux/proofcast.desktop "$share/applications/"
    cp packaging/linux/proofcast.xml "$share/mime/packages/"
    cp packaging/linux/org.proofcast.Proofcast.metainfo.xml "$share/metainfo/"
    cp -r "$bundle/hicolor" "$share/icons/"
    cp resources/icons/proofcast.svg "$share/icons/hicolor/scalable/apps/"
    copyright_file >"$share/doc/proofcast/copyright"
    gzip -9nc CHANGELOG.md >"$share/doc/proofcast/changelog.gz"
    chmod -R u+rwX,go+rX,go-w "$tree"
    control_file "$tree" >"$tree/DEBIAN/control"
    dpkg-deb --root-owner-group -Zzstd --build "$tree" "$deb"
}

find_python
ensure_venv requirements-bundle
build_folder
build_deb
say "" "The program: dist/proofcast/proofcast" "The package: $deb"
