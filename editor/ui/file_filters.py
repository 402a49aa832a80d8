"""What file dialogues offer to show."""

from __future__ import annotations


def everything() -> str:
    """Whatever can be opened, kind by kind."""
    from editor.formats.registry import SUFFIXES as TEXT_SUFFIXES
    from editor.storage.opening import AUDIO_SUFFIXES as SOUND_SUFFIXES
    from editor.storage.project import SUFFIX

    return ";;".join(
        [
            of_suffixes("Episodes", (*SOUND_SUFFIXES, *TEXT_SUFFIXES, SUFFIX)),
            of_suffixes("Proofcast projects", (SUFFIX,)),
            audio(),
            of_suffixes("Transcripts", TEXT_SUFFIXES),
            "All files (*)",
        ]
    )


def audio() -> str:
    """Files with sound."""
    from editor.storage.opening import AUDIO_SUFFIXES as SOUND_SUFFIXES

    return of_suffixes("Audio and video", SOUND_SUFFIXES)


def of_suffixes(title: str, suffixes: tuple[str, ...]) -> str:
    """Files with these endings, under a title."""
    return f"{title} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
