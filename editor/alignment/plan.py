"""What is said, in order: the given words and the heard ones, merged into slots.

A slot is a place in the sound with what may be said there: a given word that was heard as such, a
given word against the words that were heard instead, a given word that was not heard (and may
still be there), a heard word that the text does not have. Only what is in a slot is looked for in
the sound, and the sound decides between the alternatives.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.match import match
from editor.alignment.normalise import spoken
from editor.alignment.similarity import SIMILAR, similarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.listen import Rough

MAX_DOUBTFUL = 3
"""So many given words in a row may have been missed by the model although nobody paused."""
_TOGETHER = 0.75
_WIDE = 0.4  # Less alike, two heard words are rather a wrong word and one that the text lacks.
_GAIN = 0.05  # A neighbour joins what was heard for a word if that makes it so much more alike.
_MS_PER_CHARACTER = 45  # A fast speaker.


class Given(NamedTuple):
    """A given word and its number in the text."""

    number: int
    text: str


class Slot(NamedTuple):
    """A place in the sound.

    Attributes:
        given: The given word that may be said here; None where the text has nothing.
        heard: The words that were heard here.
        similarity: How alike both sides are, 0..1; 0 when one is empty.
    """

    given: Given | None
    heard: tuple[Rough, ...]
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
    owners: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def run(self) -> None:
        after, leading = _unheard_after(len(self.given), self.links)
        starts: dict[int, list[int]] = defaultdict(list)
        for i in sorted(self.links):
            starts[self.links[i].heard[0]].append(i)
            for j in self.links[i].heard:
                self.owners[j].append(i)
        self._put_unheard(leading, -1)
        for j, word in enumerate(self.heard):
            for i in starts.get(j, ()):
                self._put_linked(i)
                self._put_unheard(after.get(i, ()), max(self.links[i].heard))
            if j not in self.owners:
                self.rows[word.window].append(Slot(None, (word,), 0.0))

    def _put_linked(self, i: int) -> None:
        link = self.links[i]
        words = tuple(self._part(i, j) for j in link.heard)
        slot = Slot(Given(i, self.given[i]), words, link.similarity)
        self.rows[words[0].window].append(slot)

    def _part(self, i: int, j: int) -> Rough:
        """What of a heard word belongs to a given one: all, unless others have a share."""
        word, owners = self.heard[j], self.owners[j]
        if len(owners) == 1:
            return word
        at, length = owners.index(i), word.end - word.start
        return word._replace(
            text=self.given[i] if self.links[i].similarity >= SIMILAR else word.text,
            start=word.start + length * at // len(owners),
            end=word.start + length * (at + 1) // len(owners),
        )

    def _put_unheard(self, run: Sequence[int], before: int) -> None:
        if not run:
            return
        if not self.heard or (len(run) > MAX_DOUBTFUL and not self._has_room(run, before)):
            self.silent.extend(run)
            return
        row = self.rows[self.heard[max(before, 0)].window]
        row += [Slot(Given(i, self.given[i]), (), 0.0) for i in run]

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
    links = _widened(given, heard, _links(given, heard, language), language)
    links = _shared(given, heard, links, language)
    merger = _Merger(given, heard, links, [[] for _ in range(windows)])
    merger.run()
    return Plan(tuple(map(tuple, merger.rows)), tuple(sorted(merger.silent)))


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


def _widened(
    given: Sequence[str], heard: Sequence[Rough], links: dict[int, _Link], language: str
) -> dict[int, _Link]:
    """Let a name that was heard as several words have all of them: "Newport" as "new thought"."""
    free = set(range(len(heard))) - {j for link in links.values() for j in link.heard}
    out = dict(links)
    for i, link in links.items():
        if link.similarity >= 0.95:
            continue
        while (wider := _wider(given[i], heard, out[i], free, language)) is not None:
            free -= set(wider.heard)
            out[i] = wider
    return out


def _wider(
    text: str, heard: Sequence[Rough], link: _Link, free: set[int], language: str
) -> _Link | None:
    said = "".join(spoken(text, language))
    for j in (link.heard[0] - 1, link.heard[-1] + 1):
        if j not in free or heard[j].window != heard[link.heard[0]].window:
            continue
        wider = tuple(sorted((*link.heard, j)))
        alike = similarity(said, "".join(a for k in wider for a in spoken(heard[k].text, language)))
        if alike > max(_WIDE, link.similarity + _GAIN):
            return _Link(wider, alike)
    return None


def _shared(
    given: Sequence[str], heard: Sequence[Rough], links: dict[int, _Link], language: str
) -> dict[int, _Link]:
    """Let given words that were heard as one share it: "Lamp Room" as "lamproom"."""
    out = dict(links)
    for i, link in links.items():
        if link.similarity >= 0.95 or len(link.heard) > 1:
            continue
        theirs = "".join(spoken(heard[link.heard[0]].text, language))
        for pair in ((i - 1, i), (i, i + 1)):
            other = pair[0] + pair[1] - i
            if not 0 <= other < len(given) or other in out:
                continue
            ours = "".join(a for k in pair for a in spoken(given[k], language))
            alike = similarity(ours, theirs)
            if alike >= _TOGETHER and alike > out[i].similarity + _GAIN:
                out[i] = out[other] = _Link(link.heard, alike)
                break
    return out


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
