from __future__ import annotations

import pytest
from made_slots import rough

from editor.alignment.audio import Span
from editor.alignment.listen import believable, longest_said, missed
from editor.alignment.whisper import Recognised


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" Hello there. ", ["Hello", "there."]),
        (" [MUSIC] So (laughs) yes ♪♪ -", ["So", "yes"]),
        (" No, no, no, no, no!", ["No,", "no,", "no,", "no,", "no!"]),
        (" So" + " m" * 30 + " yes", ["So", "m", "yes"]),
        (" And so it was." * 5, ["And", "so", "it", "was."]),
        ("你好 world", ["你", "好", "world"]),
        ("", []),
    ],
)
def test_words_that_are_speech(text: str, words: list[str]) -> None:
    assert believable(Recognised(text, -0.2, 0.9)) == words


def test_what_is_said_in_silence_is_invented() -> None:
    assert believable(Recognised(" Thank you.", -1.0, 0.9)) == []


def test_long_words_take_longer() -> None:
    assert longest_said("I") < longest_said("lighthouses") < longest_said("$10,000")


def test_speech_without_a_word_was_missed() -> None:
    words = [rough("one", 1000, 1300), rough("two", 4000, 4300)]
    speech = [Span(900, 1400), Span(2000, 3500), Span(3990, 4400)]
    assert missed(words, speech, Span(500, 5000)) == [Span(1150, 4150)]
    assert missed(words, speech[::2], Span(500, 5000)) == []
    assert missed([], speech, Span(500, 3000)) == [Span(750, 3000)]
