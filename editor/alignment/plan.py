"""What is said, in order: the given words and the heard ones, merged.

Each window of sound gets a list of items. An item is a given word that was heard, a given word
that was heard differently, a given word that was not heard (and may still be there), or a heard
word that the text does not have. Only what is in an item is looked for in the sound.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.match import match
from editor.alignment.normalise import spoken
from editor.alignment.similarity import SIMILAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from editor.alignment.listen import Rough

MAX_DOUBTFUL = 3
"""So many given words in a row may have been missed by the model although nobody paused."""
_MS_PER_CHARACTER = 45  # A fast speaker.


class Kind(Enum):
    """How an item came about."""

    SAME = "same"
    DIFFERENT = "different"
    UNHEARD = "unheard"
    EXTRA = "extra"


class Item(NamedTuple):
    """One word to look for.

    Attributes:
        kind: How it came about.
        given: Index of the given word; None for an extra one.
        text: The given word; for an extra one, the heard word.
        heard: What was heard there, if anything.
        similarity: How alike the two are, 0..1.
        probability: The model's probability of what it heard, 0..1.
        at: Rough time of its beginning in ms; None when nothing was heard.
    """

    kind: Kind
    given: int | None
    text: str
    heard: tuple[str, ...]
    similarity: float
    probability: float
    at: int | None


@dataclass(frozen=True)
class Plan:
    """Items of each window, and the given words that no window holds."""

    windows: tuple[tuple[Item, ...], ...]
    silent: tuple[int, ...]


class _Link(NamedTuple):
    heard: tuple[int, ...]
    similarity: float


def make_plan(
    given: Sequence[str], heard: Sequence[Rough], windows: int, language: str = "en"
) -> Plan:
    """Merge both sides. `heard` is in the order of time."""
    links = _links(given, heard, language)
    after, leading = _unheard_after(given, links)
    rows: list[list[Item]] = [[] for _ in range(windows)]
    silent: list[int] = []

    def put_unheard(run: list[int], before: int, behind: int) -> None:
        window = _home(run, given, heard, before, behind)
        if window is None:
            silent.extend(run)
        else:
            rows[window] += [Item(Kind.UNHEARD, i, given[i], (), 0.0, 0.0, None) for i in run]

    starts = _starts(links)
    taken = {j for link in links.values() for j in link.heard}
    if leading:
        put_unheard(leading, -1, 0)
    for j, word in enumerate(heard):
        for i in starts.get(j, ()):
            rows[word.window].append(_linked(i, given[i], links[i], heard))
            if i in after:
                put_unheard(after[i], max(links[i].heard), max(links[i].heard) + 1)
        if j not in taken:
            text = word.text
            rows[word.window].append(
                Item(Kind.EXTRA, None, text, (text,), 0.0, word.probability, word.start)
            )
    return Plan(tuple(tuple(row) for row in rows), tuple(sorted(silent)))


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


def _starts(links: dict[int, _Link]) -> dict[int, list[int]]:
    """For each heard word, the given words that begin there."""
    starts: dict[int, list[int]] = defaultdict(list)
    for i in sorted(links):
        starts[links[i].heard[0]].append(i)
    return starts


def _unheard_after(
    given: Sequence[str], links: dict[int, _Link]
) -> tuple[dict[int, list[int]], list[int]]:
    """Runs of unheard given words, by the heard one before them; and the run at the beginning."""
    after: dict[int, list[int]] = defaultdict(list)
    leading: list[int] = []
    last: int | None = None
    for i in range(len(given)):
        if i in links:
            last = i
        elif last is None:
            leading.append(i)
        else:
            after[last].append(i)
    return after, leading


def _linked(i: int, text: str, link: _Link, heard: Sequence[Rough]) -> Item:
    words = [heard[j] for j in link.heard]
    kind = Kind.SAME if link.similarity >= SIMILAR else Kind.DIFFERENT
    likely = sum(word.probability for word in words) / len(words)
    texts = tuple(word.text for word in words)
    return Item(kind, i, text, texts, link.similarity, likely, words[0].start)


def _home(
    run: Sequence[int], given: Sequence[str], heard: Sequence[Rough], before: int, behind: int
) -> int | None:
    """The window that may hold a run of unheard words, if there is room for it."""
    if not heard:
        return None
    if len(run) > MAX_DOUBTFUL:
        start = heard[before].end if before >= 0 else 0
        end = heard[behind].start if behind < len(heard) else start
        need = sum(len(given[i]) for i in run) * _MS_PER_CHARACTER
        if end - start < need or end - start > 30_000:
            return None
    if before < 0:
        return heard[0].window
    return heard[before].window
