"""Caption profiles: the limits that a house style or a platform sets, as data files."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from editor.formats.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DEFAULT_PROFILE = "podcast"


@dataclass(frozen=True)
class Profile:
    """The limits for cues. All times in ms; speeds in shown characters (or words) per time.

    Attributes:
        id: Name of the data file, used by the command line.
        label: What the user sees.
        about: Where the numbers come from.
        line_length: Most characters in a line.
        lines: Most lines in a cue.
        target_cps: Reading speed to aim at, characters per second.
        max_cps: Reading speed over which a cue is a problem.
        max_wpm: The same in words per minute; 0 for no such limit.
        min_ms: Shortest time that a cue may be shown.
        aim_min_ms: Shortest time to aim at.
        max_ms: Longest time that a cue may be shown.
        aim_max_ms: Longest time to aim at.
        gap_ms: Time between two cues that follow each other directly.
        close_ms: A longer pause than this between cues stays; a shorter one is closed to `gap_ms`.
        hold_ms: How long a cue stays after its last word, if there is room.
        hold_slow_ms: How long at most it stays if it could not be read otherwise.
        early_ms: How far a cue may start before its first word to become readable.
        late_ms: How far it may start after it, likewise.
        borrow_ms: How far it may be moved either way to reach `min_ms`.
        silence_ms: A longer silence than this always begins a new cue.
    """

    id: str
    label: str
    about: str = ""
    line_length: int = 42
    lines: int = 2
    target_cps: float = 17.0
    max_cps: float = 20.0
    max_wpm: int = 0
    min_ms: int = 833
    aim_min_ms: int = 1000
    max_ms: int = 7000
    aim_max_ms: int = 6000
    gap_ms: int = 83
    close_ms: int = 500
    hold_ms: int = 500
    hold_slow_ms: int = 1500
    early_ms: int = 250
    late_ms: int = 83
    borrow_ms: int = 500
    silence_ms: int = 700

    def __post_init__(self) -> None:
        problem = _problem(self)
        if problem:
            raise FormatError(f"The caption profile {self.id} cannot be used: {problem}.")

    def needed_ms(self, characters: int, words: int) -> int:
        """The shortest time in which a text of this size may be shown."""
        by_words = 60_000 * words / self.max_wpm if self.max_wpm else 0.0
        return max(self.min_ms, round(1000 * characters / self.max_cps), round(by_words))


BOUNDS = {
    "line_length": (8, 200),
    "lines": (1, 4),
    "target_cps": (1, 1000),
    "max_cps": (1, 1000),
    "max_wpm": (0, 10_000),
    "min_ms": (1, 10_000),
    "aim_min_ms": (1, 10_000),
    "max_ms": (500, 60_000),
    "aim_max_ms": (500, 60_000),
    "silence_ms": (100, 60_000),
} | dict.fromkeys(
    ("gap_ms", "close_ms", "hold_ms", "hold_slow_ms", "early_ms", "late_ms", "borrow_ms"),
    (0, 5000),
)
"""The least and greatest value of every number."""


def _problem(profile: Profile) -> str | None:
    for name, (low, high) in BOUNDS.items():
        value = getattr(profile, name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return f"{name} must be a number"
        if not low <= value <= high:
            return f"{name} is {value}, but must lie between {low} and {high}"
    if profile.min_ms + profile.gap_ms > profile.max_ms:
        return "min_ms is longer than max_ms"
    return None


def parse_profile(text: str, id: str) -> Profile:
    """A profile from the text of its TOML file; missing values are those of "podcast".

    Raises:
        FormatError: The text is no TOML, or a value is unknown or impossible.
    """
    try:
        rows: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"The caption profile {id} is not valid TOML: {error}.") from None
    unknown = sorted(rows.keys() - {field.name for field in fields(Profile)} | rows.keys() & {"id"})
    if unknown:
        raise FormatError(f"The caption profile {id} has an unknown setting: {unknown[0]}.")
    return Profile(**({"label": id} | rows), id=id)


def load_profile(path: Path) -> Profile:
    """Read one profile; its id is the file's name without suffix.

    Raises:
        FormatError: The file cannot be read or used.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise FormatError(f"The caption profile {path.name} cannot be read.") from None
    return parse_profile(text, path.stem)


def load_profiles(folder: Path) -> dict[str, Profile]:
    """All profiles in a folder by id, the default first, the others by id.

    Raises:
        FormatError: One of them cannot be used.
    """
    found = [load_profile(path) for path in sorted(folder.glob("*.toml"))]
    return {row.id: row for row in sorted(found, key=lambda row: row.id != DEFAULT_PROFILE)}


def available_profiles(shipped: Path, own: Path) -> tuple[dict[str, Profile], tuple[str, ...]]:
    """The profiles that come with the program, then the user's, by id; and what is wrong.

    One of the user's files that cannot be used costs nobody the others: it is left out, and told
    in a sentence.

    Raises:
        FormatError: A shipped profile cannot be used.
    """
    found = load_profiles(shipped)
    problems = []
    for path in sorted(own.glob("*.toml")):
        try:
            if path.stem in found:
                raise FormatError(
                    f"The caption profile {path} is not used, because Proofcast has one of that "
                    "name: give the file another name."
                )
            found[path.stem] = load_profile(path)
        except FormatError as error:
            problems.append(str(error))
    return found, tuple(problems)


def profile_text(profile: Profile) -> str:
    """The TOML file of a profile, complete, as `parse_profile` reads it."""
    lines = []
    for field in fields(Profile):
        value = getattr(profile, field.name)
        if field.name != "id":
            lines.append(f"{field.name} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    # What JSON writes for numbers and texts is TOML too, but for one control character.
    text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return text.encode("utf-8", "replace").decode()


def free_id(label: str, taken: Iterable[str]) -> str:
    """A name for a new profile's file: the label's letters and digits, and a number if taken."""
    stem = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") or "profile"
    used = set(taken)
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in used:
        number += 1
    return name
