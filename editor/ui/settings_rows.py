"""Which options stand where in the settings, and what they are called there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from editor.settings.options import OPTIONS

if TYPE_CHECKING:
    from editor.settings.options import Option


class Page(NamedTuple):
    """A page of the settings: its title and its options by name."""

    title: str
    options: tuple[str, ...]


PAGES = (
    Page("Appearance", ("theme", "text_size", "motion", "interface_language")),
    Page(
        "Listening",
        (
            "speed",
            "slow_speed",
            "back_step_ms",
            "skip_short_ms",
            "skip_long_ms",
            "follow_playback",
            "caret_on_pause",
            "pause_while_typing",
            "typing_pause_ms",
            "extra_latency_ms",
        ),
    ),
    Page("Review", ("mark_doubts", "review_advance", "review_context_ms")),
    Page(
        "Captions and export",
        (
            "export_profile",
            "caption_step_ms",
            "export_ads",
            "export_ad_free_audio",
            "export_unspoken",
            "export_wording",
            "export_srt_speakers",
            "export_srt_lines",
            "export_vtt_speakers",
            "export_text_speakers",
            "export_text_times",
        ),
    ),
    Page("Speech", ("model", "language")),
    Page("Keys", ("keymap",)),
    Page("Saving and folders", ("cache_limit_gb",)),
)
"""The pages in their order."""

REMEMBERED = frozenset({"export_folder", "export_formats", "open_folder", "recent_projects"})
"""What the program remembers by itself: nobody sets it."""

SAID_BY_TITLE = frozenset(
    {
        "theme",
        "text_size",
        "speed",
        "slow_speed",
        "skip_short_ms",
        "skip_long_ms",
        "follow_playback",
        "typing_pause_ms",
        "mark_doubts",
        "export_profile",
        "export_srt_speakers",
        "export_srt_lines",
        "export_vtt_speakers",
        "model",
        "language",
        "keymap",
    }
)
"""Options that need no help below their title."""

MORE = "More"

TITLES = {
    "theme": "Colours",
    "text_size": "Size of the text",
    "motion": "Movement",
    "interface_language": "Language of the interface",
    "speed": "Speed",
    "slow_speed": "Speed of “again, slower”",
    "back_step_ms": "Going on steps back by",
    "skip_short_ms": "Short skip",
    "skip_long_ms": "Long skip",
    "follow_playback": "Follow the spoken word",
    "caret_on_pause": "Caret to the spoken word on pause",
    "pause_while_typing": "Pause while typing",
    "typing_pause_ms": "Go on after",
    "extra_latency_ms": "Delay of the sound device",
    "mark_doubts": "Mark doubts in the text",
    "review_advance": "Go on by itself",
    "review_context_ms": "Sound around a doubt",
    "export_profile": "Profile",
    "caption_step_ms": "Step of caption times",
    "export_ads": "Ad reads",
    "export_ad_free_audio": "Audio to match",
    "export_unspoken": "Words that are not spoken",
    "export_wording": "Fillers and false starts",
    "export_srt_speakers": "Speakers in SRT",
    "export_srt_lines": "Line ends in SRT",
    "export_vtt_speakers": "Speakers in VTT",
    "export_text_speakers": "Speakers in text",
    "export_text_times": "Times in text",
    "model": "Speech model",
    "language": "Language of the episodes",
    "keymap": "Preset",
    "cache_limit_gb": "Room for decoded episodes",
}

_SPEAKERS = {
    "name": "Name:",
    "chevrons": ">> Name:",
    "brackets": "[Name]",
    "voice": "Voice tags",
    "none": "Not at all",
}
CHOICES = {
    "theme": {"system": "As the system", "light": "Light", "dark": "Dark"},
    "motion": {"system": "As the system", "full": "Always smooth", "reduced": "Reduced"},
    "export_ads": {
        "keep": "Keep",
        "label": "Keep and label",
        "omit": "Leave out",
        "cut": "Cut out of the audio too",
    },
    "export_unspoken": {"keep": "Keep", "omit": "Leave out"},
    "export_wording": {"verbatim": "Keep (verbatim)", "clean": "Leave out (clean)"},
    "export_srt_lines": {"crlf": "As Windows (CR LF)", "lf": "As Linux and macOS (LF)"},
    "export_srt_speakers": _SPEAKERS,
    "export_vtt_speakers": _SPEAKERS,
    "export_text_speakers": _SPEAKERS,
}


def pages() -> tuple[Page, ...]:
    """All pages; options that no page has stand on a last one, so that none is hidden."""
    placed = {name for page in PAGES for name in page.options}
    rest = tuple(name for name in OPTIONS if name not in placed | REMEMBERED)
    return (*PAGES, Page(MORE, rest)) if rest else PAGES


def title_of(option: Option) -> str:
    """What an option is called; its help where it has no title of its own."""
    return TITLES.get(option.name, option.help.removesuffix("."))


def choices_of(option: Option) -> dict[str, str]:
    """The values of an option that has a few, each with what it is called."""
    titles = CHOICES.get(option.name, {})
    return {choice: titles.get(choice, choice.capitalize()) for choice in option.choices}
