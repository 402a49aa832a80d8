"""What the window says of what happens by itself: alignment, saving, the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.alignment.aligner import Done
    from editor.commands.desk import Files
    from editor.ui.message_bar import MessageBar

MANY_FOUND = 0.5
"""Below this share of words found, the transcript probably belongs to another episode."""


class Telling:
    """Puts sentences into the message bar, with a button where there is something to do."""

    def __init__(self, messages: MessageBar, files: Files) -> None:
        self._messages = messages
        self._files = files

    def failure(self, sentence: str) -> None:
        """Something could not be done."""
        self._messages.say(sentence, lasting=True)

    def saving(self, sentence: str) -> None:
        """Saving fails; "" when it works again."""
        if not sentence:
            self._messages.withdraw("saving")
            return
        self._messages.say(
            sentence,
            lasting=True,
            button="Save a copy…",
            then=self._files.save_copy,
            topic="saving",
        )

    def no_audio(self, sentence: str) -> None:
        """Why there is no sound."""
        self._messages.say(
            sentence,
            lasting=True,
            button="Locate audio…",
            then=self._files.locate_audio,
            topic="audio",
        )

    def finished(self, done: Done) -> None:
        """The whole episode has been aligned."""
        sentence, odd = finished_sentence(done)
        self._messages.say(sentence, lasting=odd)


def finished_sentence(done: Done) -> tuple[str, bool]:
    """What to say of a finished alignment, and whether it is odd enough to stay on the screen."""
    if not done.words:
        return "The text is written: correct it while you listen.", False
    found = f"{done.matched:,} of {done.words:,} words found in the sound"
    if done.matched < MANY_FOUND * done.words:
        return f"Only {found}: is this the transcript of this episode?", True
    parts = [f"Aligned: {found}"]
    if done.without_sound:
        verb = "is" if done.without_sound == 1 else "are"
        parts.append(f"{done.without_sound:,} {verb} not spoken (shown in grey)")
    if done.speech_without_text_ms >= 1000:
        parts.append(f"{done.speech_without_text_ms / 1000:.0f} s of speech have no text")
    return ", ".join(parts) + ".", False
