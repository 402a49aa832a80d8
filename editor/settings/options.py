"""The table of options: each with its type, default, limits and a line of help."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from editor.settings.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """One row of the table.

    Attributes:
        name: The key in the settings file and the attribute of `Settings`.
        default: The value until the user changes it; its type is the option's type.
        help: One line for the settings dialog.
        low: Least number allowed, or None.
        high: Greatest number allowed, or None; for a list, how many entries are kept.
        choices: The texts allowed; empty if any is.
        unit: What a number counts: "ms", "px", "x", "GB", or "".
    """

    name: str
    default: Value
    help: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""

    def read(self, value: object) -> Value:
        """The value in the option's own type.

        Raises:
            SettingsError: It is of another type, or outside the limits.
        """
        try:
            return self._within(_READERS[type(self.default)](value))
        except (TypeError, ValueError):
            raise SettingsError(
                f"The setting {self.name} must be {self.wanted}, not {_shown(value)}."
            ) from None

    def _within(self, value: Value) -> Value:
        if isinstance(value, tuple):
            return value if self.high is None else value[: int(self.high)]
        if isinstance(value, str):
            if self.choices and value not in self.choices:
                raise ValueError
            return value
        # A negated comparison refuses NaN too.
        if self.low is not None and not value >= self.low:
            raise ValueError
        if self.high is not None and not value <= self.high:
            raise ValueError
        return value

    @property
    def wanted(self) -> str:
        """What values are right, in words: "a whole number from 0 to 5000 ms"."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        kind = _KINDS[type(self.default)]
        if self.low is None or isinstance(self.default, tuple):
            return kind
        return f"{kind} from {self.low:g} to {self.high:g} {self.unit}".rstrip()


def _read_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _read_int(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _read_float(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError
    return float(value)


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _read_texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple(dict.fromkeys(_read_text(item) for item in value))


_READERS: dict[type, Any] = {
    bool: _read_bool,
    int: _read_int,
    float: _read_float,
    str: _read_text,
    tuple: _read_texts,
}
_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    tuple: "a list of texts",
}


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _option(default: Any, help: str, **limits: Any) -> Any:
    """A field of `Settings` that carries its row of the table."""
    return field(default=default, metadata={"help": help, **limits})


def _ms(default: int, low: int, high: int, help: str) -> Any:
    return _option(default, help, low=low, high=high, unit="ms")


@dataclass(frozen=True)
class Settings:
    """The user's choices. A value here is always within its limits; see `OPTIONS` for those."""

    theme: str = _option(
        "system", "Colours: as the system, light or dark.", choices=("system", "light", "dark")
    )
    interface_language: str = _option(
        "system", "Language of menus and dialogues; it changes when Proofcast starts anew."
    )
    motion: str = _option(
        "system",
        "Moving scrolls: as the system, always, or never.",
        choices=("system", "full", "reduced"),
    )
    text_size: int = _option(15, "Height of the transcript's text.", low=9, high=48, unit="px")

    back_step_ms: int = _ms(1500, 0, 5000, "How far playback steps back when it goes on.")
    skip_short_ms: int = _ms(3000, 100, 60_000, "How far the short skip goes.")
    skip_long_ms: int = _ms(10_000, 100, 600_000, "How far the long skip goes.")
    speed: float = _option(1.0, "Playback speed.", low=0.5, high=2.5, unit="x")
    slow_speed: float = _option(
        0.75, "Speed of hearing a place again, slower.", low=0.5, high=2.5, unit="x"
    )
    follow_playback: bool = _option(True, "Keep the spoken word in view.")
    pause_while_typing: bool = _option(False, "Pause while you type, and go on afterwards.")
    typing_pause_ms: int = _ms(1500, 200, 10_000, "How long after the last key it goes on.")
    caret_on_pause: bool = _option(
        True, "On pausing, the caret goes to the spoken word, unless you have been elsewhere."
    )
    extra_latency_ms: int = _ms(
        0, 0, 1000, "How late your device is, such as wireless headphones (often 150 to 250 ms)."
    )

    mark_doubts: bool = _option(True, "Mark doubtful words in the text.")
    review_advance: bool = _option(
        True, "Go to the next doubt after accepting one or keeping the text."
    )
    review_context_ms: int = _ms(1000, 0, 10_000, "How much is played before and after a doubt.")

    cache_limit_gb: int = _option(
        20, "How much disk decoded episodes may take.", low=1, high=1000, unit="GB"
    )

    model: str = _option("tiny.en", "Speech model that finds the words.")
    language: str = _option("auto", "Language of the episodes (en, de, ...), or auto.")
    keymap: str = _option("default", "Preset of keys.")

    caption_step_ms: int = _ms(
        100, 10, 2000, "How far the keys move the start or end of a caption."
    )

    export_profile: str = _option("podcast", "Rules that captions follow.")
    export_ads: str = _option(
        "keep",
        "Ad reads in exports: kept, labelled, left out, or cut out of the audio too.",
        choices=("keep", "label", "omit", "cut"),
    )
    export_ad_free_audio: bool = _option(True, "Write audio to match the captions.")
    export_srt_speakers: str = _option(
        "name", "How SRT names a speaker.", choices=("name", "chevrons", "brackets", "none")
    )
    export_vtt_speakers: str = _option(
        "voice", "How VTT names a speaker.", choices=("voice", "name", "none")
    )
    export_srt_lines: str = _option("crlf", "How lines of SRT end.", choices=("crlf", "lf"))
    export_text_speakers: str = _option(
        "name",
        "How text, Markdown, HTML and Word name a speaker.",
        choices=("name", "chevrons", "brackets", "none"),
    )
    export_text_times: bool = _option(False, "Say in text when each passage begins.")
    export_unspoken: str = _option(
        "keep", "Words of the text that are not in the audio, in exports.", choices=("keep", "omit")
    )
    export_wording: str = _option(
        "verbatim",
        "Words marked as fillers and false starts, in exports.",
        choices=("verbatim", "clean"),
    )
    export_folder: str = _option("", "Folder of the last export.")
    export_formats: tuple[str, ...] = _option(
        ("srt", "vtt"), "Kinds of files of the last export.", high=20
    )
    open_folder: str = _option("", "Folder of the files opened last.")

    recent_projects: tuple[str, ...] = _option((), "Projects opened last, newest first.", high=12)

    def changed(self, **changes: object) -> Settings:
        """The settings with some values replaced.

        Raises:
            SettingsError: There is no such option, or a value is wrong; the rest holds nothing
                half-changed, because nothing is changed in place.
        """
        for name in changes:
            if name not in OPTIONS:
                raise SettingsError(f"There is no setting named {name}.")
        good: dict[str, Any] = {name: OPTIONS[name].read(v) for name, v in changes.items()}
        return replace(self, **good)

    def with_recent(self, project: str) -> Settings:
        """The settings with a project at the head of the recent ones."""
        return self.changed(recent_projects=(project, *self.recent_projects))

    def as_mapping(self) -> Mapping[str, Value]:
        """Every option with its value, in the table's order."""
        return asdict(self)


_DEFAULTS: Mapping[str, Value] = Settings().as_mapping()

OPTIONS: dict[str, Option] = {
    row.name: Option(row.name, _DEFAULTS[row.name], **row.metadata) for row in fields(Settings)
}
"""The table, by name, in the order of the settings dialog."""
