"""What an aligner takes and gives: requests, events, and the protocol between them.

All times are whole milliseconds from the start of the audio; confidences are percent, 0-100.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class AlignmentError(Exception):
    """Alignment cannot go on; the message is one sentence for the user."""


@dataclass(frozen=True)
class AlignRequest:
    """Find these words in this audio.

    Attributes:
        job: Number that every event of this job carries.
        audio: WAV file, 16 kHz mono int16.
        model: Folder of a CTranslate2 Whisper model.
        words: The given text, word by word, as `Word.text` has it.
        heads: Decoder layer and head pairs whose attention follows the sound; () for the model's.
        shift_ms: What this model's times are late by; taken off.
        language: Language code, or None to detect it.
        from_ms: Only sound from here on.
        to_ms: Only sound up to here; None for the end.
        refine: Whether to refine edges on the signal.
        prompt: Names to expect: helps recognition, not alignment.
        device: "cpu", "cuda" or "auto".
        threads: CPU threads; 0 lets the machine decide.
    """

    job: int
    audio: Path
    model: Path
    words: tuple[str, ...]
    heads: tuple[tuple[int, int], ...] = ()
    shift_ms: int = 0
    language: str | None = None
    from_ms: int = 0
    to_ms: int | None = None
    refine: bool = True
    prompt: str = ""
    device: str = "auto"
    threads: int = 0


@dataclass(frozen=True)
class TranscribeRequest:
    """Write down what is said in this audio. Attributes as in `AlignRequest`."""

    job: int
    audio: Path
    model: Path
    heads: tuple[tuple[int, int], ...] = ()
    shift_ms: int = 0
    language: str | None = None
    from_ms: int = 0
    to_ms: int | None = None
    refine: bool = True
    prompt: str = ""
    device: str = "auto"
    threads: int = 0


@dataclass(frozen=True)
class StopRequest:
    """Give up a job. Best effort: the sure way is to end the process."""

    job: int


Request: TypeAlias = AlignRequest | TranscribeRequest | StopRequest


class WordTime(NamedTuple):
    """What was found out about one given word.

    Attributes:
        start: Where it begins; None when it has no sound.
        end: Where it ends; None when it has no sound.
        confidence: How far the times can be trusted, percent.
        match: Whether it is spoken.
        likelihood: How likely this text is what is said there, percent.
    """

    start: int | None
    end: int | None
    confidence: int
    match: Match
    likelihood: int


WITHOUT_SOUND = WordTime(None, None, 0, Match.NO_SOUND, 0)


class HeardWord(NamedTuple):
    """A word that the model heard, with its time and probability (percent)."""

    text: str
    start: int
    end: int
    likelihood: int


@dataclass(frozen=True)
class Ready:
    """The worker listens."""


@dataclass(frozen=True)
class Progress:
    """How far a job is: `position` of `total` ms of audio. `stage` names what is going on."""

    job: int
    stage: str
    position: int
    total: int


@dataclass(frozen=True)
class WordTimes:
    """Times of the given words from index `first` on; a later event for a word replaces these."""

    job: int
    first: int
    times: tuple[WordTime, ...]


SPEECH_WITHOUT_TEXT = "speech_without_text"
HEARD_DIFFERENTLY = "heard_differently"
HEARD_ALIKE = "heard_alike"


@dataclass(frozen=True)
class Heard:
    """Something is said that the text does not have, or has differently.

    Attributes:
        job: The job.
        kind: `SPEECH_WITHOUT_TEXT`; `HEARD_DIFFERENTLY`; or `HEARD_ALIKE`, where the given words
            are taken for spoken, but the model wrote others down that sound much the same. Their
            times are then only shared out between them.
        start: Where the stretch begins.
        end: Where it ends.
        words: What was heard, with times.
        first: Index of the first given word in question; without text, the index of the given
            word before which the stretch belongs.
        last: Index of the last given word in question; without text, `first - 1`.
    """

    job: int
    kind: str
    start: int
    end: int
    words: tuple[HeardWord, ...]
    first: int
    last: int

    @property
    def text(self) -> str:
        """What was heard, as one line."""
        return " ".join(word.text for word in self.words)


class Segment(NamedTuple):
    """A run of heard words between two pauses."""

    start: int
    end: int
    words: tuple[HeardWord, ...]


@dataclass(frozen=True)
class Text:
    """Text that the model wrote down, in the order of the sound.

    Attributes:
        job: The job.
        segments: What was said.
        until: All that is said before this moment (ms) has been written down by now: should the
            worker be lost, the same request from here on does the rest.
    """

    job: int
    segments: tuple[Segment, ...]
    until: int = 0


@dataclass(frozen=True)
class Settled:
    """A part of an alignment is final. Should the worker be lost, the rest is a job of its own:

    the words from index `words` on, in the sound from `until` on. What a finished job says at its
    end about the part before is said here already, and again at the end.

    Attributes:
        job: The job.
        words: All given words before this index have been reported, those without sound too.
        until: Where the rest of the words can begin, in ms.
        heard: The differences since the last event of this kind, in order of sound.
    """

    job: int
    words: int
    until: int
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True)
class Language:
    """The language that the job goes on with; `likelihood` in percent, 100 when it was given."""

    job: int
    code: str
    likelihood: int


@dataclass(frozen=True)
class Done:
    """A job is finished.

    Attributes:
        job: The job.
        words: How many words there were.
        matched: How many of them are spoken as written.
        without_sound: How many are not spoken.
        uncertain: How many are spoken differently, or perhaps not.
        speech_without_text_ms: Speech that the text does not have.
        seconds: Wall-clock seconds the job took; 0 where nobody measured.
    """

    job: int
    words: int = 0
    matched: int = 0
    without_sound: int = 0
    uncertain: int = 0
    speech_without_text_ms: int = 0
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Failed:
    """A job could not be finished; `message` is one sentence for the user."""

    job: int
    message: str


Event: TypeAlias = Ready | Progress | WordTimes | Heard | Text | Settled | Language | Done | Failed


class Aligner(Protocol):
    """Anything that answers requests with events, ending in `Done`."""

    def align(self, request: AlignRequest) -> Iterator[Event]:
        """Time the given words.

        Raises:
            AlignmentError: It cannot be done.
        """
        ...

    def transcribe(self, request: TranscribeRequest) -> Iterator[Event]:
        """Write down what is said.

        Raises:
            AlignmentError: It cannot be done.
        """
        ...
