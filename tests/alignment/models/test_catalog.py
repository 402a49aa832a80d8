"""The catalogue that ships is sound, and a damaged one is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from editor.alignment.models.catalog import ModelEntry, human_size, load_catalog
from editor.alignment.models.errors import CatalogError, ModelError, UnknownModelError

ENTRY = """
[[model]]
name = "toy"
title = "Toy"
about = "For tests."
languages = "en"
licence = "MIT"
repository = "somebody/toy"
revision = "abc"
checked = "bytes"
files = [{ name = "model.bin", size = 3 }]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "catalog.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_model_that_comes_along_is_first_and_has_its_measured_heads() -> None:
    entry = load_catalog().entries[0]
    assert entry.name == "tiny.en"
    assert entry.alignment_heads == ((2, 1),)
    assert entry.shift_ms == 15
    assert entry.package is not None
    assert entry.checked == "bytes"


@pytest.mark.parametrize("entry", load_catalog().entries, ids=lambda entry: entry.name)
def test_every_model_that_ships_can_be_downloaded_and_checked(entry: ModelEntry) -> None:
    files = {file.name for file in entry.files}
    assert {"model.bin", "config.json", "tokenizer.json"} <= files
    assert {"vocabulary.txt", "vocabulary.json"} & files
    assert all(file.size and file.sha256 for file in entry.files)
    assert re.fullmatch(r"[0-9a-f]{40}", entry.revision)
    assert entry.licence == "MIT"
    assert entry.languages in ("en", "multilingual")
    assert entry.files[-1].name == "model.bin"  # small files first: trouble shows at once


def test_the_readme_lists_every_model_with_its_size() -> None:
    readme = (Path(__file__).parents[3] / "models" / "README.md").read_text(encoding="utf-8")
    for entry in load_catalog().entries:
        assert f"| `{entry.name}` | {human_size(entry.size)} |" in readme


def test_aliases_mean_the_same_model() -> None:
    catalog = load_catalog()
    assert catalog.get("turbo") is catalog.get("large-v3-turbo")


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownModelError, match=r"^There is no speech model called “huge”: .*tiny"):
        load_catalog().get("huge")


@pytest.mark.parametrize(
    ("languages", "spoken", "not_spoken"),
    [("en", "en", "de"), ("en", "en-GB", "eng"), ("multilingual", "de", None)],
)
def test_languages(tmp_path: Path, languages: str, spoken: str, not_spoken: str | None) -> None:
    text = ENTRY.replace('languages = "en"', f'languages = "{languages}"')
    (entry,) = load_catalog(written(tmp_path, text)).entries
    assert entry.speaks(spoken)
    assert not_spoken is None or not entry.speaks(not_spoken)
    assert entry.multilingual == (languages == "multilingual")


def test_what_may_be_left_out(tmp_path: Path) -> None:
    (entry,) = load_catalog(written(tmp_path, ENTRY)).entries
    assert entry.files[0].sha256 is None
    assert entry.package is None
    assert entry.alignment_heads == ()
    assert entry.size == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "toy"', 'name = "../toy"'),
        ('name = "toy"', 'name = ""'),
        ('name = "model.bin"', 'name = "../model.bin"'),
        ('title = "Toy"', ""),
        ('title = "Toy"', "title = 5"),
        ("size = 3", 'size = "3"'),
        ("size = 3", 'size = 3, sha256 = "ABC"'),
        ("somebody/toy", "somebody"),
        ('checked = "bytes"', 'checked = "bytes"\nalignment_heads = [[1]]'),
        ('checked = "bytes"', 'checked = "bytes"\nalignment_heads = [[1, "2"]]'),
        ('checked = "bytes"', 'checked = "bytes"\npackage = "x"'),
        ('checked = "bytes"', 'checked = "bytes"\naliases = ["toy"]'),
        ('files = [{ name = "model.bin", size = 3 }]', "files = [1]"),
        (ENTRY, ""),
        (ENTRY, "model = []"),
        ("[[model]]", "[[model"),
        (ENTRY, ENTRY + ENTRY),
    ],
)
def test_a_damaged_catalogue_is_one_sentence(tmp_path: Path, old: str, new: str) -> None:
    assert old in ENTRY
    path = written(tmp_path, ENTRY.replace(old, new))
    with pytest.raises(CatalogError) as caught:
        load_catalog(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_catalogue_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "catalog.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match="cannot be read"):
        load_catalog(path)


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 kB"), (2317, "2 kB"), (78_090_594, "78 MB"), (3_090_835_702, "3.1 GB")],
)
def test_sizes_as_people_read_them(size: int, words: str) -> None:
    assert human_size(size) == words
