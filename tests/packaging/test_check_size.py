"""The check that refuses long modules and functions."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "check_size.py"


@pytest.fixture(scope="module")
def check() -> Any:
    spec = importlib.util.spec_from_file_location("check_size", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def function(lines: int, *, reason: str = "", docstring: int = 0) -> str:
    told = '    """' + "Says.\n" * docstring + '    """\n' if docstring else ""
    return f"{reason}def f():\n{told}" + "    x = 1\n\n" * (lines - 1)


@pytest.mark.parametrize(("text", "found"), [
    (function(40), 0), (function(41), 1),
    (function(40, docstring=30), 0), (function(41, docstring=1), 1),
    (function(60, reason="# long: one table\n"), 0), (function(60, reason="# long:\n"), 1),
    ("x = 1\n" * 300, 0), ("x = 1\n" * 301, 1),
    ("# long: a table of words\n" + "x = 1\n" * 301, 0),
])  # fmt: skip
def test_what_is_too_long_without_a_reason_is_named(
    check: Any, tmp_path: Path, text: str, found: int
) -> None:
    path = tmp_path / "module.py"
    path.write_text(text, encoding="utf-8")
    problems = list(check.too_long(path))
    assert len(problems) == found, problems
    assert all(problem.startswith("module.py") for problem in problems)
