"""The documentation says what the program does."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest

from editor.commands.all import registry
from editor.formats.export import WRITERS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
KEY = re.compile(r"(?:Ctrl|Alt|Shift)\+[^\s,.;:|)*]+|\bF\d{1,2}\b")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that are made from the program's tables."""
    folder = tmp_path_factory.mktemp("generated") / "pages"
    sys.path.insert(0, str(ROOT))
    try:
        importlib.import_module("docs.pages_from_tables").write(folder)
    finally:
        sys.path.remove(str(ROOT))
    return folder


def test_every_command_stands_on_the_page_of_keys(tables: Path) -> None:
    page = (tables / "keys.md").read_text(encoding="utf-8")
    for command in registry():
        if command.menu:
            assert f"| {command.title.removesuffix('…')} |" in page


def test_every_kind_of_file_stands_on_the_page_of_exports(tables: Path) -> None:
    page = (tables / "export-formats.md").read_text(encoding="utf-8")
    assert all(f"`--{name}`" in page for name in WRITERS)


def test_every_command_of_the_command_line_has_its_help(tables: Path) -> None:
    page = (tables / "command-line.md").read_text(encoding="utf-8")
    for name in ("align", "export", "check", "batch", "models download"):
        assert f"# {name}\n" in page
    assert "--ads [keep|label|omit|cut]" in page


def bound() -> set[str]:
    """Every key of every preset, as the documentation writes it."""
    from editor.commands.keymap import load_presets
    from editor.settings.data_files import data_file

    presets = load_presets(data_file("resources/keymap.json")).values()
    keys = (key for preset in presets for bound in preset.values() for key in bound)
    return {key.replace("Return", "Enter") for key in keys}


ALSO = {"Ctrl+C", "Ctrl+X", "Ctrl+V"}
"""Keys of every text."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_keys_that_a_page_names_are_keys(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {key.rstrip("`") for key in KEY.findall(text)}
    unknown = named - bound() - ALSO
    assert not {key for key in unknown if not any(b.startswith(key) for b in bound())}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.name)
def test_pictures_and_pages_that_are_named_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        if not target.startswith(("http", "generated/")):
            assert (page.parent / target).exists(), f"{page.name} names {target}"
