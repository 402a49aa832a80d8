"""The catalogue of speech models, as read from `models/catalog.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from editor.alignment.models.errors import CatalogError, UnknownModelError
from editor.settings.data_files import DataFileMissingError, data_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CATALOG_FILE = "models/catalog.toml"
MULTILINGUAL = "multilingual"

# Names become folder and file names, so they must not be able to leave their folder.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")

T = TypeVar("T")


@dataclass(frozen=True)
class ModelFile:
    """One file of a model.

    Attributes:
        name: Its file name.
        size: Its length in bytes; 0 if the catalogue does not know it.
        sha256: Its checksum in lower-case hexadecimal, if the catalogue knows it.
    """

    name: str
    size: int = 0
    sha256: str | None = None


@dataclass(frozen=True)
class InstalledPackage:
    """A Python package that carries a model.

    Attributes:
        module: The name that one would import.
        folder: Where in that package the model's files lie.
    """

    module: str
    folder: str


@dataclass(frozen=True)
class ModelEntry:
    """One model of the catalogue.

    Attributes:
        name: What the user calls it, such as `small.en`; also the name of its folder.
        title: What is shown to the user.
        about: One sentence on what it is good for.
        languages: A language code such as `en`, or `multilingual`.
        files: The files that make it whole.
        licence: The SPDX name of the licence of the weights.
        repository: `owner/name` on the model hub.
        revision: The commit of that repository.
        checked: How sure sizes and checksums are: `bytes` or `records` (see the catalogue).
        package: The Python package that carries the model, if there is one.
        alignment_heads: Decoder (layer, head) pairs that follow the words; empty: those of the
            model's own config.json.
        shift_ms: How much too late the model hears words, in ms; subtract it. 0: not calibrated.
        aliases: Other names that the user may call it by.
    """

    name: str
    title: str
    about: str
    languages: str
    files: tuple[ModelFile, ...]
    licence: str
    repository: str
    revision: str
    checked: str
    package: InstalledPackage | None = None
    alignment_heads: tuple[tuple[int, int], ...] = ()
    shift_ms: int = 0
    aliases: tuple[str, ...] = ()

    @property
    def multilingual(self) -> bool:
        """Whether the model knows more than one language."""
        return self.languages == MULTILINGUAL

    @property
    def size(self) -> int:
        """The length of all its files together, in bytes."""
        return sum(file.size for file in self.files)

    def speaks(self, language: str) -> bool:
        """Whether the model is made for the language with this code, such as `en` or `en-GB`."""
        return self.multilingual or language.split("-")[0].lower() == self.languages


@dataclass(frozen=True)
class Catalog:
    """The known models, in the order in which they are offered."""

    entries: tuple[ModelEntry, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all models, in order."""
        return tuple(entry.name for entry in self.entries)

    def find(self, name: str) -> ModelEntry | None:
        """The model with this name or alias, if there is one."""
        wanted = (entry for entry in self.entries if name == entry.name or name in entry.aliases)
        return next(wanted, None)

    def get(self, name: str) -> ModelEntry:
        """The model with this name or alias.

        Raises:
            UnknownModelError: There is none.
        """
        entry = self.find(name)
        if entry is None:
            raise self.unknown(name)
        return entry

    def unknown(self, name: str) -> UnknownModelError:
        """The error that says that no model is called so."""
        return UnknownModelError(
            f"There is no speech model called “{name}”: choose one of {', '.join(self.names)}."
        )


def human_size(size: int) -> str:
    """A length in bytes as people read it, such as `78 MB` or `3.1 GB` (decimal units)."""
    if size >= 1_000_000_000:
        return f"{size / 1_000_000_000:.1f} GB"
    if size >= 1_000_000:
        return f"{size / 1_000_000:.0f} MB"
    return f"{max(size, 0) / 1000:.0f} kB"


def load_catalog(path: Path | None = None) -> Catalog:
    """Read the catalogue that comes with Proofcast, or the one at `path`.

    Raises:
        CatalogError: It is missing, not TOML, or an entry is not as it must be.
    """
    try:
        path = path or data_file(CATALOG_FILE)
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return _catalog(content)
    except DataFileMissingError as error:
        raise CatalogError(str(error)) from error
    except (OSError, ValueError) as error:
        raise CatalogError(
            f"The list of speech models {path} cannot be read ({error}): install Proofcast again."
        ) from error


def _catalog(content: Mapping[str, object]) -> Catalog:
    entries = tuple(_entry(row) for row in _rows(content, "model"))
    taken: set[str] = set()
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            if name in taken:
                raise ValueError(f"two models are called {name}")
            taken.add(name)
    if not entries:
        raise ValueError("it lists no model")
    return Catalog(entries)


def _entry(row: Mapping[str, object]) -> ModelEntry:
    return ModelEntry(
        name=_matching(row, "name", _NAME),
        title=_value(row, "title", str),
        about=_value(row, "about", str),
        languages=_value(row, "languages", str),
        files=tuple(_file(file) for file in _rows(row, "files")),
        licence=_value(row, "licence", str),
        repository=_matching(row, "repository", _REPOSITORY),
        revision=_matching(row, "revision", _NAME),
        checked=_value(row, "checked", str),
        package=_package(row),
        alignment_heads=_heads(row),
        shift_ms=_value(row, "shift_ms", int, 0),
        aliases=tuple(str(alias) for alias in _value(row, "aliases", list, [])),
    )


def _file(row: Mapping[str, object]) -> ModelFile:
    checksum = _matching(row, "sha256", _SHA256) if "sha256" in row else None
    return ModelFile(_matching(row, "name", _NAME), _value(row, "size", int, 0), checksum)


def _package(row: Mapping[str, object]) -> InstalledPackage | None:
    if "package" not in row:
        return None
    package: Mapping[str, object] = _value(row, "package", dict)
    return InstalledPackage(_value(package, "module", str), _value(package, "folder", str))


def _heads(row: Mapping[str, object]) -> tuple[tuple[int, int], ...]:
    pairs = _value(row, "alignment_heads", list, [])
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair)):
            raise ValueError("alignment_heads must be pairs of whole numbers")
    return tuple((layer, head) for layer, head in pairs)


def _rows(table: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    rows = _value(table, key, list)
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"{key} must be a list of tables")
    return rows


def _matching(table: Mapping[str, object], key: str, pattern: re.Pattern[str]) -> str:
    value = _value(table, key, str)
    if not pattern.fullmatch(value):
        raise ValueError(f"{key} cannot be {value!r}")
    return value


def _value(table: Mapping[str, object], key: str, kind: type[T], default: T | None = None) -> T:
    value = table.get(key, default)
    if not isinstance(value, kind):
        raise ValueError(f"{key} is missing or of the wrong kind")
    return value
