"""Print the Debian/Ubuntu packages that this machine lacks, one a line.

Run as `python packaging/missing_packages.py window test` before anything is installed: it needs the
standard library alone. It tries what a program would use (loads the
library, looks for the program) rather than asking the package manager, so it is right on every
Linux, whatever its packages are called.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TABLE = Path(__file__).with_name("system-packages.tsv")
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/run/host/fonts",
)


class Need(NamedTuple):
    """One row of the table: who needs it, how it is looked for, where it comes from."""

    group: str
    kind: str
    name: str
    package: str
    why: str


def read_table(path: Path = TABLE) -> tuple[Need, ...]:
    """The rows of the table of system packages."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(Need(group, *probe.split(":", 1), *rest) for group, probe, *rest in rows)


def has_library(name: str) -> bool:
    """Whether the dynamic linker finds and loads a shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_program(name: str) -> bool:
    """Whether a program lies on the PATH; one of several, if there are bars between their names."""
    return any(shutil.which(one) for one in name.split("|"))


def has_font(_name: str) -> bool:
    """Whether there is any scalable font."""
    for folder in FONT_FOLDERS:
        for _, _, files in os.walk(Path(folder).expanduser()):
            if any(file.lower().endswith((".ttf", ".otf", ".ttc")) for file in files):
                return True
    return False


PROBES: dict[str, Callable[[str], bool]] = {
    "lib": has_library,
    "prog": has_program,
    "font": has_font,
}


def missing(groups: Iterable[str], needs: Iterable[Need]) -> Iterator[str]:
    """The packages of those groups that are not there, each once."""
    wanted = set(groups)
    found = (n.package for n in needs if n.group in wanted and not PROBES[n.kind](n.name))
    yield from dict.fromkeys(found)


def main() -> None:
    """Print what is missing; nothing on systems other than Linux, where wheels carry all."""
    if sys.platform.startswith("linux"):
        print("\n".join(missing(sys.argv[1:], read_table())))


if __name__ == "__main__":
    main()
