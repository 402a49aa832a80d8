"""What a synthesiser gives back for one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class VoiceUnavailableError(Exception):
    """A synthesiser, or one of its voices, is not installed on this machine."""


@dataclass(frozen=True)
class Utterance:
    """One spoken sentence.

    Attributes:
        samples: The sound: mono, int16.
        rate: Samples per second.
        spans: For each plain word its start and end in seconds.
        exact: For each plain word whether its span is exact; empty means all are.
    """

    samples: npt.NDArray[np.int16]
    rate: int
    spans: tuple[tuple[float, float], ...]
    exact: tuple[bool, ...] = ()
