"""Make the lock files from pyproject.toml: `python packaging/update_lock.py [--upgrade]`.

Needs the program uv on the PATH. Without `--upgrade`, versions that are locked stay. The files
name versions and hashes for Linux, macOS and Windows and for Python 3.11 to 3.13, and no index:
they install from whatever index or mirror pip is set up with.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
RUN = PACKAGING / "requirements.lock"
DEV = PACKAGING / "requirements-dev.lock"
BUNDLE = PACKAGING / "requirements-bundle.lock"
HEADER = "# Made by packaging/update_lock.py from pyproject.toml: change that, not this.\n"
COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"),
    # One version for all Pythons and systems wherever one exists: the same behaviour everywhere.
    *("--fork-strategy", "fewest", "--generate-hashes"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet"),
)


def compile_lock(lock: Path, groups: tuple[str, ...], *options: str) -> None:
    """Resolve the dependencies with some groups into a lock file, replaced as a whole."""
    part = lock.with_name(lock.name + ".part")
    part.write_bytes(lock.read_bytes() if lock.exists() else b"")
    asked = [word for group in groups for word in ("--group", group)]
    try:
        subprocess.run([*COMPILE, *asked, *options, "--output-file", part], cwd=ROOT, check=True)
        part.write_text(HEADER + part.read_text(encoding="utf-8"), encoding="utf-8")
        part.replace(lock)
    finally:
        part.unlink(missing_ok=True)


def main() -> None:
    """Make the lock files; the others hold all of the first, in the same versions."""
    compile_lock(RUN, ("build",), *sys.argv[1:])
    for lock, groups in ((DEV, ("build", "dev")), (BUNDLE, ("build", "bundle"))):
        compile_lock(lock, groups, "--constraints", str(RUN), *sys.argv[1:])


if __name__ == "__main__":
    main()
