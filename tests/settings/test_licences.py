"""The licences of what Proofcast stands on."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from editor.settings import licences
from editor.settings.licences import (
    Component,
    components,
    installed_components,
    wished_packages,
    write_components,
)

ROOT = Path(__file__).parents[2]


def test_everything_that_we_ask_for_is_listed_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wishes = [Requirement(line) for line in project["dependencies"]]
    asked = {canonicalize_name(w.name) for w in wishes if not w.marker or w.marker.evaluate()}
    found = {canonicalize_name(component.name): component for component in components()}
    assert asked <= set(found)
    assert all(component.version and component.licence for component in found.values())
    assert "MIT" in found["pydub"].licence
    assert "Permission is hereby granted" in found["pydub"].text
    assert "LGPL" in found["pyside6"].licence


def test_what_those_need_is_listed_too_and_once() -> None:
    found = installed_components(["faster-whisper>=1", "faster_whisper"])
    names = [component.name.lower() for component in found]
    assert names == sorted(names)
    assert len(names) == len(set(names))
    assert {"ctranslate2", "tokenizers", "faster-whisper"} <= set(names)


def test_what_is_not_installed_or_belongs_to_an_extra_is_left_out() -> None:
    assert installed_components(["no-such-package>=1", "pydub; extra == 'more'", "!"]) == ()


def test_a_built_program_shows_the_list_that_was_made_for_it(tmp_path: Path, monkeypatch) -> None:
    made = (Component("ä-package", "1.0", "MIT", "Do as\nyou like."),)
    write_components(made, tmp_path / "licences.json")
    rows = json.loads((tmp_path / "licences.json").read_text(encoding="utf-8"))
    assert rows == [asdict(made[0])]
    monkeypatch.setattr(licences, "data_file", lambda name: tmp_path / name)
    assert components() == made


def test_a_plain_checkout_reads_what_is_asked_for_from_the_project_file(monkeypatch) -> None:
    def not_installed(_: str) -> list[str]:
        raise licences.PackageNotFoundError

    monkeypatch.setattr(licences, "requires", not_installed)
    assert any(wish.startswith("pydub") for wish in wished_packages())
    monkeypatch.setattr(licences, "PACKAGE", Path("/nowhere/editor"))
    assert wished_packages() == []
