"""Finding text, and replacing it without losing word times."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from editor.transcript.patch import Patch
from editor.transcript.retime import retime, settle
from editor.transcript.timeline import place_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.transcript.document import Place, Transcript, Turn


class QueryError(ValueError):
    """What was typed cannot be searched for; the message is one sentence for the user."""


class Scope(Enum):
    """Where to look."""

    ALL = "all"
    SELECTION = "selection"
    NOT_IN_ADS = "not in ads"


@dataclass(frozen=True)
class Query:
    """What to look for.

    Attributes:
        text: Words, or a regular expression.
        whole_word: Only where no letter or digit touches it.
        match_case: Tell capitals apart.
        regex: `text` is a regular expression (Python's).
    """

    text: str
    whole_word: bool = False
    match_case: bool = False
    regex: bool = False

    def pattern(self) -> re.Pattern[str]:
        """The query as a compiled pattern.

        Raises:
            QueryError: It is no regular expression.
        """
        source = self.text if self.regex else r"\s+".join(map(re.escape, self.text.split(" ")))
        if self.whole_word:
            source = rf"(?<!\w)(?:{source})(?!\w)"
        try:
            return re.compile(source, 0 if self.match_case else re.IGNORECASE)
        except re.error as error:
            raise QueryError(f"This is no regular expression: {error.msg}.") from error


class Hit(NamedTuple):
    """A place in the text: a turn, and character offsets in the text of the turn."""

    turn: int
    start: int
    end: int


def find(
    document: Transcript,
    query: Query,
    scope: Scope = Scope.ALL,
    selection: tuple[Place, Place] | None = None,
) -> list[Hit]:
    """Every place, in text order. A match never reaches over the end of a turn, nor is it empty.

    Args:
        document: Where to look.
        query: What to look for; an empty text is found nowhere.
        scope: Which part of the document counts.
        selection: First and last word of the selection, for `Scope.SELECTION`.

    Raises:
        QueryError: The query is no regular expression.
    """
    if not query.text.strip() and not query.regex:
        return []
    pattern = query.pattern()
    hits = [
        Hit(index, match.start(), match.end())
        for index, turn in enumerate(document.turns)
        for match in pattern.finditer(turn.text)
        if match.end() > match.start()
    ]
    if scope is Scope.NOT_IN_ADS:
        return [hit for hit in hits if not _in_ad(document.turns[hit.turn], hit)]
    if scope is Scope.SELECTION:
        return list(_inside(document, hits, selection)) if selection else []
    return hits


def replace_hits(
    document: Transcript, hits: Sequence[Hit], query: Query, replacement: str
) -> Patch:
    """A patch that replaces these hits, all in one step.

    In a regular expression, `\\1` and `\\g<name>` stand for groups.

    Raises:
        QueryError: The replacement names a group that is not there.
    """
    if not hits:
        return Patch(0, (), (), label="Replace")
    pattern = query.pattern()
    by_turn: dict[int, list[Hit]] = {}
    for hit in hits:
        by_turn.setdefault(hit.turn, []).append(hit)
    low, high = min(by_turn), max(by_turn)
    old = document.turns[low : high + 1]
    new = tuple(
        _replaced(turn, by_turn.get(index, ()), pattern, query, replacement)
        for index, turn in enumerate(old, start=low)
    )
    count = len(hits)
    label = "Replace" if count == 1 else f"Replace {count} places"
    return Patch(low, old, new, label=label)


def _replaced(
    turn: Turn,
    hits: Sequence[Hit],
    pattern: re.Pattern[str],
    query: Query,
    replacement: str,
) -> Turn:
    if not hits:
        return turn
    text, done, pieces = turn.text, 0, []
    for hit in hits:
        pieces += [text[done : hit.start], _expanded(pattern, text, hit, query, replacement)]
        done = hit.end
    tokens = ("".join(pieces) + text[done:]).split()
    words, _ = retime(turn.words, tokens)
    return replace(turn, words=settle(words))


def _expanded(pattern: re.Pattern[str], text: str, hit: Hit, query: Query, replacement: str) -> str:
    if not query.regex:
        return replacement
    match = pattern.match(text, hit.start)
    if match is None:  # the hit was found by another query
        return text[hit.start : hit.end]
    try:
        return match.expand(replacement)
    except (re.error, IndexError) as error:
        raise QueryError(f"The replacement does not fit the search: {error}.") from error


def _in_ad(turn: Turn, hit: Hit) -> bool:
    first, last = _extent(turn, hit)
    return any(word.ad is not None for word in turn.words[first.word : last.word + 1])


def _inside(
    document: Transcript, hits: Sequence[Hit], selection: tuple[Place, Place]
) -> Iterator[Hit]:
    first, last = selection
    for hit in hits:
        start, end = _extent(document.turns[hit.turn], hit)
        if first <= start and end <= last:
            yield hit


def _extent(turn: Turn, hit: Hit) -> tuple[Place, Place]:
    """The first and last word that a hit touches."""
    first = place_at(turn, hit.turn, hit.start)
    last = place_at(turn, hit.turn, hit.end - 1)
    assert first is not None
    assert last is not None
    return first, last
