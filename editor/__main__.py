"""The `proofcast` command: the aligner, the decoder and the command line start without Qt."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line given in `sys.argv`, and exit with its code."""
    if sys.argv[1:2] == ["--align-worker"]:
        from editor.alignment.worker import main as work

        sys.exit(work())
    if sys.argv[1:2] == ["--prepare-audio"]:
        from editor.media.worker import main as decode

        sys.exit(decode())
    if sys.argv[1:2] == ["--smoke"]:
        from editor.app import smoke

        sys.exit(smoke())
    if all(map(_is_plain_file, sys.argv[1:])):
        _open_at_once(sys.argv[1:])
    from editor.cli import main as command_line

    sys.exit(command_line(sys.argv[1:], open_window=_open_window))


def _is_plain_file(argument: str) -> bool:
    """Whether it can be nothing but a file to open: no command has a dot in its name."""
    return "." in argument and not argument.startswith("-") and os.path.isfile(argument)  # noqa: PTH113


def _open_at_once(paths: list[str]) -> None:
    """Open the window without loading the command line, which takes as long as the window itself.

    When the window's libraries are missing, return: the command line then says so in a sentence.
    """
    try:
        import editor.app  # noqa: F401
    except ImportError:
        return
    sys.exit(_open_window(paths, sample=False))


def _open_window(paths: list[str], sample: bool) -> int:
    from pathlib import Path

    from editor.app import run

    return run([Path(path).absolute() for path in paths], sample=sample)


if __name__ == "__main__":
    main()
