"""Run as a process: very many random edits, undos, redos and alignments on one project."""

from __future__ import annotations

import gc
import os
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.big_document import big_transcript
from benchmarks.report import Figure
from benchmarks.speed.children import answer, facts
from benchmarks.speed.memory import peak_mb
from editor.storage.project import Project
from editor.transcript.ads import mark_ad, resize_ad, unmark_ad
from editor.transcript.document import Place, Transcript, check
from editor.transcript.hand_times import Edge, move_edge
from editor.transcript.history import History, Kind
from editor.transcript.patch import Patch
from editor.transcript.retime import settle
from editor.transcript.session import Session
from editor.transcript.speakers import merge_speakers, relabel_by_key, rename_speaker
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.words import Timing

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS, TURNS = 1200, 60
MOST_WORDS = 2400
SAVE_EVERY, CHECK_EVERY, REOPEN_EVERY = 10, 50, 4000
UNDONE_ON_REOPENING = 40
WARM_UP = 0.2
"""The part of the edits after which memory may not grow any more."""
MOST_GROWTH_MB, LARGEST_FILE_MB = 50, 12
VOCABULARY = ("so", "and", "kettle", "Tuesday,", "really?", "isn't", "grüß", "三", "harbour.")
Content = list[tuple[object, ...]]


