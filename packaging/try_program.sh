#!/usr/bin/env bash
# Tries an installed `proofcast` on the sample episode: try_program.sh FOLDER
# Aligns and exports from the command line, compares every word, and does the same in the real
# window where there is a display or xvfb-run. FOLDER holds what it writes.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$1
sample="$root/resources/sample"
export PROOFCAST_HOME="$folder/settings" HOME="$folder"

work="$folder/work"
mkdir -p "$work"
cp "$sample/episode.mp3" "$sample/transcript.txt" "$work/"
proofcast --version
proofcast align "$work/episode.mp3" "$work/transcript.txt" -o "$work/episode.proofcast"
proofcast export "$work/episode.proofcast" --vtt "$work/episode.vtt" --srt "$work/episode.srt" \
    --words "$work/episode.words.json"
# The sample speaks fast in places, which the checker says; nothing else may be wrong, and every
# word of the project must be there.
proofcast check "$work/episode.vtt" "$work/episode.srt" --against "$work/episode.proofcast" \
    >"$work/check.txt" || true
grep -q episode.vtt "$work/check.txt"
! grep -v -e 'characters a second' -e 'problem' "$work/check.txt"
printf '%s\n' "The captions hold every word of the project."

if [ -n "${DISPLAY:-}" ]; then
    proofcast --smoke
elif command -v xvfb-run >/dev/null; then
    QT_QPA_PLATFORM=xcb xvfb-run -a proofcast --smoke
else
    printf '%s\n' "No display and no xvfb-run: the window was not tried."
fi
