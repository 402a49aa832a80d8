"""Where the program keeps what it keeps for a user."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import PlatformDirs

from editor.media.cache import APP, HOME_VARIABLE, audio_cache_folder, cache_folder

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Folders:
    """The user's folders. None is made here: whoever writes makes its own.

    Attributes:
        config: Settings and keys: small, worth a backup.
        data: Models, and what is remembered per show: worth a backup.
        cache: What can be made again.
        logs: What happened, for reports of defects.
        audio: Decoded episodes, below `cache`.
    """

    config: Path
    data: Path
    cache: Path
    logs: Path
    audio: Path

    @property
    def settings_file(self) -> Path:
        """The user's settings."""
        return self.config / "settings.toml"

    @property
    def keymap_file(self) -> Path:
        """The keys that the user changed."""
        return self.config / "keys.toml"

    @property
    def profiles(self) -> Path:
        """Caption profiles that the user made, one TOML file each."""
        return self.config / "profiles"

    @property
    def models(self) -> Path:
        """Downloaded speech models, one folder each."""
        return self.data / "models"

    @property
    def shows(self) -> Path:
        """What is remembered of each show, one file each."""
        return self.data / "shows"

    @property
    def backups(self) -> Path:
        """Dated copies of projects, one folder each."""
        return self.data / "backups"


def user_folders(environ: Mapping[str, str] = os.environ) -> Folders:
    """The folders that the system's conventions ask for, or those below PROOFCAST_HOME.

    With the variable set, nothing is read or written anywhere else: for tests, and for a copy
    of the program on a memory stick.
    """
    home = environ.get(HOME_VARIABLE)
    if home:
        places = [Path(home) / name for name in ("config", "data", "logs")]
    else:
        dirs = PlatformDirs(APP, appauthor=False)
        places = [dirs.user_config_path, dirs.user_data_path, dirs.user_log_path]
    config, data, logs = places
    return Folders(config, data, cache_folder(environ), logs, audio_cache_folder(environ))
