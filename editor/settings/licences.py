"""The licences of the packages that Proofcast stands on, as they state them themselves."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from typing import TYPE_CHECKING

from editor.settings.data_files import PACKAGE, DataFileMissingError, data_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

US = "proofcast"
BUNDLED = "licences.json"
"""Where a built program keeps what `write_components` collected for it."""
UNKNOWN = "unknown"

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice|thirdpartynotices)[^/]*$", re.I)
_CODE = (".py", ".pyc", ".so", ".pyd")
_CLASSIFIER = "License :: "


@dataclass(frozen=True, order=True)
class Component:
    """One package.

    Attributes:
        name: As its makers write it.
        version: The one installed.
        licence: The licence in a few words, `UNKNOWN` if the package states none.
        text: The licence in full; empty if the package does not carry it.
    """

    name: str
    version: str
    licence: str
    text: str


def components() -> tuple[Component, ...]:
    """Every package that the program uses, by name, itself left out.

    A built program carries the list; elsewhere it is read off what is installed.
    """
    try:
        rows = json.loads(data_file(BUNDLED).read_text(encoding="utf-8"))
    except DataFileMissingError:
        return installed_components(wished_packages())
    return tuple(Component(**row) for row in rows)


def write_components(found: Iterable[Component], target: Path) -> None:
    """Write them where a built program looks for them."""
    rows = [asdict(component) for component in found]
    target.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")


def wished_packages() -> list[str]:
    """What Proofcast asks for: as installed, or as `pyproject.toml` says in a plain checkout."""
    try:
        return requires(US) or []
    except PackageNotFoundError:
        pass
    try:
        text = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    except OSError:
        return []
    return list(tomllib.loads(text)["project"]["dependencies"])


def installed_components(wishes: Iterable[str]) -> tuple[Component, ...]:
    """What is installed of `wishes` (requirements) and of everything those need, by name."""
    found: dict[str, Component] = {}
    waiting = list(wishes)
    while waiting:
        package = _installed(waiting.pop())
        if package is None or _key(package.name) in found:
            continue
        found[_key(package.name)] = _component(package)
        waiting += package.requires or ()
    return tuple(found[key] for key in sorted(found))


def _installed(requirement: str) -> Distribution | None:
    """None for what is not installed here, and for what only an extra would bring."""
    name = _NAME.match(requirement)
    if name is None or "extra ==" in requirement:
        return None
    try:
        return distribution(name.group())
    except PackageNotFoundError:
        return None


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _component(package: Distribution) -> Component:
    text = "\n\n".join(dict.fromkeys(_texts(package)))
    return Component(package.name, package.version, _licence(package), text)


def _licence(package: Distribution) -> str:
    """In the order of how exactly packages state it: expression, classifiers, free text."""

    def said(key: str) -> list[str]:
        return package.metadata.get_all(key) or []

    classifiers = [line for line in said("Classifier") if _CLASSIFIER in line]
    names = [line.rsplit(" :: ", 1)[1] for line in classifiers]
    expression, free = "".join(said("License-Expression")), "".join(said("License")).strip()
    return expression or ", ".join(names) or next(iter(free.splitlines()), UNKNOWN)


def _texts(package: Distribution) -> Iterator[str]:
    for file in package.files or ():
        if _LICENCE_FILE.search(file.as_posix()) and file.suffix not in _CODE:
            try:
                yield file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                continue  # said to be there, and gone or unreadable: the name of it must do
