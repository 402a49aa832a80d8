"""The `proofcast` command, which starts the aligner or the command line before any Qt import."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line given in `sys.argv`, and exit with its code."""
    if sys.argv[1:2] == ["--align-worker"]:
        from editor.alignment.worker import main as work

        sys.exit(work())
    if sys.argv[1:2] == ["--smoke"]:
        from editor.app import smoke

        sys.exit(smoke())
    from editor.cli import main as command_line

    sys.exit(command_line(sys.argv[1:], open_window=_open_window))


def _open_window(paths: list[str], sample: bool) -> int:
    from pathlib import Path

    from editor.app import run

    return run([Path(path).absolute() for path in paths], sample=sample)


if __name__ == "__main__":
    main()
