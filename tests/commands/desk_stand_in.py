"""A desk without a window: the real session and commands, a caret and a playhead as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from editor.review.queue import ReviewQueue
from editor.settings.options import Settings
from editor.transcript.patch import Caret
from editor.transcript.session import Session
from editor.transcript.timeline import place_at, words_in

if TYPE_CHECKING:
    from editor.review.show_memory import ShowSpeaker
    from editor.transcript.document import Place, Transcript


@dataclass
class View:
    session: Session
    here: Caret = field(default_factory=lambda: Caret(0, 0))
    following: bool = False

    def caret(self) -> Caret:
        return self.here

    def set_caret(self, caret: Caret) -> None:
        self.here = caret

    def caret_place(self) -> Place | None:
        return place_at(self.session.document.turns[self.here.turn], *self.here[:2])

    def selected_words(self) -> tuple[Place, Place] | None:
        if self.here.anchor is None:
            return None
        first, last = sorted([self.here[:2], self.here.anchor])
        return words_in(self.session.document, first, last)

    def touched_turns(self) -> range:
        turns = [self.here.turn, (self.here.anchor or self.here)[0]]
        return range(min(turns), max(turns) + 1)

    def resume_following(self) -> None:
        self.following = True


@dataclass
class Player:
    position_ms: int = 0
    playing: bool = False
    rate: float = 1.0
    snippet: tuple[int, int, float | None] | None = None
    looping: tuple[int, int] | None = None

    def play(self) -> None:
        self.playing = True

    def pause(self) -> None:
        self.playing = False

    def seek(self, ms: int) -> None:
        self.position_ms = ms

    def set_rate(self, rate: float) -> None:
        self.rate = rate

    def play_snippet(self, start: int, end: int, rate: float | None = None) -> None:
        self.snippet = (start, end, rate)

    def set_loop(self, start: int, end: int) -> None:
        self.looping = (start, end)

    def clear_loop(self) -> None:
        self.looping = None


@dataclass
class Recorder:
    """Stands for files, alignment and panels: remembers what it was asked to do."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    running: bool = False

    def __getattr__(self, name: str) -> object:
        return lambda *arguments, **named: self.calls.append((name, *arguments, *named.items()))


class Captions(Recorder):
    """Captions that are always ready."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def when_ready(self, act) -> None:
        from editor.formats.cues import build_cues
        from editor.formats.profile import Profile
        from editor.jobs.live_captions import Made

        document, profile = self._desk.session.document, Profile("podcast", "Podcast")
        act(Made(document, profile, None, build_cues(document, profile)))


class Memory:
    """A show whose memory is a list."""

    def __init__(self) -> None:
        self.show_name = "The Fog Horn"
        self.remembered: list[object] = []
        self.speakers: list[ShowSpeaker] = []
        self.shown = 0

    def show(self) -> None:
        self.shown += 1

    def remember(self, rows) -> bool:
        self.remembered += rows
        return True

    def offered_speakers(self):
        return self.speakers


class Desk:
    def __init__(self, document: Transcript) -> None:
        self.session = Session(document)
        self.review = ReviewQueue(self.session)
        self.view = View(self.session)
        self.player = Player()
        self.files = Recorder()
        self.recovery = Recorder()
        self.alignment = Recorder()
        self.panels = Recorder()
        self.captions = Captions(self)
        self.voices = Recorder()
        self.memory = Memory()
        self.settings = Settings()
        self.has_episode = True
        self.has_audio = True
        self.said: list[str] = []

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        self.said.append(sentence)
