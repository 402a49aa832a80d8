"""The user's settings file (TOML): read with forgiveness, written whole or not at all."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from editor.settings.errors import SettingsError
from editor.settings.options import OPTIONS, Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Loaded:
    """What a settings file says.

    Attributes:
        settings: The settings; the default where the file says nothing, or something wrong.
        unknown: Keys that this version does not know, to be written back as they are.
        problems: What was wrong, one sentence each, to be shown once.
    """

    settings: Settings = Settings()  # noqa: RUF009  # frozen
    unknown: dict[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def load_settings(path: Path) -> Loaded:
    """Read the settings; whatever is wrong with the file is told in `problems`, never raised.

    A file that is not TOML is renamed, so that it is not lost when settings are saved.
    """
    try:
        record = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Loaded()
    except OSError as error:
        return Loaded(
            problems=(
                f"The settings in {path} cannot be read ({error.strerror}), so the defaults "
                "are in use: check the permissions of the file.",
            )
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return Loaded(problems=(set_aside(path, error, "The settings were"),))
    return _validated(record)


def _validated(record: dict[str, Any]) -> Loaded:
    good, problems = {}, []
    for name in OPTIONS.keys() & record.keys():
        try:
            good[name] = OPTIONS[name].read(record[name])
        except SettingsError as error:
            problems.append(f"{str(error)[:-1]}; the default {OPTIONS[name].default!r} is used.")
    unknown = {name: value for name, value in record.items() if name not in OPTIONS}
    return Loaded(Settings().changed(**good), unknown, tuple(sorted(problems)))


def set_aside(path: Path, error: Exception, what: str) -> str:
    """Rename a broken file to the first free name, and say so.

    Args:
        path: The file, which is not TOML.
        error: What the reader said.
        what: Begins the sentence: "The settings were".
    """
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists():
        number += 1
    why = str(error).splitlines()[0]
    try:
        path.rename(aside)
    except OSError:
        return f"{what} broken ({why}), so the defaults are in use: mend or remove {path}."
    return f"{what} broken ({why}), so the defaults are in use: your file is kept as {aside}."


def save_settings(path: Path, settings: Settings, unknown: dict[str, Any] | None = None) -> None:
    """Write the settings that differ from their defaults, and the keys that we do not know.

    Defaults are left out, so that a later version can better them.

    Raises:
        SettingsError: The file cannot be written; the old one is still there.
    """
    defaults = Settings().as_mapping()
    record = {k: v for k, v in settings.as_mapping().items() if v != defaults[k]}
    # Here, because settings are read at every start and written now and then.
    from uuid import uuid4

    import tomli_w

    part = path.with_name(f".{path.name}-{uuid4().hex[:8]}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(tomli_w.dumps({**record, **(unknown or {})}).encode())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The settings cannot be saved in {path} ({error.strerror}): free some space or "
            "check the permissions of the folder."
        ) from error


class SettingsStore:
    """The settings in use: changed in one place, saved at once, told to whoever subscribed."""

    def __init__(self, path: Path) -> None:
        loaded = load_settings(path)
        self._path = path
        self._unknown = loaded.unknown
        self._now = loaded.settings
        self._subscribers: list[Callable[[Settings], None]] = []
        self.problems = loaded.problems
        """What was wrong with the file, one sentence each."""

    @property
    def now(self) -> Settings:
        """The settings at this moment."""
        return self._now

    def change(self, **changes: object) -> None:
        """Change some values; they hold even if saving fails.

        Raises:
            SettingsError: A value is wrong (nothing is changed), or the file cannot be written.
        """
        changed = self._now.changed(**changes)
        if changed == self._now:
            return
        self._now = changed
        for tell in tuple(self._subscribers):
            tell(changed)
        save_settings(self._path, changed, self._unknown)

    def subscribe(self, tell: Callable[[Settings], None]) -> Callable[[], None]:
        """Call `tell` with the new settings after every change; returns how to stop that."""
        self._subscribers.append(tell)
        return lambda: self._subscribers.remove(tell)
