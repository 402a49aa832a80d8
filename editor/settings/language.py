"""The language of the interface: texts in the code are English, catalogues hold the others.

`tr` looks a text up. The language is settled once, when the first text is asked for: from
PROOFCAST_LANGUAGE, the user's settings, or the system. So texts may be constants of modules, and
another language takes effect at the next start.

Catalogues are gettext's [GNU gettext manual, "The Format of GNU MO Files"], in
`resources/languages`; `packaging/translations.py` makes them. What a catalogue lacks appears in
English.
"""

from __future__ import annotations

import gettext
import locale
import os
import tomllib
from functools import cache

from editor.settings.data_files import DataFileMissingError, data_file
from editor.settings.folders import user_folders

VARIABLE = "PROOFCAST_LANGUAGE"
SOURCE = "en"
"""The language of the texts in the code."""


def languages() -> tuple[str, ...]:
    """The codes of all languages that the interface has, the source language first."""
    try:
        folder = data_file("resources/languages")
    except DataFileMissingError:
        return (SOURCE,)
    return (SOURCE, *sorted(path.stem for path in folder.glob("*.mo")))


def choose(wishes: tuple[str, ...]) -> str:
    """The first wish that the interface can speak: "de" for "de", "de_AT.UTF-8" or "de-CH".

    Wishes that are empty or "system" are passed over; without any other it is English.
    """
    offered = languages()
    for wish in wishes:
        code = wish.replace("-", "_").partition(".")[0].partition("_")[0].lower()
        if code in offered:
            return code
        if code not in ("", "system", "c", "posix"):
            return SOURCE
    return SOURCE


@cache
def current_language() -> str:
    """The code of the language that this process speaks."""
    return choose((os.environ.get(VARIABLE, ""), _wanted(), *_of_the_system()))


def tr(text: str, /, **values: object) -> str:
    """The text in the user's language, with `{name}`s filled in."""
    found = _catalogue().gettext(text)
    return found.format(**values) if values else found


def ntr(one: str, many: str, count: int, /, **values: object) -> str:
    """The text for a number of things, with `{count}` and other `{name}`s filled in."""
    return _catalogue().ngettext(one, many, count).format(count=count, **values)


@cache
def _catalogue() -> gettext.NullTranslations:
    if current_language() == SOURCE:
        return gettext.NullTranslations()
    try:
        with data_file(f"resources/languages/{current_language()}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except (OSError, ValueError, DataFileMissingError):
        return gettext.NullTranslations()  # a damaged catalogue must not keep the window shut


def _wanted() -> str:
    """The user's setting, read without the rest: this is asked before anything else is there."""
    try:
        record = tomllib.loads(user_folders().settings_file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return ""
    wanted = record.get("interface_language", "")
    return wanted if isinstance(wanted, str) else ""


def _of_the_system() -> tuple[str, ...]:
    """What the system says, by the variables of gettext and else by its own means."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return (*named, locale.getlocale()[0] or "")
