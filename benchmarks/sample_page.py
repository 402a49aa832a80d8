"""Turns the spoken words into the messy page: planted errors, lines, repetitions, page header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.sample_script import HEADER, PLANTED, Planted

if TYPE_CHECKING:
    from collections.abc import Sequence

# Widths that lines are broken at, in turn. Short ones end where the page's writer heard a pause.
_WIDTHS = (88, 79, 92, 60, 84, 95, 73)


class Token(NamedTuple):
    """A word of the page, the index of the word it stands for, and whether it is a repetition."""

    text: str
    spoken: int | None
    copied: bool = False


class PageError(NamedTuple):
    """A planted error with its place.

    Attributes:
        kind: See `Planted`.
        line: Line of the page where it begins, from 1.
        written: What the page says; empty where words are missing.
        spoken: What is said; empty where nothing is.
        words: First and last index of the spoken words concerned; None where nothing is said.
    """

    kind: str
    line: int
    written: str
    spoken: str
    words: tuple[int, int] | None


@dataclass(frozen=True)
class DamagedPage:
    """The page.

    Attributes:
        text: All of it.
        header_lines: How many lines stand before the first word of the transcript.
        spoken: For each word after the header, the index of its spoken word or None.
        errors: What is wrong, in text order.
    """

    text: str
    header_lines: int
    spoken: tuple[int | None, ...]
    errors: tuple[PageError, ...]


class _Edit(NamedTuple):
    """`words[first:last]` are written as `written`."""

    planted: Planted
    first: int
    last: int
    written: tuple[str, ...]


def damaged_page(words: Sequence[str]) -> DamagedPage:
    """The page for these spoken words.

    Raises:
        LookupError: A planted error names words that are not spoken.
    """
    edits = [_edit(planted, words) for planted in PLANTED if not _repeats(planted)]
    edits.sort(key=lambda edit: edit.first)
    lines, errors = _with_repetitions(_broken(_written(words, edits)))
    errors += [_placed(edit, words, lines) for edit in edits]
    errors.sort(key=lambda error: error.line)
    body = [" ".join(token.text for token in line) for line in lines]
    return DamagedPage(
        text="\n".join([*HEADER, *body]) + "\n",
        header_lines=len(HEADER),
        spoken=tuple(token.spoken for line in lines for token in line),
        errors=tuple(errors),
    )


def _repeats(planted: Planted) -> bool:
    return planted.kind.startswith("repeated")


def find(phrase: Sequence[str], words: Sequence[str], nth: int = 0) -> int:
    """Index of the nth place where a phrase stands.

    Raises:
        LookupError: There is no such place.
    """
    size = len(phrase)
    places = [i for i in range(len(words)) if list(words[i : i + size]) == list(phrase)]
    if nth >= len(places):
        raise LookupError(f"{' '.join(phrase)!r} is said only {len(places)} times")
    return places[nth]


def _edit(planted: Planted, words: Sequence[str]) -> _Edit:
    """The smallest change that writes `planted.written` for `planted.spoken`."""
    spoken, written = planted.spoken.split(), planted.written.split()
    first = find(spoken, words, planted.nth)
    while spoken and written and spoken[0] == written[0]:
        spoken, written, first = spoken[1:], written[1:], first + 1
    while spoken and written and spoken[-1] == written[-1]:
        spoken, written = spoken[:-1], written[:-1]
    return _Edit(planted, first, first + len(spoken), tuple(written))


def _written(words: Sequence[str], edits: Sequence[_Edit]) -> list[Token]:
    """The page's words, without repetitions; new words stand for the old, one for one."""
    tokens: list[Token] = []
    at = 0
    for edit in edits:
        tokens += [Token(words[i], i) for i in range(at, edit.first)]
        stands_for: list[int | None] = list(range(edit.first, edit.last))
        stands_for += [None] * (len(edit.written) - len(stands_for))
        tokens += [Token(*pair) for pair in zip(edit.written, stands_for, strict=False)]
        at = edit.last
    tokens += [Token(words[i], i) for i in range(at, len(words))]
    return tokens


def _broken(tokens: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    length = 0
    for token in tokens:
        width = _WIDTHS[(len(lines) - 1) % len(_WIDTHS)]
        if lines[-1] and length + len(token.text) > width:
            lines.append([])
            length = 0
        lines[-1].append(token)
        length += len(token.text) + 1
    return lines


def _with_repetitions(lines: list[list[Token]]) -> tuple[list[list[Token]], list[PageError]]:
    errors = []
    for planted in PLANTED:
        if not _repeats(planted):
            continue
        phrase = planted.spoken.split()
        at = next(i for i, line in enumerate(lines) if _holds(line, phrase))
        half = "half" in planted.kind
        again = lines[at][len(lines[at]) // 2 :] if half else lines[at]
        copy = [Token(token.text, None, copied=True) for token in again]
        lines = (
            [*lines[: at + 1], [*copy, *lines[at + 1]], *lines[at + 2 :]]
            if half
            else [*lines[: at + 1], copy, *lines[at + 1 :]]
        )
        text = " ".join(token.text for token in copy)
        errors.append(PageError(planted.kind, len(HEADER) + at + 2, text, "", None))
    return lines, errors


def _holds(line: Sequence[Token], phrase: Sequence[str]) -> bool:
    texts = [token.text for token in line]
    size = len(phrase)
    return any(texts[i : i + size] == list(phrase) for i in range(len(texts)))


def _placed(edit: _Edit, words: Sequence[str], lines: Sequence[Sequence[Token]]) -> PageError:
    said = edit.last > edit.first
    return PageError(
        edit.planted.kind,
        len(HEADER) + 1 + _line_of(edit, lines),
        " ".join(edit.written),
        " ".join(words[edit.first : edit.last]),
        (edit.first, edit.last - 1) if said else None,
    )


def _line_of(edit: _Edit, lines: Sequence[Sequence[Token]]) -> int:
    """Index of the line where an edit begins, or where the words that are missing would follow."""
    written = [
        (number, token) for number, line in enumerate(lines) for token in line if not token.copied
    ]
    if edit.written:
        before = edit.first - 1
        after = [pair for pair in written if pair[1].text == edit.written[0]]
        last = [n for n, token in written if token.spoken is not None and token.spoken <= before]
        least = last[-1] if last else 0
        return next(number for number, _ in after if number >= least)
    following = (
        n for n, token in written if token.spoken is not None and token.spoken >= edit.last
    )
    return next(following, len(lines) - 1)
