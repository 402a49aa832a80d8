"""The lock files are what pyproject.toml asks for, and name no index, mirror or machine."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {
    "requirements.lock": ("build",),
    "requirements-dev.lock": ("build", "test", "lint", "docs"),
    "requirements-bundle.lock": ("build", "bundle"),
}
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = (
    {"sys_platform": "linux", "platform_machine": "x86_64", "platform_system": "Linux"},
    {"sys_platform": "darwin", "platform_machine": "arm64", "platform_system": "Darwin"},
    {"sys_platform": "darwin", "platform_machine": "x86_64", "platform_system": "Darwin"},
    {"sys_platform": "win32", "platform_machine": "AMD64", "platform_system": "Windows"},
)


def entries(name: str) -> list[str]:
    """The requirements of a lock file, each with its hashes, on one line."""
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    lines = re.sub(r" *\\\n *", " ", text).splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def pins(name: str) -> list[Requirement]:
    return [Requirement(entry.split(" --hash")[0]) for entry in entries(name)]


def asked(groups: tuple[str, ...]) -> list[Requirement]:
    named = [*PROJECT["project"]["dependencies"]]
    for group in groups:
        named += PROJECT["dependency-groups"][group]
    return [Requirement(line) for line in named]


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_is_one_version_with_hashes_and_nothing_of_this_machine(name: str) -> None:
    for entry in entries(name):
        assert re.match(r"[a-z0-9-]+==[0-9a-z.]+ ", entry)
        assert "--hash=sha256:" in entry
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    assert not re.search(r"://|file:|^-|index", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_is_locked_for_every_python_and_system(name: str) -> None:
    locked = pins(name)
    for python, system in product(PYTHONS, SYSTEMS):
        where = {**default_environment(), **system, "python_version": python}
        where |= {"python_full_version": f"{python}.1", "implementation_name": "cpython"}
        for wish in asked(LOCKS[name]):
            if wish.marker and not wish.marker.evaluate(where):
                continue
            found = [
                pin
                for pin in locked
                if canonicalize_name(pin.name) == canonicalize_name(wish.name)
                and (pin.marker is None or pin.marker.evaluate(where))
            ]
            assert len(found) == 1, f"{wish} on {python} {system}: run packaging/update_lock.py"
            version = str(found[0].specifier).removeprefix("==")
            assert wish.specifier.contains(version), f"{wish}: run packaging/update_lock.py"


@pytest.mark.parametrize("name", sorted(set(LOCKS) - {"requirements.lock"}))
def test_every_other_lock_holds_all_of_the_first(name: str) -> None:
    assert set(entries("requirements.lock")) <= set(entries(name))


def imported_by_the_program() -> set[str]:
    """The top names of everything that `editor` imports, wherever the import stands."""
    found: set[str] = set()
    for path in (ROOT / "editor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - {"editor"} - set(sys.stdlib_module_names)


def test_what_the_program_imports_is_asked_for() -> None:
    wished = {canonicalize_name(wish.name) for wish in asked(())}
    homes = packages_distributions()
    for name in imported_by_the_program():
        makers = {canonicalize_name(home) for home in homes.get(name, [name])}
        assert makers & wished, f"editor imports {name}: add it to pyproject.toml and lock it"
