"""No override of a Qt method lets an error out: Qt would end the process (see `safe_override`)."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtWidgets import QWidget

import editor.ui
from editor.ui.errors import safe_override

if TYPE_CHECKING:
    from collections.abc import Iterator

HARMLESS = {("_SvgEngine", "clone")}
"""It must answer an engine, and does nothing but call a constructor."""


def our_classes() -> Iterator[type]:
    for found in pkgutil.iter_modules(editor.ui.__path__):
        module = importlib.import_module(f"editor.ui.{found.name}")
        for thing in vars(module).values():
            if inspect.isclass(thing) and thing.__module__ == module.__name__:
                yield thing


def overrides(kind: type) -> Iterator[str]:
    """The methods of Qt that a class puts its own in the place of."""
    theirs = [base for base in kind.__mro__ if base.__module__.startswith("PySide6")]
    for name, thing in vars(kind).items():
        ours = inspect.isfunction(thing) and not name.startswith("__")
        if ours and any(name in vars(base) for base in theirs):
            yield name


def test_every_override_in_the_window_is_guarded():
    seen, bare = 0, []
    for kind in our_classes():
        for name in overrides(kind):
            seen += 1
            if not hasattr(vars(kind)[name], "__wrapped__") and (kind.__name__, name) not in (
                HARMLESS
            ):
                bare.append(f"{kind.__module__}.{kind.__name__}.{name}")
    assert seen > 60
    assert not bare, "put @safe_override on " + ", ".join(bare)


class Broken(QAbstractListModel):
    @safe_override
    def rowCount(self, _parent: QModelIndex | None = None) -> int:
        raise LookupError("rows")

    @safe_override
    def flags(self, _index: QModelIndex) -> Qt.ItemFlag:
        raise LookupError("flags")


class Shapeless(QWidget):
    @safe_override
    def sizeHint(self) -> QSize:
        raise LookupError("size")


@pytest.fixture
def told(monkeypatch) -> list[BaseException]:
    seen: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: seen.append(error))
    return seen


def test_what_has_to_answer_something_answers_it_and_the_error_is_told(qtbot, told):
    model, widget = Broken(), Shapeless()
    qtbot.addWidget(widget)
    assert model.rowCount() == 0
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    widget.adjustSize()
    assert widget.sizeHint() == QSize()
    qtbot.waitUntil(lambda: {str(error) for error in told} == {"rows", "flags", "size"})
