"""What a real browser makes of WebVTT files: headless Chromium, its `<track>` element asked."""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--virtual-time-budget=60000", "--dump-dom",
)  # fmt: skip

_PAGE = """<!DOCTYPE html><meta charset="utf-8"><body><script>
const cases = CASES;
function shown(node, voice, out) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) out.push([voice, child.data]);
    else shown(child, child.hasAttribute?.("title") ? child.title : voice, out);
  }
  return out;
}
async function read(bytes) {
  const video = document.createElement("video"), track = document.createElement("track");
  const done = new Promise(told => { track.onload = () => told(true);
                                     track.onerror = () => told(false); });
  track.kind = "captions";
  track.src = URL.createObjectURL(new Blob([bytes], {type: "text/vtt"}));
  video.append(track);
  document.body.append(video);
  track.track.mode = "showing";
  if (!await done) return null;
  const cues = [...track.track.cues].map(cue => (
    {start: cue.startTime, end: cue.endTime, spans: shown(cue.getCueAsHTML(), null, [])}));
  video.remove();
  return cues;
}
(async () => {
  const found = {};
  for (const [name, data] of Object.entries(cases))
    found[name] = await read(Uint8Array.from(atob(data), c => c.charCodeAt(0)));
  const out = document.createElement("pre");
  out.id = "out";
  out.textContent = JSON.stringify(found);
  document.body.append(out);
})();
</script>
"""


class BrowserCue(NamedTuple):
    """A cue as the browser has it: times in ms, stretches of text each with its voice."""

    start: int
    end: int
    spans: list[tuple[str, str]]

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.spans)


def chromium() -> str | None:
    """The browser's program, or None where none is installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def cues_in_browser(
    program: str, files: Mapping[str, bytes], folder: Path
) -> dict[str, list[BrowserCue] | None]:
    """The cues of each file, sorted by time as the browser does; None where it refuses a file."""
    data = {name: base64.b64encode(content).decode() for name, content in files.items()}
    page = folder / "page.html"
    page.write_text(_PAGE.replace("CASES", json.dumps(data)), encoding="utf-8")
    done = subprocess.run(
        [program, *_FLAGS, f"--user-data-dir={folder / 'profile'}", page.as_uri()],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    found = re.search(r'<pre id="out">(.*?)</pre>', done.stdout.decode("utf-8"), re.DOTALL)
    assert found, done.stderr.decode("utf-8", "replace")[-2000:]
    return {
        name: None if cues is None else [_cue(row) for row in cues]
        for name, cues in json.loads(html.unescape(found[1])).items()
    }


def _cue(row: dict) -> BrowserCue:  # type: ignore[type-arg]
    spans = [(voice or "", text) for voice, text in row["spans"]]
    return BrowserCue(round(row["start"] * 1000), round(row["end"] * 1000), spans)
