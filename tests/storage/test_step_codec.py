"""Steps of undo as JSON: what is not one is refused, and nothing else goes wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from notation import document

from editor.storage.codec import DecodeError, dump
from editor.storage.step_codec import step_from_json, step_to_json
from editor.transcript.document import SpeakerId
from editor.transcript.history import Step
from editor.transcript.speakers import rename_speaker
from editor.transcript.text_edits import retext, split_turn

if TYPE_CHECKING:
    from editor.transcript.patch import Patch

DOC = document("A: one@0 two@300 three@600 | B: four@900")


def encoded(*patches: Patch) -> Any:
    """The step as it comes back from a file."""
    return json.loads(dump(step_to_json(Step(patches))))


TYPED = encoded(retext(DOC, 0, 1, ["one 2 three"]))


def test_what_was_written_is_read_back() -> None:
    first = retext(DOC, 0, 1, ["one 2 three"])
    second = split_turn(first.apply_to(DOC), 0, 4)
    for step in (Step((first, second)), Step((rename_speaker(DOC, SpeakerId(1), "C"),))):
        assert step_from_json(encoded(*step.patches)) == step


@pytest.mark.parametrize("value", [None, 7, {}, [], "x"])
def test_what_is_no_list_of_patches_is_refused(value: object) -> None:
    with pytest.raises(DecodeError, match="not a step"):
        step_from_json(value)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"at": -1}, "before the first turn"),
        ({"at": "0"}, "whole"),
        ({"old": 7}, "not a list"),
        ({"new": None}, "not a list"),
        ({"tables": [1]}, "not a list"),
        ({"label": 7}, "text"),
        ({"caret": [1]}, "not a list"),
        ({"new": [[99, None, [], 1, 0]]}, "not there"),
        ({"new": [[1, 1, [], 9, 0]]}, "not there"),
        ({"new": [[1, 1, [], 1, 3]]}, "not there"),
    ],
)
def test_what_is_no_patch_is_refused(changed: dict[str, object], why: str) -> None:
    with pytest.raises(DecodeError, match=why):
        step_from_json([TYPED[0] | changed])


def test_a_patch_needs_something_that_it_continues() -> None:
    without = {key: value for key, value in TYPED[0].items() if key != "old"}
    with pytest.raises(DecodeError, match="continues nothing"):
        step_from_json([without])
    with pytest.raises(DecodeError, match="not a patch"):
        step_from_json([7])


def test_a_patch_that_continues_another_takes_its_turns_from_it() -> None:
    first = retext(DOC, 0, 1, ["one 2 three"])
    second = replace(retext(first.apply_to(DOC), 0, 1, ["one 2 3"]), label="More")
    written = encoded(first, second)
    assert "old" not in written[1]
    assert step_from_json(written) == Step((first, second))
