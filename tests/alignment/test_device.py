from __future__ import annotations

import os

import pytest

from editor.alignment.aligner import AlignmentError
from editor.alignment.device import Device, candidates, cores

MODERN = ("float32", "float16", "int8", "int8_float16", "int8_float32", "bfloat16")
OLD = ("float32", "int8", "int8_float32")
CPU = Device("cpu", "int8", 8)


@pytest.mark.parametrize(
    ("wanted", "cards", "types", "expected"),
    [
        ("auto", 0, (), (CPU,)),
        ("auto", 1, MODERN, (Device("cuda", "float16", 8), CPU)),
        ("auto", 2, OLD, (Device("cuda", "int8_float32", 8), CPU)),
        ("auto", 1, (), (CPU,)),
        ("cpu", 1, MODERN, (CPU,)),
        ("cuda", 1, MODERN, (Device("cuda", "float16", 8),)),
    ],
)
def test_a_card_is_taken_where_there_is_one_and_the_processor_stays_in_reserve(
    wanted, cards, types, expected
):
    assert candidates(wanted, 0, cards, types, cores=8) == expected


def test_threads_may_be_told():
    assert candidates("cpu", 3, 0, (), cores=8) == (Device("cpu", "int8", 3),)
    assert candidates("cpu", 0, 0, (), cores=0)[0].threads == 1


def test_a_card_that_is_not_there_is_one_sentence():
    with pytest.raises(AlignmentError, match="No graphics card was found"):
        candidates("cuda", 0, 0, MODERN, cores=8)
    with pytest.raises(AlignmentError, match='no device "tpu"'):
        candidates("tpu", 0, 1, MODERN, cores=8)


def test_all_cores_are_used():
    assert 1 <= cores() <= (os.cpu_count() or 1)


@pytest.mark.whisper
def test_a_card_that_fails_is_left_for_the_processor(request_to_align, monkeypatch, caplog):
    import ctranslate2

    from editor.alignment import whisper

    # CTranslate2 here knows of no card: loading on one fails as it does with a broken driver.
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _: {"float16"})
    engine = whisper.load(request_to_align.model, device="auto")
    assert engine.model.model.device == "cpu"
    assert "graphics card" in caplog.text
    with pytest.raises(AlignmentError, match="graphics card"):
        whisper.load(request_to_align.model, device="cuda")
