"""Which words are aligned next, and how results reach the document.

The whole episode is one job. Afterwards the queue watches the session: turns whose words have
changed are aligned again on their own, in a window bounded by their neighbours.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from editor.alignment.aligner import (
    AlignRequest,
    Done,
    Failed,
    Heard,
    Language,
    Progress,
    Ready,
    Text,
    TranscribeRequest,
    WordTimes,
)
from editor.alignment.pieces import (
    pieces_of,
    results_patch,
    stale_turns,
    stale_words,
    window_of,
)
from editor.jobs.align_job import Job
from editor.review.evidence import gather

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from editor.alignment.aligner import Event
    from editor.jobs.worker_link import WorkerLink
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session

log = logging.getLogger(__name__)

QUIET_MS = 1200
"""How long nothing must be typed before changed turns are aligned again."""
RETRIES = (500, 3000)
"""After the child was lost, wait this long (ms) before starting again; then give up.

Counted from the last time a child got anywhere: one that gets on is worth another."""
SILENCE_MS = 240_000
"""A child that has work and says nothing for this long hangs. The longest silence of one at work is
loading a large model on a slow disk, and a window of 30 s on a slow processor: a minute or two."""
IDLE_MS = 180_000
"""A child without work ends after this long, and gives its memory back."""


@dataclass(frozen=True)
class Engine:
    """What every request needs: the sound and the model.

    Attributes:
        audio: WAV file, 16 kHz mono int16.
        model: Folder of the speech model.
        heads: Its alignment heads.
        shift_ms: What its times are late by.
        language: Language code, or None to detect it.
        duration_ms: Length of the sound.
        prompt: Names to expect.
    """

    audio: Path
    model: Path
    heads: tuple[tuple[int, int], ...] = ()
    shift_ms: int = 0
    language: str | None = None
    duration_ms: int = 0
    prompt: str = ""


class AlignQueue(QObject):
    """Owns the jobs of one open episode.

    Signals:
        running_changed: Whether a job of the whole episode is under way.
        progressed: `Progress` of that job.
        heard: What a finished job heard, by turn: see `editor.review.evidence.gather`.
        text_written: A `Text`: what was said in audio that has no transcript.
        language_known: A `Language`.
        finished: `Done` of the whole episode.
        failed: One sentence for the user.
    """

    running_changed = Signal(bool)
    progressed = Signal(object)
    heard = Signal(object)
    text_written = Signal(object)
    language_known = Signal(object)
    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, session: Session, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self._engine: Engine | None = None
        self._job: Job | None = None
        self._waiting: list[Job] = []
        self._number = 0
        self._aligned = False
        self._hopeless: set[tuple[int, str]] = set()
        self._quiet = self._timer(QUIET_MS, self._align_changed)
        self._retry = self._timer(0, self._send)
        self._idle = self._timer(IDLE_MS, link.kill)
        self._silence = self._timer(SILENCE_MS, self._hangs)
        link.received.connect(self._take)
        link.lost.connect(self._lost)
        self._unsubscribe = session.subscribe(self._document_changed)

    @property
    def running(self) -> bool:
        """Whether a job of the whole episode is under way or waiting."""
        return any(job.whole for job in [self._job, *self._waiting] if job)

    @property
    def busy(self) -> bool:
        """Whether anything at all is under way."""
        return self._job is not None or bool(self._waiting)

    def set_engine(self, engine: Engine | None, *, aligned: bool = False) -> None:
        """Say where sound and model are, and whether the document was aligned before."""
        self.stop()
        self._engine = engine
        self._aligned = aligned
        self._hopeless.clear()

    def align_all(self) -> None:
        """Align the whole episode."""
        self._aligned = True
        self._align(range(len(self._session.document.turns)), whole=True)

    def align_turns(self, turns: Sequence[int]) -> None:
        """Align these turns again, each run of neighbours as one job; words set by hand stay."""
        for run in _runs(turns):
            self._align(run, whole=False, anew=True)

    def transcribe(self) -> None:
        """Write down what is said; for audio without a transcript."""
        engine = self._engine
        if engine is None:
            return
        self._aligned = True
        request = TranscribeRequest(
            self._next_number(), engine.audio, engine.model, engine.heads, engine.shift_ms,
            engine.language, prompt=engine.prompt,
        )  # fmt: skip
        self._enqueue(Job(request.job, request, [], whole=True))

    def stop(self) -> None:
        """Give up all jobs. What has been found stays."""
        was_running, was_busy = self.running, self.busy
        self._job = None
        self._waiting.clear()
        self._quiet.stop()
        self._retry.stop()
        self._silence.stop()
        if was_busy:
            self._link.kill()
        if was_running:
            self.running_changed.emit(False)

    def close(self) -> None:
        """Stop, end the child, and forget the session."""
        self.stop()
        self._idle.stop()
        self._link.kill()
        self._unsubscribe()

    def _timer(self, milliseconds: int, then: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(then)
        return timer

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _align(self, turns: range, *, whole: bool, anew: bool = False) -> None:
        engine, document = self._engine, self._session.document
        pieces = pieces_of(document, turns)
        if engine is None or not pieces:
            return
        start, end = (0, None) if whole else window_of(document, turns, engine.duration_ms)
        words = tuple(word.text for piece in pieces for word in piece.turn.words)
        request = AlignRequest(
            self._next_number(), engine.audio, engine.model, words, engine.heads, engine.shift_ms,
            engine.language, start, end, prompt=engine.prompt,
        )  # fmt: skip
        fresh = None if whole or anew else {p.turn.id: stale_words(p.turn) for p in pieces}
        self._enqueue(Job(request.job, request, pieces, whole, fresh))

    def _enqueue(self, job: Job) -> None:
        was_running = self.running
        self._waiting.append(job)
        if job.whole and not was_running:
            self.running_changed.emit(True)
        if self._job is None:
            self._next()

    def _next(self) -> None:
        self._job = self._waiting.pop(0) if self._waiting else None
        if self._job:
            self._idle.stop()
            self._send()
        else:
            self._silence.stop()
            self._idle.start()

    def _send(self) -> None:
        if self._job:
            self._silence.start()
            self._link.send(self._job.request)

    def _hangs(self) -> None:
        self._link.kill()
        self._lost("The aligner stopped: it gave no answer any more.")

    def _take(self, event: Event) -> None:
        job = self._job
        if job:
            self._silence.start()
        if isinstance(event, Ready) or job is None or event.job != job.number:
            return
        event = job.take(event)
        match event:
            case WordTimes():
                self._apply(results_patch(self._session.document, job.pieces, event))
            case Progress() if job.whole:
                self.progressed.emit(event)
            case Heard():
                job.heard.append(event)
            case Text():
                self.text_written.emit(event)
            case Language():
                self.language_known.emit(event)
            case Done():
                if job.pieces:
                    found = gather(job.pieces, job.heard, whole=job.whole, fresh=job.fresh)
                    self.heard.emit(found)
                self._end(job)
                if job.whole:
                    self.finished.emit(job.summed(event))
            case Failed():
                self._end(job)
                self.failed.emit(event.message)

    def _apply(self, patch: Patch | None) -> None:
        if patch:
            self._session.apply(patch, origin=self, record=False)

    def _end(self, job: Job) -> None:
        # A turn that alignment had nothing to say about must not be sent for ever.
        self._hopeless |= {(piece.turn.id, piece.turn.text) for piece in job.pieces}
        was_running = self.running
        self._next()
        if was_running and not self.running:
            self.running_changed.emit(False)
        self._quiet.start()

    def _lost(self, how: str) -> None:
        job = self._job
        self._silence.stop()
        log.warning("%s", how)
        if job is None:
            return
        if job.attempts == len(RETRIES):
            self._end(job)
            self.failed.emit(
                f"{how} What was found until then stays; use Align to try again, "
                "or choose a smaller model."
            )
            return
        self._retry.setInterval(RETRIES[job.attempts])
        job.attempts += 1
        job.resume()
        self._retry.start()

    def _document_changed(self, patch: Patch, origin: object) -> None:
        if origin is not self and self._aligned and self._engine and not patch.moves_times_only:
            self._quiet.start()

    def _align_changed(self) -> None:
        if self.busy or not self._aligned:
            return
        document = self._session.document
        turns = [
            index
            for index in stale_turns(document)
            if (document.turns[index].id, document.turns[index].text) not in self._hopeless
        ]
        for run in _runs(turns):
            self._align(run, whole=False)


def _runs(indices: Sequence[int]) -> list[range]:
    """Indices as runs of neighbours."""
    runs: list[range] = []
    for index in sorted(indices):
        if runs and runs[-1].stop == index:
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return runs
