"""The sound that belongs to a project, decoded for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.cli.errors import CommandError
from editor.cli.options import settings_in

if TYPE_CHECKING:
    from pathlib import Path

    from editor.cli.console import Console
    from editor.media.entry import EpisodeAudio
    from editor.settings.folders import Folders
    from editor.storage.project import Project


def own_audio(project: Project) -> Path:
    """The project's audio file.

    Raises:
        CommandError: It is not there.
    """
    found = project.locate_media()
    if found.path is None:
        raise CommandError(
            found.sentence
            or f"{project.path} has no audio: open it in the window and locate its audio first."
        )
    return found.path


def prepared(audio: Path, folders: Folders, console: Console) -> EpisodeAudio:
    """The decoded episode, from the cache if it is there; shows a bar meanwhile.

    Raises:
        MediaError: It cannot be decoded.
    """
    from editor.media.cache import prune
    from editor.media.episode import prepare

    with console.bar(f"Reading {audio.name}") as progress:
        sound = prepare(audio, folders.audio, progress)
    for note in sound.notes:
        console.remark(note)
    limit = settings_in(folders, console).cache_limit_gb * 10**9
    prune(folders.audio, limit, keep={sound.fingerprint})
    return sound
