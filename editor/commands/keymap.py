"""Which keys run which command: defaults from `resources/keymap.json`, overridden by the user.

The file holds one object per preset, from a command's id to a list of keys as Qt spells them
("Ctrl+Shift+P"). A preset other than "default" lists only what it changes: the keys that it gives
to a command are taken from the command that has them by default.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from editor.commands.command import Registry

Keys = dict[str, tuple[str, ...]]

MODIFIERS = ("Ctrl", "Meta", "Alt", "Shift")
DEFAULT = "default"

_ALIASES = {
    "Delete": "Del",
    "Escape": "Esc",
    "Insert": "Ins",
    "PageUp": "PgUp",
    "PageDown": "PgDown",
}
_NAVIGATION = {"Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"}
_ERASING = {"Backspace", "Del"}
_TURNING = {"Enter", "Return"}
_CLIPBOARD = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"}
_FOCUS = {"Tab", "Backtab"}


class KeymapError(Exception):
    """A key map cannot be used; the message says why in one sentence."""


@dataclass(frozen=True)
class Clash:
    """One key bound to several commands."""

    key: str
    commands: tuple[str, ...]


def load_presets(path: Path) -> dict[str, Keys]:
    """Every preset, complete: what a preset does not mention it takes from the default.

    Raises:
        KeymapError: The file is missing or not a key map.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
        presets = {name: read_rows(rows) for name, rows in raw.items()}
        default = presets[DEFAULT]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise KeymapError(f"{path} is not a key map: reinstall Proofcast, or repair it.") from error
    return {
        name: default if name == DEFAULT else with_overrides(default, rows)
        for name, rows in presets.items()
    }


def with_overrides(keys: Keys, overrides: Keys) -> Keys:
    """The keys with others in place; an empty row takes a command's keys away.

    A key of the overrides is taken from the command that had it, so that it runs one command only.
    """
    taken = {key for rows in overrides.values() for key in rows}
    left = {
        name: tuple(key for key in rows if key not in taken)
        for name, rows in keys.items()
        if name not in overrides
    }
    return {name: left.get(name, ()) for name in keys} | overrides


def for_writing(key: str) -> bool:
    """Whether a key writes, erases, moves the caret or the focus: those stay what they are.

    The same rule as in `editor.ui.view_keys`, said of a key's name.
    """
    *held, name = _parts(key)
    if key in _CLIPBOARD or name in _FOCUS:
        return True
    if "Alt" in held or "Meta" in held:
        return False
    if name in _NAVIGATION or name in _ERASING:
        return True
    if "Ctrl" in held:
        return False
    return name in _TURNING or name == "Space" or len(name) == 1


def clashes(keys: Keys, registry: Registry) -> list[Clash]:
    """Keys that would run more than one command. Both would be dead: Qt runs neither."""
    owners: dict[str, list[str]] = {}
    for command, bound in keys.items():
        if command in registry:
            for key in bound:
                owners.setdefault(key, []).append(command)
    return [Clash(key, tuple(names)) for key, names in owners.items() if len(names) > 1]


def unknown_commands(keys: Keys, registry: Registry) -> list[str]:
    """Ids in the key map that no command has."""
    return [name for name in keys if name not in registry]


def normalised(key: str) -> str:
    """A key with its modifiers in one order, so that equal keys are spelled equally.

    Raises:
        ValueError: It is not a key: a modifier is unknown, or nothing but modifiers is there.
    """
    *held, name = _parts(key)
    modifiers = {part.strip().capitalize() for part in held}
    name = name.strip()
    if not name or not modifiers <= set(MODIFIERS) or name.capitalize() in MODIFIERS:
        raise ValueError(f"{key!r} is not a key")
    name = name[0].upper() + name[1:]
    return "+".join([*(m for m in MODIFIERS if m in modifiers), _ALIASES.get(name, name)])


def key_alone(key: str) -> str:
    """A key without its modifiers: "F8" of "Shift+F8"."""
    return _parts(key)[-1]


def read_rows(rows: Mapping[str, object]) -> Keys:
    """Rows of a file: from a command's id to its keys.

    Raises:
        TypeError, ValueError: A row is not a list of keys.
    """
    return {name: _bound(keys) for name, keys in rows.items()}


def _parts(key: str) -> list[str]:
    """The modifiers, as they are spelled, and the key itself."""
    # "Ctrl++" is the plus key, so the key itself is what stands behind the last separator.
    head, separator, tail = key.rpartition("+")
    if separator and not tail and (not head or head.endswith("+")):
        head, tail = head.removesuffix("+"), "+"
    return [*(head.split("+") if head else ()), tail]


def _bound(keys: object) -> tuple[str, ...]:
    if not isinstance(keys, list):
        raise TypeError("keys are a list")
    return tuple(normalised(str(key)) for key in keys)
