"""What became of an imported transcript: line by line, for a second person to approve."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.formats.long_diff import long_diff
from editor.formats.xml_text import xml_attribute, xml_text
from editor.transcript.sentences import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from editor.transcript.document import Transcript

_LINE_WORDS = 30
_CONTEXT = 3
_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2em;max-width:80em}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed}"
    "th,td{border:1px solid #ccc;padding:.3em .6em;vertical-align:top;text-align:left;"
    "overflow-wrap:anywhere}th:first-child,td:first-child,td.n{width:4em;color:#666}"
    "tr.same td{color:#555}del{background:#fbd5d5}ins{background:#cfeecf;text-decoration:none}"
    "tr.gap td{text-align:center;color:#666}"
)


@dataclass(frozen=True)
class Changes:
    """How many words were taken out and put in, of how many there were."""

    before: int
    after: int
    removed: int
    added: int

    @property
    def sentence(self) -> str:
        """The sums for the user."""
        if not self.removed and not self.added:
            return f"All {self.before} words are as they were imported."
        return (
            f"{self.removed} of {self.before} words were removed or replaced, {self.added} were "
            f"added; there are {self.after} now."
        )


def changes_of(before: Transcript, after: Transcript) -> Changes:
    """How many words changed."""
    old, new = _words(before), _words(after)
    spans = [span for span in long_diff(old, new) if not span.equal]
    removed, added = sum(s.i2 - s.i1 for s in spans), sum(s.j2 - s.j1 for s in spans)
    return Changes(len(old), len(new), removed, added)


def _words(document: Transcript) -> list[str]:
    return [word.text for _, word in document.places()]


def lines_of(document: Transcript) -> list[str]:
    """The text in lines of about a sentence, so that a change shows where it is.

    A turn's first line begins with the speaker's name.
    """
    names = {row.id: " ".join(row.name.split()) for row in document.speakers}
    lines = []
    for turn in document.turns:
        name = names.get(turn.speaker, "") if turn.speaker is not None else ""
        words: list[str] = [f"{name}:"] if name else []
        count = 0
        for word in turn.words:
            words.append(word.text)
            count += 1
            if ends_sentence(word.text) or count >= _LINE_WORDS:
                lines.append(" ".join(words))
                words, count = [], 0
        if words and count:
            lines.append(" ".join(words))
    return lines


def unified(before: Transcript, after: Transcript, old_name: str, new_name: str) -> str:
    """A unified diff of both texts, as `diff -u` writes it; "" if they are the same."""
    rows = difflib.unified_diff(
        lines_of(before), lines_of(after), old_name, new_name, n=_CONTEXT, lineterm=""
    )
    return "".join(f"{row}\n" for row in rows)


def side_by_side(
    before: Transcript, after: Transcript, old_name: str, new_name: str, language: str = "en"
) -> str:
    """A web page with the imported lines on the left and those of now on the right.

    Changed words are marked; long stretches without changes are folded away. Everything that
    comes from outside is escaped.
    """
    old, new = lines_of(before), lines_of(after)
    title = f"{new_name}: changes since the import of {old_name}"
    rows = [row for block in _blocks(old, new) for row in block]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f"<html lang={xml_attribute(language)}>",
            '<head><meta charset="utf-8">',
            f"<title>{xml_text(title)}</title>",
            f"<style>{_STYLE}</style></head>",
            f"<body><h1>{xml_text(title)}</h1>",
            f"<p>{xml_text(changes_of(before, after).sentence)}</p>",
            "<table><thead><tr><th>Line</th>"
            f"<th>{xml_text(old_name)}</th><th>{xml_text(new_name)}</th></tr></thead><tbody>",
            *rows,
            "</tbody></table></body></html>",
            "",
        ]
    )


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[list[str]]:
    spans = long_diff(old, new)
    for number, span in enumerate(spans):
        if span.equal:
            first, last = number == 0, number == len(spans) - 1
            yield _same(old, span.i1, span.i2, head=not first, tail=not last)
            continue
        pairs = max(span.i2 - span.i1, span.j2 - span.j1)
        yield [
            _changed(
                span.i1 + n + 1,
                old[span.i1 + n] if span.i1 + n < span.i2 else None,
                new[span.j1 + n] if span.j1 + n < span.j2 else None,
            )
            for n in range(pairs)
        ]


def _same(lines: Sequence[str], first: int, stop: int, *, head: bool, tail: bool) -> list[str]:
    """Lines that are equal; only those near a change are shown."""
    after = min(stop, first + _CONTEXT) if head else first
    before = max(after, stop - _CONTEXT) if tail else stop
    if before - after <= 1 or not (head or tail):
        after = before
    shown = [*range(first, after), None, *range(before, stop)]
    rows = []
    for at in shown:
        if at is not None:
            text = xml_text(lines[at])
            rows.append(f'<tr class="same"><td>{at + 1}</td><td>{text}</td><td>{text}</td></tr>')
        elif before > after:
            rows.append(
                f'<tr class="gap"><td colspan="3">… {before - after} equal lines …</td></tr>'
            )
    if before == after and not (head or tail):
        return []
    return rows


def _changed(number: int, old: str | None, new: str | None) -> str:
    left, right = (old or "").split(), (new or "").split()
    marked: tuple[list[str], list[str]] = ([], [])
    for span in long_diff(left, right):
        for cell, tag, words in (
            (marked[0], "del", left[span.i1 : span.i2]),
            (marked[1], "ins", right[span.j1 : span.j2]),
        ):
            text = xml_text(" ".join(words))
            if text:
                cell.append(text if span.equal else f"<{tag}>{text}</{tag}>")
    shown = str(number) if old is not None else ""
    return f"<tr><td>{shown}</td><td>{' '.join(marked[0])}</td><td>{' '.join(marked[1])}</td></tr>"
