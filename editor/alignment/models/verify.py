"""Whether a folder holds a whole speech model."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from editor.alignment.models.catalog import ModelEntry, ModelFile, human_size

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHUNK = 1 << 20
"""How many bytes are hashed at a time."""

# What faster-whisper needs beside the weights. Without tokenizer.json it would go to the network.
NEEDED = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")


def verify(
    folder: Path,
    entry: ModelEntry | None = None,
    *,
    thorough: bool = False,
    on_bytes: Callable[[int], None] | None = None,
) -> list[str]:
    """What is wrong with the model in `folder`: short clauses, none if it is whole.

    Args:
        folder: Where the files lie.
        entry: Which model it should be; None: any that faster-whisper can load.
        thorough: Compare checksums too, which reads every byte; without it sizes must do.
        on_bytes: Called with the number of bytes hashed since the last call.
    """
    try:
        if not folder.is_dir():
            return ["there is no such folder"]
        problems = _shape_problems(folder)
        for file in entry.files if entry else ():
            problems += _file_problems(folder / file.name, file, thorough, on_bytes)
    except OSError as error:
        return [f"it cannot be read ({error.strerror or error})"]
    return list(dict.fromkeys(problems))


def sha256_of(path: Path, on_bytes: Callable[[int], None] | None = None) -> str:
    """The checksum of a file, in lower-case hexadecimal.

    Raises:
        OSError: The file cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            if on_bytes:
                on_bytes(len(chunk))
    return digest.hexdigest()


def _shape_problems(folder: Path) -> list[str]:
    problems = [f"{name} is missing" for name in NEEDED if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in VOCABULARIES):
        problems.append(f"{VOCABULARIES[0]} is missing")
    weights = folder / "model.bin"
    if weights.is_file() and weights.stat().st_size == 0:
        problems.append("model.bin is empty")
    config = folder / "config.json"
    if config.is_file() and not _is_json_object(config):
        problems.append("config.json is damaged")
    return problems


def _is_json_object(path: Path) -> bool:
    try:
        return isinstance(json.loads(path.read_text(encoding="utf-8")), dict)
    except ValueError:
        return False


def _file_problems(
    path: Path, file: ModelFile, thorough: bool, on_bytes: Callable[[int], None] | None
) -> list[str]:
    if not path.is_file():
        return [f"{file.name} is missing"]
    size = path.stat().st_size
    if file.size and size != file.size:
        return [f"{file.name} has {_sizes(size, file.size)}"]
    if thorough and file.sha256 and sha256_of(path, on_bytes) != file.sha256:
        return [f"{file.name} has the wrong checksum"]
    return []


def _sizes(found: int, wanted: int) -> str:
    """Both sizes, in bytes where rounding would make them look the same."""
    if human_size(found) != human_size(wanted):
        return f"{human_size(found)} instead of {human_size(wanted)}"
    return f"{found} bytes instead of {wanted}"
