"""What is said, in order: the given words and the heard ones, merged into slots.

A slot is a place in the sound with everything that may be said there: a given word that was heard
as such; given words against the words that were heard instead; given words that were not heard
(and may still be there); heard words that the text does not have. Only what is in a slot is
looked for in the sound, and the sound decides between the alternatives.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.match import match
from editor.alignment.normalise import spoken
from editor.alignment.similarity import SIMILAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.alignment.listen import Rough

MAX_DOUBTFUL = 3
"""So many given words in a row may have been missed by the model although nobody paused."""
MAX_REGION = 8
"""Up to so many words on either side, what was heard and what is given are full alternatives."""
_MS_PER_CHARACTER = 45  # A fast speaker.


class Given(NamedTuple):
    """A given word and its number in the text."""

    number: int
    text: str


class Slot(NamedTuple):
    """A place in the sound.

    Attributes:
        given: The given words that may be said here, in the order of the text.
        heard: The words that were heard here.
        pairs: Which of them stand for each other: positions in `given` and in `heard`.
        similarity: How alike both sides are, 0..1; 0 when one is empty.
    """

    given: tuple[Given, ...]
    heard: tuple[Rough, ...]
    pairs: tuple[tuple[int, int], ...]
    similarity: float

    @property
    def same(self) -> bool:
        """Whether both sides are the same words, written differently at most."""
        return self.similarity >= SIMILAR

    @property
    def at(self) -> int | None:
        """Rough time of the beginning, in ms; None when nothing was heard."""
        return self.heard[0].start if self.heard else None


@dataclass(frozen=True)
class Plan:
    """The slots of each window, and the given words that no window holds."""

    windows: tuple[tuple[Slot, ...], ...]
    silent: tuple[int, ...]


class _Link(NamedTuple):
    heard: tuple[int, ...]
    similarity: float


@dataclass
class _Merger:
    """Walks over the heard words and puts slots into windows."""

    given: Sequence[str]
    heard: Sequence[Rough]
    links: dict[int, _Link]
    rows: list[list[Slot]]
    silent: list[int] = field(default_factory=list)

    def run(self) -> None:
        after, leading = _unheard_after(len(self.given), self.links)
        starts: dict[int, list[int]] = defaultdict(list)
        for i in sorted(self.links):
            starts[self.links[i].heard[0]].append(i)
        taken = {j for link in self.links.values() for j in link.heard}
        self._put_unheard(leading, -1)
        for j, word in enumerate(self.heard):
            for i in starts.get(j, ()):
                self._put_linked(i)
                self._put_unheard(after.get(i, ()), max(self.links[i].heard))
            if j not in taken:
                self.rows[word.window].append(Slot((), (word,), (), 0.0))

    def _put_linked(self, i: int) -> None:
        link = self.links[i]
        words = tuple(self.heard[j] for j in link.heard)
        pairs = tuple((0, k) for k in range(len(words)))
        slot = Slot((Given(i, self.given[i]),), words, pairs, link.similarity)
        self.rows[words[0].window].append(slot)

    def _put_unheard(self, run: Sequence[int], before: int) -> None:
        if not run:
            return
        if not self.heard or (len(run) > MAX_DOUBTFUL and not self._has_room(run, before)):
            self.silent.extend(run)
            return
        row = self.rows[self.heard[max(before, 0)].window]
        row += [Slot((Given(i, self.given[i]),), (), (), 0.0) for i in run]

    def _has_room(self, run: Sequence[int], before: int) -> bool:
        """Whether the sound leaves time between its words for a run that was not heard."""
        start = self.heard[before].end if before >= 0 else 0
        end = self.heard[before + 1].start if before + 1 < len(self.heard) else start
        need = sum(len(self.given[i]) for i in run) * _MS_PER_CHARACTER
        return need <= end - start <= 30_000


def make_plan(
    given: Sequence[str], heard: Sequence[Rough], windows: int, language: str = "en"
) -> Plan:
    """Merge both sides. `heard` is in the order of time."""
    merger = _Merger(given, heard, _links(given, heard, language), [[] for _ in range(windows)])
    merger.run()
    rows = tuple(tuple(_joined(row)) for row in merger.rows)
    return Plan(rows, tuple(sorted(merger.silent)))


def _atoms(words: Sequence[str], language: str) -> tuple[list[str], list[int]]:
    """All spoken words, and for each the index of the written word it belongs to."""
    atoms: list[str] = []
    owner: list[int] = []
    for index, word in enumerate(words):
        for atom in spoken(word, language):
            atoms.append(atom)
            owner.append(index)
    return atoms, owner


def _links(given: Sequence[str], heard: Sequence[Rough], language: str) -> dict[int, _Link]:
    """For each given word that was heard in some form: where, and how alike."""
    ours, our_word = _atoms(given, language)
    theirs, their_word = _atoms([word.text for word in heard], language)
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for pair in match(ours, theirs):
        found[our_word[pair.given]].append((their_word[pair.heard], pair.similarity))
    size: dict[int, int] = defaultdict(int)
    for word in our_word:
        size[word] += 1
    return {
        i: _Link(tuple(sorted({j for j, _ in places})), sum(s for _, s in places) / size[i])
        for i, places in found.items()
    }


def _unheard_after(count: int, links: dict[int, _Link]) -> tuple[dict[int, list[int]], list[int]]:
    """Runs of unheard given words, by the heard one before them; and the run at the beginning."""
    after: dict[int, list[int]] = defaultdict(list)
    leading: list[int] = []
    last: int | None = None
    for i in range(count):
        if i in links:
            last = i
        elif last is None:
            leading.append(i)
        else:
            after[last].append(i)
    return after, leading


def _joined(row: Sequence[Slot]) -> Iterator[Slot]:
    """Neighbouring slots that are not the same words become one, if it stays small."""
    region: list[Slot] = []
    for slot in row:
        if slot.same:
            yield from _as_one(region)
            region = []
            yield slot
        else:
            region.append(slot)
    yield from _as_one(region)


def _as_one(region: list[Slot]) -> Iterator[Slot]:
    given = tuple(word for slot in region for word in slot.given)
    heard = tuple(dict.fromkeys(word for slot in region for word in slot.heard))
    if not given or not heard or max(len(given), len(heard)) > MAX_REGION:
        yield from region
        return
    pairs = tuple(
        (given.index(slot.given[g]), heard.index(slot.heard[h]))
        for slot in region
        for g, h in slot.pairs
    )
    alike = sum(slot.similarity for slot in region if slot.pairs) / len(region)
    yield Slot(given, heard, pairs, min(alike, SIMILAR - 0.01))
