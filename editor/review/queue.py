"""The doubts of an episode in the order in which one goes through them."""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from editor.review.ad_queue import AdQueue
from editor.review.anchors import touches
from editor.review.doubts import USUAL_KINDS, Kind, Order
from editor.review.fillers import fillers_for
from editor.review.finding import Surroundings, doubts_of
from editor.review.keeps import Keeps
from editor.review.known import KnownMistakes, same_mistake, without_overlaps
from editor.review.memory import Memory
from editor.review.scoring import Vocabulary
from editor.review.voice_queue import VoiceQueue, with_voices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from editor.review.doubts import Doubt
    from editor.review.evidence import Gathered
    from editor.review.show_memory import Correction
    from editor.transcript.document import Transcript, Turn, TurnId
    from editor.transcript.patch import Patch
    from editor.transcript.session import Session
    from editor.transcript.words import Word

SHOWN_FROM = 34
"""Doubts with a lower score are not shown. Chosen on the episodes that the weights were fitted on
(`python -m benchmarks session --only cuts`): there 1.6 in a hundred right words score higher, which
leaves room for worse sound, and 89 % of wrong ones."""
PART_S = 0.008
"""Seconds: so long the window may be kept from doing anything else."""
BESIDE = 60
"""So many words beyond the edges of a turn are compared with it, to find doubled lines."""


