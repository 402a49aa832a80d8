"""Refuse modules over 300 lines and functions over 40, unless they say why.

`python packaging/check_size.py [FOLDER...]`. A reason is a comment that begins with `long:` in the
first twenty lines of the module, or on the line of the `def` or the line before it. Docstrings
and empty lines of a function are not counted: saying what it does shall cost nothing.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("editor", "benchmarks", "packaging")
MODULE_LINES, FUNCTION_LINES = 300, 40
REASON = re.compile(r"#\s*long: \S")
HEAD = 20

Function = ast.FunctionDef | ast.AsyncFunctionDef


def body_lines(function: Function, lines: list[str]) -> int:
    """How many lines of code a function has, its signature included, its docstring not."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    hidden = range(first.lineno, (first.end_lineno or 0) + 1) if documented else range(0)
    whole = range(function.lineno, (function.end_lineno or function.lineno) + 1)
    return sum(bool(lines[at - 1].strip()) for at in whole if at not in hidden)


def too_long(path: Path) -> Iterator[str]:
    """What is too long in a module and says no reason, a line each."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    name = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    if len(lines) > MODULE_LINES and not any(map(REASON.search, lines[:HEAD])):
        yield f"{name}: {len(lines)} lines; {MODULE_LINES} without a reason"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function) and (count := body_lines(node, lines)) > FUNCTION_LINES:
            near = lines[max(0, node.lineno - 2) : node.body[0].lineno]
            if not any(map(REASON.search, near)):
                yield (
                    f"{name}:{node.lineno}: {node.name} has {count} lines; "
                    f"{FUNCTION_LINES} without a reason"
                )


def main() -> None:
    """Look through the folders; exit code 1 if anything is too long."""
    folders = [Path(name) for name in sys.argv[1:]] or [ROOT / name for name in FOLDERS]
    found = [
        problem
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        for problem in too_long(path)
    ]
    print("\n".join(found) or "no module and no function is too long without a reason")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
