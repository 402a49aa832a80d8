"""Where the speech model runs: on a graphics card that CTranslate2 can use, or on all cores.

A card computes with 16-bit floats where the processor takes 8-bit integers, so the two do not agree
bit for bit: probabilities differ in the third digit, and a word time may differ by a step of the
model (20 ms) before its edges are refined, and hardly after. What the same device finds in the same
sound is always the same.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.aligner import AlignmentError

if TYPE_CHECKING:
    from collections.abc import Collection

DEVICES = ("auto", "cuda", "cpu")
ON_CPU = "int8"
ON_CARD = ("float16", "int8_float16", "int8_float32", "int8", "float32")
"""The best first. Old cards lack fast 16-bit floats, and CTranslate2 then does not list them."""


class Device(NamedTuple):
    """Where a model runs.

    Attributes:
        name: "cuda" or "cpu", as CTranslate2 calls them.
        compute_type: What it computes with.
        threads: Processor threads for all of the model's work together.
    """

    name: str
    compute_type: str
    threads: int


def candidates(
    wanted: str, threads: int, cards: int, card_types: Collection[str], cores: int
) -> tuple[Device, ...]:
    """What to try, in order: the next one only where the one before cannot be used after all.

    Args:
        wanted: "cpu", "cuda" or "auto".
        threads: How many processor threads; 0 for as many as there are cores.
        cards: How many graphics cards CTranslate2 sees.
        card_types: What they can compute with.
        cores: How many cores this process may use.

    Raises:
        AlignmentError: It is not known, or a card is asked for and there is none.
    """
    if wanted not in DEVICES:
        raise AlignmentError(
            f'There is no device "{wanted}" to run the speech model on: choose one of '
            f"{', '.join(DEVICES)}."
        )
    cpu = Device("cpu", ON_CPU, threads or max(1, cores))
    if wanted == "cpu":
        return (cpu,)
    best = next((kind for kind in ON_CARD if kind in card_types), None)
    card = [Device("cuda", best, cpu.threads)] if cards and best else []
    if wanted == "auto":
        return (*card, cpu)
    if not card:
        raise AlignmentError(
            "No graphics card was found that the speech model can run on: let it run on the "
            "processor instead."
        )
    return tuple(card)


def cores() -> int:
    """How many cores this process may use; a container may have fewer than the machine."""
    allowed = getattr(os, "sched_getaffinity", None)  # Windows and macOS do not have it
    return len(allowed(0)) if allowed else os.cpu_count() or 1
