"""Install the readers of captions that we did not write, and print the folder they are in.

Run as `python packaging/third_parties.py`; it needs the standard library alone, and node and npm on
the PATH. The versions and the hashes of their content are pinned in `third-parties/`; npm fetches
them from the registry it is set up for, and refuses content of another hash. They go into the
user's cache, never into the project, and are fetched once.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PINNED = Path(__file__).with_name("third-parties")
FILES = ("package.json", "package-lock.json")
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
TIMEOUT_S = 300
_NO_NETWORK = re.compile(
    "ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|E40[347]|E50."
)


class InstallError(Exception):
    """They cannot be installed; the message is one sentence."""


def cached() -> Path:
    """The folder that these versions belong in."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    content = b"".join((PINNED / name).read_bytes() for name in FILES)
    return home / "proofcast-tests" / hashlib.sha256(content).hexdigest()[:16]


def install() -> Path:
    """Install them unless they are there; returns the folder that holds `node_modules`.

    Raises:
        InstallError: There is no npm, its registry cannot be reached, or it refuses a package.
    """
    folder = cached()
    if (folder / "node_modules").is_dir():
        return folder
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise InstallError("node and npm are not installed.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as part:
        for name in FILES:
            shutil.copy(PINNED / name, part)
        _run([npm, *INSTALL], Path(part))
        _move(Path(part), folder)
    return folder


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        raise InstallError("npm did not get an answer from its registry in time.") from None
    if done.returncode == 0:
        return
    said = done.stderr.decode("utf-8", "replace")
    if "EINTEGRITY" in said:
        raise InstallError("npm got a package whose content is not what was pinned.")
    if _NO_NETWORK.search(said):
        raise InstallError("npm cannot reach its registry; check the network, or npm's settings.")
    raise InstallError(f"npm cannot install the readers: {' '.join(said.split())[-300:]}")


def _move(part: Path, folder: Path) -> None:
    """Take what was installed whole; another process may have been faster."""
    folder.mkdir(exist_ok=True)
    try:
        (part / "node_modules").rename(folder / "node_modules")
    except OSError:
        if not (folder / "node_modules").is_dir():
            raise


def main() -> None:
    """Print the folder, or say why there is none."""
    try:
        print(install())
    except InstallError as error:
        sys.exit(f"The captions cannot be checked by programs of others: {error}")


if __name__ == "__main__":
    main()
