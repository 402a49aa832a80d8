#!/usr/bin/env bash
# Builds what Mac users install, into dist/: Proofcast.app and a disk image of it. Needs what ./run
# needs. PROOFCAST_COMMON_LICENCES: a folder with the texts GPL-3, LGPL-3 and Apache-2.0.
# Signing: PROOFCAST_SIGN_AS names an identity of the keychain; without one the app is signed for
# this machine alone, and others have to allow it once in the system's settings.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/packaging/lib.sh"
. "$root/packaging/bundle.sh"
cd "$root"

image="$root/build/image"
dmg="dist/proofcast-$version-$(uname -m).dmg"

find_python
ensure_venv requirements-bundle
build_folder
codesign --force --deep --options runtime --sign "${PROOFCAST_SIGN_AS:--}" dist/Proofcast.app

rm -rf "$image" "$dmg"
mkdir -p "$image"
cp -R dist/Proofcast.app "$image/"
ln -s /Applications "$image/Applications"
hdiutil create -volname Proofcast -srcfolder "$image" -format UDZO -quiet "$dmg"
say "" "The app: dist/Proofcast.app" "The disk image: $dmg"
