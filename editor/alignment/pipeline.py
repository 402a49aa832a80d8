"""A job from beginning to end: hear, match, place, refine, report, window by window.

Everything is a generator of events: results appear as they are found, and what is kept in memory
is text and a bounded number of windows, whatever the length of the episode.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.alignment import outcome, stages
from editor.alignment.aligner import Done, Language, Text
from editor.alignment.audio import cut_windows, open_sound
from editor.alignment.settling import Settling
from editor.alignment.stages import BEHIND, Job

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from editor.alignment.aligner import AlignRequest, Event, TranscribeRequest
    from editor.alignment.sphinx import Aligner as Hmm
    from editor.alignment.whisper import Engine


@dataclass
class LocalAligner:
    """An aligner in this process. Keeps the last model, so that the next job starts at once."""

    _key: tuple[object, ...] = ()
    _engine: Engine | None = None
    _hmm: Hmm | None = None

    def align(self, request: AlignRequest) -> Iterator[Event]:
        """Time the given words. See `editor.alignment.aligner.Aligner`."""
        job = yield from self._begin(request)
        final = Settling()
        for heard in stages.listen(job):
            yield job.progress("listening")
            planned = stages.plan(job, request.words)
            yield from stages.place_ready(job, planned, max(0, heard - BEHIND))
            yield from final.settle(job, planned, max(0, heard - BEHIND))
        planned = stages.plan(job, request.words)
        yield from stages.place_ready(job, planned, len(job.windows))
        yield from stages.report(job, planned, len(request.words))

    def transcribe(self, request: TranscribeRequest) -> Iterator[Event]:
        """Write down what is said. See `editor.alignment.aligner.Aligner`."""
        job = yield from self._begin(request)
        done = 0
        for heard in stages.listen(job):
            planned = stages.plan(job, ())
            for index in range(done, heard):
                items = planned.windows[index]
                placed = stages.place(job, index, items)
                job.placed[index] = (items, placed)
                until = job.windows[index].end
                yield Text(request.job, outcome.segments(placed), until)
            done = heard
            yield job.progress("listening")
        count = sum(len(placed) for _, placed in job.placed.values())
        yield Done(request.job, words=count, matched=count)

    def _begin(self, request: AlignRequest | TranscribeRequest) -> Generator[Event, None, Job]:
        """Load the model, look for speech, settle the language."""
        sound = open_sound(request.audio)
        job = Job(request, self._model(request), sound, [], [])
        job.speech = stages.speech(sound, job.span)
        job.windows = cut_windows(job.speech, job.span.end)
        yield job.progress("listening")
        code, likely = stages.language(job)
        job.language, job.engine = code, job.engine.in_language(code)
        if request.refine and code == "en":
            job.hmm = self._refiner()
        yield Language(request.job, code, likely)
        return job

    def _refiner(self) -> Hmm:
        from editor.alignment import sphinx

        if self._hmm is None:
            self._hmm = sphinx.Aligner()
        return self._hmm

    def _model(self, request: AlignRequest | TranscribeRequest) -> Engine:
        from editor.alignment import whisper

        key = (request.model, request.heads, request.device, request.threads)
        if self._engine is None or self._key != key:
            self._engine = None  # First let go of the old one: two would not fit.
            self._engine = whisper.load(
                request.model, request.heads, request.device, request.threads
            )
            self._key = key
        return self._engine


def align(request: AlignRequest, on_event: Callable[[Event], None]) -> Done:
    """Align in this process; every event goes to `on_event`, the last is returned too.

    Raises:
        AlignmentError: It cannot be done.
    """
    done = Done(request.job)
    for event in LocalAligner().align(request):
        on_event(event)
        if isinstance(event, Done):
            done = event
    return done
