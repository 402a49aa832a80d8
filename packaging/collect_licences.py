"""Collect the licences of all packages for a built program: `collect_licences.py TARGET.json`.

Packages that carry no text of their own get the common one that their licence names, from
Debian's `/usr/share/common-licenses` or the folder in PROOFCAST_COMMON_LICENCES. A package of
which neither name nor text is known ends the build: we do not pass on what we may not.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from editor.settings.licences import (
    UNKNOWN,
    Component,
    components,
    write_components,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

COMMON = Path(os.environ.get("PROOFCAST_COMMON_LICENCES", "/usr/share/common-licenses"))
NAMED_IN = (("LGPL", ("LGPL-3", "GPL-3")), ("GPL", ("GPL-3",)), ("Apache", ("Apache-2.0",)))
"""What a short name of a licence holds, and the common texts it stands for."""
PROGRAMS = (
    Component("FFmpeg (the program, in imageio-ffmpeg)", "", "GPL-3.0-or-later", ""),
    Component("FFmpeg (the libraries, in av and in Qt)", "", "LGPL-2.1 and GPL-3.0", ""),
    Component("Whisper weights (OpenAI)", "tiny.en", "MIT", ""),
)
"""What lies inside packages and is not theirs."""
SHORT = ("MIT", "BSD", "Public Domain")
"""Licences of a few lines; where the package leaves them out, its own page has them."""


def with_text(component: Component) -> Component:
    """The component with a text, where there is one to be had."""
    if component.text:
        return component
    for name, files in NAMED_IN:
        if name in component.licence:
            texts = [(COMMON / file).read_text(encoding="utf-8") for file in files]
            return replace(component, text="\n\n".join(texts))
    return component


def unknown(found: Iterable[Component]) -> list[str]:
    """The names of those that say neither what their licence is nor how it reads."""
    return [
        component.name
        for component in found
        if not component.text
        and (component.licence == UNKNOWN or not any(s in component.licence for s in SHORT))
    ]


def main() -> None:
    """Collect, check, write."""
    found = sorted(with_text(component) for component in (*components(), *PROGRAMS))
    if doubtful := unknown(found):
        raise SystemExit(f"These packages state no licence: {', '.join(doubtful)}.")
    write_components(found, Path(sys.argv[1]))
    print(f"{len(found)} licences in {sys.argv[1]}")


if __name__ == "__main__":
    main()
