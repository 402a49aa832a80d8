"""Which keys run which command: defaults from `resources/keymap.json`, overridden by the user.

The file holds one object per preset, from a command's id to a list of keys as Qt spells them
("Ctrl+Shift+P"). A preset other than "default" lists only what it changes.
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
        presets = {name: _keys(rows) for name, rows in raw.items()}
        default = presets["default"]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise KeymapError(f"{path} is not a key map: reinstall Proofcast, or repair it.") from error
    return {name: default | rows for name, rows in presets.items()}


def with_overrides(keys: Keys, overrides: Mapping[str, object]) -> Keys:
    """The keys with the user's own in place; an empty list takes a command's keys away."""
    return keys | _keys({name: rows for name, rows in overrides.items() if isinstance(rows, list)})


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
    # "Ctrl++" is the plus key, so the key itself is what stands behind the last separator.
    head, separator, tail = key.rpartition("+")
    if separator and not tail and (not head or head.endswith("+")):
        head, tail = head.removesuffix("+"), "+"
    modifiers = {part.strip().capitalize() for part in head.split("+")} if head else set()
    name = tail.strip()
    if not name or not modifiers <= set(MODIFIERS) or name.capitalize() in MODIFIERS:
        raise ValueError(f"{key!r} is not a key")
    return "+".join([*(m for m in MODIFIERS if m in modifiers), name[0].upper() + name[1:]])


def _keys(rows: Mapping[str, object]) -> Keys:
    return {name: _bound(keys) for name, keys in rows.items()}


def _bound(keys: object) -> tuple[str, ...]:
    if not isinstance(keys, list):
        raise TypeError("keys are a list")
    return tuple(normalised(str(key)) for key in keys)
