"""What ./run and ./test decide before anything is installed."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash")

needs_bash = pytest.mark.skipif(
    BASH is None or sys.platform == "win32", reason="run.ps1 and test.ps1 do this on Windows"
)


@pytest.fixture(scope="module")
def packages() -> Any:
    """The module packaging/missing_packages.py, which lies in no package."""
    path = ROOT / "packaging" / "missing_packages.py"
    spec = importlib.util.spec_from_file_location("missing_packages", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_system_packages_can_be_read(packages: Any) -> None:
    needs = packages.read_table()
    assert {need.group for need in needs} == {"window", "wayland", "test", "thirdparty"}
    assert {need.kind for need in needs} <= set(packages.PROBES)
    assert all(need.package and need.why for need in needs)


def test_only_what_is_missing_is_named_and_once(packages: Any) -> None:
    def need(group: str, kind: str, name: str, package: str) -> Any:
        return packages.Need(group, kind, name, package, "a test")

    needs = [
        need("window", "lib", "libnowhere.so.7", "libnowhere7"),
        need("window", "lib", "libnowhere-too.so.7", "libnowhere7"),
        need("window", "prog", Path(sys.executable).name, "python3"),
        need("test", "prog", "no-such-program", "no-such"),
        need("test", "prog", f"no-such-program|{Path(BASH or sys.executable).name}", "either"),
    ]
    found = list(packages.missing(["window"], needs))
    assert found in (["libnowhere7"], ["libnowhere7", "python3"])  # python may be off the PATH
    assert list(packages.missing(["test"], needs)) == ["no-such"]


def lib(commands: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run commands with packaging/lib.sh read, in a checkout at `root`."""
    script = f'set -euo pipefail; root="{root}"; . "{ROOT}/packaging/lib.sh"; {commands}'
    assert BASH
    return subprocess.run([BASH, "-c", script], capture_output=True, text=True, timeout=30)


@needs_bash
def test_without_root_the_exact_command_is_printed(tmp_path: Path) -> None:
    done = lib("is_root() { false; }; has_apt() { true; }; need_packages liba1 libb2", tmp_path)
    assert done.returncode == 1
    assert "  sudo apt-get install --no-install-recommends liba1 libb2\n" in done.stderr


@needs_bash
def test_nothing_missing_is_no_reason_to_stop(tmp_path: Path) -> None:
    assert lib("is_root() { false; }; need_packages", tmp_path).returncode == 0


@needs_bash
def test_an_environment_that_was_cut_off_is_cleared(tmp_path: Path) -> None:
    bin_folder = tmp_path / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    (bin_folder / "python").symlink_to(sys.executable)
    assert lib("venv_is_sound", tmp_path).returncode == 0
    (tmp_path / ".venv" / "unfinished").touch()
    assert lib("venv_is_sound", tmp_path).returncode == 1
    assert lib("clear_venv", tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / ".venv").iterdir()] == ["unfinished"]


@needs_bash
def test_an_environment_is_up_to_date_until_its_lock_file_changes(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / "packaging").mkdir()
    for name in ("requirements", "requirements-dev"):
        (tmp_path / "packaging" / f"{name}.lock").write_text(name)
    mark = 'fingerprint "{}" >"$installed"; is_installed "{}"'
    assert lib(mark.format("requirements", "requirements"), tmp_path).returncode == 0
    assert lib(mark.format("requirements", "requirements-dev"), tmp_path).returncode == 1
    assert lib(mark.format("requirements-dev", "requirements"), tmp_path).returncode == 0
    (tmp_path / "packaging" / "requirements-dev.lock").write_text("changed")
    assert lib("is_installed requirements", tmp_path).returncode == 1


@needs_bash
def test_a_wrong_python_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = lib("PROOFCAST_PYTHON=/bin/false; find_python", tmp_path)
    assert done.returncode == 1
    assert done.stderr == (
        "PROOFCAST_PYTHON is /bin/false, which is not Python 3.11, 3.12 or 3.13 with venv.\n"
    )
