"""All commands that change something, in any order, in the whole window.

After every deed the rules of the document hold, the text shows the document, and no word that was
timed by hand has moved unless a command for times did it. Undoing everything gives the document
back as it was, with its doubts; doing it again gives back what had become of it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QCoreApplication
from view_lab import Clock, Monkey, assert_in_step, block_texts, put_caret, texts, tidy

from editor.alignment.aligner import (
    HEARD_DIFFERENTLY,
    SPEECH_WITHOUT_TEXT,
    Heard,
    HeardWord,
    WordTime,
)
from editor.alignment.pieces import pieces_of
from editor.alignment.results import apply_times
from editor.commands.all import registry
from editor.review.evidence import gather
from editor.review.show_memory import Correction
from editor.storage.project import Project
from editor.storage.show_changes import Change
from editor.transcript.ad_edges import drag_edge
from editor.transcript.ads import mark_ad
from editor.transcript.document import (
    Place,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
    check,
)
from editor.transcript.hand_times import Edge, shift_all
from editor.transcript.patch import Patch
from editor.transcript.speakers import merge_speakers, relabel, rename_speaker
from editor.transcript.words import Match, Timing, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from editor.app import Application

STEPS = 120
SLOT = 300
TEXTS = (
    "Welcome back, everybody, to the show. Um, today we ask Jacko Zwetslu anchora about bees.",
    "Thanks, it is, you know, good to to be here. Jacko Zwetslu is who I am.",
    "This show is brought to you by Harbour Kettle. Go to harbourkettle.com slash bees and use "
    "the code BEES for anchorb ten per cent off.",
    "So where were we? Yes, the winter. The winter and the wh- what hive anchorc that did not.",
    "Right.",
    "It was cold and I think that Jacko Zwetslu anchord said the same thing, um, twice.",
)
ANCHORS = ("anchora", "anchorb", "anchorc", "anchord")
"""Words that nobody types and that are timed by hand from the beginning."""
HOSTS = (Speaker(SpeakerId(1), "Ines", 0), Speaker(SpeakerId(2), "Bartholomew", 1))
MISTAKE = Correction("Jacko Zwetslu", "Jacques Vetsloo", 5)

UNDONE_OTHERWISE = {
    "captions.": "moves captions, not words; has a test of its own in test_captions_panel.py",
    "play.": "moves the playhead", "view.": "shows something else", "help.": "shows something",
    "file.": "is about files", "align.": "needs a model; here results come without one",
    "voices.": "needs sound; in test_voices.py",
    "memory.": "changes the show, not the document",
    "review.list": "shows a panel", "review.finish": "shows a panel",
    "edit.spelling": "shows a bar", "speaker.rename": "shows a panel",
    "times.start_here": "needs sound", "times.end_here": "needs sound",
}  # fmt: skip
"""Commands that take no part, by how their id begins. Those whose title ends with “…” ask first,
and are done here without the question."""


class Held(NamedTuple):
    """Where a word that was timed by hand is."""

    start: int | None
    end: int | None
    timing: Timing


def taking_part() -> list[str]:
    """The commands that are run."""
    return [
        command.id
        for command in registry()
        if not command.title.endswith("…")
        and not any(command.id.startswith(start) for start in UNDONE_OTHERWISE)
    ]


def start_document() -> Transcript:
    turns, at = [], 0
    for number, text in enumerate(TEXTS):
        words = []
        for word in words_of(text):
            timing = Timing.HAND if word.text in ANCHORS else Timing.MEASURED
            words.append(
                word._replace(start=at, end=at + 250, timing=timing, confidence=90,
                              match=Match.MATCHED, likelihood=90)
            )  # fmt: skip
            at += SLOT
        turns.append(Turn(TurnId(number + 1), HOSTS[number % 2].id, tuple(words)))
    document = Transcript(tuple(turns), Tables(HOSTS))
    return mark_ad(document, Place(2, 0), Place(2, 7)).apply_to(document)


def events(document: Transcript) -> list[Heard]:
    """Something else is heard at some words, and something more in some gaps."""
    found = []
    for at in range(3, document.word_count - 1, 9):
        start = at * SLOT
        heard = (HeardWord("winters", start, start + 120, 95),)
        found.append(Heard(1, HEARD_DIFFERENTLY, start, start + 120, heard, at, at))
        more = (HeardWord("indeed", start + 600, start + 800, 95),)
        found.append(Heard(1, SPEECH_WITHOUT_TEXT, start + 600, start + 800, more, at + 2, at + 1))
    return found


class EverythingMonkey(Monkey):
    """Runs commands as well, and does without their questions what some ask for."""

    def __init__(self, app: Application, seed: int, *, aligns: bool) -> None:
        super().__init__(app.window.page.view, Clock(), seed)
        self.app, self.aligns = app, aligns
        self.commands = taking_part()
        self.run: dict[str, int] = {}
        self._typing = self._deeds
        self.held = self.now_held()
        self.in_order = True
        self.may_move = False

    @property
    def session(self):
        return self.view.session

    def now_held(self) -> dict[str, Held]:
        return {
            word.text: Held(word.start, word.end, word.timing)
            for turn in self.session.document.turns
            for word in turn.words
            if word.timing is Timing.HAND and word.text in ANCHORS
        }

    def step(self) -> None:
        self.may_move = False
        if self.rng.random() < 0.4:
            super().step()
        else:
            deed = self.rng.choice((self.command, self.command, self.command, self.other))
            deed()
        self.app.window.actions_.refresh_now()

    def command(self) -> None:
        name = self.rng.choice(self.commands)
        if self.rng.random() < 0.6:
            put_caret(self.view, *self._spot())
        elif self.rng.random() < 0.3:
            self._select(reach=1)
        self.may_move = name.startswith(("times.", "edit.undo", "edit.redo"))
        self.trail.append(name)
        self.run[name] = self.run.get(name, 0) + 1
        self.app.window.actions_.refresh_now()
        run(self.app, name)

    def other(self) -> None:
        deeds: tuple[Callable[[], None], ...] = (
            self.replace_all, self.everyone, self.drag_ad, self.shift, self.rename, self.merge,
        )  # fmt: skip
        deed = self.rng.choice(deeds)
        self.trail.append(deed.__name__)
        deed()

    def replace_all(self) -> None:
        bar = self.app.window.page.find_bar
        bar.open(replacing=True)
        bar.field.setText(self.rng.choice(("the", "winter", "e", "is")))
        bar.replacement.setText(self.rng.choice(("a", "", "two words", "THE")))
        if bar.field.text() != "e" and "anchor" not in bar.field.text():
            bar.whole_word.setChecked(True)
            bar.replace_all.click()
        bar.close_bar()

    def everyone(self) -> None:
        document = self.session.document
        at = self.rng.randrange(len(document.turns))
        scope = range(at, len(document.turns)) if self.rng.random() < 0.5 else range(at + 1)
        self.session.apply(relabel(document, scope, self.rng.choice((None, HOSTS[1].id))))

    def drag_ad(self) -> None:
        document = self.session.document
        if document.ads:
            ad = self.rng.choice(document.ads).id
            edge, moment = self.rng.choice(tuple(Edge)), self.rng.randrange(30_000)
            patch = drag_edge(document, ad, edge, moment)
            if patch:
                self.session.apply(patch)

    def shift(self) -> None:
        self.may_move = True
        self.session.apply(shift_all(self.session.document, self.rng.choice((-70, 130))))

    def rename(self) -> None:
        speakers = self.session.document.speakers
        if speakers:
            name = f"Somebody {self.rng.randrange(1000)}"
            if all(row.name != name for row in speakers):
                patch = rename_speaker(self.session.document, speakers[-1].id, name)
                self.session.apply(patch)

    def merge(self) -> None:
        speakers = self.session.document.speakers
        if len(speakers) > 2:
            self.session.apply(
                merge_speakers(self.session.document, speakers[-1].id, speakers[0].id)
            )

    # What the view's own monkey does otherwise

    def align(self) -> None:
        """Results of alignment, wherever they say that the words are."""
        if not self.aligns:
            return
        at = self.rng.randrange(len(self.session.document.turns))
        turn = self.session.document.turns[at]
        start = self.rng.randint(0, 30_000)
        times = [
            WordTime(start + SLOT * n, start + SLOT * n + 250, 80, Match.MATCHED, 90)
            for n in range(len(turn.words))
        ]
        new = replace(turn, words=apply_times(turn.words, 0, times))
        self.session.apply(Patch(at, (turn,), (new,)), record=False)

    def relabel(self) -> None:
        speaker = self.rng.choice([None, *(row.id for row in self.session.document.speakers)])
        turn, _ = self._spot()
        self.session.apply(relabel(self.session.document, [turn], speaker))

    def undo(self) -> None:
        self.may_move = True
        super().undo()

    def redo(self) -> None:
        self.may_move = True
        super().redo()

    def cut_and_paste(self) -> None:
        self.may_move = True  # what comes from the clipboard is a text
        super().cut_and_paste()

    def check(self) -> None:
        assert_in_step(self.view)
        now = self.now_held()
        if not self.may_move:
            for text, held in now.items():
                assert held == self.held.get(text, held), f"{text} has moved"
            there = {w.text for t in self.session.document.turns for w in t.words}
            lost = {text for text in self.held if text in there} - set(now)
            # Turns that were moved may be joined: of times that contradict each other one yields.
            assert not lost or not self.in_order, f"forgot the time of {lost}"
        self.held = now
        spans = [(held.start, held.end) for held in now.values()]
        self.in_order = all(a[1] <= b[0] for a, b in pairwise(spans))


def opened(qtbot, program, folder: Path) -> Application:
    app = program()
    qtbot.waitUntil(app.window.isActiveWindow)
    app.workspace.shows.change("My show", Change(put=(MISTAKE,)))
    path = folder / "episode.proofcast"
    Project.create(path, start_document()).close()
    with qtbot.waitSignal(app.workspace.opened):
        app.workspace.open_project(path)
    qtbot.waitUntil(app.window.page.view.hasFocus)
    document = app.workspace.episode.session.document
    pieces = pieces_of(document, range(len(document.turns)))
    app.workspace.episode.review.take(gather(pieces, events(document)))
    app.window.actions_.refresh_now()
    return app


def run(app: Application, name: str) -> None:
    """Run a command, and let the window do what it has to do first."""
    done: list[str] = []
    app.window.actions_.ran.connect(done.append)
    app.window.actions_[name].trigger()
    for _ in range(1000):
        if done or not app.window.actions_[name].isEnabled():
            break
        QCoreApplication.processEvents()
    app.window.actions_.ran.disconnect(done.append)


def doubts(app: Application) -> list[tuple[str, str, str]]:
    return [(d.kind.value, d.old, d.new) for d in app.workspace.episode.review.everything()]


def facts(document: Transcript) -> list[tuple[object, ...]]:
    """Everything but measured times."""
    return [
        (turn.id, turn.speaker, turn.reviewed,
         [(w.text, w.ad, w.aside, (w.start, w.end) if w.timing is Timing.HAND else None)
          for w in turn.words])
        for turn in document.turns
    ]  # fmt: skip


def undo_everything(app: Application, view) -> None:
    action = app.window.actions_["edit.undo"]
    app.window.actions_.refresh_now()
    while action.isEnabled():
        run(app, "edit.undo")
        app.window.actions_.refresh_now()
        check(view.session.document)
    assert_in_step(view)


@pytest.mark.parametrize("aligns", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_in_the_window_can_be_taken_back(qtbot, program, tmp_path, seed, aligns):
    app = opened(qtbot, program, tmp_path)
    view, session = app.window.page.view, app.workspace.episode.session
    start, asked = session.document, doubts(app)
    assert len(asked) > 10
    monkey = EverythingMonkey(app, seed, aligns=aligns)
    for _ in range(STEPS):
        monkey.step()
        try:
            monkey.check()
        except AssertionError as wrong:
            raise AssertionError(f"after {monkey.trail[-8:]}: {wrong}") from wrong
    while session.redo():
        pass
    last = session.document
    undo_everything(app, view)
    assert facts(session.document) == facts(start)
    assert session.document.tables == start.tables
    if not aligns:
        assert session.document == start
        assert doubts(app) == asked
    while session.redo():
        assert_in_step(view)
    assert facts(session.document) == facts(last)
    assert texts(last) == [tidy(text) for text in block_texts(view)]


def test_every_command_takes_part_or_is_known_not_to(qtbot, program, tmp_path):
    app = opened(qtbot, program, tmp_path)
    ids = {command.id for command in registry()}
    for start in UNDONE_OTHERWISE:
        assert any(name.startswith(start) for name in ids), start
    part = taking_part()
    assert len(part) > 50
    for name in ("review.accept", "ad.mark", "turn.words_up", "aside.accept_all", "speaker.other"):
        assert name in part
    app.workspace.close_episode()
