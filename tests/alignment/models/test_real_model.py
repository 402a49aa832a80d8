"""The model that comes along is the one that the catalogue describes, byte for byte."""

from __future__ import annotations

import pytest

from editor.alignment.models import find_folders, load_catalog, resolve, verify
from editor.alignment.models.resolve import ModelFolders, Origin
from editor.alignment.models.verify import sha256_of

TINY_EN = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"


def test_tiny_en_is_found_without_any_download() -> None:
    found = resolve("tiny.en", catalog=load_catalog(), folders=find_folders(None))
    assert found.entry is not None
    assert found.entry.alignment_heads == ((2, 1),)


@pytest.mark.whisper
def test_the_installed_package_carries_tiny_en_byte_for_byte() -> None:
    found = resolve("tiny.en", catalog=load_catalog(), folders=ModelFolders())
    assert found.origin is Origin.PACKAGE
    assert verify(found.path, found.entry, thorough=True) == []
    assert sha256_of(found.path / "model.bin") == TINY_EN
