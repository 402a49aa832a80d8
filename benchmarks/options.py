"""What every benchmark is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How to measure.

    Attributes:
        runs: How often what is measured once per process is measured.
        full: Whether to take the hours of sound and minutes of time that the real figures need.
        words: How many words the large document has.
        model: Name or folder of a speech model, for benchmarks that are not about one alone; ""
            for the one that they usually take.
        write: Whether a calibration may replace what the program ships.
        only: Names of parts; ("",) for all.
    """

    runs: int = 5
    full: bool = False
    words: int = 35_000
    model: str = ""
    write: bool = False
    only: tuple[str, ...] = ("",)

    def wants(self, part: str) -> bool:
        """Whether to measure a part."""
        return part in self.only or self.only == ("",)