class Editing:
    """A session on a project, and somebody who does anything at all to it."""

    def __init__(self, path: Path, rng: random.Random) -> None:
        self.path = path
        self.rng = rng
        Project.create(path, big_transcript(WORDS, TURNS, ads=4)).close()
        self._open()
        self.deeds: tuple[tuple[int, Callable[[], object]], ...] = (
            (30, self.type),
            (5, self.rewrite),
            (5, self.split),
            (5, self.join),
            (4, self.label),
            (1, self.rename),
            (1, self.merge),
            (3, self.advertise),
            (2, self.resize),
            (2, self.unmark),
            (10, self.align),
            (5, self.nudge),
            (14, lambda: self.session.undo()),
            (12, lambda: self.session.redo()),
        )

    @property
    def document(self) -> Transcript:
        """The document as it is now."""
        return self.session.document

    def step(self) -> None:
        """Do something."""
        deeds, weights = [deed for _, deed in self.deeds], [weight for weight, _ in self.deeds]
        self.rng.choices(deeds, weights)[0]()

    def save(self) -> None:
        """Write what has changed."""
        self.project.save(self.document, history=self.session.history)

    def reopen(self) -> None:
        """Save, close and open, and make sure that it is the same.

        Raises:
            AssertionError: It is not.
        """
        self.save()
        before = self.document
        self.project.close()
        self._open()
        assert self.document == before, "another document after reopening"
        content = content_of(self.document)
        undone = 0
        while undone < UNDONE_ON_REOPENING and self.session.undo():
            undone += 1
            check(self.document)
        for _ in range(undone):
            assert self.session.redo(), "what was undone cannot be done again"
        assert content_of(self.document) == content, "undo and redo do not lead back"

    def close(self) -> None:
        """Let go of the file."""
        self.project.close()

    def _open(self) -> None:
        self.project = Project.open(self.path)
        history = History()
        history.restore(*self.project.history())
        self.session = Session(self.project.document(), history)

    # -- deeds ---------------------------------------------------------------------------------

    def type(self) -> None:
        """Put a word in, take one out, or correct one."""
        at = self._turn()
        tokens = self.document.turns[at].text.split()
        place = self.rng.randint(0, len(tokens))
        taken = self.rng.randint(0, 2 if self.document.word_count < MOST_WORDS else 6)
        tokens[place : place + taken] = self._words(self.rng.randint(0, 2))
        patch = retext(self.document, at, 1, [" ".join(tokens)])
        self.session.apply(patch, kind=self.rng.choice((Kind.INSERT, Kind.DELETE, Kind.OTHER)))

    def rewrite(self) -> None:
        """Replace turns by others."""
        at = self._turn()
        count = self.rng.randint(0, min(3, len(self.document.turns) - at))
        lines = [" ".join(self._words(20)) for _ in range(self.rng.randint(1, 3))]
        self.session.apply(retext(self.document, at, count, lines))

    def split(self) -> None:
        """Split a turn anywhere."""
        at = self._turn()
        offset = self.rng.randint(0, len(self.document.turns[at].text))
        self.session.apply(split_turn(self.document, at, offset))

    def join(self) -> None:
        """Join two turns, and more if there are many."""
        for _ in range(1 + len(self.document.turns) // (2 * TURNS)):
            if len(self.document.turns) > 2:
                at = self.rng.randrange(len(self.document.turns) - 1)
                self.session.apply(join_turns(self.document, at))

    def label(self) -> None:
        """Say who speaks."""
        patch = relabel_by_key(self.document, [self._turn()], self.rng.randint(0, 4))
        if patch:
            self.session.apply(patch)

    def rename(self) -> None:
        """Call a speaker otherwise."""
        if self.document.speakers:
            row = self.rng.choice(self.document.speakers)
            name = f"Name {self.rng.randrange(10**6)}"
            self.session.apply(rename_speaker(self.document, row.id, name))

    def merge(self) -> None:
        """Make one speaker of two."""
        rows = self.document.speakers
        if len(rows) > 1:
            self.session.apply(merge_speakers(self.document, rows[-1].id, rows[0].id))

    def advertise(self) -> None:
        """Mark an ad read."""
        if len(self.document.ads) < 12 and (span := self._span()):
            self.session.apply(mark_ad(self.document, *span))

    def resize(self) -> None:
        """Make an ad read reach elsewhere."""
        spans = self.document.ad_spans
        if spans and (span := self._span()):
            ad = self.rng.choice(spans).ad.id
            self.session.apply(resize_ad(self.document, ad, *span))

    def unmark(self) -> None:
        """Make an ad read ordinary text."""
        if self.document.ads:
            self.session.apply(unmark_ad(self.document, self.rng.choice(self.document.ads).id))

    def align(self) -> None:
        """A result of alignment: everything but hand-set words moves."""
        at = self._turn()
        turn = self.document.turns[at]
        now = self.rng.randrange(10**7)
        words = []
        for word in turn.words:
            if word.timing is not Timing.HAND:
                start, now = now, now + self.rng.randint(20, 400)
                word = word._replace(start=start, end=now, timing=Timing.MEASURED, confidence=90)
            words.append(word)
        new = replace(turn, words=settle(tuple(words)))
        self.session.apply(Patch(at, (turn,), (new,)), record=False)

    def nudge(self) -> None:
        """Set the edge of a word by hand."""
        place = self._place()
        if place and self.document.word(place).timed:
            edge = self.rng.choice(list(Edge))
            moment = self.document.word(place).start + self.rng.randint(-90, 90)
            self.session.apply(move_edge(self.document, place, edge, max(0, moment)))

    def _words(self, count: int) -> list[str]:
        return [self.rng.choice(VOCABULARY) for _ in range(count)]

    def _turn(self) -> int:
        return self.rng.randrange(len(self.document.turns))

    def _place(self) -> Place | None:
        turn = self._turn()
        words = self.document.turns[turn].words
        return Place(turn, self.rng.randrange(len(words))) if words else None

    def _span(self) -> tuple[Place, Place] | None:
        first = self._place()
        if first is None:
            return None
        last = len(self.document.turns[first.turn].words) - 1
        return first, Place(first.turn, self.rng.randint(first.word, last))


def content_of(document: Transcript) -> Content:
    """All but the times."""
    turns: Content = [
        (turn.id, turn.speaker, tuple((word.text, word.ad) for word in turn.words))
        for turn in document.turns
    ]
    return [*turns, document.tables]


def memory_mb() -> float:
    """What this process holds now, in MB; its peak where the system does not tell."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        pages = int(statm.read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return peak_mb() or 0.0


def edit(path: Path, count: int, seed: int) -> list[Figure]:
    """Do `count` random things and look after each that the rules hold.

    Raises:
        AssertionError: A rule is broken, or the file holds something else.
    """
    editing = Editing(path, random.Random(seed))
    start, highest, reopened, largest = 0.0, 0.0, 0, 0
    for number in range(1, count + 1):
        editing.step()
        if number % SAVE_EVERY == 0:
            editing.save()
        if number % CHECK_EVERY == 0:
            check(editing.document)
            largest = max(largest, path.stat().st_size)
            highest = max(highest, memory_mb()) if start else 0.0
        if editing.rng.random() < 1 / min(REOPEN_EVERY, count / 4):
            editing.reopen()
            reopened += 1
        if not start and number >= count * WARM_UP:
            gc.collect()
            start = memory_mb()
    editing.reopen()
    editing.close()
    return [
        Figure("edits: done without a broken rule", "", (count,), count, more_is_better=True),
        Figure("edits: equal after reopening", "", (reopened + 1,)),
        Figure("edits: memory grown after warm-up", "MB", (max(0.0, highest - start),),
               MOST_GROWTH_MB, note="highest, with up to 10,000 steps of undo in memory"),
        Figure("edits: largest file", "MB", (largest / 1e6,), LARGEST_FILE_MB),
    ]  # fmt: skip


def main() -> None:
    """Do it and print what came out."""
    told = facts()
    answer(*edit(Path(told["project"]), told["count"], told["seed"]))


if __name__ == "__main__":
    main()
