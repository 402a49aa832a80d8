"""The command line as a whole: its commands, and how each of them ends."""

from __future__ import annotations

import difflib
import logging
import os
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from editor import __version__
from editor.cli.console import Console, prepare_streams
from editor.cli.errors import EXIT_CODES, StoppedError, told
from editor.cli.window import Window, open_command
from editor.settings.folders import user_folders
from editor.settings.log_file import logging_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

log = logging.getLogger(__name__)

DONE, FAILED, WRONG_USAGE, INTERRUPTED, ENDED = 0, 1, 2, 130, 143
"""Exit codes; the last two are 128 and the number of the signal, as shells have it."""


def _align() -> click.Command:
    from editor.cli.align import align

    return align


def _export() -> click.Command:
    from editor.cli.export import export

    return export


def _info() -> click.Command:
    from editor.cli.info import info

    return info


def _models() -> click.Command:
    from editor.cli.models import models

    return models


def _check() -> click.Command:
    from editor.cli.check import check

    return check


def _diff() -> click.Command:
    from editor.cli.diff import diff

    return diff


def _batch() -> click.Command:
    from editor.cli.batch import batch

    return batch


def _retime() -> click.Command:
    from editor.cli.retime import retime

    return retime


# Loaded when they are called: the window's start must not wait for what only a command needs.
COMMANDS = {
    "open": lambda: open_command,
    "align": _align,
    "export": _export,
    "check": _check,
    "diff": _diff,
    "batch": _batch,
    "retime": _retime,
    "info": _info,
    "models": _models,
}


class Program(click.Group):
    """A group that loads its commands late, and takes files for a wish to open them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        load = COMMANDS.get(cmd_name)
        return load() if load else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert `open` where no command is named."""
        known = {*COMMANDS, "--help", "-h", "--version"}
        if not args:
            args = ["open"]
        elif args[0] not in known:
            if not args[0].startswith("-") and not os.path.lexists(args[0]):
                raise click.UsageError(_no_such(args[0]), ctx)
            args = ["open", *args]
        return super().parse_args(ctx, args)


def _no_such(word: str) -> str:
    near = difflib.get_close_matches(word, COMMANDS, 1)
    hint = f" (Did you mean {near[0]}?)" if near else ""
    return f"There is no command and no file named “{word}”.{hint}"


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, prog_name="proofcast", message="%(prog)s %(version)s")
def program() -> None:
    """Proofcast puts an episode and its transcript side by side.

    Without a command, and with files alone, the window opens.
    """


def main(argv: Sequence[str], open_window: Callable[[list[str], bool], int]) -> int:
    """Run a command line.

    Args:
        argv: The arguments, without the program's name.
        open_window: Shows the window on these files (or on the sample) until it is closed, and
            returns the exit code.

    Returns:
        The exit code; see `EXIT_CODES`.
    """
    prepare_streams()
    console = Console(as_json="--json" in argv)
    log_file = user_folders().logs / "command-line.log"
    with logging_to(log_file), _ended_by_the_system():
        code, wish = _run(list(argv), console, log_file)
    # The window logs by itself, and lives longer than a command.
    return _show(wish, open_window, console) if wish else code


def _run(argv: list[str], console: Console, log_file: Path) -> tuple[int, Window | None]:
    try:
        result = program.main(argv, prog_name="proofcast", standalone_mode=False, obj=console)
    except click.UsageError as error:
        return _wrong_usage(error, console), None
    except (KeyboardInterrupt, click.Abort):
        console.fail("Stopped.")
        return INTERRUPTED, None
    except StoppedError:
        return ENDED, None
    except SystemExit as error:  # how click ends when nobody reads the output any more
        return int(error.code or DONE), None
    except Exception as error:  # noqa: BLE001 - whatever it is, it must end as a sentence
        console.fail(_sentence(error, log_file))
        return FAILED, None
    if isinstance(result, Window):
        return DONE, result
    return result if isinstance(result, int) else DONE, None


def _wrong_usage(error: click.UsageError, console: Console) -> int:
    if console.as_json:
        console.fail(error.format_message())
    else:
        error.show(sys.stderr)
    return WRONG_USAGE


def _sentence(error: Exception, log_file: Path) -> str:
    if told(error):
        log.info("%s", error, exc_info=error.__cause__)
        return str(error)
    log.critical("an error nobody caught", exc_info=error)
    return (
        f"Something went wrong inside Proofcast ({type(error).__name__}): try again, "
        f"and report it with {log_file} if it happens again."
    )


def _show(wish: Window, open_window: Callable[[list[str], bool], int], console: Console) -> int:
    try:
        return open_window(list(wish.paths), wish.sample)
    except ImportError as error:
        console.fail(
            f"The window cannot be shown because a library is missing ({error}): install "
            "Proofcast again, or use the commands without a window (proofcast --help)."
        )
        return FAILED


@contextmanager
def _ended_by_the_system() -> Iterator[None]:
    """A request to end is obeyed like Ctrl+C: children end, and half-done work is removed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: Any) -> None:
        raise StoppedError

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
