"""Names that are expected reach the real model, through the real child process, and are heard."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from editor.alignment.aligner import Text, TranscribeRequest
from editor.alignment.child import events_of
from editor.alignment.pipeline import LocalAligner
from editor.review.show_memory import Name, ShowMemory, ShowSpeaker, prompt_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.alignment.aligner import AlignRequest, Event

pytestmark = pytest.mark.whisper

NAMES = {"Maren Tolliver", "Idris Quayle", "Harbour Kettle"}
NOT_SAID = "Vetsloo"
SHOW = ShowMemory(
    speakers=(ShowSpeaker("Maren Tolliver"), ShowSpeaker("Idris Quayle")),
    names=(Name("Harbour Kettle"), Name(NOT_SAID)),
)


def written(events: Iterable[Event]) -> str:
    parts = [part for event in events if isinstance(event, Text) for part in event.segments]
    return " ".join(word.text for part in parts for word in part.words)


def found(text: str) -> set[str]:
    return {name for name in (*NAMES, NOT_SAID) if name in text}


def test_names_of_the_show_are_heard_and_always_the_same(request_to_align: AlignRequest) -> None:
    ask = request_to_align
    plain = TranscribeRequest(
        1, ask.audio, ask.model, ask.heads, ask.shift_ms, "en", to_ms=30_000, device="cpu",
        threads=1,
    )  # fmt: skip
    assert found(written(LocalAligner().transcribe(plain))) == set()
    expecting = replace(plain, prompt=prompt_of(SHOW))
    with closing(events_of(expecting)) as events:
        through_the_child = written(events)
    assert found(through_the_child) == NAMES
    assert written(LocalAligner().transcribe(expecting)) == through_the_child
