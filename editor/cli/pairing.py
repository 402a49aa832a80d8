"""Which audio belongs to which transcript: by name, by a table, or by a podcast's feed."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from editor.cli.errors import CommandError
from editor.formats.encoding import decode, read_bytes
from editor.formats.registry import SUFFIXES as TEXT_SUFFIXES
from editor.formats.xml_events import attribute, local, xml_events
from editor.storage.opening import AUDIO_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

_EXTRA = re.compile(r"[-_. ]+(?:transcript|transcription|captions|subtitles|subs|words)$")
_PREFERRED = (".txt", ".md", ".docx", ".html", ".htm", ".json", ".vtt", ".srt")
_HEADINGS = ("audio", "transcript")
_WRONG_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


class Episode(NamedTuple):
    """One episode of a batch; `name` is the stem of what is written for it."""

    name: str
    audio: Path
    transcript: Path | None
    title: str = ""


class Pairs(NamedTuple):
    """What was found, and sentences on what was left aside."""

    episodes: tuple[Episode, ...]
    notes: tuple[str, ...] = ()


def pairs_by_name(folder: Path) -> Pairs:
    """Audio and transcripts in a folder with the same name, apart from suffixes.

    A transcript may also be called `NAME-transcript.txt` or the like.

    Raises:
        CommandError: The folder cannot be read.
    """
    files = _files(folder)
    transcripts: dict[str, list[Path]] = {}
    for path in files:
        if path.suffix.lower() in TEXT_SUFFIXES:
            transcripts.setdefault(_key(path), []).append(path)
    episodes, notes, used = [], [], set()
    for audio in (path for path in files if path.suffix.lower() in AUDIO_SUFFIXES):
        found = sorted(transcripts.get(_key(audio), []), key=_preference)
        used.add(_key(audio))
        if len(found) > 1:
            names = ", ".join(path.name for path in found[1:])
            notes.append(f"{audio.name} goes with {found[0].name}; not used: {names}.")
        episodes.append(Episode(audio.stem, audio, found[0] if found else None))
    alone = [path.name for key, rows in transcripts.items() if key not in used for path in rows]
    if alone:
        notes.append(f"No audio was found for {', '.join(sorted(alone))}.")
    return Pairs(_with_own_names(episodes), tuple(notes))


def pairs_by_table(table: Path, folder: Path) -> Pairs:
    """Rows of a CSV file: audio, transcript and, if wanted, a title; paths as seen from `folder`.

    Columns may be named in a first line (audio, transcript, title).

    Raises:
        CommandError, FormatError: The table cannot be read, or a row names a file that is missing.
    """
    text = decode(read_bytes(table), table.name).text
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise CommandError(f"{table.name} is no table that can be read ({error}).") from None
    columns = ["audio", "transcript", "title"]
    if rows and {cell.strip().lower() for cell in rows[0]} & set(_HEADINGS):
        columns = [cell.strip().lower() for cell in rows.pop(0)]
    if "audio" not in columns:
        raise CommandError(f"{table.name} has no column named audio.")
    episodes = []
    for row in rows:
        cells = {name: cell.strip() for name, cell in zip(columns, row, strict=False)}
        audio, transcript = cells.get("audio", ""), cells.get("transcript", "")
        missing = [name for name in (audio, transcript) if name and not (folder / name).is_file()]
        if not audio or missing:
            raise CommandError(
                f"{table.name} names {missing[0] if missing else 'no audio in a row'}: "
                f"correct the row, paths count from {folder}."
            )
        path = folder / audio
        text_path = folder / transcript if transcript else None
        episodes.append(Episode(path.stem, path, text_path, cells.get("title", "")))
    return Pairs(_with_own_names(episodes))


def pairs_by_feed(feed: Path, folder: Path) -> Pairs:
    """Items of a podcast's feed whose files lie in `folder`, by the names in their addresses.

    Nothing is fetched. Without a downloaded transcript, one with the audio's name is taken.

    Raises:
        FormatError, CommandError: The feed or the folder cannot be read.
    """
    here = {path.name.casefold(): path for path in _files(folder)}
    by_name = {episode.audio: episode.transcript for episode in pairs_by_name(folder).episodes}
    episodes, missing = [], []
    for title, audio_url, transcript_urls in _items(feed):
        audio = here.get(_name_in(audio_url))
        if audio is None:
            missing.append(title or audio_url)
            continue
        found = (here.get(_name_in(url)) for url in transcript_urls)
        transcript = min(filter(None, found), key=_preference, default=by_name.get(audio))
        episodes.append(Episode(audio.stem, audio, transcript, title))
    notes = (f"{len(missing)} items of the feed have no audio here.",) if missing else ()
    return Pairs(_with_own_names(episodes), notes)


def _items(feed: Path) -> list[tuple[str, str, list[str]]]:
    """Title, address of the audio and addresses of transcripts of each item."""
    items: list[tuple[str, str, list[str]]] = []
    for event, element in xml_events(read_bytes(feed), feed.name):
        if event == "end" and local(element.tag) == "item":
            items.append(_item(element))
            element.clear()
    return [item for item in items if item[1]]


def _item(element: Element) -> tuple[str, str, list[str]]:
    title, audio, transcripts = "", "", []
    for child in element:
        kind = local(child.tag)
        url = attribute(child, "url") or ""
        if kind == "title" and not title:
            title = " ".join((child.text or "").split())
        elif kind == "enclosure" and not audio:
            audio = url
        elif kind == "transcript" and url:
            transcripts.append(url)
    return title, audio, transcripts


def _name_in(url: str) -> str:
    return unquote(urlsplit(url).path).rpartition("/")[2].casefold()


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(
            path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")
        )
    except OSError as error:
        raise CommandError(f"The folder {folder} cannot be read ({error.strerror}).") from error


def _key(path: Path) -> str:
    return _EXTRA.sub("", path.stem.casefold())


def _preference(path: Path) -> tuple[int, str]:
    suffix = path.suffix.lower()
    return (_PREFERRED.index(suffix) if suffix in _PREFERRED else len(_PREFERRED), path.name)


def _with_own_names(episodes: Iterable[Episode]) -> tuple[Episode, ...]:
    """The episodes with names that no other one has: a.mp3 and a.wav write different files."""
    taken: set[str] = set()
    found: list[Episode] = []
    for episode in episodes:
        stem = _WRONG_IN_NAMES.sub("_", episode.name).strip(". ") or "episode"
        name = _free(stem, episode.audio.suffix.lstrip("."), taken)
        taken.add(name.casefold())
        found.append(episode._replace(name=name))
    return tuple(found)


def _free(stem: str, suffix: str, taken: set[str]) -> str:
    candidates: Sequence[str] = (stem, f"{stem}-{suffix}")
    number = 2
    while True:
        for name in candidates:
            if name.casefold() not in taken:
                return name
        candidates = (f"{stem}-{number}",)
        number += 1