class ReviewQueue:
    """Follows one session. Finds again only the doubts of turns that have changed.

    Attributes:
        kinds: Which kinds are shown.
        order: In which order.
        current: The doubt that is being looked at; None when the user is elsewhere.
        memory: What the doubts rest on; it is stored with the project.
        ads: Proposed ad reads.
        voices: Proposed speakers.
        keeps: The keeps that undo can take back.
        refused: The known mistakes that were none, one for each place that was kept.
    """

    def __init__(self, session: Session, stored: Mapping[str, object] | None = None) -> None:
        self._session = session
        self.memory = Memory(stored or {})
        self._found: dict[TurnId, tuple[Doubt, ...]] = {}
        self._heard: dict[TurnId, tuple[tuple[Doubt, ...], tuple[Doubt, ...]]] = {}
        self._shown: list[Doubt] | None = None
        self._keys: list[tuple[int, int, int]] = []
        self._listeners: list[Callable[[], None]] = []
        self.kinds: frozenset[Kind] = USUAL_KINDS
        self.order = Order.TEXT
        self.current: Doubt | None = None
        self.keeps = Keeps(session.history)
        self.refused: list[Correction] = []
        self._refusals: dict[Doubt, Correction] = {}
        self._known = KnownMistakes()
        self._vocabulary: Vocabulary | None = None
        self._counting: Iterator[None] | None = None
        self.ads = AdQueue(session, self.memory, self._gaps, self._say_changed, self.look_on)
        self.voices = VoiceQueue(session, self._voices_changed)
        self._unsubscribe = session.subscribe(self._follow)

    def close(self) -> None:
        """Stop following the session."""
        self._unsubscribe()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Be told when the doubts may have changed; call the result to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # What is there

    @property
    def shown(self) -> Sequence[Doubt]:
        """The doubts that are left, as far as they are shown, in their order."""
        if self._shown is None:
            document = self._session.document
            found = [doubt for doubt in self._open() if doubt.kind in self.kinds]
            if self.order is Order.SURE_FIRST:
                found.sort(key=lambda doubt: -doubt.score)
            self._shown = found
            self._keys = [(document.index_of[d.anchor.turn], *d.anchor[1:]) for d in found]
        return self._shown

    @property
    def left(self) -> int:
        """How many are left."""
        return len(self.shown)

    def counts(self) -> dict[Kind, int]:
        """How many are left of each kind, whether shown or not."""
        counts = dict.fromkeys(Kind, 0)
        for doubt in self._open():
            counts[doubt.kind] += 1
        return counts

    def _open(self) -> Iterable[Doubt]:
        document = self._session.document
        for doubt in self.everything():
            likely = doubt.score >= SHOWN_FROM or doubt.kind is Kind.LOW_CONFIDENCE
            if likely and not self.memory.kept.covers(doubt, document):
                yield doubt

    def everything(self) -> Iterable[Doubt]:
        """Every doubt in the order of the text, unlikely and kept ones as well."""
        document = self._session.document
        for index, turn in enumerate(document.turns):
            found = self._found.get(turn.id)
            if found is None:
                found = self._found[turn.id] = self._find(document, index, turn)
            yield from found

    def look_on(self) -> bool:
        """Look for doubts for about `PART_S`, where nobody has looked yet.

        Returns whether all are known. Whoever asks for `shown` before that waits for the rest,
        which is a third of a second for three hours of words.
        """
        end = time.perf_counter() + PART_S
        while self._vocabulary is None:
            self._count_on()
            if time.perf_counter() > end:
                return False
        document = self._session.document
        for index, turn in enumerate(document.turns):
            if turn.id not in self._found:
                self._found[turn.id] = self._find(document, index, turn)
                if time.perf_counter() > end:
                    return False
        return True

    def fillers(self) -> list[Doubt]:
        """The proposed asides that are left, whether shown or not."""
        return [doubt for doubt in self._open() if doubt.marks]

    def at(self, turn: int, word: int) -> Doubt | None:
        """The doubt about a word, or about the gap before it."""
        shown = self.shown
        for number, (t, start, stop) in enumerate(self._keys):
            if t == turn and (start <= word < stop or start == stop == word):
                return shown[number]
        return None

    def place_of(self, doubt: Doubt) -> tuple[int, int, int] | None:
        """The index of a doubt's turn, its first word, and the one behind its last."""
        index = self._session.document.index_of.get(doubt.anchor.turn)
        return None if index is None else (index, *doubt.anchor[1:])

    # Going through

    def next(self, place: tuple[int, int, int]) -> Doubt | None:
        """The doubt after a place (turn, first word, behind last word); the first after the last.

        In the order of sureness it is the one after the current doubt.
        """
        return self._step(place, 1)

    def previous(self, place: tuple[int, int, int]) -> Doubt | None:
        """The doubt before a place; the last before the first."""
        return self._step(place, -1)

    def _step(self, place: tuple[int, int, int], direction: int) -> Doubt | None:
        shown = self.shown
        if not shown:
            return None
        if self.order is Order.SURE_FIRST:
            here = shown.index(self.current) if self.current in shown else None
            number = 0 if here is None else here + direction
        elif direction > 0:
            number = bisect_right(self._keys, place)
        else:
            number = bisect_left(self._keys, place) - 1
        return shown[number % len(shown)]

    def look_at(self, doubt: Doubt | None) -> None:
        """The user has gone to this doubt."""
        if doubt != self.current:
            self.current = doubt
            for listener in tuple(self._listeners):
                listener()

    def show_kinds(self, kinds: frozenset[Kind]) -> None:
        """Show only these."""
        self.kinds = kinds
        self._tell()

    def set_order(self, order: Order) -> None:
        """Go through them in this order."""
        self.order = order
        self._tell()

    # What is known

    def take(self, gathered: Mapping[TurnId, Gathered]) -> None:
        """Alignment has finished with these turns: what it heard replaces what it heard before."""
        document = self._session.document
        for turn, row in gathered.items():
            if turn not in document.index_of:
                continue
            self.memory.take(turn, row, document)
            self._forget(turn)
        self._tell()

    def set_known(self, known: KnownMistakes) -> None:
        """These mistakes are known from other episodes."""
        self._know(known)
        self._tell()

    def places(self, doubt: Doubt) -> int:
        """In how many places that are shown the same known mistake stands; 1 for other kinds."""
        return sum(same_mistake(doubt, other) for other in self.shown) or 1

    def keep(self, doubt: Doubt) -> None:
        """It is right as it is: never ask about this place again, unless that is taken back."""
        self.keeps.add(doubt)
        self._keep(doubt)

    def unkeep(self) -> Doubt | None:
        """Take the last keep back, if that is what was done last; returns the doubt."""
        doubt = self.keeps.take_back()
        if doubt is None:
            return None
        known = self._refusals.pop(doubt, None)
        if known:
            if known in self.refused:
                self.refused.remove(known)
            self._know(self._known.wanted_after_all(known))
        self.memory.ask_again(doubt, self._session.document)
        self._tell()
        return doubt

    def keep_again(self) -> Doubt | None:
        """Do again what `unkeep` took back, if that is what was taken back last."""
        doubt = self.keeps.do_again()
        if doubt is not None:
            self._keep(doubt)
        return doubt

    def _keep(self, doubt: Doubt) -> None:
        known = self._known.of(doubt.given) if doubt.kind is Kind.KNOWN_MISTAKE else None
        if known:
            self.refused.append(known)
            self._refusals[doubt] = known
            self._know(self._known.refused(known))
        self.memory.keep(doubt, self._session.document)
        self._tell()

    # Following the document

    def _follow(self, patch: Patch, _origin: object) -> None:
        same = {id(turn) for turn in patch.old} & {id(turn) for turn in patch.new}
        old = [turn for turn in patch.old if id(turn) not in same]
        new = [turn for turn in patch.new if id(turn) not in same]
        if touches(old, new):
            self._counting = None
            if self._vocabulary:
                for turn in old:
                    self._vocabulary.add(turn.words, -1)
                for turn in new:
                    self._vocabulary.add(turn.words)
            self.memory.follow(old, new)
            self.voices.follow(old, new)
        turns = self._session.document.turns
        low, high = max(0, patch.at - 1), min(len(turns), patch.touched.stop + 1)
        for turn in (*old, *new, *turns[low : low + 1], *turns[high - 1 : high]):
            self._forget(turn.id)
        self._tell()

    def _voices_changed(self) -> None:
        self._found.clear()
        self._tell()

    def _know(self, known: KnownMistakes) -> None:
        if known.proposed != self._known.proposed:
            self._found.clear()
        self._known = known

    def _forget(self, turn: TurnId) -> None:
        self._found.pop(turn, None)
        self._heard.pop(turn, None)

    def _gaps(self) -> Iterable[Doubt]:
        """Where something is said that the text does not have."""
        return (doubt for doubt in self.everything() if doubt.kind is Kind.SOUND_WITHOUT_TEXT)

    def _tell(self) -> None:
        self._shown = None
        self.ads.forget()
        self._say_changed()

    def _say_changed(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def _count_on(self) -> None:
        """Count the words of one turn more, until there is a vocabulary."""
        if self._counting is None:
            self._counting = self._count()
        if next(self._counting, self) is self:
            self._counting = None

    def _count(self) -> Iterator[None]:
        vocabulary = Vocabulary()
        for turn in self._session.document.turns:
            vocabulary.add(turn.words)
            yield
        self._vocabulary = vocabulary

    def _find(self, document: Transcript, index: int, turn: Turn) -> tuple[Doubt, ...]:
        while self._vocabulary is None:
            self._count_on()
        cached = self._heard.get(turn.id)
        if cached is None:
            around = Surroundings(_before(document, index), _after(document, index))
            heard = doubts_of(turn, self.memory.of(turn.id), self._vocabulary, around)
            cached = heard, tuple(fillers_for(document.language).doubts(turn))
            self._heard[turn.id] = cached
        found, fillers = cached
        known = self._known.doubts(turn)
        found = without_overlaps(found, known) if known else found
        return (*with_voices(found, self.voices.doubts(turn)), *fillers)


def _before(document: Transcript, index: int) -> Sequence[Word]:
    words: tuple[Word, ...] = ()
    while index > 0 and len(words) < BESIDE:
        index -= 1
        words = document.turns[index].words[-BESIDE:] + words
    return words


def _after(document: Transcript, index: int) -> Sequence[Word]:
    words: tuple[Word, ...] = ()
    while index + 1 < len(document.turns) and len(words) < BESIDE:
        index += 1
        words += document.turns[index].words[:BESIDE]
    return words
