"""Steps of the history as JSON.

A turn that a patch rewrites is stored as its middle: how many words at both ends stay, and what
stands between. A patch that continues the one before stores no `old` at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from editor.storage.codec import (
    DecodeError,
    mark_from_json,
    mark_to_json,
    speaker_from_json,
    tables_from_json,
    tables_to_json,
    text_value,
    turn_from_json,
    turn_to_json,
    whole,
    words_from_json,
    words_to_json,
)
from editor.transcript.document import Turn, check_turn
from editor.transcript.history import Step
from editor.transcript.patch import Caret, Patch, TableChange

if TYPE_CHECKING:
    from editor.transcript.words import Word


def step_to_json(step: Step) -> Any:
    """A step, losslessly."""
    encoded = []
    before: Patch | None = None
    for patch in step.patches:
        encoded.append(_patch_to_json(patch, before))
        before = patch
    return encoded


def step_from_json(encoded: Any) -> Step:
    """The step of `step_to_json`.

    Raises:
        DecodeError: It is something else.
        InvariantError: A turn in it breaks the rules of the document.
    """
    if not isinstance(encoded, list) or not encoded:
        raise DecodeError("not a step")
    patches: list[Patch] = []
    for entry in encoded:
        patches.append(_patch_from_json(entry, patches[-1] if patches else None))
    return Step(tuple(patches))


def _patch_to_json(patch: Patch, before: Patch | None) -> dict[str, Any]:
    encoded: dict[str, Any] = {"at": patch.at, "label": patch.label}
    if before is None or before.new != patch.old:
        encoded["old"] = [turn_to_json(turn) for turn in patch.old]
    old = {turn.id: turn for turn in patch.old}
    encoded["new"] = [_changed_to_json(turn, old.get(turn.id)) for turn in patch.new]
    if patch.tables:
        encoded["tables"] = [tables_to_json(patch.tables.old), tables_to_json(patch.tables.new)]
    if patch.caret:
        encoded["caret"] = patch.caret
    if patch.caret_before:
        encoded["caret_before"] = patch.caret_before
    return encoded


def _patch_from_json(encoded: Any, before: Patch | None) -> Patch:
    if not isinstance(encoded, dict):
        raise DecodeError("not a patch")
    if "old" in encoded:
        old = tuple(_checked(turn_from_json(turn)) for turn in _rows_of(encoded["old"]))
    elif before is not None:
        old = before.new
    else:
        raise DecodeError("a patch that continues nothing")
    known = {turn.id: turn for turn in old}
    new = tuple(_changed_from_json(turn, known) for turn in _rows_of(encoded.get("new")))
    at = whole(encoded.get("at"))
    if at < 0:
        raise DecodeError("a patch before the first turn")
    tables = None
    if "tables" in encoded:
        tables = TableChange(*map(tables_from_json, _rows_of(encoded["tables"], 2)))
    carets = (_caret(encoded.get(name)) for name in ("caret", "caret_before"))
    return Patch(at, old, new, tables, text_value(encoded.get("label")), *carets)


def _changed_to_json(turn: Turn, old: Turn | None) -> Any:
    """A turn as `[id, speaker, words]`, or as `[id, speaker, words, head, tail]`, and its mark."""
    head, tail = _same_ends(old.words, turn.words) if old else (0, 0)
    if not head and not tail:
        return turn_to_json(turn)
    middle = turn.words[head : len(turn.words) - tail]
    return [turn.id, turn.speaker, words_to_json(middle), head, tail, *mark_to_json(turn)]


def _changed_from_json(encoded: Any, known: dict[Any, Turn]) -> Turn:
    if not isinstance(encoded, list) or len(encoded) not in (5, 6):
        return _checked(turn_from_json(encoded))
    key, speaker, middle, head, tail, *mark = encoded
    old = known.get(whole(key))
    if old is None or not 0 <= whole(head) <= len(old.words) - whole(tail) <= len(old.words):
        raise DecodeError("a change of a turn that is not there")
    end = old.words[len(old.words) - tail :]
    words = (*old.words[:head], *words_from_json(middle), *end)
    return _checked(Turn(old.id, speaker_from_json(speaker), words, mark_from_json(mark)))


def _same_ends(old: tuple[Word, ...], new: tuple[Word, ...]) -> tuple[int, int]:
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - head
    tail = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return head, tail


def _checked(turn: Turn) -> Turn:
    check_turn(turn)
    return turn


def _rows_of(value: Any, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise DecodeError("not a list")
    return value


def _caret(encoded: Any) -> Caret | None:
    if encoded is None:
        return None
    turn, offset, anchor = _rows_of(encoded, 3)
    start = None if anchor is None else tuple(map(whole, _rows_of(anchor, 2)))
    return Caret(whole(turn), whole(offset), start)  # type: ignore[arg-type]  # two of them
