"""The model hub: where a file lies there, and what the hub says about it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from editor.alignment.models.errors import DownloadRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from editor.alignment.models.catalog import ModelEntry, ModelFile

HUB = "https://huggingface.co"


class Digest(Protocol):
    """The part of a `hashlib` object that is used here."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""

    def hexdigest(self) -> str:
        """The checksum of everything so far."""


@dataclass(frozen=True)
class Expected:
    """What a downloaded file must be.

    Attributes:
        name: Its file name.
        size: Its length in bytes.
        checksum: In lower-case hexadecimal.
        git: The checksum is a git blob id (SHA-1 over a header and the content), which is all that
            the hub states for files outside its large file storage; otherwise it is a SHA-256.
    """

    name: str
    size: int
    checksum: str
    git: bool = False

    def digest(self) -> Digest:
        """A fresh digest, ready for the first byte of the file."""
        if self.git:
            return hashlib.sha1(b"blob %d\0" % self.size, usedforsecurity=False)
        return hashlib.sha256()


def endpoint_in(environ: Mapping[str, str]) -> str:
    """The hub's address without a final slash; `HF_ENDPOINT` names a mirror."""
    return (environ.get("HF_ENDPOINT") or HUB).rstrip("/")


def file_url(endpoint: str, entry: ModelEntry, name: str) -> str:
    """Where a file of the pinned revision can be had."""
    return f"{endpoint}/{entry.repository}/resolve/{entry.revision}/{quote(name)}"


def tree_url(endpoint: str, entry: ModelEntry) -> str:
    """Where the hub lists the files of the pinned revision with sizes and checksums (as JSON)."""
    return f"{endpoint}/api/models/{entry.repository}/tree/{entry.revision}"


def stated(entry: ModelEntry) -> tuple[Expected, ...] | None:
    """What the catalogue says about the files; None if it leaves anything out."""
    known = [
        Expected(file.name, file.size, file.sha256)
        for file in entry.files
        if file.size and file.sha256
    ]
    return tuple(known) if len(known) == len(entry.files) else None


def completed(entry: ModelEntry, listing: bytes) -> tuple[Expected, ...]:
    """What the catalogue says about the files, and the hub's `listing` where it says nothing.

    Raises:
        DownloadRefusedError: The listing is not understood, lacks a file, or says
            something else than the catalogue.
    """
    try:
        rows = {row["path"]: row for row in json.loads(listing)}
        return tuple(_expected(file, rows[file.name]) for file in entry.files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DownloadRefusedError(
            f"The model hub's list of the files of “{entry.name}” lacks what is needed to check "
            f"the download ({error}): try again later, or choose another model."
        ) from error


def _expected(file: ModelFile, row: Mapping[str, object]) -> Expected:
    lfs = row.get("lfs")
    size, checksum = row["size"], lfs["oid"] if isinstance(lfs, dict) else row["oid"]
    if not isinstance(size, int) or not isinstance(checksum, str):
        raise TypeError(f"{file.name} has no size or checksum")
    if file.size and file.size != size:
        raise ValueError(f"{file.name} has another size")
    if file.sha256:
        return Expected(file.name, size, file.sha256)
    return Expected(file.name, size, checksum.removeprefix("sha256:"), git=not lfs)
