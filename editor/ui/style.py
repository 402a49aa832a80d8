"""Puts a theme on the application and follows the system between light and dark."""

from __future__ import annotations

from enum import Enum
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette

from editor.settings.data_files import data_file
from editor.ui.theme import DARK, GRID, LIGHT, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class Appearance(Enum):
    """What the user chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def theme_for(appearance: Appearance, system: Qt.ColorScheme) -> Theme:
    """The theme that shows; a system that does not say counts as light."""
    forced = {Appearance.LIGHT: LIGHT, Appearance.DARK: DARK}
    return forced.get(appearance) or (DARK if system == Qt.ColorScheme.Dark else LIGHT)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give every widget of the application this theme."""
    app.setStyle("Fusion")
    app.setPalette(palette_of(theme))
    app.setStyleSheet(stylesheet_of(theme))


class ThemeFollower(QObject):
    """Keeps the application in the theme that the user or the system wants.

    `changed(Theme)` tells widgets that draw for themselves; `theme` is the present one.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, appearance: Appearance = Appearance.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = appearance
        self.theme = theme_for(appearance, app.styleHints().colorScheme())
        apply_theme(app, self.theme)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def appearance(self) -> Appearance:
        """What the user chose."""
        return self._appearance

    def set_appearance(self, appearance: Appearance) -> None:
        """Follow the system, or stay light or dark."""
        self._appearance = appearance
        self._show(theme_for(appearance, self._app.styleHints().colorScheme()))

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._show(theme_for(self._appearance, scheme))

    def _show(self, theme: Theme) -> None:
        if theme is self.theme:
            return
        self.theme = theme
        apply_theme(self._app, theme)
        self.changed.emit(theme)


def palette_of(theme: Theme) -> QPalette:
    """Qt's palette for standard controls."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.background,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.background,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.raised,
        role.Mid: theme.border,
        role.Dark: theme.border,
        role.Shadow: theme.border,
    }
    palette = QPalette()
    for key, colour in colours.items():
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.muted))
    return palette


def stylesheet_of(theme: Theme) -> str:
    """The one stylesheet: spacing, hairlines, focus rings and slim scroll bars."""
    values = {name: getattr(theme, name) for name in Theme.__dataclass_fields__}
    check = data_file(f"resources/style/check-{'black' if theme.dark else 'white'}.svg")
    # A grey that shows on both grounds.
    up, down = data_file("resources/style/up.svg"), data_file("resources/style/down.svg")
    return _SHEET.substitute(
        values,
        half=GRID // 2,
        grid=GRID,
        double=GRID * 2,
        check=check.as_posix(),
        up=up.as_posix(),
        down=down.as_posix(),
    )


_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: ${half}px; }
QToolBar { background: $background; border: none; spacing: ${half}px; padding: ${half}px; }
QToolBar::separator { background: $border; width: 1px; margin: ${half}px; }
QStatusBar { background: $background; color: $muted; }
QStatusBar::item { border: none; }
QMenuBar { background: $background; padding: 2px; }
QMenuBar::item { padding: ${half}px ${grid}px; border-radius: ${half}px; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $raised; border: 1px solid $border; padding: ${half}px; }
QMenu::item { padding: ${half}px ${double}px; border-radius: ${half}px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: ${half}px ${grid}px; }
QMenu::icon { padding-left: ${grid}px; }

QToolButton { border: 2px solid transparent; border-radius: 6px; padding: 3px; color: $text; }
QToolButton:hover { background: $raised; border-color: $border; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $muted; }
QToolButton::menu-indicator { image: none; }
QPushButton { background: $raised; border: 1px solid $edge; border-radius: 6px;
  min-height: 18px; padding: 5px ${double}px; color: $text; }
QPushButton:hover { border-color: $text; }
QPushButton:pressed { background: $selection; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:default:pressed { background: $accent; border-color: $text; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 15px; }
QPushButton:default:focus { border: 2px solid $text; }
QPushButton:disabled { color: $muted; background: $background; border-color: $border; }

QLineEdit, QPlainTextEdit { background: $surface; color: $text;
  border: 1px solid $edge; border-radius: 6px; padding: 4px 7px;
  placeholder-text-color: $muted; selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px 6px; }
QSpinBox, QDoubleSpinBox { background: $surface; color: $text; border: 1px solid $edge;
  border-radius: 6px; padding: 5px 2px 4px 2px; }
QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid $focus;
  padding: 4px 1px 3px 1px; }
QSpinBox:disabled, QDoubleSpinBox:disabled, QLineEdit:disabled, QComboBox:disabled {
  color: $muted; background: $background; border-color: $border; }
QLineEdit, QComboBox { min-height: 20px; }
QAbstractItemView QLineEdit, QComboBox QLineEdit, QSpinBox QLineEdit, QDoubleSpinBox QLineEdit {
  min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px;
  background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$down"); width: 10px; height: 10px; }
QComboBox QLineEdit { border: none; padding: 0; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit { border: none; padding: 0;
  background: transparent; }
QCheckBox, QRadioButton { border: 2px solid transparent; border-radius: ${half}px;
  padding: 1px 3px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 14px;
  height: 14px; background: $surface; border: 1px solid $muted; border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent;
  border-color: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate { background: $border; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $focus; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border; }

QListView, QTreeView, QTableView { background: $surface; border: 1px solid $border;
  border-radius: 6px; outline: none; gridline-color: $border; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid $focus; }
QListView::item, QTreeView::item { padding: ${half}px; }
#pages::item { padding: ${half}px ${grid}px; min-height: 22px; }
QTableView::item { padding: 0 ${half}px 0 ${half}px; }
QListView::item:selected, QTreeView::item:selected { background: $selection; color: $text; }
QHeaderView::section { background: $background; color: $muted; border: none;
  border-bottom: 1px solid $border; padding: ${half}px ${grid}px; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 7px;
  border: 2px solid transparent; border-bottom-color: transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar:focus { outline: none; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: ${half}px; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }

QComboBox { background: $raised; color: $text; border: 1px solid $edge; border-radius: 6px;
  padding: 4px ${grid}px; }
QComboBox:focus { border: 2px solid $focus; padding: 3px 7px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$down"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border;
  selection-background-color: $selection; selection-color: $text; }
QPushButton::menu-indicator { image: url("$down"); width: 12px; height: 12px;
  subcontrol-position: right center; subcontrol-origin: padding; right: ${half}px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMessageBox QLabel { padding: ${half}px; }

QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

#transport-bar { border-bottom: 1px solid $border; }
#find-bar { border-top: 1px solid $border; background: $background; }
#message-bar { background: $raised; border-top: 1px solid $border; }
#message-bar[lasting="true"] { border-top: 2px solid $danger; }
#saved { color: $muted; }
#transport-bar QLabel:disabled { color: $muted; }
#page-title { font-size: 22px; font-weight: 600; }
#section-title { color: $muted; font-weight: 600; }
#hint { color: $muted; }
#recent { text-align: left; padding: 6px ${grid}px; border: 2px solid transparent; }
#quiet { border: 2px solid transparent; background: transparent; color: $accent; }
#quiet:hover { background: $selection; }
#quiet:focus { border-color: $focus; padding: 5px ${double}px; }
#recent:hover { background: $selection; }
#recent:focus { border-color: $focus; }
""")
