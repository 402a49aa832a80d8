"""Icons from `resources/icons`, drawn in the colours of the theme at the device's own pixels."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from editor.settings.data_files import data_file
from editor.ui.errors import safe_override

if TYPE_CHECKING:
    from pathlib import Path

    from editor.ui.theme import Theme

APP_ICON = "proofcast"


@cache
def icon_names() -> frozenset[str]:
    """The names that `icon` knows."""
    return frozenset(path.stem for path in _folder().glob("*.svg")) - {APP_ICON}


@lru_cache(maxsize=512)
def icon(name: str, theme: Theme, colour: str | None = None) -> QIcon:
    """The icon `name`, in the theme's text colour or in `colour`.

    Raises:
        KeyError: There is no such icon.
    """
    if name not in icon_names():
        raise KeyError(f"There is no icon named {name!r}.")
    normal = colour or theme.text
    return QIcon(
        _SvgEngine(
            name,
            {
                QIcon.Mode.Normal: normal,
                QIcon.Mode.Active: normal,
                QIcon.Mode.Selected: colour or theme.text,
                QIcon.Mode.Disabled: theme.edge,
            },
        )
    )


@cache
def app_icon() -> QIcon:
    """The program's own icon, in its own colours."""
    result = QIcon()
    renderer = QSvgRenderer(str(_folder() / f"{APP_ICON}.svg"))
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_drawn(renderer, QSize(size, size)))
    return result


@lru_cache(maxsize=64)
def dot(colour: str) -> QIcon:
    """A dot in a speaker's colour, which is the same whether its row is chosen or not."""
    pixmap = QPixmap(48, 48)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(4, 4, 16, 16)
    painter.end()
    result = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled):
        result.addPixmap(pixmap, mode)
    return result


class _SvgEngine(QIconEngine):
    """Draws one SVG drawing in a colour for each mode, at exactly the size that is asked for."""

    def __init__(self, name: str, colours: dict[QIcon.Mode, str]) -> None:
        super().__init__()
        self._name = name
        self._colours = colours

    @safe_override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, scale))

    @safe_override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @safe_override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """The drawing in `size` device-independent pixels, each `scale` device pixels wide."""
        return _recoloured(self._name, self._colours[mode], size.width(), size.height(), scale)

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._name, self._colours)


@lru_cache(maxsize=1024)
def _recoloured(name: str, colour: str, width: int, height: int, scale: float) -> QPixmap:
    drawing = _source(name).replace("currentColor", colour).encode()
    return _drawn(QSvgRenderer(QByteArray(drawing)), QSize(width, height), scale)


@cache
def _source(name: str) -> str:
    return (_folder() / f"{name}.svg").read_text(encoding="utf-8")


def _drawn(renderer: QSvgRenderer, size: QSize, scale: float = 1.0) -> QPixmap:
    pixmap = QPixmap(size * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = min(size.width(), size.height())
    left, top = (size.width() - side) / 2, (size.height() - side) / 2
    renderer.render(painter, QRectF(left, top, side, side))
    painter.end()
    return pixmap


def _folder() -> Path:
    return data_file("resources/icons")
