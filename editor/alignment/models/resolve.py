"""Find a speech model on this computer. Never touches the network."""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from editor.alignment.models.catalog import CATALOG_FILE, Catalog, ModelEntry, human_size
from editor.alignment.models.errors import ModelBrokenError, ModelMissingError
from editor.alignment.models.verify import verify
from editor.settings.data_files import DataFileMissingError, data_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_PATH_MARKS = ("/", "\\", "~")
"""What only a path has, and no name."""


class Origin(StrEnum):
    """Where a model was found; the value completes “found in …”."""

    PATH = "the folder you named"
    PROJECT = "the models folder of Proofcast"
    USER = "your models folder"
    PACKAGE = "an installed package"
    HUB = "the cache of the model hub"


@dataclass(frozen=True)
class ModelFolders:
    """Where models are looked for.

    Attributes:
        project: `models/` of the checkout or installation, if there is one.
        user: The user's own; downloads go there.
        hub_cache: Where the model hub's own tools keep what they have downloaded.
    """

    project: Path | None = None
    user: Path | None = None
    hub_cache: Path | None = None


@dataclass(frozen=True)
class ModelFolder:
    """A whole model on this computer.

    Attributes:
        path: The folder that holds `model.bin`.
        entry: Which model of the catalogue it is; None: a model of the user's own.
        origin: How it was found.
        passed_over: One sentence for every broken copy that was met before this one.
    """

    path: Path
    entry: ModelEntry | None
    origin: Origin
    passed_over: tuple[str, ...] = ()


def find_folders(user: Path | None, environ: Mapping[str, str] | None = None) -> ModelFolders:
    """The usual folders.

    Args:
        user: The folder for models in the user's data folder.
        environ: The environment; the process's own by default.
    """
    try:
        project: Path | None = data_file(CATALOG_FILE).parent
    except DataFileMissingError:
        project = None
    return ModelFolders(project, user, hub_cache(os.environ if environ is None else environ))


def hub_cache(environ: Mapping[str, str]) -> Path:
    """Where the model hub's tools keep models: their documented variables, in their order."""
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if environ.get(variable):
            return Path(environ[variable]).expanduser()
    if environ.get("HF_HOME"):
        return Path(environ["HF_HOME"]).expanduser() / "hub"
    cache = environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(cache).expanduser() / "huggingface" / "hub"


def resolve(name_or_path: str | Path, *, catalog: Catalog, folders: ModelFolders) -> ModelFolder:
    """The model with this name, or in this folder.

    A name is looked for in the project's folder, the user's, an installed package and the cache
    of the model hub; a broken copy is passed over. A name that the catalogue does not have may be
    a folder, or a model of the user's own in the project's or the user's folder.

    Raises:
        ModelMissingError: It is nowhere; the message says how to get it.
        ModelBrokenError: The named folder does not hold a whole model.
        UnknownModelError: The name means nothing.
    """
    entry = catalog.find(name_or_path) if isinstance(name_or_path, str) else None
    if entry is not None:
        return _resolve_entry(entry, folders)
    if name_or_path == "":
        raise catalog.unknown("")
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return _resolve_path(path, catalog)
    if isinstance(name_or_path, Path) or any(mark in name_or_path for mark in _PATH_MARKS):
        raise ModelMissingError(
            f"There is no folder {path}: choose a folder that holds a speech model."
        )
    return _resolve_own(name_or_path, catalog, folders)


def places(entry: ModelEntry, folders: ModelFolders) -> Iterator[tuple[Origin, Path]]:
    """Every folder that may hold the model, in order, whether it is there or not."""
    if folders.project:
        yield Origin.PROJECT, folders.project / entry.name
    if folders.user:
        yield Origin.USER, folders.user / entry.name
    package = package_folder(entry)
    if package:
        yield Origin.PACKAGE, package
    if folders.hub_cache:
        for snapshot in _snapshots(entry, folders.hub_cache):
            yield Origin.HUB, snapshot


def package_folder(entry: ModelEntry) -> Path | None:
    """Where the installed package keeps the model; None if it is not installed. Imports nothing."""
    if entry.package is None:
        return None
    spec = importlib.util.find_spec(entry.package.module)
    roots = spec.submodule_search_locations if spec else None
    return Path(next(iter(roots))) / entry.package.folder if roots else None


def _snapshots(entry: ModelEntry, cache: Path) -> Iterator[Path]:
    """The pinned revision in the hub's cache, then any other: its weights may be the same."""
    folder = cache / f"models--{entry.repository.replace('/', '--')}" / "snapshots"
    pinned = folder / entry.revision
    yield pinned
    try:
        yield from (path for path in sorted(folder.iterdir()) if path != pinned)
    except OSError:
        return  # no such cache, or not ours to read: the model is simply not there


def _resolve_entry(entry: ModelEntry, folders: ModelFolders) -> ModelFolder:
    broken: list[str] = []
    for origin, path in places(entry, folders):
        if not path.exists():
            continue
        problems = verify(path, entry)
        if not problems:
            return ModelFolder(path, entry, origin, tuple(broken))
        broken.append(_broken_sentence(path, problems))
    raise ModelMissingError(_missing_sentence(entry, broken))


def _resolve_path(path: Path, catalog: Catalog) -> ModelFolder:
    problems = verify(path)
    if problems:
        raise ModelBrokenError(_broken_sentence(path, problems))
    return ModelFolder(path, _entry_in(path, catalog), Origin.PATH)


def _resolve_own(name: str, catalog: Catalog, folders: ModelFolders) -> ModelFolder:
    for origin, folder in ((Origin.PROJECT, folders.project), (Origin.USER, folders.user)):
        if folder and (folder / name).is_dir():
            found = _resolve_path(folder / name, catalog)
            return ModelFolder(found.path, found.entry, origin)
    raise catalog.unknown(name)


def _entry_in(path: Path, catalog: Catalog) -> ModelEntry | None:
    """Which model of the catalogue lies in the folder, told by the size of every file."""
    return next((entry for entry in catalog.entries if not verify(path, entry)), None)


def _broken_sentence(path: Path, problems: list[str]) -> str:
    return f"The speech model in {path} is broken: {', '.join(problems)}."


def _missing_sentence(entry: ModelEntry, broken: list[str]) -> str:
    how = f"download it with “proofcast models download {entry.name}” ({human_size(entry.size)})"
    if broken:
        return f"{broken[0].removesuffix('.')}; {how}."
    return f"The speech model “{entry.name}” is not on this computer: {how}."
