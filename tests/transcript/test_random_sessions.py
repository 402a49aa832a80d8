"""Random editing: whatever is done in whatever order, the rules hold and undo restores."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from notation import document

from editor.transcript.ad_edges import step_edge
from editor.transcript.ads import mark_ad, resize_ad, unmark_ad
from editor.transcript.asides import mark_asides
from editor.transcript.document import Place, SpeakerId, check
from editor.transcript.hand_times import Edge
from editor.transcript.history import Kind
from editor.transcript.patch import Patch
from editor.transcript.retime import settle
from editor.transcript.session import Session
from editor.transcript.speakers import merge_speakers, relabel, relabel_by_key, relabel_words
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.turn_edits import mark_reviewed, words_down, words_up
from editor.transcript.words import Timing

START = (
    "A: one@0 two@300 three@600 | B: four@900 [1 five@1200 six@1500 | A: seven@1800 1] eight@2100"
)
NUMBERS = st.integers(0, 10_000)
LINES = st.lists(st.text("ab ", max_size=8), min_size=1, max_size=3)


class RandomSession(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.session = Session(document(START))
        self.by_hand: dict[str, tuple[int, int]] = {}

    @property
    def doc(self):
        return self.session.document

    def turn(self, number: int) -> int:
        return number % len(self.doc.turns)

    def place(self, number: int) -> Place | None:
        places = [place for place, _ in self.doc.places()]
        return places[number % len(places)] if places else None

    @rule(number=NUMBERS, count=st.integers(1, 2), lines=LINES, kind=st.sampled_from(Kind))
    def retype(self, number, count, lines, kind):
        at = self.turn(number)
        self.session.apply(retext(self.doc, at, count, lines), kind=kind)

    @rule(number=NUMBERS, offset=st.integers(0, 30))
    def split(self, number, offset):
        at = self.turn(number)
        self.session.apply(split_turn(self.doc, at, min(offset, len(self.doc.turns[at].text))))

    @rule(number=NUMBERS)
    def join(self, number):
        if len(self.doc.turns) > 1:
            self.session.apply(join_turns(self.doc, number % (len(self.doc.turns) - 1)))

    @rule(number=NUMBERS, key=st.integers(0, 4))
    def label(self, number, key):
        patch = relabel_by_key(self.doc, [self.turn(number)], key)
        if patch:
            self.session.apply(patch)

    @rule(number=NUMBERS)
    def unlabel(self, number):
        self.session.apply(relabel(self.doc, range(self.turn(number), len(self.doc.turns)), None))

    @rule()
    def merge(self):
        if len(self.doc.speakers) > 1:
            gone, into = self.doc.speakers[-1], self.doc.speakers[0]
            self.session.apply(merge_speakers(self.doc, gone.id, into.id))

    @rule(a=NUMBERS, b=NUMBERS)
    def advertise(self, a, b):
        first, last = self.place(a), self.place(b)
        if first and last:
            self.session.apply(mark_ad(self.doc, min(first, last), max(first, last)))

    @rule(a=NUMBERS, b=NUMBERS, number=NUMBERS)
    def resize(self, a, b, number):
        spans = self.doc.ad_spans
        if spans:
            first, last = sorted((self.place(a), self.place(b)))
            self.session.apply(resize_ad(self.doc, spans[number % len(spans)].ad.id, first, last))

    @rule(
        number=NUMBERS, edge=st.sampled_from(Edge), by=st.sampled_from([-1, 1]), whole=st.booleans()
    )
    def step_ad(self, number, edge, by, whole):
        spans = self.doc.ad_spans
        if spans:
            ad = spans[number % len(spans)].ad.id
            patch = step_edge(self.doc, ad, edge, by, sentence=whole)
            if patch:
                self.session.apply(patch)

    @rule(number=NUMBERS, aside=st.booleans())
    def leave_out(self, number, aside):
        place = self.place(number)
        if place:
            self.session.apply(mark_asides(self.doc, [place], aside))

    @rule(number=NUMBERS)
    def unmark(self, number):
        if self.doc.ads:
            self.session.apply(unmark_ad(self.doc, self.doc.ads[number % len(self.doc.ads)].id))

    @rule(number=NUMBERS, shift=st.integers(-300, 300))
    def align(self, number, shift):
        """An alignment result: everything but hand-set words moves a little."""
        at = self.turn(number)
        turn = self.doc.turns[at]
        words = tuple(
            word
            if word.timing is Timing.HAND
            else word._replace(
                start=max(0, word.start + shift),
                end=max(0, word.end + shift),
                timing=Timing.MEASURED,
            )
            for word in turn.words
        )
        new = replace(turn, words=settle(words))
        self.session.apply(Patch(at, (turn,), (new,)), record=False)

    @rule(number=NUMBERS, amount=st.integers(0, 90))
    def nudge(self, number, amount):
        """A word's end set by hand, as far as its neighbour allows."""
        place = self.place(number)
        if not place:
            return
        turn = self.doc.turns[place.turn]
        words = list(turn.words)
        word = words[place.word]
        if word.timed:
            words[place.word] = word._replace(end=word.end + amount, timing=Timing.HAND)
            if settle(tuple(words))[place.word] != words[place.word]:
                return
            new = replace(turn, words=settle(tuple(words)))
            self.session.apply(Patch(place.turn, (turn,), (new,), label="Nudge"))

    @rule(a=NUMBERS, b=NUMBERS, speaker=st.sampled_from([None, SpeakerId(1)]))
    def label_words(self, a, b, speaker):
        places = self.place(a), self.place(b)
        if all(places):
            self.session.apply(relabel_words(self.doc, min(places), max(places), speaker))

    @rule(number=NUMBERS, count=st.integers(1, 3), move=st.sampled_from([words_up, words_down]))
    def move_words(self, number, count, move):
        patch = move(self.doc, self.turn(number), count)
        if patch:
            self.session.apply(patch)

    @rule(number=NUMBERS, reviewed=st.booleans())
    def review(self, number, reviewed):
        self.session.apply(mark_reviewed(self.doc, [self.turn(number)], reviewed))

    @rule()
    def undo(self):
        self.session.undo()

    @rule()
    def redo(self):
        self.session.redo()

    @invariant()
    def rules_hold(self):
        check(self.doc)

    def teardown(self):
        while self.session.redo():
            check(self.doc)
        last = [turn.text for turn in self.doc.turns]
        while self.session.undo():
            check(self.doc)
        first = document(START)
        assert [
            (turn.id, turn.speaker, turn.reviewed, [(word.text, word.ad) for word in turn.words])
            for turn in self.doc.turns
        ] == [
            (turn.id, turn.speaker, turn.reviewed, [(word.text, word.ad) for word in turn.words])
            for turn in first.turns
        ]
        assert self.doc.tables == first.tables
        while self.session.redo():
            check(self.doc)
        assert [turn.text for turn in self.doc.turns] == last


TestRandomSession = RandomSession.TestCase
TestRandomSession.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
