"""From an episode and its transcript to an aligned document."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from editor.alignment.aligner import (
    HEARD_DIFFERENTLY,
    AlignRequest,
    Done,
    Heard,
    Language,
    Progress,
    Text,
    TranscribeRequest,
    WordTimes,
)
from editor.alignment.child import events_of
from editor.alignment.dictation import append_heard
from editor.alignment.pieces import pieces_of, results_patch
from editor.transcript.history import Kind
from editor.transcript.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from editor.alignment.aligner import Event
    from editor.alignment.models.resolve import ModelFolder
    from editor.alignment.pieces import Piece
    from editor.cli.console import Console
    from editor.transcript.document import Transcript
    from editor.transcript.patch import Patch

_JOB = 1
_STAGES = {"listening": "Listening", "aligning": "Aligning"}


@dataclass(frozen=True)
class Aligned:
    """What came of it.

    Attributes:
        document: The transcript with times; in the language that was heard.
        done: The aligner's sums.
        heard_differently: In how many places something else is said.
    """

    document: Transcript
    done: Done
    heard_differently: int


def request_for(
    document: Transcript,
    speech: Path,
    model: ModelFolder,
    language: str | None,
    prompt: str = "",
) -> AlignRequest | TranscribeRequest:
    """What to ask of the aligner: the times of the words, or, where there are none, the words.

    Args:
        document: The transcript.
        speech: WAV file, 16 kHz mono int16.
        model: The speech model.
        language: A language code, or None to detect it where the model knows several.
        prompt: Names to expect.
    """
    entry = model.entry
    heads = entry.alignment_heads if entry else ()
    shift = entry.shift_ms if entry else 0
    common = (speech.absolute(), model.path.absolute())
    words = tuple(word.text for _, word in document.places())
    if words:
        return AlignRequest(_JOB, *common, words, heads, shift, language, prompt=prompt)
    return TranscribeRequest(_JOB, *common, heads, shift, language, prompt=prompt)


def align_document(
    document: Transcript, request: AlignRequest | TranscribeRequest, console: Console
) -> Aligned:
    """Do the work in the aligner's child process, with a progress bar.

    Raises:
        AlignmentError: It cannot be done.
    """
    with closing(events_of(request)) as events, _Bars(console) as bars:
        return collect(document, events, bars.tell)


def collect(
    document: Transcript, events: Iterable[Event], progress: Callable[[Progress], None]
) -> Aligned:
    """Bring the events of one job into a document.

    Raises:
        AlignmentError: By way of `events`.
    """
    taker = _Taker(Session(document), pieces_of(document, range(len(document.turns))))
    for event in events:
        if isinstance(event, Progress):
            progress(event)
        else:
            taker.take(event)
    document = taker.session.document
    if taker.language:
        document = replace(document, language=taker.language)
    return Aligned(document, taker.done, taker.heard_differently)


@dataclass
class _Taker:
    session: Session
    pieces: list[Piece]
    done: Done = field(default_factory=lambda: Done(_JOB))
    language: str = ""
    heard_differently: int = 0

    def take(self, event: Event) -> None:
        match event:
            case WordTimes():
                self._apply(results_patch(self.session.document, self.pieces, event), record=False)
            case Text():
                patch = append_heard(self.session.document, event.segments)
                self._apply(patch, record=True)
            case Language():
                self.language = event.code
            case Heard():
                self.heard_differently += event.kind == HEARD_DIFFERENTLY
            case Done():
                self.done = event

    def _apply(self, patch: Patch | None, *, record: bool) -> None:
        if patch:
            self.session.apply(patch, origin=self, kind=Kind.STREAM, record=record)


class _Bars:
    """One progress bar per stage, as the stages come."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._stack = ExitStack()
        self._stage = ""
        self._tell: Callable[[int, int], None] = lambda done, total: None

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def tell(self, event: Progress) -> None:
        if event.stage != self._stage:
            self._stack.close()
            self._stage = event.stage
            title = _STAGES.get(event.stage, event.stage.capitalize())
            self._tell = self._stack.enter_context(self._console.bar(title))
        self._tell(event.position, event.total)
