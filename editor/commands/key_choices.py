"""The keys that somebody chose: a preset, and what differs from it; kept in the user's folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from editor.commands.keymap import DEFAULT, for_writing, read_rows, with_overrides
from editor.settings.atomic import WriteError, write_atomically
from editor.settings.user_file import set_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from editor.commands.keymap import Keys
    from editor.settings.options import Settings
    from editor.settings.user_file import SettingsStore

WRITING = (
    "{key} is for writing and moving in the text: choose a key with Ctrl or Alt, or F1 to F35."
)


@dataclass(frozen=True)
class KeyChoices:
    """A value; every change makes another one.

    Attributes:
        presets: All presets, complete.
        preset: The one in use.
        overrides: The commands whose keys are the user's own, with all their keys.
    """

    presets: Mapping[str, Keys]
    preset: str = DEFAULT
    overrides: Keys = field(default_factory=dict)

    @cached_property
    def keys(self) -> Keys:
        """Every command's keys as they are in use."""
        return with_overrides(self._base, self.overrides)

    @property
    def _base(self) -> Keys:
        return self.presets.get(self.preset, self.presets[DEFAULT])

    def of(self, command: str) -> tuple[str, ...]:
        """The keys of a command."""
        return self.keys.get(command, ())

    def owner(self, key: str) -> str | None:
        """The command that a key runs."""
        return next((name for name, bound in self.keys.items() if key in bound), None)

    def is_own(self, command: str) -> bool:
        """Whether a command's keys are other ones than in the preset."""
        return self.of(command) != self._base.get(command, ())

    def with_key(self, command: str, key: str) -> KeyChoices:
        """One key more for a command, taken from the command that has it."""
        owner = self.owner(key)
        if owner == command:
            return self
        rows = {command: (*self.of(command), key)}
        if owner is not None:
            rows[owner] = tuple(bound for bound in self.of(owner) if bound != key)
        return self._with(rows)

    def without_key(self, command: str, key: str) -> KeyChoices:
        """One key less; a key that is for writing stays."""
        if for_writing(key):
            return self
        return self._with({command: tuple(bound for bound in self.of(command) if bound != key)})

    def as_preset(self, command: str) -> KeyChoices:
        """The command's keys as in the preset; who has one of them now gives it back."""
        wanted = self._base.get(command, ())
        rows = {
            name: tuple(key for key in bound if key not in wanted)
            for name, bound in self.overrides.items()
        }
        return self._with({**rows, command: wanted})

    def all_as_preset(self) -> KeyChoices:
        """Nothing of one's own any more."""
        return replace(self, overrides={})

    def with_preset(self, preset: str) -> KeyChoices:
        """Another preset under the user's own keys."""
        return replace(self, preset=preset)

    def _with(self, rows: Keys) -> KeyChoices:
        """Other keys for these commands; what is as in the preset is not one's own."""
        wanted = {**self.keys, **rows}
        named = {*self.overrides, *rows}
        own = {name: wanted[name] for name in named if wanted[name] != self._base.get(name, ())}
        return replace(self, overrides=own)


def refusal(key: str) -> str:
    """Why a key cannot be given to a command, as a sentence; "" if it can."""
    return WRITING.format(key=key) if for_writing(key) else ""


class KeyStore:
    """The keys in use: changed in one place, saved at once, told to whoever subscribed.

    The preset's name is one of the settings; one's own keys are in a TOML file beside them, a line
    for each command: `"play.toggle" = ["F13", "Ctrl+Space"]`.
    """

    def __init__(self, presets: Mapping[str, Keys], path: Path, settings: SettingsStore) -> None:
        """Args:
        presets: All presets, complete.
        path: The user's file; it need not be there.
        settings: Knows which preset is chosen.
        """
        self._path = path
        self._settings = settings
        overrides, self.problems = load_keys(path)
        self._now = KeyChoices(presets, settings.now.keymap, overrides)
        self._subscribers: list[Callable[[KeyChoices], None]] = []
        settings.subscribe(self._follow)

    @property
    def now(self) -> KeyChoices:
        """The keys at this moment."""
        return self._now

    def change(self, choices: KeyChoices) -> None:
        """Use these from now on; they hold even if saving fails.

        Raises:
            WriteError, SettingsError: The files cannot be written.
        """
        before, self._now = self._now, choices
        for tell in tuple(self._subscribers):
            tell(choices)
        if choices.overrides != before.overrides:
            save_keys(self._path, choices.overrides)
        if choices.preset != before.preset:
            self._settings.change(keymap=choices.preset)

    def subscribe(self, tell: Callable[[KeyChoices], None]) -> Callable[[], None]:
        """Call `tell` with the choices after every change; returns how to stop that."""
        self._subscribers.append(tell)
        return lambda: self._subscribers.remove(tell)

    def _follow(self, settings: Settings) -> None:
        if settings.keymap != self._now.preset:
            self.change(self._now.with_preset(settings.keymap))


def load_keys(path: Path) -> tuple[Keys, tuple[str, ...]]:
    """The user's own keys, and what is wrong with the file, one sentence each; nothing is raised.

    A file that cannot be understood is renamed, so that it is not lost when keys are saved.
    """
    try:
        return read_rows(tomllib.loads(path.read_bytes().decode("utf-8-sig"))), ()
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        why = f"Your keys in {path} cannot be read ({error.strerror}), so those of the preset are"
        return {}, (f"{why} in use: check the permissions of the file.",)
    except (ValueError, TypeError, RecursionError) as error:
        return {}, (set_aside(path, error, "Your own keys were"),)


def save_keys(path: Path, overrides: Keys) -> None:
    """Write the user's own keys, sorted by command.

    Raises:
        WriteError: The file cannot be written; the old one is still there.
    """
    import tomli_w  # keys are read at every start and written now and then

    rows = {name: list(overrides[name]) for name in sorted(overrides)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"{path.name} was not saved: {error.strerror}.") from error
    write_atomically(path, tomli_w.dumps(rows))
